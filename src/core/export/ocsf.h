/* ocsf.h - Open Cybersecurity Schema Framework 1.8.0: a sign-in is an Authentication (3002); an incident is a
 * Detection Finding (2004) and the Incident Finding (2005) that is opened for it.
 *
 * Layer   core/export. Pure.
 * Time    milliseconds; that of a finding is when the incident opened, by the events' own time.
 * Source  schema.ocsf.io/1.8.0. `actor` is nobody's here: a likeness to a playbook is a tag and stands in
 *         unmapped.playbook_match.
 */
#pragma once

#include "core/export/export.h"

extern const struct form form_ocsf;
