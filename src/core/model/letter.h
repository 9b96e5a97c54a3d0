/* letter.h - what is remembered of a message once it was judged: features and reasons, never its text.
 *
 * Layer   core/model. Pure.
 * Memory  the owner of the letters holds all texts (NUL-terminated, any bytes; escape at every exit). Of a clean
 *         message no marks, recipients or shingles are kept, and four reasons.
 */
#pragma once

#include "core/base/ip.h"
#include "core/base/time.h"
#include "core/model/lure.h"
#include "core/model/message.h"

/* What two messages of one hand have in common. */
enum mark_kind {
    MARK_SENDER, /* From's address */
    MARK_DOMAIN, /* From's registered domain; not of freemail, brands' own or the organisation's */
    MARK_REPLY,  /* Reply-To's address, where it is another than From's */
    MARK_LINK,   /* registered domain of a link; host where anybody may put a page; not of well-known sites */
    MARK_FILE,   /* SHA-256 of an attachment; not of inline pictures */
    MARK_FILE_NAME, /* its name, letters and digits alone */
    MARK_SUBJECT,   /* the subject's words without numbers and names of the recipient */
    MARK_ADDRESS,   /* of the client that handed it in, IPv6 by /64 */
    MARK_PHONE,     /* a number to call or to write to, digits alone */
    MARK_WALLET,    /* of a crypto-currency */
    MARK_KINDS
};
const char *mark_kind_name(enum mark_kind kind); /* "link" */

struct letter_mark {
    enum mark_kind kind;
    const char *text;
};

struct letter_reason {
    const char *feature, *text; /* static or owned */
    const char *value;
    double weight;
    struct place place;
};

#define LETTER_SHINGLES 16u
#define LETTER_MARKS 48u
#define LETTER_ID_MAX 20

struct letter {
    char id[LETTER_ID_MAX];  /* "MSG-..." */
    uint32_t file, index;    /* of the input; of the message in it */
    uint64_t offset, length; /* of its bytes in the unpacked input */
    uint64_t line;           /* its first, from 1 */
    time_us time;            /* received, else told; TIME_NONE */
    const char *message_id, *from, *from_name, *reply_to, *subject;
    const char **to; /* recipients as written, or the mailbox that it lay in; NULL-terminated */
    uint32_t to_count, to_total;
    struct ip_addr source; /* of the client that handed it to the first server that we know of */
    enum verdict_kind kind;
    enum lure lure;
    double score, sum;
    struct letter_reason *reasons;
    uint32_t reasons_count, reasons_total;
    struct letter_mark *marks;
    uint32_t marks_count;
    uint32_t shingles[LETTER_SHINGLES]; /* MinHash of the visible text's word triples; all 0: too short */
    const char *const
            *features; /* NULL-terminated: names of all features that were seen; what playbooks ask for */
    bool is_answered;  /* somebody of ours answered it, as the same corpus shows */
};

struct letters {
    struct letter *at; /* by time, then id */
    uint32_t count;
    uint64_t dropped; /* beyond the cap */
};
