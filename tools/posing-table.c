/* posing-table.c - turns data/health-authorities.yaml and data/brands.yaml into the tables of src/core/names/posing.c.
 *
 * Use     posing-table AUTHORITIES BRANDS >posing.inc
 * Form    of the data: flat YAML, lists in brackets on one line; the heads of the files say what each key means.
 */
#include <stdio.h>
#include <stdlib.h>

#include "core/names/posing_fold.h"

#define WHO_MAX 2000u
#define NAMES_MAX 8000u
#define DOMAINS_MAX 8000u
#define LABELS_MAX 200000u
#define KEYS 16384u /* slots of names, a power of two; at most a quarter is filled */
#define LINE_MAX_BYTES 4096u

struct who {
    char *name, *sort;
};

struct domain {
    char *name;
    unsigned who;
    bool is_common;
};

static struct who whos[WHO_MAX];
static struct domain domains[DOMAINS_MAX];
static struct posing_key keys[KEYS];
static struct posing_label labels[LABELS_MAX];
static size_t whos_count, domains_count, labels_count, keys_count, authorities;
static const char *path;
static unsigned line_number;

__attribute__((noreturn)) static void wrong(const char *why, struct slice what)
{
    fprintf(stderr, "%s:%u: %s: %.*s\n", path, line_number, why, (int)what.len, what.at);
    exit(1);
}

static char *kept(struct slice s)
{
    char *to = malloc(s.len + 1);
    if (to == NULL)
        exit(1);
    memcpy(to, s.at, s.len);
    to[s.len] = 0;
    return to;
}

static struct slice unquoted(struct slice s)
{
    s = slice_trim(s);
    if (s.len >= 2 && s.at[0] == '"' && s.at[s.len - 1] == '"')
        s = (struct slice){ s.at + 1, s.len - 2 };
    return s;
}

/* ---- names ---- */

static struct posing_key *slot_of(uint64_t hash)
{
    size_t i = (hash >> 20) & (KEYS - 1);
    while (keys[i].hash != 0 && keys[i].hash != hash)
        i = (i + 1) & (KEYS - 1);
    if (keys[i].hash == 0 && ++keys_count > KEYS / 4)
        wrong("more names than the table has room for", LIT(""));
    keys[i].hash = hash;
    return &keys[i];
}

/* All capitals, and so few that small letters may be another word. */
static bool is_capitals(struct slice name)
{
    unsigned letters = 0;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        if ((c >= 'a' && c <= 'z') || (c & 0x80))
            return false;
        letters += c >= 'A' && c <= 'Z';
    }
    return letters > 0 && letters <= 5;
}

static void add_name(struct slice name)
{
    bool common = name.len > 0 && name.at[0] == '~';
    uint64_t key = POSING_HASH;
    size_t at = 0, words = 0;
    struct posing_key *slot = NULL;
    name = slice_skip(name, common);
    for (struct slice word = posing_word(name, &at); word.len > 0; word = posing_word(name, &at)) {
        if (slot != NULL)
            slot->flags |= POSING_BEGINS;
        slot = slot_of(key = posing_more(key, word));
        words++;
    }
    if (slot == NULL || words > POSING_WORDS)
        wrong("a name has 1 to 16 words", name);
    if (slot->flags & POSING_ENDS && slot->who != whos_count - 1)
        wrong("a name that another has too", name);
    slot->who = (uint16_t)(whos_count - 1);
    slot->flags |= (uint8_t)(POSING_ENDS | (is_capitals(name) ? POSING_CAPITALS : 0)
            | (common ? POSING_COMMON : 0));
}

/* ---- domains ---- */

static void add_label(struct slice label, size_t domain)
{
    if (labels_count == LABELS_MAX)
        wrong("more labels than there is room for", label);
    labels[labels_count++] = (struct posing_label){ posing_hash_of(label), (uint16_t)domain };
}

static void add_domain(struct slice name)
{
    bool common = name.len > 0 && name.at[0] == '~';
    char like[256], shorter[256];
    name = slice_skip(name, common);
    if (domains_count == DOMAINS_MAX || name.len == 0 || name.len > DOMAIN_MAX)
        wrong("no domain, or too many", name);
    domains[domains_count] = (struct domain){ kept(name), (unsigned)whos_count - 1, common };
    struct slice label = domain_label(name);
    bool is_registered = domain_registered(name).len == name.len && label.len < name.len;
    if (!common && is_registered && label.len >= 3) {
        struct slice seen = { like, skeleton_of(label, like, sizeof like) };
        add_label(seen, domains_count);
        for (size_t i = 0; seen.len >= 5 && i < seen.len; i++) {
            memcpy(shorter, like, i);
            memcpy(shorter + i, like + i + 1, seen.len - i - 1);
            add_label((struct slice){ shorter, seen.len - 1 }, domains_count);
        }
    }
    domains_count++;
}

/* ---- the files ---- */

static void each(struct slice list, void (*add)(struct slice))
{
    list = slice_trim(list);
    if (list.len < 2 || list.at[0] != '[' || list.at[list.len - 1] != ']')
        wrong("no list in brackets", list);
    list = (struct slice){ list.at + 1, list.len - 2 };
    while (list.len > 0) {
        size_t end = slice_find(list, ',');
        struct slice item = unquoted(slice_first(list, end));
        if (item.len == 0)
            wrong("an empty item", list);
        add(item);
        list = slice_skip(list, end + 1);
    }
}

static void read_line(struct slice line)
{
    struct slice key = { 0 };
    if (line.len == 0 || line.at[0] == '#')
        return;
    if (take_lit(&line, LIT("- name:"))) {
        if (whos_count == WHO_MAX)
            wrong("too many", line);
        whos[whos_count++] = (struct who){ kept(unquoted(line)), NULL };
        return;
    }
    if (whos_count == 0 || !take_lit(&line, LIT("  ")) || !take_until(&line, LIT(":"), &key))
        wrong("not understood", line);
    if (slice_eq(key, LIT("names")))
        each(line, add_name);
    else if (slice_eq(key, LIT("domains")))
        each(line, add_domain);
    else if (slice_eq(key, LIT("sort")))
        whos[whos_count - 1].sort = kept(slice_trim(line));
    else if (!slice_eq(key, LIT("source")))
        wrong("no such key", key);
}

static void read_file(const char *from)
{
    char buf[LINE_MAX_BYTES];
    FILE *file = fopen(from, "r");
    path = from;
    line_number = 0;
    if (file == NULL) {
        fprintf(stderr, "%s: cannot be read\n", from);
        exit(1);
    }
    while (fgets(buf, sizeof buf, file) != NULL) {
        struct slice line = text(buf);
        line_number++;
        if (line.len == 0 || line.at[line.len - 1] != '\n')
            wrong("a line is too long", LIT(""));
        line.len--;
        read_line(line);
    }
    (void)fclose(file);
}

static int label_cmp(const void *a, const void *b)
{
    const struct posing_label *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->domain > y->domain) - (x->domain < y->domain);
}

static int domain_cmp(const void *a, const void *b)
{
    const struct domain *x = a, *y = b;
    return strcmp(x->name, y->name);
}

static void write_tables(void)
{
    printf("#define POSING_AUTHORITIES %zuu\n#define POSING_KEYS %uu\n", authorities, KEYS);
    printf("static const struct { const char *name, *sort; } whos[] = {\n");
    for (size_t i = 0; i < whos_count; i++)
        printf("    { \"%s\", \"%s\" },\n", whos[i].name, whos[i].sort ? whos[i].sort : "authority");
    printf("};\nstatic const struct posing_key keys[POSING_KEYS] = {\n");
    for (size_t i = 0; i < KEYS; i++)
        if (keys[i].hash != 0)
            printf("    [%zu] = { 0x%llxu, %u, %u },\n", i, (unsigned long long)keys[i].hash, keys[i].who,
                    keys[i].flags);
    printf("};\nstatic const struct posing_label labels[] = {\n");
    qsort(labels, labels_count, sizeof *labels, label_cmp);
    for (size_t i = 0; i < labels_count; i++)
        if (i == 0 || label_cmp(&labels[i], &labels[i - 1]) != 0)
            printf("    { 0x%llxu, %u },\n", (unsigned long long)labels[i].hash, labels[i].domain);
    printf("};\nstatic const struct { const char *name; uint16_t who; } domains[] = {\n");
    for (size_t i = 0; i < domains_count; i++)
        printf("    { \"%s\", %u },\n", domains[i].name, domains[i].who);
    printf("};\nstatic const uint16_t by_name[] = { /* domains, ordered by name */\n");
    static struct domain sorted[DOMAINS_MAX];
    for (size_t i = 0; i < domains_count; i++)
        sorted[i] = (struct domain){ domains[i].name, (unsigned)i, false };
    qsort(sorted, domains_count, sizeof *sorted, domain_cmp);
    for (size_t i = 0; i < domains_count; i++)
        printf("    %u,\n", sorted[i].who);
    printf("};\n");
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: posing-table AUTHORITIES BRANDS\n", stderr);
        return 2;
    }
    read_file(argv[1]);
    authorities = whos_count;
    read_file(argv[2]);
    write_tables();
    return 0;
}
