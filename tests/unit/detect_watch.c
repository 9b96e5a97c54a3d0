/* detect_watch.c - loops, persistence, bursts, crowds and emergency accounts, sign-in by sign-in: when they are told and when not. */
#include "core/detect/signin/watch.h"

#include "signin.h"

#define KNOWN "192.0.2.7" /* where ann works */
#define OTHER "198.51.100.9"
#define MANY "203.0.113.#"

/* What went on before: a house that signs in, so that no log begins with the failures. */
#define HOUSE "bob", "192.0.2.1", OUTCOME_OK, 2, 60
#define ANN "ann", KNOWN, OUTCOME_OK, 1, 60

static const struct {
    const char *name;
    enum rule rule;
    unsigned told; /* findings of that rule */
    struct steps steps[4];
} cases[] = {
    { "an old password where it worked", RULE_LOOP, 1,
            { { ANN }, { "ann", KNOWN, OUTCOME_BAD_PASSWORD, 60, 10 } } },
    { "not for 23 tries", RULE_LOOP, 0, { { ANN }, { "ann", KNOWN, OUTCOME_BAD_PASSWORD, 23, 15 } } },
    { "but for 24", RULE_LOOP, 1, { { ANN }, { "ann", KNOWN, OUTCOME_BAD_PASSWORD, 24, 15 } } },
    { "not within an hour", RULE_LOOP, 0, { { ANN }, { "ann", KNOWN, OUTCOME_BAD_PASSWORD, 59, 1 } } },
    { "a success ends the count", RULE_LOOP, 0,
            { { ANN }, { "ann", KNOWN, OUTCOME_BAD_PASSWORD, 23, 15 }, { ANN },
                    { "ann", KNOWN, OUTCOME_BAD_PASSWORD, 23, 15 } } },
    { "from inside, never worked", RULE_LOOP, 1,
            { { HOUSE }, { "svc", "10.1.2.3", OUTCOME_BAD_PASSWORD, 60, 10 } } },
    { "ran already as the log began", RULE_LOOP, 1, { { "svc", OTHER, OUTCOME_BAD_PASSWORD, 60, 10 } } },
    { "a guesser is no loop", RULE_LOOP, 0, { { HOUSE }, { "ann", OTHER, OUTCOME_BAD_PASSWORD, 60, 10 } } },
    { "too fast for a loop", RULE_LOOP, 0, { { "svc", OTHER, OUTCOME_BAD_PASSWORD, 3000, 0.1 } } },

    { "13 tries may be a person", RULE_PERSISTENT, 0,
            { { HOUSE }, { "ann", OTHER, OUTCOME_BAD_PASSWORD, 13, 1 } } },
    { "14 are none", RULE_PERSISTENT, 1, { { HOUSE }, { "ann", OTHER, OUTCOME_BAD_PASSWORD, 14, 1 } } },
    { "however slow", RULE_PERSISTENT, 1, { { ANN }, { "ann", OTHER, OUTCOME_BAD_PASSWORD, 14, 1500 } } },
    { "locked out all the time", RULE_PERSISTENT, 1, { { HOUSE }, { "ann", OTHER, OUTCOME_LOCKED, 14, 1 } } },
    { "one host of many addresses", RULE_PERSISTENT, 1,
            { { HOUSE }, { "ann", "2001:db8::#", OUTCOME_BAD_PASSWORD, 14, 1 } } },
    { "a success in between", RULE_PERSISTENT, 0,
            { { HOUSE }, { "ann", OTHER, OUTCOME_BAD_PASSWORD, 13, 1 }, { "ann", OTHER, OUTCOME_OK, 1, 1 },
                    { "ann", OTHER, OUTCOME_BAD_PASSWORD, 13, 1 } } },
    { "a name that nobody has", RULE_PERSISTENT, 0,
            { { HOUSE }, { "eve", OTHER, OUTCOME_NO_SUCH_ACCOUNT, 100, 1 } } },
    { "where ann works", RULE_PERSISTENT, 0, { { ANN }, { "ann", KNOWN, OUTCOME_BAD_PASSWORD, 100, 1 } } },
    { "on ann's network", RULE_PERSISTENT, 0,
            { { ANN }, { "ann", "192.0.2.200", OUTCOME_BAD_PASSWORD, 100, 1 } } },
    { "a configured scanner", RULE_PERSISTENT, 0,
            { { HOUSE }, { "ann", "198.51.100.250", OUTCOME_BAD_PASSWORD, 100, 1 } } },
    { "three accounts in turn", RULE_PERSISTENT, 1,
            { { HOUSE }, { "ann", OTHER, OUTCOME_BAD_PASSWORD, 5, 1 },
                    { "cem", OTHER, OUTCOME_BAD_PASSWORD, 5, 1 },
                    { "dee", OTHER, OUTCOME_BAD_PASSWORD, 4, 1 } } },

    { "seven sources in a minute each", RULE_BURST, 0,
            { { HOUSE }, { "ann", MANY, OUTCOME_BAD_PASSWORD, 7, 1 } } },
    { "eight", RULE_BURST, 1, { { HOUSE }, { "ann", MANY, OUTCOME_BAD_PASSWORD, 8, 1 } } },
    { "a phone that wanders", RULE_BURST, 0, { { HOUSE }, { "ann", MANY, OUTCOME_BAD_PASSWORD, 60, 120 } } },
    { "addresses of one host", RULE_BURST, 0,
            { { HOUSE }, { "ann", "2001:db8::#", OUTCOME_BAD_PASSWORD, 60, 1 } } },
    { "sources inside", RULE_BURST, 0, { { HOUSE }, { "ann", "10.1.2.#", OUTCOME_BAD_PASSWORD, 60, 1 } } },
    { "of ann's own network", RULE_BURST, 0,
            { { ANN }, { "ann", "192.0.2.#", OUTCOME_BAD_PASSWORD, 60, 1 } } },
    { "a name that nobody has", RULE_BURST, 0,
            { { HOUSE }, { "eve", MANY, OUTCOME_NO_SUCH_ACCOUNT, 60, 1 } } },

    { "seven accounts at one source", RULE_CROWD, 0,
            { { HOUSE }, { "p#", OTHER, OUTCOME_BAD_PASSWORD, 7, 1 } } },
    { "eight", RULE_CROWD, 1, { { HOUSE }, { "p#", OTHER, OUTCOME_BAD_PASSWORD, 8, 1 } } },
    { "names that nobody has", RULE_CROWD, 1, { { HOUSE }, { "p#", OTHER, OUTCOME_NO_SUCH_ACCOUNT, 8, 1 } } },
    { "one a day", RULE_CROWD, 1, { { HOUSE }, { "p#", OTHER, OUTCOME_BAD_PASSWORD, 8, 1440 } } },
    { "a clinic where eight forgot", RULE_CROWD, 0,
            { { "p#", OTHER, OUTCOME_OK, 40, 1 }, { "q#", OTHER, OUTCOME_BAD_PASSWORD, 8, 1 } } },
    { "all of whom come in at last", RULE_CROWD, 0,
            { { HOUSE }, { "p#", OTHER, OUTCOME_BAD_PASSWORD, 6, 1 }, { "p#", OTHER, OUTCOME_OK, 6, 1 },
                    { "q#", OTHER, OUTCOME_BAD_PASSWORD, 6, 1 } } },
    { "a configured scanner", RULE_CROWD, 0,
            { { HOUSE }, { "p#", "198.51.100.250", OUTCOME_BAD_PASSWORD, 60, 1 } } },

    { "root from two places", RULE_BACKGROUND, 0,
            { { HOUSE }, { "root", MANY, OUTCOME_BAD_PASSWORD, 2, 600 } } },
    { "from three, once", RULE_BACKGROUND, 1, { { HOUSE }, { "root", MANY, OUTCOME_BAD_PASSWORD, 9, 600 } } },
    { "a domain's administrator", RULE_BACKGROUND, 1,
            { { HOUSE }, { "Administrator@institute.example", MANY, OUTCOME_BAD_PASSWORD, 3, 600 } } },
    { "a root who signs in", RULE_BACKGROUND, 0,
            { { "root", KNOWN, OUTCOME_OK, 1, 1 }, { "root", MANY, OUTCOME_BAD_PASSWORD, 9, 600 } } },
    { "a person from three places", RULE_BACKGROUND, 0,
            { { HOUSE }, { "ann", MANY, OUTCOME_BAD_PASSWORD, 3, 600 } } },
    { "root from inside", RULE_BACKGROUND, 0,
            { { HOUSE }, { "root", "10.1.2.#", OUTCOME_BAD_PASSWORD, 9, 600 } } },

    { "no name is no old password", RULE_LOOP, 0,
            { { HOUSE }, { "", "10.1.2.3", OUTCOME_BAD_PASSWORD, 60, 10 } } },
    { "a lock is put on names that nobody has", RULE_PERSISTENT, 0,
            { { HOUSE }, { "eve", OTHER, OUTCOME_NO_SUCH_ACCOUNT, 10, 1 },
                    { "eve", OTHER, OUTCOME_LOCKED, 90, 1 } } },
    { "an emergency account is used", RULE_GLASS, 1,
            { { HOUSE }, { "Emergency", OTHER, OUTCOME_OK, 1, 1 } } },
    { "each time, also where it is at home", RULE_GLASS, 9,
            { { HOUSE }, { "emergency", KNOWN, OUTCOME_OK, 9, 1440 } } },
    { "stopped by a second factor", RULE_GLASS, 1,
            { { HOUSE }, { "emergency", OTHER, OUTCOME_PASSWORD_OK_STOPPED, 1, 1 } } },
    { "after failures", RULE_GLASS, 1,
            { { HOUSE }, { "emergency", OTHER, OUTCOME_BAD_PASSWORD, 3, 1 },
                    { "emergency", OTHER, OUTCOME_OK, 1, 1 } } },
    { "its failures alone", RULE_GLASS, 0,
            { { HOUSE }, { "emergency", OTHER, OUTCOME_BAD_PASSWORD, 9, 1 } } },
    { "everybody else", RULE_GLASS, 0, { { HOUSE }, { "ann", OTHER, OUTCOME_OK, 9, 1 } } },
    { "a longer name", RULE_GLASS, 0, { { HOUSE }, { "emergency2", OTHER, OUTCOME_OK, 9, 1 } } },
    { "of another domain", RULE_GLASS, 0, { { HOUSE }, { "emergency@b.example", OTHER, OUTCOME_OK, 9, 1 } } },

    { "a refresh that is no attempt", RULE_PERSISTENT, 0,
            { { HOUSE }, { "ann", OTHER, OUTCOME_NOT_AN_ATTEMPT, 100, 1 } } },
    { "one who gives up in two days", RULE_SURGE, 0,
            { { "p#", MANY, OUTCOME_OK, 50, 5 }, { "p#", "198.51.100.#", OUTCOME_BAD_PASSWORD, 50, 2880 } } },
    { "fifty sources within the hour", RULE_SURGE, 1,
            { { "p#", MANY, OUTCOME_OK, 50, 5 }, { "p#", "198.51.100.#", OUTCOME_BAD_PASSWORD, 50, 1 } } },
};

struct world {
    struct interner *names;
    struct state state;
    struct watch watch;
    struct ip_net scanner;
    struct own own;
    unsigned told[RULE_LOOP + 1];
    bool whole; /* findings had their account, source and pair */
};

static bool world_init(struct world *w)
{
    struct error err;
    *w = (struct world){ .whole = true };
    (void)ip_net_parse(LIT("198.51.100.250"), &w->scanner);
    static const struct slice glass = { "emergency", 9 };
    w->own = (struct own){
        .scanners = &w->scanner, .scanners_count = 1, .break_glass = &glass, .break_glass_count = 1
    };
    if (interner_new(&interner_default_caps, 0, &w->names, &err) != STATUS_OK
            || state_init(&w->state, w->names, &err) != STATUS_OK
            || watch_init(&w->watch, &w->state, 0.1, &err) != STATUS_OK)
        return false;
    w->state.own = &w->own;
    return true;
}

static void world_done(struct world *w)
{
    watch_done(&w->watch);
    state_done(&w->state);
    interner_free(&w->names);
}

static void world_take(void *to, const struct event *ev)
{
    struct world *w = to;
    struct findings findings;
    watch_take(&w->watch, ev, &findings);
    for (unsigned i = 0; i < findings.count; i++) {
        const struct finding *found = &findings.at[i];
        w->told[found->rule]++;
        w->whole &= found->pair < w->state.pairs.count
                && (found->rule == RULE_SURGE || found->account == ev->account) && found->since <= found->now
                && found->now == (uint32_t)(ev->time / TIME_SECOND);
        /* what a campaign does with it: once is enough */
        pair_at(&w->state, found->pair)->flags |= PAIR_ALARMED;
        if (found->rule == RULE_CROWD || found->rule == RULE_PERSISTENT)
            source_at(&w->state, found->source)->flags |= SOURCE_ALARMED;
        if (found->rule == RULE_SURGE)
            watch_org(&w->watch, found->organisation)->busy = 1;
    }
}

static void test_case(size_t i)
{
    struct world w;
    double at = MONDAY;
    if (OK(world_init(&w), cases[i].name)) {
        steps_play(w.names, cases[i].steps, COUNT(cases[i].steps), &at, world_take, &w);
        if (!OK(w.told[cases[i].rule] == cases[i].told, "told as often as it should be"))
            printf("# told %u times, not %u\n", w.told[cases[i].rule], cases[i].told);
        OK(w.whole, "findings say whom and when");
    }
    world_done(&w);
}

/* One line that claims many tries, of which sshd writes one. */
static void test_repeat(void)
{
    struct world w;
    if (OK(world_init(&w), "a line that tells of many")) {
        struct record rec = record_of(MONDAY, "bob", "192.0.2.1", OUTCOME_OK);
        struct event ev = event_of(w.names, rec);
        world_take(&w, &ev);
        rec = record_of(MONDAY + 86400, "ann", OTHER, OUTCOME_BAD_PASSWORD);
        rec.repeat = 14;
        ev = event_of(w.names, rec);
        world_take(&w, &ev);
        OK(w.told[RULE_PERSISTENT] == 1, "each of them counts");
        OK(watch_org(&w.watch, 0)->failures == 14, "and is a failure");
    }
    world_done(&w);
}

/* A line that is late is taken at the time of the one before. */
static void test_late(void)
{
    struct world w;
    if (OK(world_init(&w), "a late line")) {
        struct event ev = event_of(w.names, record_of(MONDAY + 60, "bob", "192.0.2.1", OUTCOME_OK));
        world_take(&w, &ev);
        ev = event_of(w.names, record_of(MONDAY, "bob", "192.0.2.1", OUTCOME_OK));
        world_take(&w, &ev);
        OK(w.watch.now == MONDAY + 60 && watch_org(&w.watch, 0)->successes == 2, "time never goes back");
    }
    world_done(&w);
}

int main(void)
{
    EACH(i, cases)
    test_case(i);
    test_repeat();
    test_late();
    return tap_done();
}
