/* report_where.c - from where it came and with what. */
#include <stdio.h>

#include "core/view/paint.h"
#include "core/view/report_inside.h"

/* ---- sources ---- */

/* Columns that a log fills; an empty one says nothing but its width. */
struct known {
    bool network, asn, country;
};

static struct known known_of(const struct incident *inc, size_t n)
{
    struct known k = { 0 };
    for (size_t i = 0; i < n; i++) {
        const struct incident_source *s = &inc->sources[i];
        k.network = k.network || (s->network != NULL && *s->network != '\0');
        k.asn = k.asn || s->asn != 0;
        k.country = k.country || s->country[0] != '\0';
    }
    return k;
}

static size_t source_columns(struct known k, struct column *to)
{
    size_t n = 0;
    to[n++] = (struct column){ .head = "address", .names = true };
    if (k.network)
        to[n++] = (struct column){ .head = "network", .free = true };
    if (k.asn)
        to[n++] = (struct column){ .head = "AS number" };
    if (k.country)
        to[n++] = (struct column){ .head = "country" };
    to[n++] = (struct column){ .head = "attempts", .number = true };
    to[n++] = (struct column){ .head = "accounts", .number = true };
    to[n++] = (struct column){ .head = "got in", .number = true };
    to[n++] = (struct column){ .head = "first" };
    to[n++] = (struct column){ .head = "last" };
    return n;
}

static void source_row(struct paper *p, const struct incident_source *s, struct known k)
{
    char asn[16] = "";
    paper_row(p);
    paper_cell_source(p, s->key);
    if (k.network)
        paper_cell_text(p, TONE_PLAIN, s->network);
    if (k.asn && s->asn != 0)
        (void)snprintf(asn, sizeof asn, "AS%u", s->asn);
    if (k.asn)
        paper_cell_text(p, TONE_PLAIN, asn);
    if (k.country)
        paper_cell_text(p, TONE_PLAIN, s->country);
    paper_cell_number(p, s->attempts);
    paper_cell_number(p, s->accounts);
    if (s->successes > 0) {
        char n[32];
        paper_cell_text(p, TONE_BAD, grouped(s->successes, n));
    } else {
        paper_cell_number(p, 0);
    }
    paper_cell_time(p, s->first);
    paper_cell_time(p, s->last);
}

static void sources_note(struct paper *p, const struct incident *inc, struct known k)
{
    double strangers = inc->expected_impurity * (double)inc->sources_total;
    paper_open(p, BLOCK_NOTE, NULL);
    paper_say(p, "Those from which somebody got in first, then those with most attempts.");
    if (!k.asn && !k.country && !k.network)
        paper_say(p, " This log tells neither network nor country.");
    if (strangers >= 1.5)
        paper_sayf(p, " About %.0f of all of them are expected not to belong.", strangers);
    else if (inc->sources_total > 1)
        paper_sayf(p, " %s of all of them is expected not to belong.",
                strangers >= 0.5 ? "About one" : "Less than one");
    paper_shut(p);
}

static void source_table(struct report *r, const struct incident *inc)
{
    struct column columns[9];
    size_t n = inc->sources_count < r->rows ? inc->sources_count : r->rows, rows = 0;
    struct known k = known_of(inc, inc->sources_count);
    if (n == 0)
        return;
    paper_block(r->p, BLOCK_HEADING, "From where");
    sources_note(r->p, inc, k);
    report_timed_table(r, "address", "addresses", n, inc->sources_total, columns, source_columns(k, columns));
    for (int in = 1; in >= 0; in--) /* no bound may cut off the way in */
        for (size_t i = 0; i < inc->sources_count && rows < n; i++)
            if ((inc->sources[i].successes > 0) == (in == 1)) {
                source_row(r->p, &inc->sources[i], k);
                rows++;
            }
    paper_table_end(r->p);
    report_left_out(r, inc->sources_total - n, "address", "addresses");
}

/* ---- clients ---- */

static void client_cell(struct paper *p, const char *words)
{
    paper_cell(p, TONE_PLAIN);
    if (words != NULL && *words != '\0')
        paper_name(p, words);
    else
        paper_say(p, "not told");
    paper_shut(p);
}

static void clients(struct report *r, const struct incident *inc)
{
    static const struct column columns[] = { { .head = "agent", .names = true, .prose = true },
        { .head = "application", .free = true }, { .head = "protocol", .free = true },
        { .head = "attempts", .number = true }, { .head = "sign-ins of your people", .number = true } };
    size_t n = inc->clients_count < r->rows ? inc->clients_count : r->rows;
    if (n == 0)
        return;
    paper_block(r->p, BLOCK_HEADING, "With what");
    paper_table(r->p, "What the attempts were made with, and how often your people sign in with the same",
            columns, 5);
    for (size_t i = 0; i < n; i++) {
        const struct incident_client *c = &inc->clients[i];
        paper_row(r->p);
        client_cell(r->p, c->agent);
        client_cell(r->p, c->application);
        client_cell(r->p, c->protocol);
        paper_cell_number(r->p, c->attempts);
        paper_cell_number(r->p, c->people);
    }
    paper_table_end(r->p);
    report_left_out(r, inc->clients_total - n, "kind", "kinds");
}

void report_sources(struct report *r, const struct incident *inc)
{
    source_table(r, inc);
    clients(r, inc);
}
