/* spf_term.h - the terms of an SPF record, by its grammar.
 *
 * Layer   core/mailauth. Pure; slices of the record.
 * Source  RFC 7208 4.6.1, 5, 6, 7.1 and its ABNF in 12.
 */
#pragma once

#include "core/base/ip.h"
#include "core/model/message.h"

enum spf_kind {
    SPF_ALL,
    SPF_INCLUDE,
    SPF_A,
    SPF_MX,
    SPF_PTR,
    SPF_IP4,
    SPF_IP6,
    SPF_EXISTS,
    SPF_REDIRECT,
    SPF_EXP,
    SPF_OTHER, /* a modifier that nobody knows */
};

struct spf_term {
    enum spf_kind kind;
    enum auth_result result; /* of a mechanism that matches */
    struct slice text;       /* the whole term */
    struct slice spec;       /* domain-spec or the modifier's text, not expanded; empty: the current domain */
    struct ip_net net;       /* ip4, ip6 */
    unsigned bits4, bits6;   /* a, mx */
};

/* Takes the next term; false at the end. *ret_why: what is wrong with it, or NULL. */
bool spf_term_next(struct slice *record, struct spf_term *ret, const char **ret_why);

/* Is the text a macro-string? `in_exp`: c, r and t are letters too. */
bool spf_macros_ok(struct slice s, bool in_exp);
