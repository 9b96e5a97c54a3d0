/* report_inside.h - what the parts of the report share.
 *
 * Layer   core/view. Pure.
 */
#pragma once

#include "core/view/report.h"

struct report {
    struct paper *p;
    const struct incidents *all;
    const struct report_options *opt;
    size_t full; /* incidents that are told in full */
    size_t rows; /* of a list of one of them */
};

/* Is it told in full, or only as advice? */
bool report_is_full(const struct report *r, const struct incident *inc);

/* An emergency account was used, by whoever: nobody tried anything. */
bool report_is_emergency(const struct incident *inc);

/* "12 more accounts are not shown: cordon scan --format jsonl PATH... lists them." Nothing when left is 0. */
void report_left_out(struct report *r, uint64_t left, const char *one, const char *many);
/* Caption of a table with times in it: "50 of 208 accounts to check; times in UTC". */
void report_timed_table(struct report *r, const char *one, const char *many, uint64_t shown, uint64_t all,
        const struct column *columns, size_t n);

/* Days of one column or row where at most `most` are wanted: one, or whole weeks. */
size_t report_days_each(size_t days, size_t most);

/* The parts, in their order. */
void report_front(struct report *r);
void report_sentence(struct report *r, const struct incident *inc);
void report_taken(struct report *r, const struct incident *inc);
void report_checks(struct report *r, const struct incident *inc);
/* What was done with accounts in other hands. */
void report_acts(struct report *r, const struct incident *inc);
void report_times(struct report *r, const struct incident *inc);
void report_accounts(struct report *r, const struct incident *inc);
void report_sources(struct report *r, const struct incident *inc);
void report_reasons(struct report *r, const struct incident *inc);
void report_likeness(struct report *r, const struct incident *inc);
void report_evidence(struct report *r, const struct incident *inc);
void report_sightings(struct report *r);
void report_end(struct report *r);
