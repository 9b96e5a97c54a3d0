/* cmd_show.c - cordon show, timeline and explain: one incident, one line, rows that were not understood. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "app/commands.h"
#include "app/narrow.h"
#include "app/reading.h"
#include "app/rows.h"
#include "core/base/limits.h"

const char *id_letters(const char *id)
{
    return strncasecmp(id, "INC-", 4) == 0 ? id + 4 : id;
}

static void say_choice(const struct incidents *all, const char *id, size_t hits)
{
    const char *letters = id_letters(id);
    fprintf(stderr, "cordon: %s %s%s", hits ? "several incidents begin with" : "there is no incident", id,
            hits                 ? ":"
                    : all->count ? " in these logs, which have"
                                 : " in these logs, nor any other");
    for (size_t i = 0, n = 0; i < all->count; i++) {
        if (hits && strncasecmp(id_letters(all->at[i].id), letters, strlen(letters)) != 0)
            continue;
        if (n++ == 8) {
            fprintf(stderr, " ... (cordon scan lists them)");
            break;
        }
        fprintf(stderr, " %s", all->at[i].id);
    }
    fprintf(stderr, "\n");
}

const struct incident *incident_named(const struct incidents *all, const char *id)
{
    const char *letters = id_letters(id);
    const struct incident *found = NULL;
    size_t hits = 0;
    for (size_t i = 0; i < all->count && *letters != '\0'; i++)
        if (strncasecmp(id_letters(all->at[i].id), letters, strlen(letters)) == 0) {
            found = &all->at[i];
            hits++;
        }
    if (hits != 1)
        say_choice(all, id, hits);
    return hits == 1 ? found : NULL;
}

/* What is printed of an incident once it is found. */
static enum exit_code print_incident(
        struct run *run, const struct incident *inc, struct screen *screen, enum incident_view view)
{
    struct incident own;
    struct narrowed narrowed = { 0 };
    struct out out = { 0 };
    enum exit_code code = EXIT_DONE;
    if (view == VIEW_ROWS)
        return rows_print(run, inc);
    /* Of a mailing's recipients nothing is kept but that they are among them. */
    bool narrow = (screen->account != NULL || screen->source != NULL) && !incident_is_mail(inc);
    if (!narrow)
        screen->account = NULL, screen->source = NULL;
    if (narrow)
        code = narrow_gather(run, inc, screen, &narrowed, &own);
    if (code == EXIT_DONE) {
        if (view == VIEW_TIMELINE)
            view_timeline(&out, narrow ? &own : inc, screen);
        else if (narrow)
            view_narrowed(&out, inc, &narrowed, screen, view == VIEW_EXPLAIN);
        else
            (view == VIEW_EXPLAIN ? view_explain : view_incident)(&out, inc, screen);
        code = write_out(&out);
    }
    out_done(&out);
    narrow_done(&narrowed, &own);
    return code;
}

enum exit_code show_incident(const struct options *opt, const char *id, const char *const *paths,
        size_t count, enum incident_view view)
{
    struct run run = { 0 };
    struct options whole = *opt; /* the report is of everything; what is shown of it is narrowed */
    struct screen screen = screen_of(opt);
    whole.account = whole.source = NULL;
    enum exit_code code = run_open(&run, &whole, paths, count);
    if (code == EXIT_DONE)
        code = run_read(&run, NULL);
    if (code == EXIT_DONE)
        code = run_report_for_people(&run);
    if (code == EXIT_DONE) {
        const struct incident *inc = incident_named(&run.incidents, id);
        run.opt = opt;
        code = inc != NULL && narrow_find(&run, inc, &screen) ? print_incident(&run, inc, &screen, view)
                                                              : EXIT_USAGE;
    }
    run.opt = opt;
    return run_close(&run, code);
}

static enum exit_code one_incident(const struct options *opt, enum incident_view view)
{
    return show_incident(opt, opt->args[0], opt->args + 1, opt->args_count - 1, view);
}

enum exit_code cmd_show(const struct options *opt)
{
    return opt->message != NULL ? message_show(opt) : one_incident(opt, VIEW_INCIDENT);
}

enum exit_code cmd_timeline(const struct options *opt)
{
    return one_incident(opt, VIEW_TIMELINE);
}

/* ---- one line ---- */

static void say(struct out *out, const char *label, struct slice val)
{
    if (val.len == 0)
        return;
    out_printf(out, "  %-13s ", label);
    out_terminal(out, val, 0, false);
    out_text(out, "\n");
}

static void say_record(struct out *out, const struct record *rec, bool redact)
{
    static const char *const tellers[] = { "one attempt by itself", "the decisive line of an attempt",
        "the name of an attempt; its result line, if one follows, is the same attempt",
        "sshd's word on a refusal by PAM; its result line, if one follows, is the same attempt",
        "a refusal that sshd's own line, if one follows, tells too; else one attempt of the connection",
        "the end of a connection; an attempt only if no other line of this process told one",
        "no attempt by itself: what the next line of this process tells was right, and was stopped",
        "a refusal; no attempt if another module of PAM lets in",
        "no attempt by itself: what PAM refused in this process before was let in",
        "the machine that was tried; whoever else tells the same attempt does not count",
        "a ticket that was refused; the machine that was tried, if it tells the same, counts",
        "a check of a password; the machine that was tried, if it tells the same, counts",
        "told beside an attempt; the attempt itself, if another event tells it, counts" };
    char when[TIME_TEXT_MAX], from[IP_TEXT_MAX];
    time_format(rec->time, when);
    ip_format(rec->source, from);
    say(out, "outcome", text(outcome_name(rec->outcome)));
    say(out, "account", redact ? LIT("(withheld: --redact)") : rec->account);
    say(out, "from", text(from));
    if (rec->flags & STAMP_NONE)
        say(out, "time", LIT("none told: that of the line before counts"));
    else
        say(out, "time", rec->flags & STAMP_NO_YEAR ? text(when + 5) : text(when));
    if (rec->flags & STAMP_NO_YEAR)
        say(out, "year", LIT("not told: the newest that fits the file's time (--year)"));
    if (rec->flags & STAMP_NO_ZONE)
        say(out, "zone", LIT("not told: UTC unless --input-tz says otherwise"));
    say(out, "method", text(method_name(rec->method)));
    say(out, "application", rec->application);
    say(out, "protocol", rec->protocol);
    say(out, "agent", rec->agent);
    say(out, "host", rec->host);
    say(out, "told by", text(tellers[rec->teller <= TELLER_BESIDE ? rec->teller : 0]));
    if (rec->repeat > 1)
        out_printf(out, "  %-13s %u\n", "attempts", rec->repeat);
    if (rec->code != 0)
        out_printf(out, "  %-13s %d\n", "result code", rec->code);
}

static enum exit_code explain_line(const struct options *opt)
{
    size_t len = strlen(opt->line);
    char *copy = calloc(1, len + 1 + LIMIT_PADDING);
    struct batch batch = { .cap = 16 };
    struct reader *reader = NULL;
    struct error err;
    struct out out = { 0 };
    const char *why = "";
    enum exit_code code = EXIT_INTERNAL;

    batch.at = calloc(batch.cap, sizeof *batch.at);
    if (copy == NULL || batch.at == NULL || arena_init(&batch.scratch, LIMIT_SCRATCH, &err) != STATUS_OK)
        goto out;
    memcpy(copy, opt->line, len);
    const struct format *format = format_sniff((struct slice){ copy, len }, &why);
    if (opt->input_format != NULL)
        format = format_named(text(opt->input_format));
    if (format == NULL) {
        out_printf(&out, "not understood: this is %s\n", why);
    } else if (format->open != NULL
            && format->open(format, (struct slice){ copy, len }, &reader, &err) != STATUS_OK) {
        out_printf(&out, "not understood: %s\n", err.message);
    } else {
        (void)format->parse(reader, (struct slice){ copy, len }, 0, &batch);
        out_printf(&out, "read as %s: %s\n", format->name, format->help);
        for (size_t i = 0; i < batch.count; i++)
            say_record(&out, &batch.at[i], opt->redact);
        if (batch.context > 0)
            out_text(&out,
                    "  understood, and no attempt to sign in: it tells of a session, a connection or a "
                    "setting\n");
        if (batch.irrelevant > 0)
            out_text(&out,
                    "  of another matter: no sign-in program wrote it, or it is no record of people's "
                    "sign-ins\n");
        if (batch.unparsed > 0)
            out_printf(&out, "  not understood: expected %s\n",
                    batch.sampled ? batch.sample[0].why : "a sign-in");
    }
    if (format != NULL && format->close != NULL)
        format->close(&reader);
    code = write_out(&out);
out:
    out_done(&out);
    arena_done(&batch.scratch);
    free(batch.at);
    free(copy);
    return code;
}

/* ---- what was not understood ---- */

static void ignore_events(void *ctx, const struct event *events, size_t count)
{
    (void)ctx;
    (void)events;
    (void)count;
}

static void ignore_restart(void *ctx)
{
    (void)ctx;
}

static enum exit_code explain_unparsed(const struct options *opt)
{
    struct run run = { 0 };
    struct out out = { 0 };
    const struct pipeline_sink sink = { .take = ignore_events, .restart = ignore_restart };
    enum exit_code code = run_open(&run, opt, opt->args, opt->args_count);
    if (code == EXIT_DONE)
        code = run_read(&run, &sink);
    if (code == EXIT_DONE) {
        reading_unparsed(&run, &out);
        code = write_out(&out);
    }
    out_done(&out);
    run.opt = opt;
    return run_close(&run, code);
}

static bool are_rows_asked(const struct options *opt)
{
    if (opt->format != NULL && !opt->rows)
        fprintf(stderr, "cordon: --format of explain is that of --rows\n");
    return opt->format == NULL || (opt->rows && rows_form_is_known(opt->format));
}

enum exit_code cmd_explain(const struct options *opt)
{
    if (!are_rows_asked(opt))
        return EXIT_USAGE;
    if (opt->line != NULL)
        return explain_line(opt);
    if (opt->unparsed)
        return explain_unparsed(opt);
    if (opt->args_count >= 2)
        return one_incident(opt, opt->rows ? VIEW_ROWS : VIEW_EXPLAIN);
    fprintf(stderr, "cordon: usage: cordon explain INC PATH... | --line TEXT | --unparsed PATH...\n");
    return EXIT_USAGE;
}
