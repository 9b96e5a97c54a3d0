/* cmd_notify.c - cordon notify: what would be written to whom. Sending comes later. */
#include <stdio.h>
#include <string.h>

#include "app/commands.h"
#include "app/people.h"
#include "core/view/letter.h"

static void write_letter(struct paper *p, const struct matter *m, const void *ctx)
{
    letter_paper(p, *(const enum letter_to *)ctx, m);
}

enum exit_code cmd_notify(const struct options *opt)
{
    enum letter_to to = LETTER_ADMIN;
    if (opt->account != NULL)
        to = LETTER_PERSON;
    if (opt->to != NULL && !letter_from_name(text(opt->to), &to)) {
        fprintf(stderr, "cordon: --to is %s, expected person, admin, cert or management\n", opt->to);
        return EXIT_USAGE;
    }
    if (opt->account != NULL && to != LETTER_PERSON) {
        fprintf(stderr, "cordon: --account is for --to person; the other letters are about all accounts\n");
        return EXIT_USAGE;
    }
    if (!opt->preview) {
        fprintf(stderr, "cordon: sending comes in a later version; --preview shows what would be sent\n");
        return EXIT_USAGE;
    }
    return write_for_people(
            opt, opt->args[0], opt->args + 1, opt->args_count - 1, letter_tlp(to), write_letter, &to);
}
