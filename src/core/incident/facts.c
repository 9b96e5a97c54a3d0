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

static int most_first(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x < y) - (x > y);
}

/* Bursts and the silence between them. */
static void facts_of_bursts(const struct draft *d, struct facts *f)
{
    size_t hours = d->inc->hours, days = 0, quiet = 0, top = hours / 20 + 1;
    uint64_t all = 0, in_top = 0;
    uint32_t *sorted = calloc(hours + 1, sizeof *sorted), of_day = 0;
    double squares = 0;
    if (sorted == NULL)
        return;
    for (size_t h = 0; h < hours; h++) {
        sorted[h] = d->inc->per_hour[h];
        all += sorted[h];
        of_day += sorted[h];
        squares += (double)sorted[h] * sorted[h];
        if ((d->first / 3600 + h) % 24 == 23 || h + 1 == hours) {
            days++;
            quiet += of_day == 0;
            of_day = 0;
        }
    }
    qsort(sorted, hours, sizeof *sorted, most_first);
    for (size_t h = 0; h < top && h < hours; h++)
        in_top += sorted[h];
    if (all > 0 && d->inc->accounts_count > 0)
        f->tries_per_busy_hour = squares / (double)all / (double)d->inc->accounts_count;
    f->quiet_days_share = days ? (double)quiet / (double)days : 0;
    f->burst_share = all ? (double)in_top / (double)all : 0;
    free(sorted);
}

/* An account that the attack took has signed in by that alone: it is left out. */
static void facts_of_dormancy(const struct draft *d, struct facts *f)
{
    const uint32_t week = 7 * 86400;
    uint32_t dormant = 0, all = 0;
    for (uint32_t i = 0; i < d->touched_count; i++) {
        const struct account *acct = &d->state->accounts[d->touched[i].account];
        if (d->touched[i].attempts == 0 || d->touched[i].outcome == ACCESS_GOT_IN
                || acct->flags & ACCOUNT_MISSING)
            continue;
        all++;
        dormant += acct->ok_count == 0;
    }
    f->dormant_known = all > 0 && d->first >= d->state->log_start + week;
    f->dormant_share = all ? (double)dormant / all : 0;
}

double facts_window(const struct facts *f, unsigned week, unsigned from, unsigned to)
{
    uint64_t inside = 0, all = 0;
    for (unsigned i = 0; i < FACTS_HALF_HOURS; i++) {
        all += f->of_week[i];
        if (week >> i / 48 & 1 && i % 48 >= from && i % 48 < to)
            inside += f->of_week[i];
    }
    return all ? (double)inside / (double)all : 0;
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
    baseline_parts(&org->base, STREAM_LATE, &f->usual);
    f->usual_per_day = baseline_yearly(&org->base, STREAM_LATE) / BASELINE_DISPERSION / 365;
    f->one_try_share = d->days_tried ? (double)d->days_one_try / d->days_tried : 0;
    f->tries_per_account_day = d->days_tried ? (double)d->attempts / d->days_tried : 0;
    f->tries_per_source_day = d->attempts / sources / (days > 1 ? days : 1);
    f->tries_per_account_hour = d->attempts / accounts / hours;
    f->accounts_per_source = pairs / sources;
    f->tries_per_account = d->attempts / accounts;
    f->tries_per_pair = pairs > 0 ? d->attempts / pairs : 0;
    f->accounts_share = people ? accounts / people : 0;
    f->cold_start = d->camp->found.now < org->first + 14 * 86400u;
}

/* What an attempt was made with, and how often. */
struct used {
    uint32_t client, attempts;
};

static int by_attempts(const void *a, const void *b)
{
    const struct used *x = a, *y = b;
    if (x->attempts != y->attempts)
        return x->attempts > y->attempts ? -1 : 1;
    return (x->client > y->client) - (x->client < y->client);
}

/* Where accounts go by pseudonyms, words that hold the name of one of them are withheld. */
static const char *kept(struct draft *d, struct slice s)
{
    for (uint32_t i = 0; d->pseudonyms != NULL && i < d->touched_count; i++)
        if (pseudonym_is_undone(s, interner_account(d->state->interner, d->touched[i].account)))
            return "(withheld: it holds a name)";
    const char *copy = memory_text(d->memory, s.len ? s.at : "", s.len);
    return copy != NULL ? copy : "";
}

static void list_clients(struct draft *d, const struct watch *watch, const struct used *used, size_t count)
{
    struct incident *inc = d->inc;
    const struct interner *names = d->state->interner;
    inc->clients_total = count;
    inc->clients = memory_take(d->memory, CLIENTS_MAX * sizeof *inc->clients);
    for (size_t i = 0; i < count && i < CLIENTS_MAX && inc->clients != NULL; i++) {
        uint32_t client = used[i].client;
        inc->clients[inc->clients_count++] = (struct incident_client){
            .agent = kept(d, interner_agent(names, client)),
            .application = kept(d, interner_application(names, client)),
            .protocol = kept(d, interner_protocol(names, client)),
            .attempts = used[i].attempts,
            .people = watch->state->clients[client].ok,
        };
    }
}

/* The agent, application and protocol of most attempts, and how usual they are here. */
static void facts_of_client(struct draft *d, const struct watch *watch, struct facts *f)
{
    uint32_t clients = watch->state->clients_count, all = 0;
    struct used *used = calloc(clients + 1u, sizeof *used);
    uint64_t ok = 0;
    size_t count = 0;
    if (used == NULL)
        return;
    for (uint32_t i = 0; i < clients; i++)
        used[i].client = i;
    for (uint32_t i = 0; i < watch->attempts_count; i++) {
        const struct attempt *a = &watch->attempts[i];
        uint32_t client = a->client;
        if (!draft_counts(d, a) || client >= clients)
            continue;
        used[client].attempts += a->repeat;
        all += a->repeat;
        f->of_week[(unsigned)time_hour_of_week((time_us)a->time * TIME_SECOND) * 2 + a->time / 1800 % 2] +=
                a->repeat;
    }
    for (uint32_t i = 0; i < clients; i++)
        ok += watch->state->clients[i].ok;
    qsort(used, clients, sizeof *used, by_attempts);
    while (count < clients && used[count].attempts > 0)
        count++;
    list_clients(d, watch, used, count);
    f->client_attempts = all;
    if (all > 0) {
        uint32_t best = used[0].client;
        f->agent = interner_agent(d->state->interner, best);
        f->application = interner_application(d->state->interner, best);
        f->protocol = interner_protocol(d->state->interner, best);
        f->agent_share = (double)used[0].attempts / all;
        f->agent_attempts = used[0].attempts;
        f->agent_people = watch->state->clients[best].ok;
        f->successes = ok;
        f->agent_people_share = ok ? (double)f->agent_people / ok : 0;
    }
    free(used);
}

void facts_gather(struct draft *d, const struct watch *watch, struct facts *ret)
{
    *ret = (struct facts){ 0 };
    facts_of_accounts(d, ret);
    facts_of_time(d, ret);
    facts_of_bursts(d, ret);
    facts_of_dormancy(d, ret);
    facts_of_rates(d, watch, ret);
    facts_of_client(d, watch, ret);
}
