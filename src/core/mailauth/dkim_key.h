/* dkim_key.h - a key record of the DNS, and whether a signature is made by its other half.
 *
 * Layer   core/mailauth; libcrypto. Pure.
 * Rules   RSA from 1,024 bits (RFC 8301) to LIMIT_DKIM_BITS_MAX with a short exponent; Ed25519 (RFC 8463).
 * Source  RFC 6376 3.6.1.
 */
#pragma once

#include "core/base/slice.h"
#include "core/mailauth/dns.h"

/* What is accepted. Everyday use takes dkim_rules; vectors that are older than RFC 8301 can be checked with others. */
struct dkim_rules {
    uint32_t rsa_bits_min;
    bool accepts_old; /* rsa-sha1, drafts' versions of DKIM, h= without From */
};
extern const struct dkim_rules dkim_rules;

enum dkim_algorithm { DKIM_RSA_SHA256, DKIM_ED25519_SHA256, DKIM_RSA_SHA1 };

struct dkim_key {
    void *key;            /* EVP_PKEY */
    bool is_testing;      /* t=y */
    bool needs_same_host; /* t=s: i= may not be below d= */
};

/* The first record of the answer that is a key for the algorithm. NULL and *ret, which dkim_key_done releases; or why
 * there is none. */
const char *dkim_key_read(const struct dns_answer *answer, enum dkim_algorithm algorithm,
        const struct dkim_rules *rules, struct dkim_key *ret);
void dkim_key_done(struct dkim_key *key);

/* `hash` is of what was signed. */
bool dkim_key_verifies(const struct dkim_key *key, enum dkim_algorithm algorithm, const unsigned char *hash,
        size_t hash_len, const unsigned char *signature, size_t signature_len);
