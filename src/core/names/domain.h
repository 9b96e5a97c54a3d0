/* domain.h - what the parts of a domain are, and which other it imitates.
 *
 * Layer   core/names. Pure; public suffixes by libpsl's built-in list, other scripts by libidn2.
 * Names   lower-case ASCII (xn-- for other scripts) unless said otherwise.
 */
#pragma once

#include "core/base/slice.h"
#include "core/model/own.h"

#define DOMAIN_MAX 253u /* RFC 1035 */

/* The part that somebody registered: "who.int" of "www.who.int", "x.co.uk" of "a.x.co.uk"; the domain itself when it is
 * a public suffix or an address. A slice of `domain`. */
struct slice domain_registered(struct slice domain);
struct slice domain_suffix(struct slice domain); /* "co.uk" */
struct slice domain_label(struct slice domain);  /* of the registered domain without its suffix: "who" */
bool domain_is_known(struct slice domain); /* below a public suffix that is listed: "x.com", not "x.txt" */
bool domain_is_within(struct slice domain, struct slice of); /* the same, or below it */
/* Within one of the organisation's own; `own` may be NULL. */
bool domain_is_own(const struct own *own, struct slice domain);

/* As people see it: xn-- in its own script, into buf; false when it cannot be. */
bool domain_to_unicode(struct slice domain, char *buf, size_t cap, struct slice *ret);
/* As computers write it. */
bool domain_to_ascii(struct slice utf8, char *buf, size_t cap, struct slice *ret);

/* What the eye takes a text for: letters of other scripts, digits and pairs that look like Latin letters are these
 * ("rn" is m, "1" is l, Cyrillic a is a), accents and what is not seen are dropped, lower case. Source: Unicode's
 * confusables (data/confusables.txt says which and why). */
size_t skeleton_of(struct slice utf8, char *buf, size_t cap);

/* How one domain imitates another; the strongest that fits. */
enum likeness {
    LIKE_NOT,
    LIKE_SAME,       /* it is the other, or below it: no imitation */
    LIKE_CONFUSABLE, /* looks the same: other script, rn for m, 0 for o */
    LIKE_TYPO,       /* one letter more, less, other or swapped, in a name of at least five */
    LIKE_SUFFIX,     /* same name, another suffix: who.com for who.int, acme.us for acme.com */
    LIKE_SUBDOMAIN,  /* the other stands before somebody else's: who.int.example.com */
    LIKE_COMBINED,   /* the name and a word: who-safety.org, acme-careers.com */
};
const char *likeness_name(enum likeness likeness);
enum likeness domain_likeness(struct slice domain, struct slice of);
