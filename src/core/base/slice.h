/* slice.h - a bounded piece of somebody else's bytes.
 *
 * Layer   core/base: includes nothing of ours. Pure.
 * Memory  owns nothing; a slice dies with the buffer that it points into. It needs no NUL.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
    const char *at; /* may be NULL only when len is 0 */
    size_t len;     /* bytes */
};

/* ASCII letters without case; other bytes as they are. */
static inline char char_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* A string literal as a slice. */
#define LIT(s) ((struct slice){ "" s, sizeof(s) - 1 })

static inline struct slice text(const char *s)
{
    return (struct slice){ s, strlen(s) };
}

static inline bool slice_eq(struct slice a, struct slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

static inline bool slice_starts(struct slice s, struct slice prefix)
{
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.at, prefix.at, prefix.len) == 0);
}

static inline bool slice_ends(struct slice s, struct slice suffix)
{
    return s.len >= suffix.len
            && (suffix.len == 0 || memcmp(s.at + s.len - suffix.len, suffix.at, suffix.len) == 0);
}

/* Is the whole of `part` within `whole`? What fuzz targets assert of every parser. */
static inline bool slice_inside(struct slice part, struct slice whole)
{
    return part.len == 0
            || (part.at >= whole.at && part.len <= whole.len
                    && (size_t)(part.at - whole.at) <= whole.len - part.len);
}

/* Without its first n bytes; n is clamped to the length. */
static inline struct slice slice_skip(struct slice s, size_t n)
{
    size_t skip = n < s.len ? n : s.len;
    return skip == 0 ? s : (struct slice){ s.at + skip, s.len - skip };
}

/* Its first n bytes; n is clamped to the length. */
static inline struct slice slice_first(struct slice s, size_t n)
{
    return (struct slice){ s.at, n < s.len ? n : s.len };
}

/* Offset of the byte, or s.len. */
static inline size_t slice_find(struct slice s, char c)
{
    const char *hit = s.len ? (const char *)memchr(s.at, c, s.len) : NULL;
    return hit ? (size_t)(hit - s.at) : s.len;
}

/* The line at the front without its end (LF or CR LF); *ret_used counts that. */
static inline struct slice slice_line(struct slice s, size_t *ret_used)
{
    struct slice line = slice_first(s, slice_find(s, '\n'));
    *ret_used = line.len + (line.len < s.len);
    line.len -= line.len > 0 && line.at[line.len - 1] == '\r';
    return line;
}

/* How many line ends. */
size_t slice_lines(struct slice s);

/* Without ASCII spaces and tabs at both ends. */
struct slice slice_trim(struct slice s);

/* Offset of the first occurrence of the non-empty needle, or s.len. Linear in practice (memmem). */
size_t slice_find_slice(struct slice s, struct slice needle);

/* Offset of the last occurrence of the non-empty needle, or s.len. */
size_t slice_find_last(struct slice s, struct slice needle);

/* ASCII letters compare without case; other bytes as they are. The lengths, which mostly differ, are compared
 * where it is asked. */
bool slice_same_letters(const char *a, const char *b, size_t len);

static inline bool slice_eq_nocase(struct slice a, struct slice b)
{
    return a.len == b.len && slice_same_letters(a.at, b.at, a.len);
}

/* Does `slip` look like `name` mistyped: up to two letters in a row more, less or other, three alike? */
bool slice_is_slip(struct slice slip, struct slice name);

/* <0, 0, >0 like memcmp, the shorter first when one is a prefix. */
int slice_cmp(struct slice a, struct slice b);

/* A decimal number of 1..20 digits that fills the whole slice, at most max. */
bool slice_to_uint(struct slice s, uint64_t max, uint64_t *ret);

/* ---- taking from the front: on failure nothing has changed ---- */

/* Takes the literal if the input starts with it. */
static inline bool take_lit(struct slice *in, struct slice lit)
{
    if (!slice_starts(*in, lit))
        return false;
    *in = slice_skip(*in, lit.len);
    return true;
}

/* Takes up to the first `stop`, which is taken too but not returned. */
bool take_until(struct slice *in, struct slice stop, struct slice *ret);

/* Takes up to the last `stop`, which is taken too but not returned. */
bool take_until_last(struct slice *in, struct slice stop, struct slice *ret);

/* Takes 1..20 decimal digits whose value is at most max. */
bool take_uint(struct slice *in, uint64_t max, uint64_t *ret);

/* Takes bytes up to the next space or the end; at least one. */
bool take_word(struct slice *in, struct slice *ret);
