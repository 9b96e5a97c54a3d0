/* report.c - participants, outcomes and order of incidents. */
#include "core/incident/report.h"

#include <stdlib.h>

#include "core/incident/check.h"
#include "core/incident/draft.h"
#include "core/incident/memory.h"
#include "core/incident/order.h"
#include "core/incident/taken.h"

#define US(seconds) ((time_us)(seconds)*TIME_SECOND)

/* ---- who was touched, per incident ---- */

/* Right password at a participant's address, from somebody who was not at home there before it began,
 * and not at an exit that many people share. */
static bool is_intrusion(
        const struct draft *d, const struct suspect *sus, const struct source *src, const struct pair *pair)
{
    const uint32_t slack = 86400;
    bool carrier = sus->accounts + sus->missing == 0;
    if (!carrier && src->ok_accounts > sus->accounts + sus->missing)
        return false;
    /* Who merely signs in at the address of a takeover may sit in the same hotel: visits tell who was taken. */
    if (d->camp->trigger == TRIGGER_TAKEN && sus->accounts < 3)
        return false;
    if (!(pair->flags & PAIR_FRESH_OK) || pair->first_ok + slack < d->camp->since)
        return false;
    /* Who was at home at the one source long before the first guess came from there is a neighbour. */
    if (d->camp->trigger != TRIGGER_MANY && sus->first_fail != 0 && pair->first_ok + slack < sus->first_fail)
        return false;
    if (source_is_exit(src) && src->ok_accounts > 2u * src->open_accounts)
        return false;
    return true;
}

static void draft_pair(struct draft *d, const struct suspect *sus, uint32_t at)
{
    const struct pair *pair = pair_at(d->state, at);
    const struct source *src = source_at(d->state, sus->source);
    struct touched *acct = draft_account(d, pair->account);

    if (acct == NULL)
        return;
    if (d->camp->trigger == TRIGGER_LOOP && pair->account != d->camp->found.account)
        return;
    if (is_intrusion(d, sus, src, pair)) {
        if (acct->outcome != ACCESS_GOT_IN || pair->first_ok < acct->at) {
            acct->at = pair->first_ok;
            acct->from = src->addr;
            acct->row = pair->ok_row;
        }
        acct->outcome = ACCESS_GOT_IN;
    } else if (pair->stopped_at > 0 && acct->outcome != ACCESS_GOT_IN && pair->first_ok == 0
            && (acct->outcome == ACCESS_TRIED || pair->stopped_at < acct->at)) {
        acct->outcome = ACCESS_PASSWORD_KNOWN;
        acct->at = pair->stopped_at;
        acct->from = src->addr;
        acct->row = pair->ok_row;
    }
    /* A participant's address, but others are at home there, or the attacker's own accounts: ask. */
    if (acct->outcome == ACCESS_TRIED && (pair->flags & PAIR_FRESH_OK) && pair->first_ok >= d->camp->since
            && !acct->check) {
        acct->check = true;
        acct->nats = CHECK_MEMBER;
        acct->parts = (struct check_parts){ .member = CHECK_MEMBER };
        acct->at = pair->first_ok;
        acct->from = src->addr;
    }
    d->pair_taken[at] = 1;
}

static void draft_source(struct draft *d, const struct suspect *sus)
{
    const struct source *src = source_at(d->state, sus->source);
    struct incident_source *to = draft_add_source(d);

    if (to == NULL)
        return;
    uint32_t id = (uint32_t)src->key;
    to->key = ip_source_key(src->addr);
    to->probability = sus->probability;
    to->people = src->ok_accounts;
    to->asn = interner_source_asn(d->state->interner, id);
    interner_source_country(d->state->interner, id, to->country);
    d->source_slot[sus->source] = (uint32_t)(to - d->inc->sources) + 1;
    for (uint32_t k = 0; k < sus->pairs; k++)
        draft_pair(d, sus, d->link->pairs[sus->pairs_at + k]);
}

/* The log of attempts gives counts and times: by account, by source, by hour. */
static void draft_attempts(struct draft *d, const struct watch *watch)
{
    for (uint32_t i = 0; i < watch->attempts_count; i++) {
        const struct attempt *a = &watch->attempts[i];
        if (draft_counts(d, a))
            draft_attempt(d, a, pair_at(d->state, a->pair));
    }
}

static bool draft_members(struct draft *d, uint32_t number)
{
    for (uint32_t i = 0; i < d->link->count; i++)
        if (d->link->suspects[i].campaign == (int)number)
            draft_source(d, &d->link->suspects[i]);
    return d->sources_count > 0;
}

/* A loop is its own evidence: the pair is at home there, so it is no suspect. */
static void draft_loop(struct draft *d)
{
    const struct pair *pair = pair_at(d->state, d->camp->found.pair);
    const struct source *src = source_at(d->state, pair->source);
    struct suspect sus = { .source = pair->source,
        .first = pair->first_fail,
        .last = pair->last_fail,
        .accounts = 1,
        .attempts = pair->fails,
        .probability = 1 };
    struct incident_source *to = draft_add_source(d);
    struct touched *acct = draft_account(d, pair->account);

    if (to == NULL || acct == NULL)
        return;
    to->key = ip_source_key(src->addr);
    to->asn = interner_source_asn(d->state->interner, (uint32_t)src->key);
    interner_source_country(d->state->interner, (uint32_t)src->key, to->country);
    to->probability = 1;
    to->people = src->ok_accounts;
    to->attempts = acct->attempts = pair->fails;
    to->accounts = 1;
    to->first = acct->first_us = US(sus.first);
    to->last = acct->last_us = US(sus.last);
    d->first = sus.first;
    d->last = sus.last;
    d->attempts = pair->fails;
    acct->row = pair->row;
}

static uint32_t guesses_at(const struct draft *d, const struct watch *watch)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < watch->attempts_count; i++)
        n += draft_is_guess(d, &watch->attempts[i]) ? watch->attempts[i].repeat : 0;
    return n;
}

static void glass_source(struct draft *d, uint32_t seed, struct touched *acct)
{
    const struct campaign *camp = d->camp;
    const struct pair *pair = pair_at(d->state, camp->seeds[seed]);
    const struct source *src = source_at(d->state, pair->source);
    struct incident_source *to = draft_add_source(d);
    if (to == NULL)
        return;
    to->key = ip_source_key(src->addr);
    to->probability = 1;
    to->people = src->ok_accounts;
    to->accounts = 1;
    to->attempts = to->successes = camp->uses[seed];
    to->asn = interner_source_asn(d->state->interner, (uint32_t)src->key);
    interner_source_country(d->state->interner, (uint32_t)src->key, to->country);
    to->first = US(pair->first_ok > camp->found.now ? pair->first_ok : camp->found.now);
    to->last = US(pair->last_ok > camp->found.now && pair->last_ok < camp->last_use ? pair->last_ok
                                                                                    : camp->last_use);
    d->attempts += to->attempts;
    acct->attempts += to->attempts;
}

/* An emergency account's use is its own evidence too. */
static void draft_glass(struct draft *d, const struct watch *watch)
{
    struct touched *acct = draft_account(d, d->camp->found.account);
    if (acct == NULL)
        return;
    for (uint32_t i = 0; i < d->camp->seeds_count; i++)
        glass_source(d, i, acct);
    d->first = d->camp->found.now;
    d->last = d->camp->last_use;
    d->guesses = guesses_at(d, watch);
    acct->check = true;
    acct->at = d->first;
    acct->from = source_at(d->state, d->camp->found.source)->addr;
    acct->row = d->camp->found.row;
    acct->first_us = US(d->first);
    acct->last_us = US(d->last);
}

enum status report_one(struct draft *d, const struct watch *watch, uint32_t number, bool *ret_real)
{
    if (d->camp->trigger == TRIGGER_LOOP) {
        draft_loop(d);
    } else if (d->camp->trigger == TRIGGER_GLASS) {
        draft_glass(d, watch);
    } else {
        bool members = draft_members(d, number), taken = d->camp->trigger == TRIGGER_TAKEN;
        if (d->camp->goes_on != 0 || (!members && !taken)) {
            *ret_real = false;
            return STATUS_OK;
        }
        taken_draft(d, watch);
        draft_attempts(d, watch);
        if (!taken)
            checks_mark(d, watch);
    }
    *ret_real = d->attempts > 0 || d->camp->trigger == TRIGGER_TAKEN;
    if (*ret_real)
        draft_finish(d, watch);
    return STATUS_OK;
}

/* ---- all of them ---- */

static void summarize(const struct watch *watch, struct summary *sum)
{
    double rate = 0;
    for (uint32_t i = 0; i < watch->orgs_count; i++) {
        const struct org *org = &watch->orgs[i];
        if (org->signins + org->house.accesses == 0)
            continue;
        sum->organisations++;
        sum->signins += org->signins;
        sum->successes += org->successes;
        sum->failures += org->failures;
        sum->explained += org->explained;
        double days = (org->last - org->first) / 86400.0;
        sum->days = days > sum->days ? days : sum->days;
        /* twice the doubled baseline opens within a week or two; below it is weather */
        rate += 2 * baseline_yearly(&org->base, STREAM_LATE) / 365;
    }
    for (uint32_t i = 0; i < watch->state->accounts_count; i++) {
        sum->accounts += watch->state->accounts[i].first_seen != 0;
        sum->accounts_with_success += watch->state->accounts[i].ok_count != 0;
    }
    sum->sources = watch->state->sources.count;
    sum->cold_start = sum->days < 14;
    sum->only_failures = sum->signins > 50 && sum->successes == 0;
    sum->visible_per_day = rate;
    sum->evictions = watch->state->evictions + interner_refused(watch->state->interner);
}

enum status report_incidents(const struct campaigns *campaigns, const struct watch *watch,
        const struct pseudonyms *names, struct incidents *ret, struct error *err)
{
    struct link link;
    struct logged logged;
    struct memory *memory = memory_new();
    enum status st = memory == NULL ? fail(err, STATUS_NOMEM, "no memory for a report") : STATUS_OK;
    if (st == STATUS_OK)
        st = link_sources(campaigns, watch, false, &link, err);
    if (st != STATUS_OK) {
        memory_free(&memory);
        return st;
    }
    struct incidents all = { .memory = memory };
    logged_gather(watch->state, &logged);
    all.at = memory_take(memory, (campaigns->count + 1) * sizeof *all.at);
    for (uint32_t i = 0; i < campaigns->count && st == STATUS_OK && all.at != NULL; i++) {
        struct draft draft;
        bool real = false;
        st = draft_init(&draft, campaigns, i, &link, watch->state, memory, &all.at[all.count], err);
        draft.pseudonyms = names;
        draft.logged = &logged;
        if (st == STATUS_OK)
            st = report_one(&draft, watch, i, &real);
        draft_done(&draft);
        if (real)
            all.count++;
        else
            memset(&all.at[all.count], 0, sizeof *all.at);
    }
    link_done(&link);
    if (st == STATUS_OK && memory_is_out(memory))
        st = fail(err, STATUS_NOMEM, "no memory for %zu incidents", all.count);
    if (st != STATUS_OK) {
        memory_free(&memory);
        return st;
    }
    incidents_order(&all);
    all.summary.first = all.summary.last = TIME_NONE;
    all.summary.mail_first = all.summary.mail_last = TIME_NONE;
    summarize(watch, &all.summary);
    *ret = all;
    return STATUS_OK;
}

void incidents_free(struct incidents *incidents)
{
    struct memory *memory = incidents->memory;
    memory_free(&memory);
    *incidents = (struct incidents){ 0 };
}
