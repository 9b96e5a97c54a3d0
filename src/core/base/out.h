/* out.h - text on its way out, escaped by where it goes.
 *
 * Layer   core/base. Pure: it only grows a buffer.
 * Memory  doubles up to OUT_MAX; beyond it, or out of memory, `failed` is set and stays so.
 */
#pragma once

#include "core/base/slice.h"
#include "core/base/status.h"

#define OUT_MAX ((size_t)4 << 30)

struct out {
    char *at;
    size_t len, room;
    bool failed;
};

void out_done(struct out *out);
void out_bytes(struct out *out, struct slice s);
void out_text(struct out *out, const char *s);
void out_printf(struct out *out, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* A JSON string with its quotes: always valid, whatever the bytes (invalid UTF-8 becomes U+FFFD). What is
 * not seen or turns the direction is written as \u. */
void out_json(struct out *out, struct slice s);
/* A number in JSON: shortest form that reads back the same, "0" for what is no number. */
void out_json_number(struct out *out, double val);
/* A CSV field (RFC 4180): quoted when needed. A = + - @ or tab at the start gets a ' before it, and so does
 * one behind a semicolon or tab, where a spreadsheet of another country begins a cell. Other controls are
 * shown as code points, line ends too: a name must not make a row of its own for tools that read lines. */
void out_csv(struct out *out, struct slice s);
/* CEF: a field of the header (a | is escaped) and a value of the extension (a = is; ends of lines are \n and
 * \r, as its readers expect). Other controls and what turns the direction are shown as code points. */
void out_cef_header(struct out *out, struct slice s);
void out_cef(struct out *out, struct slice s);
/* Text between HTML tags or within a quoted attribute. Control and direction-changing characters are
 * shown as code points. */
void out_html(struct out *out, struct slice s);
/* Text within a paragraph, an item or a cell of Markdown (CommonMark, and GitHub's tables and links by
 * themselves): means nothing but text, also at the start of a line. */
void out_markdown(struct out *out, struct slice s);
/* The same behind what began the line: spaces, numbers and dashes at its front mean nothing there. */
void out_markdown_more(struct out *out, struct slice s);
/* The same as a span of code, for names: nothing in it is read as markup, a link or a mention. */
void out_markdown_code(struct out *out, struct slice s);
/* Text for a terminal: control and direction-changing characters and invalid bytes are shown as code
 * points, so nothing that an attacker wrote moves the cursor. At most `columns` wide (0: no limit), the
 * cut marked by "…" or "~" when ascii. Returns the columns written. */
size_t out_terminal(struct out *out, struct slice s, size_t columns, bool ascii);

/* Columns that a text takes on a terminal as out_terminal would write it. */
size_t text_columns(struct slice s, bool ascii);
