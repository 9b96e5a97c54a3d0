/* entra_json.c - JSON of every layout: where the fields stand. */
#include <stdlib.h>

#include "core/parse/entra.h"
#include "core/wire/json.h"
#include "core/wire/json_split.h"

enum slot {
    SLOT_ID,
    SLOT_TIME,
    SLOT_TIME_OUTER,
    SLOT_UPN,
    SLOT_USER_ID,
    SLOT_DISPLAY,
    SLOT_ADDRESS,
    SLOT_ADDRESS_OUTER,
    SLOT_CODE,
    SLOT_REASON,
    SLOT_TENANT,
    SLOT_TENANT_HOME,
    SLOT_TENANT_AAD,
    SLOT_AGENT,
    SLOT_APP,
    SLOT_APP_ID,
    SLOT_CLIENT_APP,
    SLOT_PROTOCOL,
    SLOT_DEVICE,
    SLOT_BROWSER,
    SLOT_ASN,
    SLOT_COUNTRY,
    SLOT_COUNTRY_OUTER,
    SLOT_CATEGORY,
    SLOT_TYPE,
    SLOT_INTERACTIVE,
    SLOT_STATUS_TEXT,
    SLOT_DEVICE_TEXT,
    SLOT_LOCATION_TEXT,
};

/* Both for a flat record (Graph, portal, Log Analytics) and below "properties" (diagnostic records). */
#define BOTH(name, slot)         \
    { name, slot },              \
    {                            \
        "properties." name, slot \
    }

static const struct json_path paths[] = {
    BOTH("id", SLOT_ID),
    BOTH("createdDateTime", SLOT_TIME),
    { "time", SLOT_TIME_OUTER },
    { "timeGenerated", SLOT_TIME_OUTER },
    BOTH("userPrincipalName", SLOT_UPN),
    BOTH("userId", SLOT_USER_ID),
    BOTH("userDisplayName", SLOT_DISPLAY),
    BOTH("ipAddress", SLOT_ADDRESS),
    { "callerIpAddress", SLOT_ADDRESS_OUTER },
    { "resultType", SLOT_CODE },
    BOTH("status.errorCode", SLOT_CODE),
    BOTH("status.failureReason", SLOT_REASON),
    { "resultDescription", SLOT_REASON },
    { "tenantId", SLOT_TENANT },
    { "aadTenantId", SLOT_TENANT_AAD },
    BOTH("homeTenantId", SLOT_TENANT_HOME),
    BOTH("userAgent", SLOT_AGENT),
    BOTH("appDisplayName", SLOT_APP),
    BOTH("appId", SLOT_APP_ID),
    BOTH("clientAppUsed", SLOT_CLIENT_APP),
    BOTH("authenticationProtocol", SLOT_PROTOCOL),
    BOTH("deviceDetail.deviceId", SLOT_DEVICE),
    BOTH("deviceDetail.browser", SLOT_BROWSER),
    BOTH("autonomousSystemNumber", SLOT_ASN),
    BOTH("location.countryOrRegion", SLOT_COUNTRY),
    { "locationDetails.countryOrRegion", SLOT_COUNTRY },
    { "location", SLOT_COUNTRY_OUTER },
    { "category", SLOT_CATEGORY },
    { "type", SLOT_TYPE },
    BOTH("isInteractive", SLOT_INTERACTIVE),
    { "status", SLOT_STATUS_TEXT },
    { "deviceDetail", SLOT_DEVICE_TEXT },
    { "locationDetails", SLOT_LOCATION_TEXT },
};

struct reader {
    struct json_plan *plan;
};

static enum status entra_open(struct slice head, struct reader **ret, struct error *err)
{
    struct reader *reader = calloc(1, sizeof *reader);
    (void)head;
    if (reader == NULL)
        return fail(err, STATUS_NOMEM, "no memory to read Entra sign-ins");
    enum status st = json_plan_new(paths, sizeof paths / sizeof paths[0], &reader->plan, err);
    if (st != STATUS_OK)
        free(reader);
    else
        *ret = reader;
    return st;
}

static void entra_close(struct reader **reader)
{
    if (*reader != NULL)
        json_plan_free(&(*reader)->plan);
    free(*reader);
    *reader = NULL;
}

struct taking {
    const struct reader *reader;
    struct batch *out;
    struct slice row;
    uint64_t offset;
    uint32_t line;
    bool full;
};

static struct slice either(const struct json_value *values, enum slot first, enum slot second)
{
    return values[first].text.len ? values[first].text : values[second].text;
}

static struct slice truth(struct json_value val)
{
    if (val.kind == JSON_TRUE)
        return LIT("true");
    return val.kind == JSON_FALSE ? LIT("false") : val.text;
}

static bool keep_values(void *ctx, struct json_value values[JSON_SLOTS])
{
    memcpy(ctx, values, JSON_SLOTS * sizeof *values);
    return false;
}

static bool is_object(struct slice s)
{
    return s.len > 0 && s.at[0] == '{';
}

/* Log Analytics writes nested values as JSON in a string: {"status":{...}} is read once more. */
static void read_nested(const struct taking *t, const char *name, struct slice nested,
        struct json_value values[JSON_SLOTS], const enum slot *slots, size_t count)
{
    struct json_value inner[JSON_SLOTS];
    size_t head = strlen(name);
    char *buf = arena_take(&t->out->scratch, head + nested.len + 8 + LIMIT_PADDING);
    if (buf == NULL)
        return;
    memset(inner, 0, sizeof inner);
    memcpy(buf, "{\"", 2);
    memcpy(buf + 2, name, head);
    memcpy(buf + 2 + head, "\":", 2);
    memcpy(buf + 4 + head, nested.at, nested.len);
    buf[4 + head + nested.len] = '}';
    if (!json_read(t->reader->plan, (struct slice){ buf, head + nested.len + 5 }, &t->out->scratch,
                keep_values, inner))
        return;
    for (size_t i = 0; i < count; i++)
        if (values[slots[i]].text.len == 0)
            values[slots[i]] = inner[slots[i]];
}

static void read_all_nested(const struct taking *t, struct json_value values[JSON_SLOTS])
{
    static const enum slot of_status[] = { SLOT_CODE, SLOT_REASON },
                           of_device[] = { SLOT_DEVICE, SLOT_BROWSER }, of_location[] = { SLOT_COUNTRY };
    const struct slice status = values[SLOT_STATUS_TEXT].text, device = values[SLOT_DEVICE_TEXT].text,
                       location = values[SLOT_LOCATION_TEXT].text;
    if (is_object(status))
        read_nested(t, "status", status, values, of_status, 2);
    if (is_object(device))
        read_nested(t, "deviceDetail", device, values, of_device, 2);
    if (is_object(location))
        read_nested(t, "locationDetails", location, values, of_location, 1);
}

static struct entra_fields fields_of(const struct json_value *v)
{
    return (struct entra_fields){
        .id = v[SLOT_ID].text,
        .time = either(v, SLOT_TIME, SLOT_TIME_OUTER),
        .upn = v[SLOT_UPN].text,
        .user_id = v[SLOT_USER_ID].text,
        .display = v[SLOT_DISPLAY].text,
        .address = either(v, SLOT_ADDRESS, SLOT_ADDRESS_OUTER),
        .code = v[SLOT_CODE].text,
        .reason = v[SLOT_REASON].text,
        .tenant = v[SLOT_TENANT_AAD].text.len ? v[SLOT_TENANT_AAD].text
                                              : either(v, SLOT_TENANT, SLOT_TENANT_HOME),
        .agent = v[SLOT_AGENT].text,
        .application = either(v, SLOT_APP, SLOT_APP_ID),
        .client_app = v[SLOT_CLIENT_APP].text,
        .protocol = v[SLOT_PROTOCOL].text,
        .device = v[SLOT_DEVICE].text,
        .browser = v[SLOT_BROWSER].text,
        .asn = v[SLOT_ASN].text,
        .country = either(v, SLOT_COUNTRY, SLOT_COUNTRY_OUTER),
        .category = either(v, SLOT_CATEGORY, SLOT_TYPE),
        .interactive = truth(v[SLOT_INTERACTIVE]),
    };
}

static bool take_values(void *ctx, struct json_value values[JSON_SLOTS])
{
    struct taking *t = ctx;
    read_all_nested(t, values);
    struct entra_fields f = fields_of(values);
    struct record *rec = batch_next(t->out);
    if (rec == NULL) {
        t->full = true;
        return false;
    }
    const char *why = entra_fill(&f, rec);
    rec->offset = t->offset;
    rec->length = (uint32_t)t->row.len;
    rec->line = t->line;
    if (why == NULL) {
        t->out->signins++;
    } else {
        t->out->count--;
        if (why[0] == '\0')
            t->out->irrelevant++;
        else
            batch_unparsed(t->out, t->offset, t->row.len, t->line, why);
    }
    t->out->lines++;
    return true;
}

/* What a batch goes back to when not all records of a line find room. */
struct mark {
    size_t count, used;
    uint64_t lines, signins, irrelevant, unparsed;
    uint32_t sampled;
};

static struct mark mark_of(const struct batch *batch)
{
    return (struct mark){ batch->count, batch->scratch.used, batch->lines, batch->signins, batch->irrelevant,
        batch->unparsed, batch->sampled };
}

static void go_back(struct batch *batch, const struct mark *to)
{
    batch->count = to->count;
    batch->scratch.used = to->used;
    batch->lines = to->lines;
    batch->signins = to->signins;
    batch->irrelevant = to->irrelevant;
    batch->unparsed = to->unparsed;
    batch->sampled = to->sampled;
}

/* One object; false when the batch was too full for all of it, and then nothing of it was taken. */
static bool take_object(
        const struct reader *reader, struct slice row, uint64_t offset, uint32_t line, struct batch *out)
{
    struct taking t = { .reader = reader, .out = out, .row = row, .offset = offset, .line = line };
    const struct mark before = mark_of(out);
    if (out->count == out->cap)
        return false;
    if (!json_read(reader->plan, row, &out->scratch, take_values, &t)) {
        out->lines++;
        batch_unparsed(out, offset, row.len, line, "a whole JSON object");
    }
    if (t.full && before.count > 0) {
        go_back(out, &before);
        return false;
    }
    if (t.full) /* a container of more than LIMIT_BATCH records on one line */
        batch_unparsed(out, offset, row.len, line, "at most 4096 records in one line");
    return true;
}

static size_t jsonl_parse(const struct reader *reader, struct slice data, uint64_t offset, struct batch *out)
{
    size_t at = 0;
    uint32_t number = 0;
    while (at < data.len) {
        const char *end = memchr(data.at + at, '\n', data.len - at);
        size_t len = end ? (size_t)(end - data.at) - at : data.len - at;
        struct slice row = { data.at + at, len };
        while (row.len && (unsigned char)row.at[row.len - 1] <= ' ')
            row.len--;
        if (row.len == 0) {
            out->lines++;
            out->irrelevant++;
        } else if (!take_object(reader, row, offset + at, number, out)) {
            break;
        }
        at += len + (end != NULL);
        number++;
    }
    return at;
}

static uint32_t count_lines(struct slice s)
{
    uint32_t n = 0;
    while (s.len > 0) {
        struct slice part = slice_first(s, 255); /* so that a byte holds the sum, sixteen at a time */
        uint8_t sum = 0;
        for (size_t i = 0; i < part.len; i++)
            sum = (uint8_t)(sum + (part.at[i] == '\n'));
        n += sum;
        s = slice_skip(s, part.len);
    }
    return n;
}

static size_t json_parse(const struct reader *reader, struct slice data, uint64_t offset, struct batch *out)
{
    size_t pos = 0, done = 0;
    uint32_t line = 0;
    struct slice row;
    while (json_next_record(data, &pos, &row)) {
        size_t start = (size_t)(row.at - data.at);
        line += count_lines((struct slice){ data.at + done, start - done });
        if (!take_object(reader, row, offset + start, line, out))
            return done;
        line += count_lines(row);
        done = pos;
    }
    if (pos < data.len) { /* the input ends within a record */
        out->lines++;
        batch_unparsed(out, offset + pos, data.len - pos, line, "the end of a JSON record");
    }
    return data.len;
}

/* ---- sniffing: the first object's members decide, whatever its layout ---- */

static bool holds(struct slice head, const char *name)
{
    return slice_find_slice(head, text(name)) < head.len;
}

static bool looks_like_entra(struct slice head)
{
    bool who = holds(head, "serPrincipalName\"") || holds(head, "userId\"") || holds(head, "UserId\"");
    bool what = holds(head, "rrorCode") || holds(head, "esultType\"");
    bool entra = holds(head, "onditionalAccessStatus") || holds(head, "lientAppUsed")
            || holds(head, "SignInLogs") || holds(head, "SigninLogs") || holds(head, "reatedDateTime")
            || holds(head, "Microsoft.aadiam");
    return who && what && entra;
}

static bool one_a_line(struct slice head)
{
    struct slice s = head;
    while (s.len && (unsigned char)s.at[0] <= ' ')
        s = slice_skip(s, 1);
    struct slice line = slice_first(s, slice_find(s, '\n'));
    while (line.len && (unsigned char)line.at[line.len - 1] <= ' ')
        line.len--;
    bool whole = line.len > 1 && line.at[0] == '{' && line.at[line.len - 1] == '}';
    bool cut = line.len == s.len && line.len > 1 && line.at[0] == '{'; /* one line longer than the head */
    return whole || (cut && head.len >= 65536 && !holds(slice_first(line, 200), "\"value\""));
}

static int sniff_jsonl(struct slice head)
{
    return looks_like_entra(head) && one_a_line(head) ? 95 : 0;
}

static int sniff_json(struct slice head)
{
    struct slice s = head;
    while (s.len && (unsigned char)s.at[0] <= ' ')
        s = slice_skip(s, 1);
    return begins_as_json(s) && looks_like_entra(head) ? 90 : 0;
}

const struct format entra_jsonl_format = {
    .name = "entra-jsonl",
    .help = "Entra ID sign-ins, one JSON record a line (Event Hub, Storage, diagnostic settings)",
    .framing = FRAME_LINES,
    .sniff = sniff_jsonl,
    .open = entra_open,
    .close = entra_close,
    .parse = jsonl_parse,
};

const struct format entra_json_format = {
    .name = "entra-json",
    .help = "Entra ID sign-ins as JSON of any layout (portal download, Graph signIns, Log Analytics)",
    .framing = FRAME_JSON,
    .sniff = sniff_json,
    .open = entra_open,
    .close = entra_close,
    .parse = json_parse,
};
