/* wide.c - UTF-16 to UTF-8, four letters of ASCII at a time. */
#include "core/wire/wide.h"

#include "core/base/chars.h"
#include "core/wire/le.h"

/* The character at `at`, which moves behind it. */
static uint32_t next(struct slice wide, size_t *at)
{
    const uint32_t broken = 0xfffd;
    uint32_t code = le16(wide.at + *at);
    *at += 2;
    if (code < 0xd800 || code > 0xdfff)
        return code;
    if (code > 0xdbff || wide.len - *at < 2)
        return broken;
    uint32_t low = le16(wide.at + *at);
    if (low < 0xdc00 || low > 0xdfff)
        return broken;
    *at += 2;
    return 0x10000 + ((code - 0xd800) << 10 | (low - 0xdc00));
}

/* Four letters of ASCII, if all are; they are eight bytes of the input and four of the output. */
static bool four_letters(const char *from, char *to)
{
    const uint64_t beyond_ascii = 0xff80ff80ff80ff80u;
    uint64_t four = le64(from);
    if (four & beyond_ascii)
        return false;
    four |= four >> 8;
    uint32_t packed = (uint32_t)(four & 0xffff) | (uint32_t)(four >> 16 & 0xffff0000u);
    to[0] = (char)packed;
    to[1] = (char)(packed >> 8);
    to[2] = (char)(packed >> 16);
    to[3] = (char)(packed >> 24);
    return true;
}

size_t wide_to_text(struct slice wide, char *to, size_t cap)
{
    size_t at = 0, n = 0;
    wide.len &= ~(size_t)1;
    while (wide.len > 0 && wide.at[wide.len - 1] == 0 && wide.at[wide.len - 2] == 0)
        wide.len -= 2;
    while (at < wide.len) {
        if (wide.len - at >= 8 && cap - n >= 4 && four_letters(wide.at + at, to + n)) {
            n += 4;
            at += 8;
            continue;
        }
        /* The last up to three, with some before them once more where all before were letters of ASCII. */
        if (at >= 8 && 2 * n == at && wide.len - at < 8 && cap >= wide.len / 2
                && four_letters(wide.at + wide.len - 8, to + wide.len / 2 - 4))
            return wide.len / 2;
        char one[4];
        size_t len = char_put(next(wide, &at), one);
        if (len > cap - n)
            break;
        memcpy(to + n, one, len);
        n += len;
    }
    return n;
}
