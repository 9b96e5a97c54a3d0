/* entra_csv.c - portal and Log Analytics exports, also as a spreadsheet saved them again. */
#include "core/parse/csv_source.h"
#include "core/parse/entra.h"

enum column {
    COL_ID,
    COL_TIME,
    COL_TIME_OUTER,
    COL_UPN,
    COL_USER_ID,
    COL_DISPLAY,
    COL_ADDRESS,
    COL_CODE,
    COL_CODE_JSON,
    COL_REASON,
    COL_TENANT,
    COL_TENANT_HOME,
    COL_AGENT,
    COL_APP,
    COL_CLIENT_APP,
    COL_PROTOCOL,
    COL_TRANSFER,
    COL_DEVICE,
    COL_DEVICE_JSON,
    COL_BROWSER,
    COL_ASN,
    COL_COUNTRY,
    COL_COUNTRY_JSON,
    COL_CATEGORY,
    COL_TYPE,
    COL_INTERACTIVE,
    COL_TOKEN,
    COL_STATUS,
    COL_COUNT,
};

/* Portal names first, then Log Analytics'. */
static const struct csv_column columns[] = {
    { "requestid", COL_ID },
    { "id", COL_ID },
    { "dateutc", COL_TIME },
    { "date", COL_TIME },
    { "createddatetime", COL_TIME },
    { "createddatetimeutc", COL_TIME },
    { "timegenerated", COL_TIME_OUTER },
    { "timegeneratedutc", COL_TIME_OUTER },
    { "username", COL_UPN },
    { "userprincipalname", COL_UPN },
    { "userid", COL_USER_ID },
    { "user", COL_DISPLAY },
    { "userdisplayname", COL_DISPLAY },
    { "ipaddress", COL_ADDRESS },
    { "calleripaddress", COL_ADDRESS },
    { "signinerrorcode", COL_CODE },
    { "resulttype", COL_CODE },
    { "errornumber", COL_CODE },
    { "failurereason", COL_REASON },
    { "resultdescription", COL_REASON },
    { "aadtenantid", COL_TENANT },
    { "hometenantid", COL_TENANT_HOME },
    { "resourcetenantid", COL_TENANT },
    { "useragent", COL_AGENT },
    { "application", COL_APP },
    { "appdisplayname", COL_APP },
    { "clientapp", COL_CLIENT_APP },
    { "clientappused", COL_CLIENT_APP },
    { "authenticationprotocol", COL_PROTOCOL },
    { "originaltransfermethod", COL_TRANSFER },
    { "deviceid", COL_DEVICE },
    { "devicedetail", COL_DEVICE_JSON },
    { "browser", COL_BROWSER },
    { "autonomoussystemnumber", COL_ASN },
    { "location", COL_COUNTRY },
    { "locationdetails", COL_COUNTRY_JSON },
    { "category", COL_CATEGORY },
    { "type", COL_TYPE },
    { "isinteractive", COL_INTERACTIVE },
    { "incomingtokentype", COL_TOKEN },
    { "status", COL_STATUS },
};

static void fill_nested(const struct csv_row *row, struct arena *scratch, struct entra_fields *f)
{
    struct json_value values[JSON_SLOTS];
    if (json_read_nested(row->nested, f->status, scratch, values)) {
        f->code = f->code.len ? f->code : values[ENTRA_CODE].text;
        f->reason = f->reason.len ? f->reason : values[ENTRA_REASON].text;
        f->status = (struct slice){ "", 0 };
    }
    if (json_read_nested(row->nested, row->cells[COL_DEVICE_JSON], scratch, values)) {
        f->device = f->device.len ? f->device : values[ENTRA_DEVICE].text;
        f->browser = f->browser.len ? f->browser : values[ENTRA_BROWSER].text;
    }
    if (json_read_nested(row->nested, row->cells[COL_COUNTRY_JSON], scratch, values)
            && values[ENTRA_COUNTRY].text.len)
        f->country = values[ENTRA_COUNTRY].text;
}

static const char *fill(const struct csv_row *row, struct arena *scratch, struct record *rec)
{
    const struct slice *cell = row->cells;
    struct entra_fields f = {
        .id = cell[COL_ID],
        .time = cell[COL_TIME],
        .upn = cell[COL_UPN],
        .user_id = cell[COL_USER_ID],
        .display = cell[COL_DISPLAY],
        .address = cell[COL_ADDRESS],
        .code = cell[COL_CODE],
        .reason = cell[COL_REASON],
        .tenant = cell[COL_TENANT_HOME],
        .agent = cell[COL_AGENT],
        .application = cell[COL_APP],
        .client_app = cell[COL_CLIENT_APP],
        .protocol = cell[COL_PROTOCOL],
        .transfer = cell[COL_TRANSFER],
        .device = cell[COL_DEVICE],
        .browser = cell[COL_BROWSER],
        .asn = cell[COL_ASN],
        .country = cell[COL_COUNTRY],
        .category = cell[COL_CATEGORY],
        .interactive = cell[COL_INTERACTIVE],
        .status = cell[COL_STATUS],
    };
    if (f.category.len == 0 && slice_eq_nocase(cell[COL_TYPE], LIT("PreAuthenticationDiscoveryLogs")))
        f.category = cell[COL_TYPE];
    if (f.tenant.len == 0)
        f.tenant = cell[COL_TENANT];
    if (f.time.len == 0)
        f.time = cell[COL_TIME_OUTER];
    /* The portal's table of non-interactive sign-ins has no column that says so. */
    if (f.interactive.len == 0 && slice_find_slice(cell[COL_TOKEN], LIT("efreshToken")) < cell[COL_TOKEN].len)
        f.interactive = LIT("false");
    fill_nested(row, scratch, &f);
    return rec->time == TIME_NONE ? "a date" : entra_fill(&f, rec);
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
    unsigned known = csv_source_known(&source, head, &has);
#define HAS(column) (has >> (column)&1)
    bool who = HAS(COL_UPN) || HAS(COL_DISPLAY) || HAS(COL_USER_ID);
    bool what = HAS(COL_CODE) || HAS(COL_STATUS);
    bool when = HAS(COL_TIME) || HAS(COL_TIME_OUTER);
    return who && what && when && HAS(COL_ADDRESS) && known >= 5 ? 92 : 0;
#undef HAS
}

const struct format entra_csv_format = {
    .name = "entra-csv",
    .help = "Entra ID sign-ins as CSV: portal download (interactive or not), Log Analytics, saved again by a "
            "spreadsheet",
    .versions = "columns of 2020 to 2026, in any order; Log Analytics' names too",
    .how = "Entra admin center, Monitoring & health, Sign-in logs, Download, CSV: InteractiveSignIns and "
           "NonInteractiveSignIns are files of their own, take both; it holds the time range and the filters "
           "that "
           "the page shows, so widen them first",
    .sample = "Date (UTC),Request ID,User agent,Username,Application,IP address,Location,Status,"
              "Sign-in error code,Failure reason,Client app,Conditional Access\n"
              "2026-11-09T02:10:00Z,f1,Mozilla/5.0,j.meier@institute.example,OfficeHome,192.0.2.7,"
              "\"Toronto, Ontario, CA\",Failure,50126,Error validating credentials,Browser,Not Applied",
    .family = FAMILY_ENTRA,
    .framing = FRAME_CSV,
    .sniff = sniff,
    .csv = &source,
    .open = csv_format_open,
    .close = csv_source_close,
    .parse = csv_source_parse,
};
