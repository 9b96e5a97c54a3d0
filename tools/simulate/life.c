/* life.c - the quiet life of a hospital: who works when, from where, and how often a password is mistyped. */
#include <string.h>

#include "world.h"

/* Published orders of magnitude: 2-6 % of interactive sign-ins are typing errors; after a change of
 * password a phone tries the old one 10-500 times an hour until somebody helps (threats.md, L9). */
#define TYPING_ERROR 0.05
#define GIVES_UP 0.06 /* of those who mistyped */
#define CHANGES_PASSWORD (1.0 / 90)
#define PHONE_KEEPS_OLD 0.1

static const char *const given[] = { "ada", "amir", "anja", "bela", "caro", "dana", "edda", "emil", "enno",
    "fadi", "gesa", "hana", "ida", "ivo", "jara", "jon", "kaya", "kim", "lea", "leo", "lina", "luca", "mara",
    "mila", "mira", "nael", "nora", "ola", "oskar", "pia", "rana", "rico", "sami", "sina", "tara", "theo",
    "uma", "vera", "yara", "zoe" };
static const char *const heads[] = { "al", "ber", "cor", "dal", "fen", "gar", "hol", "kel", "lor", "mon",
    "nor", "pel", "ros", "sel", "tor", "val", "wen", "zan" };
static const char *const tails[] = { "ander", "bach", "dahl", "ek", "gren", "holt", "ini", "kamp", "lund",
    "mann", "ova", "rup", "sen", "sky", "tari", "vik", "wick", "zaro" };
static const char *const services[] = { "svc-backup", "svc-monitor", "svc-scan", "svc-lab-import",
    "svc-print" };

#define OF(list, n) list[(n) % (sizeof list / sizeof list[0])]

void people_make(struct world *world)
{
    uint32_t n = world->people = world->plan.people;
    for (uint32_t i = 0; i < n; i++) {
        struct dice d = dice_for(world->plan.seed, "person", i);
        char name[NAME_ROOM];
        uint64_t a = dice_next(&d), b = dice_next(&d), c = dice_next(&d);
        (void)snprintf(name, sizeof name, "%s.%s%s", OF(given, a), OF(heads, b), OF(tails, c));
        /* As a real directory does: the second of a name gets a number. */
        if (n > 500 || i % 7 == 3)
            (void)snprintf(name + strlen(name), sizeof name - strlen(name), "%u", i);
        uint32_t id = world_account(world, name, false);
        world->accounts[id].has_mfa = dice_says(&d, 0.6);
    }
    for (size_t i = 0; i < sizeof services / sizeof services[0]; i++)
        world->accounts[world_account(world, services[i], false)].service = true;
}

struct ip_addr workplace(void)
{
    return v4(198, 51, 100, 200);
}

struct ip_addr person_at_work(const struct world *world, uint32_t person, time_us at)
{
    time_us nat_from = world->plan.start + (time_us)(world->plan.nat * (double)TIME_DAY);
    if (world->plan.nat >= 0 && at >= nat_from)
        return workplace();
    return v4(10, 20, person / 250 % 250, 1 + person % 250);
}

/* Two of three homes have IPv6, where devices change the host part daily; the others share the exits of
 * their provider. */
struct ip_addr person_at_home(const struct world *world, uint32_t person, struct dice *d)
{
    struct dice fixed = dice_for(world->plan.seed, "home", person);
    if (dice_says(&fixed, 0.66))
        return v6(
                0x1000 + (unsigned)dice_below(&fixed, 64), (unsigned)dice_below(&fixed, 65536), dice_next(d));
    return v4(192, 0, 2, 1 + (unsigned)dice_below(&fixed, 250));
}

static struct ip_addr on_the_way(struct dice *d)
{
    return v6(0x2000 + (unsigned)dice_below(d, 16), (unsigned)dice_below(d, 65536), dice_next(d));
}

/* Seconds after midnight at which a turn of work begins; negative: free today. */
static double work_begins(const struct world *world, uint32_t person, int day, struct dice *d)
{
    struct dice fixed = dice_for(world->plan.seed, "contract", person);
    double kind = dice_unit(&fixed);
    int weekday = (int)((world->plan.start / TIME_DAY + 3 + day) % 7); /* 0 Monday */
    if (kind < 0.6) {
        if (weekday >= 5 || dice_says(d, 0.08))
            return -1;
        return 8 * 3600 + 2400 * dice_bell(d);
    }
    if (kind < 0.9) {
        /* Early, late, night: a change every four days, two free. */
        int turn = (day + (int)dice_below(&fixed, 18)) % 18;
        if (turn % 6 >= 4)
            return -1;
        int begin = 6 + turn / 6 * 8;
        return begin * 3600 + 300 * dice_bell(d);
    }
    return dice_says(d, 0.25) ? (6 + 14 * dice_unit(d)) * 3600 : -1;
}

static struct ip_addr place_of(const struct world *world, uint32_t person, time_us at, struct dice *d)
{
    double where = dice_unit(d);
    if (where < 0.72)
        return person_at_work(world, person, at);
    return where < 0.92 ? person_at_home(world, person, d) : on_the_way(d);
}

static void signs_in(struct world *world, time_us at, uint32_t person, struct dice *d)
{
    struct ip_addr from = place_of(world, person, at, d);
    enum way way = dice_says(d, 0.3) ? WAY_PHONE : WAY_BROWSER;
    struct dice fixed = dice_for(world->plan.seed, "key", person);
    if (dice_says(&fixed, 0.15))
        way = WAY_KEY; /* nothing to mistype */
    else if (dice_says(d, TYPING_ERROR)) {
        int errors = 1 + (int)dice_below(d, 2) + (dice_says(d, 0.1) ? 3 : 0);
        bool gives_up = dice_says(d, GIVES_UP);
        for (int i = 0; i < errors; i++) {
            world_add(world, at, person, from, END_BAD_PASSWORD, way, gives_up ? GAVE_UP : TYPING);
            at += (time_us)((4 + dice_wait(d, 15)) * (double)TIME_SECOND);
        }
        if (gives_up)
            return;
    }
    world_add(world, at, person, from, END_OK, way, way == WAY_KEY ? KEY : WORK);
}

static void old_password_on_phone(struct world *world, time_us at, uint32_t person, struct dice *d)
{
    double every = 60 + 600 * dice_unit(d), lasts = 3600 * (1 + 20 * dice_unit(d));
    struct ip_addr from = person_at_home(world, person, d);
    double t = 0;
    while (t < lasts) {
        world_add(world, at + (time_us)(t * (double)TIME_SECOND), person, from, END_BAD_PASSWORD, WAY_PHONE,
                STALE_PHONE);
        t += every * (0.9 + 0.2 * dice_unit(d));
    }
}

/* Who reads mail on a phone does so from home each evening: the place is known long before a password changes. */
static bool has_phone(const struct world *world, uint32_t person)
{
    struct dice fixed = dice_for(world->plan.seed, "phone", person);
    return dice_says(&fixed, 0.4);
}

/* `synced`: the phone has worked from home before. */
static void work_day(struct world *world, uint32_t person, int day, bool *synced)
{
    struct dice d = dice_for(world->plan.seed, "day", (uint64_t)person << 20 | (uint64_t)day);
    double begins = work_begins(world, person, day, &d);
    if (begins < 0)
        return;
    time_us midnight = world->plan.start + day * TIME_DAY;
    time_us at = midnight + (time_us)(begins * (double)TIME_SECOND);
    double t = 0;
    while (t < 8.5 * 3600) {
        signs_in(world, at + (time_us)(t * (double)TIME_SECOND), person, &d);
        t += 600 + dice_wait(&d, 10000);
    }
    if (!has_phone(world, person))
        return;
    world_add(world, at + 10 * TIME_HOUR + (time_us)(dice_unit(&d) * 2 * (double)TIME_HOUR), person,
            person_at_home(world, person, &d), END_OK, WAY_PHONE, WORK);
    if (*synced && dice_says(&d, CHANGES_PASSWORD) && dice_says(&d, PHONE_KEEPS_OLD * 2.5))
        old_password_on_phone(world, at + TIME_HOUR, person, &d);
    *synced = true;
}

/* Four services that work and one that tries the password of last year every five minutes. */
static void services_run(struct world *world)
{
    for (uint32_t i = 0; i < sizeof services / sizeof services[0]; i++) {
        struct dice d = dice_for(world->plan.seed, "service", i);
        bool stale = i == 2;
        double every = 300 + 300 * i;
        time_us at = world->plan.start + (time_us)(dice_unit(&d) * (double)TIME_MINUTE);
        for (; !world_ended(world, at); at += (time_us)((every + 2 * dice_unit(&d)) * (double)TIME_SECOND))
            world_add(world, at, world->people + i, v4(10, 30, 0, 10 + i), stale ? END_BAD_PASSWORD : END_OK,
                    WAY_SCRIPT, stale ? STALE_SERVICE : SERVICE);
    }
}

/* The internet's own noise: a few names from lists that nobody here has. */
static void scanners_try(struct world *world)
{
    static const char *const names[] = { "root", "admin", "test", "oracle", "ubuntu", "postgres", "git",
        "user", "ftp", "pi", "guest", "deploy" };
    enum { NAMES = sizeof names / sizeof names[0] };
    struct dice d = dice_for(world->plan.seed, "scanners", 0);
    uint32_t ids[NAMES];
    if (world->plan.noise <= 0)
        return;
    for (size_t i = 0; i < NAMES; i++)
        ids[i] = world_account(world, names[i], i > 0);
    double mean = 86400 / world->plan.noise;
    time_us at = world->plan.start;
    while (!world_ended(world, at)) {
        /* One scanner tries a handful of names within a minute and leaves. */
        struct ip_addr from = v6(0x3000 + (unsigned)dice_below(&d, 256), (unsigned)dice_below(&d, 65536), 1);
        uint64_t tries = 1 + dice_below(&d, 6);
        at += (time_us)(dice_wait(&d, mean * 3.5) * (double)TIME_SECOND);
        for (uint64_t i = 0; i < tries; i++) {
            uint32_t id = ids[dice_below(&d, NAMES)];
            enum ending end = world->accounts[id].missing ? END_NO_SUCH : END_BAD_PASSWORD;
            if (world->plan.locks > 0 && dice_says(&d, world->plan.locks))
                end = END_LOCKED;
            world_add(world, at + (time_us)i * 3 * TIME_SECOND, id, from, end, WAY_SCRIPT, SCANNER);
        }
    }
}

void life_make(struct world *world)
{
    int days = (int)ceil(world->plan.days);
    for (uint32_t person = 0; person < world->people; person++) {
        bool synced = false;
        for (int day = 0; day < days; day++)
            work_day(world, person, day, &synced);
    }
    services_run(world);
    scanners_try(world);
}
