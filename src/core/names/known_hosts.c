/* known_hosts.c - the listed names that a host lies below. */
#include "core/names/known_hosts.h"

#define LABELS_MAX 8u /* looked at, from the right: no listed name has more than five */

static const struct {
    const char *name;
    unsigned kinds;
} rows[] = {
#include "known_hosts.inc"
};

static unsigned kinds_of(struct slice name)
{
    size_t low = 0, high = sizeof rows / sizeof *rows;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int cmp = slice_cmp(name, text(rows[middle].name));
        if (cmp == 0)
            return rows[middle].kinds;
        if (cmp < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return 0;
}

unsigned host_kinds(struct slice host)
{
    unsigned kinds = 0, labels = 0;
    for (size_t i = host.len; i > 0 && labels < LABELS_MAX; i--)
        if (i == 1 || host.at[i - 2] == '.') {
            kinds |= labels > 0 || i == 1 ? kinds_of(slice_skip(host, i - 1)) : 0;
            labels++;
        }
    return kinds;
}
