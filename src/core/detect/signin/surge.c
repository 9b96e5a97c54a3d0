/* surge.c - the mixture of CUSUMs. */
#include "core/detect/signin/surge.h"

#include <math.h>

static const double ratio[SURGE_SCALES] = { 2, 4, 8, 16 };

double surge_level(double events_a_year, double false_alarms_per_year)
{
    const double streams = 4; /* surges that share one organisation's budget */
    double events = events_a_year > 100 ? events_a_year : 100;
    return log(events * SURGE_SCALES * streams / false_alarms_per_year);
}

void surge_move(struct surge *surge, double clock, double expected)
{
    surge->clock = clock;
    for (int i = 0; i < SURGE_SCALES; i++) {
        surge->sum[i] -= (ratio[i] - 1) * expected;
        if (surge->sum[i] <= 0) {
            surge->sum[i] = 0;
            surge->since[i] = 0;
        }
    }
}

bool surge_add(struct surge *surge, double level, uint32_t now, uint32_t *ret_since)
{
    bool alarm = false;
    for (int i = 0; i < SURGE_SCALES; i++) {
        if (surge->since[i] == 0)
            surge->since[i] = now;
        surge->sum[i] += log(ratio[i]);
        if (surge->sum[i] > level && (!alarm || surge->since[i] < *ret_since)) {
            *ret_since = surge->since[i];
            alarm = true;
        }
    }
    return alarm;
}

void surge_credit(struct surge *surge, uint32_t counted_at)
{
    for (int i = 0; i < SURGE_SCALES; i++) {
        if (surge->since[i] == 0 || counted_at < surge->since[i])
            continue;
        surge->sum[i] -= log(ratio[i]);
        if (surge->sum[i] <= 0) {
            surge->sum[i] = 0;
            surge->since[i] = 0;
        }
    }
}

double surge_height(const struct surge *surge)
{
    double best = 0;
    for (int i = 0; i < SURGE_SCALES; i++)
        best = surge->sum[i] > best ? surge->sum[i] : best;
    return best;
}

void surge_reset(struct surge *surge)
{
    double clock = surge->clock;
    *surge = (struct surge){ .clock = clock };
}
