/* detect_crowd.c - the chance of a crowd of failures at a shared address, and what it takes to alarm. */
#include "core/detect/signin/crowd.h"

#include "help.h"

/* With a fifth failing by chance: P(X >= open) of a binomial with open + ok tries, by hand. */
static const struct {
    const char *name;
    unsigned open, ok;
    double chance;
} chances[] = {
    { "nobody", 0, 0, 1 },
    { "one of one: 1/5", 1, 0, 0.2 },
    { "two of two: 1/25", 2, 0, 0.04 },
    { "two of three: 3 * 1/25 * 4/5 + 1/125", 2, 1, 0.104 },
    { "six of six: 1/5^6", 6, 0, 0.000064 },
    { "five of ten: 1 - 9444976/9765625", 5, 5, 0.0327934976 },
    { "nine of ten: (10 * 4 + 1)/5^10", 9, 1, 41 / 9765625.0 },
    { "a fifth is what is expected", 2, 8, 1 },
    { "nobody fails", 0, 50, 1 },
};

static const struct {
    const char *name;
    unsigned open, ok;
    double false_alarms; /* a year */
    bool alarm;
} alarms[] = {
    { "six are not enough for one a year", 6, 0, 1, false },
    { "seven are", 7, 0, 1, true },
    { "seven are not for one in ten years", 7, 0, 0.1, false },
    { "eight are", 8, 0, 0.1, true },
    { "never fewer than six", 5, 0, 100, false },
    { "a clinic on Monday", 20, 480, 1, false },
    { "a clinic when all passwords have expired", 100, 400, 1, false },
    { "a proxy of a large house", 3000, 57000, 1, false },
    { "a spray behind a clinic", 200, 300, 1, true },
    { "as many as can be counted", 65535 + 65535, 65535, 0.01, true },
    { "as many who succeeded", 65535, 65535, 0.01, true },
};

static bool near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

int main(void)
{
    bool falls = true;
    EACH(i, chances)
    {
        double chance = crowd_chance(chances[i].open, chances[i].ok);
        if (!OK(near(chance, chances[i].chance), chances[i].name))
            printf("# chance is %.12g\n", chance);
    }
    EACH(i, alarms)
    OK(crowd_alarm(alarms[i].open, alarms[i].ok, alarms[i].false_alarms) == alarms[i].alarm, alarms[i].name);
    for (unsigned open = 1; open <= 2000; open++)
        falls &= crowd_chance(open, 100) <= crowd_chance(open - 1, 100) * (1 + 1e-9);
    OK(falls, "one more failure never makes it likelier");
    return tap_done();
}
