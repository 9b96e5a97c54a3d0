/* state_baseline.c - quiet days teach a day later; raised days, their eves and gaps do not. */
#include "core/state/baseline.h"

#include "help.h"

#define HOUR 3600.0
#define PRIOR_FRESH (0.3 * BASELINE_DISPERSION)
#define PRIOR_LATE (0.04 * BASELINE_DISPERSION)
#define PRIOR_NAMES (1.0 * BASELINE_DISPERSION)

/* Days of one kind, hour by hour: 20 people sign in each hour, `failures` fresh failures a day. */
struct days {
    int count;
    double failures;
    bool raised;
    double silence; /* days without any line before them */
};

static void live(struct baseline *base, double *now, struct days days)
{
    *now += days.silence * 24 * HOUR;
    for (int hour = 0; hour < days.count * 24; hour++) {
        *now += HOUR;
        baseline_tick(base, *now);
        for (int i = 0; i < 20; i++)
            baseline_human(base);
        baseline_count(base, STREAM_FRESH, days.failures / 24);
        if (days.raised)
            baseline_freeze(base);
    }
}

static const struct {
    const char *name;
    struct days days[3];
    double least, most; /* share of fresh failures then */
} cases[] = {
    { "nothing was seen: the prior", { { 0 } }, PRIOR_FRESH, PRIOR_FRESH },
    { "the first day teaches nothing yet", { { 1, 0 } }, PRIOR_FRESH, PRIOR_FRESH },
    { "nor yesterday", { { 2, 0 } }, PRIOR_FRESH, PRIOR_FRESH },
    { "the day before yesterday does", { { 3, 0 } }, 0.02, 0.2 },
    { "quiet days: few are expected", { { 20, 0 } }, 0, 0.01 },
    { "a tenth of the exposure, doubled", { { 20, 96 } }, 0.19, 0.23 },
    { "a bad month teaches as well", { { 20, 960 } }, 1.9, 2.1 },
    { "raised days do not", { { 20, 720, true } }, PRIOR_FRESH, PRIOR_FRESH },
    { "nor the eve of one", { { 1, 0 }, { 2, 720, true } }, PRIOR_FRESH, PRIOR_FRESH },
    { "quiet days behind a raised one do", { { 2, 720, true }, { 20, 0 } }, 0, 0.01 },
    { "a raised month leaves what was learned", { { 20, 0 }, { 20, 720, true } }, 0, 0.01 },
    { "a season without lines teaches nothing", { { 2, 720 }, { 1, 0, false, 90 } }, PRIOR_FRESH,
            PRIOR_FRESH },
    { "and leaves what was learned", { { 20, 96 }, { 1, 0, false, 90 } }, 0.19, 0.23 },
    { "after it days teach again", { { 2, 720 }, { 20, 0, false, 90 } }, 0, 0.01 },
};

static void test_case(size_t i)
{
    struct baseline base = { 0 };
    double now = 1e9;
    for (int k = 0; k < 3; k++)
        live(&base, &now, cases[i].days[k]);
    double share = baseline_share(&base, STREAM_FRESH), exact = 1e-12;
    if (!OK(share >= cases[i].least - exact && share <= cases[i].most + exact, cases[i].name))
        printf("# share is %g\n", share);
}

/* The clock of people: about two for each who signs in, whatever the pace. */
static void test_clock(void)
{
    struct baseline base = { 0 };
    double now = 1e9;
    live(&base, &now, (struct days){ 20, 0, false, 0 });
    double clock = baseline_clock(&base, STREAM_FRESH), people = 20.0 * 20 * 24;
    OK(clock > 1.9 * people && clock < 2.1 * people, "exposure follows the people");
    double hours = 20.0 * 24 - 1;
    OK(fabs(baseline_clock(&base, STREAM_NAMES) - hours - clock / 200) < 1e-6,
            "names count by hours, and by two hundred people");
    double a_year = baseline_share(&base, STREAM_FRESH) * clock / 20 * 365;
    OK(fabs(baseline_yearly(&base, STREAM_FRESH) / a_year - 1) < 0.01, "expected in a year");
    double before = baseline_clock(&base, STREAM_FRESH);
    baseline_tick(&base, now);
    OK(baseline_clock(&base, STREAM_FRESH) == before, "no time, no exposure");
}

static void test_streams(void)
{
    struct baseline base = { 0 };
    double now = 1e9;
    OK(baseline_share(&base, STREAM_LATE) == PRIOR_LATE, "the prior of those who give up");
    OK(baseline_share(&base, STREAM_NAMES) == PRIOR_NAMES, "the prior of names, an hour");
    double least = 0.5 / 200; /* half a sign-in an hour is the bottom of exposure */
    OK(fabs(baseline_per_hour(&base, STREAM_NAMES) - PRIOR_NAMES * (1 + least)) < 1e-9,
            "which is what it says");
    baseline_tick(&base, now);
    baseline_count(&base, STREAM_LATE, 3);
    baseline_count(&base, STREAM_LATE, -5);
    live(&base, &now, (struct days){ 4, 0, false, 0 });
    OK(base.taught[STREAM_LATE] == 0, "explained ones never make a day negative");
    OK(baseline_share(&base, STREAM_NAMES) < PRIOR_NAMES, "no new names: fewer are expected");
}

int main(void)
{
    EACH(i, cases)
    test_case(i);
    test_clock();
    test_streams();
    return tap_done();
}
