/* sweep.c - what goes, and the indices of what stays. */
#include "core/detect/signin/sweep.h"

#include <stdlib.h>

#define UNUSED (90u * 86400)

enum worth { WORTH_NAMES, WORTH_SINGLE, WORTH_OLD, WORTH_KEEP };

static enum worth worth_of(const struct watch *watch, const struct pair *pair)
{
    const struct state *state = watch->state;
    const struct source *src = source_at(state, pair->source);
    if (src->campaign != 0 || (pair->flags & (PAIR_ALARMED | PAIR_STALE)))
        return WORTH_KEEP;
    if (pair->flags & PAIR_FAMILIAR)
        return pair->last_ok + UNUSED < watch->now ? WORTH_OLD : WORTH_KEEP;
    if (pair->first_ok != 0 || pair->stopped_at != 0)
        return WORTH_KEEP;
    return (state->accounts[pair->account].flags & ACCOUNT_MISSING) ? WORTH_NAMES : WORTH_SINGLE;
}

/* Drops pairs of one worth, oldest first (they lie in order of arrival), `part` of 8 eighths of them. */
static uint32_t drop(const struct watch *watch, enum worth worth, unsigned eighths, bool *keep)
{
    uint32_t all = 0, dropped = 0, count = watch->state->pairs.count;
    for (uint32_t i = 0; i < count; i++)
        all += worth_of(watch, pair_at(watch->state, i)) == worth;
    uint32_t want = (uint32_t)((uint64_t)all * eighths / 8);
    for (uint32_t i = 0; i < count && dropped < want; i++)
        if (keep[i] && worth_of(watch, pair_at(watch->state, i)) == worth) {
            keep[i] = false;
            dropped++;
        }
    return dropped;
}

static void choose(const struct watch *watch, bool *keep)
{
    uint32_t enough = watch->state->pairs.count / 4, dropped;
    memset(keep, 1, watch->state->pairs.count);
    dropped = drop(watch, WORTH_NAMES, 7, keep);
    if (dropped < enough)
        dropped += drop(watch, WORTH_SINGLE, 4, keep);
    if (dropped < enough)
        (void)drop(watch, WORTH_OLD, 8, keep);
}

/* A dropped pair no longer counts at its source and account. */
static void forget(struct watch *watch, const struct pair *pair)
{
    struct state *state = watch->state;
    struct source *src = source_at(state, pair->source);
    struct account *acct = &state->accounts[pair->account];
    if (!(pair->flags & (PAIR_PENDING | PAIR_OPEN)))
        return;
    if (acct->flags & ACCOUNT_MISSING)
        src->open_missing -= src->open_missing > 0;
    else
        src->open_accounts -= src->open_accounts > 0;
    acct->open_sources -= acct->open_sources > 0;
}

static void keep_sources(const struct watch *watch, const bool *keep_pair, bool *keep)
{
    const struct state *state = watch->state;
    for (uint32_t i = 0; i < state->sources.count; i++) {
        const struct source *src = source_at(state, i);
        keep[i] = src->campaign != 0 || src->ok_accounts > 0;
    }
    for (uint32_t i = 0; i < state->pairs.count; i++)
        if (keep_pair[i])
            keep[pair_at(state, i)->source] = true;
}

static void move_watch(struct watch *watch, const uint32_t *moved)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < watch->waiting_count; i++) {
        struct waiting one = watch->waiting[(watch->waiting_first + i) % WATCH_WAITING];
        if (moved[one.pair] == TABLE_NONE)
            continue;
        one.pair = moved[one.pair];
        watch->waiting[(watch->waiting_first + kept++) % WATCH_WAITING] = one;
    }
    watch->waiting_count = kept;
    kept = 0;
    for (uint32_t i = 0; i < watch->attempts_count; i++) {
        struct attempt one = watch->attempts[i];
        if (moved[one.pair] == TABLE_NONE)
            continue;
        one.pair = moved[one.pair];
        watch->attempts[kept++] = one;
    }
    watch->attempts_count = kept;
    for (uint32_t o = 0; o < watch->orgs_count; o++)
        for (uint32_t i = 0; i < WATCH_RECENT; i++) {
            struct recent *one = &watch->orgs[o].recent[i];
            bool gone = one->time != 0 && moved[one->pair] == TABLE_NONE;
            if (gone)
                *one = (struct recent){ 0, 0 };
            else if (one->time != 0)
                one->pair = moved[one->pair];
        }
}

static void move_pairs(struct state *state, const uint32_t *pair_moved, const uint32_t *source_moved)
{
    for (uint32_t i = 0; i < state->pairs.count; i++) {
        struct pair *pair = pair_at(state, i);
        pair->source = source_moved[pair->source];
        pair->key = ((uint64_t)pair->account + 1) << 32 | pair->source;
    }
    for (uint32_t i = 0; i < state->sources.count; i++) {
        struct source *src = source_at(state, i);
        if (src->slip != 0)
            src->slip = pair_moved[src->slip - 1] == TABLE_NONE ? 0 : pair_moved[src->slip - 1] + 1;
    }
    table_reindex(&state->pairs);
}

static bool is_full(const struct table *table)
{
    return table->count >= table->cap;
}

bool watch_sweep(struct watch *watch, const struct sweep_holder *holder)
{
    struct state *state = watch->state;
    if (!is_full(&state->pairs) && !is_full(&state->sources))
        return false;
    uint32_t pairs = state->pairs.count, sources = state->sources.count;
    bool *keep = malloc(pairs + 1u), *keep_source = malloc(sources + 1u);
    uint32_t *moved = malloc((pairs + 1u) * sizeof *moved),
             *source_moved = malloc((sources + 1u) * sizeof *moved);
    bool ready = keep != NULL && keep_source != NULL && moved != NULL && source_moved != NULL;
    if (ready) {
        choose(watch, keep);
        holder->mark(holder->holder, keep);
        for (uint32_t i = 0; i < pairs; i++)
            if (!keep[i])
                forget(watch, pair_at(state, i));
        keep_sources(watch, keep, keep_source);
        table_sweep(&state->pairs, keep, moved);
        table_sweep(&state->sources, keep_source, source_moved);
        move_pairs(state, moved, source_moved);
        move_watch(watch, moved);
        holder->moved(holder->holder, moved, source_moved);
        state->evictions += pairs - state->pairs.count;
    }
    free(keep);
    free(keep_source);
    free(moved);
    free(source_moved);
    return ready;
}
