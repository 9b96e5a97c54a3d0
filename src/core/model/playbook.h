/* playbook.h - what is published of how one actor works, as features that an incident can be held against.
 *
 * Layer   core/model: data alone; includes nothing. Pure.
 * Source  data/playbooks/(name).yaml, each with its sources, compiled in by tools/playbooks.awk;
 *         docs/playbooks.md tells how to write one.
 * Units   shares 0..1; half hours of the UTC day 0..48; nats (natural logarithms of odds).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PLAYBOOK_FEATURES 14u

struct playbook_feature {
    const char *name;       /* of a number or text in core/incident/facts.h */
    const char *published;  /* in words */
    const char *any;        /* texts parted by |, a $ at an end means there; NULL: the number itself */
    double min, max;        /* where it fits; of a text: the share of attempts that hold any */
    double or_min, or_max;  /* a second range; none when or_max is 0 */
    double holds;           /* how often a campaign of the actor has it */
    double usual;           /* how often anybody's campaign has it, above 0 and below `holds` */
    double weight;          /* of what it tells: below 1 where another feature tells part of it */
    double doubt;           /* nats that not knowing it weighs; 0: as much as its fit would */
    bool must;              /* essential: known and missing, the likeness is halved */
    bool assumed;           /* `usual` is an estimate of ours, not fitted by bench/playbooks */
    uint8_t week, from, to; /* of a window: bit 0 is Monday; half hours of the day, UTC */
    const char *yes, *no, *unknown; /* sentences; "%.Nf" is the number; NULL: nothing worth a line */
};

struct playbook {
    const char *name, *title, *summary, *actor;
    const char *sources, *unpublished;                   /* lines */
    bool of_mail;                                        /* of messages; else of sign-ins */
    struct playbook_feature features[PLAYBOOK_FEATURES]; /* up to the first without a name */
};

extern const struct playbook playbooks[]; /* by name; the last has no name */

/* What a feature adds when it fits, or does not; what not knowing it weighs. */
double playbook_nats(const struct playbook_feature *feature, bool fits);
double playbook_bearing(const struct playbook_feature *feature);

static inline size_t playbook_features(const struct playbook *book)
{
    size_t n = 0;
    while (n < PLAYBOOK_FEATURES && book->features[n].name != NULL)
        n++;
    return n;
}
