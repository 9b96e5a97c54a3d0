/* split.h - campaigns that run at the same time are told apart when the data tell them apart.
 *
 * Layer   core/incident. Pure.
 * Causal  looked at whenever the number of unfamiliar pairs since the opening has doubled; what is
 *         found then is opened then.
 */
#pragma once

#include "core/incident/campaign.h"

void campaigns_split(struct campaigns *campaigns, struct watch *watch);
