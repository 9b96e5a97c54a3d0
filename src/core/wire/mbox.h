/* mbox.h - many messages in one file.
 *
 * Layer   core/wire. Pure.
 * Method  a message begins with a line "From sender date" at the start of the file or behind an empty line. Prose
 *         begins so too ("From Monday on ..."), so the line must have a word and a date in it. mboxo, mboxrd and
 *         mboxcl are read alike: Content-Length is a hint, which a From line at its end must confirm.
 */
#pragma once

#include "core/base/slice.h"

/* Has the line (without its end) the form of a message's first in an mbox? */
bool mbox_begins(struct slice line);

/* Looks for a From line at `at` (when `may_begin`: the file begins there, or a message was to end there) or
 * behind an empty line after it. True: *ret_at is where the line begins, *ret_message where what follows it does.
 * False: there is none in `in`; *ret_at is where to look again when more bytes have come, which are all `in` when
 * `is_last`. Linear in in.len - at. */
bool mbox_next(struct slice in, size_t at, bool may_begin, bool is_last, size_t *ret_at, size_t *ret_message);

/* Where a message (behind its From line) ends by its Content-Length, whether that is true or not; 0: it tells none. */
uint64_t mbox_told_end(struct slice in);

/* The same when it is confirmed; 0: it tells none, or no From line and no end
 * of the file (`is_last`) confirms it within `in`. */
size_t mbox_hinted_end(struct slice in, bool is_last);
