/* entra.h - the formats of Entra ID sign-ins: diagnostic records, Log Analytics, Graph, portal.
 *
 * Layer   core/parse: includes base, wire and model. Pure.
 */
#pragma once

#include "core/parse/formats.h"

extern const struct format entra_json_format; /* JSON of any layout */
extern const struct format entra_csv_format;  /* portal and Log Analytics exports */

/* The texts of one sign-in, wherever they stood; empty when not told. */
struct entra_fields {
    struct slice id, time, upn, user_id, display, address, code, reason, tenant, agent, application,
            client_app, protocol, device, browser, asn, country, category, interactive, status;
};

/* Fills the record from the texts. NULL when it is a sign-in; "" when it is a record of another matter;
 * else static text that says what was expected. */
const char *entra_fill(const struct entra_fields *fields, struct record *rec);

/* Class of a result code; `reason` tells two meanings of one code apart. Unknown: OUTCOME_OTHER_FAILURE. */
enum outcome entra_outcome(int64_t code, struct slice reason);
