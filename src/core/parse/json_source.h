/* json_source.h - a source whose records are JSON objects of any layout: what a parser of one has to say.
 *
 * Layer   core/parse: includes base, wire and model. Pure.
 * Use     a source names its paths, and fills a record from their values; open, close and parse below do the
 *         rest. Lines with one object each are taken by line, so that a broken one loses only itself; any other
 *         layout (arrays, {"records":[...]}, {"value":[...]}, {"items":[...]}, pretty-printed) by its braces.
 *         What a collector wrapped ({"message":"{\"...}"}: Beats, Splunk, Docker) is unwrapped.
 *         docs/adding-a-source.md shows the smallest one.
 */
#pragma once

#include "core/parse/formats.h"
#include "core/wire/json.h"

struct json_source {
    const struct json_path *paths;
    size_t count;
    /* Fills *rec from the values (absent ones are empty) and says what it is: NULL for a sign-in or access, "" for
     * a record of another matter, else static text that says what was expected ("a time (published)"). The
     * position is filled already. Texts of the record may point into the values or into scratch. */
    const char *(*fill)(struct json_value values[JSON_SLOTS], const struct json_plan *nested,
            struct arena *scratch, struct record *rec);
    /* A second thing that the same record tells (a push was refused, and called a fraud): *rec comes as the first was
     * filled, with another row_hash. False when there is none. It is counted as a record more. NULL: never. */
    bool (*also)(const struct json_value values[JSON_SLOTS], struct record *rec);
    /* Paths within JSON that stands as a string in a record: `nested` above, for json_read_nested; may be none. */
    const struct json_path *nested;
    size_t nested_count;
    const char *expected; /* of what cannot be read as JSON: "a whole JSON object of Okta's System Log" */
};

/* *ret belongs to the caller, who gives it back by json_source_close. The source must outlive it. */
enum status json_source_open(
        const struct json_source *source, struct slice head, struct reader **ret, struct error *err);

/* A format's `open`: that of its `json`. */
enum status json_format_open(
        const struct format *format, struct slice head, struct reader **ret, struct error *err);
void json_source_close(struct reader **reader);
size_t json_source_parse(const struct reader *reader, struct slice data, uint64_t offset, struct batch *out);

/* Does the head hold whole JSON objects, one a line? */
bool json_one_a_line(struct slice head);

/* The first record's text in the head, as far as it goes; empty when the head is no JSON. Marks that
 * distinguish sources are looked for in it (json_has_key). */
struct slice json_first_record(struct slice head);

/* Is `name` a key of the text: "name" in quotes, then a colon? Nesting is not looked at, and a key of JSON that stands
 * as text in JSON is one. */
bool json_has_key(struct slice text, const char *name);

/* Reads a JSON object that stands as a string or cell within a record, by a plan of its own, into values
 * (zeroed first). It is copied to scratch so that padding lies behind it. False when it is none, and then values
 * say nothing. */
bool json_read_nested(const struct json_plan *plan, struct slice nested, struct arena *scratch,
        struct json_value values[JSON_SLOTS]);

/* "true", "false", or the text. */
struct slice json_truth(struct json_value value);

/* ---- what records of JSON tell alike ---- */

/* "2026-11-09T02:10:00Z"; without a zone it is UTC. False when it is no time. */
bool json_fill_time(struct slice stamp, struct record *rec);

/* Seconds since 1970 of 1971 to 2100. */
bool json_fill_seconds(struct slice number, struct record *rec);

/* Milliseconds since 1970 of 1971 to 2100. */
bool json_fill_millis(struct slice number, struct record *rec);

/* True also when none is told; false for what is no address. */
bool json_fill_address(struct slice address, struct record *rec);

void json_fill_asn(struct slice number, struct record *rec);

/* Two letters; anything else is left out. */
void json_fill_country(struct slice code, struct record *rec);

/* The row's hash: of the source's id of the record, where it has none of time, account, address and code. */
void json_fill_hash(struct slice id, struct record *rec);
