/* told.h - incidents as lines that a test can hold: KIND SEVERITY OUTCOME: ACCOUNT ... | SOURCE ... | ACTION ...
 * Accounts are those that were taken or whose password is known, without their domain; "+tried" where more than ten are
 * listed, "many" where more than six sources are.
 */
#pragma once

#include <stdio.h>
#include <string.h>

#include "core/model/incident.h"

static inline void told_incident(char *to, size_t room, const struct incident *inc)
{
    size_t n = (size_t)snprintf(to, room, "%s %s %s:", kind_name(inc->kind), severity_name(inc->severity),
            access_outcome_name(inc->outcome));
    for (size_t i = 0; i < inc->accounts_count && n < room; i++)
        if (inc->accounts[i].outcome != ACCESS_TRIED)
            n += (size_t)snprintf(to + n, room - n, " %.*s", (int)strcspn(inc->accounts[i].name, "@"),
                    inc->accounts[i].name);
    if (inc->accounts_count > 10)
        n += (size_t)snprintf(to + n, room - n, " +tried");
    n += (size_t)snprintf(to + n, room - n, " |");
    if (inc->sources_count > 6)
        n += (size_t)snprintf(to + n, room - n, " many");
    for (size_t i = 0; i < inc->sources_count && inc->sources_count <= 6 && n < room; i++) {
        char from[IP_TEXT_MAX];
        ip_format_source(inc->sources[i].key, from);
        n += (size_t)snprintf(to + n, room - n, " %s", from);
    }
    n += (size_t)snprintf(to + n, room - n, " |");
    uint32_t said = 0;
    for (size_t i = 0; i < inc->acts_count && n < room; i++) {
        if (said >> inc->acts[i].action & 1)
            continue;
        said |= 1u << inc->acts[i].action;
        n += (size_t)snprintf(to + n, room - n, " %s", action_name(inc->acts[i].action));
    }
}

static inline void told_incidents(char *to, size_t room, const struct incidents *all)
{
    size_t n = 0;
    for (size_t i = 0; i < all->count && n + 4096 < room; i++) {
        told_incident(to + n, 4096, &all->at[i]);
        n += strlen(to + n);
        to[n++] = '\n';
    }
    to[n] = '\0';
}
