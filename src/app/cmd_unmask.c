/* cmd_unmask.c - cordon unmask: whom a pseudonym means, told by reading the logs again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/commands.h"

/* Whom each account belongs to, and how often it was seen. */
struct seen {
    uint32_t signins;
    uint16_t organisation;
};

struct looking {
    struct run *run;
    struct seen *at; /* by account id */
    uint32_t room;
    bool no_memory;
};

static struct seen *seen_at(struct looking *l, uint32_t account)
{
    if (account >= l->room) {
        uint32_t room = interner_accounts(l->run->interner) + 1024;
        struct seen *grown = account < room ? realloc(l->at, room * sizeof *grown) : NULL;
        if (grown == NULL)
            return NULL;
        memset(grown + l->room, 0, (room - l->room) * sizeof *grown);
        l->at = grown;
        l->room = room;
    }
    return &l->at[account];
}

static void take(void *ctx, const struct event *events, size_t count)
{
    struct looking *l = ctx;
    for (size_t i = 0; i < count; i++) {
        struct seen *seen = seen_at(l, events[i].account);
        l->no_memory = l->no_memory || seen == NULL;
        if (seen == NULL)
            return;
        seen->organisation = events[i].organisation;
        seen->signins += events[i].repeat;
    }
}

static void restart(void *ctx)
{
    struct looking *l = ctx;
    if (l->at != NULL)
        memset(l->at, 0, l->room * sizeof *l->at);
}

static size_t print_matches(struct looking *l, struct out *out, struct slice asked)
{
    const struct interner *names = l->run->interner;
    size_t hits = 0;
    for (uint32_t id = 0; id < l->room; id++) {
        struct slice organisation = interner_organisation_name(names, l->at[id].organisation);
        if (l->at[id].signins == 0 || !redaction_is(&l->run->redact, names, organisation, id, asked))
            continue;
        hits++;
        out_terminal(out, interner_account(names, id), 0, false);
        out_printf(out, "  %u sign-in%s", l->at[id].signins, l->at[id].signins == 1 ? "" : "s");
        if (organisation.len > 0) {
            out_text(out, "  ");
            out_terminal(out, organisation, 0, false);
        }
        out_text(out, "\n");
    }
    return hits;
}

static enum exit_code look(struct run *run, const char *asked)
{
    struct looking l = { .run = run };
    struct pipeline_sink sink = { .ctx = &l, .take = take, .restart = restart };
    struct out out = { 0 };
    enum exit_code code = run_read(run, &sink);
    if (code == EXIT_DONE && l.no_memory) {
        fprintf(stderr, "cordon: no memory for the accounts of these logs\n");
        code = EXIT_INTERNAL;
    } else if (code == EXIT_DONE && print_matches(&l, &out, text(asked)) == 0) {
        fprintf(stderr,
                "cordon: nobody in these logs is %s: other logs, another key, or another organisation "
                "(--org)?\n",
                asked);
        code = EXIT_USAGE;
    } else if (code == EXIT_DONE) {
        code = write_out(&out);
    }
    out_done(&out);
    free(l.at);
    return code;
}

enum exit_code cmd_unmask(const struct options *opt)
{
    struct run run = { 0 };
    struct options asking = *opt; /* a pseudonym asked for is what the key is read for */
    asking.account = opt->args[0];
    if (!pseudonym_is(text(opt->args[0]))) {
        fprintf(stderr, "cordon: %s is no pseudonym; one is written as person-7K2Q9F3MX2\n", opt->args[0]);
        return EXIT_USAGE;
    }
    enum exit_code code = run_open(&run, &asking, opt->args + 1, opt->args_count - 1);
    if (code == EXIT_DONE)
        code = look(&run, opt->args[0]);
    run.opt = opt;
    return run_close(&run, code);
}
