/* json_index.h - where the tokens of a JSON text begin.
 *
 * Layer   core/wire: includes base only. Pure. Private to json.c.
 * Method  simdjson's first stage: one pass with the widest vectors of the machine, which also refuses what is
 *         not UTF-8, a string that is not closed and a control character within one.
 * Memory  JSON_LEVELS indexes a thread, for LIMIT_RECORD bytes each, touched as far as the longest text needs.
 *         What is read while another text is being read (a list within a record) takes the next level.
 */
#pragma once

#include "core/base/slice.h"

/* Tokens are brackets, colons, commas, opening quotes and the first bytes of other scalars. Behind the last
 * one stands the length of the text. */
struct json_index {
    const uint32_t *at; /* count + 1 offsets, rising; until json_index_close */
    uint32_t count;
};

enum { JSON_LEVELS = 4 }; /* a record, JSON within it as text, a list, a list of its elements */

/* False when the text is empty, over LIMIT_RECORD, or refused as above, or all levels are open: then there is
 * nothing to close. LIMIT_PADDING bytes behind the text are readable. */
bool json_index_open(struct slice text, struct json_index *ret);
void json_index_close(void); /* the one that was opened last */
