/* facts.c - counting over a finished draft. */
#include "core/incident/facts.h"

#include <stdlib.h>

static void facts_of_accounts(const struct draft *d, struct facts *f)
{
    for (size_t i = 0; i < d->inc->accounts_count; i++) {
        const struct incident_account *a = &d->inc->accounts[i];
        f->got_in += a->outcome == ACCESS_GOT_IN;
        f->known += a->outcome == ACCESS_PASSWORD_KNOWN;
        f->check += a->check;
        f->missing += a->missing;
    }
    double n = d->inc->accounts_count ? (double)d->inc->accounts_count : 1;
    f->missing_share = f->missing / n;
}

static void facts_of_time(const struct draft *d, struct facts *f)
{
    uint64_t week = 0, work = 0, all = 0;
    for (size_t h = 0; h < d->inc->hours; h++) {
        time_us t = (time_us)(d->first / 3600 + h) * TIME_HOUR;
        int how = time_hour_of_week(t);
        uint32_t n = d->inc->per_hour[h];
        all += n;
        week += how < 120 ? n : 0;
        work += how < 120 && how % 24 >= 7 && how % 24 < 18 ? n : 0;
    }
    f->hours = (d->last - d->first) / 3600.0;
    f->days = f->hours / 24;
    f->weekday_share = all ? (double)week / all : 0;
    f->working_hours_share = all ? (double)work / all : 0;
}

static void facts_of_rates(const struct draft *d, const struct watch *watch, struct facts *f)
{
    const struct org *org = &watch->orgs[d->camp->organisation];
    double days = f->days > 1.0 / 24 ? f->days : 1.0 / 24, hours = f->hours > 1 ? f->hours : 1;
    double accounts = d->inc->accounts_count ? (double)d->inc->accounts_count : 1;
    double sources = d->inc->sources_count ? (double)d->inc->sources_count : 1, pairs = 0;
    uint64_t people = 0;

    for (size_t i = 0; i < d->inc->sources_count; i++)
        pairs += d->inc->sources[i].accounts;
    for (uint32_t i = 0; i < watch->state->accounts_count; i++)
        people += watch->state->accounts[i].ok_count > 0;
    f->accounts_per_day = d->days_tried / (days > 1 ? days : 1);
    f->usual_per_day = baseline_yearly(&org->base, STREAM_LATE) / BASELINE_DISPERSION / 365;
    f->one_try_share = d->days_tried ? (double)d->days_one_try / d->days_tried : 0;
    f->tries_per_account_day = d->days_tried ? (double)d->attempts / d->days_tried : 0;
    f->tries_per_source_day = d->attempts / sources / (days > 1 ? days : 1);
    f->tries_per_account_hour = d->attempts / accounts / hours;
    f->accounts_per_source = pairs / sources;
    f->accounts_share = people ? accounts / people : 0;
    f->cold_start = d->camp->found.now < org->first + 14 * 86400u;
}

/* The agent, application and protocol of most attempts, and how usual they are here. */
static void facts_of_client(const struct draft *d, const struct watch *watch, struct facts *f)
{
    uint32_t *count = calloc(watch->state->clients_count + 1u, sizeof *count), best = 0, all = 0;
    uint64_t ok = 0;
    if (count == NULL)
        return;
    for (uint32_t i = 0; i < watch->attempts_count; i++) {
        const struct attempt *a = &watch->attempts[i];
        uint32_t client = pair_at(d->state, a->pair)->client;
        if (!d->pair_taken[a->pair] || client >= watch->state->clients_count)
            continue;
        count[client] += a->repeat;
        all += a->repeat;
        best = count[client] > count[best] ? client : best;
    }
    for (uint32_t i = 0; i < watch->state->clients_count; i++)
        ok += watch->state->clients[i].ok;
    if (all > 0) {
        f->agent = interner_agent(d->state->interner, best);
        f->application = interner_application(d->state->interner, best);
        f->protocol = interner_protocol(d->state->interner, best);
        f->agent_share = (double)count[best] / all;
        f->agent_attempts = count[best];
        f->agent_people = watch->state->clients[best].ok;
        f->agent_people_share = ok ? (double)f->agent_people / ok : 0;
    }
    free(count);
}

void facts_gather(struct draft *d, const struct watch *watch, struct facts *ret)
{
    *ret = (struct facts){ 0 };
    facts_of_accounts(d, ret);
    facts_of_time(d, ret);
    facts_of_rates(d, watch, ret);
    facts_of_client(d, watch, ret);
}
