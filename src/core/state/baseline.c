/* baseline.c - exposure and learned shares. */
#include "core/state/baseline.h"

#include <math.h>

#define HOUR 3600.0
#define DAY 86400.0
#define BASELINE_SMOOTH 1200.0 /* s: follows a morning's ramp, forgets a coffee break */

/* Priors: events per human sign-in, for names per hour. Three in ten first visits may fail at once
 * on the worst morning (expired passwords before anybody is known); one in twenty-five may give up;
 * an exposed server hears a new name an hour. Chosen above every quiet organisation simulated. */
static const double prior[STREAM_COUNT] = { 0.3, 0.04, 1.0 };
static const double prior_hours = 24.0;

/* Names that do not exist come from outside by the hour, and from people who mistype their own: one in two
 * hundred human sign-ins counts as much as an hour. */
static double names_units(double hours, double exposure)
{
    const double sign_ins = 200;
    return hours + exposure / sign_ins;
}

/* The bottom of exposure: those who give up do so on Sundays too, when hardly anybody succeeds: the mean
 * (with half of it the Saturday of fifty thousand people was an alarm), or one in two hours. */
static double floor_rate(const struct baseline *base)
{
    const double least = 0.5 / HOUR, share = 1;
    double seen = base->last - base->start;
    double mean = seen > HOUR ? base->humans / seen : 0;
    return mean * share > least ? mean * share : least;
}

/* A young average weighs less than its smoothing time: divided by what it can have gathered. */
static double gathered(const struct baseline *base, double now)
{
    double age = now - base->start;
    double part = BASELINE_SMOOTH * (1 - exp(-age / BASELINE_SMOOTH));
    return part > 60 ? part : 60;
}

static void end_day(struct baseline *base)
{
    if (base->held_valid && !base->raised) {
        base->taught_exposure += base->held_exposure;
        base->taught_hours += base->held_hours;
        for (int i = 0; i < STREAM_COUNT; i++)
            base->taught[i] += base->held[i] > 0 ? base->held[i] : 0;
    }
    base->held_valid = !base->raised;
    base->held_exposure = base->exposure - base->day_exposure;
    base->held_hours = names_units(DAY / HOUR, base->held_exposure);
    for (int i = 0; i < STREAM_COUNT; i++) {
        base->held[i] = base->day[i];
        base->day[i] = 0;
    }
    base->day_exposure = base->exposure;
    base->day_start += DAY;
    base->raised = false;
}

static void flow_until(struct baseline *base, double now)
{
    double gap = now - base->last;
    double fade = exp(-gap / BASELINE_SMOOTH);
    base->exposure += base->recent * BASELINE_SMOOTH * (1 - fade) / gathered(base, now)
            + floor_rate(base) * gap;
    base->recent *= fade;
    base->last = now;
}

void baseline_tick(struct baseline *base, double now)
{
    if (base->start == 0) {
        base->start = base->last = base->day_start = now;
        return;
    }
    if (now - base->day_start > 60 * DAY) { /* a gap in the log: nothing to learn from it day by day */
        flow_until(base, now);
        base->raised = true;
        base->day_start = now - DAY;
    }
    while (now >= base->day_start + DAY) {
        flow_until(base, base->day_start + DAY > base->last ? base->day_start + DAY : base->last);
        end_day(base);
    }
    if (now > base->last)
        flow_until(base, now);
}

void baseline_human(struct baseline *base)
{
    base->recent += 1;
    base->humans += 1;
}

void baseline_count(struct baseline *base, enum stream stream, double events)
{
    base->day[stream] += events;
}

void baseline_freeze(struct baseline *base)
{
    base->raised = true;
}

double baseline_share(const struct baseline *base, enum stream stream)
{
    double weight = stream == STREAM_NAMES ? prior_hours : BASELINE_PRIOR_WEIGHT;
    double units = stream == STREAM_NAMES ? base->taught_hours : base->taught_exposure;
    return BASELINE_DISPERSION * (prior[stream] * weight + base->taught[stream]) / (weight + units);
}

double baseline_clock(const struct baseline *base, enum stream stream)
{
    return stream == STREAM_NAMES ? names_units((base->last - base->start) / HOUR, base->exposure)
                                  : base->exposure;
}

double baseline_yearly(const struct baseline *base, enum stream stream)
{
    double seen = base->last - base->start;
    if (seen < HOUR)
        seen = HOUR;
    return baseline_share(base, stream) * baseline_clock(base, stream) * (365 * DAY) / seen;
}

double baseline_usual(const struct baseline *base, enum stream stream)
{
    const double weight = BASELINE_PRIOR_WEIGHT, usual = prior[STREAM_LATE];
    double share = (usual * weight + base->taught[stream]) / (weight + base->taught_exposure);
    if (stream == STREAM_NAMES)
        return baseline_yearly(base, stream) / BASELINE_DISPERSION;
    return baseline_yearly(base, stream) / baseline_share(base, stream) * share;
}

static double units_an_hour(const struct baseline *base, enum stream stream)
{
    double an_hour = (base->recent / gathered(base, base->last) + floor_rate(base)) * HOUR;
    return stream == STREAM_NAMES ? names_units(1, an_hour) : an_hour;
}

double baseline_per_hour(const struct baseline *base, enum stream stream)
{
    return baseline_share(base, stream) * units_an_hour(base, stream);
}

void baseline_parts(const struct baseline *base, enum stream stream, struct baseline_parts *ret)
{
    double weight = stream == STREAM_NAMES ? prior_hours : BASELINE_PRIOR_WEIGHT;
    double seen = base->last - base->start > HOUR ? base->last - base->start : HOUR;
    *ret = (struct baseline_parts){
        .days = round((base->taught_hours - names_units(0, base->taught_exposure)) / (DAY / HOUR)),
        .events = base->taught[stream],
        .units = stream == STREAM_NAMES ? base->taught_hours : base->taught_exposure,
        .prior = prior[stream] * weight,
        .prior_units = weight,
        .an_hour = units_an_hour(base, stream),
        .a_day = baseline_clock(base, stream) * DAY / seen,
    };
}
