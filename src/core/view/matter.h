/* matter.h - what drafts and letters are about, and what they say alike.
 *
 * Layer   core/view: includes base, model and the list of system accounts. Pure.
 * Names   nothing here names an account: a text that does says so where it does.
 */
#pragma once

#include "core/model/house.h"
#include "core/model/tlp.h"
#include "core/view/paper.h"

struct matter {
    const struct incident *inc;
    const struct summary *sum;
    struct house house;
    time_us aware;                       /* when a person of the organisation knew; TIME_NONE: not told */
    enum tlp tlp;                        /* marking of what is written */
    const struct incident_account *only; /* letters to people: that one's alone; NULL: the first of them */
};

#define UNTOLD "cannot be told from the logs"

/* How far it came with how many accounts. */
struct tally {
    size_t got_in, known, check, tried; /* each account once, the worst counts; without those: */
    size_t missing;                     /* names that nobody has here */
    size_t emergency;                   /* of all */
};

struct tally matter_tally(const struct matter *m);

/* Somebody's account: neither invented nor one that every system has. */
bool matter_is_person(const struct incident_account *a);

/* A machine with an old password is none; of a used emergency account no log can tell. */
bool matter_is_attack(const struct matter *m);
bool matter_is_use(const struct matter *m);

/* "TLP:AMBER. For the recipient's ..."; the paper's mark. */
const char *matter_mark(const struct matter *m, char buf[TLP_MARK_MAX]);

/* Pieces. A moment is told in the zone of the paper and, where that is another, in UTC. */
void say_moment(struct paper *p, time_us t);
void say_period(struct paper *p, time_us first, time_us last);
void say_house(struct paper *p, const char *told, const char *what); /* or "[fill in: what]" */
void say_happened(struct paper *p, const struct matter *m);          /* what, by how many, when */
void say_outcome(struct paper *p, const struct matter *m);           /* how far it came */

/* May the words be said where nobody is named? Not where the name of one of the incident's accounts is within them,
 * as an agent, an application or a reason may have it. */
bool matter_names_nobody(const struct matter *m, const char *words);

/* What the incident's tries named as their agent, without those that name somebody: at most `max`. */
size_t matter_agents(const struct matter *m, const char **ret, size_t max);
