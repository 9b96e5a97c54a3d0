/* utf16.h - text that a spreadsheet or PowerShell saved as UTF-16 becomes UTF-8, piece by piece.
 *
 * Layer   io/read. Pure: memory to memory.
 */
#pragma once

#include <stdbool.h>

#include "core/base/slice.h"

struct utf16 {
    bool on, big;
    int odd;       /* a byte waiting for its second half, or -1 */
    unsigned high; /* a surrogate waiting for its second half, or 0 */
};

/* By the byte order mark, else by the zeros beside ASCII; *ret_skip are the bytes of a mark (also of
 * UTF-8's). */
struct utf16 utf16_look(struct slice head, size_t *ret_skip);

/* Turns all of `in`; returns the bytes written, at most in.len / 2 * 3 + 4 (room must hold them, what
 * does not fit is dropped). Lone surrogates become U+FFFD. */
size_t utf16_turn(struct utf16 *state, struct slice in, char *out, size_t room);
