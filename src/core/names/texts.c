/* texts.c - blocks of names. */
#include "core/names/texts.h"

#include <stdlib.h>

#include "core/base/hash.h"

enum { BLOCK = 64 * 1024, HASH_DIGITS = 16 };

struct text_block {
    struct text_block *older;
    char bytes[BLOCK];
};

void texts_done(struct texts *texts)
{
    while (texts->newest) {
        struct text_block *older = texts->newest->older;
        free(texts->newest);
        texts->newest = older;
    }
    *texts = (struct texts){ 0 };
}

struct slice texts_keep(struct texts *texts, struct slice s)
{
    if (s.len > BLOCK)
        s.len = BLOCK;
    if (texts->newest == NULL || BLOCK - texts->used < s.len) {
        struct text_block *block = malloc(sizeof *block);
        if (block == NULL)
            return (struct slice){ NULL, 0 };
        block->older = texts->newest;
        texts->newest = block;
        texts->used = 0;
    }
    char *to = texts->newest->bytes + texts->used;
    if (s.len)
        memcpy(to, s.at, s.len);
    texts->used += s.len;
    return (struct slice){ to, s.len };
}

struct slice texts_bounded(struct slice s, char buf[LIMIT_NAME])
{
    if (s.len <= LIMIT_NAME)
        return s;
    const size_t head = LIMIT_NAME - HASH_DIGITS - 1;
    uint64_t hash = hash_bytes(s, 0); /* printed, so the same in every process */
    memcpy(buf, s.at, head);
    buf[head] = '~';
    for (size_t i = 0; i < HASH_DIGITS; i++)
        buf[head + 1 + i] = "0123456789abcdef"[hash >> (60 - 4 * i) & 15];
    return (struct slice){ buf, LIMIT_NAME };
}

/* 0x80 for every byte that is A to Z. */
static uint64_t capitals_of(uint64_t word)
{
    const uint64_t each = 0x0101010101010101u;
    uint64_t low = word & each * 0x7f;
    return ((low + each * (0x80 - 'A')) ^ (low + each * (0x7f - 'Z'))) & ~word & each * 0x80;
}

struct slice texts_folded(struct slice s, char buf[LIMIT_NAME])
{
    uint64_t capitals = 0, word;
    size_t i = 0;
    for (; s.len - i >= sizeof word; i += sizeof word) {
        memcpy(&word, s.at + i, sizeof word);
        capitals |= capitals_of(word);
    }
    for (word = 0; i < s.len; i++)
        word = word << 8 | (unsigned char)s.at[i];
    capitals |= capitals_of(word);
    if (!capitals)
        return s;
    for (i = 0; i < s.len; i++)
        buf[i] = (char)(s.at[i] | (s.at[i] >= 'A' && s.at[i] <= 'Z' ? 0x20 : 0));
    return (struct slice){ buf, s.len };
}
