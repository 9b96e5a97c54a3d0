/* show.c - one incident in full. */
#include <stdio.h>
#include <string.h>

#include "core/view/acts.h"
#include "core/view/paint.h"
#include "core/view/terminal.h"

void paint_section(struct out *out, const struct screen *s, const char *words)
{
    out_text(out, "\n");
    paint_heading(out, s, BOLD, 0, words);
}

#define SOURCES_MAX 25u
#define EVIDENCE_MAX 30u

/* Columns of the table of sources; the address takes what the others leave. */
struct source_columns {
    int address, number, last;
    bool networks;
};

static struct source_columns source_columns(const struct incident *inc, size_t n, const struct screen *s)
{
    struct source_columns c = {
        .address = 7, .number = s->width < 72 ? 5 : 8, .last = s->width < 72 ? 3 : 6
    };
    for (size_t i = 0; i < n; i++) {
        char ip[IP_TEXT_MAX];
        int wide = (int)ip_format_source(inc->sources[i].key, ip);
        c.address = wide > c.address ? wide : c.address;
        c.networks = c.networks || inc->sources[i].asn != 0 || inc->sources[i].country[0] != '\0';
    }
    int room = (int)s->width - 2 - 2 * (c.number + 1) - (c.last + 1) - (c.networks ? 16 : 0);
    if (c.address > room)
        c.address = room > 7 ? room : 7;
    return c;
}

static void source_line(struct out *out, const struct screen *s, const struct incident_source *src,
        const struct source_columns *c)
{
    char ip[IP_TEXT_MAX];
    struct out network = { 0 };
    ip_format_source(src->key, ip);
    out_text(out, "  ");
    int used = (int)out_terminal(out, text(ip), (size_t)c->address, s->ascii);
    out_printf(out, "%*s %*u %*u %*u", c->address - used, "", c->number, src->attempts, c->number,
            src->accounts, c->last, src->successes);
    if (src->asn != 0)
        out_printf(&network, "AS%u ", src->asn);
    out_text(&network, src->country);
    if (network.len > 0) {
        out_text(out, "  ");
        (void)out_terminal(out, (struct slice){ network.at, network.len }, 14, s->ascii);
    }
    out_done(&network);
    out_text(out, "\n");
}

static void sources(struct out *out, const struct incident *inc, const struct screen *s)
{
    size_t n = inc->sources_count < SOURCES_MAX ? inc->sources_count : SOURCES_MAX;
    struct source_columns c = source_columns(inc, n, s);
    bool narrow = c.number < 8;
    paint_section(out, s, "sources");
    out_printf(out, "  %-*s %*s %*s %*s%s\n", c.address, "address", c.number, narrow ? "tries" : "attempts",
            c.number, narrow ? "accts" : "accounts", c.last, narrow ? "in" : "got in",
            c.networks ? "  network" : "");
    for (size_t i = 0; i < n; i++)
        source_line(out, s, &inc->sources[i], &c);
    if (inc->sources_total > n)
        out_printf(out, "  and %zu more (--format jsonl)\n", inc->sources_total - n);
    if (inc->places != NULL) {
        struct out said = { 0 };
        out_printf(&said, "networks and countries that the log does not tell: %s", inc->places);
        out_text(out, "  ");
        paint_wrapped(out, s, 2, 2, paint_text(&said));
        out_done(&said);
    }
    if (!c.networks) {
        out_text(out, "  ");
        paint_wrapped(out, s, 2, 2, "this log tells neither network nor country");
    }
}

void paint_list(struct out *out, const struct screen *s, const char *title, const char *const *items)
{
    if (items == NULL || items[0] == NULL)
        return;
    paint_section(out, s, title);
    for (size_t i = 0; items[i] != NULL; i++) {
        out_printf(out, "  %zu ", i + 1);
        paint_wrapped(out, s, 4, 4, items[i]);
    }
}

/* "118.42 per hour, here usually 0.062, weight 0.568", then the sentence. */
static void reason(struct out *out, const struct incident_reason *r, const struct screen *s)
{
    struct out said = { 0 };
    paint_value(&said, r);
    out_printf(&said, ", weight %.3f", r->weight);
    out_text(out, "  ");
    paint(out, s, CYAN, r->feature);
    out_text(out, "  ");
    paint_wrapped(out, s, 4 + strlen(r->feature), 4, paint_text(&said));
    out_done(&said);
    out_text(out, "    ");
    paint_wrapped(out, s, 4, 4, r->text);
}

static void reasons(struct out *out, const struct incident *inc, const struct screen *s)
{
    paint_section(out, s, "why (value, what is usual here, share of the evidence)");
    for (size_t i = 0; i < inc->reasons_count; i++)
        reason(out, &inc->reasons[i], s);
}

void paint_counters(struct out *out, const struct incident *inc, const struct screen *s)
{
    if (inc->counters_count > 0)
        paint_section(out, s, "what speaks against it, or limits it");
    for (size_t i = 0; i < inc->counters_count; i++) {
        out_text(out, "  - ");
        paint_wrapped(out, s, 4, 4, inc->counters[i].text);
    }
}

void paint_playbooks(struct out *out, const struct incident *inc, const struct screen *s)
{
    if (inc->playbooks_count == 0)
        return;
    paint_section(out, s, "whose published manner it is like (not an attribution)");
    for (size_t i = 0; i < inc->playbooks_count; i++) {
        const struct incident_playbook *p = &inc->playbooks[i];
        out_printf(out, "  %s  similarity %.2f\n", p->name, p->similarity);
        for (size_t k = 0; p->for_ && p->for_[k]; k++)
            paint_labelled(out, s, "for", p->for_[k]);
        for (size_t k = 0; p->against && p->against[k]; k++)
            paint_labelled(out, s, "against", p->against[k]);
        for (size_t k = 0; p->unknown && p->unknown[k]; k++)
            paint_labelled(out, s, "unknown", p->unknown[k]);
    }
}

void paint_row(struct out *out, const struct screen *s, const char *role, const struct incident_evidence *e)
{
    struct out said = { 0 };
    out_printf(&said, "%s:%llu ", e->file_name ? e->file_name : "", (unsigned long long)e->line);
    paint_time(&said, s, e->time);
    out_text(&said, " ");
    paint_name(&said, e->account ? e->account : "");
    out_printf(&said, " %s", e->action != ACTION_NONE ? action_name(e->action) : outcome_name(e->outcome));
    if (!ip_is_none(e->source)) {
        char ip[IP_TEXT_MAX];
        ip_format_source(ip_source_key(e->source), ip);
        out_printf(&said, " from %s", ip);
    }
    if (e->sha256[0] != '\0')
        out_printf(&said, ", sha256 %.12s", e->sha256);
    else
        out_text(&said, e->withheld ? ", hash withheld" : ", no longer readable");
    out_printf(out, "  %-8s ", role);
    paint_wrapped(out, s, 11, 11, paint_text(&said));
    out_done(&said);
}

static bool is_shown(const struct incident_evidence *row, const struct screen *s)
{
    bool account = s->account == NULL || strcmp(row->account ? row->account : "", s->account->name) == 0;
    return account && (s->source == NULL || ip_eq(ip_source_key(row->source), s->source->key));
}

void paint_evidence(struct out *out, const struct incident *inc, const struct screen *s)
{
    size_t n = 0;
    paint_section(out, s, "rows that prove it");
    for (size_t i = 0; i < inc->evidence_count; i++)
        if (is_shown(&inc->evidence[i], s) && n++ < EVIDENCE_MAX)
            paint_row(out, s, evidence_role_name(inc->evidence[i].role), &inc->evidence[i]);
    if (n == 0)
        out_text(out, "  none among those that were kept: --rows prints all\n");
    if (n > EVIDENCE_MAX)
        out_printf(out, "  and %zu more (cordon explain --rows)\n", n - EVIDENCE_MAX);
}

void paint_front(struct out *out, const struct incident *inc, const struct screen *s)
{
    paint(out, s, severity_colour(inc->severity), severity_name(inc->severity));
    out_text(out, "  ");
    paint(out, s, BOLD, inc->id);
    out_text(out, "  ");
    paint_wrapped(out, s, 26, 2, inc->title);
}

void view_incident(struct out *out, const struct incident *inc, const struct screen *s)
{
    paint_front(out, inc, s);
    paint_facts(out, inc, s);
    paint_list(out, s, "do now", inc->do_now);
    if (inc->acts_count > 0) {
        paint_section(out, s, "what was done with them");
        paint_acts(out, inc, s);
    }
    paint_matrix(out, inc, s);
    sources(out, inc, s);
    reasons(out, inc, s);
    paint_counters(out, inc, s);
    paint_playbooks(out, inc, s);
    paint_list(out, s, "it would be benign if it is", inc->benign_if);
    paint_evidence(out, inc, s);
    paint_list(out, s, "techniques (ATT&CK)", inc->techniques);
}
