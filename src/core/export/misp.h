/* misp.h - incidents as MISP events, one each.
 *
 * Layer   core/export. Pure.
 * Source  MISP core format; object template authentication-failure-report, version 4, of MISP's objects;
 *         taxonomies tlp, PAP, estimative-language and admiralty-scale; galaxy mitre-attack-pattern.
 * Lists   {"response":[{"Event":...}]}, as a MISP server writes several and reads them back.
 * to_ids  an address is to be matched only when it surely takes part; the rest is not told at all.
 */
#pragma once

#include "core/export/export.h"

extern const struct form form_misp;
