/* csv.h - one incident, one of its accounts or sources, or one sign-in a row (RFC 4180), with a guard against
 * formulas. Columns are only ever added at the end.
 *
 * Layer   core/export. Pure.
 */
#pragma once

#include "core/export/export.h"

extern const struct form form_csv;
extern const struct form form_csv_accounts; /* every account of every incident */
extern const struct form form_csv_sources;  /* every source of every incident */
