/* lured.c - a sorted list of names and times. */
#include "core/state/lured.h"

#include <stdlib.h>

#include "core/base/hash.h"

void lured_done(struct lured *lured)
{
    free(lured->at);
    *lured = (struct lured){ 0 };
}

enum status lured_add(struct lured *lured, struct slice address, uint32_t time, struct error *err)
{
    if (lured->count == LURED_MAX) {
        lured->dropped++;
        return STATUS_OK;
    }
    if (lured->count == lured->room) {
        uint32_t room = lured->room ? lured->room * 2 : 256;
        struct lured_one *grown = realloc(lured->at, room * sizeof *grown);
        if (grown == NULL)
            return fail(err, STATUS_NOMEM, "no memory for %u people whom lures reached", room);
        lured->at = grown;
        lured->room = room;
    }
    lured->at[lured->count++] = (struct lured_one){ hash_lower(address, 0), time };
    return STATUS_OK;
}

static int by_name(const void *a, const void *b)
{
    const struct lured_one *x = a, *y = b;
    if (x->name != y->name)
        return x->name < y->name ? -1 : 1;
    return x->time < y->time ? -1 : x->time > y->time;
}

void lured_sort(struct lured *lured)
{
    if (lured->count > 0)
        qsort(lured->at, lured->count, sizeof *lured->at, by_name);
    lured->people = 0;
    for (uint32_t i = 0; i < lured->count; i++)
        lured->people += i == 0 || lured->at[i].name != lured->at[i - 1].name;
}

uint32_t lured_at(const struct lured *lured, struct slice address, uint32_t now)
{
    uint64_t name = hash_lower(address, 0);
    uint32_t low = 0, high = lured->count;
    while (low < high) { /* the first that is behind (name, now) */
        uint32_t mid = low + (high - low) / 2;
        const struct lured_one *one = &lured->at[mid];
        if (one->name < name || (one->name == name && one->time <= now))
            low = mid + 1;
        else
            high = mid;
    }
    if (low == 0 || lured->at[low - 1].name != name || now - lured->at[low - 1].time > LURED_REACH)
        return 0;
    return lured->at[low - 1].time;
}
