/* letters.h - the letters of a run and their texts.
 *
 * Layer   core/state: includes base and model only. Pure.
 * Memory  texts lie in pages of 64 KiB that grow with use; sentences that are the same lie there once a pen. A clean letter
 *         has some 400 bytes, others up to 4 KiB; LIMIT_LETTERS bounds them.
 * Threads one pen a thread, and its texts end up with the book that takes it.
 */
#pragma once

#include "core/base/status.h"
#include "core/model/letter.h"

struct pen; /* writes texts that live as long as their book */

enum status pen_new(struct pen **ret, struct error *err) MUST_USE;
void pen_free(struct pen **pen); /* with all texts; NULL-safe */

/* A copy with a NUL, at most `most` bytes of it (whole characters of UTF-8); NUL bytes within become blanks. Never NULL: ""
 * without memory, and pen_failed tells. */
const char *pen_text(struct pen *pen, struct slice s, size_t most);
/* The same for texts that come again and again. */
const char *pen_phrase(struct pen *pen, struct slice s, size_t most);
/* Zeroed, for lists. NULL without memory. */
void *pen_take(struct pen *pen, size_t size);
bool pen_failed(const struct pen *pen);
