/* language.c - words looked up in a table, shares added. */
#include "core/wire/language.h"

#include "core/base/chars.h"

struct language_word {
    const char *word;
    uint8_t len;
    uint8_t of; /* bits: languages */
};

#include "language_words.inc"

#define LANGUAGES (sizeof language_codes / sizeof language_codes[0])
#define WORDS (sizeof language_words / sizeof language_words[0])
#define WORD_MAX 20u
#define SHARE 60u /* a word of one language alone; one of three counts 20 for each */

/* Enough to be sure: the shares of three own words; a third ahead of the next. */
#define SURE (3 * SHARE)
/* A text of so many words with fewer known ones than one in eight is in none of these languages. */
#define OTHER_WORDS 20u
#define OTHER_RARE 8u

_Static_assert(LANGUAGES <= 8, "bits of a mask");

static unsigned mask_of(struct slice word)
{
    size_t low = 0, high = WORDS;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int order = slice_cmp((struct slice){ language_words[mid].word, language_words[mid].len }, word);
        if (order == 0)
            return language_words[mid].of;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return 0;
}

/* The letter in lower case, as far as these languages need; 0: it ends a word. */
static uint32_t letter_of(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c >= 'a' && c <= 'z' ? c : 0;
    if (c >= 0xc0 && c <= 0xde && c != 0xd7)
        return c + 32;
    return c >= 0xdf && c != 0xf7 && !(c >= 0x2000 && c <= 0x2bff) && c != 0x3000 ? c : 0;
}

static size_t put_letter(char *to, uint32_t c)
{
    return char_put(c < 0x800 ? c : 0x7f /* a letter of none of these languages */, to);
}

/* The next word in lower case into buf, its length in *ret; false at the end. Longer ones are cut: none is known. */
static bool next_word(struct slice *s, char buf[WORD_MAX + 4], size_t *ret)
{
    *ret = 0;
    while (s->len > 0) {
        size_t len;
        uint32_t c = letter_of(char_next(*s, &len));
        *s = slice_skip(*s, len);
        if (c != 0 && *ret < WORD_MAX)
            *ret += put_letter(buf + *ret, c);
        if (c == 0 && *ret > 0)
            return true;
    }
    return *ret > 0;
}

struct slice language_of(struct slice utf8)
{
    uint32_t shares[LANGUAGES] = { 0 }, words = 0, known = 0;
    char word[WORD_MAX + 4];
    size_t len, best = 0;
    while (words < LANGUAGE_WORDS && next_word(&utf8, word, &len)) {
        unsigned mask = mask_of((struct slice){ word, len });
        words++;
        known += mask != 0;
        for (size_t i = 0; mask != 0 && i < LANGUAGES; i++)
            if (mask >> i & 1)
                shares[i] += SHARE / (unsigned)__builtin_popcount(mask);
    }
    uint32_t next = 0;
    for (size_t i = 1; i < LANGUAGES; i++)
        best = shares[i] > shares[best] ? i : best;
    for (size_t i = 0; i < LANGUAGES; i++)
        next = i != best && shares[i] > next ? shares[i] : next;
    if (words >= OTHER_WORDS && known * OTHER_RARE < words)
        return LIT("other");
    if (shares[best] >= SURE && shares[best] * 3 >= next * 4)
        return text(language_codes[best]);
    return (struct slice){ NULL, 0 };
}
