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

/* The first is the format's, and is there without being asked for. */
static size_t filled(uint32_t sources)
{
    return sources > 0 ? sources : 1;
}

void batch_reset(struct batch *batch)
{
    arena_reset(&batch->scratch);
    batch->count = 0;
    batch->lines = batch->signins = batch->accesses = batch->context = batch->irrelevant = batch->unparsed =
            batch->oversize = 0;
    memset(batch->of, 0, filled(batch->sources) * sizeof batch->of[0]);
    batch->sources = batch->now = batch->sampled = 0;
}

void batch_mark(const struct batch *batch, struct batch_mark *ret)
{
    ret->count = batch->count;
    ret->used = batch->scratch.used;
    ret->lines = batch->lines;
    ret->signins = batch->signins;
    ret->accesses = batch->accesses;
    ret->context = batch->context;
    ret->irrelevant = batch->irrelevant;
    ret->unparsed = batch->unparsed;
    ret->oversize = batch->oversize;
    ret->sources = batch->sources;
    ret->now = batch->now;
    ret->sampled = batch->sampled;
    memcpy(ret->of, batch->of, filled(batch->sources) * sizeof ret->of[0]);
}

void batch_back(struct batch *batch, const struct batch_mark *to)
{
    batch->count = to->count;
    batch->scratch.used = to->used;
    batch->lines = to->lines;
    batch->signins = to->signins;
    batch->accesses = to->accesses;
    batch->context = to->context;
    batch->irrelevant = to->irrelevant;
    batch->unparsed = to->unparsed;
    batch->oversize = to->oversize;
    batch->sources = to->sources;
    batch->now = to->now;
    batch->sampled = to->sampled;
    memset(batch->of, 0, sizeof batch->of);
    memcpy(batch->of, to->of, filled(to->sources) * sizeof to->of[0]);
}

/* Few programs write into one log, and mostly the same one as the line before. */
static uint32_t place_of(struct batch *batch, const char *name)
{
    if (batch->of[batch->now].name == name)
        return batch->now;
    for (uint32_t i = 1; i < batch->sources; i++)
        if (batch->of[i].name == name)
            return i;
    if (batch->sources < 1)
        batch->sources = 1;
    if (batch->sources == BATCH_SOURCES)
        return 0;
    batch->of[batch->sources] = (struct batch_source){ .name = name };
    return batch->sources++;
}

void batch_source(struct batch *batch, const char *name)
{
    batch->now = name == NULL ? 0 : place_of(batch, name);
}

void batch_unparsed(struct batch *batch, uint64_t offset, size_t length, uint32_t line, const char *why)
{
    struct batch_source *source = batch_now(batch);
    batch->unparsed++;
    source->unparsed++;
    if (batch->sampled == BATCH_SAMPLE || source->sampled == BATCH_SAMPLE_OF_ONE)
        return;
    source->sampled++;
    batch->sample[batch->sampled++] = (struct unparsed){ offset,
        (uint32_t)(length < UINT32_MAX ? length : UINT32_MAX), line, batch->now, why };
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
