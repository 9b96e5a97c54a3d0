/* html_references.h - what "&amp;" and "&#38;" stand for.
 *
 * Layer   core/wire. Pure.
 * Source  WHATWG HTML 13.2.5, "character reference" states; names: data/html-references.txt; numbers 128 to 159 are Windows-1252.
 */
#pragma once

#include "core/base/arena.h"
#include "core/base/slice.h"

/* A character reference at the front, which begins with '&': its code point and its bytes. False: it is none, and the
 * '&' is text. In an attribute "&copy=1" and "&copyx" are none. */
bool html_reference(struct slice in, bool in_attribute, uint32_t *ret_code, size_t *ret_len);

/* The value of an attribute with its references decoded: itself when it has none, else in the arena; empty when that is
 * full. */
struct slice html_decode(struct slice value, struct arena *arena);

/* Bytes of a code point in UTF-8, 1 to 4, written to `to`. */
size_t html_encode(uint32_t code, char to[4]);
