/* csv_source.h - a source whose records are rows of a table with a header: what a parser of one has to say.
 *
 * Layer   core/parse: includes base, wire and model. Pure.
 * Use     a source names its columns and fills a record from their cells; open, close and parse below do the rest:
 *         comma, semicolon or tab, columns in any order, a header that is repeated, dates as a spreadsheet saved
 *         them again.
 * Names   of columns are compared without case, spaces and marks: "Date (UTC)" is "dateutc".
 */
#pragma once

#include "core/parse/json_source.h"

#define CSV_SLOTS 48u

struct csv_column {
    const char *name; /* plain: small letters and digits */
    unsigned slot;    /* below CSV_SLOTS; of several columns with one slot the first in the header counts */
};

struct csv_row {
    const struct reader *reader; /* for the functions below */
    const struct json_plan *nested;
    struct slice cells[CSV_SLOTS]; /* by slot, trimmed; empty where there is none */
};

struct csv_source {
    const struct csv_column *columns;
    size_t count;
    /* Of the record's time: the first that is filled tells it and the file's order of dates. Where a spreadsheet left
     * only the clock ("2:10 PM"), the second tells the day, else the first day that any row of the head tells. */
    unsigned time_slots[2];
    const struct json_path *nested; /* of cells that hold JSON; see row->nested; may be none */
    size_t nested_count;
    /* Fills *rec from the row as json_source's fill does: NULL, "" or what was expected. rec->time is filled already
     * when the table told a time that is understood, else it is TIME_NONE and rec->flags is untouched. */
    const char *(*fill)(const struct csv_row *row, struct arena *scratch, struct record *rec);
};

/* A format's `open`, of its `csv`, which must outlive what it gives back by csv_source_close. */
enum status csv_format_open(
        const struct format *format, struct slice head, struct reader **ret, struct error *err);
void csv_source_close(struct reader **reader);
size_t csv_source_parse(const struct reader *reader, struct slice data, uint64_t offset, struct batch *out);

/* How many of the columns the head's first row has, and which slots: bit by slot. 0 when it is JSON. */
unsigned csv_source_known(const struct csv_source *source, struct slice head, uint64_t *ret_slots);
