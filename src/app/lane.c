/* lane.c - one input's events in their own order. */
#include "app/lane.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/limits.h"

#define ROOM_FIRST 4096u

static bool earlier(const struct event *a, const struct event *b)
{
    return a->time != b->time ? a->time < b->time : a->offset < b->offset;
}

static int event_order(const void *a, const void *b)
{
    return earlier(a, b) ? -1 : earlier(b, a) ? 1 : 0;
}

enum status lane_room(struct lane *lane, size_t more, struct error *err)
{
    size_t left = lane->held - lane->at;
    if (lane->at >= left) { /* moved only when as much was given away: the cost stays linear */
        if (left > 0)
            memmove(lane->events, lane->events + lane->at, left * sizeof *lane->events);
        lane->count -= lane->at;
        lane->held = left;
        lane->at = 0;
    }
    if (lane->held + more <= lane->room)
        return STATUS_OK;
    size_t room = lane->room ? lane->room : ROOM_FIRST;
    while (room < lane->held + more)
        room *= 2;
    struct event *grown = realloc(lane->events, room * sizeof *grown);
    if (grown == NULL)
        return fail(err, STATUS_NOMEM, "no memory to put %zu sign-ins in order", room);
    lane->events = grown;
    lane->room = room;
    return STATUS_OK;
}

void lane_done(struct lane *lane)
{
    free(lane->events);
    free(lane->spare);
    lane->events = lane->spare = NULL;
    lane->at = lane->count = lane->held = lane->room = 0;
}

/* The fresh events go to their places among the held ones. */
static enum status merge_fresh(struct lane *lane, size_t fresh, struct error *err)
{
    struct event *ev = lane->events, *end = ev + lane->held;
    size_t old = lane->held - fresh;
    if (lane->spare == NULL)
        lane->spare = malloc(LIMIT_BATCH * sizeof *lane->spare);
    if (lane->spare == NULL)
        return fail(err, STATUS_NOMEM, "no memory to put late lines in order");
    memcpy(lane->spare, ev + old, fresh * sizeof *ev);
    qsort(lane->spare, fresh, sizeof *ev, event_order);
    while (fresh > 0)
        if (old > lane->at && earlier(&lane->spare[fresh - 1], &ev[old - 1]))
            *--end = ev[--old];
        else
            *--end = lane->spare[--fresh];
    return STATUS_OK;
}

/* Gives what nothing later can precede; half of what is too much to be held. */
static void give(struct lane *lane, time_us late, size_t most, bool end)
{
    const struct event *ev = lane->events;
    size_t pass = lane->at, held = lane->held - lane->at;
    if (end || held > most)
        pass = end ? lane->held : lane->at + held / 2;
    while (pass < lane->held && ev[pass].time + late <= lane->newest)
        pass++;
    lane->count = pass;
    if (pass > lane->at)
        lane->passed = ev[pass - 1].time;
}

/* The least that puts an event of this time in its place, after all before it. */
static void note_time(struct lane *lane, time_us t, time_us late, enum lane_order *least)
{
    if (t >= lane->newest)
        lane->newest = t;
    else if (lane->newest - t > late)
        *least = LANE_SORT;
    else if (*least == LANE_AS_IT_IS)
        *least = LANE_HOLD;
}

enum status lane_settle(
        struct lane *lane, time_us late, size_t most, size_t fresh, bool end, struct error *err)
{
    const struct event *ev = lane->events;
    enum lane_order least = LANE_AS_IT_IS;
    for (size_t i = lane->held - fresh; i < lane->held; i++)
        note_time(lane, ev[i].time, late, &least);
    bool in_order = least == LANE_AS_IT_IS;
    if (lane->order == LANE_AS_IT_IS) {
        lane->count = lane->held;
        lane->order = least;
        return in_order ? STATUS_OK : STATUS_AGAIN;
    }
    if (!in_order && merge_fresh(lane, fresh, err) != STATUS_OK)
        return err->status;
    if (lane->held > lane->at && ev[lane->at].time < lane->passed) {
        lane->order = LANE_SORT; /* later than the lateness allows */
        return STATUS_AGAIN;
    }
    give(lane, late, most, end);
    return STATUS_OK;
}

void lane_learn(struct lane *lane, time_us late, int years, const struct record *records, size_t count)
{
    enum lane_order least = lane->order;
    if (years > 0 && lane->newest != INT64_MIN)
        lane->newest = stamp_years_back(lane->newest, years);
    for (size_t i = 0; i < count; i++)
        note_time(lane, records[i].time, late, &least);
    lane->order = least;
}
