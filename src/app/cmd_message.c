/* cmd_message.c - cordon show --message: one message with its evidence marked, read again from where it lies. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "app/commands.h"
#include "app/mail.h"
#include "core/base/limits.h"
#include "core/parse/message.h"
#include "core/view/message.h"
#include "core/wire/mime.h"

/* ---- which one ---- */

struct asked {
    char *file;     /* NULL: an id */
    uint32_t index; /* of the message in it */
    const char *id;
};

/* "FILE#3": a file may have a # in its name, so what is there as it stands goes first. */
static bool asked_of(const char *which, struct asked *ret)
{
    const char *hash = strrchr(which, '#');
    uint64_t index = 0;
    *ret = (struct asked){ 0 };
    if (strncasecmp(which, "MSG-", 4) == 0) {
        ret->id = which;
        return true;
    }
    bool numbered = hash != NULL && slice_to_uint(text(hash + 1), UINT32_MAX, &index);
    ret->file = numbered ? strndup(which, (size_t)(hash - which)) : strdup(which);
    ret->index = (uint32_t)index;
    return ret->file != NULL;
}

static bool is_asked(const struct run *run, const struct asked *asked, const struct letter *letter)
{
    if (asked->id != NULL)
        return strncasecmp(letter->id, asked->id, strlen(asked->id)) == 0;
    return letter->index == asked->index && strcmp(mail_source_of(run, letter)->name, asked->file) == 0;
}

/* Copies of one message are one; ids that only begin alike are not. */
static const struct letter *find(const struct run *run, const struct mail *mail, const struct asked *asked)
{
    const struct letter *found = NULL;
    unsigned others = 0;
    for (uint32_t i = 0; i < mail->letters.count; i++) {
        const struct letter *letter = &mail->letters.at[i];
        if (!is_asked(run, asked, letter))
            continue;
        if (found != NULL && strcmp(found->id, letter->id) != 0)
            others++;
        else if (found == NULL)
            found = letter;
    }
    if (found == NULL)
        fprintf(stderr, "cordon: there is no message %s here (cordon scan --messages lists them)\n",
                run->opt->message);
    if (others > 0) {
        fprintf(stderr, "cordon: %u messages begin with %s: more letters of the id tell which\n", others + 1,
                run->opt->message);
        return NULL;
    }
    return found;
}

/* ---- its bytes again ---- */

static enum status read_again(const struct mail_source *source, uint32_t index, struct mail_batch *batch,
        size_t *ret_at, struct error *err)
{
    struct mailbox *box = NULL;
    bool last = false;
    enum status st = mailbox_open(source, &box, err);
    while (st == STATUS_OK) {
        mail_batch_reset(batch);
        st = mailbox_read(box, batch, &last, err);
        for (size_t i = 0; i < batch->count; i++)
            if (batch->at[i].index == index) {
                *ret_at = i;
                mailbox_close(&box);
                return STATUS_OK;
            }
        if (last)
            break;
    }
    mailbox_close(&box);
    return st != STATUS_OK ? st : fail(err, STATUS_DAMAGED, "no longer holds this message");
}

#define OVER_MAX (MIME_BUDGETS + 1)

static const char *const *over_of(unsigned exhausted, const char *buf[OVER_MAX])
{
    size_t n = 0;
    for (unsigned i = 0; i < MIME_BUDGETS; i++)
        if (exhausted & 1u << i)
            buf[n++] = mime_budget_says(1u << i);
    buf[n] = NULL;
    return buf;
}

static enum status print(
        const struct run *run, const struct mail *mail, const struct letter *letter, struct error *err)
{
    struct mail_batch batch = { 0 };
    struct arena arena = { 0 };
    struct message message;
    struct ip_addr client;
    struct out out = { 0 };
    size_t at = 0;
    const char *over[OVER_MAX];
    struct screen screen = screen_of(run->opt);
    enum status st = read_again(mail_source_of(run, letter), letter->index, &batch, &at, err);
    if (st == STATUS_OK)
        st = arena_init(&arena, LIMIT_MESSAGE_ARENA, err);
    if (st == STATUS_OK)
        st = mail_message_read(mail, &batch, &batch.at[at], &arena, &message, &client, err);
    if (st == STATUS_OK) {
        view_message(&out,
                &(struct message_shown){ .message = &message,
                        .letter = letter,
                        .file = run_file_name(run, letter->file),
                        .exhausted = over_of(message.exhausted, over) },
                &screen);
        if (write_out(&out) != EXIT_DONE)
            st = fail(err, STATUS_IO, "the message was not written");
    }
    out_done(&out);
    arena_done(&arena);
    mail_batch_done(&batch);
    return st;
}

static enum exit_code show(struct run *run, struct mail *mail, const struct asked *asked)
{
    struct error err;
    enum exit_code code = mail_read(run, mail);
    if (code != EXIT_DONE)
        return code;
    const struct letter *letter = find(run, mail, asked);
    if (letter == NULL)
        return EXIT_USAGE;
    if (print(run, mail, letter, &err) == STATUS_OK)
        return EXIT_DONE;
    problems_add(&run->problems, mail_source_of(run, letter)->name, "%s", err.message);
    return EXIT_DONE;
}

enum exit_code message_show(const struct options *opt)
{
    struct run run = { 0 };
    struct mail mail = { 0 };
    struct asked asked;
    if (opt->redact) {
        fprintf(stderr, "cordon: --message shows the text, which --redact would withhold\n");
        return EXIT_USAGE;
    }
    if (!asked_of(opt->message, &asked) || (asked.id != NULL && opt->args_count == 0)) {
        fprintf(stderr,
                "cordon: usage: cordon show --message MSG-ID PATH... | --message FILE[#N] [PATH...]\n");
        free(asked.file);
        return EXIT_USAGE;
    }
    const char *own[] = { asked.file };
    bool by_paths = opt->args_count > 0;
    enum exit_code code = run_open(&run, opt, by_paths ? opt->args : own, by_paths ? opt->args_count : 1);
    if (code == EXIT_DONE)
        code = show(&run, &mail, &asked);
    mail_done(&mail);
    free(asked.file);
    run.opt = opt;
    return run_close(&run, code);
}
