/* csv.c - quotes decide what a comma and a line end are. */
#include "core/wire/csv.h"

/* Where in a field a byte stands. */
enum place { AT_START, PLAIN, QUOTED, BEHIND_QUOTE };

static bool is_separator(char c)
{
    return c == ',' || c == ';' || c == '\t';
}

/* A quote opens only where a field begins and closes only what it opened; behind that a quote is the second
 * of a pair. Any other is a letter: a stray one must not swallow the rows behind it. */
static enum place step(enum place place, char c)
{
    switch (place) {
    case QUOTED: return c == '"' ? BEHIND_QUOTE : QUOTED;
    case BEHIND_QUOTE:
        if (c == '"')
            return QUOTED;
        break;
    case AT_START:
        if (c == '"')
            return QUOTED;
        break;
    case PLAIN: break;
    }
    return is_separator(c) || c == '\n' ? AT_START : PLAIN;
}

size_t csv_row_end(struct slice data, bool *ret_quoted)
{
    enum place place = AT_START;
    for (size_t i = 0; i < data.len; i++) {
        char c = data.at[i];
        if (c == '\n' && place != QUOTED)
            return i;
        place = step(place, c);
    }
    *ret_quoted = place == QUOTED;
    return data.len;
}

size_t csv_rows_end(struct slice data)
{
    size_t whole = 0;
    bool quoted;
    for (;;) {
        size_t end = whole + csv_row_end(slice_skip(data, whole), &quoted);
        if (end >= data.len)
            return whole;
        whole = end + 1;
    }
}

bool csv_next_row(struct slice data, struct slice *ret_row, size_t *ret_used)
{
    bool quoted = false;
    size_t end = csv_row_end(data, &quoted);
    *ret_used = end < data.len ? end + 1 : end;
    *ret_row = slice_first(data, end < data.len && end > 0 && data.at[end - 1] == '\r' ? end - 1 : end);
    return !quoted && data.len > 0;
}

/* From behind the opening quote; *used ends behind the closing one. */
static struct slice take_quoted(struct slice in, struct arena *scratch, size_t *used)
{
    size_t i = 0, doubled = 0;
    for (; i < in.len; i++) {
        if (in.at[i] != '"')
            continue;
        if (i + 1 < in.len && in.at[i + 1] == '"') {
            doubled++;
            i++;
        } else {
            break;
        }
    }
    *used = i < in.len ? i + 1 : i;
    if (doubled == 0)
        return slice_first(in, i);
    char *to = arena_take(scratch, i - doubled);
    size_t n = 0;
    if (to == NULL)
        return (struct slice){ in.at, 0 };
    for (size_t k = 0; k < i; k++) {
        to[n++] = in.at[k];
        k += in.at[k] == '"';
    }
    return (struct slice){ to, n };
}

size_t csv_fields(struct slice row, char separator, struct arena *scratch, struct slice fields[CSV_FIELDS])
{
    size_t n = 0;
    struct slice in = row;
    while (n < CSV_FIELDS) {
        size_t used;
        if (in.len && in.at[0] == '"') {
            fields[n++] = take_quoted(slice_skip(in, 1), scratch, &used);
            in = slice_skip(in, used + 1);
            in = slice_skip(in, slice_find(in, separator));
        } else {
            used = slice_find(in, separator);
            fields[n++] = slice_first(in, used);
            in = slice_skip(in, used);
        }
        if (in.len == 0)
            break;
        in = slice_skip(in, 1);
    }
    return n;
}

char csv_separator(struct slice header)
{
    static const char marks[3] = { ',', ';', '\t' };
    size_t count[3] = { 0 }, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < header.len; i++) {
        quoted ^= header.at[i] == '"';
        for (size_t m = 0; m < 3 && !quoted; m++)
            count[m] += header.at[i] == marks[m];
    }
    for (size_t m = 1; m < 3; m++)
        best = count[m] > count[best] ? m : best;
    return marks[best];
}
