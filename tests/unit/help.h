/* help.h - what unit tests share beside tap.h: rows, texts, and chance that is the same everywhere. */
#pragma once

#include <math.h>
#include <string.h>

#include "core/base/ip.h"
#include "tap.h"

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])
#define EACH(i, rows) for (size_t i = 0; i < COUNT(rows); i++)

/* OK when the bytes are the text; else shows what they are. */
#define IS(got, want, what) tap_ok(help_is((got), text(want)), (what), __FILE__, __LINE__)

static inline bool help_is(struct slice got, struct slice want)
{
    if (slice_eq(got, want))
        return true;
    printf("# got: %.*s\n# want: %.*s\n", (int)got.len, got.len ? got.at : "", (int)want.len, want.at);
    return false;
}

/* An address of a test, which is one. */
static inline struct ip_addr ip(const char *s)
{
    struct ip_addr addr = { { 0 } };
    (void)ip_parse(text(s), &addr);
    return addr;
}

/* Splitmix64; Steele, Lea and Flood 2014. */
static inline uint64_t chance_next(uint64_t *seed)
{
    uint64_t z = *seed += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/* Time until the next of events that come at `rate` a unit, independent of each other. */
static inline double chance_wait(uint64_t *seed, double rate)
{
    double part = (double)((chance_next(seed) >> 11) + 1) / 9007199254740992.0; /* (0, 1] */
    return -log(part) / rate;
}
