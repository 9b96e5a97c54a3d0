/* posing.h - which health authority or well-known organisation a text names, and whose domain one is or imitates.
 *
 * Layer   core/names. Pure; the tables are made when Cordon is built (data/health-authorities.yaml, data/brands.yaml,
 *         tools/posing-table.c).
 * Method  names: words folded by skeleton_of, looked up as sequences, so that look-alike letters do not hide a name;
 *         one look-up for most words. Domains: labels and labels without one letter in a sorted table, candidates
 *         decided by domain_likeness.
 */
#pragma once

#include "core/names/domain.h"

/* Somebody of the lists, as an index that lasts as long as this build: for telling, never for keeping. */
typedef uint16_t posing_id;

const char *posing_name(posing_id who);
bool posing_is_authority(posing_id who); /* of the first list */
const char *posing_sort(posing_id who);  /* "authority", "bank", "parcel", ... */

struct posing_hit {
    posing_id who;
    uint32_t at, len; /* where the name stands */
    bool is_common;   /* a common word, too: "Orange" */
};

/* The names in a text, at most `most`, in their order; of several that begin at one word the longest. */
size_t posing_names(struct slice utf8, struct posing_hit *ret, size_t most);

/* Is the domain one of theirs, or below it? */
bool posing_owns(posing_id who, struct slice domain);

struct posing_likeness {
    posing_id who;
    enum likeness likeness; /* LIKE_SAME: it is theirs */
    const char *domain;     /* the true one; static */
};

/* Whose a domain is, or whom it imitates most; false: nobody's of the lists. A name under another suffix (LIKE_SUFFIX)
 * may be a branch that the lists do not know. */
bool posing_domain(struct slice domain, struct posing_likeness *ret);
