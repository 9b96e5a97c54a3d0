/* reasons.h - what speaks for an incident while it is put together; shared by the files that tell it.
 *
 * Layer   core/incident. Pure.
 */
#pragma once

#include <math.h>

#include "core/base/word.h"
#include "core/incident/facts.h"
#include "core/incident/opened.h"

#define SAY(d, ...) memory_printf((d)->memory, __VA_ARGS__)

struct reasons {
    struct draft *d;
    struct opened opened;
    double sum;
    char from[TIME_TEXT_MAX], until[TIME_TEXT_MAX]; /* of opened */
    char first[TIME_TEXT_MAX], last[TIME_TEXT_MAX]; /* of the incident */
};

/* Which of the evidence shows a reason. */
typedef bool (*proof)(const struct incident_evidence *row);

bool shows_opening(const struct incident_evidence *row);
bool shows_any(const struct incident_evidence *row); /* of what was tried */

/* One more; its nats come as they are and are rounded there. */
void reason(struct reasons *r, struct incident_reason told, proof shows);

void reasons_of_many(struct reasons *r, const struct facts *f); /* reasons_many.c */
void reasons_of_one(struct reasons *r);                         /* reasons_one.c */
void reasons_of_taken(
        struct reasons *r); /* reasons_taken.c: of whatever incident, what was done afterwards */

/* What opened it, and the level that this had to pass. */
const char *reasons_alarm(struct draft *d, double false_alarms); /* alarm.c */

static inline double rounded(double val, double scale)
{
    return round(val * scale) / scale;
}
