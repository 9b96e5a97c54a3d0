/* acts.c - the visits of an incident: whose they are, and what was done there. */
#include "core/incident/taken.h"

#include <stdlib.h>

#define US(seconds) ((time_us)(seconds)*TIME_SECOND)
#define DAY 86400u
#define SAME_HAND 600u /* s, as in detect/takeover/takeover.c */
#define OBJECT_MAX 512

static uint16_t number_of(const struct draft *d)
{
    return (uint16_t)(d->camp_number + 1);
}

static uint32_t cell_of(const struct draft *d, const struct visit *visit)
{
    return table_find(&d->state->sources, ((uint64_t)visit->organisation + 1) << 32 | visit->source);
}

/* Held by the campaign; or, found out later, of somebody who got in through a source that takes part. */
static bool is_its(const struct draft *d, const struct visit *visit)
{
    if (visit->campaign == number_of(d))
        return true;
    if (visit->campaign != 0 || (visit->flags & VISIT_AT_HOME) || d->account_slot[visit->account] == 0)
        return false;
    uint32_t cell = cell_of(d, visit);
    const struct touched *acct = &d->touched[d->account_slot[visit->account] - 1];
    return cell != TABLE_NONE && d->source_slot[cell] != 0 && acct->outcome == ACCESS_GOT_IN
            && ip_eq(acct->from, source_at(d->state, cell)->addr);
}

/* When it began, as far as it is the incident's. */
static uint32_t began(const struct draft *d, const struct visit *visit)
{
    uint32_t day_before = d->camp->found.now - DAY;
    bool home = visit->flags & VISIT_AT_HOME;
    return home && visit->first < day_before ? day_before : visit->first;
}

static void take_place(struct draft *d, uint32_t cell, const struct visit *visit)
{
    const struct source *src = source_at(d->state, cell);
    struct incident_source *to;
    if (d->source_slot[cell] != 0 || (to = draft_add_source(d)) == NULL)
        return;
    d->source_slot[cell] = (uint32_t)(to - d->inc->sources) + 1;
    to->key = ip_source_key(src->addr);
    to->probability = 1;
    to->people = src->ok_accounts;
    to->first = US(began(d, visit));
    to->last = US(visit->last);
    to->asn = interner_source_asn(d->state->interner, (uint32_t)src->key);
    interner_source_country(d->state->interner, (uint32_t)src->key, to->country);
}

static void take_account(struct draft *d, uint32_t cell, const struct visit *visit)
{
    struct touched *acct = draft_account(d, visit->account);
    bool in = visit->flags & VISIT_SIGNED_IN;
    enum access_outcome outcome = in ? ACCESS_GOT_IN : ACCESS_PASSWORD_KNOWN;
    uint32_t at = in && visit->at != 0 ? visit->at : began(d, visit);
    if (acct == NULL)
        return;
    if (acct->first_us == 0)
        acct->first_us = US(began(d, visit));
    if (US(visit->last) > acct->last_us)
        acct->last_us = US(visit->last);
    if (outcome < acct->outcome || (outcome == acct->outcome && at >= acct->at))
        return;
    acct->outcome = outcome;
    acct->at = at;
    acct->from = source_at(d->state, cell)->addr;
    acct->row = visit->row;
    acct->check = false;
}

static bool same_line(struct ip_addr a, struct ip_addr b)
{
    int bits = ip_is_v4(a) ? 96 + 24 : 56;
    return ip_eq(ip_mask(a, bits), ip_mask(b, bits));
}

static uint32_t first_of(const struct pair *pair)
{
    uint32_t first = pair->first_ok;
    if (pair->first_fail != 0 && (first == 0 || pair->first_fail < first))
        first = pair->first_fail;
    if (pair->stopped_at != 0 && (first == 0 || pair->stopped_at < first))
        first = pair->stopped_at;
    return first;
}

/* Another address of the same line that the account met only then: the same hands, that one time without luck. */
static void take_beside(struct draft *d, const struct visit *visit)
{
    struct ip_addr from = interner_source(d->state->interner, visit->source);
    for (uint32_t i = 0; i < d->state->pairs.count; i++) {
        const struct pair *pair = pair_at(d->state, i);
        const struct source *src = source_at(d->state, pair->source);
        uint32_t first = first_of(pair);
        if (pair->account != visit->account || first == 0 || first + SAME_HAND < visit->first
                || first > visit->last + SAME_HAND || !same_line(src->addr, from))
            continue;
        if (d->source_slot[pair->source] == 0)
            take_place(d, pair->source, visit);
        d->pair_taken[i] = d->pair_taken[i] ? d->pair_taken[i] : 1;
    }
}

/* Its attempts may lie before the first visit: refused prompts. */
static uint32_t first_attempt(const struct draft *d, const struct watch *watch, uint32_t first)
{
    for (uint32_t i = 0; i < watch->attempts_count; i++)
        if (watch->attempts[i].time < first && draft_counts(d, &watch->attempts[i]))
            return watch->attempts[i].time;
    return first;
}

void taken_draft(struct draft *d, const struct watch *watch)
{
    const struct visits *visits = &d->state->visits;
    uint32_t first = UINT32_MAX;
    for (uint32_t i = 0; i < visits->visits.count; i++) {
        const struct visit *visit = visit_at(visits, i);
        uint32_t cell = is_its(d, visit) ? cell_of(d, visit) : TABLE_NONE;
        if (cell == TABLE_NONE)
            continue;
        take_place(d, cell, visit);
        take_account(d, cell, visit);
        take_beside(d, visit);
        uint32_t pair = state_find_pair(d->state, visit->account, cell);
        if (pair != TABLE_NONE && d->pair_taken[pair] == 0)
            d->pair_taken[pair] = 1;
        first = began(d, visit) < first ? began(d, visit) : first;
    }
    if (d->camp->trigger == TRIGGER_TAKEN && first != UINT32_MAX)
        draft_begin(d, first_attempt(d, watch, first));
}

const struct visit *taken_strongest(const struct draft *d)
{
    const struct visits *visits = &d->state->visits;
    const struct visit *best = NULL;
    double most = 0;
    for (uint32_t i = 0; i < visits->visits.count; i++) {
        struct judgement verdict;
        const struct visit *visit = visit_at(visits, i);
        if (!is_its(d, visit))
            continue;
        takeover_judge(visit, &verdict);
        if (best != NULL && verdict.sum <= most)
            continue;
        best = visit;
        most = verdict.sum;
    }
    return best;
}

/* ---- what was done ---- */

/* At home most of what is done is the holder's own: only what spoke for it, from the day before it was noticed. */
static bool speaks(const struct draft *d, const struct visit *visit, const struct act *act)
{
    bool machine = visit->flags & VISIT_ENCRYPTED;
    bool files = act->action == ACTION_RENAME || act->action == ACTION_DELETE
            || act->action == ACTION_FILE_WRITE;
    if (!(visit->flags & VISIT_AT_HOME))
        return true;
    return act->last + DAY >= d->camp->found.now && visit->act[act->action] > 0 && (files || !machine);
}

/* In a visit; or, where no address is told, at the time of one. */
static bool act_is_its(const struct draft *d, const struct act *act)
{
    const struct visits *visits = &d->state->visits;
    if (act->account == 0 || d->account_slot[act->account] == 0)
        return false;
    if (act->source != 0) {
        const struct visit *visit = visit_find(visits, act->account, act->source);
        return visit != NULL && is_its(d, visit) && speaks(d, visit, act);
    }
    for (uint32_t i = 0; i < visits->visits.count; i++) {
        const struct visit *visit = visit_at(visits, i);
        if (visit->account == act->account && is_its(d, visit) && act->first + SAME_HAND >= visit->first
                && act->first <= visit->last + SAME_HAND)
            return true;
    }
    return false;
}

static int act_order(const void *a, const void *b)
{
    const struct incident_act *x = a, *y = b;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    int order = strcmp(x->account, y->account);
    if (order == 0)
        order = (x->action > y->action) - (x->action < y->action);
    return order != 0 ? order : strcmp(x->object, y->object);
}

static void list_act(struct draft *d, const struct act *act, uint32_t at)
{
    struct incident *inc = d->inc;
    struct slice object = interner_device(d->state->interner, act->object);
    const char *shown = d->pseudonyms != NULL && object.len > 0
            ? "(withheld)"
            : memory_text(d->memory, object.len ? object.at : "",
                    object.len < OBJECT_MAX ? object.len : OBJECT_MAX);
    inc->acts[inc->acts_count++] = (struct incident_act){ .time = US(act->first),
        .last = US(act->last),
        .account = draft_account_name(d, act->account),
        .action = (enum action)act->action,
        .object = shown ? shown : "",
        .source = interner_source(d->state->interner, act->source),
        .count = act->count,
        .done = act->outcome == OUTCOME_OK,
        .cell = at };
}

static void count_at_source(struct draft *d, const struct act *act)
{
    uint32_t cell = act->source == 0
            ? TABLE_NONE
            : table_find(&d->state->sources, ((uint64_t)act->organisation + 1) << 32 | act->source);
    if (cell != TABLE_NONE && d->source_slot[cell] != 0)
        d->inc->sources[d->source_slot[cell] - 1].acts += act->count;
}

/* Attempts that the log of what nothing explains does not hold, because the place had become familiar. */
static void count_the_familiar(struct draft *d)
{
    for (uint32_t i = 0; i < d->state->pairs.count; i++) {
        const struct pair *pair = pair_at(d->state, i);
        if (d->pair_taken[i] != 1 || d->source_slot[pair->source] == 0 || d->account_slot[pair->account] == 0)
            continue;
        struct incident_source *src = &d->inc->sources[d->source_slot[pair->source] - 1];
        struct touched *acct = &d->touched[d->account_slot[pair->account] - 1];
        uint32_t attempts = pair->fails + (pair->first_ok != 0);
        src->attempts += attempts;
        src->successes += pair->first_ok != 0;
        src->accounts++;
        acct->attempts += attempts;
        d->attempts += attempts;
        d->pair_taken[i] = 2;
        draft_hour(d, LANE_ATTEMPTS, first_of(pair), attempts);
        if (pair->first_ok != 0)
            draft_hour(d, LANE_OK, pair->first_ok, 1);
    }
}

void taken_finish(struct draft *d)
{
    const struct visits *visits = &d->state->visits;
    struct incident *inc = d->inc;
    uint32_t count = 0;
    if (d->camp->trigger == TRIGGER_TAKEN)
        count_the_familiar(d);
    for (uint32_t i = 0; i < visits->acts.count; i++)
        count += act_is_its(d, act_at(visits, i));
    if (count > 0)
        inc->acts = memory_take(d->memory, count * sizeof *inc->acts);
    for (uint32_t i = 0; i < visits->acts.count && inc->acts != NULL; i++) {
        const struct act *act = act_at(visits, i);
        if (!act_is_its(d, act))
            continue;
        list_act(d, act, i);
        count_at_source(d, act);
        d->last = act->last > d->last ? act->last : d->last;
        d->acts++;
        draft_hour(d, LANE_DONE, act->first, act->count);
    }
    if (inc->acts != NULL && inc->acts_count > 0)
        qsort(inc->acts, inc->acts_count, sizeof *inc->acts, act_order);
    inc->acts_total = inc->acts_count;
    if (inc->acts_count > ACTS_SHOWN)
        inc->acts_count = ACTS_SHOWN;
    for (uint32_t i = 0; i < visits->visits.count; i++)
        if (is_its(d, visit_at(visits, i)) && visit_at(visits, i)->last > d->last)
            d->last = visit_at(visits, i)->last;
}

void taken_sum(const struct draft *d, struct visit *ret)
{
    const struct visits *visits = &d->state->visits;
    *ret = (struct visit){ 0 };
    for (uint32_t i = 0; i < visits->visits.count; i++) {
        const struct visit *visit = visit_at(visits, i);
        if (!is_its(d, visit))
            continue;
        for (int p = 0; p < VISIT_PARTS; p++)
            ret->part[p] = visit->part[p] > ret->part[p] ? visit->part[p] : ret->part[p];
        for (int a = 0; a < ACTION_COUNT; a++)
            ret->act[a] = visit->act[a] > ret->act[a] ? visit->act[a] : ret->act[a];
        for (int v = 0; v < VOLUMES; v++)
            ret->items[v] += visit->items[v];
        ret->flags |= visit->flags;
        ret->prompts = visit->prompts > ret->prompts ? visit->prompts : ret->prompts;
    }
}
