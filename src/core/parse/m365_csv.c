/* m365_csv.c - the unified audit log as a table: Purview's export with AuditData, Log Analytics' OfficeActivity. */
#include "core/parse/csv_source.h"
#include "core/parse/m365.h"

static const struct csv_column columns[] = {
    { "creationdate", M365_TIME },
    { "timegenerated", M365_TIME },
    { "timegeneratedutc", M365_TIME },
    { "starttime", M365_START },
    { "starttimeutc", M365_START },
    { "operation", M365_OPERATION },
    { "operations", M365_OPERATION },
    { "userid", M365_USER },
    { "userids", M365_USER },
    { "userkey", M365_USER_KEY },
    { "auditdata", M365_AUDIT_DATA },
    { "recordid", M365_ID },
    { "identity", M365_ID },
    { "officeworkload", M365_WORKLOAD },
    { "clientip", M365_ADDRESS },
    { "clientipaddress", M365_ADDRESS_ACTOR },
    { "resultstatus", M365_RESULT },
    { "parameters", M365_PARAMETERS },
    { "operationproperties", M365_PROPERTIES },
    { "extendedproperties", M365_EXTENDED },
    { "organizationid", M365_ORGANISATION },
    { "useragent", M365_AGENT },
    { "clientinfostring", M365_CLIENT },
    { "clientappid", M365_APP },
    { "appid", M365_APP },
    { "officeobjectid", M365_OBJECT },
    { "operationcount", M365_COUNT_TOLD },
    { "folders", M365_FOLDERS },
    { "destinationfileextension", M365_ENDING },
};

static const char *fill(const struct csv_row *row, struct arena *scratch, struct record *rec)
{
    struct json_value values[JSON_SLOTS] = { 0 };
    for (unsigned slot = 0; slot < M365_SLOTS; slot++)
        if (row->cells[slot].len > 0)
            values[slot] = (struct json_value){ JSON_TEXT, row->cells[slot] };
    if (rec->time == TIME_NONE)
        rec->time = 0; /* AuditData tells it too */
    return m365_fill(values, row->nested, scratch, rec);
}

static const struct csv_source source = {
    .columns = columns,
    .count = sizeof columns / sizeof columns[0],
    .time_slots = { M365_TIME, M365_START },
    .nested = m365_paths,
    .nested_count = M365_PATHS,
    .fill = fill,
};

static int sniff(struct slice head)
{
    uint64_t has;
    (void)csv_source_known(&source, head, &has);
#define HAS(slot) (has >> (slot)&1)
    bool what = HAS(M365_OPERATION) && HAS(M365_USER);
    return what && (HAS(M365_AUDIT_DATA) || (HAS(M365_WORKLOAD) && HAS(M365_TIME))) ? 93 : 0;
#undef HAS
}

const struct format m365_csv_format = {
    .name = "m365-audit-csv",
    .help = "Microsoft 365's unified audit log as CSV: Purview's export, OfficeActivity of Log Analytics or "
            "Sentinel",
    .versions = "Purview Audit (standard and premium), the Security & Compliance centre's older columns, as "
                "of 2026",
    .how = "Microsoft Purview portal, Audit, New search, then Export; or Export-Csv behind "
           "Search-UnifiedAuditLog; or "
           "Log Analytics: OfficeActivity, Export, CSV (all columns)",
    .sample = "RecordId,CreationDate,RecordType,Operation,UserId,AuditData\n"
              "5f3c,2026-11-09T02:10:00.0000000Z,15,UserLoginFailed,j.meier@institute.example,"
              "\"{\"\"CreationTime\"\":\"\"2026-11-09T02:10:00\"\",\"\"Operation\"\":\"\"UserLoginFailed\"\","
              "\"\"ActorIpAddress\"\":\"\"192.0.2.8\"\",\"\"LogonError\"\":\"\"InvalidUserNameOrPassword\"\"}"
              "\"",
    .family = FAMILY_M365,
    .gives = GIVES_BOTH,
    .framing = FRAME_CSV,
    .sniff = sniff,
    .csv = &source,
    .open = csv_format_open,
    .close = csv_source_close,
    .parse = csv_source_parse,
};
