/* url_encodings.c - parameters, percent and base64. */
#include "core/base/digit.h"
#include "core/wire/url_wrappers.h"
#include "core/wire/web.h"

bool url_is_address(struct slice s)
{
    return (s.len > 8 && slice_eq_nocase(slice_first(s, 8), LIT("https://")))
            || (s.len > 7 && slice_eq_nocase(slice_first(s, 7), LIT("http://")));
}

bool url_parameter(struct slice query, struct slice name, struct slice *ret)
{
    while (query.len) {
        size_t end = 0;
        while (end < query.len && query.at[end] != '&' && query.at[end] != ';')
            end++;
        struct slice pair = slice_first(query, end);
        size_t is = slice_find(pair, '=');
        if (is < pair.len && slice_eq_nocase(slice_first(pair, is), name)) {
            *ret = slice_skip(pair, is + 1);
            return true;
        }
        query = slice_skip(query, end + 1);
        if (slice_starts(query, LIT("amp;")))
            query = slice_skip(query, 4);
    }
    return false;
}

/* In place: it only gets shorter. */
static size_t percent_undo(char *at, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        int high = at[i] == '%' && i + 2 < len ? digit_hex(at[i + 1]) : -1;
        int low = high >= 0 ? digit_hex(at[i + 2]) : -1;
        at[n++] = (char)(low >= 0 ? high * 16 + low : at[i]);
        i += low >= 0 ? 2 : 0;
    }
    return n;
}

bool url_decode_address(struct slice value, struct arena *arena, struct slice *ret)
{
    if (url_is_address(value)) {
        *ret = value;
        return true;
    }
    /* "http%3A%2F%2F", "https:%2F%2F": nothing else is worth a copy. */
    if (value.len < 11 || !slice_eq_nocase(slice_first(value, 4), LIT("http")) || slice_find(value, '%') > 6)
        return false;
    struct slice copy = arena_copy(arena, value);
    if (copy.at == NULL)
        return false;
    char *at = arena->base + (copy.at - arena->base); /* the arena is ours to write */
    for (unsigned i = 0; i < 3 && !url_is_address(copy); i++)
        copy.len = percent_undo(at, copy.len);
    *ret = copy;
    return url_is_address(copy);
}

/* The letters of addresses (RFC 4648, section 5) too. */
static int base64_of(char c)
{
    return digit_base64(c == '-' ? '+' : c == '_' ? '/' : c);
}

struct slice url_decode_base64(struct slice value, struct arena *arena)
{
    char *to = value.len ? arena_take(arena, value.len) : NULL;
    uint32_t bits = 0;
    unsigned have = 0;
    size_t n = 0;
    if (to == NULL)
        return (struct slice){ 0 };
    for (size_t i = 0; i < value.len; i++) {
        char c = value.at[i];
        if (c == '%' && i + 2 < value.len) { /* %2B, %2F, %3D */
            int high = digit_hex(value.at[i + 1]), low = digit_hex(value.at[i + 2]);
            c = (char)(high < 0 || low < 0 ? '=' : high * 16 + low);
            i += 2;
        }
        if (base64_of(c) < 0)
            break;
        bits = bits << 6 | (uint32_t)base64_of(c);
        have += 6;
        if (have >= 8) {
            have -= 8;
            to[n++] = (char)(bits >> have & 0xff);
        }
    }
    return (struct slice){ to, n };
}
