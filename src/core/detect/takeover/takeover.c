/* takeover.c - the way of a visit: begun, weighed, judged. */
#include "core/detect/takeover/takeover.h"

#include <math.h>

#define DAY 86400u
#define PROMPTS_APART 3600u /* s; after that long a refused prompt is another story */
#define SAME_HAND 600u      /* s; what tells no address belongs to what the account just did elsewhere */
#define NOTABLE 1.0         /* nats from which an act at home is remembered as one of a visit */

double takeover_level(const struct watch *watch, const struct org *org)
{
    const double least = 2500; /* account-days a year of ten people; fewer are not believed yet */
    double days = fmax((org->last - org->first) / (double)DAY, 1);
    double a_year = fmax(org->house.account_days / days * 365, least);
    return log(a_year / watch->false_alarms_per_year);
}

/* Where the others of the house sign in: no place of an intruder, unless it takes part in an attack. */
static bool is_house(const struct watch *watch, const struct source *src)
{
    const unsigned others = 3, days = 2;
    const struct own *own = watch->state->own;
    if (src->campaign != 0)
        return false;
    if (source_is_exit(src) || (src->ok_accounts > others && src->ok_days >= days))
        return true;
    return own != NULL && own_has(own->networks, own->networks_count, src->addr);
}

/* ---- the finding ---- */

static void found_visit(struct watch *watch, struct org *org, struct visit *visit,
        const struct judgement *verdict, double level, struct findings *findings)
{
    struct state *state = watch->state;
    uint32_t src = state_source(state, visit->organisation, visit->source, watch->now);
    uint32_t pair = src == TABLE_NONE ? TABLE_NONE : state_pair(state, visit->account, src);
    if (pair == TABLE_NONE) {
        state->evictions++;
        return;
    }
    (void)org;
    struct finding *found = findings_add(findings);
    found->rule = RULE_TAKEOVER;
    found->organisation = visit->organisation;
    found->now = watch->now;
    found->since = visit->first;
    found->account = visit->account;
    found->source = src;
    found->pair = pair;
    found->value = found->statistic = verdict->sum;
    found->level = level;
    found->row = visit->row;
}

static bool looks_alike(const struct interner *names, const struct visit *a, const struct visit *b)
{
    struct ip_addr from = interner_source(names, a->source), to = interner_source(names, b->source);
    uint32_t asn = interner_source_asn(names, a->source);
    return a->client == b->client || (asn != 0 && asn == interner_source_asn(names, b->source))
            || ip_eq(source_network(from), source_network(to));
}

bool takeover_is_more(const struct watch *watch, const struct visit *visit, const struct visit *held)
{
    struct judgement verdict;
    const struct org *org = &watch->orgs[visit->organisation];
    uint32_t apart = visit->first > held->last ? visit->first - held->last : held->first - visit->last;
    bool together = visit->first <= held->last && held->first <= visit->last;
    if ((visit->flags & VISIT_AT_HOME) || !visit_is_new(visit, watch->now)
            || (!together && apart > TAKEOVER_TOGETHER))
        return false;
    takeover_judge(visit, &verdict);
    return (verdict.sum >= TAKEOVER_JOINS && looks_alike(watch->state->interner, visit, held))
            || verdict.sum >= takeover_level(watch, org) * 2 / 3;
}

/* Enough for itself, or for more of what took the account before. */
static void judge(struct watch *watch, struct org *org, struct visit *visit, struct findings *findings)
{
    struct judgement verdict;
    const struct holder *holder = holder_find(&watch->state->visits, visit->account);
    double level = takeover_level(watch, org);
    if (visit->campaign != 0)
        return;
    takeover_judge(visit, &verdict);
    const struct visit *held = holder != NULL && holder->held != 0
            ? visit_find(&watch->state->visits, visit->account, holder->held)
            : NULL;
    bool more = holder != NULL && holder->campaign != 0 && watch->now - holder->taken_at < TAKEOVER_TOGETHER
            && held != NULL && takeover_is_more(watch, visit, held);
    if (verdict.sum >= level || more)
        found_visit(watch, org, visit, &verdict, level, findings);
}

/* ---- beginning ---- */

/* The visit that goes on at another address of the same line (IPv4 /24, IPv6 /56): the familiarity of such a
 * neighbour may be the visit's own doing. */
static const struct visit *goes_on(
        const struct watch *watch, const struct event *ev, const struct holder *holder)
{
    const struct state *state = watch->state;
    const struct visit *last = holder->latest == 0 || holder->latest == ev->source
            ? NULL
            : visit_find(&state->visits, ev->account, holder->latest);
    if (last == NULL || !visit_is_new(last, watch->now))
        return NULL;
    struct ip_addr a = interner_source(state->interner, ev->source),
                   b = interner_source(state->interner, last->source);
    int bits = ip_is_v4(a) ? 96 + 24 : 56;
    return ip_eq(ip_mask(a, bits), ip_mask(b, bits)) ? last : NULL;
}

static struct visit *begin(struct watch *watch, struct org *org, const struct arrival *place)
{
    const struct event *ev = place->ev;
    struct visit *visit = visit_make(&watch->state->visits, ev->account, ev->source, watch->now);
    if (visit == NULL) {
        watch->state->evictions++;
        return NULL;
    }
    visit->organisation = ev->organisation;
    visit->client = ev->client;
    visit->row = row_of(ev);
    const struct visit *last = goes_on(watch, ev, place->holder);
    if (last != NULL)
        memcpy(visit->part, last->part, sizeof visit->part);
    else
        takeover_weigh(watch, org, place, visit);
    if (place->src->campaign != 0)
        visit->part[VISIT_HAND] = 5; /* its addresses are its own: a neighbour there is one in a hundred */
    return visit;
}

static void learn_home(struct watch *watch, struct org *org, const struct arrival *place)
{
    struct visit unused = { 0 };
    struct house was = org->house;
    takeover_weigh(watch, org, place, &unused); /* for the holder's networks and countries alone */
    org->house = was;
    place->holder->protocols |= (uint8_t)(1u << takeover_protocol(watch->state->interner, place->ev->client));
}

void takeover_success(struct watch *watch, struct org *org, const struct event *ev, struct source *src,
        uint32_t before, bool kin, struct findings *findings)
{
    struct visits *visits = &watch->state->visits;
    struct holder *holder = holder_find(visits, ev->account);
    bool first = holder == NULL;
    if (ev->source == 0)
        return;
    if (first)
        holder = holder_make(visits, ev->account, watch->now);
    if (holder == NULL) {
        watch->state->evictions++;
        return;
    }
    struct arrival place = { ev, src, &watch->state->accounts[ev->account], holder, before };
    struct visit *visit = visit_find(visits, ev->account, ev->source);
    bool home = first || is_house(watch, src) || (kin && goes_on(watch, ev, holder) == NULL);
    if (visit == NULL && home) {
        learn_home(watch, org, &place);
        return;
    }
    if (visit == NULL)
        visit = begin(watch, org, &place);
    if (visit == NULL)
        return;
    if (visit->at == 0) {
        visit->at = watch->now;
        visit->row = row_of(ev);
    }
    visit->last = watch->now;
    visit->flags |= VISIT_SIGNED_IN;
    holder->latest = ev->source;
    holder->latest_at = watch->now;
    judge(watch, org, visit, findings);
}

void takeover_stopped(struct watch *watch, struct org *org, const struct event *ev, const struct source *src,
        struct findings *findings)
{
    struct holder *holder = holder_find(&watch->state->visits, ev->account);
    if (holder == NULL || ev->source == 0 || is_house(watch, src))
        return; /* nobody is known whose place it is not */
    if (ev->outcome != OUTCOME_MFA_DENIED) {
        holder->stopped_at = watch->now;
        return;
    }
    if (watch->now - holder->prompts_at > PROMPTS_APART)
        holder->prompts = 0;
    holder->prompts_at = watch->now;
    holder->prompts = holder->prompts + ev->repeat > UINT8_MAX ? UINT8_MAX
                                                               : (uint8_t)(holder->prompts + ev->repeat);
    const struct account *acct = &watch->state->accounts[ev->account];
    struct visit *visit = visit_find(&watch->state->visits, ev->account, ev->source);
    if (visit == NULL)
        visit = begin(watch, org, &(struct arrival){ ev, src, acct, holder, acct->last_ok });
    if (visit == NULL)
        return;
    visit->last = watch->now;
    takeover_prompts(visit, holder->prompts);
    judge(watch, org, visit, findings);
}

/* ---- accesses ---- */

/* Is it a place from which the account may do things? */
static bool at_home(const struct watch *watch, const struct event *ev, const struct source *src,
        uint32_t src_at, const struct holder *holder)
{
    struct state *state = watch->state;
    uint32_t at = state_find_pair(state, ev->account, src_at);
    if (is_house(watch, src) || (at != TABLE_NONE && pair_at(state, at)->first_ok != 0))
        return true;
    return state_is_kin(state, ev->account, src->addr, 0) && goes_on(watch, ev, holder) == NULL;
}

/* The visit to which the access belongs; NULL: it is made at home, or nobody tells from where. */
static struct visit *visit_of(
        struct watch *watch, struct org *org, const struct event *ev, struct holder *holder, bool first)
{
    struct state *state = watch->state;
    if (ev->source == 0) {
        bool at_once = holder->latest != 0
                && (watch->now - holder->latest_at < SAME_HAND
                        || (ev->action == ACTION_REPORT && watch->now - holder->latest_at < VISIT_NEW));
        return at_once ? visit_find(&state->visits, ev->account, holder->latest) : NULL;
    }
    struct visit *visit = visit_find(&state->visits, ev->account, ev->source);
    if (visit != NULL)
        return visit_is_new(visit, watch->now) ? visit : NULL;
    uint32_t src_at = state_source(state, ev->organisation, ev->source, watch->now);
    if (src_at == TABLE_NONE)
        return NULL;
    const struct source *src = source_at(state, src_at);
    struct account *acct = &state->accounts[ev->account];
    struct arrival place = { ev, src, acct, holder, acct->last_ok };
    if (first || at_home(watch, ev, src, src_at, holder)) {
        if (first) {
            learn_home(watch, org, &place);
            state_teach_kin(state, ev->account, src->addr, 0);
        }
        return NULL;
    }
    return begin(watch, org, &place);
}

/* Something at home that is worth remembering: the place itself speaks for the holder. */
static struct visit *visit_at_home(struct watch *watch, const struct event *ev)
{
    const double speaks_for_holder = log((1 - 0.9) / (1 - 0.02));
    if (ev->source == 0)
        return NULL;
    struct visit *visit = visit_make(&watch->state->visits, ev->account, ev->source, watch->now);
    if (visit == NULL)
        return NULL;
    if (visit->organisation == 0 && visit->row.length == 0) {
        visit->organisation = ev->organisation;
        visit->client = ev->client;
        visit->row = row_of(ev);
        visit->flags |= VISIT_AT_HOME;
        visit->part[VISIT_PLACE] = (float)speaks_for_holder;
    }
    return visit;
}

/* An ending that nobody here had until a day ago. The first sight of each is an act of no account. */
static bool is_fresh_ending(struct watch *watch, struct house *house, const struct event *ev)
{
    const uint64_t key = (uint64_t)ev->device << 32 | (ev->organisation + 1u) << 8 | ACTION_RENAME;
    bool fresh;
    if (house->renames_since == 0)
        house->renames_since = watch->now;
    uint32_t at = table_put(&watch->state->visits.acts, key, &fresh);
    if (at == TABLE_NONE)
        return false;
    struct act *first = act_at(&watch->state->visits, at);
    if (fresh) {
        first->first = first->last = watch->now;
        first->object = ev->device;
        first->organisation = ev->organisation;
    }
    return watch->now - first->first < DAY;
}

static double weigh(struct watch *watch, struct org *org, const struct event *ev, struct holder *holder,
        const struct visit *visit, const struct act *act, bool *ret_encrypted)
{
    bool new_place = visit != NULL && !(visit->flags & VISIT_AT_HOME);
    double nats = takeover_weigh_act(watch, &org->house, ev, holder, new_place);
    *ret_encrypted = false;
    if (ev->action == ACTION_RENAME && ev->device != 0 && act != NULL) {
        bool fresh = is_fresh_ending(watch, &org->house, ev);
        double ending = takeover_ending(
                interner_device(watch->state->interner, ev->device), act->count, fresh);
        *ret_encrypted = ending > 0;
        nats += ending;
    }
    return nats;
}

/* Bulk things are written down only where somebody may ask for them: everybody reads mail all day long. */
static bool is_bulk(enum action action)
{
    return takeover_volume(action) < VOLUMES || action == ACTION_MAIL_SENT || action == ACTION_FILE_WRITE
            || action == ACTION_DIRECTORY_READ;
}

static void begin_sitting(struct visit *visit, uint32_t now)
{
    if (visit->campaign != 0 || (now - visit->last < VISIT_PAUSE && now - visit->sitting < DAY))
        return;
    visit->sitting = now;
    visit->flags &= (uint8_t)~VISIT_ENCRYPTED;
    memset(visit->act, 0, sizeof visit->act);
    memset(visit->items, 0, sizeof visit->items);
}

static void add_act(struct watch *watch, struct org *org, const struct event *ev, struct visit *visit,
        double nats, bool encrypted, struct findings *findings)
{
    enum volume volume = takeover_volume((enum action)ev->action);
    begin_sitting(visit, watch->now);
    if (!(visit->flags & VISIT_AT_HOME) && visit->at == 0)
        visit->at = watch->now;
    visit->last = watch->now;
    visit->flags |= VISIT_SIGNED_IN | (encrypted ? VISIT_ENCRYPTED : 0);
    if (nats > visit->act[ev->action])
        visit->act[ev->action] = (float)nats;
    if (volume < VOLUMES)
        visit->items[volume] += ev->repeat;
    judge(watch, org, visit, findings);
}

static void count_day(struct watch *watch, struct org *org, struct holder *holder, uint32_t account)
{
    struct account *acct = &watch->state->accounts[account];
    uint32_t day = watch->now / DAY;
    if (holder->day == day)
        return;
    holder->day = day;
    holder->acts_today = 0;
    holder->today = 0;
    if (acct->last_ok / DAY != day) {
        house_day(&org->house, acct->days);
        acct->days += acct->days < UINT16_MAX;
    }
}

/* Once an account and day, however often: nobody makes what he does usual by doing it a thousand times. */
static void count_act(
        struct house *house, struct holder *holder, const struct event *ev, const struct visit *visit)
{
    uint32_t bit = 1u << ev->action;
    if (holder->today & bit)
        return;
    holder->today |= bit;
    house->acts[ev->action]++;
    house->acts_away[ev->action] += visit != NULL && !(visit->flags & VISIT_AT_HOME);
}

static void take_access(struct watch *watch, struct org *org, const struct event *ev, struct holder *holder,
        bool first, struct findings *findings)
{
    struct house *house = &org->house;
    enum volume volume = takeover_volume((enum action)ev->action);
    struct visit *visit = visit_of(watch, org, ev, holder, first);
    bool encrypted = false, done = ev->outcome == OUTCOME_OK;
    struct act *act = NULL;

    if (volume < VOLUMES)
        habit_count(
                &holder->habit[volume], &house->habit[volume], watch->now, ev->repeat, holder->campaign == 0);
    if (visit != NULL || !is_bulk((enum action)ev->action)
            || (ev->action == ACTION_RENAME && ev->device != 0))
        act = visits_act(&watch->state->visits, holder, ev, watch->now);
    if (!done)
        return;
    double nats = act == NULL && volume == VOLUMES ? 0
                                                   : weigh(watch, org, ev, holder, visit, act, &encrypted);
    if (visit == NULL && nats >= NOTABLE)
        visit = visit_at_home(watch, ev);
    if (visit != NULL) {
        holder->latest_at = ev->source == holder->latest ? watch->now : holder->latest_at;
        if (act == NULL)
            (void)visits_act(&watch->state->visits, holder, ev, watch->now);
        add_act(watch, org, ev, visit, nats, encrypted, findings);
    }
    if (volume == VOLUMES && holder->campaign == 0)
        count_act(house, holder, ev, visit);
    if (visit == NULL || (visit->flags & VISIT_AT_HOME))
        holder->done |= 1u << ev->action;
}

void takeover_access(struct watch *watch, const struct event *ev, struct findings *findings)
{
    struct state *state = watch->state;
    struct org *org = watch_begin(watch, ev, findings);
    if (org == NULL)
        return;
    org->house.accesses += ev->repeat;
    if (ev->account == 0)
        return; /* done by the service itself */
    struct account *acct = ev->account == INTERNER_OVERFLOW ? NULL : state_account(state, ev->account);
    struct holder *holder = acct == NULL ? NULL : holder_find(&state->visits, ev->account);
    bool first = holder == NULL;
    if (acct != NULL && first)
        holder = holder_make(&state->visits, ev->account, watch->now);
    if (holder == NULL) {
        state->evictions++;
        return;
    }
    acct->organisation = ev->organisation;
    acct->flags |= ACCOUNT_EXISTS;
    if (acct->first_seen == 0)
        state_meet(state, acct, ev->account, watch->now);
    count_day(watch, org, holder, ev->account);
    take_access(watch, org, ev, holder, first, findings);
}
