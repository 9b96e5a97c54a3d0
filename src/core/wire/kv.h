/* kv.h - key=value key="value" ..., as firewalls write.
 *
 * Layer   core/wire: includes base only. Pure.
 * Form    pairs apart by spaces, by commas, or as in CEF. A quote ends a value only where a
 *         separator follows, so that a quote within a name ends nothing.
 * Trap    names are chosen by attackers and may hold '" remip="': a key that is told twice with different values
 *         is reported, for one of the two is somebody's invention.
 */
#pragma once

#include "core/base/slice.h"

struct kv_key {
    const char *name;
    unsigned slot; /* several names may share one; below 32 */
};

/* The separator of CEF's extension: values are not quoted and end before the next word with a '='. */
#define KV_CEF '\0'

/* Fills values[slot] with the first that is told, without its quotes; values that are not told stay as they are. A
 * bit for each slot that was told again by the same key with another value. `keys` ends with a NULL. */
uint32_t kv_read(struct slice in, char separator, const struct kv_key *keys, struct slice *values);

/* ',' when the first pair is ended by one, else ' '. */
char kv_separator(struct slice in);

/* The next pair; false at the end. Words without a '=' are skipped. */
bool kv_next(struct slice *in, char separator, struct slice *ret_key, struct slice *ret_value);
