/* json_index.h - where the tokens of a JSON text begin.
 *
 * Layer   core/wire: includes base only. Pure. Private to json.c.
 * Method  simdjson's first stage: one pass with the widest vectors of the machine, which also refuses what is
 *         not UTF-8, a string that is not closed and a control character within one.
 * Memory  one index a thread, for LIMIT_RECORD bytes, touched as far as the longest record needs.
 */
#pragma once

#include "core/base/slice.h"

/* Tokens are brackets, colons, commas, opening quotes and the first bytes of other scalars. Behind the last
 * one stands the length of the text. */
struct json_index {
    const uint32_t *at; /* count + 1 offsets, rising; until the thread's next json_index_of */
    uint32_t count;
};

/* False when the text is empty, over LIMIT_RECORD, or refused as above. LIMIT_PADDING bytes behind it are
 * readable. */
bool json_index_of(struct slice text, struct json_index *ret);
