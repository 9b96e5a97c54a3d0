/* json_split.c - counting braces outside strings. */
#include "core/wire/json_split.h"

#include "core/base/limits.h"

#ifdef __SSE2__
#include <emmintrin.h>

enum { BLOCK = 64 };

static uint64_t where(const __m128i in[4], char c)
{
    const __m128i wanted = _mm_set1_epi8(c);
    uint64_t mask = 0;
    for (int i = 0; i < 4; i++)
        mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(in[i], wanted)) << (16 * i);
    return mask;
}
#endif

/* The next quote or backslash at or behind `at`, or data.len. */
static size_t find_quote(struct slice data, size_t at)
{
#ifdef __SSE2__
    for (; data.len - at >= sizeof(__m128i); at += sizeof(__m128i)) {
        const __m128i in = _mm_loadu_si128((const __m128i *)(const void *)(data.at + at));
        int hits = _mm_movemask_epi8(_mm_or_si128(
                _mm_cmpeq_epi8(in, _mm_set1_epi8('"')), _mm_cmpeq_epi8(in, _mm_set1_epi8('\\'))));
        if (hits != 0)
            return at + (size_t)__builtin_ctz((unsigned)hits);
    }
#endif
    while (at < data.len && data.at[at] != '"' && data.at[at] != '\\')
        at++;
    return at;
}

/* Behind the string that opens at `at`; data.len when it is not closed. */
static size_t skip_string(struct slice data, size_t at)
{
    at++;
    while (at < data.len && (at = find_quote(data, at)) < data.len) {
        if (data.at[at] == '"')
            return at + 1;
        at += 2;
    }
    return data.len;
}

static size_t skip_space(struct slice data, size_t at)
{
    while (at < data.len && (unsigned char)data.at[at] <= ' ')
        at++;
    return at;
}

/* Where a scan for an object's end stands. */
struct nest {
    size_t depth;
    bool quoted, escaped; /* within a string; behind a backslash there */
};

/* From `at` to `end`: behind the bracket that closes the object, or 0. */
static size_t nest_bytes(struct nest *n, struct slice data, size_t at, size_t end)
{
    for (; at < end; at++) {
        char c = data.at[at];
        if (n->escaped)
            n->escaped = false;
        else if (n->quoted)
            n->quoted = c != '"', n->escaped = c == '\\';
        else if (c == '"')
            n->quoted = true;
        else if (c == '{' || c == '[')
            n->depth++;
        else if ((c == '}' || c == ']') && --n->depth == 0)
            return at + 1;
    }
    return 0;
}

#ifdef __SSE2__
/* The bytes that a backslash takes from their meaning. Method: a run of backslashes that starts at an odd place
 * carries into the byte behind it when the run is added to its start (G. Langdale, D. Lemire, "Parsing
 * Gigabytes of JSON per Second", 2019). */
static uint64_t escaped_of(uint64_t backslash, bool *carry)
{
    const uint64_t even = 0x5555555555555555u;
    uint64_t runs;
    backslash &= ~(uint64_t)*carry;
    uint64_t follows = backslash << 1 | *carry;
    uint64_t odd_starts = backslash & ~even & ~follows;
    *carry = __builtin_add_overflow(odd_starts, backslash, &runs);
    return (even ^ runs << 1) & follows;
}

/* Set from an opening quote on up to its closing one. */
static uint64_t strings_of(uint64_t quotes, bool quoted)
{
    for (int shift = 1; shift < BLOCK; shift *= 2)
        quotes ^= quotes << shift;
    return quoted ? ~quotes : quotes;
}

/* As nest_bytes, for the BLOCK bytes at `at`. */
static size_t nest_block(struct nest *n, struct slice data, size_t at)
{
    __m128i in[4], folded[4];
    for (size_t i = 0; i < 4; i++) {
        in[i] = _mm_loadu_si128((const __m128i *)(const void *)(data.at + at + 16 * i));
        folded[i] = _mm_or_si128(in[i], _mm_set1_epi8(0x20)); /* [ and ] become { and } */
    }
    bool carry = n->escaped;
    uint64_t backslash = where(in, '\\'), quotes = where(in, '"');
    if (backslash != 0 || carry)
        quotes &= ~escaped_of(backslash, &carry);
    uint64_t strings = strings_of(quotes, n->quoted);
    if (backslash & ~strings) /* outside of strings it means nothing */
        return nest_bytes(n, data, at, at + BLOCK);
    uint64_t open = where(folded, '{') & ~strings, close = where(folded, '}') & ~strings;
    for (uint64_t both = open | close; both != 0; both &= both - 1) {
        if (open & both & -both)
            n->depth++;
        else if (--n->depth == 0)
            return at + (size_t)__builtin_ctzll(both) + 1;
    }
    n->escaped = carry;
    n->quoted = strings >> (BLOCK - 1);
    return 0;
}
#endif

/* Behind the object that opens at `at`; data.len + 1 when it is not closed. */
static size_t skip_nested(struct slice data, size_t at)
{
    struct nest n = { .depth = 0 };
    size_t end = 0;
#ifdef __SSE2__
    for (; end == 0 && data.len - at >= BLOCK; at += BLOCK)
        end = nest_block(&n, data, at);
#endif
    if (end == 0)
        end = nest_bytes(&n, data, at, data.len);
    return end ? end : data.len + 1;
}

bool json_names_records(struct slice key, bool wrapped)
{
    if (wrapped)
        return slice_eq_nocase(key, LIT("authlogs"));
    return slice_eq_nocase(key, LIT("value")) || slice_eq_nocase(key, LIT("records"))
            || slice_eq_nocase(key, LIT("items")) || slice_eq_nocase(key, LIT("response"));
}

bool json_names_wrap(struct slice key)
{
    return slice_eq_nocase(key, LIT("response"));
}

/* At an opening brace: is it a container, and then where does its array open? A container's members
 * before the array are plain values. */
static bool enters_container(struct slice data, size_t at, size_t *ret_array)
{
    bool wrapped = false;
    at = skip_space(data, at + 1);
    while (at < data.len && data.at[at] == '"') {
        size_t end = skip_string(data, at);
        if (end >= data.len)
            return false;
        struct slice key = { data.at + at + 1, end - at - 2 };
        at = skip_space(data, end);
        if (at >= data.len || data.at[at] != ':')
            return false;
        at = skip_space(data, at + 1);
        if (at >= data.len)
            return false;
        if (data.at[at] == '[' && json_names_records(key, wrapped)) {
            *ret_array = at;
            return true;
        }
        if (data.at[at] == '{' && !wrapped && json_names_wrap(key)) {
            wrapped = true;
            at = skip_space(data, at + 1);
            continue;
        }
        if (data.at[at] == '{' || data.at[at] == '[')
            return false;
        if (data.at[at] == '"')
            at = skip_string(data, at);
        else
            while (at < data.len && data.at[at] != ',' && data.at[at] != '}')
                at++;
        at = skip_space(data, at);
        if (at >= data.len || data.at[at] != ',')
            return false;
        at = skip_space(data, at + 1);
    }
    return false;
}

bool json_is_container(struct slice text)
{
    size_t array;
    return text.len > 0 && text.at[0] == '{' && enters_container(text, 0, &array);
}

bool json_next_record(struct slice data, size_t *pos, struct slice *ret)
{
    size_t at = *pos, array;
    while (at < data.len) {
        if (data.at[at] == '"') {
            size_t end = skip_string(data, at);
            if (end >= data.len) {
                *pos = at;
                return false;
            }
            at = end;
        } else if (data.at[at] != '{') {
            at++;
        } else if (enters_container(data, at, &array)) {
            at = array + 1;
        } else {
            size_t end = skip_nested(data, at);
            if (end > data.len) {
                *pos = at;
                return false;
            }
            *ret = (struct slice){ data.at + at, end - at };
            *pos = end;
            return true;
        }
    }
    *pos = data.len;
    return false;
}

size_t json_split_cut(struct slice data)
{
    size_t pos = 0, cut = 0;
    struct slice record;
    while (json_next_record(data, &pos, &record))
        cut = pos;
    return pos == data.len ? data.len : pos < data.len && cut < pos ? pos : cut;
}
