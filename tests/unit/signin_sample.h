/* signin_sample.h - sign-ins made by hand, for tests of what is written of them: one of every outcome and method,
 * and those at the edge: nothing told, a network for an address, every text an attacker's.
 *
 * Use   count = sample_signins(names, events); each is in the file SAMPLE_FILE.
 */
#pragma once

#include "incident_sample.h"
#include "signin.h"

#define SAMPLE_FILE "logs/" HOSTILE
#define SAMPLE_SIGNINS_MAX 32

/* Those behind one of each outcome. */
enum {
    SIGNIN_UNTOLD = OUTCOME_COUNT, /* neither account nor source nor client */
    SIGNIN_NETWORK,                /* from IPv6 */
    SIGNIN_HOSTILE,
    SIGNIN_MANY, /* a line that says "repeated" as often as it can */
    SIGNIN_METHODS,
};

static inline size_t sample_signins(struct interner *names, struct event *events)
{
    struct record all[SAMPLE_SIGNINS_MAX];
    size_t n = 0;
    for (int i = 0; i < OUTCOME_COUNT; i++)
        all[n++] = record_of(MONDAY + i, "j.meier@institute.example", "203.0.113.7", (enum outcome)i);
    all[n++] = (struct record){ .time = MONDAY * TIME_SECOND, .repeat = 1, .outcome = OUTCOME_BAD_PASSWORD };
    all[n++] = record_of(MONDAY, "a", "2001:db8:1:2::3", OUTCOME_OK);
    all[n] = record_of(MONDAY, HOSTILE, "198.51.100.9", OUTCOME_BAD_PASSWORD);
    all[n].agent = all[n].application = all[n].protocol = all[n].organisation = text(HOSTILE);
    n++;
    all[n] = record_of(MONDAY, "b", "203.0.113.8", OUTCOME_BAD_PASSWORD);
    all[n++].repeat = UINT16_MAX;
    for (int i = 0; i < METHOD_COUNT; i++, n++) {
        all[n] = record_of(MONDAY, "c", "203.0.113.9", OUTCOME_OK);
        all[n].method = (uint8_t)i;
        all[n].agent = LIT("curl/8.5");
        all[n].protocol = LIT("IMAP4");
        all[n].time += 123456;
    }
    interner_events(names, all, n, 0, 1, 0, events);
    for (size_t i = 0; i < n; i++)
        events[i].time = all[i].time;
    return n;
}
