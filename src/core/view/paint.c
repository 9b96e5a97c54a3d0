/* paint.c - colour, wrapping, times, numbers, bars. */
#include "core/view/paint.h"

#include <stdio.h>
#include <string.h>

static const char *const codes[] = { "", "\x1b[1m", "\x1b[2m", "\x1b[1;31m", "\x1b[33m", "\x1b[32m",
    "\x1b[36m" };

void paint(struct out *out, const struct screen *s, enum colour colour, const char *words)
{
    bool on = s->colour && colour != PLAIN;
    if (on)
        out_text(out, codes[colour]);
    out_text(out, words);
    if (on)
        out_text(out, "\x1b[0m");
}

enum colour severity_colour(enum severity severity)
{
    switch (severity) {
    case SEVERITY_CRITICAL:
    case SEVERITY_HIGH: return RED;
    case SEVERITY_MEDIUM: return YELLOW;
    default: return CYAN;
    }
}

static void spaces(struct out *out, size_t n)
{
    while (n-- > 0)
        out_text(out, " ");
}

void paint_wrapped(struct out *out, const struct screen *s, size_t at, size_t indent, const char *words)
{
    struct slice rest = text(words);
    size_t column = at, most = s->width > indent + 12 ? s->width : indent + 12;
    bool first = true;
    while (rest.len > 0) {
        size_t len = slice_find(rest, ' ');
        struct slice word = slice_first(rest, len);
        size_t wide = text_columns(word, s->ascii);
        if (!first && column + 1 + wide > most) {
            out_text(out, "\n");
            spaces(out, indent);
            column = indent;
            first = true;
        }
        if (!first) {
            out_text(out, " ");
            column++;
        }
        column += out_terminal(out, word, most > column ? most - column : 1, s->ascii);
        first = false;
        rest = slice_skip(rest, len + 1);
    }
    out_text(out, "\n");
}

void paint_heading(
        struct out *out, const struct screen *s, enum colour colour, size_t indent, const char *words)
{
    spaces(out, indent);
    out_text(out, s->colour ? codes[colour] : "");
    paint_wrapped(out, s, indent, indent, words);
    out_text(out, s->colour ? "\x1b[0m" : "");
}

void paint_labelled(struct out *out, const struct screen *s, const char *label, const char *words)
{
    char head[16];
    (void)snprintf(head, sizeof head, "   %-8s ", label);
    paint(out, s, DIM, head);
    paint_wrapped(out, s, 12, 12, words);
}

static const char months[12][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
    "Nov", "Dec" };

int paint_civil(const struct screen *s, time_us t, struct civil *ret)
{
    time_to_civil(t + zone_offset(&s->zone, t) * TIME_SECOND, ret);
    return ret->year;
}

void paint_day(struct out *out, time_us t, bool year)
{
    struct civil c;
    time_to_civil(t, &c);
    out_printf(out, "%d %s", c.day, months[c.month - 1]);
    if (year)
        out_printf(out, " %d", c.year);
}

void paint_time(struct out *out, const struct screen *s, time_us t)
{
    struct civil c;
    (void)paint_civil(s, t, &c);
    out_printf(out, "%02d %s %02d:%02d", c.day, months[c.month - 1], c.hour, c.minute);
}

void paint_time_of_year(struct out *out, const struct screen *s, time_us t)
{
    struct civil c;
    (void)paint_civil(s, t, &c);
    out_printf(out, "%02d %s %d %02d:%02d", c.day, months[c.month - 1], c.year, c.hour, c.minute);
}

void paint_period(struct out *out, const struct screen *s, time_us first, time_us last)
{
    struct civil c;
    paint_time_of_year(out, s, first);
    out_text(out, s->ascii ? " to " : " \xe2\x86\x92 ");
    if (paint_civil(s, first, &c) == paint_civil(s, last, &c))
        paint_time(out, s, last);
    else
        paint_time_of_year(out, s, last);
}

void paint_name(struct out *out, const char *name)
{
    bool quoted = *name == '\0' || strpbrk(name, " ;,\"") != NULL;
    out_text(out, quoted ? "\"" : "");
    out_text(out, name);
    out_text(out, quoted ? "\"" : "");
}

void paint_count(struct out *out, uint64_t n, const char *one, const char *many)
{
    char buf[32];
    out_printf(out, "%s %s", grouped(n, buf), n == 1 ? one : many);
}

const char *paint_text(struct out *out)
{
    out_bytes(out, (struct slice){ "", 1 });
    return out->failed ? "" : out->at;
}

const char *grouped(uint64_t n, char buf[32])
{
    char plain[32];
    int len = snprintf(plain, sizeof plain, "%llu", (unsigned long long)n), k = 0;
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            buf[k++] = ',';
        buf[k++] = plain[i];
    }
    buf[k] = '\0';
    return buf;
}

void paint_bar(struct out *out, const struct screen *s, uint64_t val, uint64_t most)
{
    static const char *const bars[] = { "\xe2\x96\x81", "\xe2\x96\x82", "\xe2\x96\x83", "\xe2\x96\x84",
        "\xe2\x96\x85", "\xe2\x96\x86", "\xe2\x96\x87", "\xe2\x96\x88" };
    static const char ascii[] = "_.-=+*%#";
    size_t height = val == 0 || most == 0 ? 0 : (size_t)((val * 7 + most - 1) / most);
    if (val == 0)
        out_text(out, s->ascii ? " " : "\xc2\xb7");
    else if (s->ascii)
        out_bytes(out, (struct slice){ &ascii[height], 1 });
    else
        out_text(out, bars[height]);
}

static uint64_t sum_of(const uint32_t *per_hour, size_t from, size_t to)
{
    uint64_t sum = 0;
    for (size_t i = from; i < to; i++)
        sum += per_hour[i];
    return sum;
}

void paint_spark(
        struct out *out, const struct screen *s, const uint32_t *per_hour, size_t hours, size_t columns)
{
    size_t per = hours / columns + 1;
    uint64_t most = 0;
    for (size_t i = 0; i < hours; i += per) {
        uint64_t sum = sum_of(per_hour, i, i + per < hours ? i + per : hours);
        most = sum > most ? sum : most;
    }
    for (size_t i = 0; i < hours; i += per)
        paint_bar(out, s, sum_of(per_hour, i, i + per < hours ? i + per : hours), most);
}
