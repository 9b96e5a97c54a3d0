/* spf.h - SPF: may this host send for that domain?
 *
 * Layer   core/mailauth. Pure; asks for answers (dns.h).
 * Method  check_host of RFC 7208 4 with a stack of records instead of recursion: an include is a frame, at most
 *         LIMIT_SPF_TERMS of them. A record is read whole before anything of it is evaluated, so an error anywhere
 *         is found. When an answer is missing, evaluation stops and begins anew with it.
 * Choices where RFC 7208 leaves one: a name that cannot be asked does not match; identical records are two records;
 *         a PTR's names beyond ten are not looked at; void lookups are those of a, mx, exists and ptr.
 * Limits  LIMIT_SPF_*.
 */
#pragma once

#include "core/mailauth/dns.h"
#include "core/model/message.h"

struct spf_query {
    struct ip_addr ip;
    struct slice sender; /* address of MAIL FROM; empty: postmaster at helo */
    struct slice helo;
    struct slice receiver;  /* %{r}; empty: "unknown" */
    time_us time;           /* %{t} */
    bool wants_explanation; /* costs a question more when it fails */
};

struct spf_result {
    enum auth_result result;  /* AUTH_UNKNOWN: not checked */
    struct slice domain;      /* whom it speaks of */
    struct slice term;        /* what decided; empty: nothing did */
    struct slice explanation; /* of the domain's owner, who may be anybody; empty: none */
    const char *why;          /* of an error */
    uint32_t lookups, voids;  /* terms that asked; answers that held nothing */
    uint64_t work;            /* bytes of records and expansions looked at */
};

/* true: *ret is the result. false: answers are missing; they are in asker->wanted. */
bool spf_check(const struct spf_query *query, struct dns_asker *asker, struct spf_result *ret);
