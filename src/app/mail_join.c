/* mail_join.c - the messages of a run beside its sign-ins. */
#include <stdio.h>
#include <stdlib.h>

#include "app/mail.h"
#include "core/incident/mail_report.h"
#include "io/config/config.h"

enum exit_code mail_join_read(struct run *run)
{
    if (inputs_mails(run->inputs) == 0)
        return EXIT_DONE;
    run->mail = calloc(1, sizeof *run->mail);
    if (run->mail == NULL) {
        fprintf(stderr, "cordon: no memory to read messages\n");
        return EXIT_INTERNAL;
    }
    return mail_read(run, run->mail);
}

enum exit_code mail_join_report(struct run *run)
{
    struct error err;
    struct mail *mail = run->mail;
    struct summary *sum = &run->incidents.summary;
    sum->mail_first = sum->mail_last = TIME_NONE;
    if (mail == NULL)
        return EXIT_DONE;
    const char *org = run->opt->org != NULL ? run->opt->org : config_organisation(run->config);
    struct mail_told told = {
        .organisation = org, .names = run->redact.on ? &run->redact.names : NULL, .own = &mail->own
    };
    mail_order_by_time(mail);
    if (mail_report(&mail->letters, &told, &run->incidents, &err) != STATUS_OK) {
        fprintf(stderr, "cordon: %s\n", err.message);
        return EXIT_INTERNAL;
    }
    sum->messages = mail->messages;
    sum->messages_phish = mail->phish;
    sum->messages_suspicious = mail->suspicious;
    sum->messages_unscannable = mail->unscannable;
    sum->mail_first = mail->first;
    sum->mail_last = mail->last;
    return EXIT_DONE;
}
