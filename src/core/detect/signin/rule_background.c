/* rule_background.c - the internet at an account that every system has; docs/rules/background-scanning.md. */
#include "core/detect/signin/rules.h"

/* Three places that nobody here ever used, at an account that nobody ever signs in with: one may be an
 * administrator at home, three are the internet's permanent guessing. Told once, as background. */
void rule_background(
        struct watch *watch, struct org *org, uint16_t organisation, uint32_t at, struct findings *findings)
{
    const unsigned places = 3;
    const struct pair *pair = pair_at(watch->state, at);
    const struct account *acct = &watch->state->accounts[pair->account];

    (void)org;
    if (!(acct->flags & ACCOUNT_SYSTEM) || acct->ok_count != 0 || acct->open_sources != places)
        return;
    struct finding *found = findings_add(findings);
    found->rule = RULE_BACKGROUND;
    found->organisation = organisation;
    found->now = watch->now;
    found->since = acct->first_seen;
    found->account = pair->account;
    found->source = pair->source;
    found->pair = at;
    found->value = acct->open_sources;
    found->level = places;
}
