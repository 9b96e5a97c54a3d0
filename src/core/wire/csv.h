/* csv.h - rows of RFC 4180, as exported and as spreadsheets save them again.
 *
 * Layer   core/wire: includes base only. Pure.
 * Memory  fields point into the row; quoted ones with doubled quotes are written to `scratch`.
 */
#pragma once

#include "core/base/arena.h"
#include "core/base/slice.h"

#define CSV_FIELDS 160u /* Log Analytics' sign-in table has some 80 columns */

/* Where the first row's line end stands; data.len when there is none, and then *ret_quoted says whether the data
 * ends within a quoted field. A quote opens only at a field's start. */
size_t csv_row_end(struct slice data, bool *ret_quoted);

/* Behind the last line end that ends a row. */
size_t csv_rows_end(struct slice data);

/* The row at the front of data, without its line end; *ret_used counts the line end. False when the data
 * ends within a quoted field. */
bool csv_next_row(struct slice data, struct slice *ret_row, size_t *ret_used);

/* Cuts a row; returns the number of fields, at most CSV_FIELDS (the rest is dropped). Fields that do not
 * fit into scratch become empty. */
size_t csv_fields(struct slice row, char separator, struct arena *scratch, struct slice fields[CSV_FIELDS]);

/* Comma, semicolon or tab: the one that the header row holds most of, outside quotes. */
char csv_separator(struct slice header);
