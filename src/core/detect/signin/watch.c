/* watch.c - the way of one sign-in through memory and rules. */
#include "core/detect/signin/watch.h"

#include <math.h>
#include <stdlib.h>

#include "core/detect/signin/rules.h"
#include "core/detect/takeover/takeover.h"

#define HOUR 3600u
#define DAY 86400u

enum status watch_init(
        struct watch *watch, struct state *state, double false_alarms_per_year, struct error *err)
{
    *watch = (struct watch){ .state = state, .false_alarms_per_year = false_alarms_per_year };
    watch->waiting = calloc(WATCH_WAITING, sizeof *watch->waiting);
    if (watch->waiting == NULL)
        return fail(err, STATUS_NOMEM, "no memory for %u waiting failures", WATCH_WAITING);
    return STATUS_OK;
}

void watch_done(struct watch *watch)
{
    free(watch->waiting);
    free(watch->attempts);
    free(watch->orgs);
    *watch = (struct watch){ 0 };
}

struct org *watch_org(struct watch *watch, uint16_t organisation)
{
    if (organisation >= watch->orgs_count) {
        uint32_t want = organisation + 1u;
        struct org *grown = realloc(watch->orgs, want * sizeof *grown);
        if (grown == NULL)
            return NULL;
        memset(grown + watch->orgs_count, 0, (want - watch->orgs_count) * sizeof *grown);
        watch->orgs = grown;
        watch->orgs_count = want;
    }
    return &watch->orgs[organisation];
}

/* ---- the waiting time ---- */

static unsigned log2_of(uint32_t seconds)
{
    return seconds == 0 ? 0 : 31u - (unsigned)__builtin_clz(seconds);
}

static void wait_learn(struct org *org, uint32_t seconds)
{
    unsigned bin = log2_of(seconds);
    org->waits[bin < 24 ? bin : 23]++;
    org->waits_count++;
}

/* Twice the time within which 99 of 100 explanations came; ten minutes until fifty were seen. */
uint32_t watch_patience(const struct org *org)
{
    const uint32_t at_first = 300, least = 120, most = HOUR, enough = 50;
    uint32_t seen = 0;
    if (org->waits_count < enough)
        return at_first;
    for (unsigned bin = 0; bin < 24; bin++) {
        seen += org->waits[bin];
        if (seen * 100ull >= org->waits_count * 99ull) {
            uint32_t wait = 4u << bin;
            return wait < least ? least : wait > most ? most : wait;
        }
    }
    return most;
}

static void wait_for_explanation(struct watch *watch, uint32_t pair, uint16_t organisation)
{
    if (watch->waiting_count == WATCH_WAITING) {
        watch->state->evictions++;
        return;
    }
    uint32_t at = (watch->waiting_first + watch->waiting_count++) % WATCH_WAITING;
    watch->waiting[at] = (struct waiting){ pair, watch->now, organisation, 0 };
}

static void close_pair(struct pair *pair, struct account *acct, struct source *src)
{
    bool missing = acct->flags & ACCOUNT_MISSING;
    if (missing)
        src->open_missing -= src->open_missing > 0;
    else
        src->open_accounts -= src->open_accounts > 0;
    acct->open_sources -= acct->open_sources > 0;
    pair->flags &= (uint8_t) ~(PAIR_PENDING | PAIR_OPEN | PAIR_COUNTED | PAIR_LATE);
}

/* Those that have waited long enough are unexplained from now on. */
static void end_waiting(struct watch *watch, struct findings *findings)
{
    while (watch->waiting_count > 0) {
        const struct waiting *first = &watch->waiting[watch->waiting_first];
        struct org *org = &watch->orgs[first->organisation];
        if (watch->now < first->since + watch_patience(org))
            return;
        struct pair *pair = pair_at(watch->state, first->pair);
        struct source *src = source_at(watch->state, pair->source);
        bool untold = pair->run_outcome == OUTCOME_NOT_AN_ATTEMPT && src->campaign == 0;
        if ((pair->flags & PAIR_PENDING) && untold) { /* mostly it was let in, and another log knows */
            close_pair(pair, &watch->state->accounts[pair->account], src);
        } else if ((pair->flags & PAIR_PENDING) && pair->first_fail <= first->since) {
            pair->flags = (uint8_t)((pair->flags & ~PAIR_PENDING) | PAIR_OPEN);
            org->unexplained += src->campaign == 0 && !(src->flags & SOURCE_INSIDE) && !source_is_exit(src)
                    && !(watch->state->accounts[pair->account].flags & ACCOUNT_MISSING);
            if (pair->flags & PAIR_COUNTED)
                rule_surge_late(watch, org, first->organisation, first->pair, findings);
        }
        watch->waiting_first = (watch->waiting_first + 1) % WATCH_WAITING;
        watch->waiting_count--;
    }
}

/* ---- attempts that nothing explains ---- */

static void attempt_log(struct watch *watch, uint32_t pair, const struct event *ev)
{
    if (watch->attempts_count == watch->attempts_room) {
        uint32_t room = watch->attempts_room ? watch->attempts_room * 2 : 4096;
        struct attempt *grown = room > WATCH_ATTEMPTS ? NULL : realloc(watch->attempts, room * sizeof *grown);
        if (grown == NULL) {
            watch->state->evictions++;
            return;
        }
        watch->attempts = grown;
        watch->attempts_room = room;
    }
    watch->attempts[watch->attempts_count++] = (struct attempt){ .time = watch->now,
        .pair = pair,
        .client = ev->client < ATTEMPT_CLIENTS ? ev->client : INTERNER_OVERFLOW,
        .repeat = ev->repeat < LIMIT_REPEAT ? ev->repeat : LIMIT_REPEAT,
        .outcome = ev->flags & OUTCOME_UNTOLD ? OUTCOME_BAD_PASSWORD : ev->outcome };
}

struct row watch_row(const struct event *ev)
{
    return row_of(ev);
}

/* ---- failures ---- */

/* A certificate that expired or was revoked: it was shown, and nobody guesses one. */
static bool is_shown(const struct event *ev)
{
    return ev->method == METHOD_OTHER && !(ev->flags & OUTCOME_UNTOLD)
            && (ev->outcome == OUTCOME_OTHER_FAILURE || ev->outcome == OUTCOME_DISABLED);
}

/* The use of another's password of which no log tells how it ended counts as a guess among many alone: see
 * end_waiting. */
static bool is_guess(const struct event *ev)
{
    return !is_shown(ev)
            && (ev->outcome == OUTCOME_BAD_PASSWORD || ev->outcome == OUTCOME_NO_SUCH_ACCOUNT
                    || ev->outcome == OUTCOME_LOCKED || ev->outcome == OUTCOME_DISABLED
                    || (ev->flags & OUTCOME_UNTOLD));
}

static void run_of_failures(struct watch *watch, struct pair *pair, const struct event *ev)
{
    bool shown = is_shown(ev);
    if (pair->run_outcome == PAIR_RUN_SHOWN && !shown)
        pair->fails = 0; /* passwords are tried from now on */
    if (pair->fails == 0) {
        pair->first_fail = watch->now;
        pair->row = watch_row(ev);
        pair->longest_gap = 0;
        pair->run_outcome = shown            ? PAIR_RUN_SHOWN
                : ev->flags & OUTCOME_UNTOLD ? OUTCOME_NOT_AN_ATTEMPT
                                             : ev->outcome;
    } else if (watch->now - pair->last_fail > pair->longest_gap) {
        pair->longest_gap = watch->now - pair->last_fail;
    }
    pair->last_fail = watch->now;
    pair->fails += ev->repeat;
    pair->client = ev->client;
    if (ev->outcome == OUTCOME_LOCKED && pair->locked < UINT16_MAX)
        pair->locked++;
}

/* The first failure of this pair that nothing explains: both sides are marked until it is. */
static void open_pair(struct pair *pair, uint32_t at, struct account *acct, struct source *src, bool missing)
{
    pair->flags |= PAIR_PENDING;
    if (missing) {
        src->slip = at + 1;
        src->open_missing += src->open_missing < UINT16_MAX;
        if (acct->open_sources > 0)
            src->shared_names += src->shared_names < UINT16_MAX;
    } else {
        src->open_accounts += src->open_accounts < UINT16_MAX;
    }
    acct->open_sources++;
}

/* Neither the account nor the source was counted within a day: nothing that one wandering phone, or
 * one crowded address, could have made several of. */
static bool is_fresh(const struct watch *watch, const struct account *acct, const struct source *src)
{
    bool nameless = (uint32_t)src->key == INTERNER_OVERFLOW; /* many sources in one: each counts */
    bool untold = acct == &watch->state->accounts[0];        /* the log tells no name: anybody's */
    return (untold || acct->last_counted == 0 || watch->now - acct->last_counted >= DAY)
            && (nameless || src->last_counted == 0 || watch->now - src->last_counted >= DAY);
}

static void count_fresh(struct watch *watch, struct org *org, uint16_t organisation, uint32_t at,
        struct account *acct, struct source *src, struct findings *findings)
{
    struct pair *pair = pair_at(watch->state, at);
    bool missing = acct->flags & ACCOUNT_MISSING;
    if (src->campaign != 0 || !is_fresh(watch, acct, src))
        return; /* a source with a story of its own is no news of many */
    if (missing && (acct->open_sources > 1 || src->ok_accounts > 0))
        return; /* a dictionary's name, or a slip of the pen where somebody is at home */
    org->named += missing;
    acct->last_counted = src->last_counted = watch->now;
    pair->counted_at = watch->now;
    pair->flags |= PAIR_COUNTED;
    org->recent[org->recent_count++ % WATCH_RECENT] = (struct recent){ at, watch->now };
    rule_surge_fresh(watch, org, organisation, at, missing, findings);
}

static void take_failure(struct watch *watch, struct org *org, const struct event *ev, struct account *acct,
        uint32_t src_at, uint32_t at, struct findings *findings)
{
    struct source *src = source_at(watch->state, src_at);
    struct pair *pair = pair_at(watch->state, at);
    bool guess = is_guess(ev), untold = ev->flags & OUTCOME_UNTOLD, missing;

    org->failures += ev->repeat;
    if (ev->outcome == OUTCOME_NO_SUCH_ACCOUNT && !(acct->flags & ACCOUNT_EXISTS))
        acct->flags |= ACCOUNT_MISSING;
    else if (ev->outcome == OUTCOME_BAD_PASSWORD) /* a lock may be put on a name that nobody has */
        acct->flags = (uint8_t)((acct->flags & ~ACCOUNT_MISSING) | ACCOUNT_EXISTS);
    missing = acct->flags & ACCOUNT_MISSING;
    acct->fails += ev->repeat;
    acct->last_fail = watch->now;
    run_of_failures(watch, pair, ev);
    if (!untold)
        rule_loop(watch, org, ev->organisation, at, findings);
    if ((src->flags & SOURCE_SCANNER) || (pair->flags & PAIR_FAMILIAR)
            || state_is_kin(watch->state, ev->account, src->addr, ev->device)) {
        org->explained += ev->repeat;
        return;
    }
    if (!(pair->flags & PAIR_STALE))
        attempt_log(watch, at, ev);
    src->attempts += ev->repeat;
    struct client_counts *client = state_client(watch->state, ev->client);
    if (client != NULL)
        client->fail += ev->repeat;
    if (guess && !(pair->flags & (PAIR_PENDING | PAIR_OPEN))) {
        open_pair(pair, at, acct, src, missing);
        wait_for_explanation(watch, at, ev->organisation);
        if (!(src->flags & SOURCE_INSIDE) && !source_is_exit(src)) {
            count_fresh(watch, org, ev->organisation, at, acct, src, findings);
            org->opened += !missing && src->campaign == 0;
            if (!missing)
                rule_burst(watch, org, ev->organisation, at, findings);
            rule_background(watch, org, ev->organisation, at, findings);
        }
        rule_crowd(watch, org, ev->organisation, at, findings);
    }
    if (!untold)
        rule_persistent(watch, org, ev->organisation, at, findings);
}

/* ---- successes ---- */

/* A success explains the failures before it, unless there were more than a person makes, or the
 * source is known to take part in an attack. */
static void explain_failures(
        struct watch *watch, struct org *org, struct pair *pair, struct account *acct, struct source *src)
{
    if (pair->fails == 0)
        return;
    bool open = pair->flags & (PAIR_PENDING | PAIR_OPEN);
    if (open && (pair->fails >= WATCH_PERSISTENCE || (pair->flags & PAIR_ALARMED) || src->campaign))
        return;
    if (open) {
        wait_learn(org, watch->now - pair->first_fail);
        if (pair->flags & PAIR_COUNTED) {
            enum stream stream = acct->flags & ACCOUNT_MISSING ? STREAM_NAMES : STREAM_FRESH;
            baseline_count(&org->base, stream, 0);
            surge_credit(&org->fresh, pair->counted_at);
            surge_credit(&org->joint, pair->counted_at);
            if (pair->flags & PAIR_LATE) {
                surge_credit(&org->late, pair->counted_at);
                baseline_count(&org->base, STREAM_LATE, -1);
            }
            acct->last_counted = src->last_counted = 0;
        }
        close_pair(pair, acct, src);
    }
    org->explained += pair->fails;
    src->attempts -= src->attempts < pair->fails ? src->attempts : pair->fails;
    pair->fails = 0;
    pair->locked = 0;
}

/* A name that nobody has, and then the real one from the same place: a slip of the pen. */
static void explain_slip(struct watch *watch, const struct event *ev, struct source *src)
{
    struct state *state = watch->state;
    if (src->slip == 0)
        return;
    struct pair *pair = pair_at(state, src->slip - 1);
    struct account *acct = &state->accounts[pair->account];
    src->slip = 0;
    if (!(pair->flags & (PAIR_PENDING | PAIR_OPEN)) || pair->fails >= WATCH_PERSISTENCE
            || !slice_is_slip(interner_account(state->interner, pair->account),
                    interner_account(state->interner, ev->account)))
        return;
    close_pair(pair, acct, src);
    pair->fails = 0;
    pair->flags |= PAIR_FAMILIAR; /* the same slip again is no news */
}

/* The log told no name with the failure: who signs in from there within the waiting time made it. */
static void explain_untold(struct watch *watch, struct org *org, const struct event *ev, uint32_t src_at)
{
    if (watch->state->accounts[0].fails == 0 || ev->account == 0)
        return; /* looked up only in logs that keep names to themselves */
    uint32_t at = state_find_pair(watch->state, 0, src_at);
    if (at == TABLE_NONE)
        return;
    struct pair *pair = pair_at(watch->state, at);
    if (watch->now - pair->last_fail <= watch_patience(org))
        explain_failures(watch, org, pair, &watch->state->accounts[0], source_at(watch->state, src_at));
}

/* A source with more unexplained failures than successes teaches nobody. */
static bool may_teach(const struct source *src)
{
    return src->campaign == 0
            && ((src->flags & SOURCE_INSIDE) || src->open_accounts + src->open_missing < 3
                    || src->ok_accounts > src->open_accounts + src->open_missing);
}

/* May a success here be an intruder's? Inside and at exits people come and go all day; but not at a machine inside that
 * guesses at others. */
static bool may_intrude(const struct source *src)
{
    unsigned open = src->open_accounts + src->open_missing;
    if (!(src->flags & (SOURCE_INSIDE | SOURCE_EXIT)))
        return true;
    return (src->flags & SOURCE_INSIDE) && (src->campaign != 0 || (open >= 3 && open > src->ok_accounts));
}

static void first_success(struct watch *watch, struct org *org, const struct event *ev, uint32_t at,
        uint32_t before, struct findings *findings)
{
    struct pair *pair = pair_at(watch->state, at);
    struct source *src = source_at(watch->state, pair->source);
    struct account *acct = &watch->state->accounts[ev->account];
    bool kin = state_is_kin(watch->state, ev->account, src->addr, ev->device);
    pair->first_ok = watch->now;
    pair->ok_row = watch_row(ev);
    src->ok_accounts += src->ok_accounts < UINT16_MAX;
    acct->ok_sources += acct->ok_sources < UINT16_MAX;
    if (may_intrude(src) && !kin) {
        pair->flags |= PAIR_FRESH_OK;
        if (pair->fails == 0)
            pair->client = ev->client;
        attempt_log(watch, at, ev);
    }
    takeover_success(watch, org, ev, src, before, kin, findings);
}

/* The first success of a day: days are what the rates of takeover/house.h are shares of. */
static void first_of_day(struct org *org, struct account *acct, uint32_t now)
{
    house_day(&org->house, acct->days);
    acct->days += acct->days < UINT16_MAX;
    if (acct->last_ok != 0) {
        org->house.gaps++;
        org->house.gaps_long += now - acct->last_ok >= HOUSE_DORMANT;
    }
}

static void count_success(struct watch *watch, struct org *org, const struct event *ev, struct account *acct)
{
    org->successes++;
    acct->flags = (uint8_t)((acct->flags & ~ACCOUNT_MISSING) | ACCOUNT_EXISTS);
    acct->ok_count++;
    if (watch->now / DAY != acct->last_ok / DAY)
        first_of_day(org, acct, watch->now);
    if (acct->last_ok == 0 || watch->now - acct->last_ok >= HOUR)
        baseline_human(&org->base);
    acct->last_ok = watch->now;
    struct client_counts *client = state_client(watch->state, ev->client);
    if (client != NULL)
        client->ok++;
}

static void take_success(struct watch *watch, struct org *org, const struct event *ev, struct account *acct,
        uint32_t src_at, uint32_t at, struct findings *findings)
{
    struct source *src = source_at(watch->state, src_at);
    struct pair *pair = pair_at(watch->state, at);
    uint32_t before = acct->last_ok;

    count_success(watch, org, ev, acct);
    if (ev->source == INTERNER_OVERFLOW)
        return; /* many sources in one: it explains nothing and teaches nobody */
    explain_failures(watch, org, pair, acct, src);
    explain_slip(watch, ev, src);
    explain_untold(watch, org, ev, src_at);
    if (pair->first_ok == 0)
        first_success(watch, org, ev, at, before, findings);
    else if (pair->fails > 0)
        attempt_log(watch, at, ev); /* a success in the middle of an unexplained run */
    pair->last_ok = watch->now;
    if (src->last_ok_day != watch->now / DAY) {
        src->last_ok_day = watch->now / DAY;
        src->ok_days += src->ok_days < UINT16_MAX;
    }
    if (!(pair->flags & PAIR_FAMILIAR) && pair->fails == 0 && may_teach(src)) {
        pair->flags |= PAIR_FAMILIAR;
        state_teach_kin(watch->state, ev->account, src->addr, ev->device);
    }
}

/* The right password, stopped by a second factor or a policy. */
static void take_stopped(struct watch *watch, struct org *org, const struct event *ev, struct account *acct,
        uint32_t at, struct findings *findings)
{
    struct pair *pair = pair_at(watch->state, at);
    const struct source *src = source_at(watch->state, pair->source);
    org->failures++;
    acct->flags = (uint8_t)((acct->flags & ~ACCOUNT_MISSING) | ACCOUNT_EXISTS);
    if (pair->flags & PAIR_FAMILIAR)
        return;
    if (pair->first_ok == 0 && pair->stopped_at == 0 && pair->fails == 0)
        pair->client = ev->client;
    if (pair->first_ok == 0)
        pair->ok_row = watch_row(ev);
    pair->stopped_at = watch->now;
    attempt_log(watch, at, ev);
    if (!state_is_kin(watch->state, ev->account, src->addr, ev->device))
        takeover_stopped(watch, org, ev, src, findings);
}

struct org *watch_begin(struct watch *watch, const struct event *ev, struct findings *findings)
{
    uint32_t now = (uint32_t)(ev->time / TIME_SECOND);
    findings->count = 0;
    if (now > watch->now)
        watch->now = now;
    struct org *org = watch_org(watch, ev->organisation);
    if (org == NULL || (ev->action == ACTION_NONE && ev->outcome == OUTCOME_NOT_AN_ATTEMPT))
        return NULL;
    if (watch->state->log_start == 0)
        watch->state->log_start = watch->now;
    if (org->first == 0)
        org->first = watch->now;
    org->last = watch->now;
    return org;
}

void watch_take(struct watch *watch, const struct event *ev, struct findings *findings)
{
    struct state *state = watch->state;
    struct org *org = watch_begin(watch, ev, findings);
    if (org == NULL)
        return;
    org->signins += ev->repeat;
    baseline_tick(&org->base, watch->now);
    if (watch->waiting_count > 0)
        end_waiting(watch, findings);
    if (ev->account == INTERNER_OVERFLOW) { /* many names in one: nothing can be said of any */
        state->evictions++;
        return;
    }

    struct account *acct = state_account(state, ev->account);
    uint32_t src_at = state_source(state, ev->organisation, ev->source, watch->now);
    uint32_t at = src_at == TABLE_NONE ? TABLE_NONE : state_pair(state, ev->account, src_at);
    if (acct == NULL || at == TABLE_NONE) {
        state->evictions++;
        return;
    }
    acct->organisation = ev->organisation;
    const struct pair *pair = pair_at(state, at);
    if (pair->fails == 0 && pair->first_ok == 0 && pair->stopped_at == 0)
        rule_glass_mark(watch, ev, acct);
    if (acct->first_seen == 0)
        state_meet(state, acct, ev->account, watch->now);
    source_at(state, src_at)->last_seen = watch->now;
    if (ev->outcome == OUTCOME_OK)
        take_success(watch, org, ev, acct, src_at, at, findings);
    else if (outcome_is_right(ev->outcome))
        take_stopped(watch, org, ev, acct, at, findings);
    else
        take_failure(watch, org, ev, acct, src_at, at, findings);
    if ((acct->flags & ACCOUNT_BREAK_GLASS) && outcome_is_right(ev->outcome))
        rule_glass(watch, ev, at, findings);
}
