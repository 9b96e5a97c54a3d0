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
    bool by_hour;        /* columns are hours (of accounts: of the day) */
    bool by_day;         /* columns are days; neither: what fits */
    const char *paths; /* for the command that comes next: what was read, as a shell takes it; NULL: unsaid */
    bool is_demo;      /* ... which is `cordon demo` */
    const struct incident_account *account; /* only what concerns it; NULL: everything */
    const struct incident_source *source;
};

/* All incidents and what was read. */
void view_summary(struct out *out, const struct incidents *all, const struct screen *screen);

/* One incident: everything that is known, with its accounts by time. */
void view_incident(struct out *out, const struct incident *inc, const struct screen *screen);

/* The arithmetic: every reason with value, baseline and nats, how to count it again, the rows, what speaks against
 * it, what would make it benign and what cannot be seen. */
void view_explain(struct out *out, const struct incident *inc, const struct screen *screen);

/* Lanes over time, and what happened in its order; of one account when the screen names it. */
void view_timeline(struct out *out, const struct incident *inc, const struct screen *screen);

/* One account or source of it (the screen's): why it is in it; `arithmetic`: with rows, else by day. */
void view_narrowed(struct out *out, const struct incident *inc, const struct narrowed *narrowed,
        const struct screen *screen, bool arithmetic);
