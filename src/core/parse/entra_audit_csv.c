/* entra_audit_csv.c - the directory's audit as a table: the portal's download, AuditLogs of Log Analytics. */
#include "core/parse/csv_source.h"
#include "core/parse/entra.h"

enum column {
    COL_ID,
    COL_TIME,
    COL_TIME_OUTER,
    COL_ACTIVITY,
    COL_OPERATION,
    COL_RESULT,
    COL_SERVICE,
    COL_TENANT,
    COL_USER,
    COL_USER_ID,
    COL_ADDRESS,
    COL_INITIATOR,
    COL_TARGET,
    COL_TARGET_UPN,
    COL_TARGET_ID,
    COL_TARGETS,
};

/* Portal names first, then Log Analytics'. */
static const struct csv_column columns[] = {
    { "correlationid", COL_ID },
    { "id", COL_ID },
    { "dateutc", COL_TIME },
    { "activitydatetime", COL_TIME },
    { "activitydatetimeutc", COL_TIME },
    { "timegenerated", COL_TIME_OUTER },
    { "timegeneratedutc", COL_TIME_OUTER },
    { "activity", COL_ACTIVITY },
    { "activitydisplayname", COL_ACTIVITY },
    { "operationname", COL_OPERATION },
    { "result", COL_RESULT },
    { "service", COL_SERVICE },
    { "loggedbyservice", COL_SERVICE },
    { "aadtenantid", COL_TENANT },
    { "actoruserprincipalname", COL_USER },
    { "actorobjectid", COL_USER_ID },
    { "ipaddress", COL_ADDRESS },
    { "initiatedby", COL_INITIATOR },
    { "target1displayname", COL_TARGET },
    { "target1userprincipalname", COL_TARGET_UPN },
    { "target1objectid", COL_TARGET_ID },
    { "targetresources", COL_TARGETS },
};

static const char *fill(const struct csv_row *row, struct arena *scratch, struct record *rec)
{
    const struct slice *cell = row->cells;
    struct entra_audit_fields f = {
        .operation = cell[COL_ACTIVITY].len ? cell[COL_ACTIVITY] : cell[COL_OPERATION],
        .result = cell[COL_RESULT],
        .service = cell[COL_SERVICE],
        .tenant = cell[COL_TENANT],
        .user = cell[COL_USER],
        .address = cell[COL_ADDRESS],
        .initiator = cell[COL_INITIATOR],
        .target = cell[COL_TARGET],
        .target_upn = cell[COL_TARGET_UPN],
        .target_id = cell[COL_TARGET_ID],
        .targets = cell[COL_TARGETS],
        .targets_are_text = true,
    };
    if (f.user.len > 0) /* of an application the id is its own */
        f.user_id = cell[COL_USER_ID];
    if (cell[COL_INITIATOR].len > 0)
        f.id = cell[COL_ID]; /* the portal's is shared by all records of one action */
    if (rec->time == TIME_NONE)
        return "a date";
    return entra_audit_fill(&f, row->nested, scratch, rec);
}

static const struct csv_source source = {
    .columns = columns,
    .count = sizeof columns / sizeof columns[0],
    .time_slots = { COL_TIME, COL_TIME_OUTER },
    .nested = entra_nested_paths,
    .nested_count = ENTRA_NESTED_PATHS,
    .fill = fill,
};

static int sniff(struct slice head)
{
    uint64_t has;
    (void)csv_source_known(&source, head, &has);
#define HAS(column) (has >> (column)&1)
    bool when = HAS(COL_TIME) || HAS(COL_TIME_OUTER);
    bool what = HAS(COL_ACTIVITY) || HAS(COL_OPERATION);
    bool who = HAS(COL_INITIATOR) || HAS(COL_USER);
    return when && what && who && (HAS(COL_TARGETS) || HAS(COL_TARGET)) ? 95 : 0;
#undef HAS
}

const struct format entra_audit_csv_format = {
    .name = "entra-audit-csv",
    .help = "Entra ID's audit as CSV: consent, new factors and devices, roles, passwords; portal or Log "
            "Analytics",
    .versions = "portal download and AuditLogs of Log Analytics, as of 2026",
    .how = "Entra admin center, Monitoring & health, Audit logs, Download, CSV; or Log Analytics: AuditLogs, "
           "Export, CSV "
           "(all columns)",
    .sample =
            "Date (UTC),Service,Category,Activity,Result,ActorUserPrincipalName,IPAddress,Target1DisplayName,"
            "Target1UserPrincipalName\n"
            "2026-11-09T02:30:00Z,Authentication Methods,UserManagement,User registered security "
            "info,success,"
            "j.meier@institute.example,192.0.2.8,,j.meier@institute.example",
    .family = FAMILY_ENTRA,
    .gives = GIVES_ACCESSES,
    .framing = FRAME_CSV,
    .sniff = sniff,
    .csv = &source,
    .open = csv_format_open,
    .close = csv_source_close,
    .parse = csv_source_parse,
};
