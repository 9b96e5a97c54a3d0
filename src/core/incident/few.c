/* few.c - findings of one source, of one account, of what the internet always does. */
#include "core/incident/few.h"

#include <math.h>

#include "core/incident/taken.h"

#define DAY 86400u

/* The campaign from many sources during which somebody came: open still, or ended since. */
static const struct campaign *many_at(struct campaigns *campaigns, uint16_t organisation, uint32_t came)
{
    const struct campaign *open = campaign_open_many(campaigns, organisation, true);
    for (uint32_t i = campaigns->at && open == NULL ? campaigns->count : 0; i-- > 0;) {
        const struct campaign *camp = &campaigns->at[i];
        if (camp->organisation == organisation && camp->trigger == TRIGGER_MANY
                && came + CAMPAIGN_REACH >= camp->since && came <= camp->closed + DAY)
            return camp;
    }
    return open;
}

/* Guesses a second of a source since it began. */
static double pace(const struct source *src)
{
    return (src->attempts + 1.0) / (src->last_seen - src->first_seen + 60.0);
}

/* What a source is compared by: how many names it tried, or how many guesses it made. */
enum measure { NAMES_TRIED, GUESSES_MADE };

static uint32_t measured(const struct source *src, enum measure measure)
{
    return measure == GUESSES_MADE ? src->attempts : (uint32_t)(src->open_accounts + src->open_missing);
}

/* While a campaign from many sources goes on, a source is a story of its own only when hardly any other
 * source does as much as a third of what it does, or does it at all as fast. */
static bool explained_by_many(
        struct campaigns *campaigns, struct watch *watch, const struct finding *found, enum measure measure)
{
    const struct source *one = source_at(watch->state, found->source);
    const struct campaign *many = many_at(campaigns, found->organisation, one->first_seen);
    const unsigned alike_enough = 4; /* itself among them */
    const double hurry = 10;         /* a pause in between may slow a source as much */
    const uint32_t third = (measured(one, measure) + 2) / 3;
    unsigned alike = 0;

    if (many == NULL)
        return false;
    for (uint32_t i = watch->state->sources.count; i-- > 0 && alike < alike_enough;) {
        const struct source *src = source_at(watch->state, i);
        alike += src->last_seen >= many->since && src->campaign == 0 && measured(src, measure) >= third
                && src->ok_accounts < src->open_accounts + src->open_missing
                && pace(src) * hurry >= pace(one);
    }
    return alike >= alike_enough;
}

static struct campaign *active_of_source(struct campaigns *campaigns, const struct source *src)
{
    return src->campaign ? &campaigns->at[src->campaign - 1] : NULL;
}

/* A source that only tries names which nobody has here, or which nobody has ever signed in with. The internet's scanners
 * do not come from inside: there somebody asks who works here. */
static bool is_scanner(const struct watch *watch, const struct finding *found)
{
    const struct source *src = source_at(watch->state, found->source);
    return !(src->flags & SOURCE_INSIDE) && src->ok_accounts == 0 && src->open_missing > 0
            && src->open_missing >= 2 * src->open_accounts;
}

/* Sources of one hand begin within the hour or, when they are slow, within four of their own tries. */
static double begins_within(const struct source *src)
{
    const double hour = 3600, tries = 4;
    return fmax(hour, tries / pace(src));
}

/* Several sources that begin together, with the same agent, at the same pace, and (where they keep
 * to few accounts) at the same accounts: nothing tells them apart, so they are one campaign. */
static struct campaign *of_one_hand(
        struct campaigns *campaigns, struct watch *watch, const struct finding *found)
{
    const double alike = 4;
    const struct pair *pair = pair_at(watch->state, found->pair);
    const struct source *src = source_at(watch->state, found->source);
    double together = begins_within(src);
    bool came_to_guess = found->in_turn && src->ok_accounts == 0; /* its first account was not this one */
    if (src->first_seen + together < found->since && !came_to_guess)
        return NULL;
    for (uint32_t i = campaigns->at ? campaigns->count : 0; i-- > 0;) {
        struct campaign *camp = &campaigns->at[i];
        const struct source *first = source_at(watch->state, camp->found.source);
        uint32_t apart = first->first_seen > src->first_seen ? first->first_seen - src->first_seen
                                                             : src->first_seen - first->first_seen;
        bool crowd = camp->trigger == TRIGGER_SOURCE && found->rule == RULE_CROWD;
        bool few = camp->trigger == TRIGGER_PAIR && found->rule == RULE_PERSISTENT
                && state_find_pair(watch->state, found->account, camp->found.source) != TABLE_NONE;
        if ((!crowd && !few) || camp->organisation != found->organisation || apart > together
                || pair_at(watch->state, camp->found.pair)->client != pair->client)
            continue;
        double ratio = pace(src) / pace(first);
        if (ratio < alike && ratio > 1 / alike)
            return camp;
    }
    return NULL;
}

static void take_crowd(struct campaigns *campaigns, struct watch *watch, const struct finding *found)
{
    struct source *src = source_at(watch->state, found->source);
    struct campaign *camp = active_of_source(campaigns, src);

    if (camp == NULL && is_scanner(watch, found) && src->shared_names * 2 < src->open_missing
            && explained_by_many(campaigns, watch, found, NAMES_TRIED))
        return;
    if (camp == NULL && is_scanner(watch, found)) {
        camp = campaign_latest(campaigns, found->organisation, TRIGGER_SCAN);
        if (camp == NULL)
            camp = campaign_open(campaigns, TRIGGER_SCAN, found);
    }
    if (camp == NULL && explained_by_many(campaigns, watch, found, NAMES_TRIED))
        return;
    if (camp == NULL)
        camp = of_one_hand(campaigns, watch, found);
    if (camp == NULL)
        camp = campaign_open(campaigns, TRIGGER_SOURCE, found);
    if (camp != NULL)
        campaign_claim(campaigns, camp, src);
}

bool campaign_aims_at(const struct campaign *camp, uint32_t account)
{
    if (camp->found.account == account)
        return true;
    for (uint32_t i = 0; i < camp->others_count; i++)
        if (camp->others[i] == account)
            return true;
    return false;
}

static struct campaign *same_account(struct campaigns *campaigns, const struct finding *found)
{
    for (uint32_t i = campaigns->at ? campaigns->count : 0; i-- > 0;) {
        struct campaign *camp = &campaigns->at[i];
        bool brute = camp->trigger == TRIGGER_PAIR || camp->trigger == TRIGGER_ACCOUNT;
        if (brute && campaign_aims_at(camp, found->account) && camp->organisation == found->organisation)
            return camp;
    }
    return NULL;
}

static void take_persistent(struct campaigns *campaigns, struct watch *watch, const struct finding *found)
{
    struct source *src = source_at(watch->state, found->source);
    struct campaign *camp = active_of_source(campaigns, src);

    bool scanner = !(src->flags & SOURCE_INSIDE) && src->open_missing > 0
            && src->open_missing >= src->open_accounts && src->shared_names * 2 >= src->open_missing;
    if (camp == NULL && scanner)
        camp = campaign_latest(campaigns, found->organisation, TRIGGER_SCAN);
    if (camp == NULL && scanner)
        camp = campaign_open(campaigns, TRIGGER_SCAN, found);
    if (camp == NULL)
        camp = same_account(campaigns, found);
    if (camp == NULL && explained_by_many(campaigns, watch, found, GUESSES_MADE))
        return;
    if (camp == NULL)
        camp = of_one_hand(campaigns, watch, found);
    if (camp == NULL)
        camp = campaign_open(campaigns, TRIGGER_PAIR, found);
    if (camp == NULL)
        return;
    pair_at(watch->state, found->pair)->flags |= PAIR_ALARMED;
    if (src->campaign == 0)
        campaign_claim(campaigns, camp, src);
}

/* Sources that failed at an account where it is not at home; a sample of them tells as much as all. */
struct failed_from {
    uint32_t sources[256];
    uint32_t count;
};

static void gather_sources(const struct state *state, uint32_t account, struct failed_from *ret)
{
    ret->count = 0;
    for (uint32_t i = 0; i < state->pairs.count && ret->count < 256; i++) {
        const struct pair *pair = pair_at(state, i);
        if (pair->account == account && pair->fails > 0 && !(pair->flags & PAIR_FAMILIAR))
            ret->sources[ret->count++] = pair->source;
    }
}

static bool failed_there(const struct state *state, const struct campaign *camp, uint32_t source)
{
    for (uint32_t k = 0; k < camp->others_count; k++)
        if (state_find_pair(state, camp->others[k], source) != TABLE_NONE)
            return true;
    return state_find_pair(state, camp->found.account, source) != TABLE_NONE;
}

/* Most of the sources are known from the accounts of the campaign. */
static bool has_same_sources(
        const struct state *state, const struct campaign *camp, const struct failed_from *from)
{
    uint32_t shared = 0;
    for (uint32_t i = 0; i < from->count; i++)
        shared += failed_there(state, camp, from->sources[i]);
    return shared * 2 > from->count;
}

/* Guessing from many sources that comes to a second account with the same agent, within the hour or from
 * sources most of which are known from the first, is one campaign: nobody is guessed so twice by chance. */
static struct campaign *at_another_account(
        struct campaigns *campaigns, const struct watch *watch, const struct finding *found)
{
    const uint32_t hour = 3600, client = pair_at(watch->state, found->pair)->client;
    struct failed_from from;
    gather_sources(watch->state, found->account, &from);
    for (uint32_t i = campaigns->at ? campaigns->count : 0; i-- > 0;) {
        struct campaign *camp = &campaigns->at[i];
        if (camp->trigger == TRIGGER_ACCOUNT && camp->organisation == found->organisation
                && camp->others_count < CAMPAIGN_ACCOUNTS
                && found->now < camp->spread_at + CAMPAIGN_COMES_BACK
                && pair_at(watch->state, camp->found.pair)->client == client
                && (found->now < camp->spread_at + hour || has_same_sources(watch->state, camp, &from)))
            return camp;
    }
    return NULL;
}

static void take_burst(struct campaigns *campaigns, struct watch *watch, const struct finding *found)
{
    const struct account *acct = &watch->state->accounts[found->account];
    if (same_account(campaigns, found) != NULL)
        return;
    if (acct->ok_count == 0 && campaign_latest(campaigns, found->organisation, TRIGGER_SCAN) != NULL)
        return; /* a name of every dictionary: root, administrator */
    if (campaign_open_many(campaigns, found->organisation, false) != NULL)
        return;
    struct campaign *camp = acct->ok_count > 0 ? at_another_account(campaigns, watch, found) : NULL;
    if (camp != NULL)
        camp->others[camp->others_count++] = found->account;
    else
        camp = campaign_open(campaigns, acct->ok_count == 0 ? TRIGGER_SCAN : TRIGGER_ACCOUNT, found);
    if (camp != NULL)
        camp->spread_at = found->now;
}

static void take_background(struct campaigns *campaigns, const struct finding *found)
{
    if (campaign_latest(campaigns, found->organisation, TRIGGER_SCAN) == NULL)
        (void)campaign_open(campaigns, TRIGGER_SCAN, found);
}

static void take_loop(struct campaigns *campaigns, const struct finding *found)
{
    for (uint32_t i = campaigns->at ? campaigns->count : 0; i-- > 0;)
        if (campaigns->at[i].trigger == TRIGGER_LOOP && campaigns->at[i].found.account == found->account)
            return;
    (void)campaign_open(campaigns, TRIGGER_LOOP, found);
}

static struct campaign *glass_within_a_week(struct campaigns *campaigns, const struct finding *found)
{
    for (uint32_t i = campaigns->at ? campaigns->count : 0; i-- > 0;) {
        struct campaign *camp = &campaigns->at[i];
        if (camp->trigger == TRIGGER_GLASS && camp->found.account == found->account
                && camp->organisation == found->organisation && found->now - camp->found.now < 7 * DAY)
            return camp;
    }
    return NULL;
}

/* One incident an account and week, not one a sign-in. */
static void take_glass(struct campaigns *campaigns, const struct finding *found)
{
    struct campaign *camp = glass_within_a_week(campaigns, found);
    if (camp == NULL)
        camp = campaign_open(campaigns, TRIGGER_GLASS, found);
    if (camp == NULL)
        return;
    uint32_t at = 0;
    while (at < camp->seeds_count && camp->seeds[at] != found->pair)
        at++;
    if (at == camp->seeds_count && at < CAMPAIGN_SEEDS)
        camp->seeds[camp->seeds_count++] = found->pair;
    camp->uses[at < CAMPAIGN_SEEDS ? at : CAMPAIGN_SEEDS - 1] += (uint32_t)found->value;
    camp->last_use = found->now;
}

void campaign_take_few(struct campaigns *campaigns, struct watch *watch, const struct finding *found)
{
    switch (found->rule) {
    case RULE_SURGE: break;
    case RULE_CROWD: take_crowd(campaigns, watch, found); break;
    case RULE_PERSISTENT: take_persistent(campaigns, watch, found); break;
    case RULE_BURST: take_burst(campaigns, watch, found); break;
    case RULE_BACKGROUND: take_background(campaigns, found); break;
    case RULE_GLASS: take_glass(campaigns, found); break;
    case RULE_TAKEOVER: campaign_take_takeover(campaigns, watch, found); break;
    case RULE_LOOP: take_loop(campaigns, found); break;
    }
}
