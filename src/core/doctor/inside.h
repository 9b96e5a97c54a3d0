/* inside.h - what the files of the doctor share.
 *
 * Layer   core/doctor. Private.
 */
#pragma once

#include "core/base/out.h"
#include "core/doctor/doctor.h"

#define CELLS_MAX 512u
#define HOST_MAX 64u
#define HOURS_MAX (2u * 366 * 24)
#define HOUR (INT64_C(3600) * TIME_SECOND)

enum proto { PROTO_OTHER, PROTO_KERBEROS, PROTO_NTLM, PROTO_RADIUS, PROTOS };

/* One source at one machine. */
struct cell {
    const char *name; /* static: a format's or a line source's */
    enum family family;
    char host[HOST_MAX]; /* "" none told */
    uint64_t outcome[OUTCOME_COUNT];
    uint64_t accesses;
    uint64_t no_account, masked, no_address, failures_no_address, no_agent, no_zone;
    uint64_t tokens;          /* sign-ins without a secret that was typed: Entra's non-interactive ones */
    uint64_t by_pam, by_sshd; /* sshd: told by PAM alone, by sshd itself */
    uint64_t ok[PROTOS], bad[PROTOS];
    uint64_t ok_by_hour[24]; /* of the day, as stamped: when people work */
    time_us first, last;     /* TIME_NONE: nothing */
    uint32_t *hours;         /* records an hour, from `base` on; owned */
    int64_t base;            /* hours since 1970 */
    uint32_t hours_count, hours_room;
};

struct doctor {
    struct cell cells[CELLS_MAX];
    uint32_t count;
    uint32_t slot[2 * CELLS_MAX]; /* hash table: index + 1; 0 free */
};

/* What the checks work on, and where they write. */
struct exam {
    const struct doctor *doctor;
    const struct summary *sum;
    struct cell *sources; /* cells of one name added up, without hours; by name */
    size_t sources_count;
    bool has[FAMILY_COUNT];        /* told of sign-ins */
    bool has_access[FAMILY_COUNT]; /* told what was done with accounts */
    struct diagnosis *out;
    struct arena *arena;
};

uint64_t cell_signins(const struct cell *cell);
uint64_t cell_failures(const struct cell *cell);
bool cell_is(const struct cell *cell, const char *prefix); /* "entra" is "entra-json" too */

/* Puts one lack down; the texts but what and noticed must be static. */
struct telling_lack {
    const char *check;
    enum grave grave;
    const struct cell *cell; /* NULL: of no one source */
    const char *why, *how;   /* how NULL: the hint for check and source */
};
void exam_add(struct exam *x, const struct telling_lack *t, const char *what, struct out *noticed);

void say_number(struct out *out, uint64_t n); /* 24,605 */

/* How to switch it on at this source: static text, "" when no row knows it. */
const char *hint_for(const char *check, const char *source);

/* The checks, each a file's. */
void check_outcomes(struct exam *x); /* only failures, only successes, programs that tell no sign-in */
void check_fields(struct exam *x);   /* names, addresses, agents */
void check_kinds(struct exam *x);    /* Windows' audit policy, Entra's kinds of sign-in, whole exports */
void check_times(struct exam *x);    /* days covered, silence, holes */
void check_clocks(struct exam *x);   /* zones */
void check_reading(struct exam *x);  /* what could not be read or was forgotten */
