/* part.h - one part of the mixture: what the sources of a campaign, or of the people, have in common.
 *
 * Layer   core/incident: includes base, model, names, state and detect. Pure.
 * Method  each mark (accounts tried, tries at each, agent, network, which accounts) is a smoothed share of
 *         what the part's sources taught, names that do not exist a beta-binomial share of the names; what a source taught itself is taken out
 *         before it is asked. Which accounts a campaign tries is smoothed by Good and Turing (1953): the
 *         chance of an account that it never tried is the share of those that it tried just once, so that
 *         a campaign that keeps to its list stays closed to others.
 * Units   rates are sources a day.
 * Memory  two tables that grow with use up to their caps and four bytes an account; freed by part_done.
 */
#pragma once

#include "core/incident/link.h"

#define PART_BUCKETS 16
#define PART_PRIOR 10.0 /* sources that what is published of people, or nothing, weighs as much as */

enum { PART_PEOPLE = -1, PART_OTHERS = -2, PART_ATTACKERS = -3 }; /* instead of a campaign's index */

/* Sparse weights of one mark's values; small ones are dense. */
struct part {
    int campaign;                  /* index, or PART_PEOPLE, PART_OTHERS: like no campaign and like no people,
                           * PART_ATTACKERS: all but the people */
    uint32_t from, until;          /* s */
    double days;                   /* between them */
    unsigned typical_size;         /* of most of the campaign's seeds, see part_size */
    double n;                      /* sources, by probability */
    double rate;                   /* sources a day */
    double small[3][PART_BUCKETS]; /* accounts tried, tries at each, names shared with others */
    double names, names_missing;   /* tried; of those that do not exist */
    struct table client, network;  /* struct weight */
    float *accounts;               /* by account id: weight with which it was tried */
    double tries;                  /* of existing accounts */
    double listed, listed_once;    /* existing accounts that were tried; just once */
    const struct state *state;
    const struct link *link;
};

/* How many values a mark may have. */
struct scale {
    double clients, networks, accounts;
};

bool part_init(struct part *part, int campaign, uint32_t from, uint32_t until, const struct state *state,
        const struct link *link);
void part_done(struct part *part);

/* How many accounts it tried, as a power of two: 0 .. PART_BUCKETS - 1. */
unsigned part_size(const struct suspect *sus);

/* Forgets what was learned; people keep what is published of them. */
void part_clear(struct part *part);

/* One source, with weight 0..1. */
void part_learn(struct part *part, const struct suspect *sus, double weight);

/* After all were learned: rates and shares. */
void part_settle(struct part *part);

/* Log of the part's rate times the chance of these marks, without the network; `own` is the weight with which
 * the suspect itself was learned. */
double part_score(const struct part *part, const struct suspect *sus, const struct scale *scale, double own);

/* Log of the chance of the suspect's network. Asked of all attackers together: an anonymiser serves some
 * networks more than others, which is no reason to see two campaigns. */
double part_network_score(
        const struct part *part, const struct suspect *sus, const struct scale *scale, double own);

/* Share of the part's sources that have this client. */
double part_client_share(const struct part *part, uint32_t client);
