/* slice.c - searching and taking within bounded bytes. */
#define _GNU_SOURCE /* memmem */
#include "core/base/slice.h"

struct slice slice_trim(struct slice s)
{
    while (s.len && (s.at[0] == ' ' || s.at[0] == '\t'))
        s = slice_skip(s, 1);
    while (s.len && (s.at[s.len - 1] == ' ' || s.at[s.len - 1] == '\t'))
        s.len--;
    return s;
}

size_t slice_find_slice(struct slice s, struct slice needle)
{
    const char *hit = s.len ? memmem(s.at, s.len, needle.at, needle.len) : NULL;
    return hit ? (size_t)(hit - s.at) : s.len;
}

size_t slice_find_last(struct slice s, struct slice needle)
{
    if (needle.len == 0 || s.len < needle.len)
        return s.len;
    for (size_t i = s.len - needle.len + 1; i-- > 0;)
        if (s.at[i] == needle.at[0] && memcmp(s.at + i, needle.at, needle.len) == 0)
            return i;
    return s.len;
}

bool slice_same_letters(const char *a, const char *b, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (char_lower(a[i]) != char_lower(b[i]))
            return false;
    return true;
}

int slice_cmp(struct slice a, struct slice b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int c = n ? memcmp(a.at, b.at, n) : 0;
    if (c != 0)
        return c;
    return (a.len > b.len) - (a.len < b.len);
}

bool slice_to_uint(struct slice s, uint64_t max, uint64_t *ret)
{
    uint64_t val;
    struct slice in = s;
    if (!take_uint(&in, max, &val) || in.len != 0)
        return false;
    *ret = val;
    return true;
}

bool take_until(struct slice *in, struct slice stop, struct slice *ret)
{
    size_t at = slice_find_slice(*in, stop);
    if (at == in->len)
        return false;
    *ret = slice_first(*in, at);
    *in = slice_skip(*in, at + stop.len);
    return true;
}

bool take_until_last(struct slice *in, struct slice stop, struct slice *ret)
{
    size_t at = slice_find_last(*in, stop);
    if (at == in->len)
        return false;
    *ret = slice_first(*in, at);
    *in = slice_skip(*in, at + stop.len);
    return true;
}

bool take_uint(struct slice *in, uint64_t max, uint64_t *ret)
{
    uint64_t val = 0;
    size_t i = 0;
    for (; i < in->len && in->at[i] >= '0' && in->at[i] <= '9'; i++) {
        uint64_t digit = (uint64_t)(in->at[i] - '0');
        if (i == 20 || __builtin_mul_overflow(val, 10, &val) || __builtin_add_overflow(val, digit, &val))
            return false;
    }
    if (i == 0 || val > max)
        return false;
    *in = slice_skip(*in, i);
    *ret = val;
    return true;
}

bool take_word(struct slice *in, struct slice *ret)
{
    size_t at = slice_find(*in, ' ');
    if (at == 0)
        return false;
    *ret = slice_first(*in, at);
    *in = slice_skip(*in, at);
    return true;
}

bool slice_is_slip(struct slice slip, struct slice name)
{
    size_t head = 0, tail = 0, less = slip.len < name.len ? slip.len : name.len;
    while (head < less && slip.at[head] == name.at[head])
        head++;
    while (tail < less - head && slip.at[slip.len - 1 - tail] == name.at[name.len - 1 - tail])
        tail++;
    size_t a = slip.len - head - tail, b = name.len - head - tail;
    return head + tail >= 3 && a <= 2 && b <= 2;
}

size_t slice_lines(struct slice s)
{
    size_t n = 0;
    while (s.len > 0) {
        struct slice part = slice_first(s, 240); /* sixteen at a time, and a byte holds the sum */
        uint8_t sum = 0;
        for (size_t i = 0; i < part.len; i++)
            sum = (uint8_t)(sum + (part.at[i] == '\n'));
        n += sum;
        s = slice_skip(s, part.len);
    }
    return n;
}
