/* table.c - dense cells behind an open-addressing index. */
#include "core/state/table.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/hash.h"

static uint64_t key_at(const struct table *table, uint32_t i)
{
    uint64_t key;
    memcpy(&key, table_at(table, i), sizeof key);
    return key;
}

static uint32_t slot_of(const struct table *table, uint64_t key)
{
    return (uint32_t)hash_pair(key, 0) & table->mask;
}

static void slots_fill(struct table *table)
{
    memset(table->slots, 0, ((size_t)table->mask + 1) * sizeof *table->slots);
    for (uint32_t i = 0; i < table->count; i++) {
        uint32_t s = slot_of(table, key_at(table, i));
        while (table->slots[s] != 0)
            s = (s + 1) & table->mask;
        table->slots[s] = i + 1;
    }
}

/* Room for `room` cells at a load of at most one half. */
static bool table_resize(struct table *table, uint32_t room)
{
    uint32_t slots = 64;
    while (slots < room * 2)
        slots *= 2;
    unsigned char *cells = realloc(table->cells, (size_t)room * table->cell_size);
    if (cells == NULL)
        return false;
    table->cells = cells;
    uint32_t *index = calloc(slots, sizeof *index);
    if (index == NULL)
        return false;
    free(table->slots);
    table->slots = index;
    table->mask = slots - 1;
    table->room = room;
    slots_fill(table);
    return true;
}

enum status table_init(struct table *table, uint32_t cell_size, uint32_t cap, struct error *err)
{
    *table = (struct table){ .cell_size = cell_size, .cap = cap };
    if (!table_resize(table, cap < 1024 ? cap : 1024))
        return fail(err, STATUS_NOMEM, "no memory for a table of %u-byte cells", cell_size);
    return STATUS_OK;
}

void table_done(struct table *table)
{
    free(table->cells);
    free(table->slots);
    *table = (struct table){ 0 };
}

uint32_t table_find(const struct table *table, uint64_t key)
{
    for (uint32_t s = slot_of(table, key); table->slots[s] != 0; s = (s + 1) & table->mask)
        if (key_at(table, table->slots[s] - 1) == key)
            return table->slots[s] - 1;
    return TABLE_NONE;
}

static bool table_grow(struct table *table)
{
    if (table->room >= table->cap)
        return false;
    return table_resize(table, table->room > table->cap / 2 ? table->cap : table->room * 2);
}

uint32_t table_put(struct table *table, uint64_t key, bool *ret_new)
{
    uint32_t at = table_find(table, key);
    *ret_new = at == TABLE_NONE;
    if (at != TABLE_NONE)
        return at;
    if (table->count == table->room && !table_grow(table)) {
        table->refused++;
        return TABLE_NONE;
    }
    uint32_t s = slot_of(table, key);
    while (table->slots[s] != 0)
        s = (s + 1) & table->mask;
    at = table->count++;
    table->slots[s] = at + 1;
    memset(table_at(table, at), 0, table->cell_size);
    memcpy(table_at(table, at), &key, sizeof key);
    return at;
}

void table_prefetch(const struct table *table, uint64_t key)
{
    __builtin_prefetch(&table->slots[slot_of(table, key)]);
}

void table_sweep(struct table *table, const bool *keep, uint32_t *ret_moved)
{
    uint32_t to = 0, was = table->count;
    for (uint32_t i = 0; i < was; i++) {
        ret_moved[i] = keep[i] ? to : TABLE_NONE;
        if (!keep[i])
            continue;
        if (to != i)
            memmove(table_at(table, to), table_at(table, i), table->cell_size);
        to++;
    }
    table->count = to;
    table->swept += was - to;
    slots_fill(table);
}

void table_reindex(struct table *table)
{
    slots_fill(table);
}

void table_clear(struct table *table)
{
    table->count = 0;
    slots_fill(table);
}

enum status table_restore(struct table *table, const void *cells, uint32_t count, struct error *err)
{
    if (count > table->cap)
        return fail(
                err, STATUS_RANGE, "saved state holds %u cells, at most %u are allowed", count, table->cap);
    table->count = 0;
    if (count > table->room && !table_resize(table, count))
        return fail(err, STATUS_NOMEM, "no memory for %u cells", count);
    if (count > 0)
        memcpy(table->cells, cells, (size_t)count * table->cell_size);
    table->count = count;
    slots_fill(table);
    return STATUS_OK;
}
