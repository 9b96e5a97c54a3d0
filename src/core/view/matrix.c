/* matrix.c - accounts by day or by hour of the day: who was tried when, and what came of it. */
#include <stdio.h>

#include "core/base/time.h"
#include "core/view/paint.h"

#define ROWS_MAX 40u
#define HOURS 24u
#define NOTE_MIN 17u /* columns for "please check" with its arrow */

/* What one drawing needs: columns are `pitch` characters apart, every `step`th has a heading. */
struct grid {
    const struct incident *inc;
    const struct screen *s;
    size_t name_columns, columns, all_columns, pitch, step, rows;
    unsigned first_hour; /* UTC hour of the first column, by hour */
};

static const char *glyph(const struct screen *s, const struct matrix_cell *cell)
{
    static const char *const ascii[] = { ".", "x", "L", "M", "#" };
    static const char *const wide[] = { "\xc2\xb7", "x", "L", "M", "\xe2\x96\xa0" };
    unsigned worst = cell->attempts == 0 ? 0 : cell->worst;
    return (s->ascii ? ascii : wide)[worst < 5 ? worst : 1];
}

static void pad(struct out *out, size_t n)
{
    while (n-- > 0)
        out_text(out, " ");
}

/* As wide as its longest name, but days come first; one character a day when three do not fit. */
static void lay_out(struct grid *g)
{
    size_t widest = 7, most = g->s->width / 3, others = 2 + g->all_columns * 3 + NOTE_MIN;
    if (g->s->width > others + most)
        most = g->s->width - others;
    for (size_t r = 0; r < g->rows; r++) {
        size_t wide = text_columns(text(g->inc->accounts[r].name), g->s->ascii);
        widest = wide > widest ? wide : widest;
    }
    g->name_columns = widest < most ? widest : most;
    size_t room = g->s->width - 3 - g->name_columns;
    g->pitch = g->all_columns * 3 <= room ? 3 : g->all_columns * 2 <= room ? 2 : 1;
    g->step = (2 + g->pitch) / g->pitch;
    g->columns = g->all_columns * g->pitch <= room ? g->all_columns : room / g->pitch;
}

static unsigned heading_of(const struct grid *g, size_t column)
{
    struct civil c;
    if (g->s->by_hour)
        return (unsigned)column;
    time_to_civil(g->inc->first_seen + (time_us)column * TIME_DAY, &c);
    return (unsigned)c.day;
}

static void head_row(struct out *out, const struct grid *g)
{
    size_t at = 0;
    pad(out, 3 + g->name_columns);
    for (size_t c = 0; c < g->columns; c += g->step) {
        size_t to = c * g->pitch + (g->pitch > 1 ? g->pitch - 2 : 0); /* ends above the column */
        if (to + 2 > g->columns * g->pitch)
            break;
        pad(out, to - at);
        out_printf(out, "%02u", heading_of(g, c));
        at = to + 2;
    }
    out_text(out, "\n");
}

static const struct matrix_cell *cell_of(const struct grid *g, size_t row, size_t column)
{
    if (g->s->by_hour)
        return &g->inc->clock[row * HOURS + (column + g->first_hour) % HOURS];
    return &g->inc->matrix[row * g->inc->matrix_days + column];
}

/* What a row comes to, where the line has room for it. */
static void row_note(struct out *out, const struct grid *g, const struct incident_account *acc)
{
    size_t used = 3 + g->name_columns + g->columns * g->pitch;
    struct out said = { 0 };
    char from[IP_TEXT_MAX];
    if (acc->outcome != ACCESS_TRIED) {
        ip_format_source(acc->from, from);
        out_text(&said, acc->outcome == ACCESS_GOT_IN ? "in " : "password known ");
        paint_time(&said, g->s, acc->at);
        out_printf(&said, " from %s", from);
    } else if (acc->check) {
        out_text(&said, "please check");
    } else if (acc->missing) {
        out_text(&said, "no such account");
    }
    if (said.len > 0 && g->s->width >= used + NOTE_MIN) {
        out_text(out, g->s->ascii ? "  < " : "  \xe2\x86\x90 ");
        (void)out_terminal(out, (struct slice){ said.at, said.len }, g->s->width - used - 4, g->s->ascii);
    }
    out_done(&said);
}

static void row(struct out *out, const struct grid *g, size_t r)
{
    out_text(out, "  ");
    size_t used = out_terminal(out, text(g->inc->accounts[r].name), g->name_columns, g->s->ascii);
    pad(out, g->name_columns - used + 1);
    for (size_t c = 0; c < g->columns; c++) {
        pad(out, g->pitch - 1);
        out_text(out, glyph(g->s, cell_of(g, r, c)));
    }
    row_note(out, g, &g->inc->accounts[r]);
    out_text(out, "\n");
}

static void foot(struct out *out, const struct grid *g)
{
    struct out said = { 0 };
    if (g->inc->accounts_total > g->rows)
        paint_count(&said, g->inc->accounts_total - g->rows, "more account", "more accounts");
    if (g->all_columns > g->columns) {
        out_text(&said, said.len ? " and " : "");
        paint_count(&said, g->all_columns - g->columns, "more day", "more days");
    }
    if (said.len > 0) {
        out_text(&said, " not shown (a wider screen, or --html)");
        pad(out, 2);
        paint_wrapped(out, g->s, 2, 2, paint_text(&said));
    }
    out_done(&said);
    pad(out, 2);
    paint_wrapped(out, g->s, 2, 2,
            g->s->ascii ? ". none, x wrong password, L locked, M right password but stopped, # got in"
                        : "\xc2\xb7 none, x wrong password, L locked, M right password but stopped, "
                          "\xe2\x96\xa0 got in");
}

/* Hours are those of the screen's zone where it is a whole number of hours away; days are UTC. */
static void title(struct out *out, struct grid *g)
{
    const struct screen *s = g->s;
    int32_t offset = zone_offset(&s->zone, g->inc->first_seen);
    bool local = offset % 3600 == 0;
    char said[160];
    if (s->by_hour) {
        g->first_hour = local ? (unsigned)((48 - offset / 3600) % 24) : 0;
        (void)snprintf(said, sizeof said, "accounts by hour of the day (%s)", local ? s->tz_name : "UTC");
    } else {
        struct civil from, to;
        time_to_civil(g->inc->first_seen, &from);
        time_to_civil(g->inc->first_seen + (time_us)(g->columns - 1) * TIME_DAY, &to);
        (void)snprintf(said, sizeof said, "accounts by day (UTC), %d-%02d-%02d to %d-%02d-%02d", from.year,
                from.month, from.day, to.year, to.month, to.day);
    }
    out_text(out, "\n");
    paint_heading(out, s, BOLD, 0, said);
}

void paint_matrix(struct out *out, const struct incident *inc, const struct screen *s)
{
    struct grid g = { .inc = inc,
        .s = s,
        .all_columns = s->by_hour ? HOURS : inc->matrix_days,
        .rows = inc->matrix_rows < ROWS_MAX ? inc->matrix_rows : ROWS_MAX };
    if (g.all_columns == 0 || g.rows == 0 || (s->by_hour && inc->clock == NULL))
        return;
    lay_out(&g);
    title(out, &g);
    head_row(out, &g);
    for (size_t r = 0; r < g.rows; r++)
        row(out, &g, r);
    foot(out, &g);
}
