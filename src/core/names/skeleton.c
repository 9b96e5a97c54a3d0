/* skeleton.c - what the eye takes a text for. */
#include "core/base/chars.h"
#include "core/names/domain.h"

struct row {
    uint32_t first, last;
    const char *like;
    bool steps; /* the next code point looks like the next letter */
};

static const struct row rows[] = {
#include "confusables.inc"
};

static const struct row *row_of(uint32_t c)
{
    size_t low = 0, high = sizeof rows / sizeof *rows;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c > rows[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sizeof rows / sizeof *rows && c >= rows[low].first ? &rows[low] : NULL;
}

/* The text so far. `n` may shrink when two letters look like one. */
struct skeleton {
    char *at;
    size_t n, cap;
    bool is_full;
};

static bool ends_with(const struct skeleton *s, char c)
{
    return s->n > 0 && s->at[s->n - 1] == c;
}

/* One small letter, digit or sign: digits and pairs that look like letters are these. */
static void put(struct skeleton *s, char c)
{
    c = (char)(c == '0' ? 'o' : c == '1' || c == '|' ? 'l' : c == '5' ? 's' : c);
    char pair = (char)(c == 'n' && ends_with(s, 'r') ? 'm'
                    : c == 'v' && ends_with(s, 'v')  ? 'w'
                    : c == 'l' && ends_with(s, 'c')  ? 'd'
                                                     : 0);
    if (pair) {
        s->at[s->n - 1] = pair;
    } else if (s->n < s->cap) {
        s->at[s->n++] = c;
    } else {
        s->is_full = true;
    }
}

static void put_wide(struct skeleton *s, struct slice in, uint32_t c)
{
    const struct row *row = row_of(c);
    if (row != NULL && row->steps) {
        put(s, (char)(row->like[0] + (char)(c - row->first)));
    } else if (row != NULL) {
        for (const char *like = row->like; *like; like++)
            put(s, *like);
    } else if (!char_is_unseen(c) && !char_is_combining(c) && !(c >= 0xfe00 && c <= 0xfe0f)) {
        s->is_full |= s->cap - s->n < in.len;
        if (!s->is_full)
            memcpy(s->at + s->n, in.at, in.len);
        s->n += s->is_full ? 0 : in.len;
    }
}

size_t skeleton_of(struct slice utf8, char *buf, size_t cap)
{
    struct skeleton s = { .at = buf, .cap = cap };
    char before = ' ';
    for (size_t i = 0, len; i < utf8.len && !s.is_full; i += len) {
        char c = utf8.at[i];
        len = 1;
        if (c & 0x80) {
            uint32_t wide = char_next(slice_skip(utf8, i), &len);
            put_wide(&s, slice_first(slice_skip(utf8, i), len), wide);
        } else if (c == 'I' && before >= 'a' && before <= 'z') {
            put(&s, 'l'); /* "PayPaI": a capital within a word is no capital */
        } else if ((unsigned char)c >= ' ' && c != 0x7f) {
            put(&s, char_lower(c));
        }
        before = c;
    }
    return s.n;
}
