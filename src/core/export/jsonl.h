/* jsonl.h - one incident a line, as docs/output.md says; one sign-in a line.
 *
 * Layer   core/export: includes base, model and names. Pure.
 */
#pragma once

#include "core/base/out.h"
#include "core/model/event.h"
#include "core/model/incident.h"
#include "core/names/interner.h"

void jsonl_incident(struct out *out, const struct incident *inc);

/* file: name of the event's input. */
void jsonl_event(struct out *out, const struct interner *names, const struct event *ev, const char *file);

/* CSV: the header row, then one row an event; the header row, then one row an incident. */
void csv_event_header(struct out *out);
void csv_event(struct out *out, const struct interner *names, const struct event *ev, const char *file);
void csv_incident_header(struct out *out);
void csv_incident(struct out *out, const struct incident *inc);
