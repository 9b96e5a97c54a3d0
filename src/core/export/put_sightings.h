/* put_sightings.h - what was looked for and what was here, as JSON.
 *
 * Layer   core/export. Pure.
 */
#pragma once

#include "core/base/out.h"
#include "core/model/sighting.h"

/* {"indicators":{...}} and one {"sighting":{...}} for each, with `between` between two. Ends with a line end. */
void put_sightings(struct out *out, const struct sightings *all, const char *between);
