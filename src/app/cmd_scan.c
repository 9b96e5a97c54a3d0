/* cmd_scan.c - cordon scan: from logs to incidents on the screen. */
#include <stdio.h>
#include <string.h>

#include "app/commands.h"
#include "app/html_file.h"
#include "core/export/jsonl.h"
#include "core/view/html.h"
#include "core/view/paint.h"

enum form { FORM_TABLE, FORM_JSON, FORM_JSONL, FORM_CSV, FORM_HTML, FORMS };

static bool form_named(const char *name, enum form *ret)
{
    static const char *const known[FORMS] = { "table", "json", "jsonl", "csv", "html" };
    static const char *const later[] = { "ocsf", "ecs", "stix", "misp", "cef", "md" };
    for (int i = 0; i < FORMS; i++)
        if (strcmp(name, known[i]) == 0) {
            *ret = (enum form)i;
            return true;
        }
    bool planned = false;
    for (size_t i = 0; i < sizeof later / sizeof later[0]; i++)
        planned = planned || strcmp(name, later[i]) == 0;
    const char *near = planned ? NULL : nearest_word(name, known, FORMS);
    fprintf(stderr, "cordon: --format is %s%s; allowed are table, json, jsonl, csv and html%s%s\n", name,
            planned ? ", which comes in a later version" : "", near ? "; did you mean " : "",
            near ? near : "");
    return false;
}

static void print_list(struct out *out, const struct incidents *all, enum form form)
{
    if (form == FORM_CSV)
        csv_incident_header(out);
    if (form == FORM_JSON)
        out_text(out, "[");
    for (size_t i = 0; i < all->count; i++) {
        if (form == FORM_JSON && i > 0)
            out_text(out, ",");
        if (form == FORM_CSV)
            csv_incident(out, &all->at[i]);
        else
            jsonl_incident(out, &all->at[i]);
    }
    if (form == FORM_JSON)
        out_text(out, "]\n");
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

static void print_incidents(
        const struct run *run, enum form form, struct out *out, const char *paths, bool is_demo)
{
    struct screen screen = screen_of(run->opt);
    screen.paths = paths;
    screen.is_demo = is_demo;
    switch (form) {
    case FORM_TABLE: view_summary(out, &run->incidents, &screen); break;
    case FORM_HTML: view_html(out, &run->incidents); break;
    default: print_list(out, &run->incidents, form);
    }
}

enum exit_code scan_paths(const struct options *opt, const char *const *paths, size_t count, bool is_demo)
{
    enum form form;
    struct run run = { 0 };
    struct out out = { 0 }, typed = { 0 };
    if (!form_named(opt->format ? opt->format : "table", &form) || !html_file_free(opt))
        return EXIT_USAGE;
    enum exit_code code = run_open(&run, opt, paths, count);
    if (code == EXIT_DONE)
        code = run_read(&run, NULL);
    if (code == EXIT_DONE)
        code = run_report(&run);
    if (code == EXIT_DONE) {
        print_incidents(&run, form, &out, paths_text(&typed, paths, count), is_demo);
        code = write_out(&out);
        if (code == EXIT_DONE && opt->html != NULL)
            code = html_file_write(opt, &run.incidents);
    }
    out_done(&out);
    out_done(&typed);
    run.opt = opt;
    return run_close(&run, code);
}

enum exit_code cmd_scan(const struct options *opt)
{
    return scan_paths(opt, opt->args, opt->args_count, false);
}
