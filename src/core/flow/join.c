/* join.c - tellers of one pid. */
#include "core/flow/join.h"

#include <stdlib.h>

struct cell {
    uint32_t join;
    uint16_t result, name, told;
    uint16_t held; /* number of the held event + 1; 0: none */
    time_us last;
};

struct held {
    struct event ev;
    uint32_t join;
    bool valid;
};

struct join {
    struct cell cells[JOIN_CELLS];
    struct held ring[JOIN_HELD]; /* PAM failures, oldest first */
    uint32_t first, count;
};

enum status join_new(struct join **ret, struct error *err)
{
    struct join *join = calloc(1, sizeof *join);
    if (join == NULL)
        return fail(err, STATUS_NOMEM, "no memory to join lines");
    *ret = join;
    return STATUS_OK;
}

void join_free(struct join **join)
{
    free(*join);
    *join = NULL;
}

static struct cell *cell_of(struct join *join, const struct event *ev)
{
    struct cell *cell = &join->cells[ev->join % JOIN_CELLS];
    if (cell->join != ev->join || ev->time > cell->last + JOIN_PID_LIFE)
        *cell = (struct cell){ .join = ev->join };
    cell->last = ev->time;
    return cell;
}

static void drop_held(struct join *join, struct cell *cell)
{
    if (cell->held != 0 && join->ring[cell->held - 1].join == cell->join)
        join->ring[cell->held - 1].valid = false;
    cell->held = 0;
}

static size_t pass_oldest(struct join *join, struct event *out, time_us now)
{
    struct held *held = &join->ring[join->first];
    size_t n = 0;
    if (held->valid) {
        out[n] = held->ev;
        out[n++].time = now;
    }
    held->valid = false;
    join->first = (join->first + 1) % JOIN_HELD;
    join->count--;
    return n;
}

static size_t hold(struct join *join, struct cell *cell, const struct event *ev, struct event *out)
{
    size_t n = 0;
    if (cell->told > 0)
        return 0;
    if (join->count == JOIN_HELD)
        n = pass_oldest(join, out, ev->time);
    uint32_t at = (join->first + join->count++) % JOIN_HELD;
    drop_held(join, cell);
    join->ring[at] = (struct held){ *ev, cell->join, true };
    cell->held = (uint16_t)(at + 1);
    return n;
}

static uint16_t plus(uint16_t a, uint16_t b)
{
    return a > UINT16_MAX - b ? UINT16_MAX : (uint16_t)(a + b);
}

/* A kind of line has told `by_now` attempts: what is more than was told so far is passed on. */
static size_t pass_new(struct cell *cell, uint16_t by_now, const struct event *ev, struct event *out)
{
    if (by_now <= cell->told)
        return 0;
    *out = *ev;
    out->repeat = (uint16_t)(by_now - cell->told);
    cell->told = by_now;
    return 1;
}

static size_t close_pid(struct join *join, struct cell *cell, const struct event *ev, struct event *out)
{
    if (cell->told > 0)
        return 0;
    cell->told = 1;
    bool held = cell->held != 0 && join->ring[cell->held - 1].valid
            && join->ring[cell->held - 1].join == cell->join;
    *out = held ? join->ring[cell->held - 1].ev : *ev;
    out->time = ev->time;
    drop_held(join, cell);
    return 1;
}

static size_t join_one(struct join *join, const struct event *ev, struct event *out)
{
    size_t n = 0;
    while (join->count > 0 && join->ring[join->first].ev.time + JOIN_PATIENCE < ev->time)
        n += pass_oldest(join, out + n, ev->time);
    if (ev->join == 0 || ev->teller == TELLER_SOLE) {
        out[n] = *ev;
        return n + 1;
    }
    struct cell *cell = cell_of(join, ev);
    switch (ev->teller) {
    case TELLER_RESULT:
        drop_held(join, cell);
        if (ev->outcome == OUTCOME_OK) {
            out[n] = *ev;
            return n + 1;
        }
        cell->result = plus(cell->result, ev->repeat);
        return n + pass_new(cell, cell->result, ev, out + n);
    case TELLER_NAME:
        cell->name = plus(cell->name, ev->repeat);
        return n + pass_new(cell, cell->name, ev, out + n);
    case TELLER_PAM: return n + hold(join, cell, ev, out + n);
    default: return n + close_pid(join, cell, ev, out + n);
    }
}

size_t join_events(struct join *join, const struct event *in, size_t count, struct event *out)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        n += join_one(join, &in[i], out + n);
    return n;
}

size_t join_rest(struct join *join, struct event *out)
{
    size_t n = 0;
    while (join->count > 0)
        n += pass_oldest(join, out + n, join->ring[join->first].ev.time);
    return n;
}
