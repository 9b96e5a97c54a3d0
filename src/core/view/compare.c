/* compare.c - what ties two incidents, what speaks against it, what cannot be known. */
#include "core/view/compare.h"

#include "core/view/paint.h"

#define FULL_MAX 10u

static void put_side(struct out *said, const struct told *told)
{
    paint_name(said, told->id);
    if (told->organisation[0] != '\0') {
        out_text(said, " of ");
        paint_name(said, told->organisation);
    }
    out_text(said, " (");
    paint_name(said, told->file);
    out_text(said, ")");
}

static void head(struct out *out, const struct comparison *c, const struct screen *s)
{
    static const enum colour colours[] = { DIM, YELLOW, RED };
    struct out said = { 0 };
    put_side(&said, c->a);
    out_text(&said, " and ");
    put_side(&said, c->b);
    out_text(out, "\n ");
    paint_wrapped(out, s, 1, 3, paint_text(&said));
    out_done(&said);
    out_text(out, "   ");
    paint(out, s, colours[c->tie], tie_name(c->tie));
    out_printf(out, ": probability %.*f\n", c->probability > 0.995 || c->probability < 0.005 ? 4 : 2,
            c->probability);
}

static void reason_lines(struct out *out, const struct comparison *c, const struct screen *s, bool for_it)
{
    for (size_t i = 0; i < c->reasons_count; i++) {
        const struct evidence *e = &c->reasons[i];
        struct out said = { 0 };
        if ((e->nats >= 0) != for_it)
            continue;
        out_printf(&said, "%+.1f %s", e->nats, e->text);
        paint_labelled(out, s, for_it ? "for" : "against", paint_text(&said));
        out_done(&said);
    }
}

static void one(struct out *out, const struct comparison *c, const struct screen *s)
{
    struct out said = { 0 };
    head(out, c, s);
    reason_lines(out, c, s, true);
    reason_lines(out, c, s, false);
    for (size_t i = 0; i < c->unknowns_count; i++)
        paint_labelled(out, s, "unknown", c->unknowns[i].text);
    if (c->a->truncated || c->b->truncated)
        paint_labelled(out, s, "unknown", "the lists of one of the two were cut: what is shared may be more");
    out_printf(
            &said, "%+.1f: the reasons and the prior (%.0f to 1 against), in nats", c->nats, COMPARE_PRIOR);
    paint_labelled(out, s, "sum", paint_text(&said));
    out_done(&said);
}

void view_comparisons(struct out *out, const struct comparison *pairs, size_t count, const struct screen *s)
{
    size_t tied = 0, shown = 0;
    struct out said = { 0 };
    for (size_t i = 0; i < count; i++)
        tied += pairs[i].tie != TIE_NONE;
    paint_count(&said, count, "pair of incidents", "pairs of incidents");
    out_printf(&said, " compared: %zu tied, or perhaps", tied);
    out_text(out, " ");
    paint_wrapped(out, s, 1, 1, paint_text(&said));
    out_done(&said);
    for (size_t i = 0; i < count && shown < FULL_MAX && (pairs[i].tie != TIE_NONE || i == 0); i++, shown++)
        one(out, &pairs[i], s);
    if (tied > shown)
        out_printf(out, "\n and %zu more that are tied (--format json)\n", tied - shown);
    if (shown > 0)
        paint_labelled(
                out, s, "note", "a tie says that one campaign is likelier than two, never whose it is");
    if (count > shown && count - tied > (tied == 0))
        out_printf(out, "\n nothing ties the other %zu (--format json)\n", count - tied - (tied == 0));
}
