/* cmd_scan.c - cordon scan: from logs to incidents on the screen. */
#include <stdio.h>
#include <string.h>

#include "app/commands.h"
#include "app/paper_file.h"
#include "core/export/export.h"
#include "core/view/paint.h"

/* What a result is written as: for people, or one of the forms for machines. */
struct dress {
    bool table, paper;
    enum paper_form paper_form;
    const struct form *form;
};

static void say_forms(const char *name)
{
    const char *known[32] = { "table" };
    size_t count = 1;
    for (size_t i = 0; paper_forms[i] != NULL; i++)
        known[count++] = paper_forms[i];
    for (size_t i = 0; forms[i] != NULL && count < 32; i++)
        if (forms[i]->incidents != NULL)
            known[count++] = forms[i]->name;
    const char *near = nearest_word(name, known, count);
    fprintf(stderr, "cordon: --format is %s; allowed are", name);
    for (size_t i = 0; i < count; i++)
        fprintf(stderr, "%s %s", i == 0 ? "" : i + 1 == count ? " and" : ",", known[i]);
    fprintf(stderr, "%s%s\n", near ? "; did you mean " : "", near ? near : "");
}

static bool dress_named(const char *name, struct dress *ret)
{
    *ret = (struct dress){ .table = strcmp(name, "table") == 0, .form = form_named(name) };
    ret->paper = paper_form_named(name, &ret->paper_form);
    if (ret->table || ret->paper || (ret->form != NULL && ret->form->incidents != NULL))
        return true;
    say_forms(name);
    return false;
}

/* The paths as they were typed, where no shell would read them otherwise; NULL where that is not sure. */
static const char *paths_text(struct out *out, const char *const *paths, size_t count)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+=@%,";
    for (size_t i = 0; i < count; i++) {
        if (paths[i][strspn(paths[i], plain)] != '\0' || strcmp(paths[i], "-") == 0)
            return NULL;
        out_text(out, i ? " " : "");
        out_text(out, paths[i]);
    }
    return out->len > 0 && out->len <= 40 ? paint_text(out) : NULL;
}

static void mark_line(struct out *out, const struct screen *screen, const char *mark, const char *behind)
{
    if (mark == NULL)
        return;
    paint_wrapped(out, screen, 0, 0, mark);
    out_text(out, behind);
}

static void print_incidents(const struct run *run, const struct dress *dress, struct out *out,
        const char *paths, bool is_demo, const char *mark)
{
    struct screen screen = screen_of(run->opt);
    screen.paths = run->redact.on ? NULL : paths;
    screen.is_demo = is_demo;
    if (dress->table) {
        mark_line(out, &screen, mark, "\n");
        view_summary(out, &run->incidents, &screen);
        mark_line(out, &screen, mark, "");
    } else if (dress->paper) {
        paper_report(out, dress->paper_form, run, &run->incidents, screen.paths, false);
    } else {
        struct exporting x = exporting_of(run, dress->form);
        dress->form->incidents(out, &run->incidents, &x);
    }
}

enum exit_code scan_paths(const struct options *opt, const char *const *paths, size_t count, bool is_demo)
{
    struct dress dress;
    struct run run = { 0 };
    struct out out = { 0 }, typed = { 0 };
    if (!dress_named(opt->format ? opt->format : "table", &dress))
        return EXIT_USAGE;
    enum exit_code code = paper_files_free(opt);
    if (code != EXIT_DONE)
        return code;
    code = run_open(&run, opt, paths, count);
    if (code == EXIT_DONE)
        code = run_read(&run, NULL);
    bool for_people = dress.paper || paper_files_asked(opt);
    if (code == EXIT_DONE)
        code = for_people ? run_report_for_people(&run) : run_report(&run);
    if (code == EXIT_DONE) {
        char buf[TLP_MARK_MAX];
        const char *mark = paper_mark(&run, buf);
        print_incidents(&run, &dress, &out, paths_text(&typed, paths, count), is_demo, mark);
        code = write_out(&out);
        if (code == EXIT_DONE)
            code = paper_files_write(&run, &run.incidents, false);
    }
    out_done(&out);
    out_done(&typed);
    run.opt = opt;
    return run_close(&run, code);
}

enum exit_code cmd_scan(const struct options *opt)
{
    if (opt->messages)
        return messages_scan(opt, opt->args, opt->args_count);
    return scan_paths(opt, opt->args, opt->args_count, false);
}
