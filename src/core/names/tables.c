/* tables.c - the kinds whose names have one spelling. */
#include "core/names/tables.h"

#include <stdlib.h>

#include "core/base/hash.h"

/* The array with room for one more; NULL when memory is out (the old one stays as it was). */
static void *with_room(void *array, uint32_t *room, uint32_t count, size_t size)
{
    if (count < *room)
        return array;
    uint32_t wider = *room ? *room * 2 : 64;
    void *moved = realloc(array, wider * size);
    if (moved != NULL)
        *room = wider;
    return moved;
}

uint64_t sources_hash(const struct sources *sources, struct ip_addr key)
{
    return hash_ip(key, sources->seed);
}

static uint64_t hash_of_source(const void *owner, uint32_t id)
{
    const struct sources *sources = owner;
    return sources_hash(sources, sources->cells[id].key);
}

static uint32_t sources_add(struct sources *sources, struct ip_addr key, uint64_t hash)
{
    uint32_t id = sources->count < NAMES_RESERVED ? NAMES_RESERVED : sources->count;
    uint32_t most = sources->invented ? sources->cap / 2 : sources->cap;
    void *cells = id < most ? with_room(sources->cells, &sources->room, id, sizeof *sources->cells) : NULL;
    if (cells != NULL)
        sources->cells = cells;
    if (cells == NULL || !index_reserve(&sources->index, hash_of_source, sources)) {
        sources->refused++;
        return NAMES_OVERFLOW;
    }
    sources->cells[id] = (struct source_cell){ .key = key };
    sources->count = id + 1;
    index_add(&sources->index, hash, id);
    return id;
}

uint32_t sources_id(struct sources *sources, struct ip_addr key, uint64_t hash)
{
    uint32_t step = 0, id;
    while ((id = index_next(&sources->index, hash, &step)) != INDEX_NONE) {
        if (memcmp(&sources->cells[id].key, &key, sizeof key) == 0)
            return id;
    }
    return sources_add(sources, key, hash);
}

void sources_done(struct sources *sources)
{
    index_done(&sources->index);
    free(sources->cells);
    *sources = (struct sources){ 0 };
}

uint64_t labels_hash(const struct labels *labels, const struct slice *name)
{
    uint64_t hash = labels->seed;
    for (uint32_t i = 0; i < labels->width; i++)
        hash = hash_pair(hash, name[i].len ? hash_bytes(name[i], labels->seed) : i);
    return hash;
}

static uint64_t hash_of_label(const void *owner, uint32_t id)
{
    const struct labels *labels = owner;
    return labels_hash(labels, &labels->cells[(size_t)id * labels->width]);
}

static bool labels_keep(struct labels *labels, uint32_t id, const struct slice *name)
{
    for (uint32_t i = 0; i < labels->width; i++) {
        struct slice kept = name[i].len ? texts_keep(labels->texts, name[i]) : LIT("");
        if (kept.at == NULL)
            return false;
        labels->cells[(size_t)id * labels->width + i] = kept;
    }
    return true;
}

static uint32_t labels_add(struct labels *labels, const struct slice *name, uint64_t hash)
{
    uint32_t id = labels->count < NAMES_RESERVED ? NAMES_RESERVED : labels->count;
    size_t size = labels->width * sizeof *labels->cells;
    void *cells = id < labels->cap ? with_room(labels->cells, &labels->room, id, size) : NULL;
    if (cells != NULL)
        labels->cells = cells;
    if (cells == NULL || !index_reserve(&labels->index, hash_of_label, labels)
            || !labels_keep(labels, id, name)) {
        labels->refused++;
        return NAMES_OVERFLOW;
    }
    labels->count = id + 1;
    index_add(&labels->index, hash, id);
    return id;
}

uint32_t labels_id(struct labels *labels, const struct slice *name, uint64_t hash)
{
    uint32_t step = 0, id;
    while ((id = index_next(&labels->index, hash, &step)) != INDEX_NONE) {
        const struct slice *known = &labels->cells[(size_t)id * labels->width];
        uint32_t same = 0;
        while (same < labels->width && slice_eq(known[same], name[same]))
            same++;
        if (same == labels->width)
            return id;
    }
    return labels_add(labels, name, hash);
}

struct slice labels_text(const struct labels *labels, uint32_t id, uint32_t part)
{
    if (id < NAMES_RESERVED || id >= labels->count)
        return id == NAMES_OVERFLOW ? LIT("(others)") : LIT("");
    return labels->cells[(size_t)id * labels->width + part];
}

void labels_done(struct labels *labels)
{
    index_done(&labels->index);
    free(labels->cells);
    *labels = (struct labels){ 0 };
}
