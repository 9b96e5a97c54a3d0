/* mail_draft.h - one mailing while it becomes an incident; shared by the files that tell it.
 *
 * Layer   core/incident. Pure.
 */
#pragma once

#include "core/incident/mail_report.h"
#include "core/incident/mailings.h"
#include "core/incident/memory.h"

#define MAIL_RECIPIENTS 1000000u /* listed; as accounts of any incident */
#define MAIL_SAMPLES 30u         /* messages beside the opening one that are evidence */

struct mail_draft {
    const struct letters *letters;
    const uint32_t *members; /* indexes of letters, by time, then id */
    uint32_t count;
    uint32_t opening;      /* of members: the first that is phish */
    uint32_t phish;        /* how many are */
    uint32_t lures[LURES]; /* of those, by class */
    enum lure lure;        /* that of most */
    const struct mail_told *told;
    struct memory *memory;
    struct incident *inc;
};

static inline const struct letter *mail_letter(const struct mail_draft *d, uint32_t i)
{
    return &d->letters->at[d->members[i]];
}

/* How many of the phish among the mailing showed the feature; a lure's name counts as one ("lure:recruiter"). */
uint32_t mail_feature_count(const struct mail_draft *d, const char *feature);

void mail_lists(
        struct mail_draft *d); /* mail_lists.c: recipients, sources, messages, marks, evidence, hours */
void mail_reasons(struct mail_draft *d);   /* mail_reasons.c */
void mail_tell(struct mail_draft *d);      /* mail_story.c: kind, severity, title, techniques, advice */
void mail_playbooks(struct mail_draft *d); /* mail_playbooks.c */
