/* entra_csv.c - portal and Log Analytics exports, also as a spreadsheet saved them again. */
#include <stdlib.h>

#include "core/parse/entra.h"
#include "core/wire/csv.h"
#include "core/wire/json.h"

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
    COL_DEVICE,
    COL_DEVICE_JSON,
    COL_BROWSER,
    COL_ASN,
    COL_COUNTRY,
    COL_COUNTRY_JSON,
    COL_CATEGORY,
    COL_INTERACTIVE,
    COL_TOKEN,
    COL_STATUS,
    COL_COUNT,
};

/* Header names without case, spaces and marks. Portal names first, then Log Analytics'. */
static const struct {
    const char *name;
    enum column column;
} columns[] = {
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
    { "signinerrorcode", COL_CODE },
    { "resulttype", COL_CODE },
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
    { "deviceid", COL_DEVICE },
    { "devicedetail", COL_DEVICE_JSON },
    { "browser", COL_BROWSER },
    { "autonomoussystemnumber", COL_ASN },
    { "location", COL_COUNTRY },
    { "locationdetails", COL_COUNTRY_JSON },
    { "category", COL_CATEGORY },
    { "isinteractive", COL_INTERACTIVE },
    { "incomingtokentype", COL_TOKEN },
    { "status", COL_STATUS },
};

enum date_order { DATE_UNKNOWN, DATE_DAY_FIRST, DATE_MONTH_FIRST };

struct reader {
    char separator;
    uint8_t of_column[COL_COUNT]; /* field + 1; 0: the export has no such column */
    enum date_order order;
    struct slice header; /* owned: a chunk that begins with it begins the file */
    char header_text[8192];
    struct json_plan *nested;
};

/* "Date (UTC)" -> "dateutc" */
static size_t plain_name(struct slice name, char to[40])
{
    size_t n = 0;
    for (size_t i = 0; i < name.len && n < 39; i++) {
        char c = name.at[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c | 0x20);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            to[n++] = c;
    }
    to[n] = '\0';
    return n;
}

static unsigned map_columns(struct slice header, char separator, uint8_t of_column[COL_COUNT])
{
    struct slice fields[CSV_FIELDS];
    struct arena none = { 0 };
    size_t count = csv_fields(header, separator, &none, fields);
    unsigned known = 0;
    memset(of_column, 0, COL_COUNT);
    for (size_t i = 0; i < count; i++) {
        char name[40];
        plain_name(fields[i], name);
        for (size_t k = 0; k < sizeof columns / sizeof columns[0]; k++)
            if (strcmp(name, columns[k].name) == 0 && of_column[columns[k].column] == 0) {
                of_column[columns[k].column] = (uint8_t)(i + 1);
                known++;
            }
    }
    return known;
}

static struct slice field(
        const struct reader *reader, const struct slice *fields, size_t count, enum column column)
{
    size_t at = reader->of_column[column];
    return at == 0 || at > count ? (struct slice){ "", 0 } : slice_trim(fields[at - 1]);
}

/* ---- local dates: "09.11.2026 02:10:00", "11/9/2026, 2:10:05.123 PM", "2026-11-09 2:10" ---- */

struct loose_date {
    uint64_t first, second, year;
    bool year_first;
    struct slice rest;
};

static bool take_date_mark(struct slice *in)
{
    if (in->len == 0 || (in->at[0] != '/' && in->at[0] != '.' && in->at[0] != '-'))
        return false;
    *in = slice_skip(*in, 1);
    (void)take_lit(in, LIT(" ")); /* "2026. 11. 09. 2:10" */
    return true;
}

static bool take_loose_date(struct slice s, struct loose_date *ret)
{
    uint64_t a, b, c;
    if (!take_uint(&s, 2999, &a) || !take_date_mark(&s) || !take_uint(&s, 31, &b) || !take_date_mark(&s)
            || !take_uint(&s, 2999, &c))
        return false;
    *ret = a >= 1000 ? (struct loose_date){ b, c, a, true, { 0 } }
                     : (struct loose_date){ a, b, c, false, { 0 } };
    if (ret->first > 31 || ret->second > 31)
        return false;
    ret->year += ret->year < 100 ? 2000 : 0;
    (void)take_lit(&s, LIT("."));
    (void)take_lit(&s, LIT(","));
    (void)take_lit(&s, LIT(" "));
    ret->rest = s;
    return true;
}

/* "AM", "p.m.", "a. m." and what spreadsheets put before them. */
static char half_of_day(struct slice s)
{
    char letters[3] = "";
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = (char)(s.at[i] | 0x20);
        if (c >= 'a' && c <= 'z' && n < 3)
            letters[n++] = c;
    }
    return n == 2 && letters[1] == 'm' && (letters[0] == 'a' || letters[0] == 'p') ? letters[0] : '\0';
}

/* "2:10[:05[.123]][ PM]", also "2.10.05" */
static bool take_loose_clock(struct slice s, time_us *ret)
{
    uint64_t h, m, sec = 0;
    time_us micro = 0;
    if (!take_uint(&s, 23, &h) || s.len == 0 || (s.at[0] != ':' && s.at[0] != '.'))
        return false;
    const struct slice mark = slice_first(s, 1);
    if (!take_lit(&s, mark) || !take_uint(&s, 59, &m))
        return false;
    if (take_lit(&s, mark) && !take_uint(&s, 60, &sec))
        return false;
    if (take_lit(&s, LIT(".")) || take_lit(&s, LIT(",")))
        for (time_us unit = 100000; s.len && s.at[0] >= '0' && s.at[0] <= '9';
                unit /= 10, s = slice_skip(s, 1))
            micro += (s.at[0] - '0') * unit;
    s = slice_trim(s);
    char half = s.len ? half_of_day(s) : '\0';
    if ((s.len && half == '\0') || (half && (h > 12 || h == 0)))
        return false;
    h = half ? h % 12 + (half == 'p' ? 12 : 0) : h;
    *ret = (time_us)h * TIME_HOUR + (time_us)m * TIME_MINUTE + (time_us)sec * TIME_SECOND + micro;
    return true;
}

/* False: nothing that looks like a date. */
static bool csv_time(const struct reader *reader, struct slice s, time_us *ret)
{
    struct slice in = s;
    struct loose_date date;
    time_us clock;
    bool zoned;
    if (take_time_iso(&in, ret, &zoned))
        return true;
    if (!take_loose_date(s, &date) || !take_loose_clock(date.rest, &clock))
        return false;
    bool day_first = reader->order == DATE_DAY_FIRST && !date.year_first;
    struct civil c = { .year = (int)date.year,
        .month = (int)(day_first ? date.second : date.first),
        .day = (int)(day_first ? date.first : date.second) };
    time_us day = time_from_civil(&c);
    *ret = day + clock;
    return day != TIME_NONE;
}

/* One order for the whole file: a number over 12 decides; else the way dates and lists are written. */
static enum date_order order_of(const struct reader *reader, struct slice head)
{
    struct slice rows = head, row, fields[CSV_FIELDS];
    struct arena none = { 0 };
    enum date_order order = reader->separator == ';' ? DATE_DAY_FIRST : DATE_MONTH_FIRST;
    size_t used;
    while (csv_next_row(rows, &row, &used)) {
        struct loose_date date;
        size_t count = csv_fields(row, reader->separator, &none, fields);
        struct slice time = field(reader, fields, count, COL_TIME);
        if (time.len == 0)
            time = field(reader, fields, count, COL_TIME_OUTER);
        if (take_loose_date(time, &date) && !date.year_first) {
            if (date.first > 12)
                return DATE_DAY_FIRST;
            if (date.second > 12)
                return DATE_MONTH_FIRST;
            if (slice_find(slice_first(time, 3), '.') < 3)
                order = DATE_DAY_FIRST;
        }
        rows = slice_skip(rows, used);
    }
    return order;
}

static const struct json_path nested_paths[] = {
    { "errorCode", 1 },
    { "failureReason", 2 },
    { "deviceId", 3 },
    { "browser", 4 },
    { "countryOrRegion", 5 },
};

static enum status csv_open(struct slice head, struct reader **ret, struct error *err)
{
    struct slice row;
    size_t used;
    struct reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL)
        return fail(err, STATUS_NOMEM, "no memory to read a table");
    if (!csv_next_row(head, &row, &used) || row.len > sizeof reader->header_text) {
        free(reader);
        return fail(err, STATUS_INVALID, "the header row is over %zu bytes", sizeof reader->header_text);
    }
    memcpy(reader->header_text, row.at, row.len);
    reader->header = (struct slice){ reader->header_text, row.len };
    reader->separator = csv_separator(row);
    (void)map_columns(row, reader->separator, reader->of_column);
    reader->order = order_of(reader, slice_skip(head, used));
    enum status st = json_plan_new(
            nested_paths, sizeof nested_paths / sizeof nested_paths[0], &reader->nested, err);
    if (st != STATUS_OK)
        free(reader);
    else
        *ret = reader;
    return st;
}

static void csv_close(struct reader **reader)
{
    if (*reader != NULL)
        json_plan_free(&(*reader)->nested);
    free(*reader);
    *reader = NULL;
}

static bool keep(void *ctx, struct json_value values[JSON_SLOTS])
{
    memcpy(ctx, values, JSON_SLOTS * sizeof *values);
    return false;
}

/* Log Analytics' cells of JSON. They are copied so that padding lies behind them. */
static void read_cell(
        const struct reader *reader, struct slice cell, struct arena *scratch, struct json_value *values)
{
    memset(values, 0, JSON_SLOTS * sizeof *values);
    if (cell.len < 2 || cell.at[0] != '{')
        return;
    char *copy = arena_take(scratch, cell.len + LIMIT_PADDING);
    if (copy == NULL)
        return;
    memcpy(copy, cell.at, cell.len);
    (void)json_read(reader->nested, (struct slice){ copy, cell.len }, scratch, keep, values);
}

static void fill_nested(const struct reader *reader, const struct slice *cells, size_t count,
        struct arena *scratch, struct entra_fields *f)
{
    struct json_value values[JSON_SLOTS];
    if (f->status.len && f->status.at[0] == '{') {
        read_cell(reader, f->status, scratch, values);
        f->code = f->code.len ? f->code : values[1].text;
        f->reason = f->reason.len ? f->reason : values[2].text;
        f->status = (struct slice){ "", 0 };
    }
    read_cell(reader, field(reader, cells, count, COL_DEVICE_JSON), scratch, values);
    f->device = f->device.len ? f->device : values[3].text;
    f->browser = f->browser.len ? f->browser : values[4].text;
    read_cell(reader, field(reader, cells, count, COL_COUNTRY_JSON), scratch, values);
    f->country = values[5].text.len ? values[5].text : f->country;
}

static void take_row(
        const struct reader *reader, struct slice row, uint64_t offset, uint32_t line, struct batch *out)
{
    struct slice cells[CSV_FIELDS];
    size_t count = csv_fields(row, reader->separator, &out->scratch, cells);
#define CELL(column) field(reader, cells, count, column)
    struct entra_fields f = {
        .id = CELL(COL_ID),
        .time = CELL(COL_TIME),
        .upn = CELL(COL_UPN),
        .user_id = CELL(COL_USER_ID),
        .display = CELL(COL_DISPLAY),
        .address = CELL(COL_ADDRESS),
        .code = CELL(COL_CODE),
        .reason = CELL(COL_REASON),
        .tenant = CELL(COL_TENANT_HOME),
        .agent = CELL(COL_AGENT),
        .application = CELL(COL_APP),
        .client_app = CELL(COL_CLIENT_APP),
        .protocol = CELL(COL_PROTOCOL),
        .device = CELL(COL_DEVICE),
        .browser = CELL(COL_BROWSER),
        .asn = CELL(COL_ASN),
        .country = CELL(COL_COUNTRY),
        .category = CELL(COL_CATEGORY),
        .interactive = CELL(COL_INTERACTIVE),
        .status = CELL(COL_STATUS),
    };
    if (f.tenant.len == 0)
        f.tenant = CELL(COL_TENANT);
    if (f.time.len == 0)
        f.time = CELL(COL_TIME_OUTER);
    /* The portal's table of non-interactive sign-ins has no column that says so. */
    if (f.interactive.len == 0 && slice_find_slice(CELL(COL_TOKEN), LIT("efreshToken")) < CELL(COL_TOKEN).len)
        f.interactive = LIT("false");
#undef CELL
    fill_nested(reader, cells, count, &out->scratch, &f);
    struct record *rec = batch_next(out);
    const char *why = csv_time(reader, f.time, &rec->time) ? entra_fill(&f, rec) : "a date";
    rec->offset = offset;
    rec->length = (uint32_t)row.len;
    rec->line = line;
    if (why == NULL) {
        out->signins++;
        return;
    }
    out->count--;
    if (why[0] == '\0')
        out->irrelevant++;
    else
        batch_unparsed(out, offset, row.len, line, why);
}

static size_t csv_parse(const struct reader *reader, struct slice data, uint64_t offset, struct batch *out)
{
    size_t at = 0, used;
    uint32_t line = 0;
    struct slice row;
    while (at < data.len && out->count < out->cap) {
        if (!csv_next_row(slice_skip(data, at), &row, &used)) {
            out->lines++;
            batch_unparsed(out, offset + at, data.len - at, line, "the end of a quoted field");
            return data.len;
        }
        bool header = offset + at == 0 || slice_eq(row, reader->header);
        out->lines++;
        if (header || row.len == 0)
            out->irrelevant++;
        else
            take_row(reader, row, offset + at, line, out);
        for (size_t i = 0; i < used; i++)
            line += data.at[at + i] == '\n';
        at += used;
    }
    return at;
}

static int csv_sniff(struct slice head)
{
    struct slice row;
    size_t used;
    uint8_t of_column[COL_COUNT];
    if (begins_as_json(head))
        return 0;
    if (!csv_next_row(head, &row, &used))
        row = head;
    unsigned known = map_columns(row, csv_separator(row), of_column);
    bool who = of_column[COL_UPN] || of_column[COL_DISPLAY] || of_column[COL_USER_ID];
    bool what = of_column[COL_CODE] || of_column[COL_STATUS];
    bool when = of_column[COL_TIME] || of_column[COL_TIME_OUTER];
    return who && what && when && of_column[COL_ADDRESS] && known >= 5 ? 92 : 0;
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
    .sniff = csv_sniff,
    .open = csv_open,
    .close = csv_close,
    .parse = csv_parse,
};
