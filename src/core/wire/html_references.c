/* html_references.c - numbers and names of characters. */
#include "core/wire/html_references.h"

#include <stdlib.h>

#include "core/base/digit.h"
#include "core/wire/web.h"

struct row {
    const char *name;
    unsigned char len;
    uint32_t code;
    bool bare; /* may stand without a semicolon */
};

static const struct row rows[] = {
#include "html_references.inc"
};

#define NAME_MAX_LEN 24u /* the longest has 23 */
#define BARE_MAX_LEN 6u
#define BARE_MIN_LEN 2u

static int row_cmp(const void *key, const void *row)
{
    const struct slice *name = key;
    return slice_cmp(
            *name, (struct slice){ ((const struct row *)row)->name, ((const struct row *)row)->len });
}

static const struct row *row_named(struct slice name)
{
    return bsearch(&name, rows, sizeof rows / sizeof *rows, sizeof *rows, row_cmp);
}

static uint32_t mended(uint32_t code)
{
    static const uint16_t windows[32] = { 0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,
        0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013,
        0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178 };
    if (code >= 0x80 && code < 0xa0)
        return windows[code - 0x80];
    return code == 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? 0xfffd : code;
}

static int digit_of(char c, unsigned base)
{
    int value = digit_hex(c);
    return value < (int)base ? value : -1;
}

/* "&#38;" or "&#x26;", the semicolon may be missing; any number of digits. */
static bool number(struct slice in, uint32_t *ret_code, size_t *ret_len)
{
    bool hex = in.len > 2 && (in.at[2] | 0x20) == 'x';
    size_t from = hex ? 3 : 2, i = from;
    uint32_t code = 0;
    for (; i < in.len && digit_of(in.at[i], hex ? 16 : 10) >= 0; i++)
        if (code <= 0x10ffff)
            code = code * (hex ? 16 : 10) + (uint32_t)digit_of(in.at[i], hex ? 16 : 10);
    if (i == from)
        return false;
    *ret_code = mended(code);
    *ret_len = i + (i < in.len && in.at[i] == ';');
    return true;
}

static bool is_name_char(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* The longest name that may stand without a semicolon. */
static const struct row *bare_row(struct slice name)
{
    for (size_t n = name.len < BARE_MAX_LEN ? name.len : BARE_MAX_LEN; n >= BARE_MIN_LEN; n--) {
        const struct row *row = row_named(slice_first(name, n));
        if (row != NULL && row->bare)
            return row;
    }
    return NULL;
}

bool html_reference(struct slice in, bool in_attribute, uint32_t *ret_code, size_t *ret_len)
{
    if (in.len > 1 && in.at[1] == '#')
        return number(in, ret_code, ret_len);
    size_t i = 1;
    while (i < in.len && i <= NAME_MAX_LEN && is_name_char(in.at[i]))
        i++;
    struct slice name = { in.at + 1, i - 1 };
    const struct row *row = i < in.len && in.at[i] == ';' ? row_named(name) : NULL;
    if (row == NULL) {
        row = bare_row(name);
        if (row == NULL)
            return false;
        size_t next = 1u + row->len;
        if (in_attribute && next < in.len && (in.at[next] == '=' || is_name_char(in.at[next])))
            return false;
    }
    size_t len = 1u + row->len;
    *ret_code = row->code;
    *ret_len = len + (len < in.len && in.at[len] == ';');
    return true;
}

size_t html_encode(uint32_t code, char to[4])
{
    size_t n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (n == 1) {
        to[0] = (char)code;
        return 1;
    }
    for (size_t i = n - 1; i > 0; i--, code >>= 6)
        to[i] = (char)(0x80 | (code & 0x3f));
    to[0] = (char)((0xf00 >> n & 0xff) | code);
    return n;
}

struct slice html_decode(struct slice value, struct arena *arena)
{
    size_t from = slice_find(value, '&');
    if (from == value.len)
        return value;
    /* A reference is never shorter than its character: "&lt" is 3 bytes, "&#128" is 5 for 3. */
    char *to = arena_take(arena, value.len), *at = to;
    if (to == NULL)
        return (struct slice){ 0 };
    for (size_t i = 0; i < value.len;) {
        uint32_t code;
        size_t len;
        if (value.at[i] == '&' && html_reference(slice_skip(value, i), true, &code, &len)) {
            at += html_encode(code, at);
            i += len;
        } else {
            *at++ = value.at[i++];
        }
    }
    return (struct slice){ to, (size_t)(at - to) };
}
