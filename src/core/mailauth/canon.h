/* canon.h - the bytes that are signed: canonical forms of header fields and of the body, straight into a hash.
 *
 * Layer   core/mailauth; libcrypto for SHA-256. Pure.
 * Memory  constant: nothing is copied but a block of 4 KiB.
 * Lines   a line ends with LF or CR LF and is hashed with CR LF: files on disk lost their CRs.
 * Source  RFC 6376 3.4.
 */
#pragma once

#include "core/base/slice.h"

enum canon { CANON_SIMPLE, CANON_RELAXED };

struct digest; /* SHA-256 (or, for comparisons with old tests only, SHA-1) that is being computed */

#define DIGEST_MAX 32u

struct digest *digest_new(bool is_sha1); /* NULL: no memory */
void digest_free(struct digest **digest);
/* A copy of what was hashed so far, into an existing one. */
bool digest_copy(struct digest *to, const struct digest *from);
void digest_start(struct digest *digest);
/* 32 or 20 bytes; false when libcrypto failed. Start anew afterwards. */
bool digest_end(struct digest *digest, unsigned char ret[DIGEST_MAX], size_t *ret_len);

/* One field; `without` is left out of it (the value of b=), empty: nothing is. `last`: no line end behind it. */
void canon_field(struct digest *digest, enum canon canon, struct slice raw, struct slice without, bool last);

/* The body, at most `most` canonical bytes of it; returns how many there are in all. */
uint64_t canon_body(struct digest *digest, enum canon canon, struct slice body, uint64_t most);
