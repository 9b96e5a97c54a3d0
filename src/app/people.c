/* people.c - from paths to a paper about one incident. */
#include "app/people.h"

#include <stdio.h>
#include <string.h>

#include "app/commands.h"
#include "app/paper_file.h"
#include "io/config/config.h"

static bool form_of(const char *name, enum paper_form *ret)
{
    if (paper_form_named(name, ret))
        return true;
    fprintf(stderr, "cordon: --format is %s; a text for people is text, md or html\n", name);
    return false;
}

/* The account that is asked for; NULL after saying that the incident is not about it. */
static const struct incident_account *account_named(
        struct run *run, const struct incident *inc, const char *name)
{
    for (size_t i = 0; i < inc->accounts_count; i++)
        if (redaction_is(
                    &run->redact, run->interner, text(inc->organisation), inc->accounts[i].id, text(name)))
            return &inc->accounts[i];
    fprintf(stderr, "cordon: %s does not concern %s\n", inc->id, name);
    return NULL;
}

static enum exit_code write_about(struct run *run, const struct options *opt, struct paper *paper,
        const char *id, enum tlp tlp, write_paper write, const void *ctx)
{
    const struct incident *inc = incident_named(&run->incidents, id);
    struct matter m = { .inc = inc,
        .sum = &run->incidents.summary,
        .house = config_house(run->config),
        .aware = opt->aware,
        .tlp = run_tlp(run, tlp) };
    if (inc != NULL && opt->account != NULL)
        m.only = account_named(run, inc, opt->account);
    if (inc == NULL || (opt->account != NULL && m.only == NULL))
        return EXIT_USAGE;
    if (opt->org != NULL)
        m.house.entity = opt->org;
    write(paper, &m, ctx);
    return write_out(paper->out);
}

enum exit_code write_for_people(const struct options *opt, const char *id, const char *const *paths,
        size_t count, enum tlp tlp, write_paper write, const void *ctx)
{
    struct run run = { 0 };
    struct out out = { 0 };
    struct paper paper = { .out = &out, .screen = screen_of(opt) };
    struct options all = *opt; /* the incident is about one of its accounts, whichever is asked for */
    all.account = NULL;
    if (!form_of(opt->format ? opt->format : "text", &paper.form))
        return EXIT_USAGE;
    enum exit_code code = run_open(&run, opt, paths, count);
    run.opt = &all;
    if (code == EXIT_DONE)
        code = run_read(&run, NULL);
    if (code == EXIT_DONE)
        code = run_report_for_people(&run);
    if (code == EXIT_DONE)
        code = write_about(&run, opt, &paper, id, tlp, write, ctx);
    out_done(&out);
    run.opt = opt;
    return run_close(&run, code);
}
