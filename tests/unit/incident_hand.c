/* incident_hand.c - guessing from many sources that goes from one account to the next is one incident. */
#include "core/engine/engine.h"

#include "signin.h"

struct world {
    struct interner *names;
    struct engine *engine;
};

static void feed(void *to, const struct event *ev)
{
    struct world *w = to;
    engine_feed(w->engine, ev, 1);
}

/* Eight days in which two people sign in, each at home. */
#define QUIET                                    \
    { "ada", "192.0.2.1", OUTCOME_OK, 8, 1440 }, \
    {                                            \
        "bob", "192.0.2.2", OUTCOME_OK, 1, 1     \
    }

static const struct {
    const char *name;
    struct steps steps[8];
    unsigned incidents;
    size_t accounts; /* of the first */
} cases[] = {
    { "one account", { QUIET, { "ada", "2001:db8:0:#::1", OUTCOME_BAD_PASSWORD, 60, 0.1 } }, 1, 1 },
    { "two within the hour",
            { QUIET, { "ada", "2001:db8:0:#::1", OUTCOME_BAD_PASSWORD, 60, 0.1 },
                    { "bob", "2001:db8:1:#::1", OUTCOME_BAD_PASSWORD, 60, 0.1 } },
            1, 2 },
    { "a day later, from the same sources",
            { QUIET, { "ada", "2001:db8:0:#::1", OUTCOME_BAD_PASSWORD, 60, 0.1 },
                    { "ada", "192.0.2.1", OUTCOME_OK, 1, 1440 },
                    { "bob", "2001:db8:0:#::1", OUTCOME_BAD_PASSWORD, 60, 0.1 } },
            1, 2 },
    { "a day later, from others",
            { QUIET, { "ada", "2001:db8:0:#::1", OUTCOME_BAD_PASSWORD, 60, 0.1 },
                    { "ada", "192.0.2.1", OUTCOME_OK, 1, 1440 },
                    { "bob", "2001:db8:1:#::1", OUTCOME_BAD_PASSWORD, 60, 0.1 } },
            2, 1 },
    { "nothing", { QUIET }, 0, 0 },
};

static void test_case(size_t i)
{
    struct world w = { NULL, NULL };
    const struct engine_conf conf = { .false_alarms_per_year = 0.1 };
    struct incidents all;
    struct error err;
    double at = MONDAY;
    if (!OK(interner_new(&interner_default_caps, 7, &w.names, &err) == STATUS_OK, "names")
            || !OK(engine_new(&conf, w.names, &w.engine, &err) == STATUS_OK, "engine"))
        return;
    steps_play(w.names, cases[i].steps, COUNT(cases[i].steps), &at, feed, &w);
    if (OK(engine_report(w.engine, &all, &err) == STATUS_OK, "report")) {
        OK(all.count == cases[i].incidents, cases[i].name);
        OK(all.count == 0 || all.at[0].accounts_count == cases[i].accounts, cases[i].name);
        incidents_free(&all);
    }
    engine_free(&w.engine);
    interner_free(&w.names);
}

int main(void)
{
    EACH(i, cases)
    test_case(i);
    return tap_done();
}
