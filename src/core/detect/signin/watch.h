/* watch.h - takes sign-ins one by one: remembers, explains, and asks every sign-in rule.
 *
 * Layer   core/detect/signin: includes base, model and state. Pure: time is the event's own.
 * Memory  one cell an organisation (some 12 KiB), a ring of failures that wait for an explanation
 *         (WATCH_WAITING), and the log of unexplained attempts (WATCH_ATTEMPTS of 12 bytes, grown with
 *         use). What does not fit is counted in state.evictions.
 * Threads one owner.
 */
#pragma once

#include "core/base/limits.h"
#include "core/detect/finding.h"
#include "core/detect/signin/surge.h"
#include "core/detect/takeover/house.h"
#include "core/state/baseline.h"
#include "core/state/state.h"

#define WATCH_WAITING (1u << 20)
#define WATCH_ATTEMPTS (1u << 23)
#define WATCH_RECENT 512u

/* Failures in a row from an unfamiliar source after which nobody is still guessing his own password:
 * people stop at about a dozen. */
#define WATCH_PERSISTENCE 14u

#define ATTEMPT_CLIENTS (1u << 18) /* ids that fit; the interner gives fewer */

struct attempt {
    uint32_t time;        /* s */
    uint32_t pair;        /* index of the pair's cell */
    uint32_t client : 18; /* id of agent, application and protocol */
    uint32_t repeat : 10; /* LIMIT_REPEAT and less */
    uint32_t outcome : 4; /* enum outcome */
};

_Static_assert(LIMIT_REPEAT < 1u << 10 && OUTCOME_COUNT <= 16, "an attempt is 12 bytes");

struct org {
    struct baseline base;
    struct surge fresh, late, names, joint;
    uint32_t waits[24]; /* how long explanations took: log2 of seconds */
    uint32_t waits_count;
    uint32_t busy;         /* open campaigns from many sources: fresh failures are theirs */
    uint32_t busy_names;   /* of those, and of campaigns that try nothing else: try names that nobody has */
    uint32_t opened;       /* unfamiliar pairs of existing accounts that began to fail */
    uint32_t unexplained;  /* those of them whose waiting time went by */
    uint32_t named;        /* fresh names that do not exist */
    uint32_t recent_count; /* fresh pairs counted so far; the last WATCH_RECENT are kept */
    struct recent {
        uint32_t pair, time;
    } recent[WATCH_RECENT];
    uint64_t signins, successes, failures, explained;
    uint32_t first, last; /* s */
    struct house house;
};

struct watch {
    struct state *state; /* not owned */
    double false_alarms_per_year;
    struct org *orgs; /* by organisation id */
    uint32_t orgs_count;
    struct waiting {
        uint32_t pair, since;
        uint16_t organisation;
        uint16_t unused;
    } * waiting; /* a ring of WATCH_WAITING */
    uint32_t waiting_first, waiting_count;
    struct attempt *attempts;
    uint32_t attempts_count, attempts_room;
    uint32_t now;
};

enum status watch_init(
        struct watch *watch, struct state *state, double false_alarms_per_year, struct error *err) MUST_USE;
void watch_done(struct watch *watch);

/* One sign-in; findings is emptied first. */
void watch_take(struct watch *watch, const struct event *ev, struct findings *findings);

/* Empties findings and moves to the event's time; the event's organisation, or NULL when there is nothing to take:
 * no attempt, or no memory. For what takes a sign-in or an access. */
struct org *watch_begin(struct watch *watch, const struct event *ev, struct findings *findings);

/* The waiting time of an organisation's people, s. */
uint32_t watch_patience(const struct org *org);

/* Where the sign-in's row stands. */
struct row watch_row(const struct event *ev);

struct org *watch_org(struct watch *watch, uint16_t organisation);
