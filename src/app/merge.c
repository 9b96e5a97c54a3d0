/* merge.c - the lanes' events as one stream: by time, duplicates told once, attempts joined. */
#include <stdlib.h>

#include "app/stages.h"

/* ---- out ---- */

static void emit(struct pipeline *p, const struct event *events, size_t count)
{
    size_t from = 0, to = 0;
    for (size_t i = 0; i <= count; i++) { /* runs of what lies in the asked-for time and is an attempt */
        bool take = i < count && events[i].outcome != OUTCOME_NOT_AN_ATTEMPT
                && (p->conf->since == TIME_NONE || events[i].time >= p->conf->since)
                && (p->conf->until == TIME_NONE || events[i].time < p->conf->until);
        if (take) {
            to = i + 1;
            continue;
        }
        if (to > from)
            p->sink->take(p->sink->ctx, events + from, to - from);
        from = to = i + 1;
    }
}

static void join_out(struct pipeline *p, const struct event *events, size_t count)
{
    for (size_t at = 0; at < count;) {
        size_t part = count - at < OUT_EVENTS ? count - at : OUT_EVENTS;
        size_t n = join_events(p->join, events + at, part, p->out);
        for (size_t i = 0; i < n; i++) {
            if (p->sum->first == TIME_NONE || p->out[i].time < p->sum->first)
                p->sum->first = p->out[i].time;
            if (p->sum->last == TIME_NONE || p->out[i].time > p->sum->last)
                p->sum->last = p->out[i].time;
        }
        emit(p, p->out, n);
        at += part;
    }
}

static void flush_group(struct pipeline *p)
{
    size_t kept = dedup_group(p->group, p->group_count, p->scratch);
    p->sum->duplicates += p->group_count - kept;
    join_out(p, p->group, kept);
    p->group_count = 0;
}

static time_us second_of(time_us t)
{
    return t / TIME_SECOND - (t % TIME_SECOND < 0);
}

static void pass_on(struct pipeline *p, const struct event *events, size_t count)
{
    if (!p->dedup) {
        join_out(p, events, count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        bool other = p->group_count > 0 && second_of(p->group[0].time) != second_of(events[i].time);
        if (other || p->group_count == DEDUP_GROUP)
            flush_group(p);
        p->group[p->group_count++] = events[i];
    }
}

/* ---- the merge ---- */

static time_us head_of(const struct lane *lane)
{
    if (!lane->opened)
        return lane->first;
    /* An opened lane that has run dry is filled before another may go on. */
    return lane->at < lane->count ? lane->events[lane->at].time : INT64_MIN;
}

static bool tell_progress(struct pipeline *p)
{
    struct timespec now;
    uint64_t done = 0;
    if (p->sink->progress == NULL)
        return true;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (now.tv_sec == p->told.tv_sec && now.tv_nsec - p->told.tv_nsec < 250000000)
        return true;
    p->told = now;
    for (size_t i = 0; i < p->lanes_count; i++)
        done += p->lanes[i].done ? input_size(p->lanes[i].input) : input_position(p->lanes[i].input);
    return p->sink->progress(p->sink->ctx, p->sum, done, p->bytes_all);
}

/* The lane whose head is earliest, and the next one's head: what the first may give in one run. */
static struct lane *earliest(struct pipeline *p, time_us *ret_next, size_t *ret_next_index)
{
    struct lane *best = NULL;
    *ret_next = INT64_MAX;
    *ret_next_index = SIZE_MAX;
    for (size_t i = 0; i < p->lanes_count; i++) {
        struct lane *lane = &p->lanes[i];
        time_us head = head_of(lane);
        if (lane->done && lane->at == lane->count)
            continue;
        if (best == NULL || head < head_of(best)) {
            if (best != NULL) {
                *ret_next = head_of(best);
                *ret_next_index = (size_t)(best - p->lanes);
            }
            best = lane;
        } else if (head < *ret_next) {
            *ret_next = head;
            *ret_next_index = i;
        }
    }
    return best;
}

static size_t run_length(const struct lane *lane, size_t index, time_us next, size_t next_index)
{
    const struct event *ev = lane->events;
    if (next == INT64_MAX || ev[lane->count - 1].time < next)
        return lane->count - lane->at;
    size_t n = lane->at;
    while (n < lane->count && (ev[n].time < next || (ev[n].time == next && index < next_index)))
        n++;
    return n - lane->at;
}

enum status merge(struct pipeline *p, struct error *err)
{
    time_us next;
    size_t next_index;
    struct lane *lane;
    while ((lane = earliest(p, &next, &next_index)) != NULL) {
        if (lane->at == lane->count) {
            enum status st = lane_fill(p, lane, err);
            if (st != STATUS_OK)
                return st;
            if (!tell_progress(p))
                return fail(err, STATUS_IO, "interrupted");
            continue;
        }
        size_t n = run_length(lane, (size_t)(lane - p->lanes), next, next_index);
        pass_on(p, lane->events + lane->at, n);
        lane->at += n;
        if (lane->done && lane->at == lane->count) {
            free(lane->events);
            lane->events = NULL;
            lane->at = lane->count = lane->held = lane->room = 0;
        }
    }
    if (p->dedup)
        flush_group(p);
    emit(p, p->out, join_rest(p->join, p->out));
    return STATUS_OK;
}
