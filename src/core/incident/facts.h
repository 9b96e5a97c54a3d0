/* facts.h - the numbers that an incident's sentences and playbooks are made of.
 *
 * Layer   core/incident. Pure.
 */
#pragma once

#include "core/incident/draft.h"

#define FACTS_HALF_HOURS 336u

struct facts {
    uint32_t got_in, known, check, missing, locked;
    double missing_share; /* of accounts */
    double hours, days;
    double accounts_per_day, usual_per_day;
    struct baseline_parts usual; /* what usual_per_day is made of */
    double one_try_share;        /* of account-days */
    double tries_per_account_day, tries_per_source_day, tries_per_account_hour;
    double accounts_per_source;
    double tries_per_account, tries_per_pair; /* a pair: an account at a source */
    double tries_per_busy_hour;               /* and account, in the hour of an average try */
    double quiet_days_share; /* of the days (UTC) from the first try to the last: without any */
    double burst_share;      /* of attempts, within the busiest twentieth of the hours */
    double dormant_share; /* of the existing accounts tried and not taken: never signed in before or since */
    bool dormant_known;   /* the log begins a week before */
    uint32_t of_week[FACTS_HALF_HOURS];        /* attempts by half hour of the week, Monday 00:00 UTC first */
    double accounts_share;                     /* of the accounts that ever signed in here */
    struct slice agent, application, protocol; /* of most attempts */
    double agent_share;                        /* of attempts */
    uint32_t client_attempts;                  /* all that inc->clients is a part of */
    uint32_t agent_attempts, agent_people;     /* successes here with the same agent, application, protocol */
    double agent_people_share;                 /* of all successes */
    uint64_t successes;
    double weekday_share, working_hours_share; /* of attempts, UTC */
    bool cold_start;
};

void facts_gather(struct draft *d, const struct watch *watch, struct facts *ret);

/* Share of attempts on days of `week` (bit 0: Monday) between two half hours of the day (UTC). */
double facts_window(const struct facts *f, unsigned week, unsigned from, unsigned to);

/* reasons.c: what speaks for it, each with its number; and what it had to pass. */
void draft_reason(struct draft *d, const struct watch *watch, const struct facts *f);

/* unseen.c: what the logs lack. */
void draft_unseen(struct draft *d, const struct watch *watch, const struct facts *f);

/* advice.c: counter-evidence, what would make it benign, what to do now, techniques. */
void draft_advise(struct draft *d, const struct watch *watch, const struct facts *f);
