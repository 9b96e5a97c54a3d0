/* stamp.h - when a row was written: the year that it does not tell, the zone that it does not tell.
 *
 * Layer   core/flow. Pure.
 * Method  Stamps without a year lie within 2000. Read forwards, the first one gets the newest year in
 *         which it is not later than the file's time plus a day (or --year's); a jump back of more than
 *         half a year is New Year, a jump ahead of more than half a year is a late line of last year.
 *         If a stamp then lies behind the file's time, the first year was too late, and so was everything
 *         before: it goes back as often as is needed, and the input must be read again (STATUS_AGAIN).
 *         Who reads on first learns of all New Years at once.
 */
#pragma once

#include "core/flow/flow.h"

struct stamps {
    int year;               /* of the latest stamp; 0: none yet */
    int shift;              /* learned: years to go back at the start, at most 9 */
    time_us last;           /* latest stamp within 2000 */
    time_us newest;         /* file's time plus a day */
    time_us before;         /* resolved time of the record before, for rows without a stamp */
    int memo_year;          /* of memo; 0: none */
    time_us memo_day, memo; /* a midnight within 2000, and the same of memo_year; TIME_NONE: there is none */
};

/* Sets every record's time to UTC. STATUS_AGAIN: stamps->shift was raised; the times of these records are
 * as if it had been so before, those of earlier calls are too late. */
enum status stamps_resolve(
        struct stamps *stamps, const struct flow_conf *conf, struct record *records, size_t count);

/* The same day and time some years before; 29 February becomes the day before it. */
time_us stamp_years_back(time_us t, int years);
