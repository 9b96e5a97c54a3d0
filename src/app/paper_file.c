/* paper_file.c - looks before the reading whether the report can be written; writes all of it or says why not. */
#define _GNU_SOURCE
#include "app/paper_file.h"

#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/view/paint.h"
#include "io/pdf/pdf.h"

const char *const paper_forms[] = { "html", "md", "text", NULL };

bool paper_form_named(const char *name, enum paper_form *ret)
{
    for (int i = 0; paper_forms[i] != NULL; i++)
        if (strcmp(paper_forms[i], name) == 0) {
            *ret = (enum paper_form)i;
            return true;
        }
    return false;
}

/* ---- the report of a run ---- */

/* What narrows or changes the result, as it was asked for. */
static void settings_of(
        const struct options *opt, bool redacted, struct out *texts, const char **ret, size_t room)
{
    char times[2][TIME_TEXT_MAX], year[16] = "";
    size_t at[20], n = 0;
    if (opt->since != TIME_NONE)
        time_format(opt->since, times[0]);
    if (opt->until != TIME_NONE)
        time_format(opt->until, times[1]);
    if (opt->year > 0)
        (void)snprintf(year, sizeof year, "%d", opt->year);
    const struct {
        const char *name, *val;
        bool names_people; /* a person, or a folder that is somebody's */
    } all[] = { { "--since", opt->since != TIME_NONE ? times[0] : NULL },
        { "--until", opt->until != TIME_NONE ? times[1] : NULL }, { "--account", opt->account, true },
        { "--source", opt->source }, { "--org", opt->org },
        { "--org-from", opt->org_from_folder ? "folder" : NULL }, { "--config", opt->config, true },
        { "--min-severity", opt->min_severity ? severity_name(opt->min_severity) : NULL },
        { "--year", *year ? year : NULL }, { "--input-tz", opt->input_tz },
        { "--input-format", opt->input_format }, { "--tz", opt->tz }, { "--geo", opt->geo, true },
        { "--redact", opt->redact ? "people under pseudonyms" : NULL } };
    for (size_t i = 0; i < sizeof all / sizeof all[0] && n + 1 < room; i++) {
        if (all[i].val == NULL)
            continue;
        at[n++] = texts->len;
        out_printf(texts, "%s ", all[i].name);
        out_text(texts, redacted && all[i].names_people ? "(withheld)" : all[i].val);
        out_bytes(texts, (struct slice){ "", 1 });
    }
    for (size_t i = 0; i < n && !texts->failed; i++)
        ret[i] = texts->at + at[i];
    ret[texts->failed ? 0 : n] = NULL;
}

const char *paper_mark(const struct run *run, char buf[TLP_MARK_MAX])
{
    enum tlp tlp = run_tlp(run, TLP_COUNT);
    if (tlp >= TLP_COUNT)
        return NULL;
    return tlp_mark(tlp, buf);
}

void paper_report(struct out *out, enum paper_form form, const struct run *run, const struct incidents *all,
        const char *paths, bool is_part)
{
    const char *settings[20];
    char mark[TLP_MARK_MAX];
    struct out texts = { 0 };
    size_t count = inputs_count(run->inputs);
    const char **inputs = calloc(count + 1, sizeof *inputs);
    for (size_t i = 0; inputs != NULL && i < count; i++)
        inputs[i] = run_file_name(run, (uint32_t)i);
    settings_of(run->opt, run->redact.on, &texts, settings, sizeof settings / sizeof settings[0]);
    struct paper paper = {
        .out = out, .form = form, .screen = screen_of(run->opt), .sheet = run->opt->sheet
    };
    paper.screen.colour = false;
    paper.screen.paths = paths;
    const struct report_options options = { .version = CORDON_VERSION,
        .mark = paper_mark(run, mark),
        .settings = settings,
        .inputs = inputs,
        .inputs_count = inputs != NULL ? count : 0,
        .is_part = is_part };
    view_report(&paper, all, &options);
    out->failed = out->failed || inputs == NULL || texts.failed;
    free(inputs);
    out_done(&texts);
}

/* ---- the files ---- */

static bool is_page(struct slice had)
{
    static const char start[] = "<!doctype html";
    return had.len >= sizeof start - 1 && strncasecmp(had.at, start, sizeof start - 1) == 0;
}

/* Our own heading begins a line near the top; before it stands at most a mark. */
static bool is_ours(struct slice had, const char *heading)
{
    struct slice head = slice_first(had, 256);
    size_t at = slice_find_slice(head, text(heading));
    return at < head.len && (at == 0 || head.at[at - 1] == '\n');
}

static bool is_markdown(struct slice had)
{
    return is_ours(had, "# Cordon report");
}

static bool is_text(struct slice had)
{
    return is_ours(had, "Cordon report");
}

static bool is_pdf(struct slice had)
{
    return had.len >= 5 && memcmp(had.at, "%PDF-", 5) == 0;
}

static const struct kind {
    const char *option, *name;
    size_t field; /* of struct options */
    enum paper_form form;
    bool printed;
    bool (*is_own)(struct slice begin);
} kinds[] = {
    { "--html", "page", offsetof(struct options, html), PAPER_HTML, false, is_page },
    { "--md", "Markdown report of Cordon", offsetof(struct options, md), PAPER_MARKDOWN, false, is_markdown },
    { "--text", "text report of Cordon", offsetof(struct options, text), PAPER_TEXT, false, is_text },
    { "--pdf", "PDF", offsetof(struct options, pdf), PAPER_HTML, true, is_pdf },
};

#define KINDS (sizeof kinds / sizeof kinds[0])

static const char *path_of(const struct options *opt, const struct kind *kind)
{
    return *(const char *const *)((const char *)opt + kind->field);
}

bool paper_files_asked(const struct options *opt)
{
    for (size_t i = 0; i < KINDS; i++)
        if (path_of(opt, &kinds[i]) != NULL)
            return true;
    return false;
}

static bool refuse(const struct kind *kind, const char *path, const char *why)
{
    fprintf(stderr, "cordon: %s %s: %s\n", kind->option, path, why);
    return false;
}

static bool can_replace(const struct kind *kind, const char *path)
{
    char had[256], why[96];
    FILE *file = fopen(path, "rb");
    size_t n = file != NULL ? fread(had, 1, sizeof had, file) : 0;
    if (file == NULL)
        return refuse(kind, path, strerror(errno));
    fclose(file);
    if (n == 0 || kind->is_own((struct slice){ had, n }))
        return true;
    (void)snprintf(why, sizeof why, "exists and is no %s: it is not overwritten", kind->name);
    return refuse(kind, path, why);
}

static bool can_create(const struct kind *kind, const char *path)
{
    char folder[PATH_MAX] = ".";
    const char *slash = strrchr(path, '/');
    if (slash != NULL && (size_t)(slash - path) < sizeof folder)
        (void)snprintf(folder, sizeof folder, "%.*s", slash == path ? 1 : (int)(slash - path), path);
    return access(folder, W_OK | X_OK) == 0 || refuse(kind, path, strerror(errno));
}

static bool can_write(const struct options *opt, const struct kind *kind)
{
    struct stat st;
    const char *path = path_of(opt, kind);
    if (path == NULL)
        return true;
    if (stat(path, &st) != 0)
        return errno == ENOENT ? can_create(kind, path) : refuse(kind, path, strerror(errno));
    if (S_ISDIR(st.st_mode))
        return refuse(kind, path, "is a folder: name a file");
    if (!opt->force)
        return refuse(kind, path, "exists: --force overwrites it");
    if (S_ISREG(st.st_mode) && !can_replace(kind, path))
        return false;
    return access(path, W_OK) == 0 || refuse(kind, path, strerror(errno));
}

enum exit_code paper_files_free(const struct options *opt)
{
    char browser[PATH_MAX];
    struct error err;
    for (size_t i = 0; i < KINDS; i++) {
        const char *path = path_of(opt, &kinds[i]);
        if (!can_write(opt, &kinds[i]))
            return EXIT_USAGE;
        for (size_t k = 0; path != NULL && k < i; k++)
            if (path_of(opt, &kinds[k]) != NULL && strcmp(path, path_of(opt, &kinds[k])) == 0) {
                (void)refuse(&kinds[i], path, "is named twice");
                return EXIT_USAGE;
            }
    }
    if (opt->pdf != NULL && pdf_browser_find(browser, sizeof browser, &err) != STATUS_OK) {
        fprintf(stderr, "cordon: --pdf: %s\n", err.message);
        return EXIT_INTERNAL;
    }
    return EXIT_DONE;
}

/* Who interrupted the reading wants what there is. */
static enum status to_pdf(const struct run *run, struct out *page, struct error *err)
{
    const struct options *opt = run->opt;
    char browser[PATH_MAX];
    struct out pdf = { 0 };
    enum status st = pdf_browser_find(browser, sizeof browser, err);
    if (st == STATUS_OK && geteuid() == 0 && !opt->quiet)
        fprintf(stderr, "cordon: as root the browser that prints runs without its sandbox\n");
    if (st == STATUS_OK)
        st = pdf_print(browser, (struct slice){ page->at, page->len },
                run->interrupted ? NULL : run_is_interrupted, &pdf, err);
    out_done(page);
    *page = pdf;
    return st;
}

static bool write_all(const char *path, const struct out *out)
{
    struct stat st;
    FILE *file = out->failed ? NULL : fopen(path, "wb");
    bool ok = file != NULL && fwrite(out->at, 1, out->len, file) == out->len;
    if (file != NULL)
        ok = fclose(file) == 0 && ok;
    if (ok)
        return true;
    fprintf(stderr, "cordon: cannot write %s: %s\n", path, out->failed ? "no memory" : strerror(errno));
    if (file != NULL && stat(path, &st) == 0 && S_ISREG(st.st_mode))
        (void)unlink(path); /* half a report would look like a whole one */
    return false;
}

static bool write_one(
        const struct run *run, const struct kind *kind, const struct incidents *all, bool is_part)
{
    struct out out = { 0 };
    struct error err;
    const char *path = path_of(run->opt, kind);
    paper_report(&out, kind->form, run, all, NULL, is_part);
    bool ok = true;
    if (kind->printed && !out.failed && to_pdf(run, &out, &err) != STATUS_OK) {
        fprintf(stderr, "cordon: %s %s: %s\n", kind->option, path, err.message);
        ok = false;
    }
    ok = ok && write_all(path, &out);
    if (ok && !run->opt->quiet)
        fprintf(stderr, "cordon: the %s is %s\n", kind->name, path);
    out_done(&out);
    return ok;
}

enum exit_code paper_files_write(const struct run *run, const struct incidents *all, bool is_part)
{
    bool ok = true;
    for (size_t i = 0; i < KINDS; i++)
        if (path_of(run->opt, &kinds[i]) != NULL)
            ok = write_one(run, &kinds[i], all, is_part) && ok;
    return ok ? EXIT_DONE : EXIT_INTERNAL;
}
