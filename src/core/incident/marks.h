/* marks.h - what the sources of a campaign have in common, learned while they are weighed.
 *
 * Layer   core/incident. Pure.
 * Method  see link.h. Mixture of the open campaigns from many sources and the people.
 */
#pragma once

#include "core/incident/link.h"

#define MARKS_CAMPAIGNS 31u /* from many sources, weighed against each other at once */

/* Sets campaign and probability of every suspect that has none yet. `roaming`: who is like no campaign may have
 * something in common, as a campaign that is not known yet would. */
enum status marks_assign(const struct campaigns *campaigns, const struct watch *watch, bool roaming,
        struct link *link, struct error *err) MUST_USE;
