/* sweep.h - makes room when the tables are full, so that a flood buys nothing but its own forgetting.
 *
 * Layer   core/detect/signin. Pure.
 * Method  What is least worth keeping goes first: names that do not exist at sources that no campaign
 *         named; then the older half of single unexplained failures; then familiarity unused for ninety
 *         days. Familiar pairs, campaigns and their evidence stay. A flood of fresh addresses and
 *         invented names lives in the first class alone, so it cannot steer what else is kept.
 * Cost    linear in the tables, once for at least a quarter of them: constant per event.
 */
#pragma once

#include "core/detect/signin/watch.h"

/* Pairs that must stay because something beside the tables holds their index; and the holder is told
 * where they went. */
struct sweep_holder {
    void *holder;
    void (*mark)(void *holder, bool *keep_pair);
    void (*moved)(void *holder, const uint32_t *pair_moved, const uint32_t *source_moved);
};

/* Sweeps if a table is full; true when it did. */
bool watch_sweep(struct watch *watch, const struct sweep_holder *holder);
