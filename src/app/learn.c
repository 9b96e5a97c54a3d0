/* learn.c - what order and which years an input has: by a look ahead, or by reading it to its end. */
#include "app/stages.h"

#define SAMPLES 64u
#define SAMPLE (8u * 1024) /* bytes: some sixty lines of a log, of which a few are sign-ins */

/* ---- how far it is ---- */

static uint64_t bytes_read(struct pipeline *p)
{
    uint64_t done = 0;
    pthread_mutex_lock(&p->lock);
    for (size_t i = 0; i < p->lanes_count; i++)
        done += p->lanes[i].done ? input_size(p->lanes[i].input) : p->lanes[i].position;
    pthread_mutex_unlock(&p->lock);
    return done;
}

double part_read(struct pipeline *p)
{
    return p->bytes_all > 0 ? (double)bytes_read(p) / (double)p->bytes_all : 0;
}

enum status tell_progress(struct pipeline *p, struct error *err)
{
    struct timespec now;
    if (p->sink->progress == NULL)
        return STATUS_OK;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (now.tv_sec == p->told.tv_sec && now.tv_nsec - p->told.tv_nsec < 250000000)
        return STATUS_OK;
    p->told = now;
    return p->sink->progress(p->sink->ctx, p->sum, bytes_read(p), p->bytes_all)
            ? STATUS_OK
            : fail(err, STATUS_IO, "interrupted");
}

/* ---- a look ahead ---- */

/* Without 29 February, which tells a year only to who has seen every New Year before it. */
static size_t without_leap_days(struct batch *batch)
{
    size_t kept = 0;
    for (size_t i = 0; i < batch->count; i++) {
        struct civil c;
        time_to_civil(batch->at[i].time, &c);
        if (!(batch->at[i].flags & STAMP_NO_YEAR) || c.month != 2 || c.day != 29)
            batch->at[kept++] = batch->at[i];
    }
    return kept;
}

/* What the records tell of the lane; they follow those that were shown before. */
static void show(struct pipeline *p, struct lane *ahead, struct batch *batch)
{
    int shift = ahead->stamps.shift;
    (void)stamps_resolve(&ahead->stamps, &p->conf->flow, batch->at, batch->count);
    shift = ahead->stamps.shift - shift;
    if (ahead->first != INT64_MIN)
        ahead->first = stamp_years_back(ahead->first, shift);
    else if (batch->count > 0)
        ahead->first = batch->at[0].time;
    lane_learn(ahead, p->conf->flow.lateness, shift, batch->at, batch->count);
}

/* Pieces of a plain file, in its order. They may miss New Years and late lines, but what they show is
 * there: whatever stands between two of them can only bring more. */
static void show_samples(struct pipeline *p, struct lane *ahead, struct slot *slot)
{
    uint64_t size = input_size(ahead->input), step = size / SAMPLES;
    for (uint64_t i = 1; i <= SAMPLES && step > SAMPLE; i++) {
        struct error err;
        if (input_peek(ahead->input, step * i - SAMPLE, SAMPLE, &slot->chunk, &err) != STATUS_OK)
            return;
        slot->parsed = 0;
        slot_parse(ahead, slot);
        slot->batch.count = without_leap_days(&slot->batch);
        show(p, ahead, &slot->batch);
    }
}

void lane_probe(struct pipeline *p, struct lane *lane)
{
    struct slot *slot = &p->slots[0];
    struct problems quiet = { 0 };
    struct error err;
    struct lane ahead = *lane;
    ahead.first = INT64_MIN;
    slot->parsed = 0;
    if (input_rewind(lane->input, &err) == STATUS_OK
            && input_read(lane->input, &slot->chunk, &quiet, &err) == STATUS_OK) {
        slot_parse(lane, slot);
        show(p, &ahead, &slot->batch);
        if (p->known == KNOWN_FIRST)
            show_samples(p, &ahead, slot);
    }
    problems_done(&quiet);
    if (input_rewind(lane->input, &err) != STATUS_OK)
        problems_add(p->problems, input_name(lane->input), "%s", err.message);
    bool waits = ahead.order == LANE_HOLD && ahead.first != INT64_MIN;
    lane->first = waits ? ahead.first - p->conf->flow.lateness : ahead.first;
    lane->order = ahead.order;
    lane->stamps.shift = lane->shift_begun = ahead.stamps.shift;
}

/* ---- to the end ---- */

enum status learn_rest(struct pipeline *p, struct error *err)
{
    enum status st = STATUS_OK;
    for (size_t i = 0; i < p->lanes_count && st == STATUS_OK; i++) {
        struct lane *lane = &p->lanes[i];
        struct slot *slot;
        while (st == STATUS_OK && !lane->done && (slot = next_slot(p, lane)) != NULL) {
            st = lane_take_slot(p, lane, slot, err);
            release_slot(p, lane, slot);
            if (st == STATUS_AGAIN)
                st = tell_progress(p, err);
        }
        lane->done = true;
    }
    return st == STATUS_OK ? STATUS_AGAIN : st;
}
