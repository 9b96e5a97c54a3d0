/* known.h - `cordon scan --indicators FILE`: what is known to be bad, looked for beside the engine.
 *
 * Layer   app. Nothing of it exists, and nothing is asked of any sign-in, unless the option is given.
 */
#pragma once

#include "app/run.h"

/* Reads the files that the options name and makes run->known of them; EXIT_USAGE when one cannot be read or
 * holds nothing. What was not understood is told on stderr. */
enum exit_code known_open(struct run *run);

void known_take(struct known *known, const struct event *events, size_t count);
void known_restart(struct known *known);

/* Hangs what was seen on run->incidents. */
enum exit_code known_report(struct run *run);

/* Was there an entry that was not understood? */
bool known_is_partial(const struct known *known);
void known_free(struct known **known);
