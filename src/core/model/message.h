/* message.h - one e-mail as features: all that detection may know of it.
 *
 * Layer   core/model. Pure.
 * Memory  slices live in the raw message and in the arena that it was read with: they die with the next message.
 *         What outlives it is the verdict (core/detect/mail).
 * Texts   UTF-8, any bytes that an attacker chose: escape at every exit.
 * Privacy What collectors add (list fields, verdicts of other filters, X- fields) is kept out: features are of what
 *         the sender wrote and of what our own servers saw.
 */
#pragma once

#include "core/base/ip.h"
#include "core/base/slice.h"
#include "core/base/time.h"

/* Where the bytes stand that prove something, so that a person can be shown them. */
enum place_kind {
    PLACE_NONE,
    PLACE_FIELD,  /* index: of message.fields; at, len: within its text */
    PLACE_TEXT,   /* at, len: within message.text */
    PLACE_HIDDEN, /* at, len: within message.hidden */
    PLACE_LINK,   /* index: of message.links */
    PLACE_FILE,   /* index: of message.files */
    PLACE_WHOLE,  /* the message as a whole */
};

struct place {
    enum place_kind kind;
    uint32_t index, at, len;
};

struct mail_address {
    struct slice name;   /* display name, decoded */
    struct slice local;  /* before the last @ */
    struct slice domain; /* lower case, ASCII where it can be; empty: none */
};

/* A header field that is kept for showing and for proof. */
struct message_field {
    struct slice name, text; /* text: unfolded, decoded */
    struct slice raw;        /* as it stands in the message */
};

/* One Received field. */
struct hop {
    struct slice from, by; /* names as told; empty: not told */
    struct ip_addr ip;     /* of the client, as `by` saw it */
    time_us time;          /* TIME_NONE: not told */
    bool with_auth;        /* ESMTPA, ESMTPSA */
};

enum link_kind {
    LINK_A,
    LINK_FORM,
    LINK_IMAGE,
    LINK_FRAME,
    LINK_REFRESH,
    LINK_SCRIPT,
    LINK_STYLE,
    LINK_TEXT,
    LINK_QR
};

struct message_link {
    enum link_kind kind;
    struct slice target; /* as it stands */
    struct slice host; /* of what it opens in the end: unwrapped; lower case; empty: no host (data:, cid:) */
    struct slice registered; /* of host */
    struct slice path, query;
    struct slice by;                            /* host of the wrapper or redirect, empty: none */
    uint32_t at, len;                           /* its text in message.text */
    bool is_ip, is_hidden, has_image, has_user; /* has_user: "https://name@host/" */
    bool is_data, is_script, is_mailto;         /* data:, javascript:, mailto: */
    uint16_t port;
};

struct message_form {
    struct slice host; /* where it sends to; empty: nowhere told */
    bool has_password;
    uint16_t inputs;
};

/* An attachment or an inline file, by its name and its first bytes. */
struct message_file {
    struct slice name;
    struct slice declared; /* "application/pdf", lower case */
    const char *
            type; /* by its bytes (core/wire/filetype): "pdf", "ole", "zip", "ooxml", "rtf", "html", "iso", "lnk", "exe", ...; "" unknown */
    uint64_t size;     /* decoded bytes, where they were counted; else of the encoded ones times 3/4 */
    struct slice head; /* its first decoded bytes, at most FILE_HEAD */
    uint32_t part;     /* index of its MIME part */
    bool is_inline;    /* shown within the text */
    bool is_encrypted; /* a password is needed to open it, as its head tells */
    char sha256[65];   /* of the decoded bytes; "" when they were not all there */
};
#define FILE_HEAD (64u * 1024)

enum auth_result {
    AUTH_UNKNOWN, /* nobody looked, or not one whom we trust */
    AUTH_NONE,    /* the domain says nothing */
    AUTH_PASS,
    AUTH_FAIL,
    AUTH_SOFTFAIL,
    AUTH_NEUTRAL,
    AUTH_TEMPERROR,
    AUTH_PERMERROR,
};
const char *auth_result_name(enum auth_result result); /* "pass", as in RFC 8601 */

struct message_auth {
    enum auth_result spf, dkim, dmarc, arc;
    struct slice spf_domain, dkim_domain; /* whom they speak of */
    struct slice told_by; /* authserv-id that was believed; empty: we looked ourselves, or nobody did */
    bool aligned;         /* one of the passes is of From's organisational domain */
};

#define MESSAGE_RECIPIENTS 200u

struct message {
    struct slice raw;
    struct message_field
            *fields; /* those that people know: From, To, Subject, Date, Received, ... in order */
    uint32_t fields_count;
    struct mail_address from, sender, reply_to, envelope; /* envelope: Return-Path */
    uint32_t from_count;                                  /* addresses in From fields: one in honest mail */
    uint32_t from_field, subject_field, reply_field;      /* index of fields; UINT32_MAX: none */
    struct mail_address *to;                              /* To and Cc; at most MESSAGE_RECIPIENTS */
    uint32_t to_count, to_total;
    struct slice delivered_to; /* the mailbox it lay in, where a server told */
    struct slice subject, message_id;
    struct slice in_reply_to; /* the message that it answers, as it says: an id without its <> */
    time_us date;             /* of Date; TIME_NONE */
    time_us received;         /* of the topmost Received; else date; else TIME_NONE */
    struct hop *hops;         /* topmost first */
    uint32_t hops_count;
    bool is_reply; /* In-Reply-To or References; attackers write them too */
    struct slice
            text; /* what is seen: all text parts, HTML as html.text; an HTML part's plain twin is left out */
    struct slice plain_twin; /* of multipart/alternative: what the HTML's twin says */
    struct slice hidden;
    struct message_link *links;
    uint32_t links_count;
    struct message_form *forms;
    uint32_t forms_count;
    struct message_file *files;
    uint32_t files_count;
    struct message_auth auth;
    struct slice language; /* "en", "de", ...; empty: cannot be told */
    uint32_t images, tiny_images, tags, scripts, handlers;
    bool has_html, has_plain, is_calendar, is_encrypted, is_signed, is_bounce, has_inner_message;
    unsigned exhausted, defects; /* enum mime_budget, enum mime_defect */
    uint64_t work;               /* units: bytes looked at by all readers */
};
