/* merge.c - the lanes' events as one stream: by time, duplicates told once, attempts joined. */
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

/* Where an event stands in the stream: at the same time the input that is named first comes first. */
struct turn {
    time_us time;
    size_t input;
};

static bool is_before(struct turn a, struct turn b)
{
    return a.time != b.time ? a.time < b.time : a.input < b.input;
}

static struct turn place_of(const struct pipeline *p, const struct lane *lane, const struct event *ev)
{
    size_t index = (size_t)(lane - p->lanes);
    return (struct turn){ ev->time, index == p->lanes_count ? ev->file : index };
}

static struct turn head_of(const struct pipeline *p, const struct lane *lane)
{
    if (lane->opened && lane->at < lane->count)
        return place_of(p, lane, &lane->events[lane->at]);
    /* An opened lane that has run dry is filled before another may go on. */
    return (struct turn){ lane->opened ? INT64_MIN : lane->first, (size_t)(lane - p->lanes) };
}

static bool heap_before(const struct pipeline *p, size_t a, size_t b)
{
    return is_before(head_of(p, &p->lanes[p->heap[a]]), head_of(p, &p->lanes[p->heap[b]]));
}

/* The lane at `at` moved on: down with it until nothing below comes before it. */
static void heap_sink(struct pipeline *p, size_t at)
{
    for (;;) {
        size_t first = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < p->heap_count; child++)
            first = heap_before(p, child, first) ? child : first;
        if (first == at)
            return;
        uint32_t lane = p->heap[at];
        p->heap[at] = p->heap[first];
        p->heap[first] = lane;
        at = first;
    }
}

static bool is_empty(const struct lane *lane)
{
    return lane->done && lane->at == lane->count;
}

static void heap_make(struct pipeline *p)
{
    p->heap_count = 0;
    for (size_t i = 0; i <= p->lanes_count; i++)
        if (!is_empty(&p->lanes[i]))
            p->heap[p->heap_count++] = (uint32_t)i;
    for (size_t i = p->heap_count / 2; i-- > 0;)
        heap_sink(p, i);
}

/* The top lane gave events or was filled. */
static void heap_settle(struct pipeline *p)
{
    if (is_empty(&p->lanes[p->heap[0]]))
        p->heap[0] = p->heap[--p->heap_count];
    heap_sink(p, 0);
}

/* The head behind the top's: what the top may give in one run. */
static struct turn heap_next(const struct pipeline *p)
{
    struct turn next = { INT64_MAX, SIZE_MAX };
    for (size_t child = 1; child <= 2 && child < p->heap_count; child++) {
        struct turn head = head_of(p, &p->lanes[p->heap[child]]);
        next = is_before(head, next) ? head : next;
    }
    return next;
}

static size_t run_length(const struct pipeline *p, const struct lane *lane, struct turn next)
{
    const struct event *ev = lane->events;
    if (next.time == INT64_MAX || ev[lane->count - 1].time < next.time)
        return lane->count - lane->at;
    size_t n = lane->at;
    while (n < lane->count && is_before(place_of(p, lane, &ev[n]), next))
        n++;
    return n - lane->at;
}

static enum status fill(struct pipeline *p, struct lane *lane, struct error *err)
{
    enum status st = lane == &p->lanes[p->lanes_count] ? sorted_fill(p, err) : lane_fill(p, lane, err);
    return st == STATUS_OK ? tell_progress(p, err) : st;
}

/* Inputs that are in no order are read first, whole: any of their events may be the earliest. */
static enum status sort_lanes(struct pipeline *p, struct error *err)
{
    enum status st = STATUS_OK;
    for (size_t i = 0; i < p->lanes_count && st == STATUS_OK; i++) {
        struct lane *lane = &p->lanes[i];
        if (lane->order != LANE_SORT)
            continue;
        while (st == STATUS_OK && !lane->done)
            st = fill(p, lane, err);
        lane_done(lane);
    }
    return st;
}

enum status merge(struct pipeline *p, struct error *err)
{
    enum status st = sort_lanes(p, err);
    heap_make(p);
    while (st == STATUS_OK && p->heap_count > 0) {
        struct lane *lane = &p->lanes[p->heap[0]];
        if (lane->at == lane->count) {
            st = fill(p, lane, err);
        } else {
            size_t n = run_length(p, lane, heap_next(p));
            pass_on(p, lane->events + lane->at, n);
            lane->at += n;
            if (is_empty(lane))
                lane_done(lane);
        }
        heap_settle(p);
    }
    if (st != STATUS_OK)
        return st;
    if (p->dedup)
        flush_group(p);
    emit(p, p->out, join_rest(p->join, p->out));
    return STATUS_OK;
}
