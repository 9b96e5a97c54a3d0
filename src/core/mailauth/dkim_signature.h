/* dkim_signature.h - one DKIM-Signature, ARC-Message-Signature or ARC-Seal field, read.
 *
 * Layer   core/mailauth. Pure; slices of the field.
 * Source  RFC 6376 3.5, RFC 8617 4.1.
 */
#pragma once

#include "core/mailauth/canon.h"
#include "core/mailauth/dkim_key.h"
#include "core/mailauth/fields.h"
#include "core/mailauth/tags.h"

enum signature_kind { SIGNATURE_DKIM, SIGNATURE_ARC_MESSAGE, SIGNATURE_ARC_SEAL };

#define SIGNATURE_BYTES 1024u /* an RSA key of LIMIT_DKIM_BITS_MAX makes as many */

struct signature {
    const struct auth_field *field;
    enum dkim_algorithm algorithm;
    enum canon header, body;
    struct slice domain, selector; /* d= s= */
    bool is_for_below;             /* i= is of a name below d= */
    struct slice names;            /* h= */
    struct slice without;          /* the value of b=, which is not signed */
    uint64_t most;                 /* l=; UINT64_MAX: all */
    uint64_t made, expires;        /* t= x=, seconds since 1970; 0: not told */
    unsigned char bytes[SIGNATURE_BYTES], body_hash[DIGEST_MAX];
    size_t bytes_len, body_hash_len;
    uint64_t instance;  /* ARC's i=; 0: none that can be read */
    struct slice chain; /* ARC's cv= */
    const char *why;    /* why it cannot be used; NULL: it can */
};

/* Never fails: what is wrong is in ret->why, and d= is kept where it could be read. */
void signature_read(const struct auth_field *field, enum signature_kind kind, const struct dkim_rules *rules,
        struct signature *ret);

/* The question for its key. */
struct dns_answer signature_key(const struct signature *signature, struct dns_asker *asker);

/* Hashes the fields that h= names, from the bottom up, and its own field last. */
void signature_hash_header(const struct signature *signature, const struct auth_fields *fields,
        struct digest *digest, uint64_t *work);
