/* posing_fold.h - how names become keys, the same when the table is built and when it is asked.
 *
 * Layer   core/names, of posing.c and tools/posing-table.c alone. Pure.
 */
#pragma once

#include "core/base/chars.h"
#include "core/names/domain.h"

#define POSING_WORDS 16u /* of one name; letters of Chinese and Japanese are words of their own */

/* What is found at a key of names. */
enum posing_flag {
    POSING_BEGINS = 1u << 0,   /* a longer name begins with these words */
    POSING_ENDS = 1u << 1,     /* these words are a name */
    POSING_CAPITALS = 1u << 2, /* ... in capitals alone */
    POSING_COMMON = 1u << 3,   /* ... and a common word */
};

struct posing_key {
    uint64_t hash; /* 0: empty */
    uint16_t who;
    uint8_t flags;
};

/* A label of a true domain as the eye sees it, or that without one letter. */
struct posing_label {
    uint64_t hash;
    uint16_t domain;
};

/* FNV-1a. */
static inline uint64_t posing_hash(uint64_t hash, struct slice s)
{
    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.at[i]) * 1099511628211u;
    return hash;
}
#define POSING_HASH 14695981039346656037u

static inline uint64_t posing_hash_of(struct slice s)
{
    return posing_hash(POSING_HASH, s) | 1;
}

/* Letters that stand without spaces between words. */
static inline bool posing_is_ideograph(uint32_t c)
{
    return (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7af);
}

static inline bool posing_is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    if (char_is_unseen(c))
        return c != 0x2028 && c != 0x2029; /* zero width within a word */
    return !(c < 0xc0 && c != 0xaa && c != 0xba) && !(c >= 0x2000 && c <= 0x206f)
            && !(c >= 0x3000 && c <= 0x303f) && c != 0xd7 && c != 0xf7 && c != 0xfffd;
}

/* The next word from *at on, which moves behind it; empty: none is left. */
static inline struct slice posing_word(struct slice text, size_t *at)
{
    size_t from = text.len;
    for (size_t i = *at, len; i < text.len; i += len) {
        len = 1;
        uint32_t c = (unsigned char)text.at[i];
        if (c >= 0x80)
            c = char_next((struct slice){ text.at + i, text.len - i }, &len);
        bool letter = posing_is_letter(c);
        if (from == text.len) {
            if (!letter)
                continue;
            from = i;
            if (posing_is_ideograph(c)) {
                *at = i + len;
                return (struct slice){ text.at + from, len };
            }
        } else if (!letter || posing_is_ideograph(c)) {
            *at = i;
            return (struct slice){ text.at + from, i - from };
        }
    }
    *at = text.len;
    return (struct slice){ text.at + from, text.len - from };
}

/* The key of the words so far and one more; a word is folded to what the eye takes it for. */
static inline uint64_t posing_more(uint64_t key, struct slice word)
{
    char buf[64];
    struct slice folded = { buf, skeleton_of(word, buf, sizeof buf) };
    return posing_hash(posing_hash(key, folded), LIT(" ")) | 1;
}
