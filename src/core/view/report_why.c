/* report_why.c - the arithmetic, what speaks against it, and whose published manner it is like. */
#include <math.h>

#include "core/view/paint.h"
#include "core/view/report_inside.h"

/* Numbers of rows that a reason names; the rows stand in the table of evidence. */
#define ROWS_NAMED 8u

static void reason_words(struct report *r, const struct incident *inc, const struct incident_reason *reason)
{
    struct paper *p = r->p;
    struct out rows = { 0 };
    size_t named = 0;
    paper_cell(p, TONE_PLAIN);
    paper_say(p, reason->text);
    if (reason->how != NULL && *reason->how != '\0') {
        paper_say(p, " ");
        paper_tone(p, TONE_SOFT, reason->how);
    }
    for (size_t i = 0; i < reason->rows_count && named < ROWS_NAMED; i++)
        if (reason->rows[i] < inc->evidence_count && reason->rows[i] < r->rows)
            out_printf(&rows, "%s%u", named++ ? ", " : "Rows of evidence: ", reason->rows[i] + 1);
    if (named > 0) {
        out_text(&rows, ".");
        paper_say(p, " ");
        paper_tone(p, TONE_SOFT, paint_text(&rows));
    }
    paper_shut(p);
    out_done(&rows);
}

static void reason_row(struct report *r, const struct incident *inc, const struct incident_reason *reason)
{
    struct paper *p = r->p;
    paper_row(p);
    reason_words(r, inc, reason);
    paper_cell(p, TONE_PLAIN);
    paper_sayf(p, "%.9g ", reason->value);
    paper_say(p, reason->unit);
    paper_shut(p);
    paper_cell(p, TONE_PLAIN);
    if (reason->has_baseline)
        paper_sayf(p, "%.9g", reason->baseline);
    paper_shut(p);
    paper_cell(p, TONE_PLAIN);
    paper_sayf(p, "%.2f", reason->nats);
    paper_shut(p);
    paper_cell(p, TONE_PLAIN);
    paper_sayf(p, "%.0f %%", reason->weight * 100);
    paper_shut(p);
}

static void counters(struct paper *p, const struct incident *inc)
{
    if (inc->counters_count == 0)
        return;
    paper_block(p, BLOCK_HEADING, "What speaks against it, or limits it");
    paper_list(p, false);
    for (size_t i = 0; i < inc->counters_count; i++)
        paper_block(p, BLOCK_ITEM, inc->counters[i].text);
    paper_list_end(p);
}

void report_reasons(struct report *r, const struct incident *inc)
{
    static const struct column columns[] = { { .head = "what was seen", .names = true, .prose = true },
        { .head = "value", .free = true }, { .head = "usual here", .number = true },
        { .head = "evidence (nats)", .number = true }, { .head = "share", .number = true } };
    if (inc->reasons_count > 0) {
        paper_block(r->p, BLOCK_HEADING,
                inc->severity == SEVERITY_INFO || report_is_emergency(inc) ? "Why this is told"
                                                                           : "Why this is an attack");
        paper_block(r->p, BLOCK_NOTE,
                "Evidence is the logarithm of how much likelier an attack makes what was seen than ordinary "
                "life does: 1 "
                "nat is 2.7 times, 5 are 150 times, 10 are 22,000 times.");
        paper_table(r->p, "Reasons, with what is usual here and their share of the evidence", columns, 5);
        for (size_t i = 0; i < inc->reasons_count; i++)
            reason_row(r, inc, &inc->reasons[i]);
        paper_table_end(r->p);
        if (inc->alarm != NULL && *inc->alarm != '\0')
            paper_block(r->p, BLOCK_NOTE, inc->alarm);
    }
    counters(r->p, inc);
}

static void lines(struct paper *p, const char *label, const char *const *list)
{
    for (; list != NULL && *list != NULL; list++) {
        paper_open(p, BLOCK_ITEM, NULL);
        paper_tone(p, TONE_PLAIN, label);
        paper_say(p, " ");
        paper_say(p, *list);
        paper_shut(p);
    }
}

static bool has_any(const char *const *list)
{
    return list != NULL && *list != NULL;
}

void report_likeness(struct report *r, const struct incident *inc)
{
    struct paper *p = r->p;
    if (inc->playbooks_count == 0)
        return;
    paper_block(p, BLOCK_HEADING, "Whose published manner it is like");
    paper_block(p, BLOCK_NOTE,
            "A likeness of behaviour from 0 to 1, not an attribution: who did it, these logs cannot tell, "
            "and tools and "
            "habits are copied.");
    for (size_t i = 0; i < inc->playbooks_count; i++) {
        const struct incident_playbook *book = &inc->playbooks[i];
        paper_open(p, BLOCK_TEXT, NULL);
        paper_say(p, i == 0 ? "Most like " : i == 1 ? "Next best: " : "Then: ");
        paper_tone(p, TONE_PLAIN, book->name);
        if (isfinite(book->similarity))
            paper_sayf(p, ", likeness %.2f", book->similarity);
        paper_shut(p);
        if (!has_any(book->for_) && !has_any(book->against) && !has_any(book->unknown))
            continue;
        paper_list(p, false);
        lines(p, "For:", book->for_);
        lines(p, "Against:", book->against);
        lines(p, "Not known:", book->unknown);
        paper_list_end(p);
    }
}
