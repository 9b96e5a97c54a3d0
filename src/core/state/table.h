/* table.h - a capped table of fixed-size cells, found by a 64-bit key, kept in order of arrival.
 *
 * Layer   core/state: includes base only. Pure.
 * Form    a cell is a plain struct whose first member is `uint64_t key`, never 0. Cells lie densely in
 *         the order in which they came, so an index stays valid until table_sweep, and walking the
 *         table never depends on a hash.
 * Memory  doubles up to `cap` cells; then table_put answers NULL and counts it in `refused`. The owner
 *         decides what table_sweep may drop.
 * Threads one owner.
 */
#pragma once

#include "core/base/status.h"

#include <stdbool.h>
#include <stdint.h>

#define TABLE_NONE UINT32_MAX

struct table {
    unsigned char *cells;
    uint32_t *slots; /* index of the cell + 1; 0 empty */
    uint32_t count, room, cap;
    uint32_t mask; /* slots - 1 */
    uint32_t cell_size;
    uint64_t refused, swept;
};

enum status table_init(struct table *table, uint32_t cell_size, uint32_t cap, struct error *err) MUST_USE;
void table_done(struct table *table);

/* Index of the key's cell, or TABLE_NONE. */
uint32_t table_find(const struct table *table, uint64_t key);

/* The key's cell, made (zeroed but for the key) when it is new; TABLE_NONE when the table is full or
 * memory is out. */
uint32_t table_put(struct table *table, uint64_t key, bool *ret_new);

static inline void *table_at(const struct table *table, uint32_t i)
{
    return table->cells + (size_t)i * table->cell_size;
}

/* Brings the place where the key would lie into the cache. */
void table_prefetch(const struct table *table, uint64_t key);

/* Keeps the cells for which keep[i] is true, in their order; ret_moved[i] is the new index of cell i
 * or TABLE_NONE. Both arrays hold table->count members. */
void table_sweep(struct table *table, const bool *keep, uint32_t *ret_moved);

/* The owner changed keys in place: finds its cells anew. */
void table_reindex(struct table *table);

/* Empties the table, keeping its memory. */
void table_clear(struct table *table);

/* Takes `count` cells from bytes that table_save_cells' owner wrote, and builds the slots anew. */
enum status table_restore(struct table *table, const void *cells, uint32_t count, struct error *err) MUST_USE;
