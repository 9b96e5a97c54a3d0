/* attacks.c - published attacks on sign-in as tables of what is known about them, and their evasions.
 *
 * Source  Microsoft 2020 (Strontium), 2021 (DEV-0343), 2024 (Quad7, password spray with one or two tries a
 *         day), Proofpoint 2025 (SneakyStrike), CISA AA24-057A (dormant accounts), Okta 2024 (stuffing through
 *         residential proxies).
 */
#include <stdlib.h>
#include <string.h>

#include "world.h"

enum pattern { STEADY, BURSTS, IN_ORDER, ONCE };

static const struct shape {
    const char *kind, *help;
    double days, per_day; /* length; tries per account and day */
    double share;         /* of the staff; 0: `accounts` */
    uint32_t accounts, addresses, hits;
    uint8_t pattern, way;
    double missing; /* share of tried names that nobody has */
} shapes[] = {
    { "brute-force", "L1: a few accounts, hundreds of tries an hour from a handful of addresses", 0.5, 4000,
            0, 4, 3, 1, STEADY, WAY_SCRIPT, 0.25 },
    { "spray", "L2: a fifth of the staff, four tries an hour each, every try from another address", 7, 96,
            0.2, 0, 1200, 1, STEADY, WAY_SCRIPT, 0.05 },
    { "low-and-slow", "L3: most accounts, one try a day each, from 1,600 home routers", 8, 1, 0.8, 0, 1600, 1,
            STEADY, WAY_BROWSER, 0.02 },
    { "anonymous-exits", "L4: some accounts, a few tries a day through an anonymity network's exits", 6, 4,
            0.3, 0, 400, 1, STEADY, WAY_LEGACY, 0.05 },
    { "bursts", "L5: every account twice within half an hour, then days of quiet, again", 9, 2, 1, 0, 6, 1,
            BURSTS, WAY_SCRIPT, 0.02 },
    { "directory-order", "L6: after one theft every name of the directory in its order", 2, 0.5, 1, 0, 40, 1,
            IN_ORDER, WAY_BROWSER, 0 },
    { "dormant", "L7: a handful of test accounts that nobody uses", 5, 3, 0, 12, 60, 1, STEADY, WAY_BROWSER,
            0 },
    { "legacy-protocol", "L8: mail protocols that know no second factor, every try from another address", 6,
            3, 0.3, 0, 5000, 1, STEADY, WAY_LEGACY, 0.1 },
    { "stuffing", "L9: names and passwords leaked elsewhere, one try each through a hundred proxies", 1.5, 1,
            0, 1500, 100, 3, ONCE, WAY_BROWSER, 0.75 },
};

#define SHAPES (sizeof shapes / sizeof shapes[0])

static const struct shape *shape_of(const char *kind)
{
    for (size_t i = 0; i < SHAPES; i++)
        if (strcmp(shapes[i].kind, kind) == 0)
            return &shapes[i];
    return NULL;
}

bool attack_is_kind(const char *kind)
{
    return shape_of(kind) != NULL;
}

void attack_list(FILE *to)
{
    for (size_t i = 0; i < SHAPES; i++)
        (void)fprintf(to, "  %-16s %s\n", shapes[i].kind, shapes[i].help);
}

struct raid {
    struct world *world;
    const struct shape *shape;
    struct attack_plan plan; /* with the shape's values where nothing was given */
    struct attack_truth *truth;
    struct dice dice;
    uint32_t *targets;
    uint32_t *hit_at; /* of a target: the try whose password is right, UINT32_MAX never */
    struct ip_addr *pool;
    uint32_t first_address, next_address, made_up;
    uint32_t owned; /* the attacker's own account */
    size_t targets_count, targets_room, pool_room;
};

static int by_name(const void *a, const void *b, void *accounts)
{
    const struct account *all = accounts;
    return strcmp(all[*(const uint32_t *)a].name, all[*(const uint32_t *)b].name);
}

/* The number in an invented name: a campaign has its own list. */
static uint32_t invented(const struct raid *raid, uint32_t i)
{
    struct dice list = dice_for(raid->plan.campaign, "names", i);
    return raid->plan.campaign == 0 ? i + 1 : 1 + (uint32_t)dice_below(&list, 100000);
}

static void choose_targets(struct raid *raid)
{
    struct world *world = raid->world;
    uint32_t count = raid->plan.accounts, staff = world->people - 1; /* the last is the attacker's own */
    double dormant = strcmp(raid->shape->kind, "dormant") == 0 ? 1 : raid->plan.dormant;
    uint32_t *order = must(malloc(staff * sizeof *order));
    for (uint32_t i = 0; i < staff; i++)
        order[i] = i;
    for (uint32_t i = staff; i > 1; i--) {
        uint32_t j = (uint32_t)dice_below(&raid->dice, i), keep = order[i - 1];
        order[i - 1] = order[j];
        order[j] = keep;
    }
    raid->targets = must(calloc(count, sizeof *raid->targets));
    raid->hit_at = must(malloc(count * sizeof *raid->hit_at));
    for (uint32_t i = 0; i < count; i++) {
        char name[NAME_ROOM];
        if (dormant > 0 && (dormant == 1 || dice_says(&raid->dice, dormant))) {
            (void)snprintf(name, sizeof name, "test.training%u", i + 1);
            raid->targets[i] = world_account(world, name, false);
        } else if (i >= staff || dice_says(&raid->dice, raid->plan.missing)) {
            (void)snprintf(name, sizeof name, raid->shape->pattern == ONCE ? "customer%u" : "former.staff%u",
                    invented(raid, i));
            raid->targets[i] = world_account(world, name, true);
        } else
            raid->targets[i] = order[i];
        raid->hit_at[i] = UINT32_MAX;
    }
    raid->targets_count = count;
    if (raid->shape->pattern == IN_ORDER)
        qsort_r(raid->targets, count, sizeof *raid->targets, by_name, world->accounts);
    free(order);
}

/* IPv4 has room for one attack: what comes beside it must not share its addresses. */
static struct ip_addr new_address(struct raid *raid, uint32_t i)
{
    bool alone = raid->truth == raid->world->attacks;
    if (i < 254 && alone && !(raid->plan.evasions & EVADE_IPV6))
        return v4(203, 0, 113, 1 + i);
    return v6(0xa000 + (unsigned)dice_below(&raid->dice, 4096), (unsigned)dice_below(&raid->dice, 65536),
            dice_next(&raid->dice));
}

static void make_pool(struct raid *raid)
{
    raid->pool = must(malloc(raid->plan.addresses * sizeof *raid->pool));
    struct dice own = raid->dice, list = dice_for(raid->plan.campaign, "pool", 0);
    if (raid->plan.campaign > 0)
        raid->dice = list;
    /* IPv4 has too few for several campaigns; an organisation meets a part of the pool. */
    for (uint32_t i = 0; i < raid->plan.addresses; i++)
        raid->pool[i] = new_address(raid, raid->plan.campaign > 0 ? 254 + i : i);
    if (raid->plan.campaign == 0)
        return;
    raid->dice = own;
    raid->first_address = (uint32_t)dice_below(&raid->dice, raid->plan.addresses);
}

static struct ip_addr address_for_try(struct raid *raid)
{
    if (raid->plan.evasions & EVADE_NEIGHBOUR && dice_says(&raid->dice, 0.2))
        return person_at_home(raid->world, 3, &raid->dice);
    if (raid->plan.evasions & EVADE_IPV6)
        return new_address(raid, 0);
    return raid->pool[(raid->first_address + raid->next_address++) % raid->plan.addresses];
}

static void note_source(struct raid *raid, struct ip_addr from)
{
    struct attack_truth *truth = raid->truth;
    if ((truth->sources_count & (truth->sources_count + 1)) == 0)
        truth->sources = must(
                realloc(truth->sources, 2 * (truth->sources_count + 1) * sizeof *truth->sources));
    truth->sources[truth->sources_count++] = ip_source_key(from);
}

static void add(struct raid *raid, time_us at, uint32_t account, struct ip_addr from, enum ending end)
{
    struct world *world = raid->world;
    size_t before = world->signins_count;
    world_add(world, at, account, from, end, (enum way)raid->shape->way, ATTACK);
    if (world->signins_count == before)
        return;
    world->signins[before].attack = (uint8_t)(1 + (raid->truth - world->attacks));
    note_source(raid, from);
    if (account == raid->owned && end == END_OK)
        return; /* his own: no try */
    if (raid->truth->tries++ == 0 || at < raid->truth->first)
        raid->truth->first = at;
    if (at > raid->truth->last)
        raid->truth->last = at;
}

static void comes_back(struct raid *raid, time_us at, uint32_t account)
{
    uint64_t visits = 1 + dice_below(&raid->dice, 4);
    for (uint64_t i = 0; i < visits; i++) {
        at += (time_us)(dice_wait(&raid->dice, 30000) * (double)TIME_SECOND);
        add(raid, at, account, address_for_try(raid), END_OK);
    }
}

/* One try; false when the account needs no further one. */
static bool attempt(struct raid *raid, time_us at, size_t target, bool right)
{
    struct world *world = raid->world;
    uint32_t id = raid->targets[target];
    struct ip_addr from = address_for_try(raid);
    bool first = raid->next_address <= raid->plan.addresses;
    if (raid->plan.evasions & EVADE_OWN_ACCOUNT && first)
        add(raid, at - 40 * TIME_SECOND, raid->owned, from, END_OK);
    if (raid->plan.evasions & EVADE_SUCCESSES && dice_says(&raid->dice, 0.2))
        add(raid, at + 15 * TIME_SECOND, raid->owned, from, END_OK);
    for (int i = 0; raid->plan.evasions & EVADE_NAMES && i < 2; i++) {
        char name[NAME_ROOM];
        (void)snprintf(name, sizeof name, "invented%u", ++raid->made_up);
        add(raid, at - (time_us)(600 * dice_unit(&raid->dice)) * TIME_SECOND,
                world_account(world, name, true), address_for_try(raid), END_NO_SUCH);
    }
    if (world->accounts[id].missing) {
        add(raid, at, id, from, END_NO_SUCH);
        return true;
    }
    bool stopped = right && world->accounts[id].has_mfa && raid->shape->way != WAY_LEGACY
            && world->plan.second_factor;
    size_t before = world->signins_count;
    add(raid, at, id, from, !right ? END_BAD_PASSWORD : stopped ? END_MFA_STOPPED : END_OK);
    if (!right || world->signins_count == before)
        return !right;
    if (stopped)
        raid->truth->known[raid->truth->known_count++] = id;
    else {
        raid->truth->got_in[raid->truth->got_in_count++] = id;
        comes_back(raid, at, id);
    }
    return false;
}

/* Tries of the whole day move between two hours, the order kept. */
static time_us moved_between(const struct raid *raid, time_us at, const double hours[2])
{
    time_us day = (at - raid->world->plan.start) / TIME_DAY,
            of_day = (at - raid->world->plan.start) % TIME_DAY;
    return raid->world->plan.start + day * TIME_DAY + (time_us)(hours[0] * (double)TIME_HOUR)
            + (time_us)((double)of_day * (hours[1] - hours[0]) / 24);
}

/* When the attacker is at work. */
static time_us in_hours(struct raid *raid, time_us at)
{
    const struct attack_plan *plan = &raid->plan;
    static const double office[2] = { 8, 17 };
    if (plan->evasions & EVADE_HOURS)
        return moved_between(raid, at, office);
    if (plan->inside > 0 && !dice_says(&raid->dice, plan->inside))
        return at;
    if (plan->peak[1] > 0 && dice_says(&raid->dice, 0.5))
        return moved_between(raid, at, plan->peak);
    return plan->hours[1] > 0 ? moved_between(raid, at, plan->hours) : at;
}

static bool on_his_days(const struct raid *raid, time_us at)
{
    return raid->plan.week == 0 || raid->plan.week >> time_hour_of_week(at) / 24 & 1;
}

/* Seconds at work as seconds of the calendar: bursts, and silence between them. */
static double with_silence(const struct raid *raid, double t)
{
    double burst = raid->plan.burst * 3600;
    return burst > 0 ? t + floor(t / burst) * raid->plan.quiet * 86400 : t;
}

static void try_all(struct raid *raid, size_t target, time_us begin)
{
    double gap = 86400 / raid->plan.per_day, lasts = raid->plan.days * 86400;
    double t = gap * dice_unit(&raid->dice);
    if (raid->shape->pattern == BURSTS)
        t = 1800 * dice_unit(&raid->dice);
    if (raid->shape->pattern == IN_ORDER)
        t = lasts * ((double)target + 0.5) / (double)raid->targets_count;
    if (raid->shape->pattern == ONCE)
        t = lasts * dice_unit(&raid->dice);
    for (uint32_t no = 0; with_silence(raid, t) < lasts; no++) { /* two tries, then a pause */
        uint32_t burst = no / 2 + 1;
        time_us at = in_hours(raid, begin + (time_us)(with_silence(raid, t) * (double)TIME_SECOND));
        bool goes_on = !on_his_days(raid, at) || attempt(raid, at, target, no == raid->hit_at[target]);
        if (!goes_on || raid->shape->pattern == ONCE)
            return;
        if (raid->shape->pattern == BURSTS)
            t = no % 2 == 0 ? t + 120 : burst * 4.5 * 86400 + 1800 * dice_unit(&raid->dice);
        else if (raid->plan.evasions & EVADE_METRONOME)
            t += gap;
        else
            t += gap * (0.7 + 0.6 * dice_unit(&raid->dice));
    }
}

/* Which accounts' passwords will be found, and when: within the first two thirds. */
static void choose_hits(struct raid *raid)
{
    double tries = raid->shape->pattern == BURSTS ? 4
            : raid->shape->pattern == IN_ORDER || raid->shape->pattern == ONCE
            ? 1
            : raid->plan.days * raid->plan.per_day;
    uint32_t hits = raid->plan.hits;
    for (size_t i = 0; hits > 0 && i < raid->targets_count; i++) {
        size_t at = (i * 7 + 3) % raid->targets_count;
        if (raid->world->accounts[raid->targets[at]].missing || raid->hit_at[at] != UINT32_MAX)
            continue;
        raid->hit_at[at] = (uint32_t)(tries * 0.66 * dice_unit(&raid->dice));
        hits--;
    }
}

static int by_id(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static int by_address(const void *a, const void *b)
{
    return ip_cmp(*(const struct ip_addr *)a, *(const struct ip_addr *)b);
}

static size_t each_once(void *list, size_t count, size_t size, int (*order)(const void *, const void *))
{
    char *at = list;
    size_t kept = 0;
    if (count == 0)
        return 0;
    qsort(list, count, size, order);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || order(at + (kept - 1) * size, at + i * size) != 0) {
            if (kept != i)
                memcpy(at + kept * size, at + i * size, size);
            kept++;
        }
    return kept;
}

static void tell_truth(struct raid *raid)
{
    struct world *world = raid->world;
    struct attack_truth *truth = raid->truth;
    uint8_t tag = (uint8_t)(1 + (truth - world->attacks));
    truth->sources_count = each_once(
            truth->sources, truth->sources_count, sizeof *truth->sources, by_address);
    truth->accounts = must(malloc((world->signins_count + 1) * sizeof *truth->accounts));
    for (size_t i = 0; i < world->signins_count; i++)
        if (world->signins[i].attack == tag && world->signins[i].account != raid->owned)
            truth->accounts[truth->accounts_count++] = world->signins[i].account;
    truth->accounts_count = each_once(truth->accounts, truth->accounts_count, sizeof *truth->accounts, by_id);
}

bool attack_make(struct world *world, const struct attack_plan *plan)
{
    const struct shape *shape = shape_of(plan->kind);
    if (shape == NULL || world->attacks_count == ATTACKS_MAX)
        return false;
    struct raid raid = { .world = world,
        .shape = shape,
        .plan = *plan,
        .owned = world->people - 1,
        .truth = &world->attacks[world->attacks_count],
        .dice = dice_for(world->plan.seed, shape->kind, world->attacks_count) };
    struct attack_plan *p = &raid.plan;
    uint32_t share = (uint32_t)(shape->share * world->people);
    p->days = p->days > 0 ? p->days : shape->days;
    p->per_day = p->per_day > 0 ? p->per_day : shape->per_day;
    p->accounts = p->accounts ? p->accounts : share > 1 ? share : shape->accounts ? shape->accounts : 1;
    p->addresses = p->addresses ? p->addresses : shape->addresses;
    p->hits = p->hits_given ? p->hits : shape->hits;
    p->missing = p->missing_given ? p->missing : shape->missing;
    *raid.truth = (struct attack_truth){ .kind = shape->kind };
    world->attacks_count++;

    choose_targets(&raid);
    choose_hits(&raid);
    make_pool(&raid);
    time_us begin = world->plan.start + (time_us)(p->day * (double)TIME_DAY);
    for (size_t i = 0; i < raid.targets_count; i++)
        try_all(&raid, i, begin);
    tell_truth(&raid);
    free(raid.targets);
    free(raid.hit_at);
    free(raid.pool);
    return true;
}
