/* mime_inside.h - what the files of the MIME reader share.
 *
 * Layer   core/wire, of mime*.c and what reads beside them: address.c, rtf.c. Pure.
 */
#pragma once

#include "core/base/limits.h"
#include "core/wire/mime.h"

/* A part whose end is not seen yet. */
struct mime_open {
    uint32_t part;
    struct slice boundary;
    bool has_boundary; /* an open multipart: its delimiters are looked for */
    bool may_guess;    /* a multipart that told none: the first line like one is it */
    bool borrowed;     /* stood before this text was read: its end is not ours to set */
};

struct mime_reader {
    struct mime *mime;
    struct arena *arena;
    uint32_t fields_room, parts_room;
    size_t header_left; /* bytes of fields that may still be kept */
    size_t inner_left;  /* bytes that may still be decoded to look inside */
    struct slice in;    /* what is read: the message, or what was decoded of a part */
    size_t at;
    char line_end; /* '\n', or '\r' where there is no other */
    struct mime_open open[LIMIT_MIME_DEPTH + 2];
    uint32_t open_count;
};

/* Which delimiter a line is. */
struct mime_hit {
    uint32_t level; /* index of reader.open */
    bool closing;
    size_t at; /* of the line */
};

static inline bool mime_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static inline bool mime_has(const struct mime_reader *r, size_t at, char c)
{
    return at < r->in.len && r->in.at[at] == c;
}

/* The line at `at` without its end (any CRs before it included). */
struct slice mime_line(const struct mime_reader *r, size_t at, size_t *ret_next);

/* Is the line ("--...") a delimiter of an open multipart? Innermost first. */
bool mime_delimiter(struct mime_reader *r, struct slice line, struct mime_hit *ret);

/* A larger copy of an array that is full; NULL when the arena is. */
void *mime_grown(struct mime_reader *r, const void *at, uint32_t count, uint32_t *room, size_t size);

/* Reads the fields of a part that begin at r->at, and leaves r->at at its body. */
void mime_header_read(struct mime_reader *r, uint32_t part);

/* Type, encoding, names of a part by its fields. */
void mime_describe(struct mime_reader *r, uint32_t part);

/* ---- parts ---- */

/* A new part without fields; MIME_NO_PART: a budget is at its end, and says so. */
uint32_t mime_part_add(struct mime_reader *r, uint32_t parent);

/* May what the part holds be read as parts? Those deeper than the budget stay closed. */
bool mime_may_open(struct mime_reader *r, struct mime_part *part);

bool mime_is_encoded(const struct mime_part *part);

/* Begins a text of its own: the message, or what was decoded of a part. */
void mime_begin_text(struct mime_reader *r, struct slice in);
void mime_open_add(struct mime_reader *r, uint32_t index, bool borrowed);

/* A part that begins at r->at, and the message within it, and so on. False: a budget is at its end. */
bool mime_part_begin(struct mime_reader *r, uint32_t parent);

/* Reads r->in to its end; what is borrowed is open already. */
void mime_read_rest(struct mime_reader *r);

/* After the message was read: what is encoded, uuencoded or packed within its parts. */
void mime_look_inside(struct mime_reader *r);

/* ---- parameters (RFC 2045, 2231) ---- */

struct mime_param {
    struct slice name;  /* without the stars */
    struct slice value; /* as it stands, without quotes */
    int section;        /* name*N; -1: whole */
    bool is_extended;   /* name*=, name*N*= */
    bool is_quoted;
};

struct mime_params {
    struct mime_param at[LIMIT_MIME_PARAMS];
    uint32_t count;
};

void mime_skip_comments(struct slice *in); /* and blanks */
void mime_params_read(struct slice in, struct mime_params *ret, unsigned *exhausted);
bool mime_params_have(const struct mime_params *params, struct slice name);
/* Its value in UTF-8; `at` is NULL when it is not there. */
struct slice mime_params_text(
        const struct mime_params *params, struct slice name, struct arena *arena, unsigned *exhausted);

/* ---- texts ---- */

/* RFC 2047, as mime_field_text. */
struct slice mime_words(struct slice raw, struct arena *arena, unsigned *exhausted);

/* Without controls: ends of lines and tabs become spaces. `text` is UTF-8. */
size_t mime_clean(char *text, size_t len);

/* Into `room` bytes at `to`, which 3 * bytes.len is enough for; the length. */
size_t mime_convert(struct slice bytes, struct slice charset, char *to, size_t room, unsigned *defects);

/* How many bytes at the front are UTF-8. */
size_t mime_utf8_prefix(struct slice s);

struct slice mime_lower(struct slice s, struct arena *arena);

/* A buffer that is the arena's last, cut to what was needed of it. */
struct slice mime_kept(struct arena *arena, const char *at, size_t len);

size_t mime_from_base64(struct slice in, char *to, size_t room, unsigned *defects, bool *ret_cut);
size_t mime_from_quoted(struct slice in, char *to, size_t room, unsigned *defects, bool *ret_cut);
size_t mime_from_uuencode(struct slice in, char *to, size_t room, unsigned *defects, bool *ret_cut);
