/* dkim.h - DKIM: did the domains that signed a message sign just this one?
 *
 * Layer   core/mailauth. Pure.
 * Method  the first LIMIT_DKIM_SIGNATURES fields are read, their keys asked for, and only when all answers are there
 *         is anything hashed: the body once for each canonical form and l=, the header once for each signature.
 * Policy  stricter than RFC 6376 where that is safe: rsa-sha1 and short keys are permerror (RFC 8301); a signature
 *         that leaves bytes at the end of the body out (l=) proves nothing of them and is neutral; so is one whose
 *         key is being tested (t=y), when it fails.
 */
#pragma once

#include "core/base/time.h"
#include "core/mailauth/dkim_signature.h"
#include "core/model/message.h"

struct dkim_verdict {
    enum auth_result result;
    struct slice domain, selector;
    const char *why; /* in plain words; NULL when it passes */
    bool is_testing; /* the domain says that it only tries */
};

struct dkim_result {
    struct dkim_verdict at[LIMIT_DKIM_SIGNATURES];
    uint32_t count, total; /* total: signature fields there are */
};

#define DKIM_BODIES (LIMIT_DKIM_SIGNATURES + 1) /* one each, and ARC's */

/* What all signatures of a message share. */
struct dkim_job {
    const struct auth_fields *fields;
    const struct dkim_rules *rules;
    time_us time;             /* TIME_NONE: expiry is not judged */
    struct digest *digest[2]; /* SHA-256, SHA-1 (NULL unless the rules take it) */
    struct {
        enum canon canon;
        uint64_t most, all;
        bool is_sha1;
        unsigned char hash[DIGEST_MAX];
        size_t hash_len;
    } bodies[DKIM_BODIES];
    uint32_t bodies_count;
    uint64_t work; /* bytes hashed and names compared */
};

/* false: no memory. */
bool dkim_job_init(
        struct dkim_job *job, const struct auth_fields *fields, const struct dkim_rules *rules, time_us time);
void dkim_job_done(struct dkim_job *job);

/* Reads the signatures and asks for their keys; true: all answers are there. */
bool dkim_ask(const struct auth_fields *fields, const struct dkim_rules *rules, struct dns_asker *asker,
        struct signature **ret, uint32_t *ret_count, uint32_t *ret_total);
/* Checks them. Without any, ret->count is 0. */
void dkim_check(struct dkim_job *job, const struct signature *signatures, uint32_t count,
        struct dns_asker *asker, struct dkim_result *ret);
/* One signature over a message: DKIM's, or ARC's message signature. */
void dkim_check_one(struct dkim_job *job, const struct signature *signature, struct dns_asker *asker,
        struct dkim_verdict *ret);
