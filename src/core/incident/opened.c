/* opened.c - one way of counting for each rule. */
#include "core/incident/opened.h"

#include <math.h>
#include <stdlib.h>

static bool is_guess(const struct attempt *a)
{
    return a->outcome == OUTCOME_BAD_PASSWORD || a->outcome == OUTCOME_NO_SUCH_ACCOUNT
            || a->outcome == OUTCOME_LOCKED || a->outcome == OUTCOME_DISABLED;
}

static bool is_failure(const struct attempt *a)
{
    return is_guess(a) || a->outcome == OUTCOME_OTHER_FAILURE;
}

static void mark(unsigned char *marks, uint32_t at)
{
    if (marks != NULL)
        marks[at] = 1;
}

/* One more of the rows of one source or account. */
static void add(struct opened *to, const struct attempt *a, unsigned char *marks, uint32_t at)
{
    to->from = to->rows == 0 ? a->time : to->from;
    to->rows++;
    if (to->pairs_count < OPENED_PAIRS)
        to->pairs[to->pairs_count++] = a->pair;
    mark(marks, at);
}

/* ---- many sources ---- */

static int opening_order(const void *a, const void *b)
{
    const struct opening *x = a, *y = b;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    if (x->account != y->account)
        return x->account < y->account ? -1 : 1;
    return (x->source > y->source) - (x->source < y->source);
}

/* The first failure of that account, source and second is the one that was noted. */
static void mark_openings(const struct draft *d, const struct watch *watch, unsigned char *marks)
{
    uint32_t count = d->camp->opening_count;
    struct opening *left = calloc(count + 1u, sizeof *left);
    bool *done = calloc(count + 1u, sizeof *done);
    if (left != NULL && done != NULL && count > 0) {
        memcpy(left, d->openings, count * sizeof *left);
        qsort(left, count, sizeof *left, opening_order);
        for (uint32_t i = 0; i < watch->attempts_count; i++) {
            const struct attempt *a = &watch->attempts[i];
            const struct pair *pair = pair_at(d->state, a->pair);
            struct opening key = { pair->account, (uint32_t)source_at(d->state, pair->source)->key, a->time };
            if (a->time < left[0].time || a->time > left[count - 1].time || !is_failure(a))
                continue;
            const struct opening *hit = bsearch(&key, left, count, sizeof *left, opening_order);
            if (hit == NULL || done[hit - left])
                continue;
            done[hit - left] = true;
            mark(marks, i);
        }
    }
    free(left);
    free(done);
}

static void count_surge(
        const struct draft *d, const struct watch *watch, unsigned char *marks, struct opened *ret)
{
    const struct finding *found = &d->camp->found;
    ret->value = found->value;
    ret->baseline = found->baseline;
    ret->rows = d->camp->opening_count;
    ret->from = found->from;
    if (marks != NULL)
        mark_openings(d, watch, marks);
}

/* ---- one source ---- */

/* Does the first success of the pair lie before? Then its failures were explained. */
static bool got_in_before(const struct pair *pair, uint32_t now)
{
    return pair->first_ok != 0 && pair->first_ok <= now;
}

static void count_crowd(
        const struct draft *d, const struct watch *watch, unsigned char *marks, struct opened *ret)
{
    const struct finding *found = &d->camp->found;
    unsigned char *seen = calloc(d->state->pairs.count + 1u, 1);
    for (uint32_t i = 0; seen != NULL && i < watch->attempts_count && ret->rows < found->value; i++) {
        const struct attempt *a = &watch->attempts[i];
        const struct pair *pair = pair_at(d->state, a->pair);
        if (pair->source != found->source || a->time > found->now || !is_guess(a) || seen[a->pair]
                || got_in_before(pair, found->now))
            continue;
        seen[a->pair] = 1;
        add(ret, a, marks, i);
    }
    free(seen);
    ret->value = ret->rows;
    ret->baseline = found->baseline;
}

/* In a row at one account, or in turn at a few from one source. */
static void count_persistent(
        const struct draft *d, const struct watch *watch, unsigned char *marks, struct opened *ret)
{
    const struct finding *found = &d->camp->found;
    for (uint32_t i = 0; i < watch->attempts_count && ret->value < found->value; i++) {
        const struct attempt *a = &watch->attempts[i];
        const struct pair *pair = pair_at(d->state, a->pair);
        bool one = found->in_turn ? pair->source == found->source && !got_in_before(pair, found->now)
                                  : a->pair == found->pair && a->time >= found->since;
        if (!one || a->time > found->now || !is_failure(a))
            continue;
        ret->value += a->repeat;
        add(ret, a, marks, i);
    }
    ret->baseline = found->baseline;
}

/* ---- one account ---- */

/* The first guess of every source at the account; `fade` nats a second are taken off what they add, and only what
 * came since it was last nothing counts (rule_burst.c). */
static void count_sources(const struct draft *d, const struct watch *watch, double fade, double most,
        unsigned char *marks, struct opened *ret)
{
    const struct finding *found = &d->camp->found;
    unsigned char *seen = calloc(d->state->pairs.count + 1u, 1);
    double sum = 0;
    uint32_t before = 0;
    for (uint32_t i = 0; seen != NULL && i < watch->attempts_count && ret->rows < most; i++) {
        const struct attempt *a = &watch->attempts[i];
        const struct pair *pair = pair_at(d->state, a->pair);
        if (pair->account != found->account || a->time > found->now || !is_guess(a) || seen[a->pair]
                || got_in_before(pair, found->now))
            continue;
        seen[a->pair] = 1;
        sum = ret->rows > 0 ? fmax(0, sum - fade * (a->time - before)) : 0;
        if (sum == 0) {
            for (uint32_t k = 0; marks != NULL && k < i; k++)
                marks[k] = 0;
            ret->rows = ret->pairs_count = 0;
        }
        sum += log(8);
        before = a->time;
        add(ret, a, marks, i);
    }
    free(seen);
    ret->value = ret->rows;
}

void opened_count(const struct draft *d, const struct watch *watch, unsigned char *marks, struct opened *ret)
{
    const struct finding *found = &d->camp->found;
    const double wandering = 0.5 / 3600, faster = 8; /* as rule_burst.c has them */
    *ret = (struct opened){ .from = found->since, .until = found->now };
    switch (found->rule) {
    case RULE_SURGE: count_surge(d, watch, marks, ret); break;
    case RULE_CROWD: count_crowd(d, watch, marks, ret); break;
    case RULE_PERSISTENT: count_persistent(d, watch, marks, ret); break;
    case RULE_BURST:
        count_sources(d, watch, (faster - 1) * wandering, INFINITY, marks, ret);
        ret->baseline = wandering * (ret->until - ret->from);
        break;
    case RULE_BACKGROUND: count_sources(d, watch, 0, found->value, marks, ret); break;
    default: break;
    }
}
