/* timesketch.h - rows of a timeline for Timesketch: JSON lines with message, datetime and timestamp_desc.
 *
 * Layer   core/export. Pure.
 * Source  timesketch.org, "Import from JSON or CSV": these three are mandatory; a file ends in .jsonl.
 */
#pragma once

#include "core/export/export.h"

extern const struct form form_timesketch;
