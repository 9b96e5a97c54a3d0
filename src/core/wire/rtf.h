/* rtf.h - what a text in RTF says: the HTML that Outlook packed into it, or its plain text.
 *
 * Layer   core/wire. Pure.
 * Method  one pass over groups and control words; tables, pictures and objects are passed over. No recursion: groups
 *         nest in a stack, and what is deeper than it is passed over.
 * Source  RTF 1.9.1, MS-OXRTFEX (HTML within RTF).
 */
#pragma once

#include "core/base/arena.h"
#include "core/base/slice.h"

/* Its text in UTF-8, at most `most` bytes; *ret_is_html: it is HTML. `at` is NULL when the arena is full. */
struct slice rtf_text(struct slice rtf, size_t most, struct arena *arena, bool *ret_is_html);
