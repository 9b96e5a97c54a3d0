/* playbook.h - published behaviour of one actor, compared with an incident. Never an attribution.
 *
 * Layer   core/incident: includes base and model. Pure.
 * Method  similarity is the weight of the features that fit over the weight of those that the log tells,
 *         shrunk towards nothing when it tells little (PLAYBOOK_DOUBT weighs as a feature that does not
 *         fit), and halved for each essential feature that is known and does not fit. Facts and sources stand in data/playbooks, compiled in.
 */
#pragma once

#include "core/base/out.h"
#include "core/incident/facts.h"

#define PLAYBOOK_DOUBT 1.5

/* Fills inc->playbooks, the most similar first, those below a fifth left out. */
void playbooks_match(struct draft *d, const struct facts *f);

/* The list, or one in full; false when there is none of that name. */
bool playbooks_print(struct out *out, const char *name);
