/* report_times.c - when it happened: a drawing, the same in numbers, and what is worth telling in its order. */
#include <stdio.h>

#include "core/view/lanes.h"
#include "core/view/moments.h"
#include "core/view/paint.h"
#include "core/view/report_inside.h"

/* Rows of the table of times. */
#define SPANS_MAX 31u
/* Moments of accounts; all of them stand with their accounts. */
#define MOMENTS_MAX 15u

/* What becomes one row: some hours, or some days of the zone. */
struct spans {
    const struct incident *inc;
    const struct screen *s;
    bool hours;
    size_t per, count, units; /* days of a span; spans; days or hours of all */
    int64_t first;            /* day or hour since 1970 in the zone */
};

static int64_t unit_of(const struct spans *sp, size_t hour)
{
    time_us t = sp->inc->first_seen - sp->inc->first_seen % TIME_HOUR + (time_us)hour * TIME_HOUR;
    t += zone_offset(&sp->s->zone, t) * TIME_SECOND;
    return t / (sp->hours ? TIME_HOUR : TIME_DAY);
}

static struct spans spans_of(const struct incident *inc, const struct screen *s)
{
    struct spans sp = { .inc = inc, .s = s, .hours = inc->hours <= SPANS_MAX, .per = 1 };
    sp.first = unit_of(&sp, 0);
    sp.units = (size_t)(unit_of(&sp, inc->hours - 1) - sp.first) + 1;
    if (!sp.hours)
        sp.per = report_days_each(sp.units, SPANS_MAX);
    sp.count = (sp.units + sp.per - 1) / sp.per;
    return sp;
}

static void span_name(const struct spans *sp, size_t span, struct out *out)
{
    time_us from = (sp->first + (int64_t)(span * sp->per)) * (sp->hours ? TIME_HOUR : TIME_DAY);
    paint_day(out, from, sp->per == 1);
    if (sp->hours)
        out_printf(out, " %02d:00", (int)(from / TIME_HOUR % 24));
    if (sp->per > 1) {
        out_text(out, " to ");
        size_t end = (span + 1) * sp->per < sp->units ? (span + 1) * sp->per : sp->units;
        paint_day(out, (sp->first + (int64_t)end - 1) * TIME_DAY, true);
    }
}

/* A change of the clock may make an hour more than there are. */
struct sums {
    uint64_t at[SPANS_MAX + 2][LANES];
};

static void add_up(const struct spans *sp, const uint32_t *const *lanes, size_t count, struct sums *ret)
{
    *ret = (struct sums){ 0 };
    for (size_t h = 0; h < sp->inc->hours; h++) {
        size_t span = (size_t)(unit_of(sp, h) - sp->first) / sp->per;
        for (size_t i = 0; i < count && span < sizeof ret->at / sizeof ret->at[0]; i++)
            ret->at[span][i] += lanes[i][h];
    }
}

static void span_row(
        struct paper *p, const struct spans *sp, size_t span, const struct sums *sums, size_t count)
{
    struct out name = { 0 };
    span_name(sp, span, &name);
    paper_row(p);
    paper_cell_text(p, TONE_PLAIN, paint_text(&name));
    for (size_t i = 0; i < count; i++)
        paper_cell_number(p, sums->at[span][i]);
    out_done(&name);
}

static void table(struct report *r, const struct incident *inc)
{
    struct spans sp = spans_of(inc, &r->p->screen);
    struct column columns[1 + LANES] = { { .head = sp.hours ? "hour"
                    : sp.per > 1                            ? "days"
                                                            : "day",
            .names = true } };
    const uint32_t *lanes[LANES];
    size_t count = 0;
    char caption[160];
    for (int i = 0; i < LANES; i++) {
        const uint32_t *lane = i == LANE_ATTEMPTS ? inc->per_hour : inc->lane[i];
        if (lane == NULL)
            continue;
        lanes[count++] = lane;
        columns[count] = (struct column){ .head = lane_name((enum timeline_lane)i), .number = true };
    }
    (void)snprintf(caption, sizeof caption, "The drawing in numbers, by %s (%s)",
            sp.hours             ? "hour"
                    : sp.per > 1 ? "weeks"
                                 : "day",
            paper_zone(r->p));
    paper_table(r->p, caption, columns, count + 1);
    struct sums sums;
    add_up(&sp, lanes, count, &sums);
    for (size_t i = 0; i < sp.count && i < SPANS_MAX + 2; i++)
        span_row(r->p, &sp, i, &sums, count);
    paper_table_end(r->p);
}

static void drawing(struct report *r, const struct incident *inc)
{
    struct paper *p = r->p;
    struct out *svg = paper_drawing(p), line = { 0 };
    if (svg != NULL) {
        lanes_svg(svg, inc, &p->screen);
        paper_drawing_end(p, "What was done on your side against it is not in these logs.");
        return;
    }
    paint_spark(
            &line, &p->screen, inc->per_hour, inc->hours, p->screen.width < 80 ? p->screen.width - 4 : 76);
    paper_open(p, BLOCK_TEXT, NULL);
    (p->form == PAPER_MARKDOWN ? paper_literal : paper_say)(p, paint_text(&line));
    paper_shut(p);
    out_done(&line);
}

/* Those to check have a table of their own. */
static bool is_told(const struct moment *m, size_t *left)
{
    if (m->kind == MOMENT_CHECK)
        return false;
    if (m->account == NULL || m->kind == MOMENT_FIRST || m->kind == MOMENT_LAST)
        return true;
    if (*left == 0)
        return false;
    --*left;
    return true;
}

static void moments(struct report *r, const struct incident *inc)
{
    struct moments all;
    size_t room = MOMENTS_MAX, many = 0;
    struct paper *p = r->p;
    moments_of(inc, NULL, &all);
    p->out->failed = p->out->failed || all.failed;
    paper_list(p, false);
    for (size_t i = 0; i < all.count; i++) {
        const struct moment *m = &all.at[i];
        struct out said = { 0 };
        if (!is_told(m, &room)) {
            many += m->kind != MOMENT_CHECK;
            continue;
        }
        moment_say(&said, m);
        paper_open(p, BLOCK_ITEM, NULL);
        paper_time(p, m->at);
        paper_say(p, " ");
        if (moment_is_grave(m))
            paper_tone(p, TONE_BAD, paint_text(&said));
        else
            paper_say(p, paint_text(&said));
        paper_shut(p);
        out_done(&said);
    }
    paper_list_end(p);
    if (many > 0)
        paper_block(p, BLOCK_NOTE, "The other accounts that were taken stand in the tables of accounts.");
    moments_done(&all);
}

void report_times(struct report *r, const struct incident *inc)
{
    paper_block(r->p, BLOCK_HEADING, "When");
    if (inc->hours > 1 && inc->per_hour != NULL) {
        drawing(r, inc);
        moments(r, inc);
        table(r, inc);
    } else {
        moments(r, inc);
    }
}
