/* house.h - what is usual in an organisation of the things that takeovers do.
 *
 * Layer   core/detect/takeover: includes base, model and state. Pure.
 * Method  each rate is a share of account-days, or of new places, with a stated prior that weighs as much as so
 *         many of them (Beta); weigh.c and acts.c hold the priors.
 */
#pragma once

#include "core/state/visit.h"

enum protocol_class { PROTOCOL_OTHER, PROTOCOL_DEVICE_CODE, PROTOCOL_LEGACY, PROTOCOL_CLASSES };

struct house {
    uint32_t account_days;  /* days on which an account was used, of all accounts */
    uint32_t known_days;    /* those of accounts that had been used on HOUSE_SETTLED days before */
    uint32_t new_places[2]; /* of these: at a place new to the account, outside and at private addresses */
    uint32_t countries_told, countries_new; /* of new places whose country is told: new to the account too */
    uint32_t gaps, gaps_long;               /* returns after a day or more, after HOUSE_DORMANT or more */
    uint32_t protocols[PROTOCOL_CLASSES];   /* new places by way in */
    uint32_t acts[ACTION_COUNT];            /* account-days, roughly, with the action */
    uint32_t visits;                        /* to new places */
    uint32_t acts_away[ACTION_COUNT];       /* of these, roughly, with the action */
    uint32_t renames_since;                 /* s; of the first rename that told its ending */
    uint64_t accesses;
    struct habit habit[VOLUMES];
};

#define HOUSE_SETTLED 7u
#define HOUSE_DORMANT (45u * 86400) /* s */

/* An account is used on a day for the first time; `days` on which it was before. */
static inline void house_day(struct house *house, uint16_t days)
{
    house->account_days++;
    house->known_days += days >= HOUSE_SETTLED;
}
