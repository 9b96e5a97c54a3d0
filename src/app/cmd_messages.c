/* cmd_messages.c - cordon scan --messages: one verdict a message. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/commands.h"
#include "app/mail.h"
#include "app/mail_redact.h"
#include "core/export/verdicts.h"
#include "core/view/letters.h"

#define SHOWN_MAX 200u         /* on the screen; jsonl has all */
#define OUT_AT_ONCE (1u << 20) /* bytes of the result */

enum dress { DRESS_TABLE, DRESS_JSONL, DRESS_CSV };

static bool dress_of(const char *name, enum dress *ret)
{
    static const char *const known[] = { "table", "jsonl", "csv" };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (name == NULL || strcmp(name, known[i]) == 0) {
            *ret = (enum dress)i;
            return true;
        }
    fprintf(stderr, "cordon: --format of --messages is %s; allowed are table, jsonl and csv\n", name);
    return false;
}

/* ---- for machines ---- */

static enum exit_code print_all(struct run *run, const struct mail *mail, enum dress dress)
{
    struct out out = { 0 };
    struct mail_shown shown;
    enum exit_code code = EXIT_DONE;
    if (dress == DRESS_CSV)
        verdict_csv_head(&out);
    for (uint32_t i = 0; i < mail->letters.count && code == EXIT_DONE; i++) {
        const struct letter *letter = mail_shown(run, mail, &mail->letters.at[i], &shown);
        (dress == DRESS_CSV ? verdict_csv : verdict_jsonl)(&out, letter, run_file_name(run, letter->file));
        if (out.len >= OUT_AT_ONCE) {
            code = write_out(&out);
            out.len = 0;
        }
    }
    if (code == EXIT_DONE)
        code = write_out(&out);
    out_done(&out);
    return code;
}

/* ---- for people ---- */

/* What needs a look first: phish, then suspicious, then what could not be read; the surest first. */
static int by_need(const void *a, const void *b)
{
    static const int need[] = {
        [VERDICT_PHISH] = 0, [VERDICT_SUSPICIOUS] = 1, [VERDICT_UNSCANNABLE] = 2, [VERDICT_CLEAN] = 3
    };
    const struct letter *x = *(const struct letter *const *)a, *y = *(const struct letter *const *)b;
    if (x->kind != y->kind)
        return need[x->kind] - need[y->kind];
    if (x->sum != y->sum)
        return x->sum > y->sum ? -1 : 1;
    return x->file != y->file ? (x->file < y->file ? -1 : 1) : (x->index > y->index) - (x->index < y->index);
}

static enum exit_code print_table(struct run *run, const struct mail *mail)
{
    struct screen screen = screen_of(run->opt);
    struct out out = { 0 };
    struct mail_shown shown;
    const struct letter **order = malloc((mail->letters.count + 1) * sizeof(struct letter *));
    uint32_t loud = 0;
    for (uint32_t i = 0; order != NULL && i < mail->letters.count; i++)
        if (mail->letters.at[i].kind != VERDICT_CLEAN)
            order[loud++] = &mail->letters.at[i];
    if (order == NULL) {
        fprintf(stderr, "cordon: no memory for %u verdicts\n", mail->letters.count);
        return EXIT_INTERNAL;
    }
    qsort(order, loud, sizeof(struct letter *), by_need);
    view_letters_head(&out,
            &(struct letters_read){ .messages = mail->messages,
                    .files = inputs_mails(run->inputs),
                    .phish = mail->phish,
                    .suspicious = mail->suspicious,
                    .unscannable = mail->unscannable,
                    .narrowed = mail->narrowed,
                    .first = mail->first,
                    .last = mail->last },
            &screen);
    uint32_t listed = loud < SHOWN_MAX ? loud : SHOWN_MAX;
    for (uint32_t i = 0; i < listed; i++)
        view_letter_line(
                &out, mail_shown(run, mail, order[i], &shown), run_file_name(run, order[i]->file), &screen);
    if (mail->letters.count > 0)
        view_letters_rest(&out, mail->letters.count - loud, loud - listed, &screen);
    free(order);
    enum exit_code code = write_out(&out);
    out_done(&out);
    return code;
}

static void say_dropped(struct run *run, const struct mail *mail)
{
    if (mail->letters.dropped > 0)
        problems_add(&run->problems, "messages", "%llu beyond the first %u are counted, and have no verdict",
                (unsigned long long)mail->letters.dropped, LIMIT_LETTERS);
}

enum exit_code messages_scan(const struct options *opt, const char *const *paths, size_t count)
{
    struct run run = { 0 };
    struct mail mail = { 0 };
    enum dress dress;
    if (!dress_of(opt->format, &dress))
        return EXIT_USAGE;
    enum exit_code code = run_open(&run, opt, paths, count);
    if (code == EXIT_DONE)
        code = mail_read(&run, &mail);
    if (code == EXIT_DONE) {
        say_dropped(&run, &mail);
        code = dress == DRESS_TABLE ? print_table(&run, &mail) : print_all(&run, &mail, dress);
    }
    mail_done(&mail);
    run.opt = opt;
    return run_close(&run, code);
}
