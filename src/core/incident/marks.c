/* marks.c - expectation-maximisation over the marks of suspects. */
#include "core/incident/marks.h"

#include <math.h>
#include <stdlib.h>

#include "core/incident/part.h"

#define DAY 86400.0
#define ROUNDS 30
#define STILL 1e-3 /* mean change of a source's shares below which further rounds would say the same */

/* The campaigns from many sources of one organisation, whoever is like none of them, and its people. */
struct mixture {
    struct part parts[MARKS_CAMPAIGNS + 2]; /* `many` campaigns, others, people */
    struct part attackers;                  /* all but the people: their networks */
    unsigned many, count;
    uint16_t organisation;
    const struct campaigns *campaigns;
    const struct watch *watch;
    struct link *link;
    bool roaming; /* others learn what they have in common */
    struct scale scale;
    double *probability; /* [suspect * count + part] of the round before */
};

static struct part *others_of(struct mixture *mix)
{
    return &mix->parts[mix->many];
}

static struct part *people_of(struct mixture *mix)
{
    return &mix->parts[mix->many + 1];
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

static bool is_weighed(const struct mixture *mix, const struct suspect *sus)
{
    return sus->organisation == mix->organisation && sus->campaign < 0 && !only_succeeded(sus)
            && !sus->dictionary && !sus->at_home;
}

static bool is_seed(const struct mixture *mix, const struct part *part, const struct suspect *sus)
{
    const struct campaign *camp = &mix->campaigns->at[part->campaign];
    for (uint32_t k = 0; k < sus->pairs; k++)
        if (campaign_has_seed(camp, mix->link->pairs[sus->pairs_at + k]))
            return true;
    return false;
}

/* What most seeds of a campaign are like: whoever happened to fail in the same minutes, or a second campaign
 * that began with it, must not teach it. */
static void find_typical(const struct mixture *mix, struct part *part)
{
    uint32_t of_accounts[PART_BUCKETS] = { 0 }, best = 0;
    for (uint32_t i = 0; i < mix->link->count; i++) {
        const struct suspect *sus = &mix->link->suspects[i];
        if (is_weighed(mix, sus) && is_seed(mix, part, sus))
            of_accounts[part_size(sus)]++;
    }
    for (unsigned b = 1; b < PART_BUCKETS; b++)
        best = of_accounts[b] > of_accounts[best] ? b : best;
    part->typical_size = best;
}

static bool is_typical_seed(const struct mixture *mix, const struct part *part, const struct suspect *sus)
{
    unsigned size = part_size(sus);
    return size + 1 >= part->typical_size && size <= part->typical_size + 1 && is_seed(mix, part, sus);
}

/* Is it nobody's time but the people's? */
static bool is_outside(const struct mixture *mix, const struct suspect *sus)
{
    for (unsigned m = 0; m < mix->many; m++)
        if (in_time(&mix->parts[m], sus))
            return false;
    return true;
}

/* Before anything is learned only the seeds of a campaign stand for it: all that happened in its time would
 * teach it the marks of whoever is at work beside it. */
static void first_guess(const struct mixture *mix, const struct suspect *sus, double *p)
{
    const double doubt = 0.01; /* a seed may be somebody who mistyped in the same minutes */
    double seeds = 0;
    for (unsigned m = 0; m < mix->many; m++)
        seeds += p[m] = is_typical_seed(mix, &mix->parts[m], sus);
    for (unsigned m = 0; m < mix->many && seeds > 0; m++)
        p[m] *= (1 - doubt) / seeds;
    p[mix->many] = 0;
    p[mix->many + 1] = seeds > 0 ? doubt : 0;
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

/* What the others taught is asked: a source would otherwise hold itself in the campaign that it happened to
 * start in, and one campaign that was cut in pieces would stay so. */
static void weigh(const struct mixture *mix, const struct suspect *sus, double *p)
{
    bool outside = true;
    double attacker = 0;
    for (unsigned m = 0; m <= mix->many; m++)
        attacker += p[m];
    for (unsigned m = 0; m < mix->many; m++) {
        const struct part *part = &mix->parts[m];
        bool possible = in_time(part, sus);
        p[m] = possible ? part_score(part, sus, &mix->scale, p[m]) : -INFINITY;
        outside = outside && !possible;
    }
    p[mix->many] = outside ? -INFINITY : part_score(&mix->parts[mix->many], sus, &mix->scale, p[mix->many]);
    p[mix->many + 1] = part_score(&mix->parts[mix->many + 1], sus, &mix->scale, 0)
            + part_network_score(&mix->parts[mix->many + 1], sus, &mix->scale, 0)
            - part_network_score(&mix->attackers, sus, &mix->scale, attacker);
    normalise(p, mix->count);
}

/* People learn what they are like outside every campaign's time, once. How many they are inside it may at
 * most be what is usual here: what is left over must not make itself at home among them. */
static void people_learn(struct mixture *mix)
{
    struct part *people = people_of(mix);
    part_clear(people);
    for (uint32_t i = 0; i < mix->link->count; i++) {
        const struct suspect *sus = &mix->link->suspects[i];
        if (is_weighed(mix, sus) && is_outside(mix, sus))
            part_learn(people, sus, 1);
    }
    part_settle(people);
}

/* Days of the log in which no campaign ran. */
static double days_outside(const struct mixture *mix)
{
    const struct org *org = &mix->watch->orgs[mix->organisation];
    uint32_t at = org->first, outside = 0;
    while (at < org->last) {
        uint32_t next = org->last, inside_until = 0;
        for (unsigned m = 0; m < mix->many; m++) {
            const struct part *part = &mix->parts[m];
            if (part->from <= at && part->until > at)
                inside_until = part->until > inside_until ? part->until : inside_until;
            else if (part->from > at && part->from < next)
                next = part->from;
        }
        if (inside_until == 0)
            outside += next - at;
        at = inside_until ? inside_until : next;
    }
    return outside / DAY;
}

/* Sources a day. People: as many as outside, with a day's weight of what is seen inside, at most the usual. */
static void set_rates(struct mixture *mix, const double *inside, double inside_days, double outside_days)
{
    const struct org *org = &mix->watch->orgs[mix->organisation];
    struct part *people = people_of(mix);
    double usual = (baseline_usual(&org->base, STREAM_LATE) + baseline_usual(&org->base, STREAM_NAMES)) / 365;
    inside_days = fmax(inside_days, 1.0 / 24);
    double seen = fmin(inside[1] / inside_days, usual);
    others_of(mix)->rate = (inside[0] + 0.5) / inside_days;
    people->rate = BASELINE_DISPERSION * (people->n - PART_PRIOR + seen + 0.1) / (outside_days + 1);
}

/* Mean change of the shares; 1 in the first round. ret_inside: others and people in the campaigns' time. */
static double expect(struct mixture *mix, int round, double ret_inside[2])
{
    double moved = 0, all = 0;
    ret_inside[0] = ret_inside[1] = 0;
    for (uint32_t i = 0; i < mix->link->count; i++) {
        const struct suspect *sus = &mix->link->suspects[i];
        double *p = &mix->probability[(size_t)i * mix->count], before[MARKS_CAMPAIGNS + 2];
        if (!is_weighed(mix, sus))
            continue;
        memcpy(before, p, mix->count * sizeof *p);
        if (round == 0)
            first_guess(mix, sus, p);
        else
            weigh(mix, sus, p);
        for (unsigned m = 0; m < mix->count; m++)
            moved += fabs(p[m] - before[m]);
        ret_inside[0] += p[mix->many];
        ret_inside[1] += is_outside(mix, sus) ? 0 : p[mix->many + 1];
        all++;
    }
    return all > 0 && round > 0 ? moved / all : round == 0;
}

static void campaigns_learn(struct mixture *mix)
{
    unsigned learning = mix->many + mix->roaming;
    part_clear(&mix->attackers);
    for (unsigned m = 0; m < learning; m++)
        part_clear(&mix->parts[m]);
    for (uint32_t i = 0; i < mix->link->count; i++) {
        const struct suspect *sus = &mix->link->suspects[i];
        const double *p = &mix->probability[(size_t)i * mix->count];
        double attacker = 0;
        for (unsigned m = 0; m <= mix->many && is_weighed(mix, sus); m++) {
            attacker += p[m];
            if (m < learning && p[m] > 1e-4)
                part_learn(&mix->parts[m], sus, p[m]);
        }
        if (attacker > 1e-4)
            part_learn(&mix->attackers, sus, attacker);
    }
    for (unsigned m = 0; m < mix->many; m++)
        part_settle(&mix->parts[m]);
}

/* Seeds say what a campaign looks like, not how large it is. At first whatever happened in the campaigns' time
 * is shared evenly among them, the others and the people. */
static void first_guess_rates(struct mixture *mix, double inside_days, double outside_days)
{
    double inside[2] = { 0, 0 };
    for (uint32_t i = 0; i < mix->link->count; i++) {
        const struct suspect *sus = &mix->link->suspects[i];
        inside[0] += is_weighed(mix, sus) && !is_outside(mix, sus);
    }
    inside[0] = inside[1] = inside[0] / mix->count;
    set_rates(mix, inside, inside_days, outside_days);
    for (unsigned m = 0; m < mix->many; m++)
        mix->parts[m].rate = fmax(mix->parts[m].rate, inside[0] / mix->parts[m].days);
}

static void mixture_solve(struct mixture *mix)
{
    const struct org *org = &mix->watch->orgs[mix->organisation];
    double outside = days_outside(mix), inside_days = (org->last - org->first) / DAY - outside, inside[2];
    people_learn(mix);
    for (unsigned m = 0; m < mix->many; m++)
        find_typical(mix, &mix->parts[m]);
    for (int round = 0; round < ROUNDS; round++) {
        double moved = expect(mix, round, inside);
        if (moved < STILL)
            return;
        campaigns_learn(mix);
        if (round == 0)
            first_guess_rates(mix, inside_days, outside);
        else
            set_rates(mix, inside, inside_days, outside);
    }
}

/* By how many nats others are more likely than any campaign or people. */
static double strangeness(const struct mixture *mix, const double *p)
{
    double known = 1e-9;
    for (unsigned m = 0; m < mix->count; m++)
        known += m != mix->many ? p[m] : 0;
    return log(p[mix->many] / known);
}

static void settle(struct mixture *mix)
{
    double wrong[MARKS_CAMPAIGNS + 2] = { 0 }, listed[MARKS_CAMPAIGNS + 2] = { 0 };
    for (uint32_t i = 0; i < mix->link->count; i++) {
        struct suspect *sus = &mix->link->suspects[i];
        const double *p = &mix->probability[(size_t)i * mix->count];
        unsigned best = 0;
        if (!is_weighed(mix, sus))
            continue;
        for (unsigned m = 1; m < mix->count; m++)
            best = p[m] > p[best] ? m : best;
        sus->stranger = best == mix->many;
        if (sus->stranger)
            sus->strangeness = (float)strangeness(mix, p);
        if (mix->parts[best].campaign < 0)
            continue;
        sus->campaign = mix->parts[best].campaign;
        sus->probability = (float)p[best];
        wrong[best] += 1 - p[best];
        listed[best]++;
    }
    for (unsigned m = 0; m < mix->many; m++)
        if (listed[m] > 0)
            mix->link->impurity[mix->parts[m].campaign] = wrong[m] / listed[m];
}

/* Of all successes with the client, those that came from where the account is at home. */
static double successes_at_home(const struct mixture *mix, uint32_t client, const uint32_t *fresh)
{
    uint32_t ok = mix->watch->state->clients[client].ok;
    return ok > fresh[client] ? ok - fresh[client] : 0;
}

/* A source that only succeeded carries the campaign's mark when its agent, application and protocol belong
 * to the campaign, and so few people use them that hardly one traveller would by chance. */
static void give_carriers(struct mixture *mix)
{
    const double by_chance = 0.05, share = 0.05;
    const struct state *state = mix->watch->state;
    uint32_t *fresh = calloc(state->clients_count + 1u, sizeof *fresh);
    double travellers = 0, ok = 1;
    for (uint32_t i = 0; fresh != NULL && i < mix->link->count; i++) {
        const struct suspect *sus = &mix->link->suspects[i];
        if (sus->successes == 0 || sus->client >= state->clients_count)
            continue;
        fresh[sus->client] += sus->successes;
        travellers += sus->campaign < 0;
    }
    for (uint32_t c = 0; c < state->clients_count; c++)
        ok += state->clients[c].ok;
    for (uint32_t i = 0; fresh != NULL && i < mix->link->count; i++) {
        struct suspect *sus = &mix->link->suspects[i];
        if (sus->organisation != mix->organisation || sus->campaign >= 0 || !only_succeeded(sus)
                || sus->client >= state->clients_count
                || successes_at_home(mix, sus->client, fresh) / ok * travellers > by_chance)
            continue;
        for (unsigned m = 0; m < mix->many; m++) {
            const struct part *part = &mix->parts[m];
            if (!in_time(part, sus) || part_client_share(part, sus->client) <= share)
                continue;
            sus->campaign = part->campaign;
            sus->probability = 0.99f;
        }
    }
    free(fresh);
}

static double highest(const struct link *link, bool client)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < link->count; i++) {
        uint32_t val = client ? link->suspects[i].client : link->suspects[i].network;
        most = val > most ? val : most;
    }
    return most + 1.0;
}

static bool mixture_init(struct mixture *mix)
{
    const struct campaigns *campaigns = mix->campaigns;
    const struct state *state = mix->watch->state;
    for (uint32_t c = 0; c < campaigns->count && mix->many < MARKS_CAMPAIGNS; c++) {
        const struct campaign *camp = &campaigns->at[c];
        if (camp->trigger != TRIGGER_MANY || camp->organisation != mix->organisation)
            continue;
        uint32_t until = camp->closed ? camp->closed + 86400 : mix->watch->now;
        if (!part_init(&mix->parts[mix->many], (int)c, camp->since, until, state, mix->link))
            return false;
        mix->many++;
    }
    if (mix->many == 0)
        return true;
    mix->count = mix->many + 2;
    mix->scale = (struct scale){ highest(mix->link, true), highest(mix->link, false),
        state->accounts_count + 1.0 };
    mix->probability = calloc((size_t)mix->link->count * mix->count + 1, sizeof *mix->probability);
    return part_init(&mix->attackers, PART_ATTACKERS, 0, UINT32_MAX, state, mix->link)
            && part_init(others_of(mix), PART_OTHERS, 0, UINT32_MAX, state, mix->link)
            && part_init(people_of(mix), PART_PEOPLE, 0, UINT32_MAX, state, mix->link)
            && mix->probability != NULL;
}

static void mixture_done(struct mixture *mix)
{
    for (unsigned m = 0; m < MARKS_CAMPAIGNS + 2; m++)
        part_done(&mix->parts[m]);
    part_done(&mix->attackers);
    free(mix->probability);
}

static enum status assign_one(struct mixture *mix, struct error *err)
{
    enum status st = STATUS_OK;
    if (!mixture_init(mix)) {
        st = fail(err, STATUS_NOMEM, "no memory to weigh %u sources", mix->link->count);
    } else if (mix->many > 0) {
        mixture_solve(mix);
        settle(mix);
        give_carriers(mix);
    }
    mixture_done(mix);
    return st;
}

static bool has_many(const struct campaigns *campaigns, uint16_t organisation)
{
    for (uint32_t c = 0; c < campaigns->count; c++)
        if (campaigns->at[c].trigger == TRIGGER_MANY && campaigns->at[c].organisation == organisation)
            return true;
    return false;
}

enum status marks_assign(const struct campaigns *campaigns, const struct watch *watch, bool roaming,
        struct link *link, struct error *err)
{
    struct mixture *mix = malloc(sizeof *mix);
    enum status st = STATUS_OK;
    if (mix == NULL)
        return fail(err, STATUS_NOMEM, "no memory to weigh %u sources", link->count);
    for (uint32_t o = 0; o < watch->orgs_count && st == STATUS_OK; o++) {
        if (!has_many(campaigns, (uint16_t)o))
            continue;
        *mix = (struct mixture){ .organisation = (uint16_t)o,
            .campaigns = campaigns,
            .watch = watch,
            .roaming = roaming,
            .link = link };
        st = assign_one(mix, err);
    }
    free(mix);
    return st;
}
