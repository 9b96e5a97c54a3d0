/* incident_order.c - incidents and their accounts come worst first; what was got is what was told. */
#include "core/engine/engine.h"

#include "signin.h"

#define SPRAYER "198.51.100.9"
#define GUESSER "198.51.100.20"

#define HOUSE "p#", "192.0.2.#", OUTCOME_OK, 40, 10
#define SPRAY "p#", SPRAYER, OUTCOME_BAD_PASSWORD, 12, 1
#define GUESS "p40", GUESSER, OUTCOME_BAD_PASSWORD, 20, 1

/* What happens behind the house's life, and what is said of it: a letter an incident, t tried, k password
 * known, g got in, a advice; behind each its accounts as far as they are more than tried. */
static const struct {
    const char *name;
    struct steps steps[4];
    const char *said;
} cases[] = {
    { "nothing", { { 0 } }, "" },
    { "a spray", { { SPRAY } }, "t" },
    { "a spray that got in", { { SPRAY }, { "p3", SPRAYER, OUTCOME_OK, 1, 1 } }, "g p3:g" },
    { "a spray that was stopped", { { SPRAY }, { "p3", SPRAYER, OUTCOME_PASSWORD_OK_STOPPED, 1, 1 } },
            "k p3:k" },
    { "refused at the second factor", { { SPRAY }, { "p3", SPRAYER, OUTCOME_MFA_DENIED, 1, 1 } }, "k p3:k" },
    { "got in comes before known",
            { { SPRAY }, { "p3", SPRAYER, OUTCOME_PASSWORD_OK_STOPPED, 1, 1 },
                    { "p9", SPRAYER, OUTCOME_OK, 1, 1 } },
            "g p9:g p3:k" },
    { "stopped, then got in",
            { { SPRAY }, { "p3", SPRAYER, OUTCOME_PASSWORD_OK_STOPPED, 1, 1 },
                    { "p3", SPRAYER, OUTCOME_OK, 1, 1 } },
            "g p3:g" },
    { "got in, then stopped",
            { { SPRAY }, { "p3", SPRAYER, OUTCOME_OK, 1, 1 },
                    { "p3", SPRAYER, OUTCOME_PASSWORD_OK_STOPPED, 1, 1 } },
            "g p3:g" },
    { "alike: the first comes first", { { GUESS }, { SPRAY } }, "t t" },
    { "the worse one comes first", { { SPRAY }, { GUESS }, { "p40", GUESSER, OUTCOME_OK, 1, 1 } },
            "g p40:g t" },
    { "an emergency account, a week long", { { "glass", GUESSER, OUTCOME_OK, 7, 1440 } }, "t" },
    { "and longer", { { "glass", GUESSER, OUTCOME_OK, 9, 1440 } }, "t t" },
    { "a spray that has one", { { SPRAY }, { "glass", SPRAYER, OUTCOME_OK, 1, 1 } }, "g glass:g t" },
    { "advice comes last", { { "p1", "192.0.2.1", OUTCOME_BAD_PASSWORD, 60, 10 }, { SPRAY } }, "t a" },
};

static void feed(void *engine, const struct event *ev)
{
    engine_feed(engine, ev, 1);
}

static void say(const struct incidents *all, char *to, size_t room)
{
    size_t len = 0;
    to[0] = '\0';
    for (size_t i = 0; i < all->count && len + 64 < room; i++) {
        const struct incident *inc = &all->at[i];
        char letter = inc->kind == KIND_STALE_CREDENTIAL ? 'a' : "tkg"[inc->outcome];
        len += (size_t)snprintf(to + len, room - len, "%s%c", i ? " " : "", letter);
        for (size_t k = 0; k < inc->accounts_count && inc->accounts[k].outcome != ACCESS_TRIED; k++)
            len += (size_t)snprintf(
                    to + len, room - len, " %s:%c", inc->accounts[k].name, "tkg"[inc->accounts[k].outcome]);
    }
}

/* Of the listed ones each is at most as bad as the one before; of those alike the most tried come first. */
static bool in_order(const struct incidents *all)
{
    bool ok = true;
    for (size_t i = 0; i < all->count; i++) {
        const struct incident *inc = &all->at[i];
        ok &= i == 0 || inc->severity <= inc[-1].severity;
        for (size_t k = 1; k < inc->accounts_count; k++) {
            const struct incident_account *one = &inc->accounts[k - 1], *next = &inc->accounts[k];
            ok &= one->outcome > next->outcome
                    || (one->outcome == next->outcome && one->attempts >= next->attempts);
        }
        for (size_t k = 1; k < inc->sources_count; k++)
            ok &= inc->sources[k - 1].attempts >= inc->sources[k].attempts;
    }
    return ok;
}

static void test_case(size_t i)
{
    const struct slice glass = LIT("glass");
    const struct engine_conf conf = { .false_alarms_per_year = 1,
        .own = { .break_glass = &glass, .break_glass_count = 1 } };
    const struct steps house = { HOUSE };
    struct interner *names = NULL;
    struct engine *engine = NULL;
    struct incidents all = { 0 };
    struct error err;
    double at = MONDAY;
    char got[400];
    if (OK(interner_new(&interner_default_caps, 0, &names, &err) == STATUS_OK
                        && engine_new(&conf, names, &engine, &err) == STATUS_OK,
                cases[i].name)) {
        steps_play(names, &house, 1, &at, feed, engine);
        at += 86400;
        steps_play(names, cases[i].steps, COUNT(cases[i].steps), &at, feed, engine);
        if (OK(engine_report(engine, &all, &err) == STATUS_OK, "a report")) {
            say(&all, got, sizeof got);
            IS(text(got), cases[i].said, "outcomes");
            OK(in_order(&all), "worst first");
        }
    }
    incidents_free(&all);
    engine_free(&engine);
    interner_free(&names);
}

static const double refused[] = { 0, -1, 0.009, 101, NAN, INFINITY };

static void test_conf(void)
{
    struct engine *engine = NULL;
    struct error err;
    EACH(i, refused)
    {
        const struct engine_conf conf = { .false_alarms_per_year = refused[i] };
        OK(engine_new(&conf, NULL, &engine, &err) == STATUS_RANGE && engine == NULL, "a budget that is none");
    }
}

int main(void)
{
    EACH(i, cases)
    test_case(i);
    test_conf();
    return tap_done();
}
