/* json_shape.h - how large and how deep a JSON text would be as a tree, before anybody builds one.
 *
 * Layer   core/wire: includes base only. Pure; nothing recurses and nothing is kept.
 * Note    It counts brackets and commas outside strings. Whether the text is JSON is for the reader to say; no
 *         reader can make more values of it than this counts.
 */
#pragma once

#include "core/base/slice.h"

struct json_shape {
    size_t values; /* at most */
    size_t depth;  /* brackets within each other, at most */
};

struct json_shape json_shape(struct slice json);
