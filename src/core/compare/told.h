/* told.h - one incident as another organisation's jsonl tells it: what two of them can be compared by.
 *
 * Layer   core/compare: includes base and names only. Pure.
 * Memory  owned by whoever read it; texts are NUL-terminated and may hold any bytes.
 */
#pragma once

#include "core/base/ip.h"
#include "core/base/time.h"

struct told_source {
    struct ip_addr key; /* ip_source_key form */
    uint32_t asn;       /* 0 not told */
};

struct told_account {
    const char *name; /* "" when it is a pseudonym: it means nothing elsewhere */
    double attempts;
    bool missing; /* no such account there */
};

struct told_client {
    const char *agent, *application, *protocol;
    double attempts, people; /* of the incident; successes there with the same three */
};

struct told {
    const char *file, *id, *kind, *organisation;
    time_us first, last;
    double attempts;
    struct told_source *sources;
    size_t sources_count;
    struct told_account *accounts;
    size_t accounts_count, pseudonyms;
    struct told_client *clients;
    size_t clients_count;
    double *per_hour; /* from the hour of `first` */
    size_t hours;
    bool truncated; /* its lists are not complete */
};

/* Mostly names that nobody has or every system has, guessed by brute force or tried one by one: what every address
 * on the internet hears. */
bool told_is_background(const struct told *told);
