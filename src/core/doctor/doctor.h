/* doctor.h - what is missing in the logs that were given, worst first: which attack stays invisible, and how to switch on
 * what would show it.
 *
 * Layer   core/doctor: includes base, model and parse (the tables of what is read). Pure: the newest record is its
 *         clock.
 * Use     doctor_look takes every batch, in any order of inputs; doctor_report asks all checks of checks.c.
 * Method  counts by source (a format, or a program within one) and the machine that wrote it: outcomes, what was left
 *         out of records, records by hour. Each check states its rule beside its thresholds.
 * Memory  512 sources at most, each with up to two years of hours (70 KiB); what is beyond counts for the source
 *         without its machine, and hours beyond count for none.
 * Threads one owner.
 */
#pragma once

#include "core/model/incident.h"
#include "core/model/ledger.h"
#include "core/parse/formats.h"

struct doctor; /* opaque */

enum grave {
    GRAVE_IMPORTANT, /* whole attacks stay invisible */
    GRAVE_WORTH,     /* an attack shows later, or with less proof */
    GRAVE_NOTE,      /* good to know */
    GRAVES
};

const char *grave_name(enum grave grave); /* "important" */

/* One thing that is missing. Texts are static or live in the diagnosis. */
struct lack {
    const char *check; /* "only-failures": docs/doctor.md has a section for each */
    enum grave grave;
    const char *source, *host; /* "" when it is of no one source, or of no one machine */
    const char *what;          /* is missing */
    const char *why;           /* it matters: which attack stays invisible */
    const char *how;           /* to switch it on: which menu, which command */
    const char *noticed;       /* the counts */
};

/* A source as it was seen. */
struct seen_source {
    const char *name, *host;
    enum family family;
    uint64_t signins, successes, failures, accesses;
    time_us first, last; /* TIME_NONE: no stamp of it is one */
};

struct diagnosis {
    struct lack *lacks; /* by how grave, then check, source and host */
    size_t count;
    struct seen_source *sources; /* by name, then host */
    size_t sources_count;
    uint64_t dropped; /* lacks and texts beyond the room for them */
    void *memory;     /* owned */
};

enum status doctor_new(struct doctor **ret, struct error *err) MUST_USE;
void doctor_free(struct doctor **doctor);
void doctor_reset(struct doctor *doctor); /* forgets what it has seen */

/* Records of one input, stamps whole (years and zones are known). */
void doctor_look(struct doctor *doctor, const struct format *format, const struct batch *batch);

/* What the checks say of it all; `sum` with its ledger. diagnosis_done releases *ret. */
enum status doctor_report(
        struct doctor *doctor, const struct summary *sum, struct diagnosis *ret, struct error *err) MUST_USE;
void diagnosis_done(struct diagnosis *diagnosis);
