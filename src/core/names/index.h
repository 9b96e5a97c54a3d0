/* index.h - open addressing from a 64-bit hash to the number of an entry that its owner keeps.
 *
 * Layer   core/names: includes base only. Pure.
 * Method  linear probing over 8-byte slots: the hash's high half and the number + 1. The owner compares
 *         the entry itself, so two names never become one however their hashes fall.
 * Memory  doubles at three quarters full; the owner caps the number of entries.
 * Threads one owner.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define INDEX_NONE UINT32_MAX

struct index {
    uint64_t *slots;
    uint32_t mask, used; /* slots - 1; numbers held */
};

/* The hash of an entry, asked for when the index grows. */
typedef uint64_t (*index_hash_of)(const void *owner, uint32_t no);

void index_done(struct index *index);

/* Makes room for one more number; false when memory is out. */
bool index_reserve(struct index *index, index_hash_of hash_of, const void *owner);

/* Adds a number that is not there yet. index_reserve has just made room. */
void index_add(struct index *index, uint64_t hash, uint32_t no);

/* Brings the slot of the hash into the cache. */
static inline void index_prefetch(const struct index *index, uint64_t hash)
{
    if (index->slots)
        __builtin_prefetch(&index->slots[hash & index->mask]);
}

/* The next number that may be meant by the hash, or INDEX_NONE. *step starts at 0. */
static inline uint32_t index_next(const struct index *index, uint64_t hash, uint32_t *step)
{
    if (index->slots == NULL)
        return INDEX_NONE;
    for (;;) {
        uint64_t slot = index->slots[((uint32_t)hash + (*step)++) & index->mask];
        if (slot == 0)
            return INDEX_NONE;
        if (slot >> 32 == hash >> 32)
            return (uint32_t)slot - 1;
    }
}
