/* jsonl.h - Cordon's own form: one incident a line, as docs/output.md says; one sign-in a line.
 *
 * Layer   core/export. Pure.
 */
#pragma once

#include "core/export/export.h"

extern const struct form form_json;  /* incidents as one list */
extern const struct form form_jsonl; /* incidents and sign-ins, one a line */
