/* mail_join.h - a mailing and what sign-ins tell of the same people become one story.
 *
 * Layer   core/incident. Pure.
 * Joins   (1) somebody whom the mailing reached has his account in other hands, or his password known, within a week
 *         of a message; (2) the people who are guessed at are those whom it reached: of n tried k were, where a share p of
 *         all who sign in here was, and k ln(k/(n p)) is at least MAIL_JOIN_NATS, within two weeks of it. A mailing
 *         to everybody (p near 1) says nothing.
 * Result  the incident of sign-ins goes on under the id of what was opened first; the mailing is gone from the list.
 */
#pragma once

#include "core/model/incident.h"
#include "core/model/own.h"

#define MAIL_JOIN_NATS 5.0

/* The first `signins` incidents of *io are of sign-ins, the rest of mail. `own` may be NULL. */
void mail_join(struct incidents *io, size_t signins, const struct own *own);
