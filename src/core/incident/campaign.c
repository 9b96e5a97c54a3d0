/* campaign.c - opening, joining and ending campaigns. */
#include "core/incident/campaign.h"

#include <math.h>
#include <stdlib.h>

#include "core/detect/signin/sweep.h"

#define DAY 86400u
#define COMES_BACK (30 * DAY) /* a campaign may be silent that long and still be the same */

void campaigns_done(struct campaigns *campaigns)
{
    free(campaigns->at);
    free(campaigns->openings);
    *campaigns = (struct campaigns){ 0 };
}

struct campaign *campaign_open(struct campaigns *campaigns, enum trigger trigger, const struct finding *found)
{
    if (campaigns->at == NULL || campaigns->count == campaigns->room) {
        uint32_t room = campaigns->room ? campaigns->room * 2 : 16;
        struct campaign *grown = room > CAMPAIGNS_MAX ? NULL : realloc(campaigns->at, room * sizeof *grown);
        if (grown == NULL) {
            campaigns->dropped++;
            return NULL;
        }
        campaigns->at = grown;
        campaigns->room = room;
    }
    struct campaign *camp = &campaigns->at[campaigns->count++];
    memset(camp, 0, sizeof *camp);
    camp->trigger = trigger;
    camp->organisation = found->organisation;
    camp->found = *found;
    camp->since = found->since;
    camp->seeds[camp->seeds_count++] = found->pair;
    camp->opening_at = campaigns->openings_count;
    return camp;
}

void campaign_opened_by(struct campaigns *campaigns, struct campaign *latest, const struct watch *watch,
        const struct pair *pair, uint32_t time)
{
    if (campaigns->openings_count == campaigns->openings_room) {
        uint32_t room = campaigns->openings_room ? campaigns->openings_room * 2 : 64;
        struct opening *grown = room > OPENINGS_MAX ? NULL
                                                    : realloc(campaigns->openings, room * sizeof *grown);
        if (grown == NULL)
            return;
        campaigns->openings = grown;
        campaigns->openings_room = room;
    }
    campaigns->openings[campaigns->openings_count++] = (struct opening){ pair->account,
        (uint32_t)source_at(watch->state, pair->source)->key, time };
    latest->opening_count++;
}

void campaign_undo(struct campaigns *campaigns)
{
    campaigns->count--;
    campaigns->openings_count = campaigns->at[campaigns->count].opening_at;
}

static uint16_t number_of(const struct campaigns *campaigns, const struct campaign *camp)
{
    return (uint16_t)(camp - campaigns->at + 1);
}

bool campaign_has_seed(const struct campaign *camp, uint32_t pair)
{
    const uint32_t *seeds = camp->typical_count ? camp->typical : camp->seeds;
    uint32_t count = camp->typical_count ? camp->typical_count : camp->seeds_count;
    for (uint32_t s = 0; s < count; s++)
        if (seeds[s] == pair)
            return true;
    return false;
}

void campaign_claim(struct campaigns *campaigns, struct campaign *camp, struct source *src)
{
    src->campaign = number_of(campaigns, camp);
    src->flags |= SOURCE_ALARMED;
    camp->joined++;
}

static struct campaign *latest(struct campaigns *campaigns, uint16_t organisation, enum trigger trigger)
{
    for (uint32_t i = campaigns->at ? campaigns->count : 0; i-- > 0;)
        if (campaigns->at[i].organisation == organisation && campaigns->at[i].trigger == trigger)
            return &campaigns->at[i];
    return NULL;
}

/* The open campaign from many sources; `only_names`: also one that so far tried names alone. */
static struct campaign *open_many(struct campaigns *campaigns, uint16_t organisation, bool only_names)
{
    for (uint32_t i = campaigns->at ? campaigns->count : 0; i-- > 0;) {
        struct campaign *camp = &campaigns->at[i];
        if (camp->organisation == organisation && camp->trigger == TRIGGER_MANY && camp->closed == 0
                && (only_names || !camp->only_names))
            return camp;
    }
    return NULL;
}

/* ---- many sources ---- */

static bool is_missing_name(const struct watch *watch, const struct pair *pair)
{
    return watch->state->accounts[pair->account].flags & ACCOUNT_MISSING;
}

/* Every failure that the rise counted, as rule_surge.c counts them for found->value. */
static void gather_openings(
        struct campaigns *campaigns, const struct watch *watch, const struct org *org, struct campaign *camp)
{
    uint32_t kept = org->recent_count < WATCH_RECENT ? org->recent_count : WATCH_RECENT;
    for (uint32_t i = 0; i < kept; i++) {
        uint32_t at = org->recent_count - kept + i;
        const struct recent *one = &org->recent[at % WATCH_RECENT];
        const struct pair *pair = pair_at(watch->state, one->pair);
        if (at < camp->found.counted && one->time >= camp->since && (pair->flags & PAIR_COUNTED))
            campaign_opened_by(campaigns, camp, watch, pair, one->time);
    }
}

static void gather_seeds(struct watch *watch, const struct org *org, struct campaign *camp)
{
    uint32_t kept = org->recent_count < WATCH_RECENT ? org->recent_count : WATCH_RECENT;
    for (uint32_t i = 0; i < kept && camp->seeds_count < CAMPAIGN_SEEDS; i++) {
        const struct recent *one = &org->recent[(org->recent_count - kept + i) % WATCH_RECENT];
        const struct pair *pair = pair_at(watch->state, one->pair);
        if (one->time < camp->since || !(pair->flags & PAIR_COUNTED) || one->pair == camp->found.pair)
            continue;
        bool name = is_missing_name(watch, pair);
        if (name ? camp->found.people : org->busy > 0)
            continue; /* a rise of people's accounts; or of names, beside a campaign that has the accounts */
        if (source_at(watch->state, pair->source)->campaign == 0)
            camp->seeds[camp->seeds_count++] = one->pair;
    }
}

/* Does a new rise carry on an old campaign: the same agent that hardly anybody here uses, or mostly the
 * accounts that were its targets? */
static bool carries_on(const struct watch *watch, const struct campaign *old, const struct campaign *rise)
{
    uint32_t same_client = 0, same_account = 0;
    for (uint32_t i = 0; i < rise->seeds_count; i++) {
        const struct pair *pair = pair_at(watch->state, rise->seeds[i]);
        const struct client_counts *client = &watch->state->clients[pair->client];
        for (uint32_t j = 0; j < old->seeds_count; j++)
            if (pair_at(watch->state, old->seeds[j])->client == pair->client
                    && client->ok < client->fail / 20) {
                same_client++;
                break;
            }
        same_account += watch->state->accounts[pair->account].open_sources >= 2;
    }
    return same_client * 2 > rise->seeds_count || same_account * 10 > rise->seeds_count * 6;
}

static uint32_t count_seeds(const struct watch *watch, const struct campaign *camp,
        bool (*is)(const struct watch *watch, const struct pair *pair))
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < camp->seeds_count; i++)
        n += is(watch, pair_at(watch->state, camp->seeds[i]));
    return n;
}

/* Its source tried names of its own that nobody has, beside this. */
static bool comes_with_names(const struct watch *watch, const struct pair *pair)
{
    const struct source *src = source_at(watch->state, pair->source);
    return src->open_missing > src->shared_names;
}

void campaign_set_busy(const struct campaign *camp, struct org *org, bool open)
{
    uint32_t one = open ? 1 : UINT32_MAX; /* of two's complement: adds or takes one */
    if (!camp->only_names)
        org->busy += one;
    if (camp->only_names || camp->tries_names)
        org->busy_names += one;
}

/* What counts as a sign of life: names, and people's accounts unless it never tried any. */
static uint32_t pulse(const struct campaign *camp, const struct org *org)
{
    return org->named + (camp->only_names ? 0 : org->unexplained);
}

static void feel_pulse(struct campaign *camp, const struct org *org, uint32_t now)
{
    camp->checked = now;
    camp->checked_count = pulse(camp, org);
}

/* Names were tried, and within a day, or by the same sources, people's accounts too: it goes on. */
static bool was_only_the_beginning(
        struct campaigns *campaigns, struct watch *watch, struct org *org, const struct campaign *rise)
{
    struct campaign *names = open_many(campaigns, rise->organisation, true);
    if (names == NULL || !names->only_names || names == rise)
        return false;
    if (rise->since > names->since + DAY
            && count_seeds(watch, rise, comes_with_names) * 2 < rise->seeds_count)
        return false;
    campaign_set_busy(names, org, false);
    names->only_names = false;
    names->tries_names = true;
    campaign_set_busy(names, org, true);
    feel_pulse(names, org, watch->now);
    return true;
}

static void take_surge(struct campaigns *campaigns, struct watch *watch, const struct finding *found)
{
    struct org *org = &watch->orgs[found->organisation];
    struct campaign *old = latest(campaigns, found->organisation, TRIGGER_MANY);
    uint32_t old_at = old ? (uint32_t)(old - campaigns->at) : 0;

    struct campaign *camp = campaign_open(campaigns, TRIGGER_MANY, found);
    if (camp == NULL)
        return;
    gather_seeds(watch, org, camp);
    gather_openings(campaigns, watch, org, camp);
    camp->only_names = count_seeds(watch, camp, is_missing_name) * 3 >= camp->seeds_count * 2;
    camp->tries_names = count_seeds(watch, camp, is_missing_name) > 0;
    campaigns->count--; /* not there yet: it may carry on another */
    bool is_more = !camp->only_names && was_only_the_beginning(campaigns, watch, org, camp);
    campaigns->count++;
    if (is_more) {
        campaign_undo(campaigns);
        return;
    }
    if (old != NULL) {
        old = &campaigns->at[old_at];
        if (old->closed != 0 && found->now - old->closed < COMES_BACK && old->only_names == camp->only_names
                && carries_on(watch, old, camp)) {
            old->closed = 0;
            old->reopened++;
            campaign_undo(campaigns);
            camp = old;
        }
    }
    feel_pulse(camp, org, found->now);
    if (camp->split_at == 0) {
        camp->counted_at_open = org->opened;
        camp->split_at = org->opened + CAMPAIGN_LOOK;
    }
    campaign_set_busy(camp, org, true);
}

/* The campaign from many sources during which somebody came: open still, or ended since. */
static const struct campaign *many_at(struct campaigns *campaigns, uint16_t organisation, uint32_t came)
{
    const struct campaign *open = open_many(campaigns, organisation, true);
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

static double names_tried(const struct source *src)
{
    return src->open_accounts + src->open_missing;
}

static double guesses_made(const struct source *src)
{
    return src->attempts;
}

/* While a campaign from many sources goes on, a source is a story of its own only when hardly any other
 * source does as much as a third of what it does, or does it at all as fast. */
static bool explained_by_many(struct campaigns *campaigns, struct watch *watch, const struct finding *found,
        double (*done)(const struct source *src))
{
    const struct source *one = source_at(watch->state, found->source);
    const struct campaign *many = many_at(campaigns, found->organisation, one->first_seen);
    const unsigned alike_enough = 4; /* itself among them */
    const double hurry = 10;         /* a pause in between may slow a source as much */
    unsigned alike = 0;

    if (many == NULL)
        return false;
    for (uint32_t i = watch->state->sources.count; i-- > 0 && alike < alike_enough;) {
        const struct source *src = source_at(watch->state, i);
        alike += src->last_seen >= many->since && src->campaign == 0 && src->ok_accounts < names_tried(src)
                && done(src) * 3 >= done(one) && pace(src) * hurry >= pace(one);
    }
    return alike >= alike_enough;
}

/* ---- one source, one account ---- */

static struct campaign *active_of_source(struct campaigns *campaigns, const struct source *src)
{
    return src->campaign ? &campaigns->at[src->campaign - 1] : NULL;
}

/* A source that only tries names which nobody has here, or which nobody has ever signed in with. */
static bool is_scanner(const struct watch *watch, const struct finding *found)
{
    const struct source *src = source_at(watch->state, found->source);
    return src->ok_accounts == 0 && src->open_missing > 0 && src->open_missing >= 2 * src->open_accounts;
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
    if (src->first_seen + together < found->since)
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
            && explained_by_many(campaigns, watch, found, names_tried))
        return;
    if (camp == NULL && is_scanner(watch, found)) {
        camp = latest(campaigns, found->organisation, TRIGGER_SCAN);
        if (camp == NULL)
            camp = campaign_open(campaigns, TRIGGER_SCAN, found);
    }
    if (camp == NULL && explained_by_many(campaigns, watch, found, names_tried))
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

    bool scanner = src->open_missing > 0 && src->open_missing >= src->open_accounts
            && src->shared_names * 2 >= src->open_missing;
    if (camp == NULL && scanner)
        camp = latest(campaigns, found->organisation, TRIGGER_SCAN);
    if (camp == NULL && scanner)
        camp = campaign_open(campaigns, TRIGGER_SCAN, found);
    if (camp == NULL)
        camp = same_account(campaigns, found);
    if (camp == NULL && explained_by_many(campaigns, watch, found, guesses_made))
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
                && camp->others_count < CAMPAIGN_ACCOUNTS && found->now < camp->spread_at + COMES_BACK
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
    if (acct->ok_count == 0 && latest(campaigns, found->organisation, TRIGGER_SCAN) != NULL)
        return; /* a name of every dictionary: root, administrator */
    if (open_many(campaigns, found->organisation, false) != NULL)
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
    if (latest(campaigns, found->organisation, TRIGGER_SCAN) == NULL)
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

void campaigns_take(struct campaigns *campaigns, struct watch *watch, const struct findings *findings)
{
    for (unsigned i = 0; i < findings->count; i++) {
        const struct finding *found = &findings->at[i];
        switch (found->rule) {
        case RULE_SURGE: take_surge(campaigns, watch, found); break;
        case RULE_CROWD: take_crowd(campaigns, watch, found); break;
        case RULE_PERSISTENT: take_persistent(campaigns, watch, found); break;
        case RULE_BURST: take_burst(campaigns, watch, found); break;
        case RULE_BACKGROUND: take_background(campaigns, found); break;
        case RULE_GLASS: take_glass(campaigns, found); break;
        case RULE_LOOP: take_loop(campaigns, found); break;
        }
    }
}

/* Once a day: did more unfamiliar pairs fail for good than people make? If not, it has ended (for now). */
static void end_if_silent(struct campaign *camp, struct watch *watch)
{
    struct org *org = &watch->orgs[camp->organisation];
    double days = (watch->now - camp->checked) / (double)DAY;
    double usual = baseline_yearly(&org->base, STREAM_NAMES) / 365 * days;
    uint32_t counted = pulse(camp, org) - camp->checked_count;

    if (!camp->only_names) {
        baseline_freeze(&org->base);
        usual += baseline_yearly(&org->base, STREAM_LATE) / 365 * days;
    }
    if (counted <= usual + 3) {
        camp->closed = camp->checked;
        campaign_set_busy(camp, org, false);
    }
    feel_pulse(camp, org, watch->now);
}

bool campaigns_step(struct campaigns *campaigns, struct watch *watch)
{
    if (watch->now < campaigns->next_pulse)
        return false;
    campaigns->next_pulse = watch->now + 3600;
    for (uint32_t i = 0; i < campaigns->count; i++) {
        struct campaign *camp = &campaigns->at[i];
        if (camp->trigger == TRIGGER_MANY && camp->closed == 0 && watch->now >= camp->checked + DAY)
            end_if_silent(camp, watch);
    }
    return true;
}

/* ---- full tables ---- */

static void mark_pairs(void *holder, bool *keep)
{
    const struct campaigns *campaigns = holder;
    for (uint32_t i = 0; i < campaigns->count; i++) {
        const struct campaign *camp = &campaigns->at[i];
        keep[camp->found.pair] = true;
        for (uint32_t s = 0; s < camp->seeds_count; s++)
            keep[camp->seeds[s]] = true;
        for (uint32_t s = 0; s < camp->typical_count; s++)
            keep[camp->typical[s]] = true;
    }
}

static void pairs_moved(void *holder, const uint32_t *moved, const uint32_t *source_moved)
{
    struct campaigns *campaigns = holder;
    for (uint32_t i = 0; i < campaigns->count; i++) {
        struct campaign *camp = &campaigns->at[i];
        camp->found.pair = moved[camp->found.pair];
        camp->found.source = source_moved[camp->found.source];
        for (uint32_t s = 0; s < camp->seeds_count; s++)
            camp->seeds[s] = moved[camp->seeds[s]];
        for (uint32_t s = 0; s < camp->typical_count; s++)
            camp->typical[s] = moved[camp->typical[s]];
    }
}

void campaigns_sweep(struct campaigns *campaigns, struct watch *watch)
{
    const struct sweep_holder holder = { campaigns, mark_pairs, pairs_moved };
    (void)watch_sweep(watch, &holder);
}
