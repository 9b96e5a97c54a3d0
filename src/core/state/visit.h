/* visit.h - accounts at places that are new to them, and what was done with accounts.
 *
 * Layer   core/state: includes base, model and names. Pure.
 * Words   a visit is an account at a source where it had not been at home: from its first right password or
 *         access there, VISIT_NEW long; then the place counts as the account's own. A visit at home is kept
 *         only where something was done that is worth remembering. An act is one kind of access by one account
 *         from one source to one object on one day, with its number.
 * Sitting acts of a visit are those since its last long pause, a day at most: rates are those of account-days, and
 *         the most of a fortnight is no day. What a campaign holds is kept.
 * Units   seconds since 1970 in cells; parts and acts of a visit are nats (natural-log likelihood ratios).
 * Memory  capped tables that grow with use. Nobody makes a visit without a right password, or an act without a
 *         session, so names and addresses that are made up cost nothing here. A full table drops the older half
 *         of what no campaign holds, counted in state.evictions.
 */
#pragma once

#include "core/model/event.h"
#include "core/names/interner.h"
#include "core/state/row.h"
#include "core/state/table.h"

#define VISITS_MAX (1u << 17)    /* cells of 208 bytes */
#define HOLDERS_MAX (1u << 20)   /* cells of 168 bytes: one an account that ever signed in */
#define ACTS_MAX (1u << 18)      /* cells of 64 bytes */
#define VISIT_NEW (14u * 86400)  /* s */
#define VISIT_ACTS_A_DAY 64u     /* objects of one account and day that are kept apart */
#define VISIT_PAUSE (12 * 3600u) /* s without anything: what is done then is another sitting */
#define HOLDER_NETWORKS 4
#define HOLDER_COUNTRIES 6

/* Things of which the number tells, not that they are done. */
enum volume { VOLUME_MAIL, VOLUME_FILES, VOLUME_RENAMES, VOLUME_DELETES, VOLUMES };

/* How much of it on a day of use: mean and spread of ln(1 + items). */
struct habit {
    uint32_t day, today; /* day number; items of it so far */
    float days, mean, squares;
};

enum visit_part {
    VISIT_PLACE,    /* the place is new to the account */
    VISIT_COUNTRY,  /* so is its country */
    VISIT_TRAVEL,   /* nobody travels that fast */
    VISIT_AGENT,    /* a program that hardly anybody here uses */
    VISIT_PROTOCOL, /* a way in that takeovers like and the account never used */
    VISIT_DORMANT,  /* the account had slept for long */
    VISIT_STOPPED,  /* its right password had been stopped at a new place just before */
    VISIT_PROMPTS,  /* prompts of the second factor were refused just before */
    VISIT_HAND,     /* the source is known from an attack */
    VISIT_LURE,     /* a lure reached the account by mail in the week before */
    VISIT_PARTS,
};

enum visit_flags {
    VISIT_AT_HOME = 1,
    VISIT_SIGNED_IN = 2, /* a sign-in succeeded there, or something was done there */
    VISIT_ENCRYPTED = 4, /* files got one new name ending in bulk */
};

struct visit {
    uint64_t key;             /* account, source id */
    uint32_t account, source; /* ids of the interner */
    uint32_t first, last;
    uint32_t sitting; /* s; since when `act` counts */
    uint32_t at;      /* of the first success; 0: none yet */
    uint32_t client;
    uint16_t organisation;
    uint16_t campaign; /* index + 1; 0: none */
    uint8_t flags;     /* enum visit_flags */
    uint8_t prompts;   /* refused before */
    uint16_t unused;
    float part[VISIT_PARTS];
    float act[ACTION_COUNT]; /* 0: not done */
    uint32_t items[VOLUMES];
    struct row row; /* of the first success, else of what began it */
};

struct holder {
    uint64_t key; /* account id + 1 */
    uint32_t first;
    uint32_t day;        /* number of the last day with an access */
    uint32_t prompts_at; /* last refused prompt from a new place */
    uint32_t stopped_at; /* right password stopped at a new place */
    uint32_t latest;     /* source id of the latest visit */
    uint32_t latest_at;
    uint32_t taken_at;
    uint32_t held;     /* source id of the latest visit that a campaign holds */
    uint32_t today;    /* bits of actions done on that day */
    uint32_t done;     /* bits of actions done from home */
    uint16_t campaign; /* index + 1 of that in which it was taken */
    uint8_t prompts;
    uint8_t protocols; /* bits of enum protocol_class (weigh.h) */
    uint16_t acts_today, unused;
    char country[HOLDER_COUNTRIES][2];
    uint32_t asn[HOLDER_NETWORKS];
    struct habit habit[VOLUMES];
};

struct act {
    uint64_t key;                     /* hash of all that tells it apart */
    uint32_t account, source, object; /* ids of the interner */
    uint32_t first, last, count;
    uint16_t organisation;
    uint8_t action, outcome;
    uint8_t unused[4];
    struct row row; /* of the first */
};

struct visits {
    struct table visits, holders, acts;
};

enum status visits_init(struct visits *visits, struct error *err) MUST_USE;
void visits_done(struct visits *visits);

static inline struct visit *visit_at(const struct visits *visits, uint32_t i)
{
    return table_at(&visits->visits, i);
}

static inline struct act *act_at(const struct visits *visits, uint32_t i)
{
    return table_at(&visits->acts, i);
}

/* NULL: none, or no room. Valid until the next call that makes one. */
struct visit *visit_find(const struct visits *visits, uint32_t account, uint32_t source);
struct visit *visit_make(struct visits *visits, uint32_t account, uint32_t source, uint32_t now);
struct holder *holder_find(const struct visits *visits, uint32_t account);
struct holder *holder_make(struct visits *visits, uint32_t account, uint32_t now);

/* Adds `ev` to the act of its day, made when new; NULL when there is no room. */
struct act *visits_act(struct visits *visits, struct holder *holder, const struct event *ev, uint32_t now);

static inline bool visits_are_full(const struct visits *visits)
{
    return visits->visits.count >= visits->visits.cap || visits->acts.count >= visits->acts.cap;
}

/* Makes room in full tables; how many cells went. */
uint32_t visits_sweep(struct visits *visits);

/* The place is still news for the account. */
static inline bool visit_is_new(const struct visit *visit, uint32_t now)
{
    return !(visit->flags & VISIT_AT_HOME) && (visit->campaign != 0 || now < visit->first + VISIT_NEW);
}

/* Days that are over teach the habit, and the house's as one more account's day, unless `teach` is false; then the
 * items count for today. */
void habit_count(struct habit *habit, struct habit *house, uint32_t now, uint32_t items, bool teach);

/* Nats by which ln(1 + items of today) exceeds twice the usual spread, where the tail of what people do in a day
 * falls as a power (Pareto) of the number: 0 where it does not. */
double habit_surprise(const struct habit *habit, const struct habit *house, enum volume what);
