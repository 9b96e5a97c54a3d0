/* campaign.c - opening, joining and ending campaigns. */
#include "core/incident/campaign.h"

#include <stdlib.h>

#define DAY 86400u
#define COMES_BACK (30 * DAY) /* a campaign may be silent that long and still be the same */

void campaigns_done(struct campaigns *campaigns)
{
    free(campaigns->at);
    *campaigns = (struct campaigns){ 0 };
}

static struct campaign *campaign_open(struct campaigns *campaigns, enum trigger trigger, const struct finding *found)
{
    if (campaigns->count == campaigns->room) {
        uint32_t room = campaigns->room ? campaigns->room * 2 : 16;
        struct campaign *grown
                = room > CAMPAIGNS_MAX ? NULL : realloc(campaigns->at, room * sizeof *grown);
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
    return camp;
}

static uint16_t number_of(const struct campaigns *campaigns, const struct campaign *camp)
{
    return (uint16_t)(camp - campaigns->at + 1);
}

static void claim(struct campaigns *campaigns, struct campaign *camp, struct source *src)
{
    src->campaign = number_of(campaigns, camp);
    src->flags |= SOURCE_ALARMED;
    camp->joined++;
}

static struct campaign *latest(struct campaigns *campaigns, uint16_t organisation, enum trigger trigger)
{
    for (uint32_t i = campaigns->count; i-- > 0;)
        if (campaigns->at[i].organisation == organisation && campaigns->at[i].trigger == trigger)
            return &campaigns->at[i];
    return NULL;
}

static struct campaign *open_many(struct campaigns *campaigns, uint16_t organisation)
{
    for (uint32_t i = campaigns->count; i-- > 0;) {
        struct campaign *camp = &campaigns->at[i];
        if (camp->organisation == organisation && camp->trigger == TRIGGER_MANY && camp->closed == 0)
            return camp;
    }
    return NULL;
}

/* ---- many sources ---- */

static void gather_seeds(struct watch *watch, const struct org *org, struct campaign *camp)
{
    uint32_t kept = org->recent_count < WATCH_RECENT ? org->recent_count : WATCH_RECENT;
    for (uint32_t i = 0; i < kept && camp->seeds_count < CAMPAIGN_SEEDS; i++) {
        const struct recent *one = &org->recent[(org->recent_count - kept + i) % WATCH_RECENT];
        const struct pair *pair = pair_at(watch->state, one->pair);
        if (one->time >= camp->since && (pair->flags & PAIR_COUNTED) && one->pair != camp->found.pair
                && source_at(watch->state, pair->source)->campaign == 0)
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
            if (pair_at(watch->state, old->seeds[j])->client == pair->client && client->ok < client->fail / 20) {
                same_client++;
                break;
            }
        same_account += watch->state->accounts[pair->account].open_sources >= 2;
    }
    return same_client * 2 > rise->seeds_count || same_account * 10 > rise->seeds_count * 6;
}

static bool only_names(const struct watch *watch, const struct campaign *camp)
{
    for (uint32_t i = 0; i < camp->seeds_count; i++)
        if (!(watch->state->accounts[pair_at(watch->state, camp->seeds[i])->account].flags & ACCOUNT_MISSING))
            return false;
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
    if (only_names(watch, camp)) {
        if (latest(campaigns, found->organisation, TRIGGER_SCAN) != NULL)
            campaigns->count--;
        camp->trigger = TRIGGER_SCAN;
        org->busy_names++;
        return;
    }
    if (old != NULL) {
        old = &campaigns->at[old_at];
        if (found->now - old->closed < COMES_BACK && carries_on(watch, old, camp)) {
            old->closed = 0;
            old->reopened++;
            campaigns->count--;
            camp = old;
        }
    }
    camp->checked = found->now;
    camp->checked_count = org->recent_count;
    if (camp->reopened == 0)
        camp->counted_at_open = org->recent_count;
    org->busy++;
}

/* Fresh pairs of this organisation since the campaign opened, per source and per account: what one of
 * its participants does. A source or account that does much more is a story of its own. */
static bool explained_by_many(struct campaigns *campaigns, struct watch *watch, uint16_t organisation, double value)
{
    const struct campaign *many = open_many(campaigns, organisation);
    const double much_more = 4, slack = 8;
    double sources = 0, opens = 0;

    if (many == NULL)
        return false;
    uint32_t step = watch->state->sources.count / 4096 + 1; /* a sample of the sources is enough */
    for (uint32_t i = 0; i < watch->state->sources.count; i += step) {
        const struct source *src = source_at(watch->state, i);
        unsigned open = src->open_accounts + src->open_missing;
        if (src->last_seen < many->since || open == 0 || src->campaign != 0 || src->ok_accounts > open)
            continue;
        sources++;
        opens += open;
    }
    return sources > 0 && value <= much_more * opens / sources + slack;
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

static void take_crowd(struct campaigns *campaigns, struct watch *watch, const struct finding *found)
{
    struct source *src = source_at(watch->state, found->source);
    struct campaign *camp = active_of_source(campaigns, src);

    if (camp == NULL && is_scanner(watch, found)) {
        camp = latest(campaigns, found->organisation, TRIGGER_SCAN);
        if (camp == NULL)
            camp = campaign_open(campaigns, TRIGGER_SCAN, found);
    }
    if (camp == NULL && explained_by_many(campaigns, watch, found->organisation, found->value))
        return;
    if (camp == NULL)
        camp = campaign_open(campaigns, TRIGGER_SOURCE, found);
    if (camp != NULL)
        claim(campaigns, camp, src);
}

static struct campaign *same_account(struct campaigns *campaigns, const struct finding *found)
{
    for (uint32_t i = campaigns->count; i-- > 0;) {
        struct campaign *camp = &campaigns->at[i];
        bool brute = camp->trigger == TRIGGER_PAIR || camp->trigger == TRIGGER_ACCOUNT;
        if (brute && camp->found.account == found->account && camp->organisation == found->organisation)
            return camp;
    }
    return NULL;
}

static void take_persistent(struct campaigns *campaigns, struct watch *watch, const struct finding *found)
{
    struct source *src = source_at(watch->state, found->source);
    struct campaign *camp = active_of_source(campaigns, src);

    if (camp == NULL)
        camp = same_account(campaigns, found);
    if (camp == NULL && src->open_missing > 0)
        camp = latest(campaigns, found->organisation, TRIGGER_SCAN);
    if (camp == NULL)
        camp = campaign_open(campaigns, TRIGGER_PAIR, found);
    if (camp == NULL)
        return;
    pair_at(watch->state, found->pair)->flags |= PAIR_ALARMED;
    if (src->campaign == 0)
        claim(campaigns, camp, src);
}

static void take_burst(struct campaigns *campaigns, struct watch *watch, const struct finding *found)
{
    const struct account *acct = &watch->state->accounts[found->account];
    if (same_account(campaigns, found) != NULL)
        return;
    if (acct->ok_count == 0 && latest(campaigns, found->organisation, TRIGGER_SCAN) != NULL)
        return; /* a name of every dictionary: root, administrator */
    if (open_many(campaigns, found->organisation) != NULL)
        return;
    (void)campaign_open(campaigns, acct->ok_count == 0 ? TRIGGER_SCAN : TRIGGER_ACCOUNT, found);
}

static void take_loop(struct campaigns *campaigns, const struct finding *found)
{
    for (uint32_t i = campaigns->count; i-- > 0;)
        if (campaigns->at[i].trigger == TRIGGER_LOOP && campaigns->at[i].found.account == found->account)
            return;
    (void)campaign_open(campaigns, TRIGGER_LOOP, found);
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
        case RULE_LOOP: take_loop(campaigns, found); break;
        }
    }
}

/* Once a day: did more fresh pairs fail than people make? If not, it has ended (for now). */
void campaigns_step(struct campaigns *campaigns, struct watch *watch)
{
    if (watch->now < campaigns->next_pulse)
        return;
    campaigns->next_pulse = watch->now + 3600;
    for (uint32_t i = 0; i < campaigns->count; i++) {
        struct campaign *camp = &campaigns->at[i];
        if (camp->trigger != TRIGGER_MANY || camp->closed != 0 || watch->now < camp->checked + DAY)
            continue;
        struct org *org = &watch->orgs[camp->organisation];
        double days = (watch->now - camp->checked) / (double)DAY;
        double usual = baseline_yearly(&org->base, STREAM_FRESH) / 365 * days;
        uint32_t counted = org->recent_count - camp->checked_count;
        baseline_freeze(&org->base);
        if (counted <= 2 * usual + 3) {
            camp->closed = camp->checked;
            org->busy -= org->busy > 0;
        }
        camp->checked = watch->now;
        camp->checked_count = org->recent_count;
    }
}
