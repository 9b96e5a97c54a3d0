/* weigh.c - what the place of a visit says; docs/rules/account-takeover.md states every prior. */
#include <math.h>

#include "core/base/limits.h"
#include "core/detect/takeover/takeover.h"
#include "core/state/lured.h"

#define HOUR 3600u
#define DAY 86400u

/* Beta: `seen` of `all`, and a prior share that weighs as much as `weight` of them. */
static double share(double seen, double all, double prior, double weight)
{
    return (seen + prior * weight) / (all + weight);
}

static double between(double val, double least, double most)
{
    return val < least ? least : val > most ? most : val;
}

/* Nine of ten intruders come from where the account never was. Of holders the organisation's own share of new
 * places does, and while little is known of an account some that are merely new to us: half on its first day, one in
 * fifty after a week, one in two hundred and fifty after a month. */
static double place_nats(const struct house *house, const struct arrival *p)
{
    bool inside = p->src->flags & SOURCE_INSIDE;
    double holder = share(house->new_places[inside], house->known_days, 0.02, 50)
            + 0.5 / pow(p->acct->days + 1.0, 1.5);
    return between(log(0.9 / holder), 0, 5);
}

static bool country_known(const struct holder *holder, const char country[2])
{
    for (int i = 0; i < HOLDER_COUNTRIES; i++)
        if (memcmp(holder->country[i], country, 2) == 0)
            return true;
    return false;
}

static void learn_country(struct holder *holder, const char country[2])
{
    for (int i = 0; i < HOLDER_COUNTRIES; i++)
        if (holder->country[i][0] == '\0') {
            memcpy(holder->country[i], country, 2);
            return;
        }
}

/* A colleague of the same provider, or the same line with another address. */
static bool network_known(const struct holder *holder, uint32_t asn)
{
    for (int i = 0; i < HOLDER_NETWORKS && asn != 0; i++)
        if (holder->asn[i] == asn)
            return true;
    return false;
}

static void learn_network(struct holder *holder, uint32_t asn)
{
    for (int i = 0; i < HOLDER_NETWORKS && asn != 0; i++)
        if (holder->asn[i] == 0) {
            holder->asn[i] = asn;
            return;
        }
}

/* Faster than an aircraft between the middles of the countries, 500 km less for what middles are worth. Holders do
 * it too, by VPN: half as often as intruders, and never reason enough. */
static double travel_nats(const struct holder *holder, const char country[2], uint32_t before, uint32_t now)
{
    const double fastest = 900, slack = 500;
    double km = travel_distance(holder->country[0], country) - slack;
    if (before == 0 || km <= 0)
        return 0;
    double hours = fmax((now - before) / (double)HOUR, 0.05);
    return km / hours > fastest ? log(0.8 / 0.4) : 0;
}

static void weigh_country(struct house *house, const struct arrival *p, const char country[3], uint32_t now,
        struct visit *visit)
{
    struct holder *holder = p->holder;
    if (country[0] == '\0' || holder->country[0][0] == '\0')
        return;
    bool fresh = !country_known(holder, country);
    double holders = share(house->countries_new, house->countries_told, 0.1, 20);
    house->countries_told++;
    house->countries_new += fresh;
    if (!fresh)
        return;
    visit->part[VISIT_COUNTRY] = (float)between(log(0.7 / holders), 0, 2);
    visit->part[VISIT_TRAVEL] = (float)travel_nats(holder, country, p->before, now);
}

enum protocol_class takeover_protocol(const struct interner *names, uint32_t client)
{
    static const char *const legacy[] = { "IMAP4", "IMAP", "POP3", "POP", "SMTP", "Authenticated SMTP",
        "ropc", "Other clients", "Exchange Web Services", "MAPI Over HTTP" };
    struct slice protocol = interner_protocol(names, client);
    if (slice_eq(protocol, LIT("sshd")) || slice_eq(protocol, LIT("Browser")))
        return PROTOCOL_OTHER; /* mostly */
    if (slice_eq_nocase(protocol, LIT("deviceCode")))
        return PROTOCOL_DEVICE_CODE;
    for (size_t i = 0; i < sizeof legacy / sizeof *legacy; i++)
        if (slice_eq_nocase(protocol, text(legacy[i])))
            return PROTOCOL_LEGACY;
    return PROTOCOL_OTHER;
}

/* One takeover in ten by device code (Storm-2372, Microsoft 13 February 2025), one in seven by protocols that know
 * no second factor; of holders one new place in five hundred, and one in thirty. */
static double protocol_nats(const struct watch *watch, struct house *house, const struct arrival *p)
{
    static const double intruders[] = { 0, 0.1, 0.15 }, holders[] = { 1, 0.002, 0.033 };
    enum protocol_class class = takeover_protocol(watch->state->interner, p->ev->client);
    double places = house->protocols[0] + house->protocols[1] + house->protocols[2];
    double usual = share(house->protocols[class], places, holders[class], 50);
    house->protocols[class]++;
    bool known = p->holder->protocols >> class & 1;
    return class == PROTOCOL_OTHER || known ? 0 : between(log(intruders[class] / usual), 0, 4);
}

/* A program that made at most one of a thousand successful sign-ins here. */
static double agent_nats(const struct watch *watch, const struct org *org, uint32_t client)
{
    const uint64_t enough = 200, one_in = 1000;
    const uint32_t enough_days = 50;
    const struct state *state = watch->state;
    if (org->successes < enough || org->house.account_days < enough_days || client >= state->clients_count
            || interner_agent(state->interner, client).len == 0)
        return 0;
    return state->clients[client].ok <= 1 + org->successes / one_in ? 1.5 : 0;
}

/* Who comes back after long is mostly the holder; of those whose accounts are taken one in five had slept. */
static double dormant_nats(const struct house *house, const struct arrival *p, uint32_t now)
{
    if (p->before == 0 || now - p->before < HOUSE_DORMANT)
        return 0;
    return between(log(0.2 / share(house->gaps_long, house->gaps, 0.01, 100)), 0, 2);
}

/* The account under its name, or under its name at one of the organisation's domains. */
static uint32_t lure_at(const struct state *state, uint32_t account, uint32_t now)
{
    struct slice name = interner_account(state->interner, account);
    uint32_t at = lured_at(state->lured, name, now);
    for (size_t i = 0; at == 0 && state->own != NULL && i < state->own->domains_count; i++) {
        char buf[LIMIT_NAME + 1];
        struct slice domain = state->own->domains[i];
        if (slice_find(name, '@') < name.len || name.len + 1 + domain.len > sizeof buf)
            break;
        memcpy(buf, name.at, name.len);
        buf[name.len] = '@';
        memcpy(buf + name.len + 1, domain.at, domain.len);
        at = lured_at(state->lured, (struct slice){ buf, name.len + 1 + domain.len }, now);
    }
    return at;
}

/* Every second takeover begins with a lure (Verizon DBIR, Microsoft Digital Defense Report: by far the commonest way
 * in); a holder at a new place was lured as often as anybody: lured people of all, who know of one another only what
 * this mail tells, so at least one in ten counts as lured. */
static double lure_nats(
        const struct state *state, const struct holder *holder, uint32_t account, uint32_t now)
{
    const double followed = 0.5, least = 0.1;
    if (state->lured == NULL || holder == NULL || lure_at(state, account, now) == 0)
        return 0;
    double lured = share(state->lured->people, fmax(state->accounts_count, state->lured->people), least, 20);
    return between(log(followed / fmax(lured, least)), 0, 2);
}

void takeover_prompts(struct visit *visit, unsigned prompts)
{
    /* The first refusal: three of ten intruders with the password meet one, three of a hundred holders. Who sits
     * before the screen gives up after a few; of each further one a quarter would try again. */
    const unsigned most = 12;
    unsigned more = prompts > most ? most - 1 : prompts - 1;
    visit->prompts = prompts > UINT8_MAX ? UINT8_MAX : (uint8_t)prompts;
    visit->part[VISIT_PROMPTS] = (float)(log(0.3 / 0.03) + more * log(0.95 / 0.25));
    if (visit->part[VISIT_PLACE] == 0) /* nothing is known of where its holder is */
        visit->part[VISIT_PROMPTS] /= 2;
}

void takeover_weigh(const struct watch *watch, struct org *org, const struct arrival *p, struct visit *visit)
{
    struct house *house = &org->house;
    struct holder *holder = p->holder;
    uint32_t now = watch->now, id = p->ev->source;
    uint32_t asn = interner_source_asn(watch->state->interner, id);
    char country[3] = { 0 };

    interner_source_country(watch->state->interner, id, country);
    bool same_network = network_known(holder, asn) && (country[0] == '\0' || country_known(holder, country));
    visit->part[VISIT_PLACE] = same_network ? 0 : (float)place_nats(house, p);
    if (p->acct->days >= HOUSE_SETTLED)
        house->new_places[!!(p->src->flags & SOURCE_INSIDE)]++;
    weigh_country(house, p, country, now, visit);
    visit->part[VISIT_PROTOCOL] = (float)protocol_nats(watch, house, p);
    visit->part[VISIT_AGENT] = (float)agent_nats(watch, org, p->ev->client);
    visit->part[VISIT_DORMANT] = (float)dormant_nats(house, p, now);
    visit->part[VISIT_LURE] = (float)lure_nats(watch->state, holder, p->ev->account, now);
    if (holder->stopped_at != 0 && now - holder->stopped_at < DAY)
        visit->part[VISIT_STOPPED] = (float)log(0.5 / 0.2);
    if (holder->prompts > 0 && now - holder->prompts_at < DAY)
        takeover_prompts(visit, holder->prompts);
    house->visits++;
    learn_network(holder, asn);
    if (country[0] != '\0' && !country_known(holder, country))
        learn_country(holder, country);
}
