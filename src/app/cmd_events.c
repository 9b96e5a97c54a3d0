/* cmd_events.c - cordon events: the normalised sign-ins. */
#include <stdio.h>
#include <string.h>

#include "app/commands.h"
#include "app/narrow.h"
#include "core/export/export.h"

struct printing {
    struct run *run;
    const struct options *opt;
    struct out out;
    const struct form *form;
    struct exporting x;
    bool broken;
};

static void print_events(void *ctx, const struct event *events, size_t count)
{
    struct printing *p = ctx;
    for (size_t i = 0; i < count && !p->broken && !reader_is_gone(); i++) {
        if (!narrow_has(p->run, &events[i]))
            continue;
        const struct event shown = redaction_event(&p->run->redact, p->run->interner, &events[i]);
        const struct sign_in in = { .names = p->run->interner,
            .ev = &shown,
            .file = run_file_name(p->run, events[i].file),
            .account = redaction_name(
                    &p->run->redact, p->run->interner, events[i].organisation, events[i].account) };
        p->form->event(&p->out, &in, &p->x);
        if (p->out.len > 1u << 20) {
            p->broken = write_out(&p->out) != EXIT_DONE;
            p->out.len = 0;
        }
    }
}

static void say_forms(const char *format)
{
    fprintf(stderr, "cordon: --format is %s; events are printed as", format);
    for (size_t i = 0, n = 0; forms[i] != NULL; i++)
        if (forms[i]->event != NULL)
            fprintf(stderr, "%s %s", n++ ? "," : "", forms[i]->name);
    fprintf(stderr, "\n");
}

enum exit_code cmd_events(const struct options *opt)
{
    struct run run = { 0 };
    struct printing p = { .run = &run, .opt = opt };
    const char *format = opt->format ? opt->format : "jsonl";
    struct pipeline_sink sink = { .ctx = &p, .take = print_events }; /* a printed row stays */

    p.form = form_named(format);
    if (p.form == NULL || p.form->event == NULL) {
        say_forms(format);
        return EXIT_USAGE;
    }
    enum exit_code code = run_open(&run, opt, opt->args, opt->args_count);
    if (code == EXIT_DONE)
        p.x = exporting_of(&run, p.form);
    if (code == EXIT_DONE && p.form->head != NULL)
        p.form->head(&p.out, &p.x);
    if (code == EXIT_DONE)
        code = run_read(&run, &sink);
    if (code == EXIT_DONE)
        code = p.broken ? EXIT_INTERNAL : write_out(&p.out);
    out_done(&p.out);
    run.opt = opt;
    return run_close(&run, code);
}
