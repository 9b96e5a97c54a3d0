/* record.c - filling a batch. */
#include "core/model/record.h"

struct record *batch_next(struct batch *batch)
{
    if (batch->count == batch->cap)
        return NULL;
    struct record *rec = &batch->at[batch->count++];
    memset(rec, 0, sizeof *rec);
    rec->repeat = 1;
    return rec;
}

void batch_unparsed(struct batch *batch, uint64_t offset, size_t length, uint32_t line, const char *why)
{
    const uint32_t room = sizeof batch->sample / sizeof batch->sample[0];
    batch->unparsed++;
    if (batch->sampled < room)
        batch->sample[batch->sampled++] = (struct unparsed){ offset,
            (uint32_t)(length < UINT32_MAX ? length : UINT32_MAX), line, why };
}

void batch_told(struct batch *batch, const char *why, uint64_t offset, size_t length, uint32_t line)
{
    batch->lines++;
    if (why == NULL) {
        bool access = batch->at[batch->count - 1].action != ACTION_NONE;
        batch->accesses += access;
        batch->signins += !access;
        return;
    }
    batch->count--;
    if (why[0] == '\0')
        batch->irrelevant++;
    else
        batch_unparsed(batch, offset, length, line, why);
}
