/* incident_check.c - of the attacked accounts that came from a new place meanwhile, the least likely traveller is
 * asked first.
 */
#include "core/engine/engine.h"

#include "signin.h"

#define PEOPLE 30
#define QUIET 10 /* days before the attack */
#define DAYS 14

struct world {
    struct interner *names;
    struct engine *engine;
    unsigned attackers;
};

static void sign_in(struct world *w, int day, int hour, int person, const char *from, enum outcome outcome)
{
    char name[16];
    (void)snprintf(name, sizeof name, "p%d", person);
    struct event ev = event_of(
            w->names, record_of(MONDAY + day * 86400 + hour * 3600 + person * 60, name, from, outcome));
    engine_feed(w->engine, &ev, 1);
}

static void from_net(struct world *w, int day, int hour, int person, enum outcome outcome)
{
    char from[40];
    (void)snprintf(from, sizeof from, "2001:db8:%x::1", ++w->attackers);
    sign_in(w, day, hour, person, from, outcome);
}

/* Everybody signs in at nine. 1 is at another place each day. */
static void quiet_life(struct world *w, int day)
{
    char from[40];
    for (int i = 1; i <= PEOPLE; i++) {
        (void)snprintf(from, sizeof from, i == 1 && day < QUIET ? "198.51.%d.1" : "192.0.2.%d",
                i == 1 && day < QUIET ? 100 + day : i);
        sign_in(w, day, 9, i, from, OUTCOME_OK);
    }
}

/* One try at each a day, at three in the night. On the twelfth 2's is right; 1 travels, and 3 does. */
static void attack(struct world *w, int day)
{
    for (int i = 1; i <= PEOPLE; i++)
        from_net(w, day, 3, i, day == 12 && i == 2 ? OUTCOME_OK : OUTCOME_BAD_PASSWORD);
    if (day == 12) {
        sign_in(w, day, 4, 3, "203.0.113.3", OUTCOME_OK);
        sign_in(w, day, 8, 1, "198.51.100.77", OUTCOME_OK);
    }
}

static const struct incident_account *named(const struct incident *inc, const char *name)
{
    for (size_t i = 0; i < inc->accounts_count; i++)
        if (strcmp(inc->accounts[i].name, name) == 0)
            return &inc->accounts[i];
    return NULL;
}

static void test_order(struct world *w)
{
    struct incidents all = { 0 };
    struct error err;
    for (int day = 0; day < DAYS; day++) {
        if (day >= QUIET)
            attack(w, day);
        quiet_life(w, day);
    }
    if (OK(engine_report(w->engine, &all, &err) == STATUS_OK && all.count == 1, "one incident")) {
        const struct incident *inc = &all.at[0];
        const struct incident_account *one = named(inc, "p1"), *two = named(inc, "p2"),
                                      *three = named(inc, "p3"), *four = named(inc, "p4");
        if (OK(one && two && three && four, "all were tried")) {
            OK(one->check && two->check && three->check && !four->check,
                    "who came from a new place is asked");
            OK(inc->accounts[0].name == two->name && inc->accounts[1].name == three->name,
                    "the try that is missing first, then who never travels");
            OK(two->check_rank > three->check_rank && three->check_rank > one->check_rank, "by rank");
            OK(two->check_rank < 1 && one->check_rank > 0 && four->check_rank == 0, "between 0 and 1");
            OK(two->at == (time_us)(MONDAY + 12 * 86400 + 3 * 3600 + 120) * TIME_SECOND, "with its time");
            OK(!ip_is_none(two->from) && four->at == TIME_NONE, "and place, where there is one");
        }
    }
    incidents_free(&all);
}

int main(void)
{
    const struct engine_conf conf = { .false_alarms_per_year = 1 };
    struct world w = { 0 };
    struct error err;
    if (OK(interner_new(&interner_default_caps, 0, &w.names, &err) == STATUS_OK
                        && engine_new(&conf, w.names, &w.engine, &err) == STATUS_OK,
                "an engine"))
        test_order(&w);
    engine_free(&w.engine);
    interner_free(&w.names);
    return tap_done();
}
