/* mail.h - all messages of a run: read on as many threads as there are, judged, and remembered as letters.
 *
 * Layer   app. mail.c reads and parses on any thread; mail_letter.c makes a letter of a message; mail_settle.c adds what only
 *         all of them together tell.
 * Order   letters stand in order of files, then of messages in a file, whatever the number of threads.
 */
#pragma once

#include "app/run.h"
#include "app/sender_check.h"
#include "core/detect/mail/verdict.h"
#include "core/model/letter.h"
#include "core/state/letters.h"
#include "core/state/senders.h"
#include "io/read/mail.h"

#define MAIL_THREADS 64u

struct mail {
    struct letters letters;
    uint32_t *rows; /* of senders, a letter */
    uint32_t room;
    struct senders *senders;
    struct pen *pens[MAIL_THREADS]; /* with the letters' texts */
    struct own own;
    struct mail_conf conf;
    struct sender_check *check;
    uint64_t messages, phish, suspicious, unscannable;
    uint64_t narrowed; /* left out by the options */
    time_us first, last;
};

/* Reads and judges every message of the inputs. `narrow`: only letters that the options ask for are kept (all are counted
 * and known to the history). */
enum exit_code mail_read(struct run *run, struct mail *mail);
void mail_done(struct mail *mail);

/* In order of time, as incidents want them. */
void mail_order_by_time(struct mail *mail);

/* For incidents, where there are messages: reads them into run->mail; adds their mailings to run->incidents. */
enum exit_code mail_join_read(struct run *run);
enum exit_code mail_join_report(struct run *run);

/* The source of a letter. */
const struct mail_source *mail_source_of(const struct run *run, const struct letter *letter);

/* ---- between its files ---- */

/* One message with all that was made of it. */
struct judged {
    struct letter letter;
    struct sender_seen seen;
    uint64_t wrote[MESSAGE_RECIPIENTS]; /* hashes of addresses that one of ours wrote to */
    uint32_t wrote_count;
    bool is_shown;
};

/* What the configuration and the options say of mail. */
enum status mail_conf_of(const struct run *run, struct mail *mail, struct error *err) MUST_USE;

/* Reads one message. The arena is reset; texts go to the pen. */
void mail_judge(const struct run *run, const struct mail *mail, const struct mail_batch *batch,
        const struct mail_span *span, const struct mail_source *source, struct arena *arena, struct pen *pen,
        struct judged *ret);
/* What mail_judge reads: the message with what is known of its sender. */
enum status mail_message_read(const struct mail *mail, const struct mail_batch *batch,
        const struct mail_span *span, struct arena *arena, struct message *ret, struct ip_addr *ret_client,
        struct error *err) MUST_USE;

/* A message that could not be read at all: why. */
void mail_unreadable(const struct run *run, const char *why, struct pen *pen, struct judged *ret);

/* "MSG-7K2Q9F3MX2": 50 bits of the content's hash. */
void mail_id(struct slice raw, char ret[LETTER_ID_MAX]);

/* Verdicts with the history of their senders; counts. */
enum status mail_settle(struct mail *mail, struct error *err) MUST_USE;

/* Puts a verdict's reasons into a letter; of a clean message only few. */
void letter_take_verdict(struct letter *letter, const struct verdict *verdict, struct pen *pen);
