/* report_sightings.c - known badness that was looked for: what was here, and what could not be looked for. */
#include "core/view/paint.h"
#include "core/view/report_inside.h"
#include "core/view/sightings.h"

static void row(struct paper *p, const struct sighting *one)
{
    struct out within = { 0 };
    for (size_t i = 0; one->incidents != NULL && one->incidents[i] != NULL; i++)
        out_printf(&within, "%s%s", i ? ", " : "", one->incidents[i]);
    paper_row(p);
    paper_cell(p, TONE_PLAIN);
    paper_sayf(p, "%s ", one->kind);
    paper_name(p, one->value);
    if (one->doubted)
        paper_say(p, " (its maker says: not for detection)");
    paper_shut(p);
    paper_cell_number(p, one->attempts);
    paper_cell_number(p, one->outcomes[OUTCOME_OK]);
    paper_cell_number(p, one->accounts_total);
    paper_cell_time(p, one->first);
    paper_cell_time(p, one->last);
    paper_cell_text(p, TONE_PLAIN, within.len > 0 ? paint_text(&within) : "none");
    p->out->failed = p->out->failed || within.failed;
    out_done(&within);
}

static void notes(struct paper *p, const struct sightings *all)
{
    struct out said = { 0 };
    if (sightings_note(all, 0, &said) != 0) {
        paper_list(p, false);
        said.len = 0;
        for (size_t i = 0; (i = sightings_note(all, i, &said)) != 0; said.len = 0)
            paper_block(p, BLOCK_ITEM, paint_text(&said));
        paper_list_end(p);
    }
    p->out->failed = p->out->failed || said.failed;
    out_done(&said);
}

void report_sightings(struct report *r)
{
    static const struct column columns[] = { { .head = "indicator", .names = true, .prose = true },
        { .head = "attempts", .number = true }, { .head = "signed in", .number = true },
        { .head = "accounts", .number = true }, { .head = "first" }, { .head = "last" },
        { .head = "within incident", .free = true } };
    const struct sightings *all = r->all->sightings;
    struct out head = { 0 };
    if (all == NULL)
        return;
    size_t n = all->count < r->rows ? all->count : r->rows;
    sightings_head(all, &r->p->screen, &head);
    paper_block(r->p, BLOCK_ASIDE, "Known badness that was looked for");
    paper_open(r->p, BLOCK_TEXT, NULL);
    paper_say(r->p, paint_text(&head));
    paper_say(r->p, ".");
    paper_shut(r->p);
    if (n > 0) {
        report_timed_table(
                r, "indicator that was here", "indicators that were here", n, all->count, columns, 7);
        for (size_t i = 0; i < n; i++)
            row(r->p, &all->at[i]);
        paper_table_end(r->p);
    }
    report_left_out(r, all->count - n, "indicator", "indicators");
    notes(r->p, all);
    out_done(&head);
}
