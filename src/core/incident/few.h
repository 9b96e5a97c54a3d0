/* few.h - findings that one source or one account makes: a campaign of its own, or part of one that is there.
 *
 * Layer   core/incident: includes base, model, names, state and detect. Pure, causal.
 */
#pragma once

#include "core/incident/campaign.h"

/* Takes a finding of any rule but that of many sources. */
void campaign_take_few(struct campaigns *campaigns, struct watch *watch, const struct finding *found);
