/* explain.c - the arithmetic of one incident, so that a person can count again. */
#include <stdio.h>
#include <string.h>

#include "core/view/paint.h"
#include "core/view/terminal.h"

#define FEATURE_COLUMNS 24
#define NUMBERS_COLUMNS 36 /* value, usual, nats and share side by side */

/* The numbers stand under the name where both do not fit side by side. */
static void sum_row(struct out *out, const struct screen *s, const char *name, const char *value,
        const char *usual, double nats, double share)
{
    bool narrow = s->width < 2 + FEATURE_COLUMNS + NUMBERS_COLUMNS;
    out_text(out, "  ");
    if (narrow)
        out_printf(out, "%s\n  ", name);
    else
        out_printf(out, "%-*s", FEATURE_COLUMNS, name);
    out_printf(out, "%10s%10s%8.2f%6.0f %%\n", value, usual, nats, share * 100);
}

static void sum_head(struct out *out, const struct screen *s)
{
    bool narrow = s->width < 2 + FEATURE_COLUMNS + NUMBERS_COLUMNS;
    char head[100];
    (void)snprintf(head, sizeof head, "  %*s%10s%10s%8s%8s\n", narrow ? 0 : -FEATURE_COLUMNS,
            narrow ? "" : "feature", "value", "usual", "nats", "share");
    paint(out, s, DIM, head);
}

static void sum_table(struct out *out, const struct incident *inc, const struct screen *s)
{
    double share = 0, nats = 0;
    sum_head(out, s);
    for (size_t i = 0; i < inc->reasons_count; i++) {
        const struct incident_reason *r = &inc->reasons[i];
        char value[32], usual[32] = "-";
        (void)snprintf(value, sizeof value, "%.9g", r->value);
        if (r->has_baseline)
            (void)snprintf(usual, sizeof usual, "%.9g", r->baseline);
        sum_row(out, s, r->feature, value, usual, r->nats, r->weight);
        share += r->weight;
        nats += r->nats;
    }
    sum_row(out, s, "sum", "", "", nats, share);
    out_text(out, "  ");
    paint_wrapped(out, s, 2, 2, inc->alarm ? inc->alarm : "");
    out_text(out, "  ");
    paint_wrapped(out, s, 2, 2,
            "A nat is a factor of 2.7 by which an attack makes it likelier than people do; what opened the "
            "incident is "
            "compared with its level, the other reasons say how sure it is since.");
}

static void said_under(struct out *out, const struct screen *s, const char *label, const char *words)
{
    out_text(out, "     ");
    paint(out, s, DIM, label);
    out_text(out, " ");
    paint_wrapped(out, s, 6 + strlen(label), 7, words);
}

static void rows_of(
        struct out *out, const struct incident *inc, const struct incident_reason *r, const struct screen *s)
{
    struct out said = { 0 };
    for (size_t i = 0; i < r->rows_count && r->rows[i] < inc->evidence_count; i++) {
        const struct incident_evidence *e = &inc->evidence[r->rows[i]];
        out_printf(&said, "%s%s:%llu", i ? ", " : "", e->file_name ? e->file_name : "",
                (unsigned long long)e->line);
    }
    if (r->rows_count > 0)
        said_under(out, s, "rows", paint_text(&said));
    out_done(&said);
}

void paint_value(struct out *out, const struct incident_reason *reason)
{
    out_printf(out, "%.9g %s", reason->value, reason->unit);
    if (reason->has_baseline)
        out_printf(out, ", here usually %.9g", reason->baseline);
}

static void one_reason(struct out *out, const struct incident *inc, size_t at, const struct screen *s)
{
    const struct incident_reason *r = &inc->reasons[at];
    struct out said = { 0 };
    paint_value(&said, r);
    out_printf(out, "  %zu  ", at + 1);
    paint(out, s, CYAN, r->feature);
    out_text(out, "  ");
    paint_wrapped(out, s, 7 + strlen(r->feature), 5, paint_text(&said));
    out_done(&said);
    out_text(out, "     ");
    paint_wrapped(out, s, 5, 5, r->text);
    if (r->how != NULL)
        said_under(out, s, "how", r->how);
    rows_of(out, inc, r, s);
}

/* The sum of the reasons, and each with how it is counted. */
static void paint_arithmetic(struct out *out, const struct incident *inc, const struct screen *s)
{
    if (inc->reasons_count == 0)
        return;
    paint_section(out, s, "the sum");
    sum_table(out, inc, s);
    paint_section(out, s, "why, and how to count it again");
    for (size_t i = 0; i < inc->reasons_count; i++)
        one_reason(out, inc, i, s);
}

/* A command in a line of its own, so that it can be copied. */
static void next_line(struct out *out, const struct incident *inc, const struct screen *s)
{
    struct out said = { 0 };
    out_text(out, "\n  ");
    paint_wrapped(out, s, 2, 2, "every row that these numbers are counted from:");
    out_printf(&said, "cordon explain %s --rows %s", inc->id, s->paths ? s->paths : "PATH...");
    out_text(out, "  ");
    paint_wrapped(out, s, 2, 4, paint_text(&said));
    out_done(&said);
}

void view_explain(struct out *out, const struct incident *inc, const struct screen *s)
{
    paint_front(out, inc, s);
    paint_facts(out, inc, s);
    paint_arithmetic(out, inc, s);
    paint_counters(out, inc, s);
    paint_list(out, s, "it would be benign if it is", inc->benign_if);
    paint_list(out, s, "what cannot be seen in these logs", inc->unseen);
    paint_playbooks(out, inc, s);
    paint_evidence(out, inc, s);
    next_line(out, inc, s);
}
