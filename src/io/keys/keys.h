/* keys.h - a secret in a file of its own: read, and made when there is none.
 *
 * Layer   io/keys.
 * Form    any bytes, KEY_BYTES_MIN to KEY_BYTES_MAX of them; blanks and line ends at the end do not count, so that
 *         a copied line is the same secret. What is made here is 64 hexadecimal digits of 32 bytes from the
 *         kernel, mode 0600, in a folder of mode 0700.
 */
#pragma once

#include <stdbool.h>

#include "core/base/slice.h"
#include "core/base/status.h"

#define KEY_BYTES_MIN 32u
#define KEY_BYTES_MAX 4096u

struct key {
    char bytes[KEY_BYTES_MAX + 1];
    size_t len;
    bool open_to_others; /* somebody else may read or change it */
};

/* STATUS_MISSING: there is no such file. The error names it. */
enum status key_read(const char *path, struct key *ret, struct error *err) MUST_USE;

/* Makes the file with a new secret, and the folders above it. Whole or not at all; one that is already there
 * stays (STATUS_OK: read it). */
enum status key_make(const char *path, struct error *err) MUST_USE;

/* Overwrites it, so that it is not left in memory. */
void key_forget(struct key *key);

/* "${XDG_STATE_HOME:-$HOME/.local/state}/cordon/NAME"; the caller frees it. NULL: neither variable is set to an
 * absolute path, or no memory. */
char *key_default_path(const char *name);
