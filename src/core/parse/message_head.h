/* message_head.h - does it begin as a message does, or as a mailbox of them?
 *
 * Layer   core/parse. Pure.
 * Source  RFC 5322, RFC 4155 (mbox, and which variants there are).
 */
#pragma once

#include "core/parse/formats.h"

enum mail_kind {
    MAIL_NONE,
    MAIL_ONE, /* one message: .eml, a file of Maildir or MH */
    MAIL_BOX, /* mbox: messages behind lines "From sender date" */
};

/* By the first bytes, whole or cut anywhere: cheap enough for every file of a folder. */
enum mail_kind mail_sniff(struct slice head);

/* Bytes before the message in a file of one: the count of bytes that Apple's .emlx begins with; *ret_len: the message's
 * bytes by that count, else 0. */
size_t mail_begin(struct slice head, uint64_t *ret_len);

extern const struct format mail_format, mbox_format;
