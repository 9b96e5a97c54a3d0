/* border.h - which of a message's fields our own servers wrote.
 *
 * Layer   core/mailauth. Pure.
 * Rule    Every server writes above what it was given. From the top down, fields are ours as long as the Received
 *         fields among them name a trusted host behind "by" and tell a client from inside: an address that is
 *         private or of an own network, nobody at all (a pipe), or one that greeted by a trusted host's name. The first
 *         Received whose client is from outside is the border: its client handed the message over, and the next
 *         Received, whatever it says, was written outside, as was all below it. A message whose topmost Received is
 *         not ours has no border, and nothing in it is believed.
 *         Anybody may greet by anybody's name. So a border that was found through one is not sure, and SPF is not
 *         checked at it.
 *         Some servers write their results above their own Received, some directly below it, where a sender's own
 *         fields begin. So: above the topmost Received every believed field counts. Below a trusted Received only the
 *         first Authentication-Results and the first Received-SPF count, and only when nothing above them did. What
 *         stands further down counts never, whatever name it bears.
 * Need    a border server must take out fields that claim to be its own (RFC 8601 5). When it writes a result for
 *         every message, as they do, a forged one is never the first.
 */
#pragma once

#include "core/mailauth/authres.h"
#include "core/mailauth/fields.h"
#include "core/model/message.h"

/* Whom we believe. Names are lower case; a host below one of them counts as it. */
struct mailauth_trust {
    const struct slice *ids; /* authserv-ids, and names of our own mail servers as they stand in Received */
    uint32_t ids_count;
    const struct slice *sealers; /* domains whose ARC seals are believed */
    uint32_t sealers_count;
    const struct ip_net *networks; /* our own, for inner hops with public addresses */
    size_t networks_count;
};

/* Is the name one of `names`, or below one? Any case. */
bool is_trusted(struct slice name, const struct slice *names, uint32_t count);

struct border {
    uint32_t hop; /* index of the border's hop; UINT32_MAX: there is none */
    bool is_sure; /* all hops above it have clients from inside by address */
    uint32_t results[LIMIT_AUTHRES_FIELDS], results_count; /* fields that are believed, topmost first */
    uint32_t spf;                                          /* a Received-SPF that is; UINT32_MAX: none */
};

void border_find(const struct auth_fields *fields, const struct hop *hops, uint32_t hops_count,
        const struct mailauth_trust *trust, struct arena *arena, struct border *ret);
