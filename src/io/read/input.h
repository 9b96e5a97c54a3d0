/* input.h - files, folders, archives and stdin as streams of chunks of whole records.
 *
 * Layer   io/read: meets the file system; knows formats only by their table.
 * Memory  an open input holds one chunk buffer of LIMIT_CHUNK + what a long record needs (at most
 *         LIMIT_RECORD) and, when packed, its decompressor's window.
 * Threads inputs are independent; one input is read by one thread at a time.
 */
#pragma once

#include "core/parse/formats.h"

struct inputs; /* every input that was found, in canonical order: by name, so that the order of the
                  arguments does not matter; the same file named twice is one input */
struct input;  /* a file, a member of an archive ("logs.zip!auth.log"), or "-" */

/* Something that could not be read or was cut short. Makes the exit status 3. */
struct problem {
    char *where; /* the input's name */
    char *what;  /* "permission denied", "gzip stream ends early; 1,204 records read before that" */
};
struct problems {
    struct problem *at;
    size_t count, cap;
    uint64_t dropped; /* beyond 1,000 */
};
void problems_add(struct problems *problems, const char *where, const char *fmt, ...) PRINTF_LIKE(3, 4);
void problems_done(struct problems *problems);

struct input_options {
    struct slice format;   /* --input-format; empty: sniff */
    const char *spool_dir; /* where stdin is spooled (unlinked at once); NULL: TMPDIR or /tmp */
};

/* Walks paths (recursively, not following links out of a folder, no devices or sockets), opens packed
 * files and zip members, sniffs. What cannot be read or is of no known format becomes a problem, and
 * the rest goes on. STATUS_MISSING only when no path was given at all. */
enum status inputs_open(const char *const *paths, size_t count, const struct input_options *options,
        struct inputs **ret, struct problems *problems, struct error *err) MUST_USE;
void inputs_free(struct inputs **inputs);
size_t inputs_count(const struct inputs *inputs);
struct input *inputs_at(struct inputs *inputs, size_t i);

const char *input_name(const struct input *input);   /* as the user wrote it, joined with folder parts */
const char *input_folder(const struct input *input); /* for --org-from folder; "" when none */
const struct format *input_format(const struct input *input);
bool input_is_lines(const struct input *input); /* is a record a line? */
const struct reader *input_reader(const struct input *input);
bool input_is_packed(const struct input *input);
time_us input_mtime(const struct input *input);     /* the file's, or the archive member's; stdin: now */
uint64_t input_size(const struct input *input);     /* packed bytes on disk, for progress */
uint64_t input_position(const struct input *input); /* packed bytes taken so far */

struct chunk {
    char *buffer;      /* owned by the caller's slot, grown by input_read when a record needs it */
    size_t cap;        /* bytes without the padding */
    struct slice data; /* whole records */
    uint64_t offset;   /* of data within the unpacked input */
    uint64_t line;     /* line ends before it, for JSON and CSV; of lines the parser keeps count */
    uint64_t oversize; /* records over LIMIT_RECORD that were skipped before or within this chunk */
    bool last;
};

enum status chunk_init(struct chunk *chunk, struct error *err) MUST_USE;
void chunk_done(struct chunk *chunk);

/* The next chunk; data.len is 0 only with `last`. A packed stream that breaks off gives what came
 * before, then `last`, and a problem. STATUS_IO is for what makes going on pointless. */
enum status input_read(struct input *input, struct chunk *chunk, struct problems *problems, struct error *err)
        MUST_USE;

/* Starts over from the first byte. */
enum status input_rewind(struct input *input, struct error *err) MUST_USE;

/* A look ahead into a plain file of lines: the whole lines of the `len` bytes (at most LIMIT_CHUNK) at
 * `offset`. Does not move what input_read gives. STATUS_MISSING when the input cannot be read so. */
enum status input_peek(
        struct input *input, uint64_t offset, size_t len, struct chunk *chunk, struct error *err) MUST_USE;

/* The unpacked bytes [offset, offset+len) for printing and hashing evidence, at most cap of them into
 * buf; calls in rising order of offset do not unpack anything twice. STATUS_DAMAGED when the input
 * no longer holds them. */
enum status input_row(struct input *input, uint64_t offset, size_t len, char *buf, size_t cap,
        size_t *ret_len, struct error *err) MUST_USE;

/* The same with the block around it, where the input has blocks: *ret_at is the row's place in buf. */
enum status input_row_around(struct input *input, uint64_t offset, size_t len, char *buf, size_t cap,
        size_t *ret_at, size_t *ret_len, struct error *err) MUST_USE;
