/* run.c - from paths to incidents. */
#define _GNU_SOURCE
#include "app/run.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "app/evidence.h"
#include "app/known.h"
#include "app/mail.h"
#include "app/narrow.h"
#include "app/places.h"
#include "app/reading.h"
#include "app/tz.h"
#include "core/doctor/doctor.h"
#include "io/config/config.h"
#include "io/lookup/places.h"

static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal)
{
    (void)signal;
    interrupted = 1;
}

bool run_is_interrupted(void)
{
    return interrupted != 0;
}

const char *run_path(const struct run *run, uint32_t file)
{
    size_t count = inputs_count(run->inputs);
    if (file < count)
        return input_name(inputs_at(run->inputs, file));
    return file - count < inputs_mails(run->inputs) ? inputs_mail(run->inputs, file - count)->name : "";
}

const char *run_file_name(const struct run *run, uint32_t file)
{
    return run_shown_path(run, run_path(run, file));
}

const char *run_shown_path(const struct run *run, const char *path)
{
    const char *slash = run->redact.on ? strrchr(path, '/') : NULL;
    return slash != NULL ? slash + 1 : path;
}

/* ---- the screen ---- */

static bool has_utf8(void)
{
    static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
    for (int i = 0; i < 3; i++) {
        const char *val = getenv(names[i]);
        if (val != NULL && *val != '\0')
            return strcasestr(val, "utf-8") != NULL || strcasestr(val, "utf8") != NULL;
    }
    return false;
}

static bool wants_colour(const struct options *opt)
{
    const char *term = getenv("TERM"), *no = getenv("NO_COLOR"), *ours = getenv("CORDON_NO_COLOR");
    if (opt->colour != WHEN_AUTO)
        return opt->colour == WHEN_ALWAYS;
    if ((no && *no) || (ours && *ours) || (term && strcmp(term, "dumb") == 0))
        return false;
    return isatty(STDOUT_FILENO);
}

struct screen screen_of(const struct options *opt)
{
    struct winsize size;
    struct screen s = {
        .width = 100, .colour = wants_colour(opt), .ascii = opt->ascii || !has_utf8(), .tz_name = "UTC"
    };
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        s.width = size.ws_col < 200 ? size.ws_col : 200; /* longer lines are hard to read */
    if (s.width < 40)
        s.width = 40;
    if (opt->width > 0)
        s.width = (unsigned)opt->width;
    s.zone = opt->zone;
    s.by_hour = opt->by == BY_HOUR;
    s.by_day = opt->by == BY_DAY;
    if (opt->tz != NULL)
        s.tz_name = opt->tz;
    return s;
}

enum tlp run_tlp(const struct run *run, enum tlp otherwise)
{
    enum tlp configured = config_tlp(run->config);
    if (run->opt->has_tlp)
        return run->opt->tlp;
    return configured < TLP_COUNT ? configured : otherwise;
}

struct exporting exporting_of(const struct run *run, const struct form *form)
{
    const char *name = run->opt->org != NULL ? run->opt->org : config_organisation(run->config);
    return (struct exporting){ .version = CORDON_VERSION,
        .organisation = name,
        .tlp = run_tlp(run, TLP_AMBER),
        .names = run->opt->names || !form->shares };
}

static bool reader_gone;

bool reader_is_gone(void)
{
    return reader_gone;
}

enum exit_code write_out(struct out *out)
{
    size_t done = 0;
    if (out->failed) {
        fprintf(stderr, "cordon: no memory for the result\n");
        return EXIT_INTERNAL;
    }
    while (done < out->len) {
        ssize_t n = write(STDOUT_FILENO, out->at + done, out->len - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EPIPE) {
            reader_gone = true;
            return EXIT_DONE;
        }
        if (n <= 0) {
            fprintf(stderr, "cordon: cannot write the result: %s\n", strerror(errno));
            return EXIT_INTERNAL;
        }
        done += (size_t)n;
    }
    return EXIT_DONE;
}

const char *bytes_text(uint64_t n, char buf[32])
{
    static const char *const units[] = { "B", "kB", "MB", "GB", "TB" };
    double val = (double)n;
    int u = 0;
    while (val >= 1000 && u < 4) {
        val /= 1000;
        u++;
    }
    (void)snprintf(buf, 32, u == 0 ? "%.0f %s" : "%.1f %s", val, units[u]);
    return buf;
}

/* ---- opening ---- */

static struct engine_conf engine_conf_of(const struct run *run)
{
    struct engine_conf conf = config_engine(run->config);
    conf.pseudonyms = run->redact.on ? &run->redact.names : NULL;
    return conf;
}

enum exit_code run_open(struct run *run, const struct options *opt, const char *const *paths, size_t count)
{
    struct error err;
    struct input_options io = { .format = opt->input_format ? text(opt->input_format)
                                                            : (struct slice){ NULL, 0 } };
    *run = (struct run){ .opt = opt };
    (void)signal(SIGXFSZ, SIG_IGN); /* a file over the limit of its size is to fail like a full disk */

    if (opt->input_format != NULL && format_named(io.format) == NULL) {
        fprintf(stderr, "cordon: no format is called %s (cordon formats lists them)\n", opt->input_format);
        return EXIT_USAGE;
    }
    if (config_load(opt->config, &run->config, &err) != STATUS_OK) {
        fprintf(stderr, "cordon: %s\n", err.message);
        return EXIT_USAGE;
    }
    if (!redaction_open(&run->redact, opt, run->config) || !places_ready(run))
        return EXIT_USAGE;
    enum status st = inputs_open(paths, count, &io, &run->inputs, &run->problems, &err);
    if (st != STATUS_OK) {
        fprintf(stderr, "cordon: %s\n", err.message);
        return st == STATUS_MISSING ? EXIT_USAGE : EXIT_INTERNAL;
    }
    struct timespec seed;
    clock_gettime(CLOCK_MONOTONIC, &seed); /* tables only: no result depends on it */
    struct engine_conf conf = engine_conf_of(run);
    st = interner_new(
            &interner_default_caps, (uint64_t)seed.tv_nsec * 0x9e3779b97f4a7c15u, &run->interner, &err);
    if (st == STATUS_OK && conf.own.domains_count > 0)
        interner_own_domain(run->interner, conf.own.domains[0]);
    if (st == STATUS_OK)
        st = engine_new(&conf, run->interner, &run->engine, &err);
    if (st != STATUS_OK) {
        fprintf(stderr, "cordon: %s\n", err.message);
        return EXIT_INTERNAL;
    }
    return known_open(run);
}

/* ---- reading ---- */

struct telling {
    struct run *run;
    const struct pipeline_sink *sink; /* NULL: the engine */
    struct timespec start;
    bool shown, on;
};

static void take_events(void *ctx, const struct event *events, size_t count)
{
    struct telling *t = ctx;
    if (t->sink != NULL)
        t->sink->take(t->sink->ctx, events, count);
    else
        engine_feed(t->run->engine, events, count);
    if (t->run->known != NULL)
        known_take(t->run->known, events, count);
}

static void restart(void *ctx)
{
    struct telling *t = ctx;
    struct error err;
    if (t->sink != NULL) {
        t->sink->restart(t->sink->ctx);
        return;
    }
    struct engine_conf conf = engine_conf_of(t->run);
    if (t->run->known != NULL)
        known_restart(t->run->known);
    if (t->run->doctor != NULL)
        doctor_reset(t->run->doctor);
    engine_free(&t->run->engine);
    if (engine_new(&conf, t->run->interner, &t->run->engine, &err) != STATUS_OK)
        abort(); /* it could be made a moment ago */
}

static void look(void *ctx, struct input *input, const struct batch *batch)
{
    struct telling *t = ctx;
    doctor_look(t->run->doctor, input_format(input), batch);
}

static double seconds_since(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

static void print_progress(const struct telling *t, double part, uint64_t done, uint64_t lines)
{
    double s = seconds_since(&t->start);
    char rate[32], left[32] = "";
    bytes_text((uint64_t)((double)done / s), rate);
    double seconds = part > 0.01 ? s / part - s : -1;
    if (seconds >= 90)
        (void)snprintf(left, sizeof left, "  %.0f min left", seconds / 60);
    else if (seconds >= 0)
        (void)snprintf(left, sizeof left, "  %.0f s left", seconds);
    fprintf(stderr, "\r\x1b[Kreading %3.0f %%  %s/s  %.1f M lines%s", part * 100, rate, (double)lines / 1e6,
            left);
}

static bool progress(void *ctx, const struct summary *so_far, uint64_t done, uint64_t all)
{
    struct telling *t = ctx;
    if (interrupted || reader_gone)
        return false;
    if (!t->on || all == 0 || seconds_since(&t->start) < 0.5)
        return true;
    /* A file may grow while it is read. */
    print_progress(t, done < all ? (double)done / (double)all : 1.0, done, so_far->lines);
    t->shown = true;
    return true;
}

/* Cores that this process may run on: fewer than there are in a container or under taskset. */
static unsigned cores(void)
{
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return n > 0 ? (unsigned)n : 1;
}

unsigned run_threads(const struct options *opt)
{
    unsigned threads = opt->threads ? (unsigned)opt->threads : cores();
    return threads < 64 ? threads : 64;
}

/* A bar is for a terminal that can go back to the start of a line. */
bool run_shows_progress(const struct options *opt)
{
    const char *term = getenv("TERM");
    return !opt->quiet && isatty(STDERR_FILENO) && (term == NULL || strcmp(term, "dumb") != 0);
}

static enum exit_code pipeline_conf_of(const struct run *run, struct pipeline_conf *conf)
{
    const struct options *opt = run->opt;
    struct error err;
    *conf = (struct pipeline_conf){ .threads = run_threads(opt),
        .flow = { .year = opt->year, .lateness = 15 * TIME_MINUTE },
        .organisation = text(opt->org ? opt->org : config_organisation(run->config)),
        .org_from_folder = opt->org_from_folder,
        .since = opt->since,
        .until = opt->until };
    if (opt->input_tz != NULL && tz_load(opt->input_tz, &conf->flow.zone, &err) != STATUS_OK) {
        fprintf(stderr, "cordon: --input-tz: %s\n", err.message);
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

/* -v: the lines and what became of them add up. */
static void print_counts(const struct summary *sum, double seconds)
{
    fprintf(stderr,
            "cordon: %llu lines in %.2f s: %llu told of sign-ins or what belongs to them, %llu of other "
            "programs, %llu not understood, %llu too long; %llu sign-ins were told twice\n",
            (unsigned long long)sum->lines, seconds,
            (unsigned long long)(sum->lines - sum->irrelevant - sum->unparsed - sum->oversize),
            (unsigned long long)sum->irrelevant, (unsigned long long)sum->unparsed,
            (unsigned long long)sum->oversize, (unsigned long long)sum->duplicates);
}

static void say_counts(const struct run *run, double seconds)
{
    print_counts(&run->summary, seconds);
    reading_say_all(run);
}

enum exit_code run_read(struct run *run, const struct pipeline_sink *sink)
{
    struct pipeline_conf conf;
    struct error err = { 0 };
    struct telling t = { .run = run, .sink = sink, .on = run_shows_progress(run->opt) };
    struct pipeline_sink own = { .ctx = &t, .take = take_events, .restart = restart, .progress = progress };
    own.look = run->doctor != NULL ? look : NULL;
    if (sink != NULL && sink->restart == NULL)
        own.restart = NULL; /* what it took cannot be taken back */
    /* The second press ends at once. */
    struct sigaction act = { .sa_handler = on_interrupt, .sa_flags = (int)SA_RESETHAND };
    enum exit_code code = pipeline_conf_of(run, &conf);

    if (code != EXIT_DONE)
        return code;
    clock_gettime(CLOCK_MONOTONIC, &t.start);
    sigaction(SIGINT, &act, NULL);
    sigaction(SIGTERM, &act, NULL);
    enum status st = pipeline_run(
            run->inputs, &conf, run->interner, &own, &run->summary, &run->reading, &run->problems, &err);
    tz_done(&conf.flow.zone);
    if (t.shown)
        fprintf(stderr, "\r\x1b[K");
    run->interrupted = interrupted;
    if (run->interrupted)
        fprintf(stderr, "cordon: interrupted: the result is of the part that was read until then\n");
    else if (run->opt->verbose)
        say_counts(run, seconds_since(&t.start));
    if (st != STATUS_OK && !run->interrupted && !reader_gone) {
        fprintf(stderr, "cordon: %s\n", err.message);
        return EXIT_INTERNAL;
    }
    return sink == NULL ? mail_join_read(run) : EXIT_DONE;
}

/* ---- report ---- */

static void merge_summary(struct run *run)
{
    struct summary *to = &run->incidents.summary;
    const struct summary *from = &run->summary;
    to->first = from->first;
    to->last = from->last;
    to->inputs = from->inputs + inputs_mails(run->inputs);
    to->lines = from->lines;
    to->accesses = from->accesses;
    to->context = from->context;
    to->irrelevant = from->irrelevant;
    to->unparsed = from->unparsed;
    to->oversize = from->oversize;
    to->duplicates = from->duplicates;
    to->late = from->late;
    to->problems = run->problems.count + run->problems.dropped;
    to->interrupted = run->interrupted;
    to->ledger = &run->reading.ledger;
}

/* What was not read of these inputs is not seen of any incident. */
static void say_unread(struct run *run)
{
    const char *words = NULL;
    if (run->interrupted)
        words = "what comes behind the point where the reading was interrupted";
    else if (run->incidents.summary.problems > 0)
        words = "what is in the inputs that could not be read, or not to their end";
    else if (run->summary.unparsed + run->summary.oversize > 0)
        words = "what is in the lines that were not understood (cordon explain --unparsed)";
    for (size_t i = 0; words != NULL && i < run->incidents.count; i++)
        incident_add_unseen(&run->incidents.at[i], words);
}

enum exit_code run_report(struct run *run)
{
    struct error err;
    if (engine_report(run->engine, &run->incidents, &err) != STATUS_OK) {
        fprintf(stderr, "cordon: %s\n", err.message);
        return EXIT_INTERNAL;
    }
    enum exit_code code = mail_join_report(run);
    if (code != EXIT_DONE)
        return code;
    merge_summary(run);
    size_t kept = 0;
    for (size_t i = 0; i < run->incidents.count; i++) {
        const struct incident *inc = &run->incidents.at[i];
        if (!narrow_concerns(run, inc))
            continue;
        run->is_loud = run->is_loud || (run->opt->has_fail_on && inc->severity >= run->opt->fail_on);
        if (inc->severity >= run->opt->min_severity)
            run->incidents.at[kept++] = *inc;
    }
    run->incidents.summary.hidden = run->incidents.count - kept;
    run->incidents.count = kept;
    evidence_fill(run);
    places_fill(run);
    say_unread(run);
    return run->known != NULL ? known_report(run) : EXIT_DONE;
}

enum exit_code run_report_for_people(struct run *run)
{
    run->shows_places = true;
    return run_report(run);
}

/* Of several codes the first of 130, 4, 2, 3, 1. */
static enum exit_code worse(enum exit_code a, enum exit_code b)
{
    static const enum exit_code order[] = { EXIT_INTERRUPTED, EXIT_INTERNAL, EXIT_USAGE, EXIT_INCOMPLETE,
        EXIT_FOUND, EXIT_DONE };
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
        if (a == order[i] || b == order[i])
            return order[i];
    return a;
}

static void print_problem(const struct problem *problem)
{
    struct out out = { 0 };
    out_text(&out, "cordon: ");
    out_terminal(&out, text(problem->where), 0, false);
    out_text(&out, ": ");
    out_terminal(&out, text(problem->what), 0, false);
    out_text(&out, "\n");
    if (!out.failed)
        fwrite(out.at, 1, out.len, stderr);
    out_done(&out);
}

enum exit_code run_close(struct run *run, enum exit_code so_far)
{
    enum exit_code code = so_far;
    for (size_t i = 0; i < run->problems.count; i++)
        print_problem(&run->problems.at[i]);
    if (run->problems.dropped > 0)
        fprintf(stderr, "cordon: and %llu more problems\n", (unsigned long long)run->problems.dropped);
    if (run->problems.count > 0 || run->summary.unparsed > 0 || run->summary.oversize > 0)
        code = worse(code, EXIT_INCOMPLETE);
    if (run->summary.unparsed > 0 && !run->opt->quiet) {
        fprintf(stderr, "cordon: %llu line%s not understood (cordon explain --unparsed shows some)\n",
                (unsigned long long)run->summary.unparsed, run->summary.unparsed == 1 ? " was" : "s were");
        reading_say(run);
    }
    if (run->summary.oversize > 0)
        fprintf(stderr, "cordon: %llu line%s over 1 MiB %s skipped\n",
                (unsigned long long)run->summary.oversize, run->summary.oversize == 1 ? "" : "s",
                run->summary.oversize == 1 ? "was" : "were");
    if (run->known != NULL && known_is_partial(run->known))
        code = worse(code, EXIT_INCOMPLETE);
    if (run->is_loud)
        code = worse(code, EXIT_FOUND);
    if (run->interrupted || interrupted)
        code = EXIT_INTERRUPTED;
    incidents_free(&run->incidents);
    known_free(&run->known);
    if (run->mail != NULL)
        mail_done(run->mail);
    free(run->mail);
    engine_free(&run->engine);
    interner_free(&run->interner);
    redaction_done(&run->redact);
    inputs_free(&run->inputs);
    problems_done(&run->problems);
    config_free(&run->config);
    places_free(&run->places);
    for (size_t i = 0; i < run->names_count; i++)
        free(run->names[i]);
    free(run->names);
    return code;
}
