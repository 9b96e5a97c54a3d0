/* join.c - tellers of one pid. */
#include "core/flow/join.h"

#include <stdlib.h>

#include "core/flow/echo.h"

#define JOIN_PAIRS 1024u
_Static_assert(JOIN_RING + ECHO_HELD == JOIN_HELD, "callers make room for both");

struct cell {
    uint32_t join, source;
    uint16_t result, name, error, told;
    uint16_t held; /* number of the held event + 1; 0: none */
    bool stopped;  /* what the next line tells was right */
    time_us last;
    uint32_t holder; /* account of the session that was told last ... */
    time_us since;   /* ... and when */
};

struct held {
    struct event ev;
    bool valid;          /* then it is in the list of its pair */
    uint16_t next, prev; /* number + 1 of the older and the newer one in that list; 0: none */
};

/* Refusals of a service that were passed on, of which a connection may tell the number when it ends. */
struct loose {
    uint32_t source, account;
    uint32_t join; /* of the latest; that cell counts them itself */
    uint16_t told;
    time_us at;
};

struct join {
    struct cell cells[JOIN_CELLS];
    struct held ring[JOIN_RING]; /* oldest first */
    struct loose loose[JOIN_PAIRS];
    uint16_t of_pair[JOIN_PAIRS]; /* newest number + 1 of those whose (source, account) lies here */
    uint32_t first, count;
    time_us latest; /* of what was passed on */
    struct echo echo;
};

enum status join_new(struct join **ret, struct error *err)
{
    struct join *join = calloc(1, sizeof *join);
    if (join == NULL)
        return fail(err, STATUS_NOMEM, "no memory to join lines");
    join->latest = TIME_NONE;
    *ret = join;
    return STATUS_OK;
}

void join_free(struct join **join)
{
    free(*join);
    *join = NULL;
}

/* A process serves one connection: of another source it is another process. */
static struct cell *cell_of(struct join *join, const struct event *ev)
{
    struct cell *cell = &join->cells[ev->join % JOIN_CELLS];
    bool other = cell->source != 0 && ev->source != 0 && cell->source != ev->source;
    if (cell->join != ev->join || other || ev->time > cell->last + JOIN_PID_LIFE)
        *cell = (struct cell){ .join = ev->join };
    if (ev->source != 0)
        cell->source = ev->source;
    cell->last = ev->time;
    return cell;
}

static uint32_t pair_hash(const struct event *ev)
{
    uint32_t hash = ev->source * 0x9e3779b1u ^ ev->account * 0x85ebca6bu;
    return (hash ^ hash >> 16) % JOIN_PAIRS;
}

static uint16_t *pair_of(struct join *join, const struct event *ev)
{
    return &join->of_pair[pair_hash(ev)];
}

static struct held *held_at(struct join *join, uint16_t number)
{
    return number ? &join->ring[number - 1] : NULL;
}

static uint16_t push(struct join *join, const struct event *ev)
{
    uint32_t at = (join->first + join->count++) % JOIN_RING;
    uint16_t number = (uint16_t)(at + 1), *pair = pair_of(join, ev);
    struct held *older = held_at(join, *pair);
    if (older != NULL)
        older->prev = number;
    join->ring[at] = (struct held){ .ev = *ev, .valid = true, .next = *pair };
    return *pair = number;
}

static void drop(struct join *join, struct held *held)
{
    if (held == NULL || !held->valid)
        return;
    if (held->prev)
        join->ring[held->prev - 1].next = held->next;
    else
        *pair_of(join, &held->ev) = held->next;
    if (held->next)
        join->ring[held->next - 1].prev = held->prev;
    held->valid = false;
}

static struct held *held_of(struct join *join, const struct cell *cell)
{
    struct held *held = held_at(join, cell->held);
    return held != NULL && held->valid && held->ev.join == cell->join ? held : NULL;
}

static struct held *held_of_pair(struct join *join, const struct event *ev)
{
    struct held *held = join->count > 0 ? held_at(join, *pair_of(join, ev)) : NULL;
    while (held != NULL && (held->ev.source != ev->source || held->ev.account != ev->account))
        held = held_at(join, held->next);
    return held;
}

/* What was held of the attempt that a line tells: by the same process, else by the child in which sshd
 * asks PAM, or by lines that tell no process. */
static struct held *held_of_either(struct join *join, const struct cell *cell, const struct event *ev)
{
    struct held *held = held_of(join, cell);
    return held != NULL ? held : held_of_pair(join, ev);
}

static uint16_t plus(uint16_t a, uint16_t b)
{
    return a > UINT16_MAX - b ? UINT16_MAX : (uint16_t)(a + b);
}

/* A newer pair takes an older one's place. */
static struct loose *loose_of(struct join *join, const struct event *ev)
{
    struct loose *loose = &join->loose[pair_hash(ev)];
    if (loose->source != ev->source || loose->account != ev->account || ev->time > loose->at + JOIN_PID_LIFE)
        *loose = (struct loose){ .source = ev->source, .account = ev->account };
    loose->at = ev->time;
    return loose;
}

/* Of the attempts that ev tells, those that were passed on already; `held`: one of them was still held. */
static uint16_t take_loose(struct join *join, const struct event *ev, bool held)
{
    struct loose *loose = loose_of(join, ev);
    if (ev->join != 0 && loose->join == ev->join)
        loose->told = 0;
    uint16_t most = (uint16_t)(ev->repeat > held ? ev->repeat - held : 0);
    uint16_t taken = loose->told < most ? loose->told : most;
    loose->told = (uint16_t)(loose->told - taken);
    return taken;
}

/* With its own time, or that of what was passed on since: the stream stays in order. */
static size_t pass_held(struct join *join, struct held *held, struct event *out)
{
    if (held == NULL || !held->valid)
        return 0;
    struct cell *cell = &join->cells[held->ev.join % JOIN_CELLS];
    if (held->ev.join != 0 && cell->join == held->ev.join
            && (held->ev.teller == TELLER_PAM || held->ev.teller == TELLER_SERVICE))
        cell->told = plus(cell->told, held->ev.repeat);
    if (held->ev.teller == TELLER_SERVICE && held->ev.outcome != OUTCOME_OK) {
        struct loose *loose = loose_of(join, &held->ev);
        loose->told = plus(loose->told, held->ev.repeat);
        loose->join = held->ev.join;
    }
    *out = held->ev;
    out->time = out->time > join->latest ? out->time : join->latest;
    drop(join, held);
    return 1;
}

static size_t pass_oldest(struct join *join, struct event *out)
{
    size_t n = pass_held(join, &join->ring[join->first], out);
    join->first = (join->first + 1) % JOIN_RING;
    join->count--;
    return n;
}

/* Without a cell: of lines that tell no process. */
static size_t hold_loose(struct join *join, const struct event *ev, struct event *out)
{
    size_t n = join->count == JOIN_RING ? pass_oldest(join, out) : 0;
    (void)push(join, ev);
    return n;
}

/* What a connection tells at its end, where no process is told. */
static size_t hold_number(struct join *join, const struct event *ev, struct event *out)
{
    struct held *held = held_of_pair(join, ev);
    bool service = held != NULL && held->ev.teller == TELLER_SERVICE;
    struct event rest = *ev;
    rest.repeat = (uint16_t)(ev->repeat - take_loose(join, ev, service));
    if (service) {
        if (held->ev.outcome == OUTCOME_NO_SUCH_ACCOUNT && ev->outcome == OUTCOME_BAD_PASSWORD)
            rest.outcome = OUTCOME_NO_SUCH_ACCOUNT;
        drop(join, held);
    }
    return rest.repeat > 0 ? hold_loose(join, &rest, out) : 0;
}

/* A refusal that counts only when nothing else of the connection does. */
static size_t hold(struct join *join, struct cell *cell, const struct event *ev, struct event *out)
{
    size_t n = 0;
    if (ev->repeat <= cell->told)
        return 0;
    drop(join, held_of(join, cell));
    if (join->count == JOIN_RING)
        n = pass_oldest(join, out);
    cell->held = push(join, ev);
    join->ring[cell->held - 1].ev.repeat = (uint16_t)(ev->repeat - cell->told);
    return n;
}

/* A refusal of a service: each is an attempt, unless another module has its say on it. */
static size_t hold_service(struct join *join, const struct event *ev, struct event *out)
{
    size_t n = pass_held(join, held_of_pair(join, ev), out);
    if (join->count == JOIN_RING)
        n += pass_oldest(join, out + n);
    uint16_t held = push(join, ev);
    if (ev->join != 0)
        cell_of(join, ev)->held = held;
    return n;
}

/* What another module says at last of an attempt at a service, or what stands for itself. */
static size_t pass_sole(struct join *join, const struct event *ev, struct event *out)
{
    struct held *held = held_of_pair(join, ev);
    if (held != NULL && held->ev.teller == TELLER_SERVICE)
        drop(join, held);
    *out = *ev;
    return 1;
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
    struct held *held = held_of_either(join, cell, ev);
    *out = held != NULL ? held->ev : *ev;
    out->time = ev->time;
    if (cell->stopped)
        out->outcome = OUTCOME_PASSWORD_OK_STOPPED;
    drop(join, held);
    cell->stopped = false;
    cell->told = out->repeat;
    return 1;
}

static size_t take_result(struct join *join, struct cell *cell, const struct event *ev, struct event *out)
{
    bool stopped = cell->stopped;
    drop(join, held_of_either(join, cell, ev));
    cell->stopped = false;
    if (ev->outcome == OUTCOME_OK) {
        loose_of(join, ev)->told = 0;
        *out = *ev;
        return 1;
    }
    cell->result = plus(cell->result, ev->repeat);
    size_t n = pass_new(cell, cell->result, ev, out);
    if (n > 0 && stopped)
        out->outcome = OUTCOME_PASSWORD_OK_STOPPED;
    return n;
}

static size_t take_error(struct join *join, struct cell *cell, const struct event *ev, struct event *out)
{
    struct held *held = held_of_either(join, cell, ev);
    bool nobody = held != NULL && held->ev.teller == TELLER_SERVICE
            && held->ev.outcome == OUTCOME_NO_SUCH_ACCOUNT && ev->outcome == OUTCOME_BAD_PASSWORD;
    drop(join, held);
    cell->error = plus(cell->error, ev->repeat);
    size_t n = pass_new(cell, cell->error, ev, out);
    if (n > 0 && nobody)
        out->outcome = OUTCOME_NO_SUCH_ACCOUNT;
    return n;
}

/* The refusals of a service that the number counts too were passed on, or one is held. */
static size_t take_number(struct join *join, struct cell *cell, const struct event *ev, struct event *out)
{
    const struct held *held = held_of_either(join, cell, ev);
    bool service = held != NULL && held->ev.teller == TELLER_SERVICE;
    cell->told = plus(cell->told, take_loose(join, ev, service));
    return take_error(join, cell, ev, out);
}

/* A form took a name; where its client was sent then tells what became of it. */
static size_t take_refused(struct join *join, struct cell *cell, const struct event *ev, struct event *out)
{
    struct held *held = held_of(join, cell);
    *out = held != NULL ? held->ev : *ev;
    out->outcome = ev->outcome;
    out->time = ev->time;
    drop(join, held);
    return 1;
}

/* What is held is the form that let in. */
static size_t take_session(struct join *join, struct cell *cell, const struct event *ev, struct event *out)
{
    struct held *held = held_of(join, cell);
    if (held == NULL && cell->holder == ev->account && ev->time < cell->since + JOIN_SESSION)
        return 0;
    drop(join, held);
    cell->holder = ev->account;
    cell->since = ev->time;
    *out = *ev;
    return 1;
}

/* Of a line that tells no process. */
static size_t join_loose(struct join *join, const struct event *ev, struct event *out)
{
    switch (ev->teller) {
    case TELLER_SERVICE: return hold_service(join, ev, out);
    case TELLER_NUMBER: return hold_number(join, ev, out);
    case TELLER_NAME:
    case TELLER_ERROR:
    case TELLER_PAM: return hold_loose(join, ev, out);
    case TELLER_STOPPED:
    case TELLER_GRANTED: return 0;
    default: return pass_sole(join, ev, out);
    }
}

static size_t join_one(struct join *join, const struct event *ev, struct event *out)
{
    size_t n = join->echo.count > 0 ? echo_pass(&join->echo, ev->time, &join->latest, out) : 0;
    while (join->count > 0 && join->ring[join->first].ev.time + JOIN_PATIENCE < ev->time)
        n += pass_oldest(join, out + n);
    if (echo_is(ev->teller))
        return n + echo_take(&join->echo, ev, &join->latest, out + n);
    if (ev->join == 0 || ev->teller == TELLER_SOLE || ev->teller == TELLER_SERVICE)
        return n + join_loose(join, ev, out + n);
    struct cell *cell = cell_of(join, ev);
    switch (ev->teller) {
    case TELLER_RESULT: return n + take_result(join, cell, ev, out + n);
    case TELLER_NAME:
        cell->name = plus(cell->name, ev->repeat);
        return n + pass_new(cell, cell->name, ev, out + n);
    case TELLER_ERROR: return n + take_error(join, cell, ev, out + n);
    case TELLER_NUMBER: return n + take_number(join, cell, ev, out + n);
    case TELLER_PAM: return n + hold(join, cell, ev, out + n);
    case TELLER_STOPPED: cell->stopped = true; return n;
    case TELLER_GRANTED: drop(join, held_of(join, cell)); return n;
    case TELLER_REFUSED: return n + take_refused(join, cell, ev, out + n);
    case TELLER_SESSION: return n + take_session(join, cell, ev, out + n);
    default: return n + close_pid(join, cell, ev, out + n);
    }
}

size_t join_events(struct join *join, const struct event *in, size_t count, struct event *out)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        size_t more = join_one(join, &in[i], out + n);
        n += more;
        if (more > 0 && out[n - 1].time > join->latest)
            join->latest = out[n - 1].time;
    }
    return n;
}

size_t join_rest(struct join *join, struct event *out)
{
    size_t n = echo_pass(&join->echo, INT64_MAX, &join->latest, out);
    while (join->count > 0)
        n += pass_oldest(join, out + n);
    return n;
}
