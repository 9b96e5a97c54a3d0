/* indicators.h - a set of known bad networks, domains and user agents, and which of them something is.
 *
 * Layer   core/known: includes base, wire, names and model. Pure.
 * Form    A network may be one address. Sources are counted by IPv6 /64 (ip_source_key), so a longer IPv6 prefix
 *         is kept as its /64 and told. A domain stands for itself and all below it, without capitals. An agent
 *         is a whole text, or a pattern in which * stands for any run of bytes; ASCII capitals do not matter.
 * Width   A network over a third of the internet is no indicator: IPv4 below /8 and IPv6 below /16 are refused,
 *         and so are patterns with fewer than four letters of their own.
 * Memory  a struct indicator and its text each; LIMIT_INDICATORS of them, LIMIT_AGENT_PATTERNS patterns.
 * Threads one owner until sealed, then read only.
 */
#pragma once

#include "core/base/ip.h"
#include "core/base/limits.h"
#include "core/base/status.h"
#include "core/names/texts.h"

enum indicator_kind {
    INDICATOR_NETWORK,
    INDICATOR_DOMAIN,
    INDICATOR_AGENT,
    INDICATOR_PATTERN,
    INDICATOR_KINDS
};

const char *indicator_kind_name(enum indicator_kind kind); /* a pattern is an "agent" */

/* Where something was told. */
struct passage {
    uint32_t file; /* number that the caller gives */
    uint64_t no;   /* line or entry, from 1 */
    bool doubted;  /* its maker says that it is not for detection */
};

struct indicator {
    struct slice text; /* domain, agent or pattern */
    struct ip_net net;
    uint8_t kind;
    bool doubted;
    uint32_t file;
    uint64_t no;
};

#define MISREAD_KEPT 8u

/* A sample of what was not understood. */
struct misread {
    uint32_t file;
    uint64_t no;
    const char *why; /* static text */
    char what[80];   /* any bytes; NUL-terminated, cut */
};

struct indicators {
    struct indicator *at; /* sealed: by kind, then prefix length, then address or text; each once */
    size_t count, room;
    size_t first[INDICATOR_KINDS + 1]; /* sealed: where each kind begins */
    size_t patterns;                   /* before sealing */
    struct texts texts;
    uint64_t foreign, withdrawn, narrower, bad;
    struct misread sample[MISREAD_KEPT];
    size_t sampled;
};

void indicators_done(struct indicators *set);

/* Each adds one, or counts why not. */
void indicators_add_network(struct indicators *set, const struct passage *place, struct ip_net net);
void indicators_add_domain(struct indicators *set, const struct passage *place, struct slice domain);
void indicators_add_agent(
        struct indicators *set, const struct passage *place, struct slice agent, bool pattern);
void indicators_bad(struct indicators *set, const struct passage *place, const char *why, struct slice what);

/* Sorts, and drops what was told twice: the first that told it stays. */
void indicators_seal(struct indicators *set);

/* Most indicators that one thing can be: one of every prefix length, or every pattern and one text. */
#define HITS_MAX (LIMIT_AGENT_PATTERNS + 160u)

/* Which indicators it is: numbers into at[], rising; how many. The set is sealed. */
size_t indicators_of_source(const struct indicators *set, struct ip_addr key, uint32_t hits[HITS_MAX]);
size_t indicators_of_account(const struct indicators *set, struct slice name, uint32_t hits[HITS_MAX]);
size_t indicators_of_agent(const struct indicators *set, struct slice agent, uint32_t hits[HITS_MAX]);

/* Does the text fit a pattern with * ? ASCII capitals do not matter; linear in practice, never worse than
 * the product of the lengths. */
bool pattern_fits(struct slice pattern, struct slice said);

/* The domain of "name@domain" or "DOMAIN\name"; empty when there is none. */
struct slice domain_of_account(struct slice name);
