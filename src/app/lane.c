/* lane.c - one input's events in their own order. */
#include "app/lane.h"

#include <stdlib.h>
#include <string.h>

#define ROOM_FIRST 4096u
#define HOLD_MAX (1u << 20) /* events held back to put late lines in order: 64 MiB */

static bool earlier(const struct event *a, const struct event *b)
{
    return a->time != b->time ? a->time < b->time : a->offset < b->offset;
}

int event_order(const void *a, const void *b)
{
    return earlier(a, b) ? -1 : earlier(b, a) ? 1 : 0;
}

enum status lane_room(struct lane *lane, size_t more, struct error *err)
{
    if (lane->at > 0) {
        memmove(lane->events, lane->events + lane->at, (lane->held - lane->at) * sizeof *lane->events);
        lane->count -= lane->at;
        lane->held -= lane->at;
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

enum status lane_settle(struct lane *lane, time_us late, size_t fresh, bool end)
{
    struct event *ev = lane->events;
    bool in_order = true;
    for (size_t i = lane->held - fresh; i < lane->held; i++) {
        in_order = in_order && ev[i].time >= lane->newest;
        lane->newest = ev[i].time > lane->newest ? ev[i].time : lane->newest;
    }
    if (lane->order == LANE_AS_IT_IS) {
        if (!in_order) {
            lane->order = LANE_HOLD;
            return STATUS_AGAIN;
        }
        lane->count = lane->held;
        return STATUS_OK;
    }
    if (lane->order == LANE_SORT && !end)
        return STATUS_OK;
    qsort(ev + lane->at, lane->held - lane->at, sizeof *ev, event_order);
    if (lane->order == LANE_HOLD && lane->held > lane->at && ev[lane->at].time < lane->passed) {
        lane->order = LANE_SORT; /* later than the lateness allows */
        return STATUS_AGAIN;
    }
    size_t pass = lane->at;
    bool crowded = lane->held - lane->at > HOLD_MAX;
    while (pass < lane->held
            && (end || ev[pass].time + late <= lane->newest || (crowded && pass - lane->at < HOLD_MAX / 2)))
        pass++;
    lane->count = pass;
    if (pass > lane->at)
        lane->passed = ev[pass - 1].time;
    return STATUS_OK;
}
