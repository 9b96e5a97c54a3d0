/* mime_decode.c - transfer encodings: base64, quoted-printable, uuencode, whole or broken. */
#include "core/base/digit.h"
#include "core/wire/mime_inside.h"

/* A letter's six bits, or one of these. */
enum { BLANK = 64, PAD = 65, RUBBISH = 66 };

static const uint8_t six[256] = {
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    64,
    64,
    66,
    66,
    64,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    64,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    62,
    66,
    66,
    66,
    63,
    52,
    53,
    54,
    55,
    56,
    57,
    58,
    59,
    60,
    61,
    66,
    66,
    66,
    65,
    66,
    66,
    66,
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    11,
    12,
    13,
    14,
    15,
    16,
    17,
    18,
    19,
    20,
    21,
    22,
    23,
    24,
    25,
    66,
    66,
    66,
    66,
    66,
    66,
    26,
    27,
    28,
    29,
    30,
    31,
    32,
    33,
    34,
    35,
    36,
    37,
    38,
    39,
    40,
    41,
    42,
    43,
    44,
    45,
    46,
    47,
    48,
    49,
    50,
    51,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
    66,
};

struct base64 {
    uint32_t bits;  /* of the letters since the last whole three bytes */
    unsigned count; /* of them, 0..3 */
    bool padded;
    unsigned defects;
};

/* The bytes of an unfinished group of letters: none, one or two. */
static size_t flush(struct base64 *state, char *to, size_t room)
{
    size_t n = state->count ? state->count - 1 : 0, len = n < room ? n : room;
    uint32_t bits = state->bits << (6 * (4 - state->count));
    if (state->count == 1)
        state->defects |= MIME_BAD_BASE64;
    for (size_t i = 0; i < len; i++)
        to[i] = (char)(bits >> (16 - 8 * i));
    state->count = 0;
    state->bits = 0;
    return len;
}

/* One letter that is not part of four in a row. Padding in the middle ends a group and reading goes on, as
 * programs do that open what was pasted together. */
static size_t one_letter(struct base64 *state, uint8_t value, char *to, size_t room)
{
    if (value == PAD) {
        state->padded = true;
        return flush(state, to, room);
    }
    if (value >= 64) {
        state->defects |= value == RUBBISH ? MIME_BAD_BASE64 : 0;
        return 0;
    }
    state->defects |= state->padded ? MIME_BAD_BASE64 : 0;
    state->bits = state->bits << 6 | value;
    if (++state->count < 4)
        return 0;
    state->count = 3; /* three bytes of four letters */
    size_t len = room < 3 ? room : 3;
    for (size_t i = 0; i < len; i++)
        to[i] = (char)(state->bits >> (16 - 8 * i));
    state->count = 0;
    state->bits = 0;
    return len;
}

size_t mime_from_base64(struct slice in, char *to, size_t room, unsigned *defects, bool *ret_cut)
{
    const uint8_t *at = (const uint8_t *)in.at, *end = in.len ? at + in.len : at;
    struct base64 state = { 0 };
    size_t len = 0;
    while (at < end && len < room) {
        while (state.count == 0 && !state.padded && end - at >= 4 && room - len >= 3) {
            uint8_t a = six[at[0]], b = six[at[1]], c = six[at[2]], d = six[at[3]];
            if ((a | b | c | d) & 64)
                break;
            uint32_t bits = (uint32_t)a << 18 | (uint32_t)b << 12 | (uint32_t)c << 6 | d;
            to[len] = (char)(bits >> 16);
            to[len + 1] = (char)(bits >> 8);
            to[len + 2] = (char)bits;
            len += 3;
            at += 4;
        }
        if (at < end && len < room)
            len += one_letter(&state, six[*at++], to + len, room - len);
    }
    if (at == end && state.count) {
        state.defects |= MIME_BAD_BASE64;
        len += flush(&state, to + len, room - len);
    }
    while (at < end && six[*at] >= 64)
        at++;
    *ret_cut = at < end;
    *defects |= state.defects;
    return len;
}

/* ---- quoted-printable ---- */

/* One line without its end. A "=" that begins no byte stays, as readers show it. */
static size_t quoted_line(struct slice line, char *to, unsigned *defects)
{
    size_t len = 0;
    while (line.len) {
        size_t plain = slice_find(line, '=');
        memmove(to + len, line.at, plain);
        len += plain;
        line = slice_skip(line, plain);
        if (line.len >= 3 && digit_hex(line.at[1]) >= 0 && digit_hex(line.at[2]) >= 0) {
            to[len++] = (char)(digit_hex(line.at[1]) * 16 + digit_hex(line.at[2]));
            line = slice_skip(line, 3);
        } else if (line.len) {
            *defects |= MIME_BAD_QUOTED;
            to[len++] = '=';
            line = slice_skip(line, 1);
        }
    }
    return len;
}

size_t mime_from_quoted(struct slice in, char *to, size_t room, unsigned *defects, bool *ret_cut)
{
    char line_end = in.len && memchr(in.at, '\n', in.len) == NULL ? '\r' : '\n';
    size_t len = 0;
    while (in.len && len < room) {
        size_t whole = slice_find(in, line_end), used = whole + (whole < in.len);
        struct slice line = slice_first(in, whole);
        size_t end_at = line.len;
        while (end_at > 0 && line.at[end_at - 1] == '\r')
            end_at--;
        struct slice end = { in.at + end_at, used - end_at };
        line.len = end_at;
        while (line.len && (line.at[line.len - 1] == ' ' || line.at[line.len - 1] == '\t'))
            line.len--;
        if (line.len && line.at[line.len - 1] == '=') {
            line.len--;
            end.len = 0;
        }
        if (line.len + end.len > room - len) { /* may be too long before it is decoded: cut it here */
            line = slice_first(line, room - len);
            end.len = 0;
            used = line.len;
        }
        if (used == 0)
            break;
        len += quoted_line(line, to + len, defects);
        if (end.len)
            memcpy(to + len, end.at, end.len);
        len += end.len;
        in = slice_skip(in, used);
    }
    *ret_cut = in.len > 0;
    return len;
}

/* ---- uuencode ---- */

static uint32_t uu_bits(struct slice line, size_t at)
{
    return at < line.len ? ((uint32_t)(uint8_t)line.at[at] - 32) & 63 : 0;
}

/* A line's length in letters tells its bytes; lines that lost their trailing blanks are filled up. */
size_t mime_from_uuencode(struct slice in, char *to, size_t room, unsigned *defects, bool *ret_cut)
{
    size_t len = 0, used = 0;
    *ret_cut = false;
    for (; in.len; in = slice_skip(in, used)) {
        struct slice line = slice_line(in, &used);
        if (line.len == 0 || slice_starts(line, LIT("begin ")))
            continue;
        if (slice_eq(line, LIT("end")))
            break;
        size_t bytes = uu_bits(line, 0);
        for (size_t i = 0; i < bytes; i += 3) {
            size_t at = 1 + i / 3 * 4, n = bytes - i < 3 ? bytes - i : 3;
            uint32_t bits = uu_bits(line, at) << 18 | uu_bits(line, at + 1) << 12 | uu_bits(line, at + 2) << 6
                    | uu_bits(line, at + 3);
            for (size_t k = 0; k < n && len < room; k++)
                to[len++] = (char)(bits >> (16 - 8 * k));
            if (len == room && i + n < bytes) {
                *ret_cut = true;
                return len;
            }
        }
        if (line.len > 1 + (bytes + 2) / 3 * 4 + 2)
            *defects |= MIME_BAD_BASE64;
    }
    return len;
}

/* ---- a body ---- */

struct slice mime_kept(struct arena *arena, const char *at, size_t len)
{
    arena->used = (size_t)(at - arena->base) + len;
    return (struct slice){ at, len };
}

struct slice mime_decode(
        const struct mime_part *part, size_t most, struct arena *arena, unsigned *defects, bool *ret_cut)
{
    struct slice body = part->body;
    bool is_plain = part->encoding == MIME_PLAIN || part->encoding == MIME_UNKNOWN_ENCODING;
    *ret_cut = false;
    if (is_plain || body.len == 0) {
        *ret_cut = body.len > most;
        return slice_first(body, most);
    }
    size_t room = part->encoding == MIME_BASE64 ? body.len / 4 * 3 + 3 : body.len;
    room = room < most ? room : most;
    char *to = arena_take(arena, room + 1);
    if (to == NULL) {
        *ret_cut = true;
        return (struct slice){ NULL, 0 };
    }
    size_t len = 0;
    if (part->encoding == MIME_BASE64)
        len = mime_from_base64(body, to, room, defects, ret_cut);
    else if (part->encoding == MIME_QUOTED_PRINTABLE)
        len = mime_from_quoted(body, to, room, defects, ret_cut);
    else
        len = mime_from_uuencode(body, to, room, defects, ret_cut);
    return mime_kept(arena, to, len);
}
