/* mime.h - the structure of a message: header fields, parts, how each is encoded.
 *
 * Layer   core/wire. Pure: syntax without meaning.
 * Method  one pass over the raw bytes, no recursion, no copies: parts and fields are slices of `raw`; only what
 *         must be put together (unfolded parameters) is written to the arena. Broken input is read as mail programs
 *         that people use do, and each departure is a defect bit, never an error.
 * Limits  LIMIT_MIME_*: what is over a budget is not read, and the budget's bit is set in `exhausted`: the caller must
 *         never call such a message clean. Work is counted, not timed.
 * Source  RFC 5322, 2045-2047, 2183, 2231, 6532; uuencode and TNEF as found in mail.
 */
#pragma once

#include "core/base/arena.h"
#include "core/base/slice.h"

/* Budgets, as bits. mime_budget_name gives the word that a verdict shows: "parts". */
enum mime_budget {
    MIME_BUDGET_DEPTH = 1u << 0,
    MIME_BUDGET_PARTS = 1u << 1,
    MIME_BUDGET_FIELDS = 1u << 2,
    MIME_BUDGET_HEADER = 1u << 3, /* bytes of header fields */
    MIME_BUDGET_PARAMS = 1u << 4,
    MIME_BUDGET_WORDS = 1u << 5,
    MIME_BUDGET_TEXT = 1u << 6,    /* decoded bytes */
    MIME_BUDGET_LINKS = 1u << 7,   /* set by the reader of links */
    MIME_BUDGET_HTML = 1u << 8,    /* set by the reader of HTML */
    MIME_BUDGET_MESSAGE = 1u << 9, /* bytes of the message: the middle was left out when it was read */
    MIME_BUDGET_MEMORY = 1u << 10, /* the arena is full */
    MIME_BUDGETS = 11,
};
const char *mime_budget_name(unsigned bit); /* of one bit */
const char *mime_budget_says(unsigned bit); /* "more than 1,000 parts" */

enum mime_encoding { MIME_PLAIN, MIME_BASE64, MIME_QUOTED_PRINTABLE, MIME_UUENCODE, MIME_UNKNOWN_ENCODING };

/* What is odd about a part or field; named where it may matter to a verdict. */
enum mime_defect {
    MIME_NO_BOUNDARY =
            1u << 0, /* a multipart without a boundary parameter, or whose boundary does not occur */
    MIME_NOT_CLOSED = 1u << 1, /* a multipart without its closing line */
    MIME_BAD_FIELD = 1u << 2,  /* a line among the fields that is none */
    MIME_BAD_BASE64 = 1u << 3,
    MIME_BAD_QUOTED = 1u << 4,
    MIME_NUL = 1u << 5,   /* a NUL byte in the header */
    MIME_TWICE = 1u << 6, /* a field that may stand once stands twice (From, Subject, Content-Type, ...) */
    MIME_BARE_CR = 1u << 7,
    MIME_8BIT_HEADER = 1u << 8,        /* bytes over 127 that are no UTF-8 */
    MIME_BAD_TYPE = 1u << 9,           /* a Content-Type that cannot be read */
    MIME_BAD_CHARSET = 1u << 10,       /* unknown, or the bytes are not in it */
    MIME_ENCODED_MULTIPART = 1u << 11, /* a multipart in base64 or quoted-printable */
};

struct mime_field {
    struct slice name; /* as it stands, without the colon */
    struct slice
            value; /* as it stands: folds, comments and encoded words included, without the last line end */
};

#define MIME_NO_PART UINT32_MAX

struct mime_part {
    uint32_t parent;            /* index; MIME_NO_PART for the message itself, which is part 0 */
    uint32_t depth;             /* 0: the message */
    uint32_t children;          /* parts right below: not always next to it, look at their `parent` */
    uint32_t field, fields;     /* first index and count in mime.fields */
    struct slice type, subtype; /* lower case: "text", "html"; by default text/plain */
    struct slice charset;       /* lower case; empty: not told */
    struct slice boundary;      /* of a multipart */
    struct slice
            name; /* file name in UTF-8: Content-Disposition's, else Content-Type's, else the encoding's */
    struct slice content_id;
    enum mime_encoding encoding;
    bool is_attachment;            /* Content-Disposition says so */
    bool is_multipart, is_message; /* its children are parts of their own */
    bool is_inside_message; /* an ancestor other than part 0 is a message/rfc822: somebody else's message */
    struct slice body;      /* raw, still encoded */
    unsigned defects;
};

struct mime {
    struct slice raw;
    struct mime_field *fields; /* of all parts, in order; part 0's first */
    uint32_t fields_count;
    struct mime_part *parts; /* parents before children */
    uint32_t parts_count;
    unsigned exhausted; /* enum mime_budget */
    unsigned defects;   /* of all parts and fields */
    uint64_t work; /* bytes looked at: at most LIMIT_MIME_DEPTH + 8 for each of raw and of what was decoded */
};

/* Never fails on what `raw` holds; STATUS_NOMEM only when not even part 0 fits. Slices live in raw and arena. */
enum status mime_read(struct slice raw, struct arena *arena, struct mime *ret, struct error *err) MUST_USE;

/* The first field of the part with that name (any case), or NULL; mime_field_next the one after `field`. */
const struct mime_field *mime_field_named(const struct mime *mime, uint32_t part, struct slice name);
const struct mime_field *mime_field_next(
        const struct mime *mime, uint32_t part, const struct mime_field *field, struct slice name);

/* A field's value for people: unfolded, encoded words (RFC 2047) decoded, in valid UTF-8, controls kept out. */
struct slice mime_field_text(const struct mime_field *field, struct arena *arena, unsigned *exhausted);

/* A parameter of a structured field by its name, decoded as mime_field_text is (RFC 2045, 2231, 2047); `at` is NULL
 * when it is not there. */
struct slice mime_param(
        const struct mime_field *field, struct slice name, struct arena *arena, unsigned *exhausted);

/* The body without its transfer encoding, at most `most` bytes; *ret_cut: there was more. */
struct slice mime_decode(
        const struct mime_part *part, size_t most, struct arena *arena, unsigned *defects, bool *ret_cut);

/* Decoded bytes of a charset as valid UTF-8 (what is not in it becomes U+FFFD), at most LIMIT_MIME_TEXT. An
 * unknown charset is read as UTF-8 where the bytes are, else as Windows-1252, as mail programs do. */
struct slice mime_to_utf8(struct slice bytes, struct slice charset, struct arena *arena, unsigned *defects);
