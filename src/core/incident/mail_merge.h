/* mail_merge.h - one incident out of two: a mailing, and what sign-ins tell of the same people.
 *
 * Layer   core/incident. Pure.
 */
#pragma once

#include "core/incident/memory.h"
#include "core/model/incident.h"
#include "core/model/own.h"

/* Everything of `mail` goes into `signin`; without memory the incident stays as it was. */
void mail_merge(
        struct memory *memory, const struct own *own, struct incident *signin, const struct incident *mail);
