/* lanes.c - bars, signs and the axis below them. */
#include "core/view/lanes.h"

#include <stdio.h>

#include "core/view/paint.h"

/* Bars on one lane: two pixels each on a telephone. */
#define BARS_MAX 160u
/* Signs that can still be told from one another; more become bars. */
#define SIGNS_MAX 40u
/* Days or hours named on the axis: five fit 320 pixels. */
#define NAMED_MAX 5u

#define LABEL_HIGH 20u /* pixels; letters are 13.6 */
#define BAR_HIGH 52u
#define SIGN_HIGH 22u
#define AXIS_HIGH 44u

struct drawing {
    struct out *out;
    const struct incident *inc;
    const struct screen *s;
    size_t per, bars; /* hours of a bar */
    time_us start, end;
    unsigned y;
};

static uint64_t bar_of(const struct drawing *d, const uint32_t *hours, size_t bar)
{
    uint64_t sum = 0;
    for (size_t k = bar * d->per; k < (bar + 1) * d->per && k < d->inc->hours; k++)
        sum += hours[k];
    return sum;
}

/* Its share of the width, in hundredths. */
static double place(const struct drawing *d, time_us t)
{
    double at = 100.0 * (double)(t - d->start) / (double)(d->end - d->start);
    return at < 0 ? 0 : at > 100 ? 100 : at;
}

static void label(struct drawing *d, const char *words, const char *hint)
{
    d->y += LABEL_HIGH;
    out_printf(d->out, "<text x=\"6\" y=\"%u\">", d->y - 5);
    out_html(d->out, text(words));
    out_printf(d->out, "</text><text class=\"hint\" x=\"100%%\" dx=\"-6\" y=\"%u\" text-anchor=\"end\">",
            d->y - 5);
    out_html(d->out, text(hint));
    out_text(d->out, "</text>\n");
}

static void bars(struct drawing *d, const uint32_t *hours, uint64_t most, unsigned high)
{
    out_printf(d->out,
            "<svg y=\"%u\" width=\"100%%\" height=\"%u\" viewBox=\"0 0 %zu 100\" "
            "preserveAspectRatio=\"none\"><path class=\"bar\" d=\"",
            d->y, high, d->bars);
    for (size_t i = 0; i < d->bars; i++) {
        uint64_t n = bar_of(d, hours, i);
        unsigned tall = most == 0 ? 0 : (unsigned)((n * 96 + most - 1) / most);
        if (n > 0)
            out_printf(d->out, "M%zu 100v-%uh.85v%uz", i, tall + 4, tall + 4);
    }
    out_text(d->out, "\"/></svg>\n");
    d->y += high;
}

static void signs(struct drawing *d, enum timeline_lane lane, const uint32_t *hours)
{
    for (size_t i = 0; i < d->bars; i++) {
        if (bar_of(d, hours, i) == 0)
            continue;
        double x = 100.0 * ((double)i + 0.5) / (double)d->bars;
        if (lane == LANE_OK)
            out_printf(d->out,
                    "<svg x=\"%.2f%%\" y=\"%u\" overflow=\"visible\"><path class=\"in\" "
                    "d=\"M-6-6h12v12h-12z\"/></svg>",
                    x, d->y + SIGN_HIGH / 2);
        else
            out_printf(d->out, "<circle class=\"stop\" cx=\"%.2f%%\" cy=\"%u\" r=\"5\"/>", x,
                    d->y + SIGN_HIGH / 2);
    }
    out_text(d->out, "\n");
    d->y += SIGN_HIGH;
}

static void base_line(struct drawing *d)
{
    out_printf(d->out, "<line class=\"base\" x1=\"0\" x2=\"100%%\" y1=\"%u\" y2=\"%u\"/>\n", d->y, d->y);
    d->y += 6;
}

static void lane(struct drawing *d, enum timeline_lane which)
{
    const uint32_t *hours = which == LANE_ATTEMPTS ? d->inc->per_hour : d->inc->lane[which];
    uint64_t most = 0, all = 0;
    size_t filled = 0;
    char hint[96] = "none", n[32];
    for (size_t i = 0; hours != NULL && i < d->bars; i++) {
        uint64_t sum = bar_of(d, hours, i);
        most = sum > most ? sum : most;
        filled += sum > 0;
        all += sum;
    }
    if (all > 0 && which == LANE_ATTEMPTS)
        (void)snprintf(hint, sizeof hint, "at most %s in %zu hour%s", grouped(most, n), d->per,
                d->per == 1 ? "" : "s");
    else if (all > 0)
        (void)grouped(all, hint);
    label(d, lane_name(which), hint);
    if (all == 0)
        return;
    if (which == LANE_ATTEMPTS || which == LANE_LOCKED || filled > SIGNS_MAX)
        bars(d, hours, most, which == LANE_ATTEMPTS ? BAR_HIGH : BAR_HIGH / 2);
    else
        signs(d, which, hours);
    base_line(d);
}

static time_us local(const struct drawing *d, time_us t)
{
    return t + zone_offset(&d->s->zone, t) * TIME_SECOND;
}

/* The steps of the axis: whole hours up to half a day, then whole days. */
static time_us step_of(const struct drawing *d)
{
    static const unsigned hours[] = { 1, 2, 3, 6, 12, 24 };
    time_us span = d->end - d->start;
    for (size_t i = 0; i < sizeof hours / sizeof hours[0]; i++)
        if (span / (hours[i] * TIME_HOUR) < NAMED_MAX)
            return hours[i] * TIME_HOUR;
    return (span / TIME_DAY / NAMED_MAX + 1) * TIME_DAY;
}

static const char *anchor_at(double x)
{
    return x < 6 ? "start" : x > 94 ? "end" : "middle";
}

static void axis(struct drawing *d, unsigned top)
{
    time_us step = step_of(d), first = local(d, d->start), by = step < TIME_DAY ? step : TIME_DAY;
    for (time_us t = (first + by - 1) / by * by; t <= local(d, d->end); t += step) {
        time_us utc = t - (local(d, d->start) - d->start);
        utc = t - zone_offset(&d->s->zone, utc) * TIME_SECOND;
        double x = place(d, utc);
        out_printf(d->out,
                "<line class=\"grid\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"%u\" y2=\"%u\"/><text class=\"tick\" "
                "x=\"%.2f%%\" y=\"%u\" text-anchor=\"%s\">",
                x, x, top, d->y + 4, x, d->y + 18, anchor_at(x));
        if (step < TIME_DAY)
            out_printf(d->out, "%02d:00", (int)(t / TIME_HOUR % 24));
        else
            paint_day(d->out, t, false);
        out_text(d->out, "</text>\n");
    }
}

/* When Cordon would have said it. */
static void noticed(struct drawing *d, unsigned top)
{
    double x = place(d, d->inc->opened_at);
    if (d->inc->opened_at < d->start || d->inc->opened_at > d->end)
        return;
    out_printf(d->out,
            "<line class=\"noted\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"%u\" y2=\"%u\"/><text x=\"%.2f%%\" "
            "y=\"%u\" "
            "text-anchor=\"%s\">noticed ",
            x, x, top, d->y + 24, x, d->y + 38,
            x < 25           ? "start"
                    : x > 75 ? "end"
                             : "middle");
    paint_time(d->out, d->s, d->inc->opened_at);
    out_text(d->out, "</text>\n");
}

void lanes_svg(struct out *out, const struct incident *inc, const struct screen *s)
{
    struct out lanes = { 0 };
    struct drawing d = { .out = &lanes, .inc = inc, .s = s, .per = (inc->hours + BARS_MAX - 1) / BARS_MAX };
    if (inc->hours == 0 || inc->per_hour == NULL)
        return;
    d.bars = (inc->hours + d.per - 1) / d.per;
    d.start = inc->first_seen - inc->first_seen % TIME_HOUR;
    d.end = d.start + (time_us)(d.bars * d.per) * TIME_HOUR;
    for (int i = 0; i < LANES; i++)
        lane(&d, (enum timeline_lane)i);
    out_printf(out,
            "<svg class=\"lanes\" width=\"100%%\" height=\"%u\" role=\"img\" aria-labelledby=\"%s-t %s-d\">"
            "<title id=\"%s-t\">When it happened</title><desc id=\"%s-d\">Attempts, locked accounts, right "
            "passwords that were stopped and sign-ins, side by side over time; the table below has the "
            "numbers.</desc>\n",
            d.y + AXIS_HIGH, inc->id, inc->id, inc->id, inc->id);
    d.out = out; /* the axis lies below the lanes, also where they cross */
    axis(&d, LABEL_HIGH);
    noticed(&d, LABEL_HIGH);
    out_bytes(out, (struct slice){ lanes.at, lanes.len });
    out_text(out, "</svg>\n");
    out->failed = out->failed || lanes.failed;
    out_done(&lanes);
}
