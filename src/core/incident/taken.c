/* taken.c - to which campaign a taken account belongs. */
#include "core/incident/taken.h"

#define DAY 86400u
#define WEEK (7 * DAY)

static uint32_t source_id(const struct watch *watch, const struct finding *found)
{
    return (uint32_t)source_at(watch->state, found->source)->key;
}

static struct campaign *numbered(struct campaigns *campaigns, uint16_t number)
{
    struct campaign *camp = number == 0 ? NULL : &campaigns->at[number - 1];
    while (camp != NULL && camp->goes_on != 0)
        camp = &campaigns->at[camp->goes_on - 1];
    return camp == NULL || camp->trigger == TRIGGER_SCAN || camp->trigger == TRIGGER_LOOP ? NULL : camp;
}

/* Somebody guessed at the account, or at nothing but it, within a week before. */
static struct campaign *that_guessed(
        struct campaigns *campaigns, const struct watch *watch, const struct finding *found)
{
    const struct account *acct = &watch->state->accounts[found->account];
    if (acct->open_sources == 0 || found->now - acct->last_fail > WEEK)
        return NULL;
    for (uint32_t i = campaigns->at ? campaigns->count : 0; i-- > 0;) {
        struct campaign *camp = &campaigns->at[i];
        bool many = camp->trigger == TRIGGER_MANY && !camp->only_names
                && (camp->closed == 0 || found->now - camp->closed < WEEK) && acct->last_fail >= camp->since;
        bool few = (camp->trigger == TRIGGER_PAIR || camp->trigger == TRIGGER_ACCOUNT)
                && campaign_aims_at(camp, found->account);
        bool one = camp->trigger == TRIGGER_SOURCE
                && state_find_pair(watch->state, found->account, camp->found.source) != TABLE_NONE;
        if (camp->organisation == found->organisation && (many || few || one))
            return camp;
    }
    return NULL;
}

/* Another account was taken from the same network with the same program, or is taken from the same address. */
static struct campaign *of_same_hand(
        struct campaigns *campaigns, const struct watch *watch, const struct finding *found, uint32_t client)
{
    struct ip_addr network = source_network(source_at(watch->state, found->source)->addr);
    for (uint32_t i = campaigns->at ? campaigns->count : 0; i-- > 0;) {
        struct campaign *camp = &campaigns->at[i];
        const struct source *src = source_at(watch->state, camp->found.source);
        if (camp->trigger != TRIGGER_TAKEN || camp->organisation != found->organisation
                || found->now - camp->last_use > WEEK || !ip_eq(source_network(src->addr), network))
            continue;
        const struct visit *first = visit_find(
                &watch->state->visits, camp->found.account, (uint32_t)src->key);
        if (src == source_at(watch->state, found->source) || (first != NULL && first->client == client))
            return camp;
    }
    return NULL;
}

/* An address that only its visitors use takes part from now on; one where others are at home does not. */
static void claim(struct campaigns *campaigns, struct watch *watch, struct campaign *camp, uint32_t source)
{
    struct source *src = source_at(watch->state, source);
    const unsigned own = 3;
    if (src->campaign == 0 && src->ok_accounts <= own && !(src->flags & SOURCE_EXIT))
        campaign_claim(campaigns, camp, src);
}

static void hold(struct campaigns *campaigns, struct watch *watch, struct campaign *camp, struct visit *visit)
{
    struct holder *holder = holder_find(&watch->state->visits, visit->account);
    visit->campaign = (uint16_t)(camp - campaigns->at + 1);
    camp->last_use = watch->now;
    if (holder != NULL) {
        holder->campaign = visit->campaign;
        holder->taken_at = watch->now;
        holder->held = visit->source;
    }
}

/* What else the account did from new places within the week: weaker alone, but it was taken. */
static void hold_others(
        struct campaigns *campaigns, struct watch *watch, struct campaign *camp, const struct visit *of)
{
    struct visits *visits = &watch->state->visits;
    for (uint32_t i = 0; i < visits->visits.count; i++) {
        struct visit *visit = visit_at(visits, i);
        if (visit->account != of->account || visit->campaign != 0 || !takeover_is_more(watch, visit, of))
            continue;
        uint32_t src = state_source(watch->state, visit->organisation, visit->source, watch->now);
        hold(campaigns, watch, camp, visit);
        if (src != TABLE_NONE)
            claim(campaigns, watch, camp, src);
    }
}

void campaign_take_takeover(struct campaigns *campaigns, struct watch *watch, const struct finding *found)
{
    struct visits *visits = &watch->state->visits;
    struct visit *visit = visit_find(visits, found->account, source_id(watch, found));
    const struct holder *holder = holder_find(visits, found->account);
    if (visit == NULL || holder == NULL)
        return;
    bool home = visit->flags & VISIT_AT_HOME;
    struct campaign *camp = numbered(campaigns, source_at(watch->state, found->source)->campaign);
    if (camp == NULL && holder->campaign != 0 && found->now - holder->taken_at < 30 * DAY)
        camp = numbered(campaigns, holder->campaign);
    if (camp == NULL && !home)
        camp = that_guessed(campaigns, watch, found);
    if (camp == NULL)
        camp = of_same_hand(campaigns, watch, found, visit->client);
    if (camp == NULL)
        camp = campaign_open(campaigns, TRIGGER_TAKEN, found);
    if (camp == NULL)
        return;
    hold(campaigns, watch, camp, visit);
    if (!home) {
        claim(campaigns, watch, camp, found->source);
        hold_others(campaigns, watch, camp, visit);
    }
}

/* ---- and then the directory is sprayed ---- */

/* Do the seeds, in the order in which they came, go through the names in their order? Of chance half of the steps
 * go up; five of six do here. */
static bool in_order_of_names(const struct watch *watch, const struct campaign *camp)
{
    const uint32_t enough = 12;
    uint32_t up = 0, steps = 0;
    for (uint32_t i = 2; i < camp->seeds_count; i++) { /* the first is the one that opened it */
        struct slice a = interner_account(
                watch->state->interner, pair_at(watch->state, camp->seeds[i - 1])->account);
        struct slice b = interner_account(
                watch->state->interner, pair_at(watch->state, camp->seeds[i])->account);
        size_t n = a.len < b.len ? a.len : b.len;
        int order = n > 0 ? memcmp(a.at, b.at, n) : 0;
        steps++;
        up += order < 0 || (order == 0 && a.len <= b.len);
    }
    return steps >= enough && up * 6 >= steps * 5;
}

/* Half of the seeds come with the program or from a network of the visits. */
static bool has_marks_of(const struct watch *watch, const struct campaign *camp, const struct visit *visit,
        struct ip_addr network)
{
    uint32_t alike = 0;
    for (uint32_t i = 0; i < camp->seeds_count; i++) {
        const struct pair *pair = pair_at(watch->state, camp->seeds[i]);
        const struct client_counts *client = &watch->state->clients[pair->client];
        bool rare = client->ok <= 1 + client->fail / 20;
        alike += (rare && pair->client == visit->client)
                || ip_eq(source_network(source_at(watch->state, pair->source)->addr), network);
    }
    return alike * 2 > camp->seeds_count;
}

static bool goes_on_with(
        const struct watch *watch, const struct campaign *taken, const struct campaign *many, uint16_t number)
{
    const struct visits *visits = &watch->state->visits;
    if (many->since > taken->last_use + WEEK || many->found.now < taken->found.now)
        return false;
    bool ordered = in_order_of_names(watch, many);
    for (uint32_t i = 0; i < visits->visits.count; i++) {
        const struct visit *visit = visit_at(visits, i);
        if (visit->campaign != number)
            continue;
        struct ip_addr from = interner_source(watch->state->interner, visit->source);
        if (visit->act[ACTION_DIRECTORY_READ] > 0 || ordered
                || has_marks_of(watch, many, visit, source_network(from)))
            return true;
    }
    return false;
}

/* A visit that was not enough by itself: with the marks of the spray that follows, or with the address book read and
 * its names tried in their order, it may be. */
static void hold_forerunners(struct campaigns *campaigns, struct watch *watch, struct campaign *many)
{
    const double marks = 5, book = 3; /* nats: one visit in 150 has them by chance, one in twenty */
    struct visits *visits = &watch->state->visits;
    double level = takeover_level(watch, &watch->orgs[many->organisation]);
    bool ordered = in_order_of_names(watch, many);
    for (uint32_t i = 0; i < visits->visits.count; i++) {
        struct visit *visit = visit_at(visits, i);
        struct judgement verdict;
        if (visit->campaign != 0 || visit->organisation != many->organisation
                || visit->last + WEEK < many->since || (visit->flags & VISIT_AT_HOME)
                || !(visit->flags & VISIT_SIGNED_IN))
            continue;
        struct ip_addr from = interner_source(watch->state->interner, visit->source);
        takeover_judge(visit, &verdict);
        verdict.sum += has_marks_of(watch, many, visit, source_network(from)) ? marks : 0;
        verdict.sum += ordered && visit->act[ACTION_DIRECTORY_READ] > 0 ? book : 0;
        if (verdict.sum >= level)
            hold(campaigns, watch, many, visit);
    }
}

void taken_goes_on(struct campaigns *campaigns, struct watch *watch, struct campaign *many)
{
    uint16_t number = (uint16_t)(many - campaigns->at + 1);
    for (uint32_t i = 0; i < campaigns->count; i++) {
        struct campaign *taken = &campaigns->at[i];
        if (taken->trigger != TRIGGER_TAKEN || taken->goes_on != 0
                || taken->organisation != many->organisation
                || !goes_on_with(watch, taken, many, (uint16_t)(i + 1)))
            continue;
        taken->goes_on = number;
        if (many->taken_at == 0 || taken->found.now < many->taken_at)
            many->taken_at = taken->found.now;
        if (taken->since < many->since)
            many->since = taken->since;
        struct visits *visits = &watch->state->visits;
        for (uint32_t v = 0; v < visits->visits.count; v++)
            if (visit_at(visits, v)->campaign == i + 1)
                hold(campaigns, watch, many, visit_at(visits, v));
        for (uint32_t s = 0; s < watch->state->sources.count; s++)
            if (source_at(watch->state, s)->campaign == i + 1)
                source_at(watch->state, s)->campaign = number;
    }
    hold_forerunners(campaigns, watch, many);
}
