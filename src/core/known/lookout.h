/* lookout.h - looks at every sign-in for what is known to be bad, and tells what became of it.
 *
 * Layer   core/known. Pure.
 * Method  A name is asked once: the answer stands by its number (source, account, client), so that an event
 *         costs three reads of an array. What is there is counted by indicator, and by indicator and account.
 * Note    An account that is told by its object id alone is asked again until its name is told.
 * Memory  4 bytes a number of each kind; LIMIT_SIGHTED_PAIRS pairs of 40 bytes.
 * Threads one owner.
 */
#pragma once

#include "core/known/indicators.h"
#include "core/model/event.h"
#include "core/model/sighting.h"
#include "core/names/interner.h"

struct lookout; /* opaque */

/* The set is sealed and, as the names, outlives it. `files` are the names of the files by their number. */
enum status lookout_new(const struct indicators *set, const char *const *files, size_t files_count,
        const struct interner *names, struct lookout **ret, struct error *err) MUST_USE;
void lookout_free(struct lookout **lookout);

void lookout_take(struct lookout *lookout, const struct event *events, size_t count);

/* Forgets what was seen; answers stay, as numbers do. */
void lookout_restart(struct lookout *lookout);

/* What was seen, and in which of the incidents. *ret lives until lookout_free; the names of accounts are
 * copied, the ids of the incidents are not. STATUS_NOMEM also when memory ran out earlier. Once. */
enum status lookout_report(struct lookout *lookout, const struct incidents *incidents,
        const struct sightings **ret, struct error *err) MUST_USE;
