/* m365.h - Microsoft 365's unified audit log: sign-ins, and what is done with mailboxes, files and accounts.
 *
 * Layer   core/parse: includes base, wire and model. Pure.
 * Source  Microsoft Learn, "Office 365 Management Activity API schema", "Audit log activities", "Azure Monitor:
 *         OfficeActivity"; docs/sources/microsoft-365.md.
 */
#pragma once

#include "core/parse/formats.h"
#include "core/parse/json_source.h"

extern const struct format m365_json_format;
extern const struct format m365_csv_format;

/* Where a record's values go, in whatever dress it comes: JSON, AuditData in a table or in JSON, OfficeActivity. */
enum m365_slot {
    M365_TIME,
    M365_START, /* a table's second time: where a spreadsheet left only the clock of the first, it tells the day */
    M365_OPERATION,
    M365_USER,
    M365_USER_KEY,
    M365_ADDRESS,
    M365_ADDRESS_ACTOR,
    M365_WORKLOAD,
    M365_RESULT,
    M365_LOGON_ERROR,
    M365_ERROR_NUMBER,
    M365_EXTENDED,   /* ExtendedProperties: a list of names and values, as are: */
    M365_PARAMETERS, /* Parameters of a cmdlet */
    M365_PROPERTIES, /* OperationProperties */
    M365_ORGANISATION,
    M365_ID,
    M365_AGENT,
    M365_CLIENT,
    M365_APP,
    M365_OBJECT,
    M365_TARGET,
    M365_COUNT_TOLD,
    M365_FOLDERS,
    M365_ENDING, /* of a renamed file */
    M365_AUDIT_DATA,
    /* Of the lists. */
    M365_NAME,
    M365_VALUE,
    M365_RULE,
    M365_REQUEST,
    M365_FORWARD,
    M365_FORWARD_ATTACHED,
    M365_REDIRECT,
    M365_SMTP_FORWARD,
    M365_COPY,
    M365_DELETE,
    M365_MOVE,
    M365_MARK_READ,
    M365_RULE_OPERATION,
    M365_RULE_ACTIONS,
    M365_GRANTEE,
    M365_ENABLED,
    M365_AUDITING, /* of the whole organisation */
    M365_SLOTS,
};

/* The paths of a record, the same nested in AuditData. */
#define M365_PATHS 32
extern const struct json_path m365_paths[M365_PATHS];

/* Fills a record as json_source's fill does; rec->time is taken from the values unless it is told already (not 0). */
const char *m365_fill(struct json_value values[JSON_SLOTS], const struct json_plan *nested,
        struct arena *scratch, struct record *rec);

/* Which access an operation is by its name alone; false: none of interest. */
struct m365_operation {
    const char *name;
    enum action action;
};
const struct m365_operation *m365_operation_of(struct slice name);

/* The result code that LogonError names; 0: unknown. */
int32_t m365_code_of(struct slice logon_error);
