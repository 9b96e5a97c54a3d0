/* letters.c - one block a message that is not clean. */
#include "core/view/letters.h"

#include <stdio.h>

#define REASONS_SHOWN 4u

enum colour verdict_colour(enum verdict_kind kind)
{
    static const enum colour colours[] = { [VERDICT_CLEAN] = GREEN,
        [VERDICT_SUSPICIOUS] = YELLOW,
        [VERDICT_PHISH] = RED,
        [VERDICT_UNSCANNABLE] = YELLOW };
    return colours[kind];
}

static const char *dot(const struct screen *s)
{
    return s->ascii ? "-" : "\xc2\xb7";
}

static void said_line(
        struct out *out, const struct screen *s, enum colour colour, const char *label, struct out *said)
{
    paint(out, s, colour, label);
    paint_wrapped(out, s, 7, 7, paint_text(said));
    out_done(said);
}

void view_letters_head(struct out *out, const struct letters_read *read, const struct screen *s)
{
    struct out said = { 0 };
    char n[32];
    paint_count(&said, read->files, "file", "files");
    out_printf(&said, " %s ", dot(s));
    paint_count(&said, read->messages, "message", "messages");
    if (read->first != TIME_NONE) {
        out_printf(&said, " %s ", dot(s));
        paint_period(&said, s, read->first, read->last);
    }
    said_line(out, s, BOLD, "read   ", &said);
    if (read->narrowed > 0) {
        paint_count(&said, read->narrowed, "message", "messages");
        out_text(&said, " left out by the options");
        said_line(out, s, DIM, "       ", &said);
    }
    out_printf(&said, "%s phish", grouped(read->phish, n));
    out_printf(&said, " %s %s suspicious", dot(s), grouped(read->suspicious, n));
    if (read->unscannable > 0)
        out_printf(&said, " %s %s not to be looked at whole", dot(s), grouped(read->unscannable, n));
    said_line(out, s, read->phish > 0 ? RED : BOLD, "found  ", &said);
}

static void first_line(struct out *out, const struct letter *letter, const struct screen *s)
{
    char head[48];
    out_text(out, "\n");
    (void)snprintf(head, sizeof head, "%-11s", verdict_name(letter->kind));
    paint(out, s, verdict_colour(letter->kind), head);
    out_printf(out, " %s", letter->id);
    if (letter->kind != VERDICT_UNSCANNABLE)
        out_printf(out, "  %.2f", letter->score);
    if (letter->lure != LURE_NONE)
        out_printf(out, "  %s", lure_name(letter->lure));
    if (letter->time != TIME_NONE) {
        out_text(out, "  ");
        paint_time_of_year(out, s, letter->time);
    }
    out_text(out, "\n");
}

static void labelled(struct out *out, const struct screen *s, const char *label, const char *words)
{
    char head[16];
    if (words[0] == '\0')
        return;
    (void)snprintf(head, sizeof head, "  %-9s", label);
    paint(out, s, DIM, head);
    (void)out_terminal(out, text(words), s->width > 12 ? s->width - 12 : 0, s->ascii);
    out_text(out, "\n");
}

void view_letter_line(struct out *out, const struct letter *letter, const char *file, const struct screen *s)
{
    struct out said = { 0 };
    char place[16] = "";
    first_line(out, letter, s);
    out_text(&said, letter->from);
    if (letter->from_name[0] != '\0' && letter->from[0] != '\0')
        out_printf(&said, " (%s)", letter->from_name);
    labelled(out, s, "from", paint_text(&said));
    labelled(out, s, "subject", letter->subject);
    out_done(&said);
    if (letter->index > 0)
        (void)snprintf(place, sizeof place, "#%u", letter->index);
    out_printf(&said, "%s%s", file, place);
    labelled(out, s, "in", paint_text(&said));
    out_done(&said);
    for (uint32_t i = 0; i < letter->reasons_count && i < REASONS_SHOWN; i++) {
        const struct letter_reason *reason = &letter->reasons[i];
        if (reason->weight < 0)
            break;
        out_text(&said, reason->text);
        if (reason->value[0] != '\0')
            out_printf(&said, ": %s", reason->value);
        labelled(out, s, i == 0 ? "because" : "", paint_text(&said));
        out_done(&said);
    }
}

void view_letters_rest(struct out *out, uint64_t clean, uint64_t more, const struct screen *s)
{
    struct out said = { 0 };
    char n[32];
    out_text(out, "\n");
    if (more > 0)
        out_printf(&said, "and %s more that are not clean", grouped(more, n));
    if (clean > 0)
        out_printf(&said, "%s%s clean", more > 0 ? ", " : "", grouped(clean, n));
    if (clean + more > 0) {
        out_text(&said, ": cordon scan --messages --format jsonl PATH lists all");
        paint_wrapped(out, s, 0, 0, paint_text(&said));
        out_done(&said);
    }
    paint_wrapped(out, s, 0, 0,
            "One of them in full, with its evidence marked: cordon show --message MSG-... PATH");
}
