/* check.c - the arithmetic of a success that travellers make too. */
#include "core/incident/check.h"

#include <math.h>
#include <stdlib.h>

#define DAY 86400u
#define TRIES_MAX 32u        /* a day's tries at an account beyond this are as many */
#define CELLS_MAX (1u << 26) /* account-days that are counted; beyond it the days say nothing */
#define NETWORK_CAP 4.0      /* nats; Good and Turing's estimate of the unseen is no better */
#define HOUR_CAP 2.0
#define DAY_CAP 3.0
#define COMES_BACK 0.25 /* an attacker who rotates addresses comes back by the same one; assumed */

struct checks {
    const struct draft *d;
    uint32_t networks;
    double *members;                       /* by network: the campaign's sources */
    double sources, unseen;                /* their number; chance of a network without any */
    double home, home_unseen;              /* familiar pairs; chance of a network without any */
    double attack_hour[24], life_hour[24]; /* shares */
    double life_returns;                   /* share of new places that another day used again */
    uint32_t *places;                      /* by account: new places over its life */
    uint8_t *tries;                        /* by touched account and day of the campaign; NULL: too many */
    uint32_t days;
    double day_share[TRIES_MAX + 2], day_mean; /* account-days with so many tries */
};

double check_rank(double nats)
{
    const double scale = 3; /* so that the order of those who stand out is still told */
    return round(1e4 / (1 + exp(-nats / scale))) / 1e4;
}

static double capped(double nats, double cap)
{
    return nats > cap ? cap : nats < -cap ? -cap : nats;
}

static uint32_t right_at(const struct pair *pair)
{
    return pair->flags & PAIR_FRESH_OK ? pair->first_ok : pair->stopped_at;
}

static bool returned(const struct pair *pair)
{
    return pair->first_ok != 0 && pair->last_ok > pair->first_ok + DAY / 2;
}

/* ---- what is usual ---- */

static void learn_networks(struct checks *c)
{
    const struct link *link = c->d->link;
    double once = 0, home_once = 0;
    for (uint32_t i = 0; i < link->count; i++)
        if (c->d->source_slot[link->suspects[i].source] != 0) {
            c->members[link->suspects[i].network] += 1;
            c->sources += 1;
        }
    c->home = link->home;
    for (uint32_t n = 0; n < c->networks; n++) {
        once += c->members[n] == 1;
        home_once += round(link->network_share[n] * link->home) == 1;
    }
    c->unseen = (once + 0.5) / (c->sources + 1);
    c->home_unseen = (home_once + 0.5) / (c->home + 1);
}

/* First sign-ins at new places by nobody who takes part. */
static void learn_life(struct checks *c)
{
    const struct link *link = c->d->link;
    double all = 0, back = 0, hours[24] = { 0 };
    for (uint32_t i = 0; i < link->count; i++)
        for (uint32_t k = 0; k < link->suspects[i].pairs; k++) {
            const struct pair *pair = pair_at(c->d->state, link->pairs[link->suspects[i].pairs_at + k]);
            if (!(pair->flags & PAIR_FRESH_OK))
                continue;
            c->places[pair->account]++;
            if (c->d->source_slot[link->suspects[i].source] != 0)
                continue;
            all += 1;
            hours[pair->first_ok / 3600 % 24] += 1;
            back += returned(pair);
        }
    for (int h = 0; h < 24; h++)
        c->life_hour[h] = (hours[h] + 1) / (all + 24);
    c->life_returns = (back + 1) / (all + 2);
}

static void learn_hours(struct checks *c)
{
    const struct incident *inc = c->d->inc;
    double all = 0, hours[24] = { 0 };
    for (size_t h = 0; h < inc->hours; h++) {
        hours[(c->d->first / 3600 + h) % 24] += inc->per_hour[h];
        all += inc->per_hour[h];
    }
    for (int h = 0; h < 24; h++)
        c->attack_hour[h] = (hours[h] + 1) / (all + 24);
}

/* The cell of an account's day; NULL where none is kept. */
static uint8_t *day_of(const struct checks *c, uint32_t account, uint32_t at)
{
    uint32_t slot = c->d->account_slot[account], first = c->d->first / DAY, day = at / DAY;
    if (c->tries == NULL || slot == 0 || day < first || day - first >= c->days)
        return NULL;
    return &c->tries[(size_t)(slot - 1) * c->days + (day - first)];
}

static void learn_days(struct checks *c, const struct watch *watch)
{
    double n = 0, sum = 0, count[TRIES_MAX + 2] = { 0 };
    if (c->tries == NULL)
        return;
    for (uint32_t i = 0; i < watch->attempts_count; i++) {
        const struct attempt *a = &watch->attempts[i];
        uint8_t *cell = c->d->pair_taken[a->pair] ? day_of(c, pair_at(c->d->state, a->pair)->account, a->time)
                                                  : NULL;
        if (cell != NULL)
            *cell = (uint8_t)(*cell + a->repeat < TRIES_MAX ? *cell + a->repeat : TRIES_MAX);
    }
    for (size_t i = 0; i < (size_t)c->d->touched_count * c->days; i++) {
        count[c->tries[i]] += 1;
        sum += c->tries[i];
        n += 1;
    }
    c->day_mean = (sum + 1) / (n + 1);
    for (unsigned k = 0; k < TRIES_MAX + 2; k++)
        c->day_share[k] = (count[k] + 0.5) / (n + 1);
}

/* ---- one sign-in ---- */

static double network_nats(const struct checks *c, const struct suspect *sus, const struct pair *pair)
{
    double taught = (pair->flags & PAIR_FAMILIAR) != 0; /* by this very sign-in */
    double here = c->members[sus->network], all = c->home - taught;
    double home = round(c->d->link->network_share[sus->network] * c->home) - taught;
    double attack = here > 0 ? here / (c->sources + 1) * (1 - c->unseen) : c->unseen / c->networks;
    double life = home > 0 ? home / (all + 1) * (1 - c->home_unseen) : c->home_unseen / c->networks;
    return capped(log(attack / life), NETWORK_CAP);
}

/* As often as the campaign makes one try more than are seen on that day, over so many; by size. */
static double day_nats(const struct checks *c, const struct pair *pair, uint32_t at)
{
    const uint8_t *cell = day_of(c, pair->account, at);
    if (cell == NULL || *cell >= TRIES_MAX)
        return 0;
    return capped(log((*cell + 1) * c->day_share[*cell + 1] / (c->day_mean * c->day_share[*cell])), DAY_CAP);
}

static double account_nats(const struct checks *c, const struct pair *pair, uint32_t last)
{
    const struct account *acct = &c->d->state->accounts[pair->account];
    double days = (last > acct->first_seen ? last - acct->first_seen : 0) / (double)DAY + 1;
    uint32_t before = c->places[pair->account] - (pair->flags & PAIR_FRESH_OK ? 1 : 0);
    return -log((before + 0.5) / days);
}

static double place_nats(const struct checks *c, const struct source *src, const struct pair *pair)
{
    double back = returned(pair) ? log(COMES_BACK / c->life_returns)
                                 : log((1 - COMES_BACK) / (1 - c->life_returns));
    return back - log(src->ok_accounts > 1 ? src->ok_accounts : 1);
}

static void mark_one(const struct checks *c, struct touched *acct, const struct suspect *sus,
        const struct pair *pair, uint32_t now)
{
    const struct source *src = source_at(c->d->state, sus->source);
    uint32_t at = right_at(pair), hour = at / 3600 % 24;
    struct check_parts parts = { .network = network_nats(c, sus, pair),
        .day = day_nats(c, pair, at),
        .account = account_nats(c, pair, now),
        .place = place_nats(c, src, pair),
        .hour = capped(log(c->attack_hour[hour] / c->life_hour[hour]), HOUR_CAP) };
    double nats = parts.network + parts.day + parts.account + parts.place + parts.hour;
    if (acct->check && (acct->nats > nats || (acct->nats == nats && acct->at <= at)))
        return;
    acct->check = true;
    acct->nats = nats;
    acct->parts = parts;
    acct->at = at;
    acct->from = src->addr;
}

/* Right passwords of attacked accounts at unfamiliar places while it went on: travellers, or not. */
static void mark_all(struct checks *c, struct draft *d, uint32_t now)
{
    for (uint32_t i = 0; i < d->link->count; i++) {
        const struct suspect *sus = &d->link->suspects[i];
        if (sus->campaign >= 0)
            continue;
        for (uint32_t k = 0; k < sus->pairs; k++) {
            const struct pair *pair = pair_at(d->state, d->link->pairs[sus->pairs_at + k]);
            struct touched *acct = draft_known_account(d, pair->account);
            uint32_t right = right_at(pair);
            if (acct == NULL || right == 0 || right < d->camp->since || right > d->last + DAY
                    || acct->outcome != ACCESS_TRIED)
                continue;
            mark_one(c, acct, sus, pair, now);
        }
    }
}

void checks_mark(struct draft *d, const struct watch *watch)
{
    struct checks c = { .d = d, .networks = d->link->networks, .days = d->last / DAY - d->first / DAY + 1 };
    uint64_t cells = (uint64_t)d->touched_count * c.days;
    c.members = calloc(c.networks + 1u, sizeof *c.members);
    c.places = calloc(d->state->accounts_count + 1u, sizeof *c.places);
    c.tries = cells > CELLS_MAX ? NULL : calloc((size_t)cells + 1, 1);
    if (c.members != NULL && c.places != NULL) {
        learn_networks(&c);
        learn_life(&c);
        learn_hours(&c);
        learn_days(&c, watch);
        mark_all(&c, d, watch->now);
    }
    free(c.members);
    free(c.places);
    free(c.tries);
}
