/* file.h - a file that is read whole: small ones that somebody hands to Cordon beside the logs.
 *
 * Layer   io/whole.
 * Memory  at most LIMIT_WHOLE_FILE bytes.
 */
#pragma once

#include "core/base/slice.h"
#include "core/base/status.h"

/* All bytes of the file ("-": standard input), which the caller frees; *ret is untouched on failure. The
 * error does not name the path. */
enum status file_read(const char *path, struct slice *ret, struct error *err) MUST_USE;
