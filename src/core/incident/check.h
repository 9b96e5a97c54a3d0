/* check.h - of the attacked accounts that signed in from a new place meanwhile, whom to ask first.
 *
 * Layer   core/incident. Pure.
 * Method  the log of the ratio of two chances, summed over what is known of such a sign-in: that the campaign made
 *         it, and that a traveller did. Network: share of the campaign's sources there over the share of this
 *         organisation's familiar pairs; a network that one side never used by Good and Turing. Hour of the day:
 *         the campaign's tries over everybody's first sign-ins at new places. Day: how many tries the campaign
 *         makes at an account and day, with this one and without it: a try that is missing was this one. The
 *         account: how seldom it comes from new places. The place: whether others and later days use it.
 * Units   nats; each is capped, so that no single one decides. check_rank is their sum on a scale of 0..1: an
 *         order in which to ask, no probability.
 */
#pragma once

#include "core/incident/draft.h"

#define CHECK_MEMBER 4.0 /* nats: at an address that takes part, where others are at home too */

/* Marks the accounts of draft d that should be asked about and ranks them. */
void checks_mark(struct draft *d, const struct watch *watch);

double check_rank(double nats); /* 0..1 */
