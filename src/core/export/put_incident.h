/* put_incident.h - parts of an incident that several JSON forms write alike.
 *
 * Layer   core/export. Pure.
 */
#pragma once

#include "core/export/put.h"
#include "core/model/incident.h"

/* At most `most` of each. */
void put_playbooks(struct out *out, const char *key, const struct incident *inc, size_t most);
void put_evidence_rows(struct out *out, const char *key, const struct incident *inc, size_t most);
