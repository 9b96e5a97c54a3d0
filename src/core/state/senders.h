/* senders.h - how well a corpus of messages knows each of its senders.
 *
 * Layer   core/state: includes base and model only. Pure.
 * Method  every message is added by hashes of what it says of itself; when all are there they are sorted and counted.
 *         So nothing depends on the order of messages. The same message twice counts once.
 * Answers A message is answered when another address of the corpus names its id in In-Reply-To, or when our own people
 *         wrote to the address.
 * Memory  72 bytes a message, and as much again for a moment while they are counted.
 */
#pragma once

#include "core/base/status.h"
#include "core/base/time.h"
#include "core/model/sender.h"

struct sender_seen {
    uint64_t content;         /* of the message's bytes */
    uint64_t address, domain; /* From's address and its registered domain; 0: none */
    uint64_t id, answers;     /* its id, and the one that it answers; 0: none */
    time_us time;             /* TIME_NONE: day 0 */
};

struct senders; /* opaque */

enum status senders_new(struct senders **ret, struct error *err) MUST_USE;
void senders_free(struct senders **senders); /* NULL-safe; leaves *senders NULL */

/* Messages are numbered as they are added. */
enum status senders_add(struct senders *senders, const struct sender_seen *seen, struct error *err) MUST_USE;
/* One of our own people wrote to this address (its hash). */
enum status senders_wrote(struct senders *senders, uint64_t address, struct error *err) MUST_USE;

/* Counts; nothing is added after it. */
enum status senders_settle(struct senders *senders, struct error *err) MUST_USE;

/* Of the message's sender, without the message itself. */
struct sender_history senders_history(const struct senders *senders, uint32_t message);
/* Did somebody else answer this very message? */
bool senders_is_answered(const struct senders *senders, uint32_t message);
