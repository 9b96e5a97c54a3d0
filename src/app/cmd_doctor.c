/* cmd_doctor.c - cordon doctor: what is missing in the logs that were given. */
#include <stdio.h>
#include <string.h>

#include "app/commands.h"
#include "core/doctor/doctor.h"
#include "core/export/put.h"
#include "core/view/paint.h"

#define SOURCES_SHOWN 20u
#define WHERE_COLUMNS 26u

/* "sshd at gate"; a machine's name is what a line says it is. */
static void say_where(struct out *out, const char *source, const char *host)
{
    out_text(out, source);
    if (host[0] == '\0')
        return;
    out_text(out, " at ");
    out_terminal(out, text(host), 40, false);
}

/* ---- the screen ---- */

static void field(struct out *out, const struct screen *s, const char *label, const char *words)
{
    out_printf(out, "   %-8s ", label);
    paint_wrapped(out, s, 12, 12, words);
}

static void print_lack(struct out *out, const struct screen *s, const struct lack *lack)
{
    static const enum colour colours[GRAVES] = { RED, YELLOW, CYAN };
    struct out head = { 0 };
    const char *grave = grave_name(lack->grave);
    out_text(out, "\n ");
    paint(out, s, colours[lack->grave], grave);
    out_text(out, "  ");
    if (lack->source[0] != '\0') {
        say_where(&head, lack->source, lack->host);
        out_text(&head, ": ");
    }
    out_text(&head, lack->what);
    paint_wrapped(out, s, strlen(grave) + 3, 3, paint_text(&head));
    out_done(&head);
    field(out, s, "why", lack->why);
    field(out, s, "do", lack->how);
    field(out, s, "noticed", lack->noticed);
}

static void days_of(struct out *out, const struct seen_source *source)
{
    if (source->first == TIME_NONE)
        return;
    paint_day(out, source->first, false);
    out_text(out, " - ");
    paint_day(out, source->last, true);
}

/* A row of the table. */
static void print_row(struct out *out, const struct screen *s, const struct seen_source *source)
{
    char n[32];
    struct out where = { 0 };
    say_where(&where, source->name, source->host);
    out_text(out, "  ");
    size_t used = out_terminal(out, text(paint_text(&where)), WHERE_COLUMNS, s->ascii);
    out_done(&where);
    out_printf(out, "%*s %9s ", (int)(used < WHERE_COLUMNS ? WHERE_COLUMNS - used : 0), "",
            grouped(source->signins, n));
    out_printf(out, "%9s ", grouped(source->failures, n));
    out_printf(out, "%8s  ", source->accesses > 0 ? grouped(source->accesses, n) : "-");
    days_of(out, source);
    out_text(out, "\n");
}

/* The same where there is no room for one. */
static void print_paragraph(struct out *out, const struct screen *s, const struct seen_source *source)
{
    char n[32];
    struct out words = { 0 };
    say_where(&words, source->name, source->host);
    out_printf(&words, ": %s sign-ins, ", grouped(source->signins, n));
    out_printf(&words, "%s refused, ", grouped(source->failures, n));
    out_printf(&words, "%s actions, ", grouped(source->accesses, n));
    days_of(&words, source);
    out_text(out, "  ");
    paint_wrapped(out, s, 2, 4, paint_text(&words));
    out_done(&words);
}

static void print_sources(struct out *out, const struct screen *s, const struct diagnosis *d)
{
    size_t shown = d->sources_count < SOURCES_SHOWN ? d->sources_count : SOURCES_SHOWN;
    const bool table = s->width >= 80;
    if (shown == 0)
        return;
    if (table)
        out_printf(out, "  %-*s %9s %9s %8s  %s\n", (int)WHERE_COLUMNS, "what was given", "sign-ins",
                "refused", "actions", "days");
    for (size_t i = 0; i < shown; i++)
        (table ? print_row : print_paragraph)(out, s, &d->sources[i]);
    if (d->sources_count > shown)
        out_printf(out, "  and %zu more (--format jsonl)\n", d->sources_count - shown);
}

static void print_counts(struct out *out, const struct screen *s, const struct diagnosis *d)
{
    size_t of[GRAVES] = { 0 };
    for (size_t i = 0; i < d->count; i++)
        of[d->lacks[i].grave]++;
    out_text(out, d->sources_count > 0 ? "\n" : "");
    if (d->count == 0) {
        paint_heading(out, s, GREEN, 0, "nothing is missing that these checks know of");
        return;
    }
    struct out words = { 0 };
    out_printf(&words, "%zu thing%s missing or odd: %zu important, %zu worth doing, %zu to know", d->count,
            d->count == 1 ? " is" : "s are", of[GRAVE_IMPORTANT], of[GRAVE_WORTH], of[GRAVE_NOTE]);
    paint_wrapped(out, s, 0, 0, paint_text(&words));
    out_done(&words);
}

static void print_all(struct out *out, const struct screen *s, const struct diagnosis *d)
{
    print_sources(out, s, d);
    print_counts(out, s, d);
    for (size_t i = 0; i < d->count; i++)
        print_lack(out, s, &d->lacks[i]);
    if (d->dropped > 0)
        out_printf(out, "\nand %llu more that had no room\n", (unsigned long long)d->dropped);
    out_text(out, "\n");
    paint_wrapped(out, s, 0, 0,
            "Only what stands in these logs is judged: what was never given cannot be missed. docs/doctor.md "
            "tells "
            "the rule of each check.");
}

/* ---- Markdown ---- */

static void md_lack(struct out *out, const struct lack *lack)
{
    out_printf(out, "\n## %s: ", grave_name(lack->grave));
    if (lack->source[0] != '\0') {
        out_text(out, lack->source);
        if (lack->host[0] != '\0') {
            out_text(out, " at ");
            out_markdown_code(out, text(lack->host));
        }
        out_text(out, ": ");
    }
    out_markdown_more(out, text(lack->what));
    out_text(out, "\n\n- **Why it matters**: ");
    out_markdown_more(out, text(lack->why));
    out_text(out, "\n- **What to do**: ");
    out_markdown_more(out, text(lack->how));
    out_text(out, "\n- **How it was noticed**: ");
    out_markdown_more(out, text(lack->noticed));
    out_text(out, "\n");
}

static void md_all(struct out *out, const struct diagnosis *d)
{
    out_text(out, "# What is missing in these logs\n");
    if (d->sources_count > 0)
        out_text(out,
                "\n| given | at | sign-ins | refused | actions | from | to "
                "|\n|---|---|---:|---:|---:|---|---|\n");
    for (size_t i = 0; i < d->sources_count; i++) {
        const struct seen_source *source = &d->sources[i];
        char first[TIME_TEXT_MAX] = "", last[TIME_TEXT_MAX] = "";
        time_format(source->first, first);
        time_format(source->last, last);
        out_printf(out, "| %s | ", source->name);
        if (source->host[0] != '\0')
            out_markdown_code(out, text(source->host));
        out_printf(out, " | %llu | %llu | %llu | %.10s | %.10s |\n", (unsigned long long)source->signins,
                (unsigned long long)source->failures, (unsigned long long)source->accesses, first, last);
    }
    if (d->count == 0)
        out_text(out, "\nNothing is missing that these checks know of.\n");
    for (size_t i = 0; i < d->count; i++)
        md_lack(out, &d->lacks[i]);
}

/* ---- for machines ---- */

static void put_all(struct out *out, const struct diagnosis *d)
{
    for (size_t i = 0; i < d->sources_count; i++) {
        const struct seen_source *source = &d->sources[i];
        out_text(out, "{");
        put_text(out, "type", "source");
        put_text(out, "source", source->name);
        put_text(out, "host", source->host);
        put_text(out, "family", family_name(source->family));
        put_count(out, "signins", source->signins);
        put_count(out, "successes", source->successes);
        put_count(out, "failures", source->failures);
        put_count(out, "accesses", source->accesses);
        if (source->first != TIME_NONE) {
            put_time(out, "first", source->first);
            put_time(out, "last", source->last);
        }
        out_text(out, "}\n");
    }
    for (size_t i = 0; i < d->count; i++) {
        const struct lack *lack = &d->lacks[i];
        out_text(out, "{");
        put_text(out, "type", "missing");
        put_text(out, "check", lack->check);
        put_text(out, "grave", grave_name(lack->grave));
        put_text(out, "source", lack->source);
        put_text(out, "host", lack->host);
        put_text(out, "what", lack->what);
        put_text(out, "why", lack->why);
        put_text(out, "how", lack->how);
        put_text(out, "noticed", lack->noticed);
        out_text(out, "}\n");
    }
}

/* ---- the command ---- */

static bool is_form_known(const char *name)
{
    if (name == NULL || strcmp(name, "table") == 0 || strcmp(name, "md") == 0 || strcmp(name, "jsonl") == 0)
        return true;
    fprintf(stderr, "cordon: --format is %s; allowed are table, md and jsonl\n", name);
    return false;
}

static enum exit_code print_diagnosis(const struct options *opt, const struct diagnosis *d)
{
    struct out out = { 0 };
    struct screen screen = screen_of(opt);
    if (opt->format != NULL && strcmp(opt->format, "md") == 0)
        md_all(&out, d);
    else if (opt->format != NULL && strcmp(opt->format, "jsonl") == 0)
        put_all(&out, d);
    else
        print_all(&out, &screen, d);
    enum exit_code code = write_out(&out);
    out_done(&out);
    return code;
}

static enum exit_code diagnose(struct run *run)
{
    struct diagnosis d;
    struct error err;
    if (doctor_report(run->doctor, &run->incidents.summary, &d, &err) != STATUS_OK) {
        fprintf(stderr, "cordon: %s\n", err.message);
        return EXIT_INTERNAL;
    }
    run->is_loud = d.count > 0 && d.lacks[0].grave == GRAVE_IMPORTANT; /* the gravest stands first */
    enum exit_code code = print_diagnosis(run->opt, &d);
    diagnosis_done(&d);
    return code;
}

enum exit_code cmd_doctor(const struct options *opt)
{
    struct run run = { 0 };
    struct doctor *doctor = NULL;
    struct error err;
    if (!is_form_known(opt->format))
        return EXIT_USAGE;
    enum exit_code code = run_open(&run, opt, opt->args, opt->args_count);
    if (code == EXIT_DONE && doctor_new(&doctor, &err) != STATUS_OK)
        code = EXIT_INTERNAL;
    run.doctor = doctor;
    if (code == EXIT_DONE)
        code = run_read(&run, NULL);
    if (code == EXIT_DONE)
        code = run_report(&run);
    if (code == EXIT_DONE)
        code = diagnose(&run);
    doctor_free(&doctor);
    return run_close(&run, code);
}
