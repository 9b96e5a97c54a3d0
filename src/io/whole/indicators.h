/* indicators.h - files of indicators: text, CSV, a STIX 2.1 bundle, a MISP event; told by the content.
 *
 * Layer   io/whole: reads files; what an entry means is core/known's.
 * STIX    indicators with STIX patterns, and the observables ipv4-addr, ipv6-addr, domain-name, url, email-addr;
 *         what their maker revoked is not looked for. Other objects are no indicators.
 * MISP    attributes of events and of their objects, as exported and as answered by the API; deleted ones are
 *         not looked for.
 */
#pragma once

#include "core/known/indicators.h"

/* Adds the file's indicators to the set, from its bytes or by its path. The error does not name the path; what was
 * added until then stays. */
enum status indicators_take(struct slice all, uint32_t file, struct indicators *set, struct error *err)
        MUST_USE;
enum status indicators_read(const char *path, uint32_t file, struct indicators *set, struct error *err)
        MUST_USE;
