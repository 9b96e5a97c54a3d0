/* record.h - what one line or one JSON or CSV record says about a sign-in or an access, before names have ids.
 *
 * Layer   core/model. Pure.
 * Memory  slices point into the chunk or the batch's scratch and die with the batch. An absent text
 *         is an empty slice.
 * Units   time is microseconds. With STAMP_NO_ZONE it is a wall clock read as UTC that flow shifts by
 *         --input-tz. With STAMP_NO_YEAR it is the moment within the year 2000 (a leap year, so that
 *         29 February survives), also to be shifted; flow finds the year.
 */
#pragma once

#include "core/base/arena.h"
#include "core/base/ip.h"
#include "core/base/limits.h"
#include "core/base/time.h"
#include "core/model/action.h"
#include "core/model/outcome.h"

enum record_flags {
    STAMP_NO_ZONE = 1,
    STAMP_NO_YEAR = 2,
    STAMP_NONE = 4,       /* a bare message: flow gives it the time of the record before it */
    ACCOUNT_NO_CASE = 8,  /* names of this source are the same in any case (Entra, Windows) */
    ACCOUNT_IS_GUID = 16, /* `account` is an object id because no name was told */
    SIGNIN_INTERACTIVE = 32,
    OUTCOME_UNTOLD = 64,  /* OTHER_FAILURE stands for: it was tried, and the log does not tell how it ended */
    ACCOUNT_MASKED = 128, /* the device hides the name ("*****"): `account` is empty */
};

/* Several lines may tell of one attempt. Within one (host, pid) the number of attempts is the highest
 * number that any one kind of teller told, so order does not matter and nothing is counted twice. */
enum teller {
    TELLER_SOLE = 0, /* this record is an attempt by itself */
    TELLER_RESULT,   /* "Failed password", "Accepted password": the decisive line */
    TELLER_NAME,     /* "Invalid user x from y": counts unless a result line tells the same */
    TELLER_ERROR,    /* "error: PAM: ... for x from y": as above */
    TELLER_PAM,      /* "authentication failure; ... rhost=", a key that was not taken: one attempt of the
                        connection unless another line tells of one; `repeat` counts from its begin */
    TELLER_CLOSE,    /* "Connection closed by authenticating user": as above */
    TELLER_STOPPED, /* no attempt by itself: what the next line of the process tells was right, and stopped */
    TELLER_SERVICE, /* a module of PAM refused at another service: an attempt unless another lets in */
    TELLER_GRANTED, /* no attempt by itself: a module let in, what the process held is none */
    TELLER_REFUSED, /* no attempt by itself where something is held of its process: that was refused */
    TELLER_SESSION, /* a request with a name: a sign-in, unless its process told of that name within the hour */
    TELLER_NUMBER, /* the end of a connection: how many of its attempts were refused; of a service as well */
    /* What one machine says of an attempt that another may tell as well, and better: counts unless it does. Of an
     * account the attempts are the highest number that one of these told. */
    TELLER_TRIED,  /* the machine that was tried says so itself */
    TELLER_TICKET, /* a domain controller refused a ticket (Kerberos) */
    TELLER_CHECK,  /* it was asked whether a password is right (NTLM): no address */
    TELLER_BESIDE, /* a lockout, an audit, a use of another's password: told beside the attempt itself */
};

struct record {
    time_us time;
    uint64_t offset; /* of the record's first byte in its input (unpacked) */
    uint32_t length; /* bytes, without the line end */
    uint32_t line;   /* lines before it within the chunk; the pipeline adds the chunk's first line */
    uint8_t outcome; /* enum outcome */
    uint8_t method;  /* enum method */
    uint8_t teller;  /* enum teller */
    uint8_t flags;   /* enum record_flags */
    uint8_t action;  /* enum action; ACTION_NONE: a sign-in */
    uint8_t of;      /* who told it: its place in the batch's `of`; 0: the format itself */
    uint16_t repeat; /* attempts that this record tells of: 1 .. LIMIT_REPEAT */
    uint16_t port;
    uint32_t pid;            /* 0: none told; a parser may put here what else joins the lines of an attempt */
    uint32_t asn;            /* 0: none told */
    int32_t code;            /* the source's own result code (Entra); 0 when it has none */
    char country[2];         /* ISO 3166 upper case, or zeros */
    struct ip_addr source;   /* the full address, not the counting key; none when not told */
    uint64_t row_hash;       /* of (host, pid, message) or of the record id: what de-duplication compares;
                              the same attempt exported twice hashes the same */
    struct slice account;    /* as told, at most LIMIT_NAME bytes; may be any bytes */
    struct slice account_id; /* stable id beside the name (Entra userId); empty or all-zero GUID: none */
    struct slice host;       /* the machine that logged it */
    struct slice organisation; /* tenant id */
    struct slice agent;        /* user agent */
    struct slice application;  /* name, else id */
    struct slice protocol;     /* "sshd", "IMAP4", "Browser", "ropc" */
    struct slice device;       /* registered device id; of an access its object, see action.h */
};

#define BATCH_SOURCES 64u /* programs of one chunk: twice what there are line sources */
#define BATCH_SAMPLE 64u  /* of all sources */
#define BATCH_SAMPLE_OF_ONE 8u

/* Where a parser writes: fixed arrays, reset for each chunk. */
struct batch {
    struct record *at;
    size_t count, cap;
    struct arena scratch;

    /* What became of every line or record of the chunk; the six add up to `lines`. */
    uint64_t lines;      /* lines of text or records of JSON and CSV */
    uint64_t signins;    /* gave a record of a sign-in */
    uint64_t accesses;   /* gave a record of an access */
    uint64_t context;    /* of a sign-in program and understood, but no attempt */
    uint64_t irrelevant; /* of unrelated programs; blank lines */
    uint64_t unparsed;   /* of a sign-in program or format and not understood */
    uint64_t oversize;   /* over LIMIT_RECORD: skipped whole */

    /* The same by program, where one input holds lines of many; of[0] is the format itself, and counts what no
     * program's parser was asked about. Beyond the last place they count for it too. */
    struct batch_source {
        const char *name; /* static, the same pointer for the same source; of[0]: NULL */
        uint64_t lines, signins, accesses, context, unparsed;
        uint32_t sampled;
    } of[BATCH_SOURCES];
    uint32_t sources; /* how many are filled */
    uint32_t now;     /* whose line it is that is counted next */

    /* A sample of what was not understood, for `explain --unparsed`: the first of each source, so that a noisy
     * one does not hide the others. */
    struct unparsed {
        uint64_t offset;
        uint32_t length, line;
        uint32_t of;     /* who said so */
        const char *why; /* static text: what was expected */
    } sample[BATCH_SAMPLE];
    uint32_t sampled;
};

/* Empty again; the records' room and the scratch stay. */
void batch_reset(struct batch *batch);

/* How far a batch was, so that it can go back: all but what lies in the records and the scratch, of which it knows
 * the ends. */
struct batch_mark {
    size_t count, used;
    uint64_t lines, signins, accesses, context, irrelevant, unparsed, oversize;
    uint32_t sources, now, sampled;
    struct batch_source of[BATCH_SOURCES];
};
void batch_mark(const struct batch *batch, struct batch_mark *ret);
void batch_back(struct batch *batch, const struct batch_mark *to);

/* The next free record, zeroed, with repeat 1; NULL when the batch is full (the caller stops). */
struct record *batch_next(struct batch *batch);

/* Counts the record that batch_next gave last by what its parser said: NULL a sign-in or access, which stays; ""
 * one of another matter, else what was expected. The line or record itself is counted too. */
void batch_told(struct batch *batch, const char *why, uint64_t offset, size_t length, uint32_t line);

/* What follows is told by the source of this name (static text); NULL: by the format itself. */
void batch_source(struct batch *batch, const char *name);

/* What became of the line of the source that batch_source named. */
static inline struct batch_source *batch_now(struct batch *batch)
{
    return &batch->of[batch->now];
}

/* Counts a record that was not understood and keeps it in the sample while there is room. */
void batch_unparsed(struct batch *batch, uint64_t offset, size_t length, uint32_t line, const char *why);
