/* playbook.h - an incident held against what is published of actors. A likeness, never an attribution.
 *
 * Layer   core/incident: includes base and model. Pure.
 * Method  Each feature that the log tells adds ln of (how often a campaign of the actor has it, `holds`) over (how
 *         often anybody's has it, `usual`), or the same of not having it; the null is anybody's campaign. A logistic
 *         map makes the sum a number between 0 and 1, one half at PLAYBOOK_PRIOR nats: most campaigns are nobody's.
 *         PLAYBOOK_TEMPER flattens it, as features are not independent. Each essential feature that is known and
 *         missing halves it. Last it is shrunk by what the log tells of all that is published, each feature
 *         weighed by what it could add: a log without agents makes every likeness small.
 *         generic gets what the most similar of the others leaves, shrunk alike: it stands first unless the odds
 *         for another are better than even.
 * Source  `usual`, prior and temper are fitted by bench/playbooks on simulated campaigns, see docs/playbooks.md.
 */
#pragma once

#include "core/incident/facts.h"
#include "core/model/playbook.h"

#define PLAYBOOK_PRIOR 2.5
#define PLAYBOOK_TEMPER 1.0
#define PLAYBOOK_LEAST 0.1 /* what is less similar is not worth a line */

/* What an incident's logs tell of features. */
struct playbook_facts {
    bool of_mail; /* which books it is held against */
    const void *ctx;
    bool (*value)(const void *ctx, const struct playbook_feature *feature, double *ret); /* false: not told */
};

/* Fills inc->playbooks, the most similar first. */
void playbooks_match_facts(struct memory *memory, struct incident *inc, const struct playbook_facts *facts);
void playbooks_order(struct incident_playbook *list, size_t count);

/* The same of sign-ins. */
void playbooks_match(struct draft *d, const struct facts *f);
