/* facts.h - the numbers that an incident's sentences and playbooks are made of.
 *
 * Layer   core/incident. Pure.
 */
#pragma once

#include "core/incident/draft.h"

struct facts {
    uint32_t got_in, known, check, missing, locked;
    double missing_share; /* of accounts */
    double hours, days;
    double accounts_per_day, usual_per_day;
    double one_try_share; /* of account-days */
    double tries_per_account_day, tries_per_source_day, tries_per_account_hour;
    double accounts_per_source;
    double accounts_share;                     /* of the accounts that ever signed in here */
    struct slice agent, application, protocol; /* of most attempts */
    double agent_share;                        /* of attempts */
    uint32_t agent_attempts, agent_people;     /* successes here with the same agent, application, protocol */
    double agent_people_share;                 /* of all successes */
    double weekday_share, working_hours_share; /* of attempts, UTC */
    bool cold_start;
};

void facts_gather(struct draft *d, const struct watch *watch, struct facts *ret);

/* advice.c: counter-evidence, what would make it benign, what to do now, techniques. */
void draft_advise(struct draft *d, const struct watch *watch, const struct facts *f);
