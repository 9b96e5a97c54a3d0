/* json_source.c - cuts JSON of any layout into records and asks the source what each means. */
#include "core/parse/json_source.h"

#include <stdlib.h>

#include "core/base/hash.h"
#include "core/wire/json_split.h"

struct reader {
    const struct json_source *source;
    struct json_plan *plan, *nested;
    struct json_plan *wrap; /* of what a collector put around each record; NULL: nothing */
    bool lines;
};

/* Where collectors keep the record that they took, as text: Beats and syslog-ng, Elastic Agent, Splunk, Docker. */
static const struct json_path wraps[] = { { "message", 0 }, { "event.original", 0 }, { "_raw", 0 },
    { "result._raw", 0 }, { "_source.message", 0 }, { "_source.event.original", 0 }, { "log", 0 } };

static bool is_wrapped(struct slice head);

enum status json_source_open(
        const struct json_source *source, struct slice head, struct reader **ret, struct error *err)
{
    struct reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL)
        return fail(err, STATUS_NOMEM, "no memory to read JSON");
    reader->source = source;
    reader->lines = json_one_a_line(head);
    enum status st = json_plan_new(source->paths, source->count, &reader->plan, err);
    if (st == STATUS_OK && source->nested_count > 0)
        st = json_plan_new(source->nested, source->nested_count, &reader->nested, err);
    if (st == STATUS_OK && is_wrapped(head))
        st = json_plan_new(wraps, sizeof wraps / sizeof wraps[0], &reader->wrap, err);
    if (st != STATUS_OK)
        json_source_close(&reader);
    *ret = reader;
    return st;
}

enum status json_format_open(
        const struct format *format, struct slice head, struct reader **ret, struct error *err)
{
    return json_source_open(format->json, head, ret, err);
}

void json_source_close(struct reader **reader)
{
    if (*reader != NULL) {
        json_plan_free(&(*reader)->plan);
        json_plan_free(&(*reader)->nested);
        json_plan_free(&(*reader)->wrap);
    }
    free(*reader);
    *reader = NULL;
}

/* ---- records ---- */

struct taking {
    const struct reader *reader;
    struct batch *out;
    struct slice row;
    uint64_t offset;
    uint32_t line;
    bool full;
};

/* A second record of the same place; false when there is no room for it. */
static bool take_second(struct taking *t, const struct json_value *values, struct record second)
{
    second.row_hash = hash_pair(second.row_hash, 2);
    if (!t->reader->source->also(values, &second))
        return true;
    struct record *rec = batch_next(t->out);
    if (rec == NULL)
        return false;
    *rec = second;
    batch_told(t->out, NULL, t->offset, t->row.len, t->line);
    return true;
}

static bool take_values(void *ctx, struct json_value values[JSON_SLOTS])
{
    struct taking *t = ctx;
    struct record *rec = batch_next(t->out);
    if (rec == NULL) {
        t->full = true;
        return false;
    }
    rec->offset = t->offset;
    rec->length = (uint32_t)t->row.len;
    rec->line = t->line;
    const char *why = t->reader->source->fill(values, t->reader->nested, &t->out->scratch, rec);
    batch_told(t->out, why, t->offset, t->row.len, t->line);
    if (why == NULL && t->reader->source->also != NULL)
        t->full = !take_second(t, values, *rec);
    return !t->full;
}

/* What a collector wrote: the record is its text. */
static bool take_wrapped(void *ctx, struct json_value values[JSON_SLOTS])
{
    struct taking *t = ctx;
    struct slice text = values[0].text;
    if (values[0].kind != JSON_TEXT || text.len == 0 || text.at[0] != '{') {
        if (batch_next(t->out) != NULL)
            batch_told(t->out, "", t->offset, t->row.len, t->line);
        return true;
    }
    /* Decoded, it lies in scratch: what is taken behind it can be read as its padding. */
    if (arena_take(&t->out->scratch, LIMIT_PADDING) == NULL
            || !json_read(t->reader->plan, text, &t->out->scratch, take_values, t)) {
        t->out->lines++;
        batch_unparsed(t->out, t->offset, t->row.len, t->line, t->reader->source->expected);
    }
    return !t->full;
}

static bool read_object(struct taking *t)
{
    const struct reader *reader = t->reader;
    return reader->wrap != NULL ? json_read(reader->wrap, t->row, &t->out->scratch, take_wrapped, t)
                                : json_read(reader->plan, t->row, &t->out->scratch, take_values, t);
}

/* One object; false when the batch was too full for all of it, and then nothing of it was taken. */
static bool take_object(
        const struct reader *reader, struct slice row, uint64_t offset, uint32_t line, struct batch *out)
{
    struct taking t = { .reader = reader, .out = out, .row = row, .offset = offset, .line = line };
    if (out->count == out->cap)
        return false;
    struct batch_mark before;
    batch_mark(out, &before);
    if (!read_object(&t)) {
        out->lines++;
        batch_unparsed(out, offset, row.len, line, reader->source->expected);
    }
    if (t.full && before.count > 0) {
        batch_back(out, &before);
        return false;
    }
    if (t.full) /* a container of more than LIMIT_BATCH records on one line */
        batch_unparsed(out, offset, row.len, line, "at most 4096 records in one line");
    return true;
}

static size_t parse_lines(const struct reader *reader, struct slice data, uint64_t offset, struct batch *out)
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

static size_t parse_braces(const struct reader *reader, struct slice data, uint64_t offset, struct batch *out)
{
    size_t pos = 0, done = 0;
    uint32_t line = 0;
    struct slice row;
    while (json_next_record(data, &pos, &row)) {
        size_t start = (size_t)(row.at - data.at);
        line += (uint32_t)slice_lines((struct slice){ data.at + done, start - done });
        if (!take_object(reader, row, offset + start, line, out))
            return done;
        line += (uint32_t)slice_lines(row);
        done = pos;
    }
    if (pos < data.len) { /* the input ends within a record */
        out->lines++;
        batch_unparsed(out, offset + pos, data.len - pos, line, "the end of a JSON record");
    }
    return data.len;
}

size_t json_source_parse(const struct reader *reader, struct slice data, uint64_t offset, struct batch *out)
{
    return reader->lines ? parse_lines(reader, data, offset, out) : parse_braces(reader, data, offset, out);
}

/* ---- within a record ---- */

static bool keep_values(void *ctx, struct json_value values[JSON_SLOTS])
{
    memcpy(ctx, values, JSON_SLOTS * sizeof *values);
    return false;
}

bool json_read_nested(const struct json_plan *plan, struct slice nested, struct arena *scratch,
        struct json_value values[JSON_SLOTS])
{
    if (nested.len < 2 || nested.at[0] != '{')
        return false;
    char *copy = arena_take(scratch, nested.len + LIMIT_PADDING);
    if (copy == NULL)
        return false;
    memset(values, 0, JSON_SLOTS * sizeof *values);
    memcpy(copy, nested.at, nested.len);
    return json_read(plan, (struct slice){ copy, nested.len }, scratch, keep_values, values);
}

struct slice json_truth(struct json_value value)
{
    if (value.kind == JSON_TRUE)
        return LIT("true");
    return value.kind == JSON_FALSE ? LIT("false") : value.text;
}

/* ---- sniffing ---- */

static struct slice behind_space(struct slice s)
{
    while (s.len && (unsigned char)s.at[0] <= ' ')
        s = slice_skip(s, 1);
    return s;
}

bool json_one_a_line(struct slice head)
{
    struct slice s = behind_space(head);
    struct slice line = slice_first(s, slice_find(s, '\n'));
    while (line.len && (unsigned char)line.at[line.len - 1] <= ' ')
        line.len--;
    bool whole = line.len > 1 && line.at[0] == '{' && line.at[line.len - 1] == '}';
    bool alone = behind_space(slice_skip(s, line.len)).len == 0;
    if (alone && json_is_container(line)) /* all records of an export on its only line */
        return false;
    return whole || (alone && line.len > 1 && line.at[0] == '{' && head.len >= 65536);
}

struct slice json_first_record(struct slice head)
{
    struct slice s = behind_space(head), row;
    size_t pos = 0;
    if (!begins_as_json(s))
        return slice_first(s, 0);
    if (json_next_record(s, &pos, &row))
        return row;
    return s;
}

/* Behind the quote that ends a key, which a backslash stands before in JSON within JSON; 0 when it is none. */
static size_t quote_bytes(struct slice s)
{
    if (s.len > 0 && s.at[0] == '"')
        return 1;
    return slice_starts(s, LIT("\\\"")) ? 2 : 0;
}

/* Is "name" the member's that stands before `at`, its value behind? */
static bool is_key(struct slice text, size_t at, size_t len, struct slice *ret_value)
{
    struct slice behind = slice_skip(text, at + len);
    size_t quote = quote_bytes(behind);
    if (at < quote || quote == 0 || quote_bytes(slice_skip(text, at - quote)) != quote)
        return false;
    behind = behind_space(slice_skip(behind, quote));
    if (behind.len == 0 || behind.at[0] != ':')
        return false;
    *ret_value = behind_space(slice_skip(behind, 1));
    return true;
}

static bool find_key(struct slice text, const char *name, struct slice *ret_value)
{
    const size_t len = strlen(name);
    for (size_t from = 0; from < text.len;) {
        size_t at = from + slice_find_slice(slice_skip(text, from), (struct slice){ name, len });
        if (at < text.len && is_key(text, at, len, ret_value))
            return true;
        from = at + len;
    }
    return false;
}

bool json_has_key(struct slice text, const char *name)
{
    struct slice value;
    return find_key(text, name, &value);
}

static bool is_wrapped(struct slice head)
{
    static const char *const names[] = { "message", "original", "_raw", "log" };
    struct slice first = json_first_record(head), value;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (find_key(first, names[i], &value) && slice_starts(value, LIT("\"{\\\"")))
            return true;
    return false;
}

/* ---- what records tell alike ---- */

bool json_fill_time(struct slice stamp, struct record *rec)
{
    bool zoned;
    return take_time_iso(&stamp, &rec->time, &zoned);
}

static bool fill_count(struct slice number, time_us unit, struct record *rec)
{
    const uint64_t year = (uint64_t)(365 * TIME_DAY / unit);
    uint64_t n;
    if (!slice_to_uint(number, 130 * year, &n) || n < year)
        return false;
    rec->time = (time_us)n * unit;
    return true;
}

bool json_fill_seconds(struct slice number, struct record *rec)
{
    return fill_count(number, TIME_SECOND, rec);
}

bool json_fill_millis(struct slice number, struct record *rec)
{
    return fill_count(number, TIME_SECOND / 1000, rec);
}

bool json_fill_address(struct slice address, struct record *rec)
{
    return address.len == 0 || ip_parse(address, &rec->source);
}

void json_fill_asn(struct slice number, struct record *rec)
{
    uint64_t asn;
    if (slice_to_uint(number, UINT32_MAX, &asn))
        rec->asn = (uint32_t)asn;
}

void json_fill_country(struct slice code, struct record *rec)
{
    char upper[2];
    if (code.len != 2)
        return;
    for (size_t i = 0; i < 2; i++) {
        upper[i] = (char)(code.at[i] & ~0x20);
        if (upper[i] < 'A' || upper[i] > 'Z')
            return;
    }
    memcpy(rec->country, upper, 2);
}

void json_fill_hash(struct slice id, struct record *rec)
{
    uint64_t what = hash_pair(
            hash_bytes(rec->account, (uint64_t)rec->time), hash_ip(rec->source, rec->outcome));
    rec->row_hash = id.len ? hash_bytes(id, 12) : hash_pair(what, rec->action);
}
