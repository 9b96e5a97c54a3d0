/* status.h - how a thing can fail, and the sentence that tells a person.
 *
 * Layer   core/base. Pure.
 * Memory  struct error is a fixed 512 bytes of the caller's; longer messages are cut with "...".
 */
#pragma once

#include <stddef.h>

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

enum status {
    STATUS_OK = 0,
    STATUS_INVALID,  /* what was given has the wrong form */
    STATUS_RANGE,    /* right form, outside what is allowed */
    STATUS_NOMEM,    /* no memory, or over a stated cap */
    STATUS_IO,       /* the world said no: file, permission, disk */
    STATUS_MISSING,  /* it is not there */
    STATUS_DAMAGED,  /* it is there and broken: checksum, truncation */
    STATUS_AGAIN,    /* must be read again from the start with what was learned */
    STATUS_INTERNAL, /* our own fault */
};

struct error {
    enum status status;
    char message[512]; /* one line, NUL-terminated, no secrets */
};

/* Fills *err (may be NULL) and returns `status`, so that `return fail(...)` reads as one. */
enum status fail(struct error *err, enum status status, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Puts "where: " before what the leaf said; returns err->status. */
enum status fail_in(struct error *err, const char *fmt, ...) PRINTF_LIKE(2, 3);
