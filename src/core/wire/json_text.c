/* json_text.c - escapes. */
#include "core/wire/json_text.h"

#include "core/base/chars.h"
#include "core/base/digit.h"

static int hex4(const char *at)
{
    int val = 0;
    for (int i = 0; i < 4; i++) {
        int d = digit_hex(at[i]);
        if (d < 0)
            return -1;
        val = val * 16 + d;
    }
    return val;
}

/* \uXXXX, with its second half when it is a surrogate; a lone half becomes U+FFFD. Returns bytes read
 * behind the u, 0 when it is none. */
static size_t unescape_u(struct slice in, char *to, size_t *written)
{
    int hi = in.len >= 4 ? hex4(in.at) : -1;
    if (hi < 0)
        return 0;
    if (hi >= 0xd800 && hi < 0xdc00 && in.len >= 10 && in.at[4] == '\\' && in.at[5] == 'u') {
        int lo = hex4(in.at + 6);
        if (lo >= 0xdc00 && lo < 0xe000) {
            *written += char_put(0x10000u + ((unsigned)(hi - 0xd800) << 10) + (unsigned)(lo - 0xdc00), to);
            return 10;
        }
    }
    *written += char_put(hi >= 0xd800 && hi < 0xe000 ? 0xfffdu : (unsigned)hi, to);
    return 4;
}

bool json_unescape(struct slice in, struct arena *scratch, struct slice *ret)
{
    static const char from[] = "\"\\/bfnrt", into[] = "\"\\/\b\f\n\r\t";
    char *to = arena_take(scratch, in.len);
    size_t n = 0;
    if (to == NULL)
        return false;
    for (size_t i = 0; i < in.len; i++) {
        if (in.at[i] != '\\') {
            to[n++] = in.at[i];
            continue;
        }
        if (++i == in.len)
            return false;
        if (in.at[i] == 'u') {
            size_t used = unescape_u(slice_skip(in, i + 1), to + n, &n);
            if (used == 0)
                return false;
            i += used;
            continue;
        }
        const char *hit = in.at[i] ? strchr(from, in.at[i]) : NULL;
        if (hit == NULL)
            return false;
        to[n++] = into[hit - from];
    }
    *ret = (struct slice){ to, n };
    return true;
}
