/* out.c - a growing buffer and the escapes of each exit. */
#include "core/base/out.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/base/chars.h"

void out_done(struct out *out)
{
    free(out->at);
    *out = (struct out){ 0 };
}

static bool reserve(struct out *out, size_t more)
{
    if (out->failed || more > OUT_MAX - out->len) {
        out->failed = true;
        return false;
    }
    if (out->len + more <= out->room)
        return true;
    size_t room = out->room ? out->room : 4096;
    while (room < out->len + more)
        room *= 2;
    char *grown = realloc(out->at, room);
    if (grown == NULL) {
        out->failed = true;
        return false;
    }
    out->at = grown;
    out->room = room;
    return true;
}

void out_bytes(struct out *out, struct slice s)
{
    if (s.len == 0 || !reserve(out, s.len))
        return;
    memcpy(out->at + out->len, s.at, s.len);
    out->len += s.len;
}

void out_text(struct out *out, const char *s)
{
    out_bytes(out, text(s));
}

void out_printf(struct out *out, const char *fmt, ...)
{
    char small[512];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(small, sizeof small, fmt, args);
    va_end(args);
    if (n < 0 || (size_t)n < sizeof small) {
        out_bytes(out, (struct slice){ small, n > 0 ? (size_t)n : 0 });
        return;
    }
    if (!reserve(out, (size_t)n + 1))
        return;
    va_start(args, fmt);
    vsnprintf(out->at + out->len, (size_t)n + 1, fmt, args);
    va_end(args);
    out->len += (size_t)n;
}

/* ---- characters ---- */

/* How many marks a letter may carry; more would be drawn over the lines above and below. Vietnamese
 * needs two, Hebrew with accents three. */
#define MARKS_MAX 3u

/* One character at a time, with what has to be known of those before it. */
struct reading {
    struct slice rest;
    unsigned marks; /* in a row */
    uint32_t c;
    struct slice bytes; /* of c */
    bool shown;         /* as it is, not as a code point */
};

static bool read_char(struct reading *r, bool ascii)
{
    size_t n;
    if (r->rest.len == 0)
        return false;
    bool first = r->bytes.at == NULL;
    r->c = char_next(r->rest, &n);
    r->bytes = slice_first(r->rest, n);
    r->rest = slice_skip(r->rest, n);
    r->marks = char_is_combining(r->c) ? r->marks + 1 : 0;
    r->shown = !char_is_unseen(r->c) && !(ascii && r->c > 0x7e) && r->marks <= MARKS_MAX
            && !(first && r->marks > 0); /* nothing to be drawn over */
    return true;
}

static void put_char(struct out *out, const struct reading *r)
{
    if (!r->shown)
        out_printf(out, "\\u{%x}", r->c);
    else if (r->c == 0xfffd)
        out_text(out, "\xef\xbf\xbd");
    else
        out_bytes(out, r->bytes);
}

/* Bytes at the front that are printable ASCII but neither of two: nearly all of nearly every text, and what no
 * exit has to look at one by one. */
static size_t plain(struct slice s, char but, char nor)
{
    size_t n = 0;
    while (n < s.len && s.at[n] >= ' ' && s.at[n] < 0x7f && s.at[n] != but && s.at[n] != nor)
        n++;
    return n;
}

static void put_plain(struct out *out, struct reading *r, char but, char nor)
{
    size_t n = plain(r->rest, but, nor);
    if (n == 0)
        return;
    out_bytes(out, slice_first(r->rest, n));
    r->rest = slice_skip(r->rest, n);
    r->marks = 0;
}

/* ---- JSON ---- */

void out_json(struct out *out, struct slice s)
{
    out_text(out, "\"");
    for (size_t i = 0, n; i < s.len; i += n) {
        n = plain(slice_skip(s, i), '"', '\\');
        if (n > 0) {
            out_bytes(out, slice_first(slice_skip(s, i), n));
            continue;
        }
        uint32_t c = char_next(slice_skip(s, i), &n);
        if (c == '"' || c == '\\')
            out_printf(out, "\\%c", (char)c);
        else if (char_is_unseen(c) && c > 0xffff) /* a pair of surrogates */
            out_printf(out, "\\u%04x\\u%04x", 0xd7c0 + (c >> 10), 0xdc00 + (c & 0x3ff));
        else if (char_is_unseen(c))
            out_printf(out, "\\u%04x", c);
        else if (c == 0xfffd)
            out_text(out, "\xef\xbf\xbd");
        else
            out_bytes(out, slice_first(slice_skip(s, i), n));
    }
    out_text(out, "\"");
}

void out_json_number(struct out *out, double val)
{
    char buf[40];
    if (!isfinite(val)) {
        out_text(out, "0");
        return;
    }
    if (val == floor(val) && fabs(val) < 1e15) {
        out_printf(out, "%.0f", val);
        return;
    }
    for (int digits = 6; digits <= 17; digits++) {
        snprintf(buf, sizeof buf, "%.*g", digits, val);
        if (strtod(buf, NULL) == val)
            break;
    }
    for (char *p = buf; *p; p++)
        if (*p == ',')
            *p = '.';
    out_text(out, buf);
}

/* ---- CSV ---- */

void out_csv(struct out *out, struct slice s)
{
    bool quote = false, opens = true; /* opens: a spreadsheet may begin a cell here */
    for (size_t i = 0; i < s.len && !quote; i++)
        quote = s.at[i] == ',' || s.at[i] == '"' || s.at[i] == ';';
    if (quote)
        out_text(out, "\"");
    for (struct reading r = { .rest = s }; read_char(&r, false);) {
        bool tab = r.c == '\t';
        if (opens && (r.c == '=' || r.c == '+' || r.c == '-' || r.c == '@'))
            out_text(out, "'");
        else if (tab && r.rest.len + 1 == s.len)
            out_text(out, "'");
        if (r.c == '"')
            out_text(out, "\"\"");
        else if (tab)
            out_bytes(out, r.bytes);
        else
            put_char(out, &r);
        opens = tab || r.c == ';' || r.c == '\n' || r.c == '\r';
        if (!opens)
            put_plain(out, &r, '"', ';');
    }
    if (quote)
        out_text(out, "\"");
}

/* ---- CEF ---- */

/* A code point is shown with a backslash, which is escaped as every other. */
static void put_cef(struct out *out, struct reading *r, char sign)
{
    if (r->c == '\\' || r->c == (uint32_t)sign)
        out_printf(out, "\\%c", (char)r->c);
    else {
        out_text(out, r->shown ? "" : "\\");
        put_char(out, r);
    }
    put_plain(out, r, '\\', sign);
}

void out_cef_header(struct out *out, struct slice s)
{
    for (struct reading r = { .rest = s }; read_char(&r, false);)
        put_cef(out, &r, '|');
}

void out_cef(struct out *out, struct slice s)
{
    for (struct reading r = { .rest = s }; read_char(&r, false);) {
        if (r.c == '\n' || r.c == '\r')
            out_text(out, r.c == '\n' ? "\\n" : "\\r");
        else
            put_cef(out, &r, '=');
    }
}

/* ---- HTML ---- */

void out_html(struct out *out, struct slice s)
{
    for (struct reading r = { .rest = s }; read_char(&r, false);) {
        switch (r.c) {
        case '&': out_text(out, "&amp;"); break;
        case '<': out_text(out, "&lt;"); break;
        case '>': out_text(out, "&gt;"); break;
        case '"': out_text(out, "&quot;"); break;
        case '\'': out_text(out, "&#39;"); break;
        default: put_char(out, &r);
        }
    }
}

/* ---- Markdown ---- */

/* A link that Markdown makes by itself begins here: "://", "www.". */
static bool begins_link(struct slice before, struct slice rest)
{
    struct slice www = slice_skip(before, before.len > 3 ? before.len - 3 : 0);
    return slice_starts(rest, LIT("://"))
            || (slice_starts(rest, LIT(".")) && slice_eq_nocase(www, LIT("www")));
}

static void put_markdown(struct out *out, struct slice s, bool starts)
{
    static const char marks[] = "\\`*_[]|~#$@!^{}";
    bool number = false; /* what would begin a list, a heading or code */
    for (struct reading r = { .rest = s }; read_char(&r, false);) {
        struct slice here = { r.bytes.at, (size_t)(s.at + s.len - r.bytes.at) };
        struct slice before = { s.at, (size_t)(r.bytes.at - s.at) };
        bool list = starts && r.c < 128 && strchr("-+=>:", (int)r.c) != NULL;
        bool mark = r.c > 0 && r.c < 128 && strchr(marks, (int)r.c) != NULL;
        if (mark || list || (number && (r.c == '.' || r.c == ')')) || begins_link(before, here))
            out_text(out, "\\");
        if (r.c == '&')
            out_text(out, "&amp;");
        else if (r.c == '<')
            out_text(out, "&lt;");
        else if (r.c == ' ' && starts)
            out_text(out, "&#32;");
        else
            put_char(out, &r);
        number = (starts || number) && r.c >= '0' && r.c <= '9';
        starts = starts && r.c == ' ';
    }
}

void out_markdown(struct out *out, struct slice s)
{
    put_markdown(out, s, true);
}

void out_markdown_more(struct out *out, struct slice s)
{
    put_markdown(out, s, false);
}

static size_t longest_run(struct slice s, char c)
{
    size_t most = 0, run = 0;
    for (size_t i = 0; i < s.len; i++) {
        run = s.at[i] == c ? run + 1 : 0;
        most = run > most ? run : most;
    }
    return most;
}

/* The fence is longer than any in the text. A bar is escaped even here: a table cuts its cells first. */
void out_markdown_code(struct out *out, struct slice s)
{
    size_t fence = longest_run(s, '`') + 1;
    bool pad = s.len == 0 || s.at[0] == '`' || s.at[s.len - 1] == '`' || s.at[0] == ' ';
    for (size_t i = 0; i < fence; i++)
        out_text(out, "`");
    out_text(out, pad ? " " : "");
    for (struct reading r = { .rest = s }; read_char(&r, false);) {
        if (r.c == '|')
            out_text(out, "\\");
        put_char(out, &r);
    }
    out_text(out, pad ? " " : "");
    for (size_t i = 0; i < fence; i++)
        out_text(out, "`");
}

/* ---- terminal ---- */

static size_t shown_columns(const struct reading *r)
{
    return r->shown ? char_columns(r->c) : (size_t)snprintf(NULL, 0, "\\u{%x}", r->c);
}

size_t text_columns(struct slice s, bool ascii)
{
    size_t columns = 0;
    for (struct reading r = { .rest = s }; read_char(&r, ascii);)
        columns += shown_columns(&r);
    return columns;
}

size_t out_terminal(struct out *out, struct slice s, size_t columns, bool ascii)
{
    size_t used = 0;
    bool cut = columns > 0 && text_columns(s, ascii) > columns;
    size_t most = cut ? columns - 1 : SIZE_MAX;
    for (struct reading r = { .rest = s }; read_char(&r, ascii);) {
        size_t wide = shown_columns(&r);
        if (used + wide > most)
            break;
        used += wide;
        put_char(out, &r);
    }
    if (cut) {
        out_text(out, ascii ? "~" : "\xe2\x80\xa6");
        used++;
    }
    return used;
}
