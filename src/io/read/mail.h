/* mail.h - messages: single files, mailboxes and members of archives, read in batches of whole messages.
 *
 * Layer   io/read.
 * Limits  of a message over LIMIT_MESSAGE the middle of its attachments is left out while it is read; memory is a batch and
 *         what is carried over, at most some LIMIT_MESSAGE each.
 * Threads one mailbox is read by one thread at a time; sources are immutable.
 */
#pragma once

#include "core/parse/message_head.h"
#include "io/read/input.h"

/* A file of messages that was found. */
struct mail_source {
    char *name;           /* as the user wrote it, joined with folder parts; "a.zip!m.eml" */
    char *path;           /* of the file on disk where that is another; else NULL */
    uint64_t start, size; /* packed bytes within the file */
    uint64_t dev, ino;
    time_us mtime;
    int spool; /* stdin's spool file, or -1 */
    uint8_t packing;
    uint8_t kind;     /* enum mail_kind */
    bool is_answered; /* its name says so (Maildir's flag R) */
    bool is_lost;     /* is a message by its name, and cannot be opened: a problem tells why */
};

/* In canonical order, as inputs are; they are no inputs of the sign-in pipeline. */
size_t inputs_mails(const struct inputs *inputs);
const struct mail_source *inputs_mail(const struct inputs *inputs, size_t i);

/* Where one message lies. */
struct mail_span {
    size_t at, len;          /* in the batch's buffer */
    uint64_t offset, length; /* of all its bytes in the unpacked file */
    uint64_t line;           /* of its first, from 1 */
    uint32_t index;          /* of the message in its file */
    bool is_cut;             /* the middle of its attachments was left out */
};

struct mail_batch {
    char *buffer;
    size_t cap, used;
    struct mail_span *at;
    size_t count, room;
};
void mail_batch_done(struct mail_batch *batch);
void mail_batch_reset(struct mail_batch *batch); /* empties it; a large buffer is given back */

struct mailbox; /* one source, open */

enum status mailbox_open(const struct mail_source *source, struct mailbox **ret, struct error *err) MUST_USE;
void mailbox_close(struct mailbox **box); /* NULL-safe; leaves *box NULL */

/* The next messages behind what the batch holds: some LIMIT_CHUNK of them, at least one unless *ret_last.
 * STATUS_DAMAGED when the file breaks off: what came before was given, the last message as far as it goes. */
enum status mailbox_read(struct mailbox *box, struct mail_batch *batch, bool *ret_last, struct error *err)
        MUST_USE;
uint64_t mailbox_position(const struct mailbox *box); /* packed bytes taken */

/* The unpacked bytes [offset, offset+length) as they stand in the file, piece by piece, for their sum. STATUS_DAMAGED when the
 * file no longer holds them. */
enum status mail_bytes(const struct mail_source *source, uint64_t offset, uint64_t length,
        void (*take)(void *ctx, struct slice piece), void *ctx, struct error *err) MUST_USE;

/* All of a plain file of one message, without a mailbox: as few calls of the system as can be. */
enum status mail_read_file(const struct mail_source *source, struct mail_batch *batch, struct error *err)
        MUST_USE;
/* Can it be read so? */
bool mail_is_small(const struct mail_source *source);
