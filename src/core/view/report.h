/* report.h - the report: all that is known of what was found, for people, in the order in which they need it.
 *
 * Layer   core/view. Pure.
 * Order   how things stand in one sentence; what to do now; when it happened; who was tried; from where and with what;
 *         why it is an attack and what speaks against it; whose published manner it is like; the rows that prove it;
 *         what could not be seen; how it was made. The same words as a page, as Markdown and as plain text.
 * Bounds  REPORT_ROWS rows of accounts and of sources are shared by the incidents; what a list leaves out is said, with
 *         the command that has it. Those who got in come first, then known passwords, those to check, those tried.
 */
#pragma once

#include "core/view/paper.h"

/* Some thirty printed pages; of one incident REPORT_ROWS_MAX of each list, some eight. */
#define REPORT_ROWS 1200u
#define REPORT_ROWS_MAX 100u
#define REPORT_ROWS_MIN 20u
/* Incidents in full: a report of more is a table of them. */
#define REPORT_FULL_MAX 60u

struct report_options {
    const char *version;         /* "0.1.0" */
    const char *mark;            /* "TLP:AMBER"; NULL: none */
    const char *const *settings; /* what was asked for beside the paths, NULL-terminated; NULL: nothing */
    const char *const *inputs;   /* names of what was read */
    size_t inputs_count;
    bool is_part; /* one incident was asked for: `hidden` of the summary is what else there is */
};

void view_report(struct paper *paper, const struct incidents *all, const struct report_options *options);
