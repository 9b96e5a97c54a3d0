/* rows.c - their order. */
#include "core/model/rows.h"

#include <stdlib.h>

int attempt_row_order(const void *a, const void *b)
{
    const struct attempt_row *x = a, *y = b;
    if (x->account != y->account)
        return x->account < y->account ? -1 : 1;
    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    if (x->outcome != y->outcome)
        return x->outcome < y->outcome ? -1 : 1;
    if (x->repeat != y->repeat)
        return x->repeat < y->repeat ? -1 : 1;
    return (x->use < y->use) - (x->use > y->use);
}

void attempt_rows_done(struct attempt_rows *rows)
{
    free(rows->at);
    *rows = (struct attempt_rows){ 0 };
}
