/* rows.h - an incident drafted once more, for the sign-ins that its numbers are counted from.
 *
 * Layer   core/incident. Pure.
 */
#pragma once

#include "core/incident/campaign.h"
#include "core/model/rows.h"

/* STATUS_MISSING when no incident is called so. attempt_rows_done gives *ret back. */
enum status report_rows(const struct campaigns *campaigns, const struct watch *watch, const char *id,
        struct attempt_rows *ret, struct error *err) MUST_USE;
