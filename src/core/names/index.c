/* index.c - growing and filling an index. */
#include "core/names/index.h"

#include <stdlib.h>

enum { FIRST_SLOTS = 64 };

void index_done(struct index *index)
{
    free(index->slots);
    *index = (struct index){ 0 };
}

void index_add(struct index *index, uint64_t hash, uint32_t no)
{
    uint32_t at = (uint32_t)hash & index->mask;
    while (index->slots[at] != 0)
        at = (at + 1) & index->mask;
    index->slots[at] = (hash >> 32) << 32 | (no + 1);
    index->used++;
}

bool index_reserve(struct index *index, index_hash_of hash_of, const void *owner)
{
    size_t size = index->slots ? (size_t)index->mask + 1 : 0;
    if (index->used < size - size / 4)
        return true;
    size_t wider = size ? size * 2 : FIRST_SLOTS;
    struct index grown = { .slots = calloc(wider, sizeof *grown.slots), .mask = (uint32_t)(wider - 1) };
    if (grown.slots == NULL)
        return false;
    for (size_t i = 0; i < size; i++) {
        if (index->slots[i] != 0) {
            uint32_t no = (uint32_t)index->slots[i] - 1;
            index_add(&grown, hash_of(owner, no), no);
        }
    }
    free(index->slots);
    *index = grown;
    return true;
}
