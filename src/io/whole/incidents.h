/* incidents.h - our own incidents read back: what `scan --format jsonl` or json wrote, here or elsewhere.
 *
 * Layer   io/whole.
 * Form    one incident a line, or one list of them. Lines with `sighting` or `indicators` belong to the form and
 *         hold no incident. An incident with severity info is advice and no attack: counted, not kept.
 * Memory  the file's trees; LIMIT_WHOLE_FILE bytes.
 */
#pragma once

#include "core/base/status.h"
#include "core/compare/told.h"

struct told_file {
    struct told *at;
    size_t count, room;
    size_t advice;        /* incidents that are no attack */
    size_t bad;           /* lines that were not understood */
    size_t bad_line;      /* the first of them */
    struct error bad_why; /* and why */
    void *trees;          /* owned */
};

/* From the bytes of a file or by its path. The error does not name the path, which must outlive *ret. STATUS_INVALID when the file holds no line that is
 * understood. */
enum status incidents_take(struct slice all, const char *path, struct told_file *ret, struct error *err)
        MUST_USE;
enum status incidents_read(const char *path, struct told_file *ret, struct error *err) MUST_USE;
void told_file_done(struct told_file *file);
