/* rows.c - the attempts of one draft, by name. */
#include "core/incident/rows.h"

#include <stdlib.h>
#include <string.h>

#include "core/incident/opened.h"
#include "core/incident/report.h"

static uint32_t source_id(const struct draft *d, uint32_t cell)
{
    return (uint32_t)source_at(d->state, cell)->key;
}

/* Is it the sign-in that the owner of an account is to be asked about? */
static bool is_check(const struct draft *d, const struct attempt *a)
{
    const struct pair *pair = pair_at(d->state, a->pair);
    uint32_t slot = d->account_slot[pair->account];
    const struct touched *acct = slot != 0 ? &d->touched[slot - 1] : NULL;
    return acct != NULL && acct->check && acct->outcome == ACCESS_TRIED && a->time == acct->at
            && outcome_is_right((enum outcome)a->outcome)
            && ip_eq(source_at(d->state, pair->source)->addr, acct->from);
}

static uint8_t use_of(
        const struct draft *d, const struct watch *watch, uint32_t at, const unsigned char *marks)
{
    const struct attempt *a = &watch->attempts[at];
    bool listed = d->camp->trigger != TRIGGER_GLASS && d->camp->trigger != TRIGGER_LOOP;
    return (uint8_t)((listed && draft_counts(d, a) ? ROW_COUNTED : 0) | (marks[at] ? ROW_OPENING : 0)
            | (d->camp->trigger == TRIGGER_GLASS && draft_is_guess(d, a) ? ROW_GUESS : 0)
            | (listed && is_check(d, a) ? ROW_CHECK : 0));
}

static void range_of(const struct draft *d, struct attempt_range *ret)
{
    const struct finding *found = &d->camp->found;
    const struct pair *pair = pair_at(d->state, found->pair);
    if (d->camp->trigger == TRIGGER_LOOP)
        *ret = (struct attempt_range){ found->account, source_id(d, pair->source), pair->first_fail,
            pair->last_fail, false };
    if (d->camp->trigger == TRIGGER_GLASS)
        *ret = (struct attempt_range){ found->account, 0, found->now, d->camp->last_use, true };
}

static enum status gather(
        const struct draft *d, const struct watch *watch, struct attempt_rows *ret, struct error *err)
{
    unsigned char *marks = calloc(watch->attempts_count + 1u, 1);
    struct opened opened;
    size_t count = 0;
    if (marks == NULL)
        return fail(err, STATUS_NOMEM, "no memory for the rows of %u attempts", watch->attempts_count);
    opened_count(d, watch, marks, &opened);
    for (uint32_t i = 0; i < watch->attempts_count; i++)
        count += use_of(d, watch, i, marks) != 0;
    *ret = (struct attempt_rows){ .at = calloc(count + 1, sizeof *ret->at) };
    for (uint32_t i = 0; i < watch->attempts_count && ret->at != NULL; i++) {
        const struct attempt *a = &watch->attempts[i];
        const struct pair *pair = pair_at(d->state, a->pair);
        uint8_t use = use_of(d, watch, i, marks);
        if (use != 0)
            ret->at[ret->count++] = (struct attempt_row){ pair->account, source_id(d, pair->source),
                a->client, a->time, (uint16_t)a->repeat, (uint8_t)a->outcome, use };
    }
    free(marks);
    if (ret->at == NULL)
        return fail(err, STATUS_NOMEM, "no memory for %zu rows", count);
    qsort(ret->at, ret->count, sizeof *ret->at, attempt_row_order);
    range_of(d, &ret->range);
    return STATUS_OK;
}

static enum status rows_of_campaign(const struct campaigns *campaigns, const struct watch *watch,
        uint32_t number, const struct link *link, struct attempt_rows *ret, struct error *err)
{
    struct memory *memory = memory_new();
    struct incident inc = { 0 };
    struct draft draft;
    bool real = false;
    if (memory == NULL)
        return fail(err, STATUS_NOMEM, "no memory for a report");
    enum status st = draft_init(&draft, campaigns, number, link, watch->state, memory, &inc, err);
    if (st == STATUS_OK)
        st = report_one(&draft, watch, number, &real);
    if (st == STATUS_OK)
        st = gather(&draft, watch, ret, err);
    draft_done(&draft);
    memory_free(&memory);
    return st;
}

enum status report_rows(const struct campaigns *campaigns, const struct watch *watch, const char *id,
        struct attempt_rows *ret, struct error *err)
{
    struct link link;
    enum status st = link_sources(campaigns, watch, false, &link, err);
    if (st != STATUS_OK)
        return st;
    st = fail(err, STATUS_MISSING, "there is no incident %s", id);
    for (uint32_t i = 0; i < campaigns->count && st == STATUS_MISSING; i++) {
        char own[INCIDENT_ID_MAX];
        draft_id(&campaigns->at[i], watch->state, own);
        if (strcmp(own, id) == 0)
            st = rows_of_campaign(campaigns, watch, i, &link, ret, err);
    }
    link_done(&link);
    return st;
}
