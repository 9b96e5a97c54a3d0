/* visit.c - cells of visits, holders and acts; habits. */
#include "core/state/visit.h"

#include <math.h>
#include <stdlib.h>

#include "core/base/hash.h"

#define DAY 86400u

enum status visits_init(struct visits *visits, struct error *err)
{
    *visits = (struct visits){ 0 };
    enum status st = table_init(&visits->visits, sizeof(struct visit), VISITS_MAX, err);
    if (st == STATUS_OK)
        st = table_init(&visits->holders, sizeof(struct holder), HOLDERS_MAX, err);
    if (st == STATUS_OK)
        st = table_init(&visits->acts, sizeof(struct act), ACTS_MAX, err);
    if (st != STATUS_OK)
        visits_done(visits);
    return st;
}

void visits_done(struct visits *visits)
{
    table_done(&visits->visits);
    table_done(&visits->holders);
    table_done(&visits->acts);
}

static uint64_t visit_key(uint32_t account, uint32_t source)
{
    return ((uint64_t)account + 1) << 32 | source;
}

struct visit *visit_find(const struct visits *visits, uint32_t account, uint32_t source)
{
    uint32_t at = table_find(&visits->visits, visit_key(account, source));
    return at == TABLE_NONE ? NULL : visit_at(visits, at);
}

struct visit *visit_make(struct visits *visits, uint32_t account, uint32_t source, uint32_t now)
{
    bool fresh;
    uint32_t at = table_put(&visits->visits, visit_key(account, source), &fresh);
    if (at == TABLE_NONE)
        return NULL;
    struct visit *visit = visit_at(visits, at);
    if (fresh) {
        visit->account = account;
        visit->source = source;
        visit->first = visit->last = now;
    }
    return visit;
}

struct holder *holder_find(const struct visits *visits, uint32_t account)
{
    uint32_t at = table_find(&visits->holders, (uint64_t)account + 1);
    return at == TABLE_NONE ? NULL : table_at(&visits->holders, at);
}

struct holder *holder_make(struct visits *visits, uint32_t account, uint32_t now)
{
    bool fresh;
    uint32_t at = table_put(&visits->holders, (uint64_t)account + 1, &fresh);
    if (at == TABLE_NONE)
        return NULL;
    struct holder *holder = table_at(&visits->holders, at);
    if (fresh)
        holder->first = now;
    return holder;
}

/* Of a flood of rules, or whatever has a name, the objects beyond so many a day become one. */
static uint32_t object_of(struct holder *holder, const struct event *ev)
{
    return holder->acts_today < VISIT_ACTS_A_DAY ? ev->device : 0;
}

struct act *visits_act(struct visits *visits, struct holder *holder, const struct event *ev, uint32_t now)
{
    struct {
        uint32_t account, source, object, day, action, outcome;
    } same = { ev->account, ev->source, object_of(holder, ev), now / DAY, ev->action, ev->outcome };
    bool fresh;
    uint64_t key = hash_bytes((struct slice){ (const char *)&same, sizeof same }, 0) | 1;
    uint32_t at = table_put(&visits->acts, key, &fresh);
    if (at == TABLE_NONE)
        return NULL;
    struct act *act = act_at(visits, at);
    if (fresh) {
        holder->acts_today += holder->acts_today < UINT16_MAX;
        act->account = ev->account;
        act->source = ev->source;
        act->object = same.object;
        act->first = now;
        act->organisation = ev->organisation;
        act->action = ev->action;
        act->outcome = ev->outcome;
        act->row = row_of(ev);
    }
    act->last = now;
    act->count += ev->repeat;
    return act;
}

/* ---- full tables ---- */

static bool visit_is_held(const struct visits *visits, uint32_t i)
{
    return visit_at(visits, i)->campaign != 0;
}

static bool act_is_held(const struct visits *visits, uint32_t i)
{
    const struct act *act = act_at(visits, i);
    const struct holder *holder = holder_find(visits, act->account);
    return holder != NULL && holder->campaign != 0;
}

/* Of those that nothing holds, the older half goes; they lie in order of arrival. */
static uint32_t drop_half(const struct visits *visits, struct table *table,
        bool (*held)(const struct visits *visits, uint32_t i))
{
    uint32_t count = table->count, loose = 0, gone = 0;
    bool *keep = malloc(count + 1u);
    uint32_t *moved = malloc((count + 1u) * sizeof *moved);
    if (table->count >= table->cap && keep != NULL && moved != NULL) {
        for (uint32_t i = 0; i < count; i++) {
            keep[i] = held(visits, i);
            loose += !keep[i];
        }
        for (uint32_t i = 0; i < count; i++)
            if (!keep[i] && gone++ >= loose / 2)
                keep[i] = true;
        table_sweep(table, keep, moved);
    }
    free(keep);
    free(moved);
    return count - table->count;
}

uint32_t visits_sweep(struct visits *visits)
{
    uint32_t gone = 0;
    if (visits->acts.count >= visits->acts.cap)
        gone += drop_half(visits, &visits->acts, act_is_held);
    if (visits->visits.count >= visits->visits.cap)
        gone += drop_half(visits, &visits->visits, visit_is_held);
    return gone;
}

/* ---- habits ---- */

static void habit_learn(struct habit *habit, uint32_t items, float most)
{
    float x = logf(1 + (float)items), off = x - habit->mean;
    habit->days = fminf(habit->days + 1, most);
    habit->mean += off / habit->days;
    habit->squares += (off * (x - habit->mean) - habit->squares) / habit->days;
}

void habit_count(struct habit *habit, struct habit *house, uint32_t now, uint32_t items, bool teach)
{
    const float own_days = 60, house_days = 1000; /* that are remembered: habits change */
    uint32_t day = now / DAY + 1;
    if (habit->day != day) {
        if (habit->day != 0 && teach) {
            habit_learn(habit, habit->today, own_days);
            habit_learn(house, habit->today, house_days);
        }
        habit->day = day;
        habit->today = 0;
    }
    habit->today = habit->today > UINT32_MAX - items ? UINT32_MAX : habit->today + items;
}

double habit_surprise(const struct habit *habit, const struct habit *house, enum volume what)
{
    /* Before anything was seen: about twenty items a day are read and two are renamed; assumed, and wide. */
    static const double first_mean[VOLUMES] = { 3, 3, 1.1, 1.1 };
    const double first_spread = 1.2, least_spread = 0.7, weight = 5;
    /* What people fetch has tails of exponent 1 to 1.5 (Crovella and Bestavros 1997); with 1.2, one day in twenty lies
     * beyond two spreads, and one intruder in five takes so much: ln(20 / 5). */
    const double exponent = 1.2, at_edge = 1.4;
    double house_days = fmin(house->days, 20), own = habit->days;
    double mean = (house_days * house->mean + weight * first_mean[what]) / (house_days + weight);
    double square = (house_days * house->squares + weight * first_spread * first_spread)
            / (house_days + weight);
    mean = (own * habit->mean + weight * mean) / (own + weight);
    square = (own * habit->squares + weight * square) / (own + weight);
    double over = log(1 + (double)habit->today) - mean - 2 * fmax(sqrt(square), least_spread);
    return over > 0 ? at_edge + exponent * over : 0;
}
