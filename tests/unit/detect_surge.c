/* detect_surge.c - the level keeps its promise of false alarms a year, and a rise is seen in time. */
#include "core/detect/signin/surge.h"

#include "help.h"

/* Events that come by chance at `times` the expected rate of one a unit of the clock, from *clock on until
 * `end` or an alarm; how many came. */
static uint64_t live(struct surge *surge, double level, double times, double *clock, double end,
        uint64_t *seed, bool *ret_alarm)
{
    uint64_t events = 0;
    uint32_t since;
    *ret_alarm = false;
    while (!*ret_alarm) {
        double wait = chance_wait(seed, times);
        if (*clock + wait > end) {
            *clock = end;
            return events;
        }
        *clock += wait;
        surge_move(surge, *clock, wait);
        *ret_alarm = surge_add(surge, level, (uint32_t)*clock + 1, &since);
        events++;
    }
    return events;
}

/* A surge is one of four that share the budget. `share` of the expected events come: half, for the baseline
 * doubles what is usual. Without that generosity the level promises no more than twice the budget. */
static const struct {
    const char *name;
    double events_a_year, false_alarms; /* a year, of the organisation */
    double years, share, budgets;
} quiet[] = {
    { "as usual, one false alarm in ten years", 1000, 0.1, 300, 0.5, 1 },
    { "as usual, a hundred a year", 1000, 100, 100, 0.5, 1 },
    { "as usual, a busy house", 20000, 10, 15, 0.5, 1 },
    { "a year twice as bad, one false alarm a year", 1000, 1, 300, 1, 2 },
    { "a year twice as bad, ten", 1000, 10, 100, 1, 2 },
    { "a year twice as bad in a small practice", 20, 1, 5000, 1, 2 },
};

static void test_quiet(size_t i)
{
    double level = surge_level(quiet[i].events_a_year, quiet[i].false_alarms);
    double end = quiet[i].events_a_year * quiet[i].years,
           most = quiet[i].budgets * quiet[i].false_alarms / 4 * quiet[i].years;
    struct surge surge = { 0 };
    double clock = 0;
    uint64_t seed = i + 1;
    unsigned alarms = 0;
    while (clock < end) {
        bool alarm;
        (void)live(&surge, level, quiet[i].share, &clock, end, &seed, &alarm);
        alarms += alarm;
        if (alarm)
            surge_reset(&surge);
    }
    printf("# %u alarms in %g years, %g accepted\n", alarms, quiet[i].years, most);
    OK(alarms <= most, quiet[i].name);
}

/* At k times the expected rate the CUSUM of ratio k rises by log k - (k - 1) / k an event: the level over
 * that is the mean delay, plus what it overshoots. */
static const struct {
    const char *name;
    double times;
} rises[] = { { "twice as many", 2 }, { "four times as many", 4 }, { "eight times", 8 },
    { "sixty times", 60 } };

static void test_rise(size_t i)
{
    enum { RUNS = 200 };
    double k = fmin(rises[i].times, 16), level = surge_level(1000, 0.1);
    double rise = log(k) - (k - 1) / rises[i].times, expected = level / rise + 2;
    double sum = 0, longest = 0;
    uint64_t seed = i + 1;
    for (int run = 0; run < RUNS; run++) {
        struct surge surge = { 0 };
        double clock = 0;
        bool alarm;
        double events = (double)live(&surge, level, rises[i].times, &clock, 1e9, &seed, &alarm);
        sum += events;
        longest = fmax(longest, events);
    }
    printf("# %.1f events on average, %g at most; %.1f expected\n", sum / RUNS, longest, expected);
    OK(sum / RUNS <= expected, rises[i].name);
    OK(sum / RUNS >= level / log(16), "no sooner than the level allows");
    OK(longest <= 6 * expected, "even at its slowest");
}

/* Each event is explained before the next: there was nothing. */
static void test_explained(void)
{
    struct surge surge = { 0 };
    uint32_t since = 0;
    bool alarm = false;
    for (uint32_t now = 1; now <= 1000; now++) {
        alarm |= surge_add(&surge, 9, now, &since);
        surge_credit(&surge, now);
    }
    OK(!alarm && surge_height(&surge) < 1e-9, "what is explained counts nothing");
    (void)surge_add(&surge, 9, 2000, &since);
    double height = surge_height(&surge);
    surge_credit(&surge, 1500);
    OK(surge_height(&surge) == height, "an event before the rise takes nothing from it");
    surge_credit(&surge, 2000);
    surge_credit(&surge, 2000);
    OK(surge_height(&surge) == 0, "explained twice is not less than nothing");
}

static void test_since(void)
{
    struct surge surge = { 0 };
    uint32_t since = 0, now = 100;
    (void)surge_add(&surge, 9, now, &since);
    surge_move(&surge, 50, 50);
    OK(surge_height(&surge) == 0, "a quiet time ends a rise");
    for (now = 200; !surge_add(&surge, 9, now, &since); now++)
        surge_move(&surge, now, 0.01);
    OK(since == 200, "the next begins with its own first event");
    surge_reset(&surge);
    OK(surge_height(&surge) == 0 && surge.clock == now - 1, "reset forgets the rise, not the time");
}

int main(void)
{
    EACH(i, quiet)
    test_quiet(i);
    EACH(i, rises)
    test_rise(i);
    test_explained();
    test_since();
    OK(surge_level(1000, 0.1) > surge_level(1000, 1), "fewer false alarms, a higher level");
    OK(surge_level(1, 1) == surge_level(100, 1), "a hundred events a year at least");
    return tap_done();
}
