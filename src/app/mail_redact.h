/* mail_redact.h - what of a letter may be shown with --redact.
 *
 * Layer   app.
 * Rule    people are called by pseudonyms: our own always, others unless their message is an attack's, whose sender is what
 *         one looks for. Subjects and passages of the text are withheld: they name people.
 */
#pragma once

#include "app/mail.h"

struct mail_shown {
    struct letter letter;
    struct letter_reason reasons[VERDICT_REASONS];
    char from[PSEUDONYM_MAX], reply_to[PSEUDONYM_MAX];
};

/* The letter itself, or with --redact what may be shown of it, in *buf. */
const struct letter *mail_shown(
        const struct run *run, const struct mail *mail, const struct letter *letter, struct mail_shown *buf);

/* The pseudonym of a mailbox, or the address itself where pseudonyms are off. */
const char *mail_person(const struct run *run, const char *address, char buf[PSEUDONYM_MAX]);
