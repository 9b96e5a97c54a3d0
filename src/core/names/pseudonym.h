/* pseudonym.h - a person's account under a name that says nothing of the person, and is always the same.
 *
 * Layer   core/names: includes base only; HMAC is libcrypto's, in memory. Pure.
 * Method  50 bits of HMAC-SHA-256 over organisation and account, in Crockford's base 32. Without the key
 *         nobody can try names out; with it everybody can, so it is kept like the names. Two of a million
 *         accounts share one by chance in one organisation of 2,000.
 * Stays   accounts that every system has (root, Administrator) stand as they are, without a domain; so do the
 *         empty name and "(others)".
 * Threads none of it is written after pseudonyms_init.
 */
#pragma once

#include "core/base/slice.h"

#define PSEUDONYM_SECRET_MIN 32u /* bytes: as many as the key has */
#define PSEUDONYM_MAX 18u        /* "person-7K2Q9F3MX2" and its NUL */

struct pseudonyms {
    unsigned char key[32];
};

/* The secret may be of any length; at least PSEUDONYM_SECRET_MIN bytes of chance are what keeps it. */
void pseudonyms_init(struct pseudonyms *names, struct slice secret);

/* What may be shown instead of the account; in buf, or in the account where it stays. Never the name of a
 * person, also where libcrypto is out of memory. */
struct slice pseudonym_of(const struct pseudonyms *names, struct slice organisation, struct slice account,
        char buf[PSEUDONYM_MAX]);

/* Do the words (an agent, say) hold the account's name, without its domain, in any case? Names of less than four
 * letters are in too many words to tell. */
bool pseudonym_is_undone(struct slice words, struct slice account);

/* Is it written like one? In any case. */
bool pseudonym_is(struct slice s);
