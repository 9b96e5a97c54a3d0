/* engine.h - events in time order in, incidents out: the stages behind flow as one thing.
 *
 * Layer   core/engine: includes all of core. Pure: time is the events' own.
 * Memory  bounded by the caps of its tables (docs/architecture.md states the sum).
 * Threads one owner.
 */
#pragma once

#include "core/model/event.h"
#include "core/model/incident.h"
#include "core/model/own.h"
#include "core/model/rows.h"
#include "core/names/interner.h"
#include "core/names/pseudonym.h"

struct engine_conf {
    double false_alarms_per_year;        /* that one organisation accepts, 0.01 .. 100; 0.1 unless set */
    struct own own;                      /* must outlive the engine, as do: */
    const struct pseudonyms *pseudonyms; /* what incidents call accounts; NULL: by their names */
    const struct lured *lured;           /* whom lures reached by mail, sorted; NULL: no mail was read */
};

struct lured;  /* core/state/lured.h */
struct engine; /* opaque */

enum status engine_new(const struct engine_conf *conf, const struct interner *interner, struct engine **ret,
        struct error *err) MUST_USE;
void engine_free(struct engine **engine);

/* Takes sign-ins in time order (an earlier one is taken at the time of the last and counted as late). */
void engine_feed(struct engine *engine, const struct event *events, size_t count);

/* What is known now. May be called at any moment and changes nothing that a later call says of what
 * comes then: the same events in one or many pieces give the same incidents. The caller fills
 * summary.inputs, lines, duplicates and the like, and the evidence's file_name and sha256. */
enum status engine_report(struct engine *engine, struct incidents *ret, struct error *err) MUST_USE;

/* The sign-ins that the numbers of incident `id` of the last report are counted from; attempt_rows_done gives them
 * back. Costs as much as a report. */
enum status engine_rows(
        const struct engine *engine, const char *id, struct attempt_rows *ret, struct error *err) MUST_USE;

/* The whole memory of the engine as bytes, and back. Saved after any event and loaded again, it goes on
 * as if nothing had happened, to the byte. `write` returns false when it cannot take more. */
typedef bool (*engine_write)(void *to, const void *bytes, size_t size);
typedef bool (*engine_read)(void *from, void *bytes, size_t size);
enum status engine_save(const struct engine *engine, engine_write write, void *to, struct error *err)
        MUST_USE;
enum status engine_load(struct engine *engine, engine_read read, void *from, struct error *err) MUST_USE;
