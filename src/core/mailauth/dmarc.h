/* dmarc.h - DMARC: does what passed belong to the domain that people see in From?
 *
 * Layer   core/mailauth. Pure; asks for answers (dns.h); public suffixes by core/names/domain.h.
 * Method  The record of From's domain, else the nearest above it, as far as the registered domain: RFC 7489's
 *         organisational domain by the public suffix list, with the tree walk of DMARC's successor over the names
 *         between (at most LIMIT_DMARC_WALK questions): psd=n ends it, np= is for names that do not exist, t=y
 *         asks to be lenient. A domain that passed is aligned when it is From's (adkim, aspf = s) or shares its
 *         organisational domain.
 * Strict  not one address in From is a failure: nobody can tell whom it speaks of.
 */
#pragma once

#include "core/mailauth/dkim.h"
#include "core/mailauth/spf.h"

enum dmarc_policy { DMARC_NONE, DMARC_QUARANTINE, DMARC_REJECT };
const char *dmarc_policy_name(enum dmarc_policy policy);

struct dmarc_result {
    enum auth_result result;   /* AUTH_NONE: the domain says nothing */
    struct slice domain;       /* whose record it is */
    struct slice organisation; /* From's organisational domain */
    enum dmarc_policy policy;  /* what the owner asks for when it fails */
    bool is_testing;           /* t=y, or pct=0 */
    bool by_spf, by_dkim;      /* which pass is aligned */
    const char *why;           /* why it does not pass */
};

/* The organisational domain by the public suffix list; a slice of `domain`. */
struct slice dmarc_organisation(struct slice domain);
/* Do both belong to one organisation? */
bool dmarc_is_aligned(struct slice a, struct slice b);

/* true: *ret is the result. SPF and DKIM are done. */
bool dmarc_check(struct slice from, uint32_t from_count, const struct spf_result *spf,
        const struct dkim_result *dkim, struct dns_asker *asker, struct dmarc_result *ret);
