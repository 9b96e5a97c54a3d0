/* show.c - one incident in full, and its arithmetic. */
#include <stdio.h>

#include "core/view/paint.h"
#include "core/view/terminal.h"

static void heading(struct out *out, const struct screen *s, const char *words)
{
    out_text(out, "\n");
    paint(out, s, BOLD, words);
    out_text(out, "\n");
}

static const char *cell_glyph(const struct screen *s, const struct matrix_cell *cell)
{
    static const char *const ascii[] = { ".", "x", "L", "M", "#" };
    static const char *const wide[] = { "\xc2\xb7", "x", "L", "M", "\xe2\x96\xa0" };
    unsigned worst = cell->attempts == 0 ? 0 : cell->worst;
    return (s->ascii ? ascii : wide)[worst < 5 ? worst : 1];
}

static void matrix(struct out *out, const struct incident *inc, const struct screen *s)
{
    const size_t name_columns = s->width >= 100 ? 32 : 22, rows_max = 40;
    size_t room = s->width > name_columns + 6 ? (s->width - name_columns - 4) / 3 : 2;
    size_t days = inc->matrix_days < room ? inc->matrix_days : room;
    size_t rows = inc->matrix_rows < rows_max ? inc->matrix_rows : rows_max;
    if (days == 0 || rows == 0)
        return;
    heading(out, s, "accounts by day");
    out_printf(out, "  %-*s", (int)name_columns, "");
    for (size_t d = 0; d < days; d++) {
        struct civil c;
        time_to_civil(inc->first_seen + (time_us)d * TIME_DAY, &c);
        out_printf(out, " %02d", c.day);
    }
    out_text(out, "\n");
    for (size_t r = 0; r < rows; r++) {
        out_text(out, "  ");
        size_t used = out_terminal(out, text(inc->accounts[r].name), name_columns, s->ascii);
        out_printf(out, "%*s", (int)(name_columns - used), "");
        for (size_t d = 0; d < days; d++)
            out_printf(out, "  %s", cell_glyph(s, &inc->matrix[r * inc->matrix_days + d]));
        out_text(out, "\n");
    }
    char said[200];
    (void)snprintf(said, sizeof said, "%zu more accounts and %zu more days are not shown",
            inc->accounts_total - rows, inc->matrix_days - days);
    if (inc->accounts_total > rows || inc->matrix_days > days)
        paint_wrapped(out, s, 0, 2, said);
    paint_wrapped(out, s, 0, 2,
            s->ascii ? "  . none  x wrong password  L locked  M right password, stopped  # got in"
                     : "  \xc2\xb7 none  x wrong password  L locked  M right password, stopped  \xe2\x96\xa0 "
                       "got in");
}

static void sources(struct out *out, const struct incident *inc, const struct screen *s)
{
    size_t n = inc->sources_count < 25 ? inc->sources_count : 25;
    heading(out, s, "sources");
    out_printf(out, "  %-43s %8s %8s %5s  %s\n", "address", "attempts", "accounts", "in", "network");
    for (size_t i = 0; i < n; i++) {
        const struct incident_source *src = &inc->sources[i];
        char ip[IP_TEXT_MAX];
        ip_format_source(src->key, ip);
        out_printf(out, "  %-43s %8u %8u %5u ", ip, src->attempts, src->accounts, src->successes);
        if (src->asn)
            out_printf(out, " AS%u", src->asn);
        out_printf(out, " %s\n", src->country);
    }
    if (inc->sources_total > n)
        out_printf(out, "  and %zu more (--format jsonl lists them)\n", inc->sources_total - n);
}

static void list(struct out *out, const struct screen *s, const char *title, const char *const *items)
{
    if (items == NULL || items[0] == NULL)
        return;
    heading(out, s, title);
    for (size_t i = 0; items[i] != NULL; i++) {
        out_printf(out, "  %zu ", i + 1);
        paint_wrapped(out, s, 4, 4, items[i]);
    }
}

static void reasons(struct out *out, const struct incident *inc, const struct screen *s)
{
    heading(out, s, "why");
    for (size_t i = 0; i < inc->reasons_count; i++) {
        const struct incident_reason *r = &inc->reasons[i];
        out_printf(out, "  %-26s %10g %s", r->feature, r->value, r->unit);
        if (r->has_baseline)
            out_printf(out, ", here usually %g", r->baseline);
        out_printf(out, "   weight %.3f\n    ", r->weight);
        paint_wrapped(out, s, 4, 4, r->text);
    }
    if (inc->counters_count > 0)
        heading(out, s, "what speaks against it, or limits it");
    for (size_t i = 0; i < inc->counters_count; i++) {
        out_text(out, "  - ");
        paint_wrapped(out, s, 4, 4, inc->counters[i].text);
    }
}

static void playbooks(struct out *out, const struct incident *inc, const struct screen *s)
{
    if (inc->playbooks_count == 0)
        return;
    heading(out, s, "whose published manner it is like (not an attribution)");
    for (size_t i = 0; i < inc->playbooks_count; i++) {
        const struct incident_playbook *p = &inc->playbooks[i];
        out_printf(out, "  %s  %.2f\n", p->name, p->similarity);
        for (size_t k = 0; p->for_ && p->for_[k]; k++)
            paint_labelled(out, s, "for", p->for_[k]);
        for (size_t k = 0; p->against && p->against[k]; k++)
            paint_labelled(out, s, "against", p->against[k]);
        for (size_t k = 0; p->unknown && p->unknown[k]; k++)
            paint_labelled(out, s, "unknown", p->unknown[k]);
    }
}

static void evidence(struct out *out, const struct incident *inc, const struct screen *s)
{
    static const char *const roles[] = { "opening", "deciding", "sample" };
    size_t n = inc->evidence_count < 30 ? inc->evidence_count : 30;
    heading(out, s, "rows that prove it");
    for (size_t i = 0; i < n; i++) {
        const struct incident_evidence *e = &inc->evidence[i];
        char where[64];
        (void)snprintf(where, sizeof where, ":%llu  %-8s sha256 %.12s", (unsigned long long)e->line,
                roles[e->role], e->sha256[0] ? e->sha256 : "(gone)");
        out_text(out, "  ");
        out_terminal(
                out, text(e->file_name ? e->file_name : ""), s->width > 60 ? s->width - 48 : 20, s->ascii);
        out_text(out, where);
        out_text(out, "\n");
    }
    if (inc->evidence_count > n)
        out_printf(out, "  and %zu more (--format jsonl lists them)\n", inc->evidence_count - n);
}

static void front(struct out *out, const struct incident *inc, const struct screen *s)
{
    paint(out, s, severity_colour(inc->severity), severity_name(inc->severity));
    out_text(out, "  ");
    paint(out, s, BOLD, inc->id);
    out_text(out, "  ");
    paint_wrapped(out, s, 26, 2, inc->title);
}

void view_incident(struct out *out, const struct incident *inc, const struct screen *s)
{
    front(out, inc, s);
    list(out, s, "do now", inc->do_now);
    matrix(out, inc, s);
    sources(out, inc, s);
    reasons(out, inc, s);
    playbooks(out, inc, s);
    list(out, s, "it would be benign if it is", inc->benign_if);
    evidence(out, inc, s);
    list(out, s, "techniques (ATT&CK)", inc->techniques);
}

void view_explain(struct out *out, const struct incident *inc, const struct screen *s)
{
    front(out, inc, s);
    reasons(out, inc, s);
    playbooks(out, inc, s);
    list(out, s, "it would be benign if it is", inc->benign_if);
    evidence(out, inc, s);
}
