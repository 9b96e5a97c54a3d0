/* stream.h - the bytes of an input, unpacked and as UTF-8, one after the other.
 *
 * Layer   io/read.
 * Memory  one packed buffer of 256 KiB and the decompressor's window while open; nothing when closed.
 * Limits  a packed stream that grows more than LIMIT_ARCHIVE_RATIO times ends there, as damaged.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/slice.h"
#include "core/base/status.h"

enum packing { PACKING_NONE, PACKING_GZIP, PACKING_ZSTD, PACKING_DEFLATE /* a zip member */ };

struct stream; /* opaque */

/* Reads fd from `start`, `size` packed bytes of it. The stream owns fd. */
enum status stream_open(int fd, uint64_t start, uint64_t size, enum packing packing, struct stream **ret,
        struct error *err) MUST_USE;
void stream_close(struct stream **stream);

/* Up to `room` bytes; *ret_len is 0 at the end. STATUS_DAMAGED when the packed form breaks off or is
 * wrong, after everything before it was given. STATUS_IO when the world says no. */
enum status stream_read(struct stream *stream, char *buf, size_t room, size_t *ret_len, struct error *err)
        MUST_USE;

/* Is it known that nothing more comes? */
bool stream_is_done(const struct stream *stream);

uint64_t stream_position(const struct stream *stream); /* packed bytes taken */

/* A place in a gzip or deflate stream from which it can be read on; NULL when it cannot be kept (plain,
 * zstd, broken, no memory). Owned by the caller; outlives the stream. */
struct stream_mark *stream_mark(struct stream *stream);
void stream_mark_free(struct stream_mark **mark);
uint64_t stream_mark_at(const struct stream_mark *mark); /* bytes given before it */

/* Moves a stream of the same input, just opened, to the mark. */
enum status stream_resume(struct stream *stream, const struct stream_mark *mark, struct error *err) MUST_USE;

/* How the first bytes say that they are packed; PACKING_NONE when they do not. */
enum packing packing_of(struct slice head);
