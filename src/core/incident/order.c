/* order.c - the order of incidents and their names. */
#include "core/incident/order.h"

#include <stdlib.h>
#include <string.h>

static int incident_order(const void *a, const void *b)
{
    const struct incident *x = a, *y = b;
    if (x->severity != y->severity)
        return x->severity > y->severity ? -1 : 1;
    if (x->opened_at != y->opened_at)
        return x->opened_at < y->opened_at ? -1 : 1;
    return strcmp(x->id, y->id);
}

void incidents_order(struct incidents *incidents)
{
    if (incidents->count > 0)
        qsort(incidents->at, incidents->count, sizeof *incidents->at, incident_order);
}

void incident_id(uint64_t hash, char ret[INCIDENT_ID_MAX])
{
    static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    memcpy(ret, "INC-", 4);
    for (int i = 0; i < 10; i++, hash >>= 5)
        ret[4 + i] = digits[hash & 31];
    ret[14] = '\0';
}
