/* mailauth.h - who a message really came from: SPF, DKIM, ARC, DMARC, and what our own servers wrote about it.
 *
 * Layer   core/mailauth. Pure: DNS answers are asked for and given (dns.h).
 * Method  1. Authentication-Results and Received-SPF of servers that we trust, above the border (authres.h, border.h).
 *         2. With answers: SPF of the host that handed the message over, every DKIM signature, the ARC chain, and
 *            DMARC of From's domain. What a trusted server told at the time is not replaced: keys change.
 * Limits  LIMIT_DKIM_*, LIMIT_ARC_SETS, LIMIT_SPF_*, LIMIT_DNS_WANTED; what is over one fails with its reason. The
 *         body is hashed once for each way in which it is signed, in constant memory.
 * Source  RFC 7208, 6376, 8301, 8463, 8617, 7489, 8601; the tree walk of DMARC's successor.
 */
#pragma once

#include "core/mailauth/arc.h"
#include "core/mailauth/border.h"
#include "core/mailauth/dkim.h"
#include "core/mailauth/dmarc.h"
#include "core/mailauth/dns.h"
#include "core/mailauth/spf.h"
#include "core/model/message.h"

/* What is known of a message. */
struct mailauth_query {
    struct slice raw;       /* all of it, as it stands */
    bool is_cut;            /* its middle was left out when it was read: signatures cannot be checked */
    const struct hop *hops; /* one for each Received field, topmost first; may end early */
    uint32_t hops_count;
    struct slice envelope;    /* address of Return-Path or MAIL FROM, without <>; empty: none (a bounce) */
    bool has_envelope;        /* false: not known, so SPF is not checked */
    struct slice from_domain; /* of From's one address; lower case, ASCII */
    uint32_t from_count;      /* addresses in From fields */
    time_us time; /* when it was received, for signatures that expire; TIME_NONE: they are not judged by it */
};

/* The query of a message that was read. The envelope is Return-Path's: a forged one gains nothing, as SPF asks its
 * domain for the host that handed the message over. */
struct mailauth_query mailauth_query_of(const struct message *message, struct arena *arena);

/* What stands behind the verdict, for showing and for tests. */
struct mailauth_detail {
    struct spf_result spf;
    struct dkim_result dkim;
    struct arc_result arc;
    struct dmarc_result dmarc;
    struct ip_addr client;       /* who handed the message to the first of our servers */
    bool is_client_sure;         /* no greeting by one of our names led to it */
    struct slice helo;           /* how it called itself */
    bool by_sealer;              /* DMARC's pass is what a trusted sealer saw */
    const char *why;             /* why signatures could not be checked at all; NULL: they could */
    struct dns_question *wanted; /* in the arena */
    uint32_t wanted_count;
    uint64_t work; /* bytes looked at */
};

enum mailauth_state { MAILAUTH_DONE, MAILAUTH_NEEDS_ANSWERS };

/* `answers` NULL: nothing is checked, only what our servers wrote is read. MAILAUTH_NEEDS_ANSWERS: detail->wanted are
 * to be asked, then call again with a fresh arena; *ret holds what is known without them. */
enum mailauth_state mailauth_check(const struct mailauth_query *query, const struct mailauth_trust *trust,
        const struct dns_answers *answers, struct arena *arena, struct message_auth *ret,
        struct mailauth_detail *detail);
