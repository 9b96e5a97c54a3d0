/* iis.h - what a row of IIS says about a sign-in, whatever wrote the row.
 *
 * Layer   core/parse: includes base and model. Pure.
 */
#pragma once

#include "core/parse/formats.h"

extern const struct format iis_format;

struct iis_row { /* as told; empty or "-" where nothing is */
    struct slice method, stem, query, user, client, forwarded, agent, status, substatus, win32;
};

/* NULL: *ret is filled, but time and place; "": no attempt; else what was expected. */
const char *iis_fill(const struct iis_row *row, struct record *ret);
