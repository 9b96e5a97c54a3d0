/* outcomes.c - exports that were filtered, and programs that tell no sign-in at all. */
#include "core/doctor/inside.h"

#include <string.h>

/* Fifty failures and no success: even among scanners somebody of one's own signs in. */
#define FAILURES_ENOUGH 50u
/* People mistype at least once in a hundred sign-ins: five hundred without one come once in 150 logs. */
#define SUCCESSES_ENOUGH 500u
/* Lines of a program that tell no sign-in: fewer may be a start and a stop. */
#define LINES_ENOUGH 20u

static void only_failures(struct exam *x, const struct cell *c)
{
    struct out said = { 0 };
    uint64_t failures = cell_failures(c);
    if (c->outcome[OUTCOME_OK] > 0 || failures < FAILURES_ENOUGH)
        return;
    say_number(&said, failures);
    out_text(&said, " refused sign-ins and not one that was let in");
    exam_add(x,
            &(struct telling_lack){ .check = "only-failures",
                    .grave = GRAVE_IMPORTANT,
                    .cell = c,
                    .why = "nobody can be seen to get in, so a guessed password stays invisible; and no "
                           "failure can be "
                           "explained by the habits of your people" },
            "there is no successful sign-in", &said);
}

static void only_successes(struct exam *x, const struct cell *c)
{
    struct out said = { 0 };
    if (cell_failures(c) > 0 || c->outcome[OUTCOME_OK] < SUCCESSES_ENOUGH)
        return;
    say_number(&said, c->outcome[OUTCOME_OK]);
    out_text(&said, " sign-ins and not one that was refused; people mistype about once in a hundred");
    exam_add(x,
            &(struct telling_lack){ .check = "only-successes",
                    .grave = GRAVE_IMPORTANT,
                    .cell = c,
                    .why = "guessing of passwords, from one address or from a thousand, stays invisible "
                           "until it has "
                           "succeeded" },
            "there is no refused sign-in", &said);
}

/* One machine of several tells no failure: its audit policy or level differs. */
static void machine_without_failures(struct exam *x, const struct cell *c)
{
    for (size_t i = 0; i < x->sources_count; i++)
        if (strcmp(x->sources[i].name, c->name) == 0 && cell_failures(&x->sources[i]) > 0
                && c->host[0] != '\0')
            only_successes(x, c);
}

/* Only of programs of which a setting is known that silences them: a Postfix without SASL has no sign-ins to tell. */
static void no_signins(struct exam *x, const struct ledger_row *row)
{
    if (hint_for("no-signins", row->source)[0] == '\0')
        return;
    struct out said = { 0 };
    struct cell none = { .name = row->source };
    say_number(&said, row->lines);
    out_text(&said, " lines of it in ");
    out_text(&said, row->format);
    out_text(&said, ", none about a sign-in");
    exam_add(x,
            &(struct telling_lack){ .check = "no-signins",
                    .grave = GRAVE_IMPORTANT,
                    .cell = &none,
                    .why = "it checks passwords, and whoever guesses them there stays invisible" },
            "the program writes, but not who signs in", &said);
}

/* OpenSSH below INFO says nothing, while PAM below it still speaks. */
static void sshd_is_quiet(struct exam *x, const struct cell *c)
{
    struct out said = { 0 };
    if (strcmp(c->name, "sshd") != 0 || c->by_sshd > 0 || c->by_pam < LINES_ENOUGH)
        return;
    say_number(&said, c->by_pam);
    out_text(&said, " refusals told by PAM, none by sshd itself");
    exam_add(x,
            &(struct telling_lack){ .check = "sshd-is-quiet",
                    .grave = GRAVE_WORTH,
                    .cell = c,
                    .why = "PAM knows neither names that nobody has nor keys, and not who was let in: "
                           "enumeration and "
                           "takeovers stay invisible",
                    .how = "sshd_config: LogLevel INFO (or VERBOSE, which tells keys); then systemctl reload "
                           "ssh" },
            "sshd itself logs no sign-in", &said);
}

void check_outcomes(struct exam *x)
{
    const struct ledger *ledger = x->sum->ledger;
    for (size_t i = 0; i < x->sources_count; i++) {
        only_failures(x, &x->sources[i]);
        only_successes(x, &x->sources[i]);
    }
    for (uint32_t i = 0; i < x->doctor->count; i++) {
        machine_without_failures(x, &x->doctor->cells[i]);
        sshd_is_quiet(x, &x->doctor->cells[i]);
    }
    for (uint32_t i = 0; ledger != NULL && i < ledger->count; i++) {
        const struct ledger_row *row = &ledger->at[i];
        if (row->source != NULL && row->lines >= LINES_ENOUGH
                && row->signins + row->accesses + row->unparsed == 0)
            no_signins(x, row);
    }
}
