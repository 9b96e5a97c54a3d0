/* entra.h - the formats of Entra ID sign-ins: diagnostic records, Log Analytics, Graph, portal.
 *
 * Layer   core/parse: includes base, wire and model. Pure.
 */
#pragma once

#include "core/parse/formats.h"
#include "core/parse/json_source.h"

extern const struct format entra_json_format; /* JSON of any layout */
extern const struct format entra_csv_format;  /* portal and Log Analytics exports */
extern const struct format
        entra_audit_csv_format; /* the directory's audit, likewise; as JSON it is entra_json's */

/* The texts of one sign-in, wherever they stood; empty when not told. */
struct entra_fields {
    struct slice id, time, upn, user_id, display, address, code, reason, tenant, agent, application,
            client_app, protocol, transfer, device, browser, asn, country, category, interactive, status;
};

/* Fills the record from the texts. NULL when it is a sign-in; "" when it is a record of another matter;
 * else static text that says what was expected. */
const char *entra_fill(const struct entra_fields *fields, struct record *rec);

/* The texts of one record of the directory's audit: who did what to whom. */
struct entra_audit_fields {
    struct slice id, time, operation, result, service, tenant;
    struct slice user, user_id, address; /* who; empty where an application did it */
    struct slice initiator;              /* the same as a text of JSON */
    struct slice target, target_upn, target_id;
    struct slice
            targets; /* the same as a list of JSON, LIMIT_PADDING bytes behind it readable; or as a text of one */
    bool targets_are_text;
};

/* What is read of JSON that stands as text in either: one plan for all. */
enum entra_nested {
    ENTRA_CODE,
    ENTRA_REASON,
    ENTRA_DEVICE,
    ENTRA_BROWSER,
    ENTRA_COUNTRY,
    ENTRA_WHO,
    ENTRA_WHO_ID,
    ENTRA_WHO_ADDRESS,
    ENTRA_TARGET,
    ENTRA_TARGET_UPN,
    ENTRA_TARGET_ID,
};
#define ENTRA_NESTED_PATHS 11
extern const struct json_path entra_nested_paths[ENTRA_NESTED_PATHS];

/* As entra_fill, for an access. */
const char *entra_audit_fill(const struct entra_audit_fields *fields, const struct json_plan *nested,
        struct arena *scratch, struct record *rec);

/* Class of a result code; `reason` tells two meanings of one code apart. Unknown: OUTCOME_OTHER_FAILURE. */
enum outcome entra_outcome(int64_t code, struct slice reason);
