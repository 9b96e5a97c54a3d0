/* baseline.h - how much of what happens here can be people: the organisation's own measure.
 *
 * Layer   core/state: includes base only. Pure.
 * Method  Exposure is the flow of human sign-ins: an account's first success after an hour counts one
 *         (automation that signs in all day long counts nothing), smoothed over 20 minutes. The
 *         expected number of fresh failures is a learned share of it, Gamma-Poisson with a published
 *         prior that weighs as much as BASELINE_PRIOR_WEIGHT sign-ins; names that do not exist are
 *         expected per hour and, as slips, per two hundred sign-ins. Everything is doubled
 *         (BASELINE_DISPERSION): a day twice as bad as the average is not news.
 *         A day teaches only when it ended at least a day ago and no statistic was raised meanwhile.
 * Units   seconds since 1970.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum stream {
    STREAM_FRESH, /* failures of a pair in which neither side failed within a day; counted at once */
    STREAM_LATE,  /* those of them that are still unexplained after the waiting time */
    STREAM_NAMES, /* names that do not exist here, never tried before, from fresh sources */
    STREAM_COUNT,
};

#define BASELINE_DISPERSION 2.0
#define BASELINE_PRIOR_WEIGHT 40.0 /* human sign-ins */

struct baseline {
    double start, last; /* s; 0: nothing was seen yet */
    double recent;      /* human sign-ins, each fading with BASELINE_SMOOTH */
    double exposure;    /* expected human sign-ins since start */
    double humans;      /* human sign-ins since start */
    double taught_exposure, taught_hours, taught[STREAM_COUNT];
    double day_start, day_exposure, day[STREAM_COUNT];
    double held_exposure, held_hours, held[STREAM_COUNT]; /* yesterday: teaches tomorrow */
    bool raised; /* a statistic was raised today: the day teaches nothing */
    bool held_valid;
};

/* Moves to `now`, which never lies before the last call's. */
void baseline_tick(struct baseline *base, double now);

/* A human sign-in succeeded. Call baseline_tick first. */
void baseline_human(struct baseline *base);

/* A fresh event of the stream happened (negative: one was explained afterwards). */
void baseline_count(struct baseline *base, enum stream stream, double events);

/* Something is going on: today is no teacher. */
void baseline_freeze(struct baseline *base);

/* Expected events per unit of the stream's own clock (baseline_clock), dispersion included. */
double baseline_share(const struct baseline *base, enum stream stream);

/* The stream's own clock now: exposure, or for STREAM_NAMES hours and a share of it. */
double baseline_clock(const struct baseline *base, enum stream stream);

/* Expected events of a year at the average exposure so far. */
double baseline_yearly(const struct baseline *base, enum stream stream);

/* Events of a year as they usually are: like baseline_yearly without what makes the baseline generous. */
double baseline_usual(const struct baseline *base, enum stream stream);

/* Expected events per hour at the present exposure; for explanations. */
double baseline_per_hour(const struct baseline *base, enum stream stream);

/* What baseline_share is made of: BASELINE_DISPERSION * (prior + events) / (prior_units + units). */
struct baseline_parts {
    double days;          /* that taught */
    double events, units; /* of those days: exposure, or for STREAM_NAMES hours and a share of it */
    double prior, prior_units;
    double an_hour; /* units of the present hour */
    double a_day;   /* units of an average day so far */
};
void baseline_parts(const struct baseline *base, enum stream stream, struct baseline_parts *ret);
