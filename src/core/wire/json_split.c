/* json_split.c - counting braces outside strings. */
#include "core/wire/json_split.h"

#include "core/base/limits.h"

/* Behind the string that opens at `at`; data.len when it is not closed. */
static size_t skip_string(struct slice data, size_t at)
{
    for (at++; at < data.len; at++) {
        if (data.at[at] == '\\')
            at++;
        else if (data.at[at] == '"')
            return at + 1;
    }
    return data.len;
}

static size_t skip_space(struct slice data, size_t at)
{
    while (at < data.len && (unsigned char)data.at[at] <= ' ')
        at++;
    return at;
}

/* Behind the object or array that opens at `at`; data.len + 1 when it is not closed. */
static size_t skip_nested(struct slice data, size_t at)
{
    size_t depth = 0;
    while (at < data.len) {
        char c = data.at[at];
        if (c == '"') {
            at = skip_string(data, at);
            continue;
        }
        depth += c == '{' || c == '[';
        if ((c == '}' || c == ']') && --depth == 0)
            return at + 1;
        at++;
    }
    return data.len + 1;
}

static bool names_records(struct slice key)
{
    return slice_eq_nocase(key, LIT("value")) || slice_eq_nocase(key, LIT("records"));
}

/* At an opening brace: is it a container, and then where does its array open? A container's members
 * before the array are plain values. */
static bool enters_container(struct slice data, size_t at, size_t *ret_array)
{
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
        if (data.at[at] == '[' && names_records(key)) {
            *ret_array = at;
            return true;
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
