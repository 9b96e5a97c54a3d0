/* campaign.c - opening, joining and ending campaigns. */
#include "core/incident/campaign.h"

#include <math.h>
#include <stdlib.h>

#include "core/detect/signin/sweep.h"
#include "core/incident/few.h"
#include "core/incident/taken.h"

#define DAY 86400u

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

struct campaign *campaign_latest(struct campaigns *campaigns, uint16_t organisation, enum trigger trigger)
{
    for (uint32_t i = campaigns->at ? campaigns->count : 0; i-- > 0;)
        if (campaigns->at[i].organisation == organisation && campaigns->at[i].trigger == trigger)
            return &campaigns->at[i];
    return NULL;
}

struct campaign *campaign_open_many(struct campaigns *campaigns, uint16_t organisation, bool only_names)
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
    struct campaign *names = campaign_open_many(campaigns, rise->organisation, true);
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
    struct campaign *old = campaign_latest(campaigns, found->organisation, TRIGGER_MANY);
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
        if (old->closed != 0 && found->now - old->closed < CAMPAIGN_COMES_BACK
                && old->only_names == camp->only_names && carries_on(watch, old, camp)) {
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
    taken_goes_on(campaigns, watch, camp);
}

void campaigns_take(struct campaigns *campaigns, struct watch *watch, const struct findings *findings)
{
    for (unsigned i = 0; i < findings->count; i++) {
        const struct finding *found = &findings->at[i];
        if (found->rule == RULE_SURGE)
            take_surge(campaigns, watch, found);
        else
            campaign_take_few(campaigns, watch, found);
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
    if (visits_are_full(&watch->state->visits))
        watch->state->evictions += visits_sweep(&watch->state->visits);
}
