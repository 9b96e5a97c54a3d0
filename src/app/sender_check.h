/* sender_check.h - who really sent a message: what our servers wrote, recorded DNS answers, or the DNS itself.
 *
 * Layer   app.
 * Network none, unless --dns asks for it.
 * Threads any number; those that ask the DNS wait for each other.
 */
#pragma once

#include "app/run.h"
#include "core/base/arena.h"
#include "core/model/message.h"

struct sender_check; /* opaque */

enum status sender_check_new(const struct run *run, struct sender_check **ret, struct error *err) MUST_USE;
void sender_check_free(struct sender_check **check); /* NULL-safe */

/* Fills message->auth. *ret_client: who handed it to the first of our servers; none where that is not told. */
void sender_check(struct sender_check *check, struct message *message, bool is_cut, struct arena *arena,
        struct ip_addr *ret_client);
