/* html.c - sentences first, tables as tables, bars as SVG. */
#include "core/view/html.h"

#include <stdio.h>

#include "core/view/page.h"
#include "core/view/paint.h"

#define ROWS_MAX 200u
#define DAYS_MAX 31u
#define SECTIONS_MAX 100u
#define NAMES_MAX 10u

static void html(struct out *out, const char *words)
{
    out_html(out, text(words ? words : ""));
}

static void when(struct out *out, time_us t)
{
    char buf[TIME_TEXT_MAX];
    time_format(t - (t % TIME_SECOND), buf);
    out_printf(out, "<time datetime=\"%s\">%.10s %.5s</time>", buf, buf, buf + 11);
}

static void count(struct out *out, uint64_t n, const char *one, const char *many)
{
    char buf[32];
    out_printf(out, "%s %s", grouped(n, buf), n == 1 ? one : many);
}

static bool is_whole(const struct summary *sum)
{
    return sum->unparsed + sum->oversize + sum->problems == 0 && !sum->interrupted;
}

static void state_line(struct out *out, const struct incidents *all)
{
    size_t got = 0, known = 0, loud = 0;
    for (size_t i = 0; i < all->count; i++) {
        loud += all->at[i].severity > SEVERITY_INFO;
        for (size_t k = 0; k < all->at[i].accounts_count; k++) {
            got += all->at[i].accounts[k].outcome == ACCESS_GOT_IN;
            known += all->at[i].accounts[k].outcome == ACCESS_PASSWORD_KNOWN;
        }
    }
    if (got > 0)
        out_printf(out, "<p class=\"state critical\">%zu account%s in an attacker's hands", got,
                got == 1 ? " is" : "s are");
    else if (known > 0)
        out_printf(out, "<p class=\"state high\">The password%s of %zu account%s known to an attacker",
                known == 1 ? "" : "s", known, known == 1 ? " is" : "s are");
    else if (loud > 0)
        out_text(out,
                "<p class=\"state medium\">You are being attacked; nobody got in as far as these logs tell");
    else if (all->summary.signins == 0)
        out_text(out, "<p class=\"state medium\">No sign-ins were found in what was read");
    else if (all->summary.hidden > 0)
        out_text(out, "<p class=\"state\">Nothing that was asked for");
    else if (!is_whole(&all->summary))
        out_text(out,
                "<p class=\"state medium\">No attack was found in what could be read: not a clean result");
    else
        out_text(out, "<p class=\"state good\">No attack was found");
    out_text(out, ".</p>\n");
}

/* What was read, and what was not: nothing may be missing without being told. */
static void read_line(struct out *out, const struct summary *sum)
{
    out_text(out, "<p class=\"soft\">");
    count(out, sum->signins, "sign-in", "sign-ins");
    out_text(out, " of ");
    count(out, sum->accounts, "account", "accounts");
    out_text(out, " from ");
    count(out, sum->sources, "address", "addresses");
    out_text(out, " in ");
    count(out, sum->inputs, "file", "files");
    if (sum->first != TIME_NONE) {
        out_text(out, ", ");
        when(out, sum->first);
        out_text(out, " to ");
        when(out, sum->last);
        out_text(out, " UTC");
    }
    const struct {
        uint64_t n;
        const char *one, *many;
    } left[] = { { sum->unparsed, "line was not understood", "lines were not understood" },
        { sum->oversize, "line was too long", "lines were too long" },
        { sum->problems, "input could not be read whole", "inputs could not be read whole" },
        { sum->hidden, "incident was not asked for", "incidents were not asked for" },
        { sum->interrupted, "interruption: only a part was read", "" } };
    for (size_t i = 0; i < sizeof left / sizeof left[0]; i++)
        if (left[i].n > 0) {
            out_text(out, "; <strong>");
            count(out, left[i].n, left[i].one, left[i].many);
            out_text(out, "</strong>");
        }
    out_text(out, ".</p>\n");
}

static void unseen(struct out *out, const struct summary *sum)
{
    if (sum->signins == 0)
        return;
    out_text(out, "<h2>What could not be seen</h2><ul><li>");
    if (sum->visible_per_day < 1.5)
        out_text(out, "A spray of less than about one account a day would drown in what people here do.");
    else
        out_printf(out, "A spray of fewer than about %.0f accounts a day would drown in what people here do.",
                sum->visible_per_day);
    out_text(out,
            "</li><li>Who already knows a password and signs in with it once looks like a traveller.</li>");
    if (sum->cold_start)
        out_printf(out,
                "<li>Only %.1f days were seen: until two weeks are known a cautious baseline stands in.</li>",
                (double)(int)(sum->days * 10) / 10);
    if (sum->only_failures)
        out_text(out,
                "<li>There is no successful sign-in in this export: was it filtered? Nothing can be "
                "explained "
                "without them.</li>");
    if (sum->evictions > 0) {
        out_text(out, "<li>");
        count(out, sum->evictions, "name or address was", "names or addresses were");
        out_text(out, " forgotten to stay within memory.</li>");
    }
    out_text(out, "</ul>\n");
}

/* Where there are several, a list of what the page holds. */
static void contents(struct out *out, const struct incidents *all)
{
    if (all->count < 2)
        return;
    out_text(out, "<h3>On this page</h3><ul>");
    for (size_t i = 0; i < all->count && i < SECTIONS_MAX; i++) {
        const struct incident *inc = &all->at[i];
        out_printf(out, "<li><span class=\"%s\">%s</span> <a href=\"#%s\">", severity_name(inc->severity),
                severity_name(inc->severity), inc->id);
        html(out, inc->title);
        out_text(out, "</a></li>");
    }
    out_text(out, "</ul>\n");
}

static void bars(struct out *out, const struct incident *inc)
{
    size_t per = inc->hours / 240 + 1, n = (inc->hours + per - 1) / per;
    uint64_t most = 1;
    if (inc->hours < 2)
        return;
    for (size_t i = 0; i < n; i++) {
        uint64_t sum = 0;
        for (size_t k = i * per; k < (i + 1) * per && k < inc->hours; k++)
            sum += inc->per_hour[k];
        most = sum > most ? sum : most;
    }
    out_printf(out,
            "<svg viewBox=\"0 0 %zu 40\" preserveAspectRatio=\"none\" role=\"img\"><title>Attempts over "
            "time, %zu hour%s a bar, at most %llu</title>",
            n * 4, per, per == 1 ? "" : "s", (unsigned long long)most);
    for (size_t i = 0; i < n; i++) {
        uint64_t sum = 0;
        for (size_t k = i * per; k < (i + 1) * per && k < inc->hours; k++)
            sum += inc->per_hour[k];
        if (sum > 0) {
            double height = 40.0 * (double)sum / (double)most;
            out_printf(out, "<rect x=\"%zu\" y=\"%.1f\" width=\"3\" height=\"%.1f\"/>", i * 4, 40 - height,
                    height);
        }
    }
    out_text(out, "</svg>\n");
}

static void list(struct out *out, const char *title, const char *const *items)
{
    if (items == NULL || items[0] == NULL)
        return;
    out_printf(out, "<h3>%s</h3><ol>", title);
    for (; *items != NULL; items++) {
        out_text(out, "<li>");
        html(out, *items);
        out_text(out, "</li>");
    }
    out_text(out, "</ol>\n");
}

static void accounts(struct out *out, const struct incident *inc)
{
    static const char *const words[] = { "none", "wrong password", "locked", "right password, stopped",
        "got in" };
    static const char *const glyphs[] = { "", "\xc3\x97", "L", "M", "\xe2\x96\xa0" };
    size_t rows = inc->matrix_rows < ROWS_MAX ? inc->matrix_rows : ROWS_MAX;
    size_t days = inc->matrix_days < DAYS_MAX ? inc->matrix_days : DAYS_MAX;
    out_text(out,
            "<h3>Accounts by day</h3><div class=\"scroll\" tabindex=\"0\" role=\"region\" "
            "aria-label=\"Accounts by day\"><table><caption>");
    out_printf(out,
            "%zu of %zu accounts, %zu of %zu days. \xc3\x97 wrong password, L locked, M right password but "
            "stopped, \xe2\x96\xa0 got in</caption><thead><tr><th scope=\"col\">Account</th><th "
            "scope=\"col\">Result</th><th scope=\"col\">Attempts</th>",
            rows, inc->accounts_total, days, inc->matrix_days);
    for (size_t d = 0; d < days; d++) {
        struct civil c;
        time_to_civil(inc->first_seen + (time_us)d * TIME_DAY, &c);
        out_printf(out, "<th scope=\"col\">%02d.%02d</th>", c.day, c.month);
    }
    out_text(out, "</tr></thead><tbody>\n");
    for (size_t r = 0; r < rows; r++) {
        const struct incident_account *a = &inc->accounts[r];
        out_text(out, "<tr><th scope=\"row\">");
        html(out, a->name);
        out_printf(out, "</th><td%s>%s%s%s</td><td class=\"n\">%u</td>",
                a->outcome == ACCESS_GOT_IN ? " class=\"in\"" : "", access_outcome_name(a->outcome),
                a->check ? ", please check" : "", a->missing ? ", no such account" : "", a->attempts);
        for (size_t d = 0; d < days; d++) {
            const struct matrix_cell *cell = &inc->matrix[r * inc->matrix_days + d];
            unsigned w = cell->attempts == 0 || cell->worst > 4 ? 0 : cell->worst;
            out_printf(out, "<td%s%s%s%s>%s</td>", w == 4 ? " class=\"in\"" : "", w ? " title=\"" : "",
                    w ? words[w] : "", w ? "\"" : "", glyphs[w]);
        }
        out_text(out, "</tr>\n");
    }
    out_text(out, "</tbody></table></div>\n");
}

static void sources(struct out *out, const struct incident *inc)
{
    size_t n = inc->sources_count < ROWS_MAX ? inc->sources_count : ROWS_MAX;
    out_printf(out,
            "<h3>Sources</h3><div class=\"scroll\" tabindex=\"0\" role=\"region\" "
            "aria-label=\"Sources\"><table><caption>%zu of %zu sources, those with most attempts "
            "first</caption><thead><tr><th scope=\"col\">Address</th><th scope=\"col\">Attempts</th><th "
            "scope=\"col\">Accounts</th><th scope=\"col\">Got in</th><th "
            "scope=\"col\">Network</th></tr></thead><tbody>\n",
            n, inc->sources_total);
    for (size_t i = 0; i < n; i++) {
        const struct incident_source *s = &inc->sources[i];
        char ip[IP_TEXT_MAX];
        ip_format_source(s->key, ip);
        out_printf(out,
                "<tr><th scope=\"row\">%s</th><td class=\"n\">%u</td><td class=\"n\">%u</td><td "
                "class=\"n\">%u</td><td>",
                ip, s->attempts, s->accounts, s->successes);
        if (s->asn)
            out_printf(out, "AS%u ", s->asn);
        html(out, s->country);
        out_text(out, "</td></tr>\n");
    }
    out_text(out, "</tbody></table></div>\n");
}

static void reasons(struct out *out, const struct incident *inc)
{
    out_text(out, "<h3>Why</h3><ul>");
    for (size_t i = 0; i < inc->reasons_count; i++) {
        const struct incident_reason *r = &inc->reasons[i];
        out_text(out, "<li>");
        html(out, r->text);
        out_printf(out, " <span class=\"soft\">(%s %g %s", r->feature, r->value, r->unit);
        if (r->has_baseline)
            out_printf(out, ", usual %g", r->baseline);
        out_printf(out, "; weight %.2f)</span></li>", r->weight);
    }
    out_text(out, "</ul>");
    if (inc->counters_count > 0)
        out_text(out, "<h3>What speaks against it, or limits it</h3><ul>");
    for (size_t i = 0; i < inc->counters_count; i++) {
        out_text(out, "<li>");
        html(out, inc->counters[i].text);
        out_text(out, "</li>");
    }
    out_text(out, inc->counters_count ? "</ul>\n" : "\n");
}

static void playbooks(struct out *out, const struct incident *inc)
{
    if (inc->playbooks_count == 0)
        return;
    out_text(out,
            "<h3>Whose published manner it is like</h3><p class=\"soft\">A likeness, not an "
            "attribution.</p><ul>");
    for (size_t i = 0; i < inc->playbooks_count; i++) {
        const struct incident_playbook *p = &inc->playbooks[i];
        out_text(out, "<li><strong>");
        html(out, p->name);
        out_printf(out, "</strong> %.2f<ul>", p->similarity);
        const struct {
            const char *label, *const *list;
        } parts[] = { { "for", p->for_ }, { "against", p->against }, { "unknown", p->unknown } };
        for (size_t k = 0; k < 3; k++)
            for (const char *const *line = parts[k].list; line != NULL && *line != NULL; line++) {
                out_printf(out, "<li>%s: ", parts[k].label);
                html(out, *line);
                out_text(out, "</li>");
            }
        out_text(out, "</ul></li>");
    }
    out_text(out, "</ul>\n");
}

static void evidence(struct out *out, const struct incident *inc)
{
    size_t n = inc->evidence_count < 50 ? inc->evidence_count : 50;
    if (n == 0)
        return;
    out_printf(out,
            "<h3>Rows that prove it</h3><div class=\"scroll\" tabindex=\"0\" role=\"region\" "
            "aria-label=\"Evidence\"><table><caption>%zu of %zu rows</caption><thead><tr><th "
            "scope=\"col\">File</th><th scope=\"col\">Line</th><th scope=\"col\">SHA-256 of the "
            "row</th></tr></thead><tbody>\n",
            n, inc->evidence_count);
    for (size_t i = 0; i < n; i++) {
        const struct incident_evidence *e = &inc->evidence[i];
        out_text(out, "<tr><td class=\"free\">");
        html(out, e->file_name);
        out_printf(out, "</td><td class=\"n\">%llu</td><td class=\"free\">%s</td></tr>\n",
                (unsigned long long)e->line,
                e->sha256[0]          ? e->sha256
                        : e->withheld ? "withheld"
                                      : "no longer readable");
    }
    out_text(out, "</tbody></table></div>\n");
}

static void place(struct out *out, const struct incident_account *acc)
{
    char from[IP_TEXT_MAX];
    ip_format_source(acc->from, from);
    out_text(out,
            acc->outcome == ACCESS_GOT_IN ? "<strong class=\"critical\">Got in: "
                                          : "<strong class=\"high\">Password known: ");
    html(out, acc->name);
    out_text(out, "</strong>, ");
    when(out, acc->at);
    out_printf(out, " UTC from %s.<br>", from);
}

/* Whom to ask, the likeliest first; of an emergency account, by whom it was used. */
static void to_check(struct out *out, const struct incident *inc, size_t all)
{
    size_t named = 0;
    char from[IP_TEXT_MAX];
    for (size_t i = 0; i < inc->accounts_count && named < NAMES_MAX; i++) {
        const struct incident_account *acc = &inc->accounts[i];
        if (!acc->check)
            continue;
        ip_format_source(acc->from, from);
        out_text(out, named++ ? "; " : "Please check ");
        html(out, acc->name);
        if (acc->at != TIME_NONE) {
            out_text(out, ", ");
            when(out, acc->at);
            out_printf(out, " UTC from %s", from);
        }
    }
    if (all > named)
        out_printf(out, "; and %zu more, less likely", all - named);
    if (all > 0)
        out_text(out,
                inc->kind == KIND_ACCOUNT_TAKEOVER ? ": by whom was it used?"
                                                   : ": a new place while it went on.");
}

/* Who was taken, when and from where; who is to be asked. */
static void result(struct out *out, const struct incident *inc)
{
    size_t taken = 0, check = 0;
    out_text(out, "<p>");
    for (size_t i = 0; i < inc->accounts_count; i++) {
        check += inc->accounts[i].check;
        if (inc->accounts[i].outcome != ACCESS_TRIED && taken++ < NAMES_MAX)
            place(out, &inc->accounts[i]);
    }
    if (taken == 0 && inc->kind != KIND_ACCOUNT_TAKEOVER)
        out_text(out, "Nobody got in as far as these logs tell.<br>");
    if (taken > NAMES_MAX)
        out_printf(out, "And %zu more: see the table.<br>", taken - NAMES_MAX);
    to_check(out, inc, check);
    out_text(out, "</p>\n");
}

static void incident(struct out *out, const struct incident *inc)
{
    out_printf(out, "<section><h2 id=\"%s\"><span class=\"%s\">%s</span> ", inc->id,
            severity_name(inc->severity), severity_name(inc->severity));
    html(out, inc->title);
    out_printf(out, "</h2><p class=\"soft\">%s, ", inc->id);
    when(out, inc->first_seen);
    out_text(out, " to ");
    when(out, inc->last_seen);
    out_text(out, " UTC, noticed ");
    when(out, inc->opened_at);
    out_text(out, ". ");
    count(out, inc->accounts_total, "account", "accounts");
    out_text(out, ", ");
    count(out, inc->attempts, "attempt", "attempts");
    out_text(out, ", ");
    count(out, inc->sources_total, "source", "sources");
    out_text(out, " in ");
    count(out, inc->networks, "network", "networks");
    if (inc->organisation != NULL && *inc->organisation != '\0') {
        out_text(out, ". Organisation: ");
        html(out, inc->organisation);
    }
    out_text(out, ".</p>\n");
    bars(out, inc);
    if (inc->severity > SEVERITY_INFO)
        result(out, inc);
    list(out, "Do now", inc->do_now);
    reasons(out, inc);
    if (inc->severity > SEVERITY_INFO)
        accounts(out, inc);
    sources(out, inc);
    playbooks(out, inc);
    list(out, "It would be benign if it is", inc->benign_if);
    evidence(out, inc);
    list(out, "Techniques (ATT&amp;CK)", inc->techniques);
    out_text(out, "</section>\n");
}

void view_html(struct out *out, const struct incidents *all, const char *mark)
{
    page_begin(out, "Cordon report", mark);
    out_text(out, "<h1>Cordon report</h1>\n");
    state_line(out, all);
    read_line(out, &all->summary);
    contents(out, all);
    for (size_t i = 0; i < all->count && i < SECTIONS_MAX; i++)
        incident(out, &all->at[i]);
    if (all->count > SECTIONS_MAX)
        out_printf(
                out, "<p>And %zu more incidents (--format jsonl lists them).</p>", all->count - SECTIONS_MAX);
    unseen(out, &all->summary);
    out_text(out, "<p class=\"soft\">Nothing was changed on your systems.</p>");
    page_end(out);
}
