/* draft.h - one incident while it is put together.
 *
 * Layer   core/incident. Pure.
 * Memory  work arrays on the heap until draft_done; what the incident keeps lives in `memory`.
 */
#pragma once

#include "core/detect/takeover/takeover.h"
#include "core/incident/link.h"
#include "core/incident/memory.h"
#include "core/model/incident.h"
#include "core/names/pseudonym.h"

struct touched {
    uint32_t account;
    enum access_outcome outcome;
    bool check;
    double nats; /* of a check: how much more likely the campaign than a traveller; check.h */
    struct check_parts parts;
    uint32_t attempts;
    uint32_t at; /* s; of the decisive sign-in, or of that which should be asked about */
    time_us first_us, last_us;
    struct ip_addr from;
    struct row row;
    struct ip_addr row_from; /* who made the row */
    uint32_t day, day_tries, most_in_a_day;
};

/* What is told anywhere in these logs. */
struct logged {
    bool stops; /* right passwords that something else stopped */
    bool agents, applications;
};
void logged_gather(const struct state *state, struct logged *ret); /* unseen.c */

struct draft {
    const struct campaign *camp;
    uint32_t camp_number;
    const struct opening *openings; /* of the campaign, camp->opening_count of them */
    const struct link *link;
    const struct state *state;
    const struct logged *logged; /* NULL: was not asked */
    struct memory *memory;
    struct incident *inc;
    const struct pseudonyms *pseudonyms; /* NULL: accounts are named */
    double impurity;
    struct touched *touched;
    uint32_t touched_count, touched_room;
    uint32_t *account_slot;    /* by account id: index of touched + 1 */
    uint32_t *source_slot;     /* by source cell: index of inc->sources + 1 */
    unsigned char *pair_taken; /* by pair cell: 1, or 2 once an attempt of it was counted */
    uint32_t sources_count, sources_room;
    uint32_t first, last; /* s */
    uint64_t attempts;
    uint64_t asked;   /* attempts that a domain controller answered before it looked at a password */
    uint64_t missed;  /* attempts at names that do not exist */
    uint32_t acts;    /* things done with accounts that are in other hands */
    uint32_t guesses; /* GLASS: failures at the account from places where it is not at home */
    bool emergency;   /* an emergency account is aimed at */
    uint32_t days_one_try, days_tried; /* account-days; for playbooks */
};

enum status draft_init(struct draft *d, const struct campaigns *campaigns, uint32_t number,
        const struct link *link, const struct state *state, struct memory *memory, struct incident *inc,
        struct error *err) MUST_USE;
void draft_done(struct draft *d);

struct touched *draft_account(struct draft *d, uint32_t account);       /* made when new; NULL: no memory */
struct touched *draft_known_account(struct draft *d, uint32_t account); /* NULL: not touched */
const char *draft_account_name(struct draft *d, uint32_t account);      /* as it is shown */
struct incident_source *draft_add_source(struct draft *d);

/* Is the attempt one of the incident's? And: is it a guess at the emergency account within a week of its use, from
 * where it is not at home? */
bool draft_counts(const struct draft *d, const struct attempt *a);
bool draft_is_guess(const struct draft *d, const struct attempt *a);

/* LOOP: is it a certificate, not a password, that is old? */
bool draft_shows_certificate(const struct draft *d);

/* Its hours begin here: before anything is counted. */
void draft_begin(struct draft *d, uint32_t first);
void draft_hour(
        struct draft *d, enum timeline_lane lane, uint32_t time, uint32_t count); /* that lane alone */

void draft_attempt(struct draft *d, const struct attempt *a, const struct pair *pair);

/* Fills *inc from what was gathered: lists in order, kind, severity, outcome, reasons, advice. */
void draft_finish(struct draft *d, const struct watch *watch);

/* Known at opening: it stays the same whatever comes then. */
void draft_id(const struct campaign *camp, const struct state *state, char ret[INCIDENT_ID_MAX]);

/* story.c: sentences. */
void draft_tell(struct draft *d, const struct watch *watch);
