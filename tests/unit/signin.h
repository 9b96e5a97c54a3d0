/* signin.h - sign-ins made by hand, for tests of names, detectors and incidents. */
#pragma once

#include "core/names/interner.h"
#include "help.h"

/* A day's start well before 2106: 2026-11-09T00:00:00Z, a Monday. */
#define MONDAY 1794182400

static inline struct record record_of(
        int64_t second, const char *account, const char *source, enum outcome outcome)
{
    return (struct record){ .time = second * TIME_SECOND,
        .account = text(account),
        .source = ip(source),
        .outcome = (uint8_t)outcome,
        .length = 1,
        .repeat = 1 };
}

static inline struct event event_of(struct interner *names, struct record rec)
{
    struct event ev;
    interner_events(names, &rec, 1, 0, 1, 0, &ev);
    return ev;
}

/* Sign-ins at an even pace. A # in account or source stands for the number of the try, from 1. */
struct steps {
    const char *account, *source;
    enum outcome outcome;
    unsigned times;
    double minutes; /* before each */
};

/* Writes the number for the first #; `room` bytes at `to` are enough for it. */
static inline const char *step_text(const char *from, unsigned number, char *to, size_t room)
{
    size_t at = slice_find(text(from), '#');
    const char *behind = from[at] == '#' ? from + at + 1 : "";
    if (from[at] != '#')
        return from;
    (void)snprintf(to, room, "%.*s%u%s", (int)at, from, number, behind);
    return to;
}

/* Plays the steps from *at (s) on. */
static inline void steps_play(struct interner *names, const struct steps *steps, size_t count, double *at,
        void (*take)(void *to, const struct event *ev), void *to)
{
    char account[64], source[64];
    for (size_t i = 0; i < count; i++)
        for (unsigned n = 1; n <= steps[i].times; n++) {
            *at += steps[i].minutes * 60;
            struct event ev = event_of(names,
                    record_of((int64_t)*at, step_text(steps[i].account, n, account, sizeof account),
                            step_text(steps[i].source, n, source, sizeof source), steps[i].outcome));
            take(to, &ev);
        }
}
