/* surge.h - more fresh failures than this organisation's people can make.
 *
 * Layer   core/detect/signin: includes base only. Pure: time is the event's own.
 * Method  A mixture of CUSUMs of the Poisson log-likelihood ratio at 2, 4, 8 and 16 times the expected
 *         rate (which is itself doubled against over-dispersion). Each watches its own scale, minutes
 *         to weeks: the expected number between two events is the time. An event that is explained
 *         afterwards takes its weight back. Page 1954, Lorden 1971; the level is that of
 *         Shiryaev-Roberts: e^level = events a year times mixtures / false alarms a year.
 * Units   counted_at and since are seconds since 1970.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define SURGE_SCALES 4

struct surge {
    double sum[SURGE_SCALES];
    uint32_t since[SURGE_SCALES]; /* first event of the present rise; 0: none */
    double clock;                 /* of the baseline, when last moved */
};

/* The level at which an alarm is raised. */
double surge_level(double events_a_year, double false_alarms_per_year);

/* Moves to the baseline's clock; expected = what the baseline expected meanwhile. */
void surge_move(struct surge *surge, double clock, double expected);

/* One event; true when a statistic passes the level, and then *ret_since is the rise's beginning. */
bool surge_add(struct surge *surge, double level, uint32_t now, uint32_t *ret_since);

/* An event counted at `counted_at` was explained. */
void surge_credit(struct surge *surge, uint32_t counted_at);

/* The highest statistic, in nats. */
double surge_height(const struct surge *surge);

void surge_reset(struct surge *surge);
