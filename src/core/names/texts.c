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

static bool is_capital(char c)
{
    return (unsigned char)(c - 'A') < 26;
}

struct slice texts_folded(struct slice s, char buf[LIMIT_NAME])
{
    unsigned capitals = 0;
    for (size_t i = 0; i < s.len; i++)
        capitals |= is_capital(s.at[i]);
    if (!capitals)
        return s;
    for (size_t i = 0; i < s.len; i++)
        buf[i] = (char)(s.at[i] | (is_capital(s.at[i]) ? 0x20 : 0));
    return (struct slice){ buf, s.len };
}
