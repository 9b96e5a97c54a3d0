/* out.c - a growing buffer and the escapes of each exit. */
#include "core/base/out.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

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

/* The character at the front and its bytes; U+FFFD and 1 for a byte that begins none. */
static uint32_t next_char(struct slice s, size_t *ret_len)
{
    const unsigned char *p = (const unsigned char *)s.at;
    size_t n = p[0] < 0x80                ? 1
            : p[0] >= 0xc2 && p[0] < 0xe0 ? 2
            : p[0] >= 0xe0 && p[0] < 0xf0 ? 3
            : p[0] >= 0xf0 && p[0] < 0xf5 ? 4
                                          : 0;
    uint32_t c = n == 1 ? p[0] : n == 2 ? p[0] & 0x1fu : n == 3 ? p[0] & 0x0fu : p[0] & 0x07u;
    *ret_len = 1;
    if (n == 0 || n > s.len)
        return 0xfffd;
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0xfffd;
        c = c << 6 | (p[i] & 0x3f);
    }
    if ((n == 3 && (c < 0x800 || (c >= 0xd800 && c < 0xe000))) || (n == 4 && (c < 0x10000 || c > 0x10ffff)))
        return 0xfffd;
    *ret_len = n;
    return c;
}

/* Controls, direction changes (U+202A-E, U+2066-9, marks), line separators, tags, a byte order mark. */
static bool is_unseen(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e)
            || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == 0x61c || (c >= 0xe0000 && c <= 0xe01ef);
}

/* Columns: wide for East Asian and emoji blocks, none for combining marks. After Unicode's EastAsianWidth
 * and general categories, by block. */
static size_t columns_of(uint32_t c)
{
    if ((c >= 0x300 && c <= 0x36f) || (c >= 0x1ab0 && c <= 0x1aff) || (c >= 0x20d0 && c <= 0x20ff)
            || (c >= 0xfe00 && c <= 0xfe0f))
        return 0;
    bool wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3)
            || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60)
            || (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x1f300 && c <= 0x1faff)
            || (c >= 0x20000 && c <= 0x3fffd);
    return wide ? 2 : 1;
}

/* ---- JSON ---- */

void out_json(struct out *out, struct slice s)
{
    out_text(out, "\"");
    for (size_t i = 0, n; i < s.len; i += n) {
        uint32_t c = next_char(slice_skip(s, i), &n);
        if (c == '"' || c == '\\')
            out_printf(out, "\\%c", (char)c);
        else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029)
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
    bool formula = s.len && strchr("=+-@\t\r", s.at[0]) != NULL && s.at[0] != '\0';
    bool quote = false;
    for (size_t i = 0; i < s.len && !quote; i++)
        quote = s.at[i] == ',' || s.at[i] == '"' || s.at[i] == '\n' || s.at[i] == '\r' || s.at[i] == ';';
    if (quote)
        out_text(out, "\"");
    if (formula)
        out_text(out, "'");
    for (size_t i = 0, n; i < s.len; i += n) {
        uint32_t c = next_char(slice_skip(s, i), &n);
        if (c == '"')
            out_text(out, "\"\"");
        else if (c == 0xfffd || (c < ' ' && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c < 0xa0))
            out_text(out, "\xef\xbf\xbd"); /* it may be shown on a terminal */
        else
            out_bytes(out, slice_first(slice_skip(s, i), n));
    }
    if (quote)
        out_text(out, "\"");
}

/* ---- HTML ---- */

void out_html(struct out *out, struct slice s)
{
    for (size_t i = 0, n; i < s.len; i += n) {
        uint32_t c = next_char(slice_skip(s, i), &n);
        switch (c) {
        case '&': out_text(out, "&amp;"); break;
        case '<': out_text(out, "&lt;"); break;
        case '>': out_text(out, "&gt;"); break;
        case '"': out_text(out, "&quot;"); break;
        case '\'': out_text(out, "&#39;"); break;
        case 0xfffd: out_text(out, "\xef\xbf\xbd"); break;
        default:
            if (is_unseen(c))
                out_printf(out, "\\u{%x}", c);
            else
                out_bytes(out, slice_first(slice_skip(s, i), n));
        }
    }
}

/* ---- terminal ---- */

static size_t char_columns(uint32_t c, bool ascii)
{
    if (is_unseen(c) || (ascii && c > 0x7e))
        return (size_t)snprintf(NULL, 0, "\\u{%x}", c);
    return columns_of(c);
}

size_t text_columns(struct slice s, bool ascii)
{
    size_t columns = 0;
    for (size_t i = 0, n; i < s.len; i += n)
        columns += char_columns(next_char(slice_skip(s, i), &n), ascii);
    return columns;
}

size_t out_terminal(struct out *out, struct slice s, size_t columns, bool ascii)
{
    size_t used = 0;
    bool cut = columns > 0 && text_columns(s, ascii) > columns;
    size_t most = cut ? columns - 1 : SIZE_MAX;
    for (size_t i = 0, n; i < s.len; i += n) {
        uint32_t c = next_char(slice_skip(s, i), &n);
        size_t wide = char_columns(c, ascii);
        if (used + wide > most)
            break;
        used += wide;
        if (is_unseen(c) || (ascii && c > 0x7e))
            out_printf(out, "\\u{%x}", c);
        else if (c == 0xfffd)
            out_text(out, "\xef\xbf\xbd");
        else
            out_bytes(out, slice_first(slice_skip(s, i), n));
    }
    if (cut) {
        out_text(out, ascii ? "~" : "\xe2\x80\xa6");
        used++;
    }
    return used;
}
