/* timeline.c - lanes of one incident over time under one axis, and what happened when. */
#include <string.h>

#include "core/view/acts.h"
#include "core/view/moments.h"
#include "core/view/paint.h"
#include "core/view/terminal.h"

#define LABEL_COLUMNS 10u
#define COUNT_COLUMNS 9u /* " 1,122" behind a lane */
#define MOMENTS_MAX 60u

/* Columns of one drawing: each is `per` hours from the hour (or the day) of first_seen on. */
struct axis {
    const struct incident *inc;
    const struct screen *s;
    size_t columns, per, skipped; /* skipped: hours of the first day before the first attempt, by day */
};

static int hour_of_day(const struct screen *s, time_us t)
{
    struct civil c;
    (void)paint_civil(s, t, &c);
    return c.hour;
}

/* As fine as the width allows; hours are drawn together so that days begin with a column. */
static size_t hours_a_column(size_t hours, size_t room, bool by_day)
{
    static const size_t steps[] = { 1, 2, 3, 4, 6, 8, 12, 24 };
    size_t i = by_day ? 7 : 0, per = 24;
    while (i < 7 && (hours + steps[i] - 1) / steps[i] > room)
        i++;
    if (i < 7)
        return steps[i];
    while ((hours + per - 1) / per > room)
        per += 24;
    return per;
}

static struct axis axis_of(const struct incident *inc, const struct screen *s)
{
    struct axis axis = { .inc = inc, .s = s };
    size_t room = s->width - 2 - LABEL_COLUMNS - COUNT_COLUMNS, hours = inc->hours ? inc->hours : 1;
    size_t before = (size_t)hour_of_day(s, inc->first_seen);
    axis.per = hours_a_column(hours, room, s->by_day);
    if (axis.per > 1) {
        axis.skipped = axis.per < 24 ? before % axis.per : before;
        axis.per = hours_a_column(hours + axis.skipped, room, s->by_day);
        axis.skipped = axis.per < 24 ? before % axis.per : before;
    }
    axis.columns = (hours + axis.skipped + axis.per - 1) / axis.per;
    return axis;
}

static uint64_t column_sum(const struct axis *a, const uint32_t *lane, size_t column)
{
    uint64_t sum = 0;
    for (size_t i = column * a->per; i < (column + 1) * a->per; i++)
        if (i >= a->skipped && i - a->skipped < a->inc->hours)
            sum += lane[i - a->skipped];
    return sum;
}

static void label(struct out *out, const struct screen *s, const char *words)
{
    out_text(out, "  ");
    paint(out, s, DIM, words);
    for (size_t i = strlen(words); i < LABEL_COLUMNS; i++)
        out_text(out, " ");
}

static void lane_row(struct out *out, const struct axis *a, enum timeline_lane lane, const char *words)
{
    const uint32_t *hours = a->inc->lane[lane];
    uint64_t most = 0, all = 0;
    char n[32];
    for (size_t c = 0; hours != NULL && c < a->columns; c++) {
        uint64_t sum = column_sum(a, hours, c);
        most = sum > most ? sum : most;
        all += sum;
    }
    label(out, a->s, words);
    for (size_t c = 0; c < a->columns; c++)
        paint_bar(out, a->s, hours != NULL ? column_sum(a, hours, c) : 0, most);
    out_printf(out, "  %s\n", grouped(all, n));
}

static time_us column_time(const struct axis *a, size_t column)
{
    time_us hour = a->inc->first_seen - a->inc->first_seen % TIME_HOUR;
    return hour + ((time_us)(column * a->per) - (time_us)a->skipped) * TIME_HOUR;
}

/* A tick where a new day begins, with its number under it where there is room. */
static void axis_rows(struct out *out, const struct axis *a)
{
    struct out days = { 0 };
    size_t at = 0;
    int last = -1;
    label(out, a->s, "");
    for (size_t c = 0; c < a->columns; c++) {
        struct civil civil;
        (void)paint_civil(a->s, column_time(a, c), &civil);
        bool begins = civil.day != last;
        last = civil.day;
        out_text(out, begins ? a->s->ascii ? "|" : "\xe2\x94\x82" : a->s->ascii ? "-" : "\xe2\x94\x80");
        if (!begins || c < at + (at > 0))
            continue;
        for (; at < c; at++)
            out_text(&days, " ");
        out_printf(&days, "%02d", civil.day);
        at += 2;
    }
    out_text(out, "\n");
    label(out, a->s, "");
    out_bytes(out, (struct slice){ days.at, days.len });
    out_text(out, "\n");
    out_done(&days);
}

static void span_line(struct out *out, const struct axis *a)
{
    struct out said = { 0 };
    out_text(&said, "a column is ");
    if (a->per % 24 == 0)
        paint_count(&said, a->per / 24, "day", "days");
    else
        paint_count(&said, a->per, "hour", "hours");
    out_printf(&said, ", days are those of %s, each lane has a height of its own", a->s->tz_name);
    out_text(out, "  ");
    paint_wrapped(out, a->s, 2, 2, paint_text(&said));
    out_done(&said);
}

static void lanes(struct out *out, const struct incident *inc, const struct screen *s)
{
    struct axis a = axis_of(inc, s);
    out_text(out, "\n");
    lane_row(out, &a, LANE_ATTEMPTS, "attempts");
    lane_row(out, &a, LANE_LOCKED, "locked");
    lane_row(out, &a, LANE_STOPPED, "stopped");
    lane_row(out, &a, LANE_OK, "signed in");
    if (inc->lane[LANE_DONE] != NULL)
        lane_row(out, &a, LANE_DONE, "done");
    axis_rows(out, &a);
    span_line(out, &a);
    out_text(out, "  ");
    paint_wrapped(out, s, 2, 2,
            "stopped: the password was right, and a second factor, a policy or an expiry stopped it");
}

static void moment_line(struct out *out, const struct moment *moment, const struct screen *s)
{
    struct out said = { 0 };
    out_text(out, "  ");
    paint_time(out, s, moment->at);
    out_text(out, "  ");
    moment_say(&said, moment);
    if (s->colour && moment_is_grave(moment))
        out_text(out, "\x1b[1;31m");
    paint_wrapped(out, s, 16, 16, paint_text(&said));
    if (s->colour && moment_is_grave(moment))
        out_text(out, "\x1b[0m");
    out_done(&said);
}

/* Of too many those that should be asked about are left out. */
static void moment_lines(struct out *out, const struct moments *moments, const struct screen *s)
{
    size_t shown = 0;
    for (size_t i = 0; i < moments->count && shown < MOMENTS_MAX; i++) {
        if (moments->count > MOMENTS_MAX && moments->at[i].kind == MOMENT_CHECK)
            continue;
        moment_line(out, &moments->at[i], s);
        shown++;
    }
    if (shown < moments->count)
        out_printf(out, "  and %zu more (--format jsonl)\n", moments->count - shown);
}

static void moment_list(struct out *out, const struct incident *inc, const struct screen *s)
{
    struct moments moments;
    struct out year = { 0 };
    moments_of(inc, s->account, &moments);
    if (moments.count > 0) {
        out_text(&year, "what happened, from ");
        paint_time_of_year(&year, s, moments.at[0].at);
        out_printf(&year, " %s on", s->tz_name);
    }
    paint_section(out, s, paint_text(&year));
    moment_lines(out, &moments, s);
    out->failed = out->failed || moments.failed;
    out_done(&year);
    moments_done(&moments);
}

void view_timeline(struct out *out, const struct incident *inc, const struct screen *s)
{
    paint_front(out, inc, s);
    if (s->account != NULL)
        paint_labelled(out, s, "only", s->account->name);
    lanes(out, inc, s);
    moment_list(out, inc, s);
    paint_section(out, s, "actions");
    if (inc->acts_count > 0) {
        paint_acts(out, inc, s);
        return;
    }
    out_text(out, "  ");
    paint_wrapped(out, s, 2, 2,
            "none known: what accounts did after signing in is told by audit logs alone, none that was read "
            "tells of any here, and Cordon changed nothing");
}
