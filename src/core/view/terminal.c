/* terminal.c - the summary screen. */
#include "core/view/terminal.h"

#include <stdio.h>

#include "core/view/paint.h"
#include "core/view/sightings.h"

/* What is shown in full, in a line, at all: a screen that nobody reads to its end helps nobody. */
#define FULL_MAX 10u
#define LINES_MAX 30u
#define ADVICE_MAX 12u

static const char *dot(const struct screen *s)
{
    return s->ascii ? "-" : "\xc2\xb7";
}

static void head_line(
        struct out *out, const struct screen *s, enum colour colour, const char *label, struct out *said)
{
    paint(out, s, colour, label);
    paint_wrapped(out, s, 7, 7, paint_text(said));
    out_done(said);
}

/* Nothing of the input may be missing from the result without being told. */
static bool is_whole(const struct summary *sum)
{
    return sum->unparsed + sum->oversize + sum->problems == 0 && !sum->interrupted;
}

static void head_left_out(struct out *out, const struct summary *sum, const struct screen *s)
{
    struct out said = { 0 };
    if (sum->unparsed > 0) {
        paint_count(&said, sum->unparsed, "line", "lines");
        out_text(&said, " not understood: cordon explain --unparsed PATH shows them");
        head_line(out, s, YELLOW, "       ", &said);
    }
    if (sum->oversize > 0) {
        paint_count(&said, sum->oversize, "line", "lines");
        out_text(&said, " over 1 MiB skipped");
        head_line(out, s, YELLOW, "       ", &said);
    }
    if (sum->problems > 0) {
        paint_count(&said, sum->problems, "input", "inputs");
        out_text(&said, " could not be read, or not to the end: see the messages");
        head_line(out, s, YELLOW, "       ", &said);
    }
    if (sum->interrupted) {
        out_text(&said, "interrupted: this is of the part that was read until then");
        head_line(out, s, YELLOW, "       ", &said);
    }
}

static void head(struct out *out, const struct summary *sum, const struct screen *s)
{
    char n[32];
    struct out said = { 0 };
    paint_count(&said, sum->inputs, "file", "files");
    bool mail_only = sum->lines == 0 && sum->messages > 0;
    if (!mail_only) {
        out_printf(&said, " %s ", dot(s));
        paint_count(&said, sum->signins, "sign-in", "sign-ins");
    }
    if (sum->accesses > 0) {
        out_printf(&said, " %s ", dot(s));
        paint_count(&said, sum->accesses, "action", "actions");
    }
    if (sum->first != TIME_NONE) {
        out_text(&said, ", ");
        paint_period(&said, s, sum->first, sum->last);
        out_printf(&said, " %s", s->tz_name);
    }
    if (sum->messages > 0) {
        out_printf(&said, " %s ", dot(s));
        paint_count(&said, sum->messages, "message", "messages");
        if (sum->mail_first != TIME_NONE) {
            out_text(&said, ", ");
            paint_period(&said, s, sum->mail_first, sum->mail_last);
        }
    }
    if (sum->organisations > 1)
        out_printf(&said, " %s %s organisations", dot(s), grouped(sum->organisations, n));
    if (mail_only && is_whole(sum))
        out_text(&said, ", nothing left out");
    head_line(out, s, DIM, "read   ", &said);
    if (mail_only) {
        head_left_out(out, sum, s);
        return;
    }
    paint_count(&said, sum->lines, "line", "lines");
    out_printf(&said, " %s %s of other programs", dot(s), grouped(sum->irrelevant, n));
    if (sum->duplicates > 0)
        out_printf(&said, " %s %s told twice, counted once", dot(s), grouped(sum->duplicates, n));
    if (is_whole(sum))
        out_text(&said, ", nothing left out");
    head_line(out, s, DIM, "lines  ", &said);
    head_left_out(out, sum, s);
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

static void playbook_lines(struct out *out, const struct incident *inc, const struct screen *s)
{
    char said[160];
    if (inc->playbooks_count == 0)
        return;
    const struct incident_playbook *best = &inc->playbooks[0];
    (void)snprintf(said, sizeof said, "%s, similarity %.2f: %s", best->name, best->similarity,
            strncmp(best->name, "generic", 7) == 0 ? "as anybody could do it, nobody's published manner"
                                                   : "like its published manner, NOT an attribution");
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
    paint_facts(out, inc, s);
    for (size_t i = 0; i < inc->reasons_count && i < 3; i++)
        paint_labelled(out, s, i == 0 ? "why" : "", inc->reasons[i].text);
    playbook_lines(out, inc, s);
    for (size_t i = 0; inc->do_now != NULL && inc->do_now[i] != NULL; i++) {
        char number[32];
        (void)snprintf(number, sizeof number, i == 0 ? "do now %zu" : "       %zu", i + 1);
        paint_labelled(out, s, number, inc->do_now[i]);
    }
}

static void advice_line(struct out *out, const struct incident *inc, const struct screen *s)
{
    char n[32], from[IP_TEXT_MAX];
    struct out said = { 0 };
    ip_format_source(inc->sources[0].key, from);
    paint_name(&said, inc->accounts[0].name);
    out_printf(&said, " from %s, %s times since ", from, grouped(inc->attempts, n));
    paint_time(&said, s, inc->first_seen);
    out_text(out, "   ");
    paint_wrapped(out, s, 3, 5, paint_text(&said));
    out_done(&said);
}

static void advice(struct out *out, const struct incidents *all, const struct screen *s)
{
    size_t n = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct incident *inc = &all->at[i];
        if (inc->severity != SEVERITY_INFO || inc->accounts_count == 0 || inc->sources_count == 0)
            continue;
        if (n == 0) {
            out_text(out, "\n");
            paint_heading(out, s, BOLD, 1, "worth knowing: old passwords that keep failing, no attack");
        }
        if (n++ < ADVICE_MAX)
            advice_line(out, inc, s);
    }
    if (n > ADVICE_MAX)
        out_printf(out, "   and %zu more (--format jsonl)\n", n - ADVICE_MAX);
}

static void limits(struct out *out, const struct summary *sum, const struct screen *s, bool quiet)
{
    char said[300], n[32];
    if (sum->signins == 0)
        return; /* of a log of actions alone nothing is said about sprays */
    if (sum->visible_per_day < 1.5)
        (void)snprintf(said, sizeof said,
                "a spray of less than about one account a day would drown in what "
                "people here do");
    else
        (void)snprintf(said, sizeof said,
                "a spray of fewer than about %.0f accounts a day would drown in what people here do",
                sum->visible_per_day);
    paint_labelled(out, s, "unseen", said);
    if (quiet)
        paint_labelled(
                out, s, "", "who already knows a password and signs in with it once looks like a traveller");
    if (sum->cold_start) {
        (void)snprintf(said, sizeof said,
                "only %.1f days were seen: until two weeks are known a cautious baseline stands in",
                (double)(int)(sum->days * 10) / 10);
        paint_labelled(out, s, "", said);
    }
    if (sum->only_failures)
        paint_labelled(out, s, "",
                "there is no successful sign-in in this export: was it filtered? Nothing can be explained "
                "without them");
    if (sum->evictions > 0) {
        (void)snprintf(said, sizeof said, "%s names or addresses were forgotten to stay within memory",
                grouped(sum->evictions, n));
        paint_labelled(out, s, "", said);
    }
}

static void places_line(struct out *out, const struct summary *sum, const struct screen *s)
{
    struct out said = { 0 };
    if (sum->places == NULL)
        return;
    out_printf(&said, "networks and countries that no log told are those of %s", sum->places);
    paint_labelled(out, s, "places", paint_text(&said));
    out_done(&said);
}

static void hidden_line(struct out *out, const struct summary *sum, const struct screen *s)
{
    struct out said = { 0 };
    if (sum->hidden == 0)
        return;
    paint_count(&said, sum->hidden, "incident is", "incidents are");
    out_text(&said, " left out by --min-severity, --account or --source");
    paint_labelled(out, s, "hidden", paint_text(&said));
    out_done(&said);
}

static void mail_seen(struct out *out, const struct summary *sum, const struct screen *s)
{
    char n[32];
    struct out said = { 0 };
    if (sum->messages == 0)
        return;
    paint_count(&said, sum->messages, "message", "messages");
    out_printf(&said, ", %s of which suspicious", grouped(sum->messages_suspicious, n));
    if (sum->messages_unscannable > 0)
        out_printf(&said, ", %s that could not be looked at whole", grouped(sum->messages_unscannable, n));
    out_text(&said, ": cordon scan --messages PATH lists them");
    paint_labelled(out, s, "mail", paint_text(&said));
    out_done(&said);
}

static void nothing_found(struct out *out, const struct incidents *all, const struct screen *s)
{
    char n[32];
    const struct summary *sum = &all->summary;
    struct out said = { 0 };
    out_text(out, "\n");
    if (sum->signins + sum->accesses + sum->messages == 0)
        paint_heading(out, s, BOLD, 1,
                sum->first == TIME_NONE ? "no sign-ins were found in what was read"
                                        : "no sign-ins lie between --since and --until");
    else if (sum->hidden > 0)
        paint_heading(out, s, BOLD, 1, "nothing that was asked for");
    else if (!is_whole(sum))
        paint_heading(out, s, YELLOW, 1, "no attack found in what could be read: not a clean result");
    else
        paint_heading(out, s, GREEN, 1, "no attack found");
    if (sum->signins + sum->accesses == 0) {
        mail_seen(out, sum, s);
        return;
    }
    paint_count(&said, sum->accounts, "account", "accounts");
    out_printf(&said, ", %s of which signed in, from ", grouped(sum->accounts_with_success, n));
    paint_count(&said, sum->sources, "address", "addresses");
    out_printf(&said, ", over %.1f days", sum->days);
    paint_labelled(out, s, "seen", paint_text(&said));
    out_done(&said);
    mail_seen(out, sum, s);
    hidden_line(out, sum, s);
    limits(out, sum, s, true);
}

static void loud_incidents(struct out *out, const struct incidents *all, const struct screen *s)
{
    size_t n = 0;
    for (size_t i = 0; i < all->count; i++) {
        if (all->at[i].severity <= SEVERITY_INFO)
            continue;
        n++;
        if (n <= FULL_MAX)
            one_incident(out, &all->at[i], s);
        else if (n <= LINES_MAX)
            title_line(out, &all->at[i], s);
    }
    if (n > LINES_MAX)
        out_printf(out, "\n and %zu more (--format jsonl)\n", n - LINES_MAX);
}

/* A command a line, so that it can be copied. */
static void next_lines(struct out *out, const struct incidents *all, const struct screen *s)
{
    static const char *const of_logs[] = { "cordon show", "cordon explain" };
    static const char *const of_demo[] = { "cordon demo" };
    const char *const *commands = s->is_demo ? of_demo : of_logs;
    for (size_t i = 0; i < (s->is_demo ? 1u : 2u); i++) {
        struct out said = { 0 };
        out_printf(&said, "%s %s", commands[i], all->at[0].id);
        if (!s->is_demo)
            out_printf(&said, " %s", s->paths ? s->paths : "PATH...");
        paint_labelled(out, s, i == 0 ? "next" : "", paint_text(&said));
        out_done(&said);
    }
    paint_labelled(out, s, "", "nothing was changed on your systems");
}

void view_summary(struct out *out, const struct incidents *all, const struct screen *s)
{
    bool loud = false;
    head(out, &all->summary, s);
    for (size_t i = 0; i < all->count; i++)
        loud = loud || all->at[i].severity > SEVERITY_INFO;
    if (!loud) {
        nothing_found(out, all, s);
        view_sightings(out, all, s);
        advice(out, all, s);
        return;
    }
    counts(out, all, s);
    loud_incidents(out, all, s);
    view_sightings(out, all, s);
    advice(out, all, s);
    out_text(out, "\n");
    hidden_line(out, &all->summary, s);
    places_line(out, &all->summary, s);
    limits(out, &all->summary, s, false);
    next_lines(out, all, s);
}
