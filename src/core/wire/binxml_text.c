/* binxml_text.c - values as text and numbers. */
#include <inttypes.h>
#include <stdio.h>

#include "core/base/chars.h"
#include "core/base/time.h"
#include "core/wire/binxml.h"
#include "core/wire/le.h"
#include "core/wire/wide.h"

#define VALUE_MAX 256u                     /* bytes of a value that is no text; a SID has at most 190 */
#define FILETIME_1970 116444736000000000u  /* tenths of microseconds from 1601-01-01 */
#define FILETIME_9999 2650467743999999999u /* the last of the year */

time_us binxml_time(uint64_t filetime)
{
    if (filetime == 0 || filetime > FILETIME_9999)
        return TIME_NONE;
    return (time_us)(filetime / 10) - (time_us)(FILETIME_1970 / 10);
}

/* Of one value of the type; 0: it has as many as it has. */
static size_t size_of(unsigned type)
{
    static const uint8_t sizes[] = { 0, 0, 0, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 4, 0, 16, 0, 8, 16, 0, 4, 8 };
    return type < sizeof sizes ? sizes[type] : 0;
}

/* ---- where texts go ---- */

/* Room for `most` bytes, which lie one behind the other: what was written is then told to `used`. */
static char *room(struct binxml *b, size_t most)
{
    if (most > b->arena->cap - b->arena->used) {
        b->arena->refused++;
        return NULL;
    }
    return b->arena->base + b->arena->used;
}

static struct slice taken(struct binxml *b, char *at, size_t len)
{
    b->arena->used += len;
    return (struct slice){ at, len };
}

static bool put_wide(struct binxml *b, struct slice wide, struct slice *ret)
{
    wide = slice_first(wide, 2 * BINXML_TEXT_MAX);
    size_t most = wide.len / 2 * 3;
    char *to = room(b, most);
    if (to == NULL)
        return false;
    *ret = taken(b, to, wide_to_text(wide, to, most));
    return true;
}

static bool put_text(struct binxml *b, struct slice s, struct slice *ret)
{
    char *to = room(b, s.len);
    if (to == NULL)
        return false;
    memcpy(to, s.at, s.len);
    *ret = taken(b, to, s.len);
    return true;
}

/* The code page is not told: letters beyond ASCII are read as Latin-1. */
static bool put_ansi(struct binxml *b, struct slice bytes, struct slice *ret)
{
    bytes = slice_first(bytes, BINXML_TEXT_MAX);
    while (bytes.len > 0 && bytes.at[bytes.len - 1] == '\0')
        bytes.len--;
    char *to = room(b, 2 * bytes.len);
    size_t n = 0;
    if (to == NULL)
        return false;
    for (size_t i = 0; i < bytes.len; i++)
        n += char_put((unsigned char)bytes.at[i], to + n);
    *ret = taken(b, to, n);
    return true;
}

/* ---- types ---- */

static unsigned digits_of(uint32_t n)
{
    static const uint32_t from[] = { 0, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000,
        1000000000 };
    unsigned bits = 32 - (unsigned)__builtin_clz(n | 1);
    unsigned about = bits * 1233 >> 12; /* log10(2) */
    return about + (n >= from[about]);
}

/* Two digits at a time, where they belong; most numbers are parts of a SID. */
static size_t write_small(char *to, uint32_t n)
{
    static const char pairs[] =
            "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
            "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
            "8081828384858687888990919293949596979899";
    unsigned len = n == 0 ? 1 : digits_of(n), at = len;
    for (; at >= 2; n /= 100)
        memcpy(to + (at -= 2), pairs + 2 * (n % 100), 2);
    if (at > 0)
        to[0] = (char)('0' + n % 10);
    return len;
}

static size_t write_number(char *to, uint64_t n)
{
    char digits[20];
    unsigned at = sizeof digits;
    if (n <= UINT32_MAX)
        return write_small(to, (uint32_t)n);
    for (; n > 0; n /= 10)
        digits[--at] = (char)('0' + n % 10);
    memcpy(to, digits + at, sizeof digits - at);
    return sizeof digits - at;
}

static size_t write_hex(char *buf, uint64_t n)
{
    unsigned digits = (67 - (unsigned)__builtin_clzll(n | 1)) / 4;
    buf[0] = '0';
    buf[1] = 'x';
    for (unsigned i = 0; i < digits; i++)
        buf[2 + i] = "0123456789abcdef"[n >> 4 * (digits - 1 - i) & 15];
    return 2 + digits;
}

/* "S-1-5-21-...": the authority is six bytes, the most first. */
static size_t write_sid(char buf[VALUE_MAX], struct slice sid)
{
    unsigned parts = sid.len >= 8 ? (unsigned char)sid.at[1] : 0;
    if (sid.len < 8 || parts > 15 || sid.len < 8 + 4 * parts)
        return 0;
    uint64_t authority = 0;
    for (unsigned i = 2; i < 8; i++)
        authority = authority << 8 | (unsigned char)sid.at[i];
    size_t n = 0;
    buf[n++] = 'S';
    buf[n++] = '-';
    n += write_small(buf + n, (unsigned char)sid.at[0]);
    buf[n++] = '-';
    n += write_number(buf + n, authority);
    for (unsigned i = 0; i < parts; i++) {
        buf[n++] = '-';
        n += write_small(buf + n, le32(sid.at + 8 + 4 * (size_t)i));
    }
    return n;
}

static size_t write_guid(char *buf, size_t cap, const char *at)
{
    const unsigned char *b = (const unsigned char *)at + 8;
    return (size_t)snprintf(buf, cap, "{%08" PRIx32 "-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x}", le32(at),
            le16(at + 4), le16(at + 6), b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]);
}

static size_t write_systemtime(char *buf, const char *at)
{
    const struct civil c = { .year = le16(at),
        .month = le16(at + 2),
        .day = le16(at + 6),
        .hour = le16(at + 8),
        .minute = le16(at + 10),
        .second = le16(at + 12),
        .micro = le16(at + 14) * 1000 };
    time_us t = time_from_civil(&c);
    return t == TIME_NONE ? 0 : time_format(t, buf);
}

static size_t write_real(char *buf, size_t cap, struct slice bytes)
{
    double real;
    if (bytes.len == 4) {
        uint32_t bits = le32(bytes.at);
        float narrow;
        memcpy(&narrow, &bits, sizeof narrow);
        real = narrow;
    } else {
        uint64_t bits = le64(bytes.at);
        memcpy(&real, &bits, sizeof real);
    }
    return (size_t)snprintf(buf, cap, "%.9g", real);
}

static uint64_t unsigned_of(struct slice bytes)
{
    uint64_t n = 0;
    for (size_t i = bytes.len < 8 ? bytes.len : 8; i-- > 0;)
        n = n << 8 | (unsigned char)bytes.at[i];
    return n;
}

static int64_t signed_of(struct slice bytes)
{
    unsigned unused = 64 - 8 * (unsigned)bytes.len;
    return (int64_t)(unsigned_of(bytes) << unused) >> unused;
}

static size_t write_signed(char *buf, int64_t n)
{
    if (n >= 0)
        return write_number(buf, (uint64_t)n);
    buf[0] = '-';
    return 1 + write_number(buf + 1, 0 - (uint64_t)n);
}

static size_t write_binary(char *buf, size_t cap, struct slice bytes)
{
    size_t n = 0;
    for (size_t i = 0; i < bytes.len && n + 2 <= cap; i++) {
        buf[n++] = "0123456789ABCDEF"[(unsigned char)bytes.at[i] >> 4];
        buf[n++] = "0123456789ABCDEF"[(unsigned char)bytes.at[i] & 15];
    }
    return n;
}

/* Of all types but texts. */
static size_t write_value(char *buf, size_t cap, unsigned type, struct slice bytes)
{
    if (bytes.len < size_of(type))
        return 0;
    if (size_of(type) != 0)
        bytes.len = size_of(type);
    switch (type) {
    case BINXML_INT8:
    case BINXML_INT16:
    case BINXML_INT32:
    case BINXML_INT64: return write_signed(buf, signed_of(bytes));
    case BINXML_UINT8:
    case BINXML_UINT16:
    case BINXML_UINT32:
    case BINXML_UINT64: return write_number(buf, unsigned_of(bytes));
    case BINXML_REAL32:
    case BINXML_REAL64: return write_real(buf, cap, bytes);
    case BINXML_BOOL: return (size_t)snprintf(buf, cap, "%s", unsigned_of(bytes) ? "true" : "false");
    case BINXML_GUID: return write_guid(buf, cap, bytes.at);
    case BINXML_SIZE:
    case BINXML_HEX32:
    case BINXML_HEX64: return bytes.len > 0 ? write_hex(buf, unsigned_of(bytes)) : 0;
    case BINXML_FILETIME: {
        time_us t = binxml_time(le64(bytes.at));
        return t == TIME_NONE ? 0 : time_format(t, buf);
    }
    case BINXML_SYSTEMTIME: return write_systemtime(buf, bytes.at);
    case BINXML_SID: return write_sid(buf, bytes);
    case BINXML_BINARY: return write_binary(buf, cap, bytes);
    default: return 0;
    }
}

/* ---- arrays ---- */

/* Texts end with a NUL each, the last perhaps not. */
static size_t text_item(struct slice rest, size_t width, size_t *ret_used)
{
    size_t len = 0;
    while (len + width <= rest.len && (rest.at[len] != 0 || (width == 2 && rest.at[len + 1] != 0)))
        len += width;
    *ret_used = len + width < rest.len ? len + width : rest.len;
    return len;
}

bool binxml_item(
        const struct binxml *b, const struct binxml_value *value, size_t *pos, struct binxml_value *ret)
{
    unsigned type = value->type & ~(unsigned)BINXML_ARRAY;
    size_t size = size_of(type), used, len;
    if (*pos >= value->len)
        return false;
    struct slice rest = { b->block.at + value->at + *pos, value->len - *pos };
    if (type == BINXML_WIDE || type == BINXML_ANSI) {
        len = text_item(rest, type == BINXML_WIDE ? 2 : 1, &used);
    } else {
        used = len = size > 0 && size < rest.len ? size : rest.len;
        if (type == BINXML_SID && rest.len >= 8)
            used = len = 8 + 4 * (size_t)(unsigned char)rest.at[1] < rest.len
                    ? 8 + 4 * (size_t)(unsigned char)rest.at[1]
                    : rest.len;
    }
    *ret = (struct binxml_value){ value->at + (uint32_t)*pos, (uint16_t)len, (uint8_t)type };
    *pos += used;
    return true;
}

/* ---- all ---- */

static bool put_one(struct binxml *b, const struct binxml_value *value, struct slice *ret)
{
    const struct slice bytes = { b->block.at + value->at, value->len };
    switch (value->type) {
    case BINXML_WIDE:
    case BINXML_XML: return put_wide(b, bytes, ret);
    case BINXML_ANSI: return put_ansi(b, bytes, ret);
    default: break;
    }
    char *to = room(b, VALUE_MAX);
    if (to == NULL)
        return false;
    *ret = taken(b, to, write_value(to, VALUE_MAX, value->type, bytes));
    return true;
}

bool binxml_value_text(struct binxml *b, const struct binxml_value *value, struct slice *ret)
{
    if (!(value->type & BINXML_ARRAY))
        return put_one(b, value, ret);
    struct slice all = { b->arena->base + b->arena->used, 0 }, piece;
    struct binxml_value item;
    for (size_t pos = 0; binxml_item(b, value, &pos, &item);) {
        if (all.len > 0 && !put_text(b, LIT(", "), &piece))
            return false;
        all.len += all.len > 0 ? 2 : 0;
        if (!put_one(b, &item, &piece))
            return false;
        all.len += piece.len;
        if (all.len > BINXML_TEXT_MAX)
            break;
    }
    *ret = all;
    return true;
}

static bool part_text(struct binxml *b, const struct binxml_part *part, const struct binxml_values *values,
        struct slice *ret)
{
    char one[4] = "";
    if (part->kind == BINXML_TEXT)
        return put_wide(b, part->text, ret);
    if (part->kind == BINXML_CHARACTER)
        return put_text(b, (struct slice){ one, char_put(part->index, one) }, ret);
    const struct binxml_value *value = binxml_value(part, values);
    if (value != NULL)
        return binxml_value_text(b, value, ret);
    *ret = slice_first(*ret, 0);
    return true;
}

bool binxml_text(struct binxml *b, const struct binxml_part *part, const struct binxml_values *values,
        struct slice *ret)
{
    struct slice all = { b->arena->base + b->arena->used, 0 }, piece = { 0 };
    for (;; part++) {
        if (!part_text(b, part, values, &piece))
            return false;
        all.len += piece.len; /* they lie one behind the other */
        if (!part->more || all.len > BINXML_TEXT_MAX)
            break;
    }
    *ret = all;
    return true;
}

bool binxml_number(
        struct binxml *b, const struct binxml_part *part, const struct binxml_values *values, uint64_t *ret)
{
    const struct binxml_value *value = binxml_value(part, values);
    char buf[24];
    if (value == NULL) {
        struct slice digits = { buf,
            part->kind == BINXML_TEXT ? wide_to_text(part->text, buf, sizeof buf) : 0 };
        return !part->more && slice_to_uint(digits, UINT64_MAX, ret);
    }
    struct slice bytes = { b->block.at + value->at, value->len };
    if (value->type == BINXML_WIDE) {
        struct slice digits = { buf, wide_to_text(bytes, buf, sizeof buf) };
        return slice_to_uint(digits, UINT64_MAX, ret);
    }
    bool whole = (value->type >= BINXML_INT8 && value->type <= BINXML_UINT64)
            || value->type == BINXML_FILETIME || value->type == BINXML_HEX32 || value->type == BINXML_HEX64;
    if (!whole || bytes.len < size_of(value->type))
        return false;
    *ret = unsigned_of(slice_first(bytes, size_of(value->type)));
    return true;
}
