/* narrow.c - one account or one source of an incident: why it is in it. */
#include <stdio.h>

#include "core/view/paint.h"
#include "core/view/terminal.h"

#define TRIED_MAX 25u

static const char *outcome_words(const struct incident_account *acc)
{
    if (acc->outcome != ACCESS_TRIED)
        return acc->outcome == ACCESS_GOT_IN ? "got in" : "the password is known, but did not get in";
    return acc->check ? "tried, and to be checked: it signed in from a new place meanwhile"
                      : "tried, no more";
}

static void period_line(struct out *out, const struct screen *s, time_us first, time_us last)
{
    struct out said = { 0 };
    paint_period(&said, s, first, last);
    out_printf(&said, " %s", s->tz_name);
    paint_labelled(out, s, "when", paint_text(&said));
    out_done(&said);
}

static void decision_line(struct out *out, const struct incident_account *acc, const struct screen *s)
{
    char from[IP_TEXT_MAX];
    struct out said = { 0 };
    if (acc->at == TIME_NONE)
        return;
    ip_format_source(acc->from, from);
    paint_time(&said, s, acc->at);
    out_printf(&said, " from %s", from);
    paint_labelled(out, s, "at", paint_text(&said));
    out_done(&said);
}

/* The parts add up to the nats behind check_rank. */
static void check_lines(struct out *out, const struct incident_account *acc, const struct screen *s)
{
    const struct check_parts *p = acc->check_parts;
    if (p == NULL)
        return;
    const struct {
        double nats;
        const char *text;
    } parts[] = { { p->network, "the network it came from: the attack's sources against people's homes" },
        { p->hour, "the hour of the day" },
        { p->day, "the tries of that day: one is missing where the attack has one" },
        { p->account, "how seldom it comes from new places" },
        { p->place, "whether others and later days use the place" },
        { p->member, "the address takes part, though others are at home there" } };
    double sum = 0;
    char line[160];
    paint_section(out, s, "whether it was a traveller (nats for the attack)");
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        sum += parts[i].nats;
        if (parts[i].nats == 0)
            continue;
        (void)snprintf(line, sizeof line, "%+.2f  %s", parts[i].nats, parts[i].text);
        out_text(out, "  ");
        paint_wrapped(out, s, 2, 9, line);
    }
    (void)snprintf(line, sizeof line, "%+.2f  sum: rank %.4f of 1 among those to be asked, no probability",
            sum, acc->check_rank);
    out_text(out, "  ");
    paint_wrapped(out, s, 2, 9, line);
}

static void account_lines(
        struct out *out, const struct incident *inc, const struct narrowed *n, const struct screen *s)
{
    const struct incident_account *acc = n->account;
    struct out said = { 0 };
    paint_section(out, s, "the account");
    paint_labelled(out, s, "name", acc->name);
    paint_labelled(out, s, "outcome", outcome_words(acc));
    if (acc->missing)
        paint_labelled(out, s, "", "there is no such account here");
    if (acc->emergency)
        paint_labelled(out, s, "", "it is one of break_glass");
    decision_line(out, acc, s);
    period_line(out, s, acc->first, acc->last);
    paint_count(&said, acc->attempts, "attempt", "attempts");
    out_printf(&said, " of %llu", (unsigned long long)inc->attempts);
    if (n->tried_count > 0) {
        out_text(&said, ", from ");
        paint_count(&said, n->tried_count, "source", "sources");
    }
    paint_labelled(out, s, "tries", paint_text(&said));
    out_done(&said);
    check_lines(out, acc, s);
}

/* ---- a source ---- */

struct marks {
    struct out *out;
    const struct screen *s;
};

static void mark(struct marks *m, bool is_for, const char *text)
{
    paint_labelled(m->out, m->s, is_for ? "for" : "against", text);
}

static void mark_agent(struct marks *m, const struct incident *inc, const struct narrowed *n)
{
    struct out said = { 0 };
    double all = inc->attempts > 0 ? 100.0 * (double)n->agent_everywhere / (double)inc->attempts : 0;
    if (n->agent[0] == '\0')
        return;
    out_printf(&said, "its agent \"%.120s\" makes %.0f %% of the attack's attempts", n->agent, all);
    mark(m, all >= 50, paint_text(&said));
    out_done(&said);
}

static void mark_accounts(struct marks *m, const struct narrowed *n)
{
    struct out said = { 0 };
    size_t missing = 0, right = 0;
    for (size_t i = 0; i < n->tried_count; i++) {
        missing += n->tried[i].missing;
        right += n->tried[i].right > 0;
    }
    out_printf(&said, "%zu account%s tried; people have one", n->tried_count, n->tried_count == 1 ? "" : "s");
    mark(m, n->tried_count > 1, paint_text(&said));
    said.len = 0;
    out_printf(&said, "%u of them tried by other sources of the attack too", n->elsewhere);
    mark(m, n->elsewhere > 0, paint_text(&said));
    said.len = 0;
    out_printf(&said, "%zu of them do not exist here", missing);
    if (missing > 0)
        mark(m, true, paint_text(&said));
    said.len = 0;
    out_printf(&said, "at %zu of them the password was right", right);
    if (right > 0)
        mark(m, false, paint_text(&said));
    out_done(&said);
}

static void source_lines(
        struct out *out, const struct incident *inc, const struct narrowed *n, const struct screen *s)
{
    const struct incident_source *src = n->source;
    struct marks m = { out, s };
    struct out said = { 0 };
    char ip[IP_TEXT_MAX];
    paint_section(out, s, "the source");
    ip_format_source(src->key, ip);
    paint_labelled(out, s, "address", ip);
    if (src->asn != 0)
        out_printf(&said, "AS%u %s%s", src->asn, src->country, src->network && *src->network ? " " : "");
    else
        out_text(&said, src->country);
    out_text(&said, src->network ? src->network : "");
    if (said.len > 0)
        paint_labelled(out, s, "network", paint_text(&said));
    said.len = 0;
    period_line(out, s, src->first, src->last);
    paint_count(&said, src->attempts, "attempt", "attempts");
    out_text(&said, " at ");
    paint_count(&said, src->accounts, "account", "accounts");
    out_printf(&said, ", %u signed in", src->successes);
    paint_labelled(out, s, "tries", paint_text(&said));
    said.len = 0;
    out_printf(&said, "%.1f %% that it takes part in it", 100 * src->probability);
    paint_labelled(out, s, "chance", paint_text(&said));
    said.len = 0;
    paint_section(out, s, "its marks");
    mark_agent(&m, inc, n);
    mark_accounts(&m, n);
    out_printf(&said, "%u other source%s of the attack in its network (/16, or /32 of IPv6)", n->neighbours,
            n->neighbours == 1 ? "" : "s");
    mark(&m, n->neighbours > 0, paint_text(&said));
    out_done(&said);
}

/* ---- both ---- */

static void tried_line(struct out *out, const struct tried *t, bool account, const struct screen *s)
{
    struct out said = { 0 };
    char ip[IP_TEXT_MAX];
    ip_format_source(t->source, ip);
    if (account)
        paint_name(&said, t->account);
    else
        out_text(&said, ip);
    out_text(&said, ", ");
    paint_count(&said, t->attempts, "attempt", "attempts");
    if (t->right > 0)
        out_printf(&said, ", %u with the right password", t->right);
    out_text(&said, ", ");
    paint_time(&said, s, t->first);
    if (t->last - t->first >= TIME_MINUTE) {
        out_text(&said, " to ");
        paint_time(&said, s, t->last);
    }
    out_text(out, "  ");
    paint_wrapped(out, s, 2, 4, paint_text(&said));
    out_done(&said);
}

static void tried_lines(struct out *out, const struct narrowed *n, const struct screen *s)
{
    bool account = n->account == NULL;
    if (n->tried_count == 0)
        return;
    paint_section(out, s, account ? "the accounts it tried" : "the sources it was tried from");
    for (size_t i = 0; i < n->tried_count && i < TRIED_MAX; i++)
        tried_line(out, &n->tried[i], account, s);
    if (n->tried_count > TRIED_MAX)
        out_printf(out, "  and %zu more (--rows prints all)\n", n->tried_count - TRIED_MAX);
}

/* The one account's row of the matrix. */
static void matrix_row(
        struct out *out, const struct incident *inc, const struct narrowed *n, const struct screen *s)
{
    struct incident one = *inc;
    size_t row = n->account != NULL ? (size_t)(n->account - inc->accounts) : inc->matrix_rows;
    if (row >= inc->matrix_rows)
        return;
    one.accounts = &inc->accounts[row];
    one.accounts_count = one.accounts_total = one.matrix_rows = 1;
    one.matrix = &inc->matrix[row * inc->matrix_days];
    one.clock = inc->clock != NULL ? &inc->clock[row * 24] : NULL;
    paint_matrix(out, &one, s);
}

void view_narrowed(struct out *out, const struct incident *inc, const struct narrowed *n,
        const struct screen *s, bool arithmetic)
{
    paint_front(out, inc, s);
    paint_facts(out, inc, s);
    if (n->account != NULL)
        account_lines(out, inc, n, s);
    if (n->source != NULL)
        source_lines(out, inc, n, s);
    if (!arithmetic)
        matrix_row(out, inc, n, s);
    tried_lines(out, n, s);
    if (arithmetic)
        paint_evidence(out, inc, s);
}
