/* ledger.c - counting by format and program. */
#include "core/model/ledger.h"

#include <string.h>

static bool is_row(const struct ledger_row *row, const char *format, const char *source)
{
    return strcmp(row->format, format) == 0
            && (source == NULL ? row->source == NULL
                               : row->source != NULL && strcmp(row->source, source) == 0);
}

struct ledger_row *ledger_of(struct ledger *ledger, const char *format, const char *source)
{
    for (uint32_t i = 0; i < ledger->count; i++)
        if (is_row(&ledger->at[i], format, source))
            return &ledger->at[i];
    if (ledger->count == LEDGER_ROWS)
        return &ledger->at[LEDGER_ROWS - 1];
    ledger->at[ledger->count] = (struct ledger_row){ .format = format, .source = source };
    return &ledger->at[ledger->count++];
}

void ledger_batch(struct ledger *ledger, const char *format, const struct batch *batch)
{
    struct ledger_row *row = ledger_of(ledger, format, NULL);
    row->lines += batch->lines;
    row->signins += batch->signins;
    row->accesses += batch->accesses;
    row->context += batch->context;
    row->irrelevant += batch->irrelevant;
    row->unparsed += batch->unparsed;
    row->oversize += batch->oversize;
    for (uint32_t i = 1; i < batch->sources; i++) {
        const struct batch_source *of = &batch->of[i];
        row = ledger_of(ledger, format, of->name);
        row->lines += of->lines;
        row->signins += of->signins;
        row->accesses += of->accesses;
        row->context += of->context;
        row->unparsed += of->unparsed;
    }
}

uint64_t ledger_own_unparsed(const struct ledger *ledger, const struct ledger_row *row)
{
    uint64_t own = row->unparsed;
    for (uint32_t i = 0; row->source == NULL && i < ledger->count; i++)
        if (ledger->at[i].source != NULL && strcmp(ledger->at[i].format, row->format) == 0)
            own -= ledger->at[i].unparsed;
    return own;
}

static bool is_before(const struct ledger_row *a, const struct ledger_row *b)
{
    int by_format = strcmp(a->format, b->format);
    if (by_format != 0 || a->source == NULL || b->source == NULL)
        return by_format != 0 ? by_format < 0 : a->source == NULL && b->source != NULL;
    return strcmp(a->source, b->source) < 0;
}

void ledger_order(const struct ledger *ledger, uint32_t *order)
{
    for (uint32_t i = 0; i < ledger->count; i++) {
        uint32_t at = i;
        for (; at > 0 && is_before(&ledger->at[i], &ledger->at[order[at - 1]]); at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}
