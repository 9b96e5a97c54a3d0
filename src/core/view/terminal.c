/* terminal.c - the summary screen. */
#include "core/view/terminal.h"

#include <stdio.h>

#include "core/view/paint.h"

static const char *dot(const struct screen *s)
{
    return s->ascii ? "-" : "\xc2\xb7";
}

static const char *arrow(const struct screen *s)
{
    return s->ascii ? "to" : "\xe2\x86\x92";
}

static void head(struct out *out, const struct summary *sum, const struct screen *s)
{
    char a[32], b[32], said[512];
    struct out when = { 0 };
    if (sum->first != TIME_NONE) {
        paint_time(&when, s, sum->first);
        out_printf(&when, " %s ", arrow(s));
        paint_time(&when, s, sum->last);
        out_printf(&when, " %s", s->tz_name);
    }
    (void)snprintf(said, sizeof said, "%s file%s %s %s sign-ins%s%.*s", grouped(sum->inputs, a),
            sum->inputs == 1 ? "" : "s", dot(s), grouped(sum->signins, b), when.len ? ", " : "",
            (int)when.len, when.at ? when.at : "");
    paint(out, s, DIM, "read   ");
    paint_wrapped(out, s, 7, 7, said);
    uint64_t not_read = sum->unparsed + sum->oversize;
    (void)snprintf(said, sizeof said, "%s lines %s %s of other programs%s%s", grouped(sum->lines, a), dot(s),
            grouped(sum->irrelevant, b), sum->duplicates ? ", duplicates counted once" : "",
            not_read ? "" : ", nothing left out");
    paint(out, s, DIM, "lines  ");
    paint_wrapped(out, s, 7, 7, said);
    if (not_read > 0) {
        (void)snprintf(said, sizeof said, "%s not understood: cordon explain --unparsed FILE shows them",
                grouped(not_read, a));
        paint(out, s, YELLOW, "       ");
        paint_wrapped(out, s, 7, 7, said);
    }
    out_done(&when);
}

static void counts(struct out *out, const struct incidents *all, const struct screen *s)
{
    unsigned n[5] = { 0 }, shown = 0;
    for (size_t i = 0; i < all->count; i++)
        n[all->at[i].severity]++;
    for (int i = 0; i < 5; i++)
        shown += i > SEVERITY_INFO ? n[i] : 0;
    out_printf(out, "\n %u incident%s", shown, shown == 1 ? "" : "s");
    for (int i = SEVERITY_CRITICAL; i > SEVERITY_INFO; i--)
        if (n[i] > 0) {
            char said[40];
            (void)snprintf(said, sizeof said, "%u %s", n[i], severity_name((enum severity)i));
            out_text(out, "   ");
            paint(out, s, severity_colour((enum severity)i), said);
        }
    out_text(out, "\n");
}

static void title_line(struct out *out, const struct incident *inc, const struct screen *s)
{
    static const char *const words[] = { "INFO", "LOW", "MEDIUM", "HIGH", "CRITICAL" };
    char label[16];
    (void)snprintf(label, sizeof label, " %-8s ", words[inc->severity]);
    out_text(out, "\n");
    paint(out, s, severity_colour(inc->severity), label);
    paint(out, s, BOLD, inc->id);
    out_text(out, "  ");
    paint_wrapped(out, s, 26, 10, inc->title);
}

static void size_lines(struct out *out, const struct incident *inc, const struct screen *s)
{
    char a[32], b[32], c[32], d[32], said[256];
    struct out when = { 0 };
    paint_time(&when, s, inc->first_seen);
    out_printf(&when, " %s ", arrow(s));
    paint_time(&when, s, inc->last_seen);
    out_text(&when, ", noticed ");
    paint_time(&when, s, inc->opened_at);
    out_text(&when, "");
    (void)snprintf(said, sizeof said, "%.*s %s", (int)when.len, when.at ? when.at : "", s->tz_name);
    paint_labelled(out, s, "when", said);
    out_done(&when);
    (void)snprintf(said, sizeof said,
            "%s account%s %s %s attempt%s %s %s address%s in %s network%s %s at most %u tries per account "
            "and day",
            grouped(inc->accounts_total, a), inc->accounts_total == 1 ? "" : "s", dot(s),
            grouped(inc->attempts, b), inc->attempts == 1 ? "" : "s", dot(s), grouped(inc->sources_total, c),
            inc->sources_total == 1 ? "" : "es", grouped(inc->networks, d), inc->networks == 1 ? "" : "s",
            dot(s), inc->max_tries_per_account_day);
    paint_labelled(out, s, "what", said);
}

static void result_line(struct out *out, const struct incident *inc, const struct screen *s)
{
    size_t got = 0, known = 0, check = 0;
    struct out said = { 0 };
    for (size_t i = 0; i < inc->accounts_count; i++) {
        got += inc->accounts[i].outcome == ACCESS_GOT_IN;
        known += inc->accounts[i].outcome == ACCESS_PASSWORD_KNOWN;
        check += inc->accounts[i].check;
    }
    if (got + known == 0)
        out_text(&said, "nobody got in as far as these logs tell");
    for (size_t i = 0, n = 0; i < inc->accounts_count && inc->accounts[i].outcome != ACCESS_TRIED; i++, n++) {
        const struct incident_account *acc = &inc->accounts[i];
        char from[IP_TEXT_MAX];
        if (n == 5) {
            out_printf(&said, " and %zu more", got + known - n);
            break;
        }
        ip_format_source(acc->from, from);
        out_text(&said, n ? "; " : "");
        out_text(&said, acc->outcome == ACCESS_GOT_IN ? "GOT IN " : "PASSWORD KNOWN ");
        out_text(&said, acc->name);
        out_text(&said, " ");
        paint_time(&said, s, acc->at);
        out_printf(&said, " from %s", from);
    }
    if (check > 0)
        out_printf(&said, "; please check %zu that signed in from a new place meanwhile", check);
    out_bytes(&said, (struct slice){ "", 1 });
    paint_labelled(out, s, "result", said.at ? said.at : "");
    out_done(&said);
}

static void spark_line(struct out *out, const struct incident *inc, const struct screen *s)
{
    if (inc->hours < 2 || s->width < 50)
        return;
    paint(out, s, DIM, "            ");
    paint_spark(out, s, inc->per_hour, inc->hours, s->width - 14);
    out_text(out, "\n");
}

static void playbook_lines(struct out *out, const struct incident *inc, const struct screen *s)
{
    char said[160];
    if (inc->playbooks_count == 0)
        return;
    const struct incident_playbook *best = &inc->playbooks[0];
    (void)snprintf(said, sizeof said, "%s, similarity %.2f: like its published manner, NOT an attribution",
            best->name, best->similarity);
    paint_labelled(out, s, "like", said);
    if (best->for_ && best->for_[0])
        paint_labelled(out, s, "  for", best->for_[0]);
    if (best->against && best->against[0])
        paint_labelled(out, s, "  against", best->against[0]);
    if (inc->playbooks_count > 1) {
        (void)snprintf(said, sizeof said, "%s %.2f", inc->playbooks[1].name, inc->playbooks[1].similarity);
        paint_labelled(out, s, "  next", said);
    }
}

static void one_incident(struct out *out, const struct incident *inc, const struct screen *s)
{
    title_line(out, inc, s);
    size_lines(out, inc, s);
    spark_line(out, inc, s);
    result_line(out, inc, s);
    for (size_t i = 0; i < inc->reasons_count && i < 3; i++)
        paint_labelled(out, s, i == 0 ? "why" : "", inc->reasons[i].text);
    playbook_lines(out, inc, s);
    for (size_t i = 0; inc->do_now != NULL && inc->do_now[i] != NULL; i++) {
        char number[32];
        (void)snprintf(number, sizeof number, i == 0 ? "do now %zu" : "       %zu", i + 1);
        paint_labelled(out, s, number, inc->do_now[i]);
    }
}

static void advice(struct out *out, const struct incidents *all, const struct screen *s)
{
    bool first = true;
    for (size_t i = 0; i < all->count; i++) {
        const struct incident *inc = &all->at[i];
        char a[32], from[IP_TEXT_MAX];
        if (inc->severity != SEVERITY_INFO || inc->accounts_count == 0 || inc->sources_count == 0)
            continue;
        if (first)
            paint(out, s, BOLD, "\n worth knowing: old passwords that keep failing, no attack\n");
        first = false;
        struct out said = { 0 };
        ip_format_source(inc->sources[0].key, from);
        out_text(&said, inc->accounts[0].name);
        out_printf(&said, " from %s, %s times since ", from, grouped(inc->attempts, a));
        paint_time(&said, s, inc->first_seen);
        out_bytes(&said, (struct slice){ "", 1 });
        out_text(out, "   ");
        paint_wrapped(out, s, 3, 5, said.at ? said.at : "");
        out_done(&said);
    }
}

static void limits(struct out *out, const struct summary *sum, const struct screen *s)
{
    char said[300], a[32];
    if (sum->signins == 0)
        return;
    (void)snprintf(said, sizeof said,
            "a spray of fewer than about %.0f accounts a day would drown in what people here do",
            sum->visible_per_day < 1 ? 1.0 : sum->visible_per_day);
    paint_labelled(out, s, "unseen", said);
    if (sum->cold_start) {
        (void)snprintf(said, sizeof said,
                "only %.1f days were seen: until two weeks are known a cautious baseline stands in",
                sum->days);
        paint_labelled(out, s, "", said);
    }
    if (sum->only_failures)
        paint_labelled(out, s, "",
                "there is no successful sign-in in this export: was it filtered? Nothing can be explained "
                "without them");
    if (sum->evictions > 0) {
        (void)snprintf(said, sizeof said, "%s names or addresses were forgotten to stay within memory",
                grouped(sum->evictions, a));
        paint_labelled(out, s, "", said);
    }
}

static void nothing_found(struct out *out, const struct incidents *all, const struct screen *s)
{
    char a[32], b[32], said[300];
    const struct summary *sum = &all->summary;
    if (sum->signins == 0) {
        paint(out, s, BOLD, "\n no sign-ins were found in what was read\n");
        return;
    }
    paint(out, s, GREEN, "\n no attack found\n");
    (void)snprintf(said, sizeof said, "%s accounts, %s of which signed in, over %.1f days",
            grouped(sum->accounts, a), grouped(sum->accounts_with_success, b), sum->days);
    paint_labelled(out, s, "seen", said);
    limits(out, sum, s);
}

void view_summary(struct out *out, const struct incidents *all, const struct screen *s)
{
    size_t loud = 0;
    head(out, &all->summary, s);
    for (size_t i = 0; i < all->count; i++)
        loud += all->at[i].severity > SEVERITY_INFO;
    if (loud == 0) {
        nothing_found(out, all, s);
        advice(out, all, s);
        return;
    }
    counts(out, all, s);
    for (size_t i = 0; i < all->count; i++)
        if (all->at[i].severity > SEVERITY_INFO)
            one_incident(out, &all->at[i], s);
    advice(out, all, s);
    out_text(out, "\n");
    limits(out, &all->summary, s);
    char said[120];
    (void)snprintf(said, sizeof said, "cordon show %s FILE... %s cordon explain %s FILE...", all->at[0].id,
            dot(s), all->at[0].id);
    paint_labelled(out, s, "next", said);
    paint_labelled(out, s, "", "nothing was changed on your systems");
}
