/* cmd_report.c - cordon report: what was found, for people, as text, Markdown, a page or a PDF. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/paper_file.h"

/* The first argument names an incident when it is no file and has the letters of an id. */
static bool names_incident(const char *arg)
{
    const char *letters = id_letters(arg);
    if (letters == arg && access(arg, F_OK) == 0)
        return false;
    for (const char *c = letters; *c != '\0'; c++)
        if (!isalnum((unsigned char)*c))
            return false;
    return *letters != '\0' && strlen(letters) <= 16;
}

/* That one alone; how many others there are is said. */
static struct incidents one_of(const struct incidents *all, const struct incident *inc)
{
    struct incidents one = *all;
    one.at = (struct incident *)(uintptr_t)inc;
    one.count = 1;
    one.summary.hidden += all->count - 1;
    return one;
}

static enum exit_code print_report(const struct run *run, const struct incidents *all, bool is_part,
        bool to_screen, enum paper_form form)
{
    struct out out = { 0 };
    enum exit_code code = EXIT_DONE;
    if (to_screen) {
        paper_report(&out, form, run, all, NULL, is_part);
        code = write_out(&out);
    }
    if (code == EXIT_DONE)
        code = paper_files_write(run, all, is_part);
    out_done(&out);
    return code;
}

enum exit_code cmd_report(const struct options *opt)
{
    struct run run = { 0 };
    enum paper_form form = PAPER_TEXT;
    bool one = opt->args_count > 1 && names_incident(opt->args[0]);
    if (opt->format != NULL && !paper_form_named(opt->format, &form)) {
        fprintf(stderr, "cordon: --format is %s; of a report allowed are html, md and text\n", opt->format);
        return EXIT_USAGE;
    }
    enum exit_code code = paper_files_free(opt);
    if (code != EXIT_DONE)
        return code;
    code = run_open(&run, opt, opt->args + one, opt->args_count - one);
    if (code == EXIT_DONE)
        code = run_read(&run, NULL);
    if (code == EXIT_DONE)
        code = run_report_for_people(&run);
    if (code == EXIT_DONE) {
        const struct incident *inc = one ? incident_named(&run.incidents, opt->args[0]) : NULL;
        struct incidents part = inc != NULL ? one_of(&run.incidents, inc) : run.incidents;
        code = one && inc == NULL
                ? EXIT_USAGE
                : print_report(&run, &part, one, opt->format != NULL || !paper_files_asked(opt), form);
    }
    run.opt = opt;
    return run_close(&run, code);
}
