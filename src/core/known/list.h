/* list.h - indicators as lines of text, and as CSV with a header.
 *
 * Layer   core/known. Pure.
 * Text    one a line; # begins a comment, at the start or behind a space. What a line is is told by its form.
 * CSV     the first line that is no comment is the header when a column is called value, indicator, ioc, ip,
 *         address, network, domain, hostname or user_agent; a column called type says what the value is (MISP's
 *         export and others); to_ids 0 or false marks what is not for detection.
 */
#pragma once

#include "core/known/indicators.h"

void list_take(struct indicators *set, uint32_t file, struct slice data);
