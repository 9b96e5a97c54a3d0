/* mail_playbooks.c - a mailing held against what is published of actors who write mail. */
#include <string.h>

#include "core/incident/mail_draft.h"
#include "core/incident/playbook.h"

/* Share of the phish that showed what the feature names; a book's `any` holds several names parted by |. */
static double share_of(const struct mail_draft *d, const struct playbook_feature *ft)
{
    char name[64];
    uint32_t most = 0;
    struct slice any = text(ft->any ? ft->any : ft->name);
    while (any.len > 0) {
        struct slice part = slice_first(any, slice_find(any, '|'));
        size_t len = part.len < sizeof name - 1 ? part.len : sizeof name - 1;
        memcpy(name, part.at, len);
        name[len] = '\0';
        uint32_t n = mail_feature_count(d, name);
        most = n > most ? n : most;
        any = slice_skip(any, part.len + 1);
    }
    return d->phish > 0 ? (double)most / d->phish : 0;
}

static bool value_of(const void *ctx, const struct playbook_feature *ft, double *ret)
{
    const struct mail_draft *d = ctx;
    if (strcmp(ft->name, "recipients") == 0) {
        *ret = (double)d->inc->accounts_total;
        return d->inc->accounts_total > 0;
    }
    if (strncmp(ft->name, "inside:", 7) == 0)
        return false; /* what is in an attachment: nobody looked */
    *ret = share_of(d, ft);
    return true;
}

void mail_playbooks(struct mail_draft *d)
{
    const struct playbook_facts facts = { .of_mail = true, .ctx = d, .value = value_of };
    playbooks_match_facts(d->memory, d->inc, &facts);
}
