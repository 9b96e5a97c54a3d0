/* technique.h - the ATT&CK techniques that Cordon names, as others want them told.
 *
 * Layer   core/model. Pure.
 * Source  MITRE ATT&CK Enterprise v19 (April 2026), which split Defense Evasion into Stealth and Defense
 *         Impairment: T1078 is under Stealth. An id keeps its meaning; names of tactics are the version's.
 */
#pragma once

#include "core/base/slice.h"

#define ATTACK_VERSION "19"
#define TECHNIQUE_TACTICS_MAX 4u
#define TECHNIQUE_URL_MAX 64u

struct tactic {
    const char *id, *name, *short_name; /* "TA0006", "Credential Access", "credential-access" */
};

struct technique {
    const char *id, *name;                                   /* "T1110.003", "Password Spraying" */
    const struct technique *parent;                          /* of a sub-technique, else NULL */
    const struct tactic *tactics[TECHNIQUE_TACTICS_MAX + 1]; /* NULL-terminated */
    const char *stix;                                        /* "attack-pattern--..." as MITRE publishes it */
};

/* NULL for an id that Cordon does not name. */
const struct technique *technique_named(const char *id);

/* "https://attack.mitre.org/techniques/T1110/003/" */
const char *technique_url(const struct technique *t, char buf[TECHNIQUE_URL_MAX]);
