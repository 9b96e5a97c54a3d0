/* dice.h - chance that can be repeated: one stream per seed and purpose.
 *
 * Streams do not disturb each other: with the same seed the quiet life is the same beside any attack.
 */
#pragma once

#include <math.h>
#include <stddef.h>
#include <stdint.h>

struct dice {
    uint64_t state;
};

/* splitmix64 (Steele, Lea, Flood 2014): equidistributed and enough for made-up logs. */
static inline uint64_t dice_next(struct dice *d)
{
    uint64_t z = d->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static inline struct dice dice_for(uint64_t seed, const char *purpose, uint64_t no)
{
    struct dice d = { seed * 0x2545f4914f6cdd1du + no };
    for (const char *c = purpose; *c != '\0'; c++)
        d.state = (d.state ^ (uint8_t)*c) * 0x100000001b3u;
    (void)dice_next(&d);
    return d;
}

/* 0 .. n-1; n is at least 1. */
static inline uint64_t dice_below(struct dice *d, uint64_t n)
{
    return (uint64_t)((__uint128_t)dice_next(d) * n >> 64);
}

/* 0 <= x < 1. */
static inline double dice_unit(struct dice *d)
{
    return (double)(dice_next(d) >> 11) * 0x1p-53;
}

static inline int dice_says(struct dice *d, double probability)
{
    return dice_unit(d) < probability;
}

/* Time to the next of events that come at random, `mean` apart. */
static inline double dice_wait(struct dice *d, double mean)
{
    return -mean * log(1.0 - dice_unit(d));
}

/* Near normal with deviation 1: the sum of twelve. */
static inline double dice_bell(struct dice *d)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += dice_unit(d);
    return sum;
}
