/* formats.h - the table of everything that Cordon reads.
 *
 * Layer   core/parse: includes base, wire, names and model. Pure.
 * Use     sniff() the head of an input, open() a reader for it, then parse() any of its chunks on any
 *         thread: a reader is immutable once opened.
 * Adding  one file in core/parse and one row in formats.c.
 */
#pragma once

#include "core/base/out.h"
#include "core/model/record.h"
#include "core/parse/family.h"

/* How an input is cut into records. A chunk holds whole records only. */
enum framing {
    FRAME_LINES, /* one record a line, ended by LF or CR LF */
    FRAME_JSON,  /* JSON values of any layout: arrays, {"value":[...]}, pretty-printed, concatenated */
    FRAME_JSON_OR_LINES, /* one of the two, by the head: json_one_a_line */
    FRAME_BLOCKS,        /* blocks of 65,536 bytes behind a header of 4,096: Windows event logs */
    FRAME_XML,           /* <Event> elements of any layout */
    FRAME_MESSAGES,      /* one, or an mbox: read by io/read/mail, never by the readers of sign-ins */
    FRAME_CSV,           /* rows whose quoted fields may hold line ends; the first row names the columns */
};

struct reader; /* what a format learned from the head: columns, separator; opaque and immutable */

struct json_source;
struct csv_source;

struct format {
    const char *name;     /* "syslog", "entra-json", "entra-csv" */
    const char *help;     /* one line for `cordon formats` */
    const char *versions; /* of the product, as far as known; NULL: not told */
    const char *how;      /* how to export it: which menu, which command; NULL: not told */
    const char
            *sample; /* made up, and read by this very format (a test does): one record, whole, with the row
                             that names the columns where there is one; NULL: none can be shown */
    enum family family;
    enum gives gives;
    enum framing framing;
    /* How sure the head (up to 64 KiB, whole or cut anywhere) is of this format: 0 no .. 100 yes. */
    int (*sniff)(struct slice head);
    /* What a source of JSON or of tables says of its records, for json_format_open and csv_format_open; else NULL. */
    const struct json_source *json;
    const struct csv_source *csv;
    /* NULL when the format needs no memory. STATUS_INVALID when the head promised what it lacks. */
    enum status (*open)(
            const struct format *format, struct slice head, struct reader **ret, struct error *err);
    void (*close)(struct reader **reader);
    /* Takes whole records from the front of `data`, whose first byte is at `offset` of the input, until
     * the data or the batch ends; returns the bytes taken (data.len unless the batch is full).
     * LIMIT_PADDING bytes behind data are readable. Never allocates. */
    size_t (*parse)(const struct reader *reader, struct slice data, uint64_t offset, struct batch *out);
    /* Appends what the row [at, at+len) of its block tells, as text that is still to be escaped. NULL: the
     * row itself is text. */
    void (*quote)(struct slice block, size_t at, size_t len, struct out *out);
};

/* All rows, ended by NULL. */
extern const struct format *const formats[];

/* The surest format for the head, or NULL when none reaches 50 (then *ret_why says what was seen:
 * static text). */
const struct format *format_sniff(struct slice head, const char **ret_why);
const struct format *format_named(struct slice name);

/* Does it begin as JSON does? Its names stand between quotes and commas, as in a table. */
static inline bool begins_as_json(struct slice head)
{
    return head.len > 0 && (head.at[0] == '{' || head.at[0] == '[');
}
