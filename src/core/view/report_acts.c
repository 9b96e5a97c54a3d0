/* report_acts.c - the table of what was done with accounts in other hands. */
#include "core/view/acts.h"
#include "core/view/report_inside.h"

void report_acts(struct report *r, const struct incident *inc)
{
    static const struct column columns[] = { { .head = "when", .names = true },
        { .head = "account", .free = true }, { .head = "what was done", .prose = true },
        { .head = "from", .free = true } };
    size_t shown = inc->acts_count < r->rows ? inc->acts_count : r->rows;
    if (inc->acts_count == 0)
        return;
    paper_block(r->p, BLOCK_HEADING, "What was done with them");
    report_timed_table(r, "act", "acts", shown, inc->acts_total, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < shown; i++) {
        const struct incident_act *act = &inc->acts[i];
        struct out said = { 0 };
        act_say(&said, act);
        paper_row(r->p);
        paper_cell_time(r->p, act->time);
        paper_cell_name(r->p, act->account);
        paper_cell_text(r->p, TONE_PLAIN, paint_text(&said));
        paper_cell_source(r->p, act->source);
        out_done(&said);
    }
    paper_table_end(r->p);
    report_left_out(r, inc->acts_total - shown, "such act", "such acts");
}
