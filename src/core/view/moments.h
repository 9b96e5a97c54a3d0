/* moments.h - what is worth telling of an incident in the order in which it happened.
 *
 * Layer   core/view: includes base and model. Pure. Screen and page share it.
 * Memory  moments_of takes a list from the heap, which moments_done gives back; its texts are the incident's.
 * Texts   moment_say writes names as an attacker chose them: the caller escapes what it wrote by its exit.
 */
#pragma once

#include "core/base/out.h"
#include "core/model/incident.h"

enum moment_kind {
    MOMENT_FIRST,
    MOMENT_NOTICED, /* the evidence sufficed */
    MOMENT_LOCKED,  /* the first hour in which an account was locked */
    MOMENT_BUSIEST, /* the hour with most attempts */
    MOMENT_KNOWN,
    MOMENT_IN,
    MOMENT_CHECK, /* a sign-in at a new place that travellers could have made too */
    MOMENT_USED,  /* of an emergency account */
    MOMENT_LAST,
};

struct moment {
    time_us at; /* of LOCKED and BUSIEST the beginning of the hour, but not before the first attempt */
    enum moment_kind kind;
    const char *account; /* NULL: of the whole incident */
    struct ip_addr from; /* of KNOWN, IN, CHECK and USED */
    uint32_t count;      /* attempts of LOCKED and BUSIEST */
};

struct moments {
    struct moment *at; /* by time, then as in enum moment_kind, then by account */
    size_t count;
    bool failed; /* memory ran out: the list is not whole */
};

/* Of the whole incident, or of one of its accounts. */
void moments_of(const struct incident *inc, const struct incident_account *only, struct moments *ret);
void moments_done(struct moments *moments);

/* "signed in as j.meier from 203.0.113.7" */
void moment_say(struct out *out, const struct moment *moment);

/* Was it bad: somebody got in, or a password is known? */
bool moment_is_grave(const struct moment *moment);
