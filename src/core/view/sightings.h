/* sightings.h - the part of the summary that tells of known badness.
 *
 * Layer   core/view. Pure.
 */
#pragma once

#include "core/model/sighting.h"
#include "core/view/terminal.h"

/* Nothing when nobody asked. */
void view_sightings(struct out *out, const struct incidents *all, const struct screen *screen);
