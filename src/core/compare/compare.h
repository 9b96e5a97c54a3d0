/* compare.h - is it the same campaign at two organisations? A sum of named reasons.
 *
 * Layer   core/compare. Pure.
 * Method  Each reason is the logarithm of how much likelier what was seen is if one campaign made both incidents
 *         than if two independent ones did (nats). Every one of the two explanations is a mixture: what is
 *         common may be common for another reason (rented addresses, popular tools, public lists of names), and
 *         one campaign may show different faces. The weights of these mixtures bound every reason, so that
 *         no single one decides but shared addresses, and these only where nothing speaks against them.
 *         The sum begins with the prior: COMPARE_PRIOR to 1 against the same campaign.
 * Note    The reasons are taken as independent of each other given the explanation. They are not quite; figures
 *         in docs/compare.md say how often it is right on made-up pairs.
 */
#pragma once

#include "core/compare/told.h"

/* One of so many pairs of incidents at two organisations of one sector in the same weeks is taken to be one
 * campaign before anything is compared. */
#define COMPARE_PRIOR 20.0

/* Probabilities from which the words begin. */
#define COMPARE_SAME 0.95
#define COMPARE_PERHAPS 0.20

#define COMPARE_REASONS 10u

enum tie { TIE_NONE, TIE_PERHAPS, TIE_SAME };

const char *tie_name(enum tie tie); /* "the same campaign" */

struct evidence {
    const char *feature;    /* "shared-sources" */
    double value, expected; /* expected: if the two had nothing to do with each other */
    double nats;            /* negative: against */
    char text[320];         /* the sentence; may quote what an attacker wrote */
};

struct unknown {
    const char *feature, *text;
};

struct comparison {
    const struct told *a, *b;
    struct evidence reasons[COMPARE_REASONS]; /* strongest first, those against behind */
    size_t reasons_count;
    struct unknown unknowns[COMPARE_REASONS]; /* what could not be compared, and why */
    size_t unknowns_count;
    double nats;        /* with the prior */
    double probability; /* of one campaign */
    enum tie tie;
};

/* False when memory is out. */
bool compare(const struct told *a, const struct told *b, struct comparison *ret);
