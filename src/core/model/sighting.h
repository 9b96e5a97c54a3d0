/* sighting.h - which known bad addresses, user agents and domains were here: what table, page and jsonl show.
 *
 * Layer   core/model. Pure.
 * Memory  core/known/lookout owns everything; pointers live until lookout_free. Texts are NUL-terminated and may
 *         hold any bytes that the maker of an indicator or an attacker chose: escape at every exit.
 */
#pragma once

#include "core/base/time.h"
#include "core/model/incident.h"

/* Of one sighting, to be listed; the rest is counted. A network that tried more is a campaign of its own. */
#define SIGHTING_ACCOUNTS_MAX 1000u

struct sighting_account {
    const char *name;
    enum access_outcome outcome; /* the worst */
    uint64_t attempts;
    time_us first, last;
};

/* One indicator that was here. */
struct sighting {
    const char *kind;  /* "network", "domain", "agent" */
    const char *value; /* as it is compared: 192.0.2.7, 2001:db8:1:2::/64, evil.example, *bot* */
    const char *file;  /* which told it first */
    uint64_t place;    /* line or entry of it, from 1 */
    bool doubted;      /* its maker says that it is not for detection (MISP to_ids false) */
    time_us first, last;
    uint64_t attempts;                 /* sign-ins */
    uint64_t accesses;                 /* things done with accounts, from there or with that agent */
    bool entered;                      /* one of them came about */
    uint64_t outcomes[OUTCOME_COUNT];  /* attempts, by enum outcome; they add up to `attempts` */
    struct sighting_account *accounts; /* worst outcome first, then attempts, then name */
    size_t accounts_count, accounts_total;
    const char **incidents; /* NULL-terminated ids, in the order of the incidents */
};

struct sightings {
    struct sighting *at; /* worst outcome of an account first, then attempts, then kind and value */
    size_t count;
    uint64_t asked;                     /* distinct indicators that were looked for */
    uint64_t networks, domains, agents; /* of them */
    uint64_t doubted;                   /* of them, those that are not for detection */
    uint64_t narrower;  /* of the networks, IPv6 within a /64: compared by the /64, as sources are counted */
    uint64_t foreign;   /* entries of kinds that no sign-in holds: hashes, file names */
    uint64_t withdrawn; /* entries that their maker has taken back; not looked for */
    uint64_t bad;       /* entries that were not understood */
    uint64_t unlisted;  /* (indicator, account) pairs beyond what is remembered */
    const char *const *files;
    size_t files_count;
    time_us first, last; /* of all sign-ins that were looked at; TIME_NONE when there were none */
};
