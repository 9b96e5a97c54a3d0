/* part.c - learning and asking the marks of one part. */
#include "core/incident/part.h"

#include <math.h>
#include <stdlib.h>

enum { SMALL_ACCOUNTS, SMALL_TRIES, SMALL_SHARED };

#define DAY 86400.0

/* What the successes of an organisation say of its people's agents and networks weighs as much as so many
 * of its failures. */
#define SUCCESSES_WEIGH 10.0

/* Weight from which an account counts as one that the campaign tried. */
#define LISTED 0.5

struct weight {
    uint64_t key;
    double w;
};

static unsigned bucket(uint32_t n)
{
    unsigned bits = n == 0 ? 0 : 32u - (unsigned)__builtin_clz(n);
    return bits < PART_BUCKETS ? bits : PART_BUCKETS - 1;
}

unsigned part_size(const struct suspect *sus)
{
    return bucket(sus->accounts + sus->missing);
}

/* Tries at each account, in half powers of two: independent of how many there were. */
static unsigned tries_bucket(const struct suspect *sus)
{
    double each = sus->attempts / fmax(sus->accounts + sus->missing, 1);
    double at = each > 1 ? round(2 * log2(each)) : 0;
    return at < PART_BUCKETS ? (unsigned)at : PART_BUCKETS - 1;
}

/* Do others try most of its names that do not exist? Asked only where there are some. */
static unsigned shared_bucket(const struct suspect *sus)
{
    return sus->shared * 2 > sus->missing;
}

static double weight_of(const struct table *table, uint64_t key)
{
    uint32_t at = table_find(table, key + 1);
    return at == TABLE_NONE ? 0 : ((struct weight *)table_at(table, at))->w;
}

static void weight_add(struct table *table, uint64_t key, double w)
{
    bool fresh;
    uint32_t at = table_put(table, key + 1, &fresh);
    if (at != TABLE_NONE)
        ((struct weight *)table_at(table, at))->w += w;
}

bool part_init(struct part *part, int campaign, uint32_t from, uint32_t until, const struct state *state,
        const struct link *link)
{
    struct error err;
    *part = (struct part){ .campaign = campaign, .from = from, .until = until, .state = state, .link = link };
    if (campaign >= 0)
        part->accounts = calloc(state->accounts_count + 1u, sizeof *part->accounts);
    part->days = fmax(until > from ? (until - from) / DAY : 0, 1.0 / 24);
    return table_init(&part->client, sizeof(struct weight), 1u << 17, &err) == STATUS_OK
            && table_init(&part->network, sizeof(struct weight), 1u << 21, &err) == STATUS_OK
            && (campaign < 0 || part->accounts != NULL);
}

void part_done(struct part *part)
{
    table_done(&part->client);
    table_done(&part->network);
    free(part->accounts);
    part->accounts = NULL;
}

/* What people look like before any was seen: one account, one to five tries. */
static void prior_of_people(struct part *part)
{
    static const double accounts[] = { 0, 9.3, 0.5, 0.2 }, tries[] = { 4, 0, 2.2, 1.3, 1, 1, 0.3, 0.2 };
    for (unsigned i = 0; i < sizeof accounts / sizeof *accounts; i++)
        part->small[SMALL_ACCOUNTS][i] += accounts[i];
    for (unsigned i = 0; i < sizeof tries / sizeof *tries; i++)
        part->small[SMALL_TRIES][i] += tries[i];
    part->names += PART_PRIOR;
    part->names_missing += 1;
    part->n += PART_PRIOR;
}

void part_clear(struct part *part)
{
    part->n = part->tries = part->listed = part->listed_once = part->names = part->names_missing = 0;
    memset(part->small, 0, sizeof part->small);
    table_clear(&part->client);
    table_clear(&part->network);
    if (part->accounts != NULL)
        memset(part->accounts, 0, (part->state->accounts_count + 1u) * sizeof *part->accounts);
    if (part->campaign == PART_PEOPLE)
        prior_of_people(part);
}

void part_learn(struct part *part, const struct suspect *sus, double weight)
{
    part->n += weight;
    weight_add(&part->network, sus->network, weight);
    if (part->campaign == PART_ATTACKERS)
        return;
    part->small[SMALL_ACCOUNTS][part_size(sus)] += weight;
    part->small[SMALL_TRIES][tries_bucket(sus)] += weight;
    if (sus->missing > 0)
        part->small[SMALL_SHARED][shared_bucket(sus)] += weight;
    part->names += weight * (sus->accounts + sus->missing);
    part->names_missing += weight * sus->missing;
    weight_add(&part->client, sus->client, weight);
    const uint32_t *failed = part->link->failed + sus->pairs_at;
    for (uint32_t k = 0; part->campaign >= 0 && k < sus->pairs; k++) {
        if (failed[k] == LINK_NO_ACCOUNT)
            continue;
        part->accounts[failed[k]] += (float)weight;
        part->tries += weight;
    }
}

void part_settle(struct part *part)
{
    for (uint32_t i = 0; part->campaign >= 0 && i < part->state->accounts_count; i++) {
        double w = part->accounts[i];
        part->listed += w >= LISTED;
        part->listed_once += w >= LISTED && w < 1 + LISTED;
    }
    if (part->campaign >= 0)
        part->rate = (part->n + 0.5) / part->days;
}

/* Smoothed share of a value; `known` is what else is known of it, as that many more sources. */
static double log_share(double seen, double all, double values, double strength, double own, double known)
{
    seen = seen > own ? seen - own : 0;
    all = all > own ? all - own : 0;
    double weight = known >= 0 ? SUCCESSES_WEIGH : 0;
    return log((seen + strength + (known > 0 ? known * weight : 0)) / (all + strength * values + weight));
}

static double accounts_score(
        const struct part *part, const struct suspect *sus, const struct scale *scale, double own)
{
    double others = fmax(scale->accounts - part->listed, 1);
    double never = (part->listed_once + 1) / (part->tries + 1); /* Good-Turing: of the next try */
    double unlisted = fmin(never, 1) / others;
    double listed = fmax((1 - fmin(never, 1)) / fmax(part->listed, 1), unlisted);
    if (part->campaign < 0)
        return 0;
    const uint32_t *failed = part->link->failed + sus->pairs_at;
    uint32_t known = 0, fresh = 0;
    for (uint32_t k = 0; k < sus->pairs; k++) {
        if (failed[k] == LINK_NO_ACCOUNT)
            continue;
        bool is_listed = part->accounts[failed[k]] - own >= LISTED;
        known += is_listed;
        fresh += !is_listed;
    }
    return known * log(listed * scale->accounts) + fresh * log(unlisted * scale->accounts);
}

/* How much every value of a mark is worth before anything was seen: whoever is like none is like anything. */
static double strength(const struct part *part, double values, double least)
{
    return part->campaign == PART_OTHERS ? fmax(PART_PRIOR / values, least) : least;
}

static double small_score(const struct part *part, int mark, unsigned at, double values, double own)
{
    return log_share(part->small[mark][at], part->n, values, strength(part, values, 0.05), own, -1);
}

/* Beta-binomial: people's sources try a name that exists or a slip of the pen, seldom both; a campaign's
 * list holds its own share of names that do not exist; of others nothing is known. */
static double missing_score(const struct part *part, const struct suspect *sus, double own)
{
    const double steady = part->campaign == PART_PEOPLE ? 0.5 : 20;
    double k = sus->accounts + sus->missing, m = sus->missing, a = 1, b = 1, score = 0;
    double names = fmax(part->names - own * k, 0), missing = fmax(part->names_missing - own * m, 0);
    if (part->campaign != PART_OTHERS || names > 0) {
        double share = (missing + 0.05) / (names + 0.1);
        a = steady * share;
        b = steady * (1 - share);
    }
    score = lgamma(m + a) + lgamma(k - m + b) - lgamma(k + a + b) - lgamma(a) - lgamma(b) + lgamma(a + b);
    if (m == 0)
        return score;
    double with_missing = part->small[SMALL_SHARED][0] + part->small[SMALL_SHARED][1];
    return score + log_share(part->small[SMALL_SHARED][shared_bucket(sus)], with_missing, 2, 0.5, own, -1);
}

double part_score(const struct part *part, const struct suspect *sus, const struct scale *scale, double own)
{
    const struct link *link = part->link;
    bool people = part->campaign == PART_PEOPLE;
    double score = log(part->rate), n = part->n;
    double client = people ? link->client_share[sus->client < link->clients ? sus->client : 0] : -1;

    score += small_score(part, SMALL_ACCOUNTS, part_size(sus), PART_BUCKETS, own);
    score += small_score(part, SMALL_TRIES, tries_bucket(sus), PART_BUCKETS, own);
    score += missing_score(part, sus, own);
    score += log_share(weight_of(&part->client, sus->client), n, scale->clients,
            strength(part, scale->clients, 0.2), own, client);
    return score + accounts_score(part, sus, scale, own);
}

double part_network_score(
        const struct part *part, const struct suspect *sus, const struct scale *scale, double own)
{
    double known = part->campaign == PART_PEOPLE ? part->link->network_share[sus->network] : -1;
    return log_share(weight_of(&part->network, sus->network), part->n, scale->networks, 0.5, own, known);
}

double part_client_share(const struct part *part, uint32_t client)
{
    return weight_of(&part->client, client) / (part->n + 1);
}
