/* narrow.h - what --account and --source leave of an incident.
 *
 * Layer   app.
 */
#pragma once

#include "app/run.h"
#include "core/model/message.h"

/* Is the sign-in among what the options ask for? */
bool narrow_has(struct run *run, const struct event *ev);

/* Is it between --since and --until? Without a time only where neither is asked for. */
bool narrow_in_time(const struct options *opt, time_us t);

/* Is the message to the account, and from the source, that the options name? */
bool narrow_has_message(const struct run *run, const struct message *message, struct ip_addr client);

/* Does the incident list what the options ask for? */
bool narrow_concerns(struct run *run, const struct incident *inc);

/* What the screen's account or source did in it; and the incident with nothing else on its lanes. narrow_done gives
 * both back. */
enum exit_code narrow_gather(struct run *run, const struct incident *inc, const struct screen *screen,
        struct narrowed *ret, struct incident *ret_own);
void narrow_done(struct narrowed *narrowed, struct incident *own);

/* The account and the source that the options name, for the screen, NULL where they name none. False, after saying
 * so, when the incident does not list them. */
bool narrow_find(struct run *run, const struct incident *inc, struct screen *screen);
