/* report.c - the parts in their order. */
#include "core/model/technique.h"
#include "core/view/paint.h"
#include "core/view/report_inside.h"

bool report_is_full(const struct report *r, const struct incident *inc)
{
    return inc->severity > SEVERITY_INFO || r->all->count == 1;
}

bool report_is_emergency(const struct incident *inc)
{
    return incident_is_use(inc) && inc->accounts_count > 0;
}

size_t report_days_each(size_t days, size_t most)
{
    size_t each = (days + most - 1) / most;
    return each < 2 ? 1 : (each + 6) / 7 * 7;
}

void report_left_out(struct report *r, uint64_t left, const char *one, const char *many)
{
    struct paper *p = r->p;
    struct out command = { 0 };
    if (left == 0)
        return;
    out_printf(&command, "cordon scan --format jsonl %s", p->screen.paths ? p->screen.paths : "PATH...");
    paper_open(p, BLOCK_NOTE, NULL);
    paper_say(p, "Not shown here: ");
    paper_count(p, left, one, many);
    paper_say(p, ". All of them: ");
    paper_literal(p, paint_text(&command));
    paper_shut(p);
    out_done(&command);
}

void report_timed_table(struct report *r, const char *one, const char *many, uint64_t shown, uint64_t all,
        const struct column *columns, size_t n)
{
    char number[32];
    struct out said = { 0 };
    if (shown < all)
        out_printf(&said, "%s of ", grouped(shown, number));
    paint_count(&said, all, one, many);
    out_printf(&said, "; times in %s", paper_zone(r->p));
    paper_table(r->p, paint_text(&said), columns, n);
    out_done(&said);
}

static void heading(struct paper *p, const struct incident *inc)
{
    paper_open(p, BLOCK_PART, inc->id);
    paper_tone(p,
            inc->severity >= SEVERITY_HIGH             ? TONE_BAD
                    : inc->severity == SEVERITY_MEDIUM ? TONE_WARN
                                                       : TONE_SOFT,
            severity_name(inc->severity));
    paper_say(p, " ");
    paper_say(p, inc->title);
    paper_shut(p);
    paper_open(p, BLOCK_NOTE, NULL);
    paper_say(p, inc->id);
    if (inc->organisation != NULL && *inc->organisation != '\0') {
        paper_say(p, ", organisation ");
        paper_name(p, inc->organisation);
    }
    paper_shut(p);
}

/* Ids come last, and with their names. */
static void techniques(struct paper *p, const struct incident *inc)
{
    if (inc->techniques == NULL || inc->techniques[0] == NULL)
        return;
    paper_block(p, BLOCK_HEADING, "Its names in ATT&CK");
    paper_list(p, false);
    for (size_t i = 0; inc->techniques[i] != NULL; i++) {
        const struct technique *t = technique_named(inc->techniques[i]);
        paper_open(p, BLOCK_ITEM, NULL);
        if (t != NULL && t->parent != NULL)
            paper_sayf(p, "%s: ", t->parent->name);
        if (t != NULL)
            paper_sayf(p, "%s, ", t->name);
        paper_say(p, inc->techniques[i]);
        paper_shut(p);
    }
    paper_list_end(p);
}

static void incident(struct report *r, const struct incident *inc)
{
    struct paper *p = r->p;
    heading(p, inc);
    report_sentence(r, inc);
    paper_headed_list(p, "Do now", true, inc->do_now);
    report_times(r, inc);
    report_taken(r, inc);
    report_acts(r, inc);
    report_checks(r, inc);
    report_accounts(r, inc);
    report_sources(r, inc);
    report_reasons(r, inc);
    report_likeness(r, inc);
    paper_headed_list(p, "It would be benign if it is", false, inc->benign_if);
    paper_headed_list(p, "What these logs cannot tell of it", false, inc->unseen);
    report_evidence(r, inc);
    techniques(p, inc);
}

static void share_rows(struct report *r)
{
    for (size_t i = 0; i < r->all->count; i++)
        r->full += report_is_full(r, &r->all->at[i]);
    r->rows = REPORT_ROWS / (r->full ? r->full : 1);
    r->rows = r->rows > REPORT_ROWS_MAX ? REPORT_ROWS_MAX
            : r->rows < REPORT_ROWS_MIN ? REPORT_ROWS_MIN
                                        : r->rows;
}

void view_report(struct paper *p, const struct incidents *all, const struct report_options *opt)
{
    struct report r = { .p = p, .all = all, .opt = opt };
    struct out title = { 0 }, foot = { 0 };
    size_t told = 0;
    share_rows(&r);
    out_text(&title, "Cordon report");
    if (r.full == 1)
        for (size_t i = 0; i < all->count; i++)
            if (report_is_full(&r, &all->at[i]))
                out_printf(&title, ": %s", all->at[i].id);
    out_printf(&foot, "Cordon %s", opt->version);
    p->foot = paint_text(&foot);
    if (p->form != PAPER_TEXT)
        p->screen.ascii = false; /* these two are UTF-8 wherever they are written */
    paper_begin(p, paint_text(&title), opt->mark);
    report_front(&r);
    for (size_t i = 0; i < all->count; i++)
        if (report_is_full(&r, &all->at[i]) && told++ < REPORT_FULL_MAX)
            incident(&r, &all->at[i]);
    report_end(&r);
    paper_end(p);
    p->foot = NULL;
    out_done(&title);
    out_done(&foot);
}
