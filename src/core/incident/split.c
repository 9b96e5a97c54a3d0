/* split.c - a second campaign inside a first, and sources that outdo the campaign around them. */
#include "core/incident/split.h"

#include <math.h>
#include <stdlib.h>

#include "core/detect/signin/crowd.h"
#include "core/incident/marks.h"

/* Is the suspect, in the time of the campaign, like no campaign and unlike people? */
static bool is_left_over(const struct suspect *sus, const struct campaign *camp)
{
    return sus->stranger && sus->organisation == camp->organisation && sus->first >= camp->since;
}

/* Up to CAMPAIGN_SEEDS failing pairs, spread evenly over the campaign's members or what is left over. */
static void choose_typical(const struct watch *watch, const struct link *link, const struct campaign *of,
        int number, bool left_over, struct campaign *camp)
{
    uint32_t all = 0, n = 0;
    for (uint32_t i = 0; i < link->count; i++) {
        const struct suspect *sus = &link->suspects[i];
        all += left_over ? is_left_over(sus, of) : sus->campaign == number;
    }
    uint32_t step = all / CAMPAIGN_SEEDS + 1;
    camp->typical_count = 0;
    for (uint32_t i = 0; i < link->count && camp->typical_count < CAMPAIGN_SEEDS; i++) {
        const struct suspect *sus = &link->suspects[i];
        bool chosen = left_over ? is_left_over(sus, of) : sus->campaign == number;
        if (!chosen || n++ % step)
            continue;
        for (uint32_t k = 0; k < sus->pairs; k++) {
            uint32_t at = link->pairs[sus->pairs_at + k];
            if (pair_at(watch->state, at)->fails == 0)
                continue;
            camp->typical[camp->typical_count++] = at;
            break;
        }
    }
}

/* Sources that the campaign's marks name. */
static uint32_t count_members(const struct link *link, int number)
{
    uint32_t members = 0;
    for (uint32_t i = 0; i < link->count; i++)
        members += link->suspects[i].campaign == number;
    return members;
}

/* A campaign beside others is real when, asked again with it there, it takes most of what was left over and
 * every other keeps most of its own. */
static bool is_told_apart(struct campaigns *campaigns, struct watch *watch, const struct link *before,
        uint32_t fresh, double left_over)
{
    struct link after;
    struct error err;
    if (link_sources(campaigns, watch, false, &after, &err) != STATUS_OK)
        return false;
    bool apart = count_members(&after, (int)fresh) * 2 > left_over;
    for (uint32_t c = 0; c < fresh && apart; c++) {
        const struct campaign *camp = &campaigns->at[c];
        if (camp->trigger == TRIGGER_MANY && camp->organisation == campaigns->at[fresh].organisation)
            apart = count_members(&after, (int)c) * 2 >= count_members(before, (int)c);
    }
    link_done(&after);
    return apart;
}

/* A source that is like nobody else, by the first failure of it that nothing explains. */
static void open_by_source(struct campaigns *campaigns, const struct watch *watch, const struct link *link,
        const struct suspect *sus, struct campaign *camp)
{
    const struct pair *first = NULL;
    for (uint32_t k = 0; k < sus->pairs; k++) {
        const struct pair *pair = pair_at(watch->state, link->pairs[sus->pairs_at + k]);
        if (pair->fails > 0 && (first == NULL || pair->first_fail < first->first_fail))
            first = pair;
    }
    if (first != NULL)
        campaign_opened_by(campaigns, camp, watch, first, first->first_fail);
}

static void open_beside(struct campaigns *campaigns, struct watch *watch, const struct link *link,
        uint32_t number, double count, double usual, double statistic)
{
    struct org *org = &watch->orgs[campaigns->at[number].organisation];
    struct finding found = campaigns->at[number].found;
    struct campaign fresh = { 0 };
    double hours = (watch->now - campaigns->at[number].since) / 3600.0;

    choose_typical(watch, link, &campaigns->at[number], (int)number, true, &fresh);
    if (fresh.typical_count == 0)
        return;
    choose_typical(watch, link, &campaigns->at[number], (int)number, false, &campaigns->at[number]);
    found.pair = fresh.typical[0];
    found.account = pair_at(watch->state, found.pair)->account;
    found.source = pair_at(watch->state, found.pair)->source;
    found.now = watch->now;
    found.since = found.from = campaigns->at[number].since;
    baseline_parts(&org->base, STREAM_FRESH, &found.usual);
    found.baseline = usual / (hours > 1 ? hours : 1);
    found.statistic = statistic;
    found.stream = STREAM_FRESH;
    struct campaign *camp = campaign_open(campaigns, TRIGGER_MANY, &found);
    if (camp == NULL)
        return;
    memcpy(camp->typical, fresh.typical, sizeof fresh.typical);
    memcpy(camp->seeds, fresh.typical, sizeof fresh.typical);
    camp->seeds_count = camp->typical_count = fresh.typical_count;
    camp->beside = true;
    for (uint32_t i = 0; i < link->count; i++)
        if (is_left_over(&link->suspects[i], &campaigns->at[number]))
            open_by_source(campaigns, watch, link, &link->suspects[i], camp);
    camp->found.value = camp->opening_count / (hours > 1 ? hours : 1);
    camp->checked = watch->now;
    camp->checked_count = org->named + org->unexplained;
    camp->counted_at_open = org->opened;
    camp->split_at = org->opened + CAMPAIGN_LOOK;
    for (uint32_t i = 0; i < camp->seeds_count; i++)
        camp->tries_names |=
                source_at(watch->state, pair_at(watch->state, camp->seeds[i])->source)->open_missing > 0;
    if (is_told_apart(campaigns, watch, link, campaigns->count - 1, count))
        campaign_set_busy(camp, org, true);
    else
        campaign_undo(campaigns);
}

/* Sources that have something in common, but neither with the campaigns nor with people: somebody else is at
 * work beside them. Of many members some are odd by chance, so the fewer the strangers, the stranger each
 * must be. */
static void look_beside(
        struct campaigns *campaigns, struct watch *watch, const struct link *link, uint32_t number)
{
    const struct campaign *camp = &campaigns->at[number];
    const struct org *org = &watch->orgs[camp->organisation];
    const double few = 3;
    double days = (watch->now - camp->since) / 86400.0, count = 0, statistic = 0;
    double usual = baseline_yearly(&org->base, STREAM_FRESH) / 365 * days;
    double level = surge_level(baseline_usual(&org->base, STREAM_FRESH), watch->false_alarms_per_year);

    for (uint32_t i = 0; i < link->count; i++) {
        if (!is_left_over(&link->suspects[i], camp))
            continue;
        count++;
        statistic += link->suspects[i].strangeness;
    }
    double fringe = count * (2 + log(fmax(count_members(link, (int)number) / (count + 1), 1)));
    if (count > few && statistic > level + fringe)
        open_beside(campaigns, watch, link, number, count, usual, statistic);
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static uint32_t median_accounts(const struct link *link, int campaign)
{
    uint32_t *all = malloc((link->count + 1) * sizeof *all), n = 0, median = 0;
    if (all == NULL)
        return UINT32_MAX / 8;
    for (uint32_t i = 0; i < link->count; i++)
        if (link->suspects[i].campaign == campaign)
            all[n++] = link->suspects[i].accounts + link->suspects[i].missing;
    qsort(all, n, sizeof *all, by_number);
    if (n > 0)
        median = all[n / 2];
    free(all);
    return median;
}

static unsigned count_alike(const struct link *link, int campaign, uint32_t accounts)
{
    unsigned alike = 0;
    for (uint32_t i = 0; i < link->count; i++) {
        const struct suspect *sus = &link->suspects[i];
        alike += sus->campaign == campaign && (sus->accounts + sus->missing) * 3 >= accounts;
    }
    return alike;
}

#define SPRAYS_ALONE 16u /* accounts at one source that are a story of their own beside a campaign */

static void open_source(struct campaigns *campaigns, struct watch *watch, const struct link *link,
        uint32_t number, const struct suspect *sus, double baseline)
{
    struct finding found = campaigns->at[number].found;
    found.rule = RULE_CROWD;
    found.source = sus->source;
    found.pair = link->pairs[sus->pairs_at];
    found.account = pair_at(watch->state, found.pair)->account;
    found.now = watch->now;
    found.since = sus->first;
    found.value = sus->accounts + sus->missing;
    found.baseline = baseline;
    found.statistic = -log(crowd_chance(sus->accounts + sus->missing, sus->successes));
    struct campaign *camp = campaign_open(campaigns, TRIGGER_SOURCE, &found);
    if (camp == NULL)
        return;
    camp->beside = true;
    campaign_claim(campaigns, camp, source_at(watch->state, sus->source));
}

/* A source with many times the accounts of its neighbours sprays on its own account; so does one that is
 * like no campaign and like nobody else. */
static void give_outdoers(struct campaigns *campaigns, struct watch *watch, const struct link *link,
        uint32_t number, bool alone)
{
    const uint32_t times = 8;
    uint32_t median = median_accounts(link, (int)number);
    for (uint32_t i = 0; i < link->count; i++) {
        const struct suspect *sus = &link->suspects[i];
        uint32_t accounts = sus->accounts + sus->missing;
        const struct source *src = source_at(watch->state, sus->source);
        if (src->campaign != 0 || accounts < SPRAYS_ALONE || (uint32_t)src->key == INTERNER_OVERFLOW)
            continue;
        bool outdoes = sus->campaign == (int)number && accounts >= times * (median + 1)
                && count_alike(link, (int)number, accounts) < 4;
        bool stranger = alone && is_left_over(sus, &campaigns->at[number])
                && sus->strangeness > campaigns->at[number].found.level;
        if (outdoes || stranger)
            open_source(campaigns, watch, link, number, sus, median);
    }
}

static void look_into(struct campaigns *campaigns, struct watch *watch, uint32_t number)
{
    struct link link;
    struct error err;
    if (link_sources(campaigns, watch, true, &link, &err) != STATUS_OK)
        return;
    uint32_t before = campaigns->count;
    look_beside(campaigns, watch, &link, number);
    give_outdoers(campaigns, watch, &link, number, campaigns->count == before);
    link_done(&link);
}

/* Pairs until the next look: few at first, then half as many again, so that all looks together cost twice the
 * last. */
static uint32_t look_after(uint32_t pairs)
{
    return pairs / 2 > CAMPAIGN_LOOK ? pairs / 2 : CAMPAIGN_LOOK;
}

void campaigns_split(struct campaigns *campaigns, struct watch *watch)
{
    uint32_t count = campaigns->count;
    for (uint32_t i = 0; i < count; i++) {
        struct campaign *camp = &campaigns->at[i];
        if (camp->trigger != TRIGGER_MANY || camp->closed != 0)
            continue;
        const struct org *org = &watch->orgs[camp->organisation];
        if (camp->split_at == 0 || org->opened < camp->split_at)
            continue;
        camp->split_at = org->opened + look_after(org->opened - camp->counted_at_open);
        look_into(campaigns, watch, i);
    }
}
