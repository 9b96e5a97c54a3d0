/* border.h - which of a message's fields our own servers wrote.
 *
 * Layer   core/mailauth. Pure.
 * Rule    Every server writes above what it was given. From the top down, fields are ours as long as the Received
 *         fields among them name a trusted host behind "by"; the first Received that does not was written outside,
 *         and so was all below it. The last trusted Received is the border: its client is who handed the message
 *         over. A message without a trusted Received has no border, and nothing in it is believed.
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

/* Is the name one of `names`, or below one? Any case. */
bool is_trusted(struct slice name, const struct slice *names, uint32_t count);

struct border {
    uint32_t hops; /* trusted Received fields from the top */
    uint32_t hop;  /* index of the border's hop; UINT32_MAX: there is none */
    uint32_t results[LIMIT_AUTHRES_FIELDS], results_count; /* fields that are believed, topmost first */
    uint32_t spf;                                          /* a Received-SPF that is; UINT32_MAX: none */
};

void border_find(const struct auth_fields *fields, const struct hop *hops, uint32_t hops_count,
        const struct slice *ids, uint32_t ids_count, struct arena *arena, struct border *ret);
