/* sender.h - how well a corpus of messages knows one sender.
 *
 * Layer   core/model. Pure.
 */
#pragma once

#include <stdint.h>

/* Told to the verdict from outside, because it takes all messages to know. */
struct sender_history {
    uint32_t messages, days; /* of From's address: other messages, on how many other days */
    uint32_t domain_messages, domain_days;
    uint32_t
            answered; /* messages of our own people to this address, or replies in this corpus to its messages */
};
