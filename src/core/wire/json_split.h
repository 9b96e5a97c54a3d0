/* json_split.h - finds the records in JSON of any layout: arrays, {"value":[...]}, {"records":[...]},
 * {"items":[...]}, {"response":{"authlogs":[...]}}, pretty-printed, concatenated.
 *
 * Layer   core/wire: includes base only. Pure.
 * Method  Brackets and strings are counted, nothing is understood. Between records everything but an
 *         opening brace is passed over (commas, the container's other members and its end), so any cut
 *         behind a record is a place to begin again without memory.
 */
#pragma once

#include "core/base/slice.h"

/* The next whole record at or behind *pos, which moves behind it. False when none is complete in the
 * data; then *pos is where the incomplete one begins, or data.len when there is none. */
bool json_next_record(struct slice data, size_t *pos, struct slice *ret);

/* How many bytes of the data end on a record's end: all complete records and what stands between. */
size_t json_split_cut(struct slice data);

/* Does the text, whole or cut, begin with an object that holds records as members of an array? */
bool json_is_container(struct slice text);

/* Is a member of this name an array of records, when it is one: at the top, or within what wraps it? */
bool json_names_records(struct slice key, bool wrapped);

/* Is a member of this name, when it is an object, what wraps such an array? */
bool json_names_wrap(struct slice key);
