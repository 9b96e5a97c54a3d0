/* line_source.h - a source whose sign-ins are lines of text in syslog's dress, or in a dress of its own that
 * wire/syslog.h undresses: what a parser of one has to say, and the table of all.
 *
 * Layer   core/parse: includes base, wire and model. Pure.
 * Adding  one file in core/parse and one row in line_sources.c; docs/adding-a-source.md.
 */
#pragma once

#include "core/model/record.h"
#include "core/parse/family.h"

enum told {
    TOLD_SIGNIN,   /* *ret is filled: a sign-in, or an access when it has an action */
    TOLD_CONTEXT,  /* understood, and no attempt */
    TOLD_NOTHING,  /* a sign-in program's line of unknown shape */
    TOLD_ELSEWHERE /* of another matter */
};

struct line_source {
    const char *name;     /* "dovecot" */
    const char *help;     /* one line for `cordon formats` */
    const char *versions; /* "2.2 to 2.4" */
    const char *how;      /* how to come by it: which file, menu or command */
    const char *sample;   /* one line, made up, whole as it stands in the file: a test reads it */
    enum family family;
    enum gives gives;
    const char *expected; /* of a line that was not understood: "a line that Dovecot is known to write" */
    /* The names that syslog's tag may have, NULL-terminated, each compared with the tag's beginning up to its
     * end or a mark ('-', '(', '[', '/', '%' ...); NULL: asked by `knows` alone. */
    const char *const *programs;
    /* Is it one of its lines, told by tag and message? Asked for what no program's name decides; must look at a
     * bounded part of the line only. Asked once with an empty message it says what the tag alone decides. NULL: by
     * program alone. */
    bool (*knows)(struct slice program, struct slice message);
    /* The first letters of all messages that `knows` takes for its own where the tag does not decide, so that it is
     * not asked in vain; NULL: any. */
    const char *begins;
    bool untagged; /* `knows` takes no line that has a tag, but by the tag alone */
    /* Sets outcome, method, account, source and what else is told; `time` (and the STAMP_ flags) only where the
     * message has a stamp of its own that says more than syslog's; `protocol` only where the program's name says
     * less. A line of another matter is TOLD_ELSEWHERE or, when it is understood and no attempt, TOLD_CONTEXT. */
    enum told (*parse)(struct slice program, struct slice message, struct record *ret);
};

/* All rows, ended by NULL; sshd and PAM stand first. */
extern const struct line_source *const line_sources[];

/* What a reader remembers of the programs of its lines: which source each one's name decides. */
struct line_memo {
    uint64_t by_letter[256]; /* the rows that may know a message that begins so */
    uint64_t tagged;         /* the rows that may know one whose tag decides nothing */
    struct line_program {
        char name[22];
        uint8_t len; /* 0: free */
        uint8_t row; /* UINT8_MAX: the name decides nothing */
    } programs[256];
};

void line_memo_init(struct line_memo *memo);

/* The source whose line it is, or NULL. */
const struct line_source *line_source_of(struct line_memo *memo, struct slice program, struct slice message);

/* Any program's message, the one answer for syslog and journal; *ret_source, when a source knows the line. */
enum told signin_parse(struct line_memo *memo, struct slice program, struct slice message, struct record *ret,
        const struct line_source **ret_source);

/* Counts the record that batch_next gave last by what its source said, for the format and for the source (NULL:
 * none knows the line); the record stays only when it is a sign-in or access. The line itself is counted already. */
void line_told(struct batch *batch, enum told told, const struct line_source *source, uint64_t offset,
        size_t length, uint32_t number);

/* The same for a sign-in of the source of the line before, which most lines are; false: it is none. */
static inline bool line_told_as_before(struct batch *batch, enum told told, const struct line_source *source)
{
    struct batch_source *now = batch_now(batch);
    struct record *rec = &batch->at[batch->count - 1];
    if (told != TOLD_SIGNIN || now->name != source->name || rec->action != ACTION_NONE)
        return false;
    rec->of = (uint8_t)batch->now;
    batch->signins++;
    now->lines++;
    now->signins++;
    return true;
}
