/* crowd.h - too many accounts fail at one address for all of them to be people.
 *
 * Layer   core/detect/signin: includes base only. Pure.
 * Method  Binomial tail: at an address that people share, at most CROWD_SHARE of the accounts are
 *         without a success at any moment (expired passwords, first visits). The chance that `open` or
 *         more of `open + ok` accounts are, is compared with the level.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define CROWD_SHARE 0.2

/* Chance of what was seen if all of them were people, 0..1. */
double crowd_chance(unsigned open_accounts, unsigned ok_accounts);

/* Is it less than the budget allows? The level is 5e-5 of the accepted false alarms a year: shared
 * addresses whose state changes are in the tens of thousands a year. */
bool crowd_alarm(unsigned open_accounts, unsigned ok_accounts, double false_alarms_per_year);
