/* html.h - the report as one file that needs nothing else: no script, no network, a strict policy.
 *
 * Layer   core/view: includes base and model. Pure (the style's hash comes from libcrypto, in memory).
 */
#pragma once

#include "core/base/out.h"
#include "core/model/incident.h"

/* mark: above it and on every printed page ("TLP:AMBER"); NULL: none. */
void view_html(struct out *out, const struct incidents *all, const char *mark);
