/* csv.h - one incident or one sign-in a row (RFC 4180), with a guard against formulas.
 *
 * Layer   core/export. Pure.
 */
#pragma once

#include "core/export/export.h"

extern const struct form form_csv;
