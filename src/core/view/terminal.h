/* terminal.h - what a person sees: the summary, one incident in full, its arithmetic.
 *
 * Layer   core/view: includes base, model and export. Pure: fills a buffer.
 */
#pragma once

#include "core/base/out.h"
#include "core/model/incident.h"

struct screen {
    unsigned width; /* columns, 40 .. 400 */
    bool colour;
    bool ascii;          /* no UTF-8 on this terminal */
    struct zone zone;    /* in which times are shown */
    const char *tz_name; /* "UTC" */
    bool by_hour;        /* the accounts' columns are hours of the day instead of days */
    const char *paths; /* for the command that comes next: what was read, as a shell takes it; NULL: unsaid */
    bool is_demo;      /* ... which is `cordon demo` */
};

/* All incidents and what was read. */
void view_summary(struct out *out, const struct incidents *all, const struct screen *screen);

/* One incident: everything that is known, with its accounts by time. */
void view_incident(struct out *out, const struct incident *inc, const struct screen *screen);

/* The arithmetic: every reason with value, baseline and weight, the rows, counter-evidence. */
void view_explain(struct out *out, const struct incident *inc, const struct screen *screen);
