/* marks.c - expectation-maximisation over the marks of suspects. */
#include "core/incident/marks.h"

#include <math.h>
#include <stdlib.h>

#include "core/base/hash.h"

#define ROUNDS 10
#define BUCKETS 16

enum mark { MARK_ACCOUNTS, MARK_TRIES, MARK_MISSING, MARK_CLIENT, MARK_NETWORK, MARK_COUNT };

/* Sparse weights of one mark's values; small ones are dense. */
struct part {
    double n;                     /* sources, by probability */
    double small[3][BUCKETS];     /* ACCOUNTS, TRIES, MISSING */
    struct table client, network; /* struct weight */
    struct table account;         /* tries by account */
    double account_n;
    uint32_t from, until; /* s */
    int campaign;         /* index; -1: people */
};

struct weight {
    uint64_t key;
    double w;
};

static unsigned bucket(uint32_t n)
{
    return n == 0                                        ? 0
            : 32u - (unsigned)__builtin_clz(n) < BUCKETS ? 32u - (unsigned)__builtin_clz(n)
                                                         : BUCKETS - 1;
}

static unsigned missing_bucket(const struct suspect *sus)
{
    unsigned all = sus->accounts + sus->missing;
    if (sus->missing == 0)
        return 0;
    return (sus->missing == all                     ? 3u
                           : sus->missing * 2 > all ? 2u
                                                    : 1u)
            + (sus->shared * 2 > sus->missing ? 3u : 0u);
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

/* What people look like before any was seen: one account, one to five tries. */
static void prior_of_people(struct part *part)
{
    static const double accounts[4] = { 0, 9.3, 0.5, 0.2 }, tries[6] = { 0, 4, 3.5, 1.7, 0.5, 0.3 };
    for (int i = 0; i < 4; i++)
        part->small[0][i] += accounts[i];
    for (int i = 0; i < 6; i++)
        part->small[1][i] += tries[i];
    part->small[2][0] += 9;
    part->small[2][3] += 1;
    part->n += 10;
}

static void part_clear(struct part *part)
{
    part->n = 0;
    part->account_n = 0;
    memset(part->small, 0, sizeof part->small);
    table_clear(&part->client);
    table_clear(&part->network);
    table_clear(&part->account);
    if (part->campaign < 0)
        prior_of_people(part);
}

static void part_learn(struct part *part, const struct state *state, const struct link *link,
        const struct suspect *sus, double w)
{
    part->n += w;
    part->small[0][bucket(sus->accounts + sus->missing)] += w;
    part->small[1][bucket(sus->tries)] += w;
    part->small[2][missing_bucket(sus)] += w;
    weight_add(&part->client, sus->client, w);
    weight_add(&part->network, sus->network, w);
    if (part->campaign < 0)
        return;
    for (uint32_t k = 0; k < sus->pairs; k++) {
        const struct pair *pair = pair_at(state, link->pairs[sus->pairs_at + k]);
        if (pair->fails == 0 || (state->accounts[pair->account].flags & ACCOUNT_MISSING))
            continue;
        weight_add(&part->account, pair->account, w);
        part->account_n += w;
    }
}

struct scale {
    double clients, networks, accounts; /* how many values there are */
};

/* Smoothed share of a value. What the source itself taught (`own`) is taken out. */
static double log_share(double seen, double all, double values, double strength, double own)
{
    seen = seen > own ? seen - own : 0;
    all = all > own ? all - own : 0;
    return log((seen + strength) / (all + strength * values));
}

static double accounts_score(const struct part *part, const struct state *state, const struct link *link,
        const struct suspect *sus, const struct scale *scale, double own)
{
    double score = 0;
    if (part->campaign < 0)
        return 0;
    for (uint32_t k = 0; k < sus->pairs; k++) {
        const struct pair *pair = pair_at(state, link->pairs[sus->pairs_at + k]);
        if (pair->fails == 0 || (state->accounts[pair->account].flags & ACCOUNT_MISSING))
            continue;
        double seen = weight_of(&part->account, pair->account);
        score += log_share(seen, part->account_n, scale->accounts, own > 0 ? 0.5 : 0.05, own)
                + log(scale->accounts);
    }
    return score;
}

static double part_score(const struct part *part, const struct state *state, const struct link *link,
        const struct suspect *sus, const struct scale *scale, double own)
{
    double score = log(part->n + 0.5);
    score += log_share(part->small[0][bucket(sus->accounts + sus->missing)], part->n, BUCKETS, 0.05, own);
    score += log_share(part->small[1][bucket(sus->tries)], part->n, BUCKETS, 0.05, own);
    score += log_share(part->small[2][missing_bucket(sus)], part->n, 7, 0.05, own);
    score += log_share(weight_of(&part->client, sus->client), part->n, scale->clients, 0.2, own);
    score += log_share(weight_of(&part->network, sus->network), part->n, scale->networks, 0.5, own);
    return score + accounts_score(part, state, link, sus, scale, own);
}

static bool in_time(const struct part *part, const struct suspect *sus)
{
    return sus->last + CAMPAIGN_REACH >= part->from && sus->first <= part->until;
}

/* A traveller: only successes, nothing failed. Weighed by what it carries, not here. */
static bool only_succeeded(const struct suspect *sus)
{
    return sus->accounts + sus->missing == 0;
}

static bool part_init(struct part *part, int campaign, uint32_t from, uint32_t until)
{
    struct error err;
    *part = (struct part){ .campaign = campaign, .from = from, .until = until };
    return table_init(&part->client, sizeof(struct weight), 1u << 17, &err) == STATUS_OK
            && table_init(&part->network, sizeof(struct weight), 1u << 21, &err) == STATUS_OK
            && table_init(&part->account, sizeof(struct weight), 1u << 21, &err) == STATUS_OK;
}

static void part_done(struct part *part)
{
    table_done(&part->client);
    table_done(&part->network);
    table_done(&part->account);
}

struct mixture {
    struct part parts[MARKS_CAMPAIGNS + 1]; /* the last one used is the people */
    unsigned count;
    struct scale scale;
    double *probability; /* [suspect * count + part] of the round before */
};

static double scale_of(const struct link *link, int which)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < link->count; i++) {
        uint32_t val = which == 0 ? link->suspects[i].client : link->suspects[i].network;
        most = val > most ? val : most;
    }
    return most + 1.0;
}

static bool is_seed(const struct campaign *camp, const struct link *link, const struct suspect *sus)
{
    for (uint32_t k = 0; k < sus->pairs; k++)
        if (campaign_has_seed(camp, link->pairs[sus->pairs_at + k]))
            return true;
    return false;
}

/* Before anything is learned: what happened in a campaign's time is mostly its doing; where two go on
 * side by side, only what is typical of either teaches at first. */
static void first_guess(struct mixture *mix, const struct campaigns *campaigns, const struct link *link,
        const struct suspect *sus, double *p)
{
    double sum = 0, seeded = 0;
    unsigned beside = 0;
    for (unsigned m = 0; m < mix->count; m++) {
        const struct part *part = &mix->parts[m];
        if (part->campaign < 0) {
            p[m] = 0.15;
        } else if (is_seed(&campaigns->at[part->campaign], link, sus)) {
            p[m] = 20;
            seeded = 1;
        } else {
            p[m] = in_time(part, sus) ? 0.85 : 0;
        }
        beside += p[m] > 0 && part->campaign >= 0;
        sum += p[m];
    }
    if (beside > 1 && seeded == 0) {
        memset(p, 0, mix->count * sizeof *p);
        return;
    }
    for (unsigned m = 0; m < mix->count; m++)
        p[m] /= sum;
}

/* Scores to shares that sum to one. */
static void normalise(double *p, unsigned count)
{
    double best = -INFINITY, sum = 0;
    for (unsigned m = 0; m < count; m++)
        best = p[m] > best ? p[m] : best;
    for (unsigned m = 0; m < count; m++)
        sum += p[m] = isinf(best) ? 0 : exp(p[m] - best);
    for (unsigned m = 0; m < count; m++)
        p[m] = sum > 0 ? p[m] / sum : 0;
}

/* Campaign or people is asked of all that was learned. Which of several campaigns is asked of what the
 * others taught: a source would otherwise hold itself in the one that it happened to start in, and one
 * campaign that was cut in pieces would stay so. */
static void weigh(struct mixture *mix, const struct state *state, const struct link *link,
        const struct suspect *sus, double *p)
{
    double among[MARKS_CAMPAIGNS + 1] = { 0 }, any = 0;
    unsigned people = mix->count - 1;

    for (unsigned m = 0; m < mix->count; m++) {
        const struct part *part = &mix->parts[m];
        bool possible = part->campaign < 0 || in_time(part, sus);
        if (people > 1)
            among[m] = possible ? part_score(part, state, link, sus, &mix->scale, p[m] + 1e-9) : -INFINITY;
        p[m] = possible ? part_score(part, state, link, sus, &mix->scale, 0) : -INFINITY;
    }
    normalise(p, mix->count);
    if (people == 1)
        return; /* one campaign: nothing to choose among */
    normalise(among, people);
    for (unsigned m = 0; m < people; m++)
        any += p[m];
    for (unsigned m = 0; m < people; m++)
        p[m] = any * among[m];
}

static bool is_weighed(const struct suspect *sus)
{
    return sus->campaign < 0 && !only_succeeded(sus) && !sus->dictionary;
}

/* True when nothing moved by more than a thousandth: further rounds would say the same. */
static bool mixture_round(struct mixture *mix, const struct campaigns *campaigns, const struct state *state,
        const struct link *link, int round)
{
    double moved = round > 0 ? 0 : 1;
    for (uint32_t i = 0; round > 0 && i < link->count; i++) {
        double *p = &mix->probability[(size_t)i * mix->count], before = p[mix->count - 1];
        if (!is_weighed(&link->suspects[i]))
            continue;
        weigh(mix, state, link, &link->suspects[i], p);
        moved = fmax(moved, fabs(p[mix->count - 1] - before));
    }
    for (unsigned m = 0; m < mix->count; m++)
        part_clear(&mix->parts[m]);
    for (uint32_t i = 0; i < link->count; i++) {
        const struct suspect *sus = &link->suspects[i];
        double *p = &mix->probability[(size_t)i * mix->count];
        if (!is_weighed(sus))
            continue;
        if (round == 0)
            first_guess(mix, campaigns, link, sus, p);
        for (unsigned m = 0; m < mix->count; m++)
            if (p[m] > 1e-4)
                part_learn(&mix->parts[m], state, link, sus, p[m]);
    }
    return moved < 1e-3 && mix->count == 2;
}

static void settle(const struct mixture *mix, struct link *link)
{
    double wrong[MARKS_CAMPAIGNS + 1] = { 0 }, listed[MARKS_CAMPAIGNS + 1] = { 0 };
    for (uint32_t i = 0; i < link->count; i++) {
        struct suspect *sus = &link->suspects[i];
        const double *p = &mix->probability[(size_t)i * mix->count];
        unsigned best = 0;
        if (!is_weighed(sus))
            continue;
        for (unsigned m = 1; m < mix->count; m++)
            best = p[m] > p[best] ? m : best;
        if (mix->parts[best].campaign < 0)
            continue;
        sus->campaign = mix->parts[best].campaign;
        sus->probability = (float)p[best];
        wrong[best] += 1 - p[best];
        listed[best]++;
    }
    for (unsigned m = 0; m < mix->count; m++)
        if (mix->parts[m].campaign >= 0 && listed[m] > 0)
            link->impurity[mix->parts[m].campaign] = wrong[m] / listed[m];
}

/* A source that only succeeded carries the campaign's mark when its agent, application and protocol
 * belong to the campaign and to hardly anybody else here. */
static void give_carriers(const struct mixture *mix, const struct watch *watch, struct link *link)
{
    const double rare = 20; /* failures of the campaign for one success of the people */
    for (uint32_t i = 0; i < link->count; i++) {
        struct suspect *sus = &link->suspects[i];
        if (sus->campaign >= 0 || !only_succeeded(sus))
            continue;
        for (unsigned m = 0; m < mix->count; m++) {
            const struct part *part = &mix->parts[m];
            if (part->campaign < 0 || !in_time(part, sus) || sus->client >= watch->state->clients_count)
                continue;
            const struct client_counts *client = &watch->state->clients[sus->client];
            double share = weight_of(&part->client, sus->client) / (part->n + 1);
            if (share > 0.05 && client->fail > rare * client->ok) {
                sus->campaign = part->campaign;
                sus->probability = 0.99f;
            }
        }
    }
}

static bool mixture_init(struct mixture *mix, const struct campaigns *campaigns, const struct watch *watch,
        const struct link *link)
{
    for (uint32_t c = 0; c < campaigns->count && mix->count < MARKS_CAMPAIGNS; c++) {
        const struct campaign *camp = &campaigns->at[c];
        if (camp->trigger != TRIGGER_MANY)
            continue;
        uint32_t until = camp->closed ? camp->closed + 86400 : watch->now;
        if (!part_init(&mix->parts[mix->count++], (int)c, camp->since, until))
            return false;
    }
    if (mix->count == 0)
        return true;
    mix->scale = (struct scale){ scale_of(link, 0), scale_of(link, 1), watch->state->accounts_count + 1.0 };
    mix->probability = calloc((size_t)link->count * (mix->count + 1) + 1, sizeof *mix->probability);
    return part_init(&mix->parts[mix->count++], -1, 0, UINT32_MAX) && mix->probability != NULL;
}

enum status marks_assign(
        const struct campaigns *campaigns, const struct watch *watch, struct link *link, struct error *err)
{
    struct mixture *mix = calloc(1, sizeof *mix);
    enum status st = STATUS_OK;

    if (mix == NULL || !mixture_init(mix, campaigns, watch, link)) {
        st = fail(err, STATUS_NOMEM, "no memory to weigh %u sources", link->count);
    } else if (mix->count > 0) {
        for (int round = 0; round < ROUNDS; round++)
            if (mixture_round(mix, campaigns, watch->state, link, round))
                break;
        settle(mix, link);
        give_carriers(mix, watch, link);
    }
    if (mix != NULL) {
        for (unsigned m = 0; m < mix->count; m++)
            part_done(&mix->parts[m]);
        free(mix->probability);
    }
    free(mix);
    return st;
}
