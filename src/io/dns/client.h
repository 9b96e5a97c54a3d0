/* client.h - asks the DNS what mail authentication wants to know, and keeps the answers of one run.
 *
 * Layer   io/dns: the network. Nothing of it is used unless the user asked for it.
 * Method  c-ares for the transport: UDP with EDNS, TCP when an answer was cut, several tries; its own sockets, polled
 *         here until every question of a round is answered or timed out. Packets are read by core/mailauth/packet.h.
 * Limits  LIMIT_DNS_ANSWERS, LIMIT_DNS_BYTES: beyond them DNS_FAILED, counted. A round takes at most the time-out
 *         times the tries, doubled with every try.
 * Trust   answers are the resolver's: use one of your own that validates (DNSSEC). Names with bytes that are no
 *         printable ASCII, or with a backslash, are not asked and do not exist.
 * Threads one owner.
 */
#pragma once

#include "core/base/out.h"
#include "core/mailauth/dns.h"
#include "core/mailauth/mailauth.h"

struct dns_client; /* opaque */

struct dns_client_conf {
    const char *server;  /* "192.0.2.53" or "192.0.2.53:5353"; NULL: the system's (/etc/resolv.conf) */
    uint32_t timeout_ms; /* of the first try, 10 .. 60,000 */
    uint32_t tries;      /* 1 .. 10 */
    struct dns_answers recorded; /* looked at first; find NULL: none */
};
#define DNS_CLIENT_DEFAULTS ((struct dns_client_conf){ .timeout_ms = 2000, .tries = 2 })

enum status dns_client_new(const struct dns_client_conf *conf, struct dns_client **ret, struct error *err)
        MUST_USE;
void dns_client_free(struct dns_client **client);

/* Asks what is not known yet and waits until all is answered. */
void dns_client_ask(struct dns_client *client, const struct dns_question *wanted, uint32_t count);

/* What is known so far. */
struct dns_answers dns_client_answers(const struct dns_client *client);

/* A message's check from the first question to the last. `arena` is set back to where it stood before every round. */
void dns_client_check(struct dns_client *client, const struct mailauth_query *query,
        const struct mailauth_trust *trust, struct arena *arena, struct message_auth *ret,
        struct mailauth_detail *detail);

struct dns_client_counts {
    uint64_t asked, failed, refused; /* refused: over a limit */
};
struct dns_client_counts dns_client_counts(const struct dns_client *client);

/* All answers of the network as lines of a recorded file, by name. */
void dns_client_write(const struct dns_client *client, struct out *out);
