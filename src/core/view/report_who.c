/* report_who.c - the sentence of an incident, whom to ask, and the accounts by day. */
#include <stdio.h>

#include "core/view/lanes.h"
#include "core/view/paint.h"
#include "core/view/report_inside.h"

/* Taken accounts that the sentence names; more are a table. */
#define NAMED_MAX 5u
/* People who are to be asked; they are ranked, and beyond the first few each is less likely. */
#define CHECKS_MAX 50u
/* Columns of the matrix: 31 days fit a printed page. */
#define COLUMNS_MAX 31u

/* ---- the sentence ---- */

static void extent(struct paper *p, const struct incident *inc)
{
    paper_open(p, BLOCK_TEXT, NULL);
    paper_say(p, inc->first_seen == inc->last_seen ? "At " : "From ");
    paper_time(p, inc->first_seen);
    if (inc->first_seen != inc->last_seen) {
        paper_say(p, " to ");
        paper_time(p, inc->last_seen);
    }
    paper_say(p, ": ");
    paper_count(p, inc->attempts, "attempt", "attempts");
    paper_say(p, " at ");
    paper_count(p, inc->accounts_total, "account", "accounts");
    paper_say(p, " from ");
    paper_count(p, inc->sources_total, "address", "addresses");
    paper_say(p, " in ");
    paper_count(p, inc->networks, "network", "networks");
    if (inc->max_tries_per_account_day > 0) {
        paper_say(p, ", at most ");
        paper_count(p, inc->max_tries_per_account_day, "try", "tries");
        paper_say(p, " per account and day");
    }
    paper_say(p, ". What was known at ");
    paper_time(p, inc->opened_at);
    paper_say(p, " sufficed to notice it.");
    paper_shut(p);
}

static void taken_one(struct paper *p, const struct incident_account *acc)
{
    bool in = acc->outcome == ACCESS_GOT_IN;
    paper_open(p, BLOCK_TEXT, NULL);
    paper_tone(p, in ? TONE_BAD : TONE_WARN, in ? "Got in" : "Password known, stopped by something else");
    paper_say(p, ": ");
    paper_name(p, acc->name);
    paper_say(p, ", ");
    paper_time(p, acc->at);
    if (!ip_is_none(acc->from)) {
        paper_say(p, " from ");
        paper_source(p, acc->from);
    }
    paper_say(p, ".");
    paper_shut(p);
}

static void emergency(struct paper *p, const struct incident_account *acc)
{
    paper_open(p, BLOCK_TEXT, NULL);
    paper_tone(p, TONE_BAD, "Emergency account used");
    paper_say(p, ": ");
    paper_name(p, acc->name);
    paper_say(p, ", ");
    paper_time(p, acc->at);
    paper_say(p, " from ");
    paper_source(p, acc->from);
    paper_say(p, ". By whom, no log tells: please find out.");
    paper_shut(p);
}

/* They come first in the list. */
static size_t taken_count(const struct incident *inc)
{
    size_t n = 0;
    while (n < inc->accounts_count && inc->accounts[n].outcome != ACCESS_TRIED)
        n++;
    return n;
}

static void taken_many(struct paper *p, const struct incident *inc, size_t count)
{
    uint64_t in = 0;
    for (size_t i = 0; i < count; i++)
        in += inc->accounts[i].outcome == ACCESS_GOT_IN;
    paper_open(p, BLOCK_TEXT, NULL);
    if (in > 0) {
        paper_tone(p, TONE_BAD, "Got in");
        paper_say(p, ": ");
        paper_count(p, in, "account. ", "accounts. ");
    }
    if (count > in) {
        paper_tone(p, TONE_WARN, "Password known, stopped by something else");
        paper_say(p, ": ");
        paper_count(p, count - in, "account. ", "accounts. ");
    }
    paper_say(p, "They are listed below.");
    paper_shut(p);
}

void report_sentence(struct report *r, const struct incident *inc)
{
    size_t taken = taken_count(inc);
    extent(r->p, inc);
    if (taken > NAMED_MAX)
        taken_many(r->p, inc, taken);
    else
        for (size_t i = 0; i < taken; i++)
            taken_one(r->p, &inc->accounts[i]);
    if (report_is_emergency(inc))
        emergency(r->p, &inc->accounts[0]);
    else if (taken == 0 && inc->severity > SEVERITY_INFO)
        paper_block(r->p, BLOCK_TEXT, "Nobody got in as far as these logs tell.");
}

/* ---- who was taken ---- */

/* Those that the sentence has no room for. */
void report_taken(struct report *r, const struct incident *inc)
{
    static const struct column columns[] = { { .head = "account", .names = true, .free = true },
        { .head = "result" }, { .head = "when" }, { .head = "from" },
        { .head = "attempts", .number = true } };
    size_t count = taken_count(inc), n = count < r->rows ? count : r->rows;
    struct paper *p = r->p;
    if (count <= NAMED_MAX)
        return;
    paper_block(p, BLOCK_HEADING, "Who was taken");
    report_timed_table(r, "account that was taken, or whose password is known",
            "accounts that were taken, or whose password is known", n, count, columns, 5);
    for (size_t i = 0; i < n; i++) {
        const struct incident_account *acc = &inc->accounts[i];
        bool in = acc->outcome == ACCESS_GOT_IN;
        paper_row(p);
        paper_cell_name(p, acc->name);
        paper_cell_text(p, in ? TONE_BAD : TONE_WARN, in ? "got in" : "password known");
        paper_cell_time(p, acc->at);
        paper_cell_source(p, acc->from);
        paper_cell_number(p, acc->attempts);
    }
    paper_table_end(p);
    report_left_out(r, count - n, "such account", "such accounts");
}

/* ---- whom to ask ---- */

static void check_row(struct paper *p, const struct incident_account *acc, size_t rank)
{
    paper_row(p);
    paper_cell_number(p, rank);
    paper_cell_name(p, acc->name);
    paper_cell_time(p, acc->at);
    paper_cell_source(p, acc->from);
}

void report_checks(struct report *r, const struct incident *inc)
{
    static const struct column columns[] = { { .head = "", .number = true },
        { .head = "account", .names = true, .free = true }, { .head = "signed in" }, { .head = "from" } };
    size_t all = 0, most = r->rows < CHECKS_MAX ? r->rows : CHECKS_MAX, n = 0;
    for (size_t i = 0; i < inc->accounts_count; i++)
        all += inc->accounts[i].check && inc->accounts[i].outcome == ACCESS_TRIED;
    if (all == 0 || report_is_emergency(inc))
        return;
    paper_block(r->p, BLOCK_HEADING, "Ask these people");
    paper_block(r->p, BLOCK_TEXT,
            "They were tried, and signed in from a new place while it went on. Travellers do that too, so "
            "they are not "
            "counted as taken. Ask in this order whether it was them: each is less likely than the one "
            "before.");
    report_timed_table(r, "account to check", "accounts to check", all < most ? all : most, all, columns, 4);
    for (size_t i = 0; i < inc->accounts_count && n < most; i++)
        if (inc->accounts[i].check && inc->accounts[i].outcome == ACCESS_TRIED)
            check_row(r->p, &inc->accounts[i], ++n);
    paper_table_end(r->p);
    report_left_out(r, all - n, "account to check", "accounts to check");
}

/* ---- accounts by day ---- */

static const char *const signs[] = { "", "\xc3\x97", "L", "M", "\xe2\x96\xa0" };
static const char *const signs_text[] = { "\xc2\xb7", "x", "L", "M", "\xe2\x96\xa0" };
static const char *const signs_ascii[] = { ".", "x", "L", "M", "#" };
static const char *const meanings[] = { "not tried", "wrong password", "locked",
    "right password, but stopped", "got in" };

/* Days in columns of one day, or of whole weeks. */
struct grid {
    const struct incident *inc;
    size_t per, columns;
};

static struct grid grid_of(const struct incident *inc)
{
    struct grid g = { .inc = inc, .per = report_days_each(inc->matrix_days, COLUMNS_MAX) };
    g.columns = (inc->matrix_days + g.per - 1) / g.per;
    return g;
}

static struct matrix_cell cell_of(const struct grid *g, size_t row, size_t column)
{
    struct matrix_cell sum = { 0 };
    size_t end = (column + 1) * g->per;
    for (size_t d = column * g->per; d < end && d < g->inc->matrix_days; d++) {
        const struct matrix_cell *cell = &g->inc->matrix[row * g->inc->matrix_days + d];
        sum.attempts += cell->attempts;
        if (cell->worst > sum.worst && cell->worst < sizeof signs / sizeof signs[0])
            sum.worst = cell->worst;
    }
    if (sum.attempts == 0)
        sum.worst = 0;
    return sum;
}

/* The sign, and how many attempts where there are several: "×3", "L12", "×4k". */
static void mark_cell(struct paper *p, const struct matrix_cell *cell)
{
    char sign[32], said[96], n[32];
    unsigned worst = cell->worst;
    if (cell->attempts > 9999)
        (void)snprintf(sign, sizeof sign, "%s%uk", signs[worst], cell->attempts / 1000);
    else if (cell->attempts > 1)
        (void)snprintf(sign, sizeof sign, "%s%u", signs[worst], cell->attempts);
    else
        (void)snprintf(sign, sizeof sign, "%s", signs[worst]);
    (void)snprintf(said, sizeof said, "%s, %s attempt%s", meanings[worst], grouped(cell->attempts, n),
            cell->attempts == 1 ? "" : "s");
    paper_cell_mark(p, worst, sign, said);
}

static void cells(struct paper *p, const struct grid *g, size_t row)
{
    const char *const *set = p->screen.ascii ? signs_ascii : signs_text;
    struct out line = { 0 };
    for (size_t c = 0; c < g->columns; c++) {
        struct matrix_cell cell = cell_of(g, row, c);
        if (p->form == PAPER_HTML)
            mark_cell(p, &cell);
        else
            out_text(&line, set[cell.worst]);
    }
    if (p->form == PAPER_HTML)
        return;
    paper_cell(p, TONE_PLAIN);
    paper_literal(p, paint_text(&line));
    paper_shut(p);
    out_done(&line);
}

static void result_cell(struct paper *p, const struct incident_account *acc)
{
    if (acc->outcome == ACCESS_GOT_IN)
        paper_cell_text(p, TONE_BAD, "got in");
    else if (acc->outcome == ACCESS_PASSWORD_KNOWN)
        paper_cell_text(p, TONE_WARN, "password known");
    else
        paper_cell_text(p, TONE_PLAIN,
                acc->check             ? "please check"
                        : acc->missing ? "no such account"
                                       : "tried");
}

static void account_row(struct paper *p, const struct grid *g, size_t row)
{
    const struct incident_account *acc = &g->inc->accounts[row];
    paper_row(p);
    paper_cell_name(p, acc->name);
    result_cell(p, acc);
    paper_cell_number(p, acc->attempts);
    if (g->columns > 0)
        cells(p, g, row);
}

static void legend(struct paper *p, const struct grid *g)
{
    const char *const *set = p->form == PAPER_HTML ? signs : p->screen.ascii ? signs_ascii : signs_text;
    size_t first = p->form == PAPER_HTML ? 1 : 0; /* an empty cell needs no sign */
    paper_open(p, BLOCK_NOTE, NULL);
    for (size_t i = first; i < sizeof signs / sizeof signs[0]; i++)
        paper_sayf(p, "%s%s %s", i > first ? ", " : "", set[i], meanings[i]);
    if (p->form == PAPER_HTML)
        paper_say(p,
                "; a number is that of the attempts where there were several, k thousands of them. The "
                "gravest of "
                "a day is shown");
    if (g->per > 1)
        paper_sayf(p, "; one column is %zu weeks", g->per / 7);
    paper_say(p, ".");
    paper_shut(p);
}

/* "200 of 301 accounts by day (UTC), 12 Sep 2026 to 19 Sep 2026" */
static void caption(struct out *out, const struct grid *g, size_t rows)
{
    char n[32];
    const struct incident *inc = g->inc;
    if (rows < inc->accounts_total)
        out_printf(out, "%s of ", grouped(rows, n));
    paint_count(out, inc->accounts_total, "account", "accounts");
    if (g->columns == 0)
        return;
    out_text(out, " by day (UTC), ");
    paint_day(out, inc->first_seen, true);
    out_text(out, " to ");
    paint_day(out, inc->first_seen + (time_us)(inc->matrix_days - 1) * TIME_DAY, true);
}

void report_accounts(struct report *r, const struct incident *inc)
{
    struct grid g = grid_of(inc);
    struct column columns[4 + COLUMNS_MAX] = { { .head = "account", .names = true, .free = true },
        { .head = "result" }, { .head = "attempts", .number = true }, { .head = "day by day" } };
    struct out heads[COLUMNS_MAX] = { { 0 } }, said = { 0 };
    bool page = r->p->form == PAPER_HTML;
    size_t rows = inc->accounts_count < r->rows ? inc->accounts_count : r->rows;
    if (g.columns > 0 && rows > inc->matrix_rows)
        rows = inc->matrix_rows;
    if (rows == 0 || inc->severity == SEVERITY_INFO
            || report_is_emergency(inc)) /* one account, in the title */
        return;
    for (size_t c = 0; page && c < g.columns; c++) {
        paint_day(&heads[c], inc->first_seen + (time_us)(c * g.per) * TIME_DAY, false);
        columns[3 + c] = (struct column){ .head = paint_text(&heads[c]), .mark = true };
    }
    paper_block(r->p, BLOCK_HEADING, "Who was tried");
    if (g.columns > 0)
        legend(r->p, &g);
    caption(&said, &g, rows);
    paper_table(r->p, paint_text(&said), columns, g.columns == 0 ? 3 : page ? 3 + g.columns : 4);
    for (size_t i = 0; i < rows; i++)
        account_row(r->p, &g, i);
    paper_table_end(r->p);
    report_left_out(r, inc->accounts_total - rows, "account", "accounts");
    for (size_t c = 0; c < COLUMNS_MAX; c++)
        out_done(&heads[c]);
    out_done(&said);
}
