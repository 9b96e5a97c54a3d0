/* time.h - moments as microseconds, and the calendar behind them.
 *
 * Layer   core/base. Pure: nothing here asks what time it is.
 * Units   time_us is microseconds since 1970-01-01T00:00:00Z, proleptic Gregorian, no leap seconds
 *         (a :60 is read as the next second).
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/slice.h"

typedef int64_t time_us;

#define TIME_SECOND ((time_us)1000000)
#define TIME_MINUTE (60 * TIME_SECOND)
#define TIME_HOUR (60 * TIME_MINUTE)
#define TIME_DAY (24 * TIME_HOUR)
#define TIME_NONE INT64_MIN

struct civil {
    int year;                             /* 1..9999 */
    int month, day, hour, minute, second; /* 1..12, 1..31, 0..23, 0..59, 0..60 */
    int micro;                            /* 0..999999 */
};

bool time_is_leap(int year);
int time_days_in_month(int year, int month);

/* Days since 1970-01-01 of a valid date. */
int64_t time_days(int year, int month, int day);

/* TIME_NONE when a field is outside its range (31 April, 29 February of a common year). */
time_us time_from_civil(const struct civil *c);
void time_to_civil(time_us t, struct civil *ret);

/* Takes "2026-11-09T02:10:00[.frac][Z|+hh:mm|+hhmm|-hh:mm]"; a space may stand for the T.
 * *ret_zoned tells whether a zone was written; without one *ret is the wall clock read as UTC. */
bool take_time_iso(struct slice *in, time_us *ret, bool *ret_zoned);

#define TIME_TEXT_MAX 40
/* "2026-11-09T02:10:00Z"; fractions are printed (3 or 6 digits) only when they are not zero.
 * Nothing for TIME_NONE. */
size_t time_format(time_us t, char buf[TIME_TEXT_MAX]);

/* 0..167, Monday 00:00 UTC is 0. */
int time_hour_of_week(time_us t);

/* A zone as the moments at which its clocks change; asked from the system by app. */
struct zone_change {
    time_us at;     /* UTC */
    int32_t offset; /* seconds east of UTC from then on */
};

struct zone {
    struct zone_change *changes; /* rising */
    size_t count;                /* 0: UTC */
};

/* Seconds east of UTC at that moment. */
int32_t zone_offset(const struct zone *zone, time_us t);
