/* crowd.c - the binomial tail of a shared address. */
#include "core/detect/signin/crowd.h"

#include <math.h>

static double log_choose(double n, double k)
{
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1);
}

double crowd_chance(unsigned open_accounts, unsigned ok_accounts)
{
    const unsigned most = 400; /* beyond this many the ratio alone decides */
    double n = open_accounts + ok_accounts, k = open_accounts;
    if (n > most) {
        k = k * most / n;
        n = most;
    }
    if (k <= n * CROWD_SHARE)
        return 1;
    double sum = 0;
    unsigned last = (unsigned)n;
    for (unsigned i = (unsigned)ceil(k); i <= last; i++)
        sum += exp(log_choose(n, i) + i * log(CROWD_SHARE) + (n - i) * log(1 - CROWD_SHARE));
    return sum < 1 ? sum : 1;
}

bool crowd_alarm(unsigned open_accounts, unsigned ok_accounts, double false_alarms_per_year)
{
    const unsigned least = 6; /* fewer accounts cannot pass any level that is allowed */
    return open_accounts >= least && crowd_chance(open_accounts, ok_accounts) < 5e-5 * false_alarms_per_year;
}
