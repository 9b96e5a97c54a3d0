/* taken.h - an account in other hands: to which campaign it belongs, and what its incident lists.
 *
 * Layer   core/incident: includes base, model, names, state and detect. Pure.
 * Joins   a visit that passed belongs to the campaign that its source takes part in; else to the one in which the
 *         account was taken before; else to one that guessed at the account within a week; else to a takeover by
 *         the same network and program within a week. What is left opens a campaign of its own.
 */
#pragma once

#include "core/incident/draft.h"

void campaign_take_takeover(struct campaigns *campaigns, struct watch *watch, const struct finding *found);

/* The latest campaign, from many sources, was opened: if the hands that took an account before go on with it, it
 * holds their takeovers too. */
void taken_goes_on(struct campaigns *campaigns, struct watch *watch, struct campaign *many);

/* Sources and accounts of the campaign's visits. */
void taken_draft(struct draft *d, const struct watch *watch);

/* After the attempts were counted: what was done at its visits, and the times. */
void taken_finish(struct draft *d);

/* The strongest of its visits; NULL: none. */
const struct visit *taken_strongest(const struct draft *d);

/* What the visits of the incident say together: of each part and action the most. */
void taken_sum(const struct draft *d, struct visit *ret);
