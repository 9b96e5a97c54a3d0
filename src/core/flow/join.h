/* join.h - one attempt that is told in several lines is one sign-in.
 *
 * Layer   core/flow: includes base and model. Pure.
 * Method  a capped table by (host, pid), or (host, address, port) where no pid is told. Within one the
 *         number of attempts is the highest number that one kind of line told, so each is passed on as soon
 *         as it is told first and absorbed when it is told again. PAM's failure is held for JOIN_PATIENCE:
 *         sshd says the same a moment later (as a child process it asks PAM with another pid: then address
 *         and account join them), or another module lets the person in; only what nobody else told is
 *         passed on then. What another machine may tell better is held by echo.h.
 * Memory  JOIN_CELLS cells; a newer pid takes an older one's cell, counted.
 */
#pragma once

#include "core/model/event.h"
#include "core/model/record.h"

#define JOIN_CELLS 65536u
#define JOIN_PATIENCE (10 * TIME_SECOND) /* sshd waits two seconds behind a wrong password */
#define JOIN_SESSION TIME_HOUR           /* a session of web mail counts once in it */
#define JOIN_PID_LIFE (10 * TIME_MINUTE) /* then a pid may mean another process */

struct join; /* opaque */

enum status join_new(struct join **ret, struct error *err) MUST_USE;
void join_free(struct join **join);

/* Takes events in time order; writes at most 2 * count + JOIN_HELD events to out; returns their number. */
#define JOIN_HELD 2048u
#define JOIN_RING 1024u /* of them; the others by echo.h */
size_t join_events(struct join *join, const struct event *in, size_t count, struct event *out);

/* What is still held, at the end; at most JOIN_HELD. */
size_t join_rest(struct join *join, struct event *out);
