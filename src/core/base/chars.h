/* chars.h - characters of text that somebody else chose: where they end, how wide they are, which are not seen.
 *
 * Layer   core/base. Pure.
 */
#pragma once

#include "core/base/slice.h"

/* The character at the front and its bytes; U+FFFD and 1 for a byte that begins none. */
uint32_t char_next(struct slice s, size_t *ret_len);

/* Writes a character as UTF-8; how many bytes. What is beyond Unicode must not come here. */
static inline size_t char_put(uint32_t c, char to[4])
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xc0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (char)(0xe0 | c >> 12);
        to[1] = (char)(0x80 | (c >> 6 & 0x3f));
        to[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    to[0] = (char)(0xf0 | c >> 18);
    to[1] = (char)(0x80 | (c >> 12 & 0x3f));
    to[2] = (char)(0x80 | (c >> 6 & 0x3f));
    to[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

/* Controls, direction changes (U+202A-E, U+2066-9, marks), line separators, tags, a byte order mark, and
 * letters that are drawn as nothing (soft hyphen, joiners, fillers, the empty Braille cell). */
bool char_is_unseen(uint32_t c);

/* A mark that is drawn over the letter before it. */
bool char_is_combining(uint32_t c);

/* Columns on a terminal: 2 for East Asian letters and emoji, 0 for combining marks. */
unsigned char_columns(uint32_t c);
