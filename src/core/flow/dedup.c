/* dedup.c - multisets of one second. */
#include "core/flow/dedup.h"

#include <stdlib.h>

/* Sorts indices by (row hash, file, place): a small merge sort, since qsort_r's order of arguments is
 * not portable and the order must not depend on the library. */
static bool before(const struct event *events, uint32_t a, uint32_t b)
{
    if (events[a].row_hash != events[b].row_hash)
        return events[a].row_hash < events[b].row_hash;
    if (events[a].file != events[b].file)
        return events[a].file < events[b].file;
    return a < b;
}

static void merge_sort(const struct event *events, uint32_t *at, uint32_t *spare, size_t n)
{
    if (n < 2)
        return;
    size_t half = n / 2, i = 0, j = half, k = 0;
    merge_sort(events, at, spare, half);
    merge_sort(events, at + half, spare, n - half);
    while (i < half && j < n)
        spare[k++] = before(events, at[j], at[i]) ? at[j++] : at[i++];
    while (i < half)
        spare[k++] = at[i++];
    while (j < n)
        spare[k++] = at[j++];
    memcpy(at, spare, n * sizeof *at);
}

/* Of the tellings [from, to) of one row, keeps those of the file that has most; marks the others. */
static void choose(struct event *events, const uint32_t *at, size_t from, size_t to)
{
    size_t best = from, best_len = 0;
    for (size_t i = from; i < to;) {
        size_t j = i;
        while (j < to && events[at[j]].file == events[at[i]].file)
            j++;
        if (j - i > best_len) {
            best = i;
            best_len = j - i;
        }
        i = j;
    }
    for (size_t i = from; i < to; i++)
        if (i < best || i >= best + best_len)
            events[at[i]].mark = 1;
}

size_t dedup_group(struct event *events, size_t count, uint32_t *scratch)
{
    uint32_t *at = scratch, *spare = scratch + count;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        at[i] = (uint32_t)i;
        events[i].mark = 0;
    }
    merge_sort(events, at, spare, count);
    for (size_t i = 0; i < count;) {
        size_t j = i;
        while (j < count && events[at[j]].row_hash == events[at[i]].row_hash)
            j++;
        if (j - i > 1)
            choose(events, at, i, j);
        i = j;
    }
    for (size_t i = 0; i < count; i++)
        if (events[i].mark == 0)
            events[kept++] = events[i];
    return kept;
}
