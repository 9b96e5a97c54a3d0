/* moments.c - gathering and ordering them. */
#include "core/view/moments.h"

#include <stdlib.h>
#include <string.h>

#include "core/view/paint.h"

static int moment_order(const void *a, const void *b)
{
    const struct moment *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return strcmp(x->account ? x->account : "", y->account ? y->account : "");
}

static void add(struct moments *to, size_t room, struct moment moment)
{
    if (moment.at != TIME_NONE && to->count < room)
        to->at[to->count++] = moment;
}

/* An hour as it lies within the incident. */
static time_us hour_at(const struct incident *inc, size_t hour)
{
    time_us start = inc->first_seen - inc->first_seen % TIME_HOUR + (time_us)hour * TIME_HOUR;
    return start < inc->first_seen ? inc->first_seen : start;
}

static void add_hours(const struct incident *inc, struct moments *to, size_t room)
{
    const uint32_t *locked = inc->lane[LANE_LOCKED];
    size_t most = 0, first = 0;
    for (size_t i = 1; i < inc->hours; i++)
        most = inc->per_hour[i] > inc->per_hour[most] ? i : most;
    if (inc->hours > 1)
        add(to, room,
                (struct moment){
                        .at = hour_at(inc, most), .kind = MOMENT_BUSIEST, .count = inc->per_hour[most] });
    while (locked != NULL && first < inc->hours && locked[first] == 0)
        first++;
    if (locked != NULL && first < inc->hours)
        add(to, room,
                (struct moment){ .at = hour_at(inc, first), .kind = MOMENT_LOCKED, .count = locked[first] });
}

static void add_account(
        const struct incident *inc, const struct incident_account *acc, struct moments *to, size_t room)
{
    enum moment_kind kind = acc->outcome == ACCESS_GOT_IN          ? MOMENT_IN
            : acc->outcome == ACCESS_PASSWORD_KNOWN                ? MOMENT_KNOWN
            : acc->emergency && inc->kind == KIND_ACCOUNT_TAKEOVER ? MOMENT_USED
                                                                   : MOMENT_CHECK;
    if (acc->outcome != ACCESS_TRIED || acc->check)
        add(to, room,
                (struct moment){ .at = acc->at, .kind = kind, .account = acc->name, .from = acc->from });
}

void moments_of(const struct incident *inc, const struct incident_account *only, struct moments *ret)
{
    size_t room = (only != NULL ? 1 : inc->accounts_count) + 5;
    *ret = (struct moments){ .at = calloc(room, sizeof *ret->at) };
    if (ret->at == NULL) {
        ret->failed = true;
        return;
    }
    const char *of = only != NULL ? only->name : NULL;
    add(ret, room,
            (struct moment){
                    .at = only ? only->first : inc->first_seen, .kind = MOMENT_FIRST, .account = of });
    add(ret, room, (struct moment){ .at = inc->opened_at, .kind = MOMENT_NOTICED });
    add(ret, room,
            (struct moment){ .at = only ? only->last : inc->last_seen, .kind = MOMENT_LAST, .account = of });
    if (only == NULL)
        add_hours(inc, ret, room);
    for (size_t i = 0; i < inc->accounts_count; i++)
        if (only == NULL || only == &inc->accounts[i])
            add_account(inc, &inc->accounts[i], ret, room);
    qsort(ret->at, ret->count, sizeof *ret->at, moment_order);
}

void moments_done(struct moments *moments)
{
    free(moments->at);
    *moments = (struct moments){ 0 };
}

static void say_from(struct out *out, const struct moment *moment)
{
    char from[IP_TEXT_MAX];
    paint_name(out, moment->account);
    if (ip_is_none(moment->from))
        return;
    ip_format_source(moment->from, from);
    out_printf(out, " from %s", from);
}

void moment_say(struct out *out, const struct moment *moment)
{
    static const char *const of_account[] = {
        [MOMENT_KNOWN] = "the right password, stopped by something else: ",
        [MOMENT_IN] = "signed in as ",
        [MOMENT_CHECK] = "from a new place meanwhile, please check: ",
        [MOMENT_USED] = "emergency account used: ",
    };
    switch (moment->kind) {
    case MOMENT_FIRST: out_text(out, moment->account ? "first attempt at " : "first attempt"); break;
    case MOMENT_LAST: out_text(out, moment->account ? "last attempt at " : "last attempt"); break;
    case MOMENT_NOTICED: out_text(out, "noticed: what was known until then sufficed"); break;
    case MOMENT_LOCKED:
        out_text(out, "first lock, in an hour with ");
        paint_count(out, moment->count, "of them", "of them");
        break;
    case MOMENT_BUSIEST:
        out_text(out, "the busiest hour, with ");
        paint_count(out, moment->count, "attempt", "attempts");
        break;
    default:
        out_text(out, of_account[moment->kind]);
        say_from(out, moment);
        return;
    }
    if (moment->account != NULL)
        paint_name(out, moment->account);
}

bool moment_is_grave(const struct moment *moment)
{
    return moment->kind == MOMENT_IN || moment->kind == MOMENT_KNOWN;
}
