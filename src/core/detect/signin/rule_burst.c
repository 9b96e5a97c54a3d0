/* rule_burst.c - one account tried from many sources; docs/rules/distributed-brute-force.md. */
#include <math.h>

#include "core/detect/signin/rules.h"

/* Method: CUSUM at eight times the rate at which one phone with an old password may wander through a
 * mobile network's addresses (one in two hours). */
void rule_burst(
        struct watch *watch, struct org *org, uint16_t organisation, uint32_t at, struct findings *findings)
{
    const double ratio = 8, per_second = 0.5 / 3600, alarms_a_year_scale = 100;
    struct pair *pair = pair_at(watch->state, at);
    struct account *acct = &watch->state->accounts[pair->account];
    double gap = acct->burst_at ? watch->now - acct->burst_at : 0;

    (void)org;
    if (pair->account == 0)
        return; /* the log tells no name: many people's, not one's */
    acct->burst = (float)fmax(0, acct->burst - (ratio - 1) * per_second * gap) + (float)log(ratio);
    acct->burst_at = watch->now;
    double level = log(per_second * 365 * 86400 * alarms_a_year_scale / watch->false_alarms_per_year);
    if (acct->burst < level)
        return;
    struct finding *found = findings_add(findings);
    found->rule = RULE_BURST;
    found->organisation = organisation;
    found->now = watch->now;
    found->since = watch->now - 3600;
    found->account = pair->account;
    found->pair = at;
    found->source = pair->source;
    found->value = acct->open_sources;
    found->baseline = per_second * 3600;
    found->statistic = acct->burst;
    found->level = level;
    acct->burst = 0;
}
