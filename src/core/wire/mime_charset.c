/* mime_charset.c - decoded bytes of a charset as UTF-8. */
#include <unicode/ucnv.h>

#include "core/base/chars.h"
#include "core/base/limits.h"
#include "core/wire/mime_inside.h"

/* Windows-1252 at 0x80..0x9f; the five unused places are controls, as in the WHATWG's Encoding Standard. */
static const uint16_t cp1252[32] = {
    0x20ac,
    0x0081,
    0x201a,
    0x0192,
    0x201e,
    0x2026,
    0x2020,
    0x2021,
    0x02c6,
    0x2030,
    0x0160,
    0x2039,
    0x0152,
    0x008d,
    0x017d,
    0x008f,
    0x0090,
    0x2018,
    0x2019,
    0x201c,
    0x201d,
    0x2022,
    0x2013,
    0x2014,
    0x02dc,
    0x2122,
    0x0161,
    0x203a,
    0x0153,
    0x009d,
    0x017e,
    0x0178,
};

/* What a label means in mail: what browsers and mail programs take it for, where that is more than it says
 * (WHATWG Encoding Standard; gb2312 mail holds GBK, ks_c_5601 Windows-949). */
static const struct {
    struct slice label;
    const char *name;
} meant[] = {
    { LIT("iso-2022-jp"), "ISO-2022-JP-2" },
    { LIT("gb2312"), "gb18030" },
    { LIT("gb_2312-80"), "gb18030" },
    { LIT("x-gbk"), "gb18030" },
    { LIT("gbk"), "gb18030" },
    { LIT("cn-gb"), "gb18030" },
    { LIT("euc-cn"), "gb18030" },
    { LIT("ks_c_5601-1987"), "windows-949" },
    { LIT("ks_c_5601"), "windows-949" },
    { LIT("ksc5601"), "windows-949" },
    { LIT("euc-kr"), "windows-949" },
    { LIT("shift_jis"), "ibm-943_P15A-2003" },
    { LIT("shift-jis"), "ibm-943_P15A-2003" },
    { LIT("x-sjis"), "ibm-943_P15A-2003" },
    { LIT("cp932"), "ibm-943_P15A-2003" },
    { LIT("big5"), "Big5-HKSCS" },
    { LIT("cn-big5"), "Big5-HKSCS" },
    { LIT("iso-8859-9"), "windows-1254" },
    { LIT("iso-8859-11"), "windows-874" },
    { LIT("tis-620"), "windows-874" },
    { LIT("iso-8859-8-i"), "ISO-8859-8" },
    { LIT("unicode-1-1-utf-7"), "UTF-7" },
    { LIT("utf7"), "UTF-7" },
    { LIT("x-mac-cyrillic"), "x-mac-cyrillic" },
};

/* Read as UTF-8 where the bytes are, else as Windows-1252. */
static bool is_latin(struct slice label)
{
    static const struct slice labels[] = { LIT("us-ascii"), LIT("ascii"), LIT("ansi_x3.4-1968"),
        LIT("iso-8859-1"), LIT("iso8859-1"), LIT("iso_8859-1"), LIT("latin1"), LIT("latin-1"),
        LIT("windows-1252"), LIT("cp1252"), LIT("x-ansi") };
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++)
        if (slice_eq_nocase(label, labels[i]))
            return true;
    return false;
}

static bool is_utf8(struct slice label)
{
    return slice_eq_nocase(label, LIT("utf-8")) || slice_eq_nocase(label, LIT("utf8"))
            || slice_eq_nocase(label, LIT("unicode-1-1-utf-8"));
}

static size_t ascii_prefix(struct slice s)
{
    size_t at = 0;
    for (uint64_t eight; at + 8 <= s.len; at += 8) {
        memcpy(&eight, s.at + at, 8);
        if (eight & UINT64_C(0x8080808080808080))
            break;
    }
    while (at < s.len && (uint8_t)s.at[at] < 0x80)
        at++;
    return at;
}

/* Bytes of the UTF-8 letter at the front (RFC 3629: no surrogates, no overlong ones), or 0. */
static size_t letter(struct slice s)
{
    const uint8_t *at = (const uint8_t *)s.at;
    uint8_t first = at[0], min = 0x80, max = 0xbf;
    size_t len = first < 0x80 ? 1
            : first < 0xc2    ? 0
            : first < 0xe0    ? 2
            : first < 0xf0    ? 3
            : first < 0xf5    ? 4
                              : 0;
    if (len < 2 || len > s.len)
        return len == 1;
    min = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : min;
    max = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : max;
    if (at[1] < min || at[1] > max)
        return 0;
    for (size_t i = 2; i < len; i++)
        if ((at[i] & 0xc0) != 0x80)
            return 0;
    return len;
}

size_t mime_utf8_prefix(struct slice s)
{
    size_t at = 0;
    for (;;) {
        at += ascii_prefix(slice_skip(s, at));
        size_t len = at < s.len ? letter(slice_skip(s, at)) : 0;
        if (len == 0)
            return at;
        at += len;
    }
}

/* 0: there is no room. */
static size_t put_letter(char *to, size_t room, uint32_t c)
{
    char utf8[4];
    size_t len = char_put(c, utf8);
    if (len > room)
        return 0;
    memcpy(to, utf8, len);
    return len;
}

static size_t from_utf8(struct slice in, char *to, size_t room, unsigned *defects)
{
    size_t len = 0;
    while (in.len) {
        size_t good = mime_utf8_prefix(in);
        struct slice run = slice_first(in, good < room - len ? good : room - len);
        if (run.len < good) /* cut between letters */
            run.len = mime_utf8_prefix(run);
        memcpy(to + len, run.len ? run.at : "", run.len);
        len += run.len;
        in = slice_skip(in, good);
        if (run.len < good || in.len == 0)
            break;
        *defects |= MIME_BAD_CHARSET;
        size_t put = put_letter(to + len, room - len, 0xfffd);
        if (put == 0)
            break;
        len += put;
        in = slice_skip(in, 1);
    }
    return len;
}

static size_t from_latin(struct slice in, char *to, size_t room)
{
    size_t len = 0;
    for (size_t i = 0; i < in.len; i++) {
        uint8_t c = (uint8_t)in.at[i];
        size_t put = put_letter(to + len, room - len, c >= 0x80 && c < 0xa0 ? cp1252[c - 0x80] : c);
        if (put == 0)
            break;
        len += put;
    }
    return len;
}

/* ICU's converter for a label, or NULL. Only names of ICU's own table are asked for: others it would look for
 * among files. */
static UConverter *converter(struct slice label)
{
    char name[64];
    UErrorCode status = U_ZERO_ERROR;
    if (label.len == 0 || label.len >= sizeof name)
        return NULL;
    for (size_t i = 0; i < label.len; i++) {
        char c = label.at[i];
        bool ok = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || memchr("-_.:+", c, 5);
        if (!ok)
            return NULL;
        name[i] = c;
    }
    name[label.len] = '\0';
    const char *known = name;
    for (size_t i = 0; i < sizeof meant / sizeof meant[0]; i++)
        if (slice_eq_nocase(label, meant[i].label))
            known = meant[i].name;
    if (ucnv_countAliases(known, &status) == 0 || U_FAILURE(status))
        return NULL;
    UConverter *cnv = ucnv_open(known, &status);
    return U_SUCCESS(status) ? cnv : NULL;
}

static size_t from_other(UConverter *cnv, struct slice in, char *to, size_t room, unsigned *defects)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *utf8 = ucnv_open("UTF-8", &status);
    UChar pivot[1024], *pivot_from = pivot, *pivot_to = pivot;
    char *at = to;
    const char *from = in.at;
    if (U_FAILURE(status))
        return 0;
    ucnv_convertEx(utf8, cnv, &at, to + room, &from, in.at + in.len, pivot, &pivot_from, &pivot_to,
            pivot + 1024, true, true, &status);
    ucnv_close(utf8);
    size_t len = (size_t)(at - to);
    struct slice got = { to, len };
    if (slice_find_slice(got, LIT("\xef\xbf\xbd")) < len
            || (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR))
        *defects |= MIME_BAD_CHARSET;
    return mime_utf8_prefix(got);
}

/* Is the first letter beyond ASCII one of UTF-8? Text of another charset hardly ever is; UTF-8 that was cut within a
 * letter, or damaged later, is. */
static bool looks_like_utf8(struct slice s)
{
    size_t ascii = ascii_prefix(s);
    return ascii == s.len || letter(slice_skip(s, ascii)) > 1;
}

size_t mime_convert(struct slice bytes, struct slice charset, char *to, size_t room, unsigned *defects)
{
    bool latin = is_latin(charset);
    if (bytes.len == 0)
        return 0;
    if (is_utf8(charset))
        return from_utf8(bytes, to, room, defects);
    UConverter *cnv = latin ? NULL : converter(charset);
    if (cnv != NULL) {
        size_t len = from_other(cnv, bytes, to, room, defects);
        ucnv_close(cnv);
        return len;
    }
    if (!latin && charset.len)
        *defects |= MIME_BAD_CHARSET;
    if (looks_like_utf8(bytes))
        return from_utf8(bytes, to, room, defects);
    return from_latin(bytes, to, room);
}

struct slice mime_to_utf8(struct slice bytes, struct slice charset, struct arena *arena, unsigned *defects)
{
    bool is_ascii_kind = charset.len == 0 || is_latin(charset) || is_utf8(charset);
    if (bytes.len == 0)
        return (struct slice){ "", 0 };
    if (bytes.len > LIMIT_MIME_TEXT)
        bytes.len = LIMIT_MIME_TEXT;
    if (is_ascii_kind && mime_utf8_prefix(bytes) == bytes.len)
        return bytes;
    size_t room = bytes.len < LIMIT_MIME_TEXT / 3 ? bytes.len * 3 : LIMIT_MIME_TEXT;
    char *to = arena_take(arena, room);
    if (to == NULL)
        return (struct slice){ NULL, 0 };
    return mime_kept(arena, to, mime_convert(bytes, charset, to, room, defects));
}
