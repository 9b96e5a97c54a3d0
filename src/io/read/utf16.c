/* utf16.c - marks, pairs of bytes, surrogates. */
#include "io/read/utf16.h"

struct utf16 utf16_look(struct slice head, size_t *ret_skip)
{
    struct utf16 state = { .odd = -1 };
    size_t zeros[2] = { 0, 0 }, n = head.len < 512 ? head.len : 512;
    *ret_skip = 0;
    if (slice_starts(head, LIT("\xef\xbb\xbf"))) {
        *ret_skip = 3;
        return state;
    }
    if (slice_starts(head, LIT("\xff\xfe")) || slice_starts(head, LIT("\xfe\xff"))) {
        *ret_skip = 2;
        state.on = true;
        state.big = head.at[0] == '\xfe';
        return state;
    }
    for (size_t i = 0; i < n; i++)
        zeros[i % 2] += head.at[i] == '\0';
    if (n >= 16 && zeros[1] * 3 > n && zeros[0] == 0)
        state.on = true;
    if (n >= 16 && zeros[0] * 3 > n && zeros[1] == 0)
        state.on = state.big = true;
    return state;
}

static size_t put(unsigned c, char *out, size_t room)
{
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    if (room < n)
        return 0;
    if (n == 1)
        out[0] = (char)c;
    for (size_t i = n; n > 1 && i-- > 0; c >>= 6)
        out[i] = (char)(i ? 0x80 | (c & 0x3f) : (0xf00 >> n & 0xf0) | (c & (0x7f >> n)));
    return n;
}

size_t utf16_turn(struct utf16 *state, struct slice in, char *out, size_t room)
{
    size_t n = 0;
    for (size_t i = 0; i < in.len; i++) {
        unsigned byte = (unsigned char)in.at[i];
        if (state->odd < 0) {
            state->odd = (int)byte;
            continue;
        }
        unsigned first = (unsigned)state->odd, unit = state->big ? first << 8 | byte : byte << 8 | first;
        state->odd = -1;
        bool low = unit >= 0xdc00 && unit < 0xe000, high = unit >= 0xd800 && unit < 0xdc00;
        if (state->high && low) {
            n += put(0x10000 + ((state->high - 0xd800) << 10) + (unit - 0xdc00), out + n, room - n);
            state->high = 0;
            continue;
        }
        if (state->high)
            n += put(0xfffd, out + n, room - n);
        state->high = high ? unit : 0;
        if (!high)
            n += put(low ? 0xfffd : unit, out + n, room - n);
    }
    return n;
}
