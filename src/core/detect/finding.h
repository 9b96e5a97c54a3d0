/* finding.h - what one detector saw, with its arithmetic.
 *
 * Layer   core/detect: includes base, model and state. Pure.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/state/baseline.h"
#include "core/state/state.h"

enum rule {
    RULE_SURGE,      /* more fresh failures than people make: a spray from many sources */
    RULE_CROWD,      /* too many accounts fail at one source: a spray or enumeration from one */
    RULE_PERSISTENT, /* one source keeps at one account longer than a person would */
    RULE_BURST,      /* one account is tried from too many sources */
    RULE_BACKGROUND, /* the internet at an account that every system has */
    RULE_GLASS,      /* an emergency account of the configuration was used */
    RULE_TAKEOVER,   /* somebody else has the account: what was seen at a new place, or done, adds up */
    RULE_LOOP,       /* the same stale secret over and over: advice, not an attack */
};

/* Few failures, faster than anybody types. */
enum haste {
    HASTE_NONE,
    HASTE_SSH,    /* whose clients ask a person for each password */
    HASTE_UNUSED, /* elsewhere, at a name that signed in nowhere yet */
};

struct finding {
    enum rule rule;
    uint16_t organisation;
    uint32_t now, since;    /* s; since: where the rise began */
    uint32_t account;       /* PERSISTENT, BURST, LOOP, TAKEOVER */
    uint32_t source, pair;  /* cell indices; SURGE: those of the event that passed the level */
    double value, baseline; /* what was seen and what was expected, in `unit` */
    double level;           /* what it had to pass, on the detector's own scale */
    double statistic;
    bool people;                 /* SURGE: of accounts that exist, not of names */
    enum stream stream;          /* SURGE: of which baseline is */
    bool in_turn;                /* PERSISTENT: at several accounts of one source in turn */
    enum haste haste;            /* PERSISTENT: few, and faster than anybody types */
    uint32_t names;              /* SURGE: events of the rise that tried names that do not exist */
    struct row row;              /* GLASS: of this sign-in; TAKEOVER: of the first at that place */
    struct baseline_parts usual; /* SURGE: what baseline is made of */
    uint32_t counted; /* SURGE: fresh pairs of the organisation until then, whether or not of the rise */
    uint32_t from;    /* SURGE: s; where the counting of value began: since, unless more came than are kept */
};

#define FINDINGS_PER_EVENT 8

struct findings {
    struct finding at[FINDINGS_PER_EVENT];
    unsigned count;
};

static inline struct finding *findings_add(struct findings *findings)
{
    static const struct finding blank;
    unsigned i = findings->count < FINDINGS_PER_EVENT ? findings->count++ : FINDINGS_PER_EVENT - 1;
    findings->at[i] = blank;
    return &findings->at[i];
}
