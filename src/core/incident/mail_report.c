/* mail_report.c - from mailings to incidents. */
#include "core/incident/mail_report.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/hash.h"
#include "core/incident/mail_draft.h"
#include "core/incident/mail_join.h"
#include "core/incident/order.h"

/* Of those phish whose lure is told, the class of most; of two alike the first. */
static void count_lures(struct mail_draft *d)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < d->count; i++) {
        const struct letter *l = mail_letter(d, i);
        if (l->kind != VERDICT_PHISH)
            continue;
        if (d->phish++ == 0)
            d->opening = i;
        d->lures[l->lure]++;
    }
    for (int lure = LURE_NONE + 1; lure < LURES; lure++)
        if (d->lures[lure] > most) {
            most = d->lures[lure];
            d->lure = (enum lure)lure;
        }
}

static void outcome_of(struct incident *inc)
{
    inc->outcome = ACCESS_DELIVERED;
    for (size_t i = 0; i < inc->accounts_count; i++)
        if (access_rank(inc->accounts[i].outcome) > access_rank(inc->outcome))
            inc->outcome = inc->accounts[i].outcome;
}

static void fill(struct mail_draft *d)
{
    struct incident *inc = d->inc;
    count_lures(d);
    incident_id(hash_bytes(text(mail_letter(d, d->opening)->id), 4), inc->id);
    inc->organisation = memory_text(d->memory, d->told->organisation, strlen(d->told->organisation));
    inc->attempts = d->count;
    mail_lists(d);
    outcome_of(inc);
    mail_tell(d);
    mail_reasons(d);
    mail_playbooks(d);
}

/* Room for those of both roads; what was there is copied. */
static bool make_room(struct incidents *io, uint32_t more)
{
    struct incident *grown = memory_take(io->memory, (io->count + more + 1) * sizeof *grown);
    if (grown == NULL)
        return false;
    if (io->count > 0)
        memcpy(grown, io->at, io->count * sizeof *grown);
    io->at = grown;
    return true;
}

enum status mail_report(
        const struct letters *letters, const struct mail_told *told, struct incidents *io, struct error *err)
{
    struct mailings mailings = { 0 };
    enum status st = mailings_group(letters, &mailings, err);
    if (st != STATUS_OK)
        return st;
    if (io->memory == NULL)
        io->memory = memory_new();
    if (io->memory == NULL || !make_room(io, mailings.count)) {
        mailings_done(&mailings);
        return fail(err, STATUS_NOMEM, "no memory for %u incidents of mail", mailings.count);
    }
    size_t signins = io->count;
    for (uint32_t i = 0; i < mailings.count; i++) {
        struct mail_draft d = { .letters = letters,
            .members = mailings.order + mailings.at[i].at,
            .count = mailings.at[i].count,
            .told = told,
            .memory = io->memory,
            .inc = &io->at[io->count++] };
        fill(&d);
    }
    mailings_done(&mailings);
    mail_join(io, signins, told->own);
    incidents_order(io);
    return memory_is_out(io->memory)
            ? fail(err, STATUS_NOMEM, "no memory for %zu incidents of mail", io->count - signins)
            : STATUS_OK;
}
