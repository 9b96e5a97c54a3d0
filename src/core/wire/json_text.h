/* json_text.h - what a JSON string says.
 *
 * Layer   core/wire: includes base only. Pure. For json.c, and for who reads a list of strings by itself.
 */
#pragma once

#include <string.h>

#include "core/base/arena.h"
#include "core/base/slice.h"

/* Decodes what holds a backslash into scratch; see json_text. */
bool json_unescape(struct slice written, struct arena *scratch, struct slice *ret);

typedef unsigned char json_bytes16 __attribute__((vector_size(16)));

/* Never no when there is one; looks up to 15 bytes further than the end. */
static inline bool json_may_hold_backslash(struct slice in)
{
    union {
        json_bytes16 bytes;
        uint64_t words[2];
    } seen = { .words = { 0, 0 } };
    for (size_t i = 0; i < in.len; i += sizeof(json_bytes16)) {
        json_bytes16 here;
        memcpy(&here, in.at + i, sizeof here);
        seen.bytes |= (json_bytes16)(here == '\\');
    }
    return (seen.words[0] | seen.words[1]) != 0;
}

/* From behind the opening quote to the closing one: itself when it has no escapes, else decoded into scratch.
 * A lone surrogate becomes U+FFFD. False for an escape that is none, or when scratch is full. 16 bytes behind
 * it are readable. */
static inline bool json_text(struct slice written, struct arena *scratch, struct slice *ret)
{
    *ret = written;
    return !json_may_hold_backslash(written) || slice_find(written, '\\') == written.len
            || json_unescape(written, scratch, ret);
}
