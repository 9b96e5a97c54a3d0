/* dns.h - what mail authentication asks the DNS, and how it is told the answers.
 *
 * Layer   core/mailauth. Pure: nothing here asks a network. Whoever checks a message calls with the answers that are
 *         there; what is missing is collected in dns_asker.wanted, and the caller asks it (io/dns, a file of recorded
 *         answers) and calls again. The same answers give the same result.
 * Names   as they are asked: no dot at the end, lower case.
 * Memory  of answers: the answerer's, until the check is over. Of questions: the arena.
 */
#pragma once

#include "core/base/arena.h"
#include "core/base/ip.h"
#include "core/base/limits.h"

/* The numbers of the DNS itself (RFC 1035, 3596). */
enum dns_type {
    DNS_A = 1,
    DNS_CNAME = 5,
    DNS_PTR = 12,
    DNS_MX = 15,
    DNS_TXT = 16,
    DNS_AAAA = 28,
};
const char *dns_type_name(enum dns_type type); /* "TXT" */
bool dns_type_named(struct slice name, enum dns_type *ret);

struct dns_question {
    struct slice name;
    enum dns_type type;
};

enum dns_state {
    DNS_NOT_ASKED, /* nobody looked yet: ask and call again */
    DNS_FOUND,
    DNS_NO_DATA,  /* the name exists, it has none of this type */
    DNS_NXDOMAIN, /* no such name */
    DNS_FAILED,   /* for now: a time-out, a server's failure, an answer that cannot be read */
};

struct dns_record {
    struct ip_addr ip;   /* A, AAAA */
    uint32_t preference; /* MX */
    struct slice
            text; /* TXT: its strings joined; MX, PTR: a name without a dot at the end; empty: the root */
};

struct dns_answer {
    enum dns_state state;
    const struct dns_record *records; /* in the order in which they were answered; NULL unless DNS_FOUND */
    uint32_t count;
};

struct dns_answers {
    struct dns_answer (*find)(const void *ctx, const struct dns_question *question);
    const void *ctx;
    bool is_final; /* nobody can be asked: what is not there counts as DNS_FAILED */
};

/* Can it be asked: labels of 1 to 63 bytes, 253 in all. Any byte but the dot may stand in a label. */
bool dns_name_ok(struct slice name);

/* One check's questions. */
struct dns_asker {
    struct dns_answers answers;
    struct arena *arena;
    struct dns_question wanted[LIMIT_DNS_WANTED]; /* what was not there, each once */
    uint32_t wanted_count;
    uint64_t asked; /* questions put to `answers`, for tests of what a hostile record costs */
};

/* DNS_NOT_ASKED: noted in `wanted`. A name that cannot be asked is DNS_NXDOMAIN. When the arena or the list is full,
 * DNS_FAILED. */
struct dns_answer dns_ask(struct dns_asker *asker, struct slice name, enum dns_type type);
