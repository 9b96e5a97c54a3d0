/* tz.h - zones by name, asked from the C library.
 *
 * Layer   app. Call before threads start: it sets TZ for a moment.
 */
#pragma once

#include "core/base/status.h"
#include "core/base/time.h"

/* The zone's changes from 1970 to 2100; tz_done releases them. STATUS_INVALID: no zone of that name. */
enum status tz_load(const char *name, struct zone *ret, struct error *err) MUST_USE;
void tz_done(struct zone *zone);
