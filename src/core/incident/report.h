/* report.h - campaigns and their participants as incidents that can be shown.
 *
 * Layer   core/incident: includes base, model, names, state and detect. Pure.
 * Memory  everything in *ret lives in one chain of blocks that incidents_free releases.
 */
#pragma once

#include "core/incident/link.h"
#include "core/model/incident.h"
#include "core/names/pseudonym.h"

/* names: what accounts are called instead; NULL: by their names. */
enum status report_incidents(const struct campaigns *campaigns, const struct watch *watch,
        const struct pseudonyms *names, struct incidents *ret, struct error *err) MUST_USE;
