/* csv_source.c - cuts tables into rows, finds the columns, reads dates as people write them. */
#include "core/parse/csv_source.h"

#include <stdlib.h>

#include "core/wire/csv.h"

enum date_order { DATE_UNKNOWN, DATE_DAY_FIRST, DATE_MONTH_FIRST };

struct reader {
    const struct csv_source *source;
    char separator;
    uint8_t of_slot[CSV_SLOTS]; /* field + 1; 0: the table has no such column */
    enum date_order order;
    time_us day;         /* midnight of a day that the head tells; TIME_NONE: none */
    struct slice header; /* of header_text: a chunk that begins with it begins the file */
    char header_text[8192];
    struct json_plan *nested;
};

_Static_assert(CSV_FIELDS < UINT8_MAX, "a field's number fits");

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

static unsigned map_columns(
        const struct csv_source *source, struct slice header, char separator, uint8_t of_slot[CSV_SLOTS])
{
    struct slice fields[CSV_FIELDS];
    struct arena none = { 0 };
    size_t count = csv_fields(header, separator, &none, fields);
    unsigned known = 0;
    memset(of_slot, 0, CSV_SLOTS);
    for (size_t i = 0; i < count; i++) {
        char name[40];
        plain_name(fields[i], name);
        for (size_t k = 0; k < source->count; k++)
            if (strcmp(name, source->columns[k].name) == 0 && of_slot[source->columns[k].slot] == 0) {
                of_slot[source->columns[k].slot] = (uint8_t)(i + 1);
                known++;
            }
    }
    return known;
}

static struct slice cell_of(
        const struct reader *reader, const struct slice *fields, size_t count, unsigned slot)
{
    size_t at = reader->of_slot[slot];
    return at == 0 || at > count ? (struct slice){ "", 0 } : slice_trim(fields[at - 1]);
}

/* The cell that tells the time. */
static struct slice time_cell(const struct reader *reader, const struct slice *fields, size_t count)
{
    struct slice first = cell_of(reader, fields, count, reader->source->time_slots[0]);
    return first.len > 0 ? first : cell_of(reader, fields, count, reader->source->time_slots[1]);
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

static bool whole_time(const struct reader *reader, struct slice s, time_us *ret)
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

/* What a row tells of its time. False: nothing that looks like a date. */
static bool csv_time(const struct reader *reader, const struct slice *fields, size_t count, time_us *ret)
{
    struct slice cell = time_cell(reader, fields, count);
    time_us clock, day = reader->day, other;
    if (whole_time(reader, cell, ret))
        return true;
    if (!take_loose_clock(cell, &clock))
        return false;
    if (whole_time(reader, cell_of(reader, fields, count, reader->source->time_slots[1]), &other))
        day = other - other % TIME_DAY;
    *ret = day + clock;
    return day != TIME_NONE;
}

/* The first day that a row of the head tells. */
static time_us first_day(const struct reader *reader, struct slice head)
{
    struct slice rows = head, row, fields[CSV_FIELDS];
    struct arena none = { 0 };
    size_t used;
    time_us time;
    while (csv_next_row(rows, &row, &used)) {
        size_t count = csv_fields(row, reader->separator, &none, fields);
        for (int i = 0; i < 2; i++)
            if (whole_time(reader, cell_of(reader, fields, count, reader->source->time_slots[i]), &time))
                return time - time % TIME_DAY;
        rows = slice_skip(rows, used);
    }
    return TIME_NONE;
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
        struct slice time = time_cell(reader, fields, count);
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

/* ---- open and close ---- */

enum status csv_format_open(
        const struct format *format, struct slice head, struct reader **ret, struct error *err)
{
    const struct csv_source *source = format->csv;
    struct slice row;
    size_t used;
    enum status st = STATUS_OK;
    struct reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL)
        return fail(err, STATUS_NOMEM, "no memory to read a table");
    if (!csv_next_row(head, &row, &used) || row.len > sizeof reader->header_text) {
        free(reader);
        return fail(err, STATUS_INVALID, "the header row is over %zu bytes", sizeof reader->header_text);
    }
    reader->source = source;
    memcpy(reader->header_text, row.at, row.len);
    reader->header = (struct slice){ reader->header_text, row.len };
    reader->separator = csv_separator(row);
    (void)map_columns(source, row, reader->separator, reader->of_slot);
    reader->order = order_of(reader, slice_skip(head, used));
    reader->day = first_day(reader, slice_skip(head, used));
    if (source->nested_count > 0)
        st = json_plan_new(source->nested, source->nested_count, &reader->nested, err);
    if (st != STATUS_OK)
        csv_source_close(&reader);
    *ret = reader;
    return st;
}

void csv_source_close(struct reader **reader)
{
    if (*reader != NULL)
        json_plan_free(&(*reader)->nested);
    free(*reader);
    *reader = NULL;
}

unsigned csv_source_known(const struct csv_source *source, struct slice head, uint64_t *ret_slots)
{
    struct slice row;
    size_t used;
    uint8_t of_slot[CSV_SLOTS];
    *ret_slots = 0;
    if (begins_as_json(head))
        return 0;
    if (!csv_next_row(head, &row, &used))
        row = head;
    unsigned known = map_columns(source, row, csv_separator(row), of_slot);
    for (unsigned slot = 0; slot < CSV_SLOTS; slot++)
        *ret_slots |= (uint64_t)(of_slot[slot] != 0) << slot;
    return known;
}

/* ---- rows ---- */

static void take_row(
        const struct reader *reader, struct slice text, uint64_t offset, uint32_t line, struct batch *out)
{
    struct slice fields[CSV_FIELDS];
    size_t count = csv_fields(text, reader->separator, &out->scratch, fields);
    struct csv_row row = { .reader = reader, .nested = reader->nested };
    for (unsigned slot = 0; slot < CSV_SLOTS; slot++)
        row.cells[slot] = cell_of(reader, fields, count, slot);
    struct record *rec = batch_next(out);
    rec->offset = offset;
    rec->length = (uint32_t)text.len;
    rec->line = line;
    if (!csv_time(reader, fields, count, &rec->time))
        rec->time = TIME_NONE;
    const char *why = reader->source->fill(&row, &out->scratch, rec);
    batch_told(out, why, offset, text.len, line);
}

size_t csv_source_parse(const struct reader *reader, struct slice data, uint64_t offset, struct batch *out)
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
        if (offset + at == 0 || row.len == 0 || slice_eq(row, reader->header)) {
            out->lines++;
            out->irrelevant++;
        } else {
            take_row(reader, row, offset + at, line, out);
        }
        for (size_t i = 0; i < used; i++)
            line += data.at[at + i] == '\n';
        at += used;
    }
    return at;
}
