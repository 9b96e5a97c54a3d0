/* iis.c - IIS's W3C extended log: columns as its last #Fields line names them.
 *
 * Source  W3C Working Draft "Extended Log File Format" (WD-logfile-960323); Microsoft, "Configure logging in IIS".
 * Columns of a chunk are those of the head until a #Fields line names others: IIS writes one at each start. A row of another
 *         number of fields, or without an address and a status where the columns say so, is not understood: a chunk that
 *         begins behind a change is then counted, never misread. A file without the line has IIS's own default.
 * Time    UTC, unless the site was told to use local time; date and time are columns, side by side.
 */
#include "core/parse/iis.h"

#include <stdlib.h>

#include "core/base/hash.h"

enum column {
    COL_NONE,
    COL_DATE,
    COL_CLOCK,
    COL_METHOD,
    COL_STEM,
    COL_QUERY,
    COL_USER,
    COL_CLIENT,
    COL_FORWARDED,
    COL_AGENT,
    COL_STATUS,
    COL_SUBSTATUS,
    COL_WIN32,
    COL_HOST,
    COL_COUNT,
};

#define COLUMNS 40u /* IIS has 22, and what an administrator adds */

struct columns {
    uint8_t count;
    uint8_t is[COLUMNS]; /* enum column of each field */
};

struct reader {
    struct columns columns;
};

static const struct {
    const char *name;
    enum column column;
} names[] = {
    { "date", COL_DATE },
    { "time", COL_CLOCK },
    { "cs-method", COL_METHOD },
    { "cs-uri-stem", COL_STEM },
    { "cs-uri-query", COL_QUERY },
    { "cs-username", COL_USER },
    { "c-ip", COL_CLIENT },
    { "X-Forwarded-For", COL_FORWARDED },
    { "X_Forwarded_For", COL_FORWARDED },
    { "cs(X-Forwarded-For)", COL_FORWARDED },
    { "OriginalIP", COL_FORWARDED },
    { "cs(User-Agent)", COL_AGENT },
    { "sc-status", COL_STATUS },
    { "sc-substatus", COL_SUBSTATUS },
    { "sc-win32-status", COL_WIN32 },
    { "s-computername", COL_HOST },
};

static enum column column_named(struct slice name)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (slice_eq_nocase(name, text(names[i].name)))
            return names[i].column;
    return COL_NONE;
}

/* "#Fields: date time ..." */
static bool read_columns(struct slice line, struct columns *ret)
{
    struct columns columns = { 0 };
    struct slice word;
    if (!take_lit(&line, LIT("#Fields:")))
        return false;
    for (;;) {
        while (take_lit(&line, LIT(" ")))
            ;
        if (!take_word(&line, &word))
            break;
        if (columns.count == COLUMNS)
            return false;
        columns.is[columns.count++] = (uint8_t)column_named(word);
    }
    *ret = columns;
    return columns.count > 0;
}

/* What IIS 8.5 to 10 (15 fields) and 7 to 8 (14, without a referer) write unless told otherwise. */
static bool default_columns(size_t fields, struct columns *ret)
{
    static const uint8_t usual[15] = { COL_DATE, COL_CLOCK, COL_NONE, COL_METHOD, COL_STEM, COL_QUERY,
        COL_NONE, COL_USER, COL_CLIENT, COL_AGENT, COL_NONE, COL_STATUS, COL_SUBSTATUS, COL_WIN32, COL_NONE };
    if (fields != 14 && fields != 15)
        return false;
    ret->count = (uint8_t)fields;
    memcpy(ret->is, usual, 10);
    memcpy(ret->is + 10, usual + (fields == 15 ? 10 : 11), fields - 10);
    return true;
}

/* Cuts at single spaces; the number of fields, COLUMNS + 1 when there are more. */
static size_t cut(struct slice line, struct slice fields[COLUMNS])
{
    size_t n = 0;
    for (;;) {
        size_t at = slice_find(line, ' ');
        if (n == COLUMNS)
            return COLUMNS + 1;
        fields[n++] = slice_first(line, at);
        if (at == line.len)
            return n;
        line = slice_skip(line, at + 1);
    }
}

static bool take_moment(const struct slice cells[COL_COUNT], struct record *rec)
{
    struct slice day = cells[COL_DATE], clock = cells[COL_CLOCK];
    bool zoned;
    if (day.len != 10 || clock.len < 8 || clock.at != day.at + 11)
        return false;
    struct slice both = { day.at, 11 + clock.len };
    return take_time_iso(&both, &rec->time, &zoned) && both.len == 0;
}

static const char *fill(const struct columns *columns, struct slice line, struct record *rec)
{
    struct slice fields[COLUMNS], cells[COL_COUNT] = { { 0 } };
    if (cut(line, fields) != columns->count)
        return "as many fields as its #Fields line names";
    for (size_t i = 0; i < columns->count; i++)
        cells[columns->is[i]] = fields[i];
    const struct iis_row row = {
        .method = cells[COL_METHOD],
        .stem = cells[COL_STEM],
        .query = cells[COL_QUERY],
        .user = cells[COL_USER],
        .client = cells[COL_CLIENT],
        .forwarded = cells[COL_FORWARDED],
        .agent = cells[COL_AGENT],
        .status = cells[COL_STATUS],
        .substatus = cells[COL_SUBSTATUS],
        .win32 = cells[COL_WIN32],
    };
    const char *why = iis_fill(&row, rec);
    if (why != NULL)
        return why;
    if (!take_moment(cells, rec))
        return "a date and a time side by side";
    rec->host = cells[COL_HOST];
    rec->row_hash = hash_bytes(line, 443);
    return NULL;
}

static void take_line(
        struct columns *columns, struct slice line, uint64_t offset, uint32_t number, struct batch *out)
{
    struct record *rec = batch_next(out);
    rec->offset = offset;
    rec->length = (uint32_t)line.len;
    rec->line = number;
    bool remark = line.len == 0 || line.at[0] == '#';
    if (remark)
        (void)read_columns(line, columns);
    const char *why = remark ? "" : fill(columns, line, rec);
    bool context = !remark && why != NULL && why[0] == '\0';
    batch_told(out, why, offset, line.len, number);
    out->context += context;
    out->irrelevant -= context;
}

static size_t iis_parse(const struct reader *reader, struct slice data, uint64_t offset, struct batch *out)
{
    struct columns columns = reader->columns;
    size_t at = 0;
    uint32_t number = 0;
    while (at < data.len && out->count < out->cap) {
        size_t used;
        struct slice line = slice_line(slice_skip(data, at), &used);
        take_line(&columns, line, offset + at, number++, out);
        at += used;
    }
    return at;
}

/* The head's first #Fields line, else the default that its first row fits. */
static bool columns_of(struct slice head, struct columns *ret)
{
    struct slice fields[COLUMNS];
    for (struct slice s = head; s.len > 0;) {
        size_t used;
        struct slice line = slice_line(s, &used);
        if (read_columns(line, ret))
            return true;
        if (line.len > 0 && line.at[0] != '#')
            return default_columns(cut(line, fields), ret);
        s = slice_skip(s, used);
    }
    return false;
}

static enum status iis_open(
        const struct format *format, struct slice head, struct reader **ret, struct error *err)
{
    (void)format;
    struct reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL)
        return fail(err, STATUS_NOMEM, "no memory to read a table");
    if (!columns_of(head, &reader->columns)) {
        free(reader);
        return fail(err, STATUS_INVALID, "no #Fields line, and not IIS's 14 or 15 default columns");
    }
    *ret = reader;
    return STATUS_OK;
}

static void iis_close(struct reader **reader)
{
    free(*reader);
    *reader = NULL;
}

/* Its columns hold a path, a client and a status; without names, its first row does so. */
static int iis_sniff(struct slice head)
{
    struct columns columns;
    struct slice fields[COLUMNS];
    bool has[COL_COUNT] = { false };
    if (head.len == 0 || (head.at[0] != '#' && (head.at[0] < '0' || head.at[0] > '9'))
            || !columns_of(head, &columns))
        return 0;
    for (size_t i = 0; i < columns.count; i++)
        has[columns.is[i]] = true;
    if (!has[COL_STEM] || !has[COL_CLIENT] || !has[COL_STATUS] || !has[COL_CLOCK])
        return 0;
    if (head.at[0] == '#')
        return 95;
    struct slice line = slice_first(head, slice_find(head, '\n'));
    struct ip_addr addr;
    return cut(line, fields) > 8 && fields[4].len > 0 && fields[4].at[0] == '/' && ip_parse(fields[2], &addr)
                    && ip_parse(fields[8], &addr)
            ? 92
            : 0;
}

const struct format iis_format = {
    .name = "iis",
    .help = "IIS's W3C log: OWA, ActiveSync, Autodiscover, EWS, MAPI, Outlook Anywhere, RD Web, AD FS",
    .versions = "IIS 6 to 10, Exchange 2007 to SE; any order of columns",
    .how = "copy %SystemDrive%\\inetpub\\logs\\LogFiles\\W3SVC1\\u_ex*.log of every front end; IIS Manager, "
           "Logging, "
           "Select Fields: keep cs-username, c-ip, sc-substatus and sc-win32-status, add X-Forwarded-For "
           "behind a balancer",
    .sample = "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip "
              "cs(User-Agent) "
              "cs(Referer) sc-status sc-substatus sc-win32-status time-taken\n"
              "2026-11-09 02:10:00 192.0.2.1 POST /Microsoft-Server-ActiveSync/default.eas "
              "User=j.meier&DeviceId=A1&DeviceType=iPhone&Cmd=Sync 443 INSTITUTE\\j.meier 192.0.2.8 "
              "Apple-iPhone15C2 - "
              "401 1 1326 31",
    .family = FAMILY_MAIL,
    .framing = FRAME_LINES,
    .sniff = iis_sniff,
    .open = iis_open,
    .close = iis_close,
    .parse = iis_parse,
};
