/* opened.h - the attempts that an incident was opened by, counted again.
 *
 * Layer   core/incident: includes base, model, names, state and detect. Pure.
 * Method  the log of attempts holds them in the order in which the rules saw them: the same are taken by the same
 *         definition until the number that the rule had. Those of a rise of many sources were noted when it
 *         opened (struct opening).
 */
#pragma once

#include "core/incident/draft.h"

#define OPENED_PAIRS 64u

struct opened {
    double value;                              /* of the opening rows, in the rule's unit */
    double baseline;                           /* what is usual in that time */
    uint32_t rows;                             /* how many were found */
    uint32_t from, until;                      /* s; the time in which they were counted */
    uint32_t pairs[OPENED_PAIRS], pairs_count; /* of one source or account: the first of them */
};

/* `marks`: one for each of watch->attempts, set to 1 where the attempt opened the incident; or NULL. Of a loop and
 * an emergency account there are none. */
void opened_count(const struct draft *d, const struct watch *watch, unsigned char *marks, struct opened *ret);
