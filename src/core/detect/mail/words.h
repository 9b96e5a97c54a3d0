/* words.h - a text as words that look the same in every dress.
 *
 * Layer   core/detect/mail. Pure. Also built for the tool that makes the tables (tools/lure-words.c).
 * Method  one pass over UTF-8: lower case, accents dropped, letters that only look like Latin ones (full width,
 *         mathematical, small capitals, Cyrillic within a Latin word) read as those, what is not seen skipped. Han, kana
 *         and signs of money are words of one letter, for their texts have no spaces.
 * Choice  Words are known by a hash of 64 bits: a text that collides on purpose harms only itself.
 */
#pragma once

#include <stdint.h>

#include "core/base/slice.h"

struct mail_word {
    uint64_t hash;
    uint64_t stem; /* of its longest beginning that is in the table of stems; 0: none */
    uint32_t at;   /* in the text */
    uint16_t len;
    uint8_t letters;   /* folded, at most 255 */
    bool is_disguised; /* letters of another dress, or something unseen within it */
    bool is_ascii;
};

/* Beginnings of words that stand for all words that begin so ("bitcoin*"). Open addressing; 0: empty. */
struct word_stems {
    const uint64_t *slots;
    uint32_t mask; /* slots less one: a power of two less one */
};
#define STEM_LETTERS 3u /* the shortest */

/* At most `cap` words of the text from *at on; *at moves to where it stopped. `stems` may be NULL. */
size_t words_of(
        struct slice utf8, const struct word_stems *stems, size_t *at, struct mail_word *to, size_t cap);

/* The folded text with one space between words; what does not fit is left out. Returns its length. */
size_t words_fold(struct slice utf8, char *buf, size_t cap);

uint64_t word_hash(struct slice folded);

/* Two words after each other: order counts. */
static inline uint64_t words_join(uint64_t before, uint64_t word)
{
    uint64_t h = (before ^ word) * 0x9e3779b97f4a7c15u;
    return h ^ (h >> 29);
}
