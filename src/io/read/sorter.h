/* sorter.h - sign-ins of unordered inputs in order, more of them than memory is to hold.
 *
 * Layer   io/read: writes to an unlinked file, and only when there are more than `limit`.
 * Method  external merge sort: runs of `limit` events, sorted in memory and written; then all runs are
 *         merged at once, each read through its share of the same memory.
 * Order   by time; at the same time by input, then by place in it. Nothing else tells events apart, so
 *         the order does not depend on `limit` or on the order of adding.
 * Memory  limit * 80 bytes, however many events there are; it grows with use.
 */
#pragma once

#include "core/base/status.h"
#include "core/model/event.h"

struct sorter; /* opaque */

/* `dir`: where the file goes; NULL: TMPDIR, else /var/tmp, else /tmp. `limit` is at least 2. */
enum status sorter_new(size_t limit, const char *dir, struct sorter **ret, struct error *err) MUST_USE;
void sorter_free(struct sorter **sorter); /* NULL-safe; leaves *sorter NULL */

/* STATUS_IO when the file cannot take them: *err says where and what to do. */
enum status sorter_add(struct sorter *sorter, const struct event *events, size_t count, struct error *err)
        MUST_USE;

/* Up to `room` events in order; *ret is 0 at the end. Nothing may be added after the first call. */
enum status sorter_next(struct sorter *sorter, struct event *to, size_t room, size_t *ret, struct error *err)
        MUST_USE;

uint64_t sorter_spilled(const struct sorter *sorter); /* bytes in the file */

/* What sorter_next goes by: below 0 when a comes first. */
int sorter_order(const struct event *a, const struct event *b);
