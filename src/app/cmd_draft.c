/* cmd_draft.c - cordon draft: a report that the law asks for, as far as the logs can fill it in. */
#include <stdio.h>
#include <string.h>

#include "app/commands.h"
#include "app/people.h"
#include "core/view/draft.h"

static void say_kinds(const char *name)
{
    const char *known[DRAFTS];
    fprintf(stderr, "cordon: there is no draft %s; there are", name);
    for (int i = 0; i < DRAFTS; i++) {
        known[i] = draft_name((enum draft_kind)i);
        fprintf(stderr, "%s %s", i == 0 ? "" : i + 1 == DRAFTS ? " and" : ",", known[i]);
    }
    const char *near = nearest_word(name, known, DRAFTS);
    fprintf(stderr, "%s%s\n", near ? "; did you mean " : "", near ? near : "");
}

static void write_draft(struct paper *p, const struct matter *m, const void *ctx)
{
    draft_paper(p, *(const enum draft_kind *)ctx, m);
}

enum exit_code cmd_draft(const struct options *opt)
{
    enum draft_kind kind;
    if (!draft_from_name(text(opt->args[0]), &kind)) {
        say_kinds(opt->args[0]);
        return EXIT_USAGE;
    }
    return write_for_people(
            opt, opt->args[1], opt->args + 2, opt->args_count - 2, TLP_AMBER, write_draft, &kind);
}
