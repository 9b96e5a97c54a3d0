/* lure-words.c - data/lure-words/ becomes the tables of src/core/detect/mail/phrases.c and features_random.c.
 *
 * Use     lure-words WORDS.txt... >lure_words.inc
 * Form    a file is one concept, named by its file: the first comment line is the sentence for people, then
 *         "language: phrase; phrase". "bitcoin*" stands for all words that begin so, "_" for any one word. It stops at
 *         the first thing that it does not understand.
 */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/detect/mail/words.h"

#define PHRASES_MAX 65536u
#define CONCEPTS_MAX 96u
#define PHRASE_WORDS 13u
#define SET_MAX 6u
#define ANY 0x5eedfeedu /* the hash of "_"; phrases.c knows it too */

struct entry {
    uint64_t hash;
    uint16_t ids[SET_MAX]; /* concepts, in order of reading */
    unsigned count;
};

static struct entry *entries;
static size_t entries_count;
static uint64_t stems[2048];
static size_t stems_count;
static char concepts[CONCEPTS_MAX][64], sentences[CONCEPTS_MAX][200];
static unsigned concepts_count;
static unsigned pairs[28][28]; /* letters after each other: 0 the begin, 1..26 a letter, 27 a digit */
static const char *file;
static unsigned line_number;

static void wrong(const char *why, const char *what)
{
    fprintf(stderr, "%s:%u: %s: %s\n", file, line_number, why, what);
    exit(1);
}

static struct entry *entry_of(uint64_t hash)
{
    static uint32_t slots[PHRASES_MAX * 2];
    uint32_t i = (uint32_t)(hash >> 20) & (PHRASES_MAX * 2 - 1);
    while (slots[i] != 0 && entries[slots[i] - 1].hash != hash)
        i = (i + 1) & (PHRASES_MAX * 2 - 1);
    if (slots[i] == 0) {
        if (entries_count == PHRASES_MAX)
            wrong("too many phrases", "");
        entries[entries_count].hash = hash;
        slots[i] = (uint32_t)++entries_count;
    }
    return &entries[slots[i] - 1];
}

static void add_stem(uint64_t hash, unsigned letters, const char *what)
{
    if (letters < STEM_LETTERS)
        wrong("a beginning needs three letters", what);
    for (size_t i = 0; i < stems_count; i++)
        if (stems[i] == hash)
            return;
    if (stems_count == sizeof stems / sizeof stems[0])
        wrong("too many beginnings", what);
    stems[stems_count++] = hash;
}

/* Hashes of the words of a phrase; a beginning has its hash inverted, so that it never meets a whole word. */
static size_t phrase_words(char *phrase, uint64_t *to)
{
    size_t n = 0;
    for (char *w = strtok(phrase, " \t"); w != NULL; w = strtok(NULL, " \t")) {
        struct mail_word words[PHRASE_WORDS];
        size_t at = 0, len = strlen(w);
        if (strcmp(w, "_") == 0) {
            to[n++] = ANY;
            continue;
        }
        bool stem = len > 1 && w[len - 1] == '*';
        size_t got = words_of((struct slice){ w, len - stem }, NULL, &at, words, PHRASE_WORDS);
        for (size_t i = 0; i < got && n < PHRASE_WORDS; i++)
            to[n++] = words[i].hash;
        if (stem && got > 0) {
            add_stem(words[got - 1].hash, words[got - 1].letters, w);
            to[n - 1] = ~words[got - 1].hash;
        }
        if (n >= PHRASE_WORDS)
            wrong("a phrase of more than twelve words", w);
    }
    return n;
}

static void count_letters(const char *phrase);

static void add_phrase(char *phrase, unsigned id)
{
    uint64_t words[PHRASE_WORDS + 1], hash = 0;
    count_letters(phrase);
    size_t n = phrase_words(phrase, words);
    if (n == 0)
        return;
    if (words[0] == ANY)
        wrong("a phrase begins with _", phrase);
    struct entry *e = entry_of(hash = words_join(hash, words[0]));
    for (size_t i = 1; i < n; i++)
        e = entry_of(hash = words_join(hash, words[i]));
    for (unsigned i = 0; i < e->count; i++)
        if (e->ids[i] == id)
            return;
    if (e->count == SET_MAX)
        wrong("a phrase in more than six lists", phrase);
    e->ids[e->count++] = (uint16_t)id;
}

static char *trimmed(char *s)
{
    while (isspace((unsigned char)*s))
        s++;
    char *end = s + strlen(s);
    while (end > s && isspace((unsigned char)end[-1]))
        *--end = '\0';
    return s;
}

/* strtok is used within a phrase: splitting a line is done by hand. */
static void each(char *list, char by, unsigned id)
{
    while (list != NULL && *list != '\0') {
        char *next = strchr(list, by);
        if (next != NULL)
            *next++ = '\0';
        add_phrase(list, id);
        list = next;
    }
}

static void read_concept(FILE *in)
{
    static char line[65536];
    const char *slash = strrchr(file, '/');
    unsigned id = concepts_count++;
    if (concepts_count > CONCEPTS_MAX)
        wrong("too many concepts", file);
    snprintf(concepts[id], sizeof concepts[id], "%s", slash ? slash + 1 : file);
    char *dot = strrchr(concepts[id], '.');
    if (dot != NULL)
        *dot = '\0';
    for (line_number = 1; fgets(line, sizeof line, in) != NULL; line_number++) {
        char *s = trimmed(line), *colon = strchr(s, ':');
        if (*s == '#' && sentences[id][0] == '\0')
            snprintf(sentences[id], sizeof sentences[id], "%s", trimmed(s + 1));
        if (*s == '#' || *s == '\0')
            continue;
        if (colon == NULL || colon - s != 2)
            wrong("not \"language: phrase; phrase\"", s);
        each(colon + 1, ';', id);
    }
    if (sentences[id][0] == '\0')
        wrong("no sentence", file);
}

static void count_letters(const char *phrase)
{
    unsigned before = 0;
    for (; *phrase != '\0'; phrase++) {
        unsigned c = islower((unsigned char)*phrase) ? (unsigned)(*phrase - 'a') + 1 : 0;
        if (c != 0)
            pairs[before][c]++;
        before = c;
    }
}

static void put_identifier(const char *name)
{
    for (; *name != '\0'; name++)
        putchar(*name == '-' ? '_' : toupper((unsigned char)*name));
}

static void put_table(void)
{
    size_t size = 1;
    while (size < entries_count * 2)
        size *= 2;
    size_t *slots = calloc(size, sizeof *slots);
    if (slots == NULL)
        exit(1);
    for (size_t n = 0; n < entries_count; n++) {
        size_t i = (size_t)entries[n].hash & (size - 1);
        while (slots[i] != 0)
            i = (i + 1) & (size - 1);
        slots[i] = n + 1;
    }
    printf("#define PHRASE_MASK %zuu\nstatic const struct phrase_slot slots[] = {\n", size - 1);
    unsigned sets = 1;
    for (size_t i = 0; i < size; i++) {
        if (slots[i] == 0) {
            fputs("{0,0,0},", stdout);
            continue;
        }
        struct entry *e = &entries[slots[i] - 1];
        printf("{0x%x,%u,1},", (unsigned)(e->hash >> 32), e->count ? sets++ : 0);
        if (i % 8 == 7)
            putchar('\n');
    }
    printf("};\nstatic const uint16_t sets[][%u] = { { 0 },\n", SET_MAX);
    for (size_t i = 0; i < size; i++) {
        if (slots[i] == 0 || entries[slots[i] - 1].count == 0)
            continue;
        struct entry *e = &entries[slots[i] - 1];
        putchar('{');
        for (unsigned k = 0; k < e->count; k++)
            printf("%u,", e->ids[k] + 1u);
        puts("},");
    }
    puts("};");
    if (sets * SET_MAX >= PHRASES_MAX)
        wrong("more phrases than PHRASES_CAP of phrases.h", "");
    free(slots);
}

static void put_stems(void)
{
    static uint64_t slots[4096];
    for (size_t i = 0; i < stems_count; i++) {
        size_t at = (size_t)stems[i] & 4095;
        while (slots[at] != 0)
            at = (at + 1) & 4095;
        slots[at] = stems[i];
    }
    printf("static const uint64_t stems[4096] = {\n");
    for (size_t i = 0; i < 4096; i++)
        if (slots[i] != 0)
            printf("[%zu]=0x%llxu,\n", i, (unsigned long long)slots[i]);
    puts("};");
}

/* Surprise of a letter after another, in sixteenths of a bit; a digit surprises as a rare letter does. */
static void put_letters(void)
{
    puts("#ifdef LETTER_BITS\nstatic const uint8_t letter_bits[28][28] = {");
    for (unsigned before = 0; before < 28; before++) {
        double all = 0;
        for (unsigned c = 1; c < 27; c++)
            all += pairs[before][c];
        putchar('{');
        for (unsigned c = 0; c < 28; c++) {
            double bits = -log2((pairs[before][c] + 0.3) / (all + 8)) * 16;
            printf("%u,", (unsigned)(bits < 0 ? 0 : bits > 200 ? 200 : bits + 0.5));
        }
        puts("},");
    }
    puts("};\n#endif");
}

static void put_concepts(void)
{
    puts("#ifdef CONCEPT");
    for (unsigned i = 0; i < concepts_count; i++) {
        printf("CONCEPT(ABOUT_");
        put_identifier(concepts[i]);
        printf(", \"about-%s\", \"%s\")\n", concepts[i], sentences[i]);
    }
    puts("#endif");
}

int main(int argc, char **argv)
{
    entries = calloc(PHRASES_MAX, sizeof *entries);
    if (entries == NULL)
        return 1;
    for (int i = 1; i < argc; i++) {
        file = argv[i];
        FILE *in = fopen(file, "r");
        if (in == NULL)
            wrong("cannot be opened", file);
        read_concept(in);
        fclose(in);
    }
    puts("/* Made from data/lure-words by tools/lure-words.c. */");
    put_concepts();
    put_letters();
    puts("#ifdef PHRASE_TABLE");
    put_table();
    put_stems();
    puts("#endif");
    free(entries);
    return 0;
}
