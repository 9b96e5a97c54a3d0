/* known.c - files of indicators, the lookout behind them, and what is told of both. */
#include "app/known.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/known/lookout.h"
#include "io/whole/indicators.h"

struct known {
    struct indicators set;
    struct lookout *lookout;
    const char *files[INDICATOR_FILES_MAX]; /* as they may be shown */
};

static void say_misread(const struct run *run, const struct misread *m)
{
    struct out out = { 0 };
    out_printf(
            &out, "cordon: %s:%llu: %s: ", run->opt->indicators[m->file], (unsigned long long)m->no, m->why);
    out_terminal(&out, text(m->what), 0, false);
    out_text(&out, "\n");
    if (!out.failed)
        fwrite(out.at, 1, out.len, stderr);
    out_done(&out);
}

static void say_misreads(const struct run *run, const struct indicators *set)
{
    for (size_t i = 0; i < set->sampled; i++)
        say_misread(run, &set->sample[i]);
    if (set->bad > set->sampled)
        fprintf(stderr, "cordon: and %llu more entries of --indicators that were not understood\n",
                (unsigned long long)(set->bad - set->sampled));
}

static enum exit_code read_files(struct run *run, struct indicators *set)
{
    const struct options *opt = run->opt;
    for (size_t i = 0; i < opt->indicators_count; i++) {
        struct error err;
        enum status st = indicators_read(opt->indicators[i], (uint32_t)i, set, &err);
        if (st != STATUS_OK) {
            fprintf(stderr, "cordon: --indicators %s: %s\n", opt->indicators[i], err.message);
            return st == STATUS_NOMEM ? EXIT_INTERNAL : EXIT_USAGE;
        }
    }
    say_misreads(run, set);
    indicators_seal(set);
    if (set->count > 0)
        return EXIT_DONE;
    uint64_t entries = set->bad + set->foreign + set->withdrawn;
    fprintf(stderr, "cordon: --indicators: no address, network, domain or user agent among %llu entries\n",
            (unsigned long long)entries);
    return EXIT_USAGE;
}

enum exit_code known_open(struct run *run)
{
    struct error err;
    if (run->opt->indicators_count == 0)
        return EXIT_DONE;
    run->known = calloc(1, sizeof *run->known);
    if (run->known == NULL)
        return EXIT_INTERNAL;
    struct known *known = run->known;
    enum exit_code code = read_files(run, &known->set);
    if (code != EXIT_DONE)
        return code;
    for (size_t i = 0; i < run->opt->indicators_count; i++)
        known->files[i] = run_shown_path(run, run->opt->indicators[i]);
    if (lookout_new(
                &known->set, known->files, run->opt->indicators_count, run->interner, &known->lookout, &err)
            == STATUS_OK)
        return EXIT_DONE;
    fprintf(stderr, "cordon: %s\n", err.message);
    return EXIT_INTERNAL;
}

void known_take(struct known *known, const struct event *events, size_t count)
{
    lookout_take(known->lookout, events, count);
}

void known_restart(struct known *known)
{
    lookout_restart(known->lookout);
}

enum exit_code known_report(struct run *run)
{
    struct error err;
    if (lookout_report(run->known->lookout, &run->incidents, &run->incidents.sightings, &err) == STATUS_OK)
        return EXIT_DONE;
    fprintf(stderr, "cordon: %s\n", err.message);
    return EXIT_INTERNAL;
}

bool known_is_partial(const struct known *known)
{
    return known->set.bad > 0;
}

void known_free(struct known **known)
{
    if (*known == NULL)
        return;
    lookout_free(&(*known)->lookout);
    indicators_done(&(*known)->set);
    free(*known);
    *known = NULL;
}
