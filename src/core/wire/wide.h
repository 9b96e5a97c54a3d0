/* wide.h - UTF-16 of binary formats, least byte first, as UTF-8.
 *
 * Layer   core/wire. Pure.
 */
#pragma once

#include "core/base/slice.h"

/* Writes what fits into `cap` bytes, whole characters only; half a pair becomes U+FFFD, a last odd byte is left
 * out, and so are NULs at the end. Returns the bytes. Three for each two of the input always suffice. */
size_t wide_to_text(struct slice wide, char *to, size_t cap);
