/* arc.h - ARC: what each server that passed a message on says to have seen, sealed.
 *
 * Layer   core/mailauth. Pure.
 * Method  RFC 8617 5.2: sets 1 to n (at most LIMIT_ARC_SETS), each with its three fields once; every seal; the newest
 *         message signature. Seals are hashed as they grow, so n seals cost one pass over the ARC fields.
 * Belief  a chain that passes proves who sealed it, not that they tell the truth: only a sealer whom the administrator
 *         named is believed (mailauth.h).
 */
#pragma once

#include "core/mailauth/dkim.h"

struct arc_result {
    enum auth_result result; /* AUTH_NONE: no ARC fields; AUTH_PASS, AUTH_FAIL, AUTH_TEMPERROR */
    uint32_t sets;
    struct slice sealer;              /* d= of the newest seal */
    const struct auth_field *results; /* the newest ARC-Authentication-Results */
    const char *why;                  /* why it fails */
};

struct arc_set {
    const struct auth_field *results;
    struct signature *message, *seal;
};

struct arc_chain {
    struct arc_set *sets; /* sets[i]: instance i + 1 */
    uint32_t count;
    bool has_fields;
    const char *why; /* what is wrong with its structure */
};

/* Puts the chain together and asks for its keys; true: all answers are there. */
bool arc_ask(const struct auth_fields *fields, struct dns_asker *asker, struct arc_chain *ret);
void arc_check(
        struct dkim_job *job, const struct arc_chain *chain, struct dns_asker *asker, struct arc_result *ret);
