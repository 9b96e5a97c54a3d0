/* acts.h - what was done with accounts in other hands, for screen and page.
 *
 * Layer   core/view: includes base and model. Pure.
 */
#pragma once

#include "core/view/paint.h"

#define ACTS_LINES 30u

/* "made an inbox rule that hides mail: a" without who, when and from where: how many times where more than once. */
void act_say(struct out *out, const struct incident_act *act);

/* A line an act, of those that the screen shows (account, source), and how many more. */
void paint_acts(struct out *out, const struct incident *inc, const struct screen *s);
