/* json_shape.c - one pass over the bytes. */
#include "core/wire/json_shape.h"

struct json_shape json_shape(struct slice json)
{
    struct json_shape shape = { .values = 1 };
    size_t depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < json.len; i++) {
        char c = json.at[i];
        if (quoted && c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '{' || c == '[')) {
            shape.values++;
            if (++depth > shape.depth)
                shape.depth = depth;
        } else if (!quoted && (c == '}' || c == ']'))
            depth -= depth > 0;
        else if (!quoted && (c == ',' || c == ':'))
            shape.values++;
    }
    return shape;
}
