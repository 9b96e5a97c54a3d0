/* sightings.h - the part of the summary that tells of known badness.
 *
 * Layer   core/view. Pure.
 */
#pragma once

#include "core/model/sighting.h"
#include "core/view/terminal.h"

/* "2 of 120 indicators from evil.txt were here". */
void sightings_head(const struct sightings *all, const struct screen *screen, struct out *said);

/* The next thing to note, beginning at `i` (0 first): returns where to go on, 0 when there is none. */
size_t sightings_note(const struct sightings *all, size_t i, struct out *said);

/* Nothing when nobody asked. */
void view_sightings(struct out *out, const struct incidents *all, const struct screen *screen);
