/* inside.h - what the files of io/read share.
 *
 * Layer   io/read.
 */
#pragma once

#include <sys/types.h>

#include "io/read/input.h"
#include "io/read/mail.h"
#include "io/read/stream.h"

#define MARK_NEAR (256u * 1024) /* packed bytes: what one read brings */

struct input {
    char *name, *folder, *path; /* path: of the file on disk */
    int spool;                  /* stdin's spool file, or -1 */
    dev_t dev;
    ino_t ino;
    time_us mtime;
    uint64_t start, size; /* packed bytes within the file */
    enum packing packing;
    const struct format *format;
    struct reader *reader;
    enum framing framing;  /* of the format, or as the head decides */
    size_t blocks;         /* where FRAME_BLOCKS begin */
    struct stream *stream; /* NULL: closed */
    struct stream *rows;   /* a second one, for input_row */
    uint64_t rows_at;
    struct stream_mark **marks; /* in rising order */
    size_t marks_count;
    uint64_t mark_every, mark_next; /* packed bytes; 0: never */
    char *carry;                    /* the beginning of a record whose end is not read yet */
    size_t carry_len, carry_cap;
    uint64_t offset, line; /* of the next chunk */
    bool skipping;         /* within a record over LIMIT_RECORD */
    bool ended;
    bool plain; /* bytes as they are, behind `mark` bytes of a byte order mark */
    uint8_t mark;
};

struct inputs {
    struct input **at;
    size_t count, cap;
    struct mail_source *mails;
    size_t mails_count, mails_cap;
    const struct input_options *options;
    struct problems *problems;
};

/* Adds a file that may be packed or an archive; what is wrong with it becomes a problem. */
void inputs_add_file(struct inputs *inputs, const char *name, const char *folder, const char *path);

/* Walks a folder in order of names. */
void inputs_walk(struct inputs *inputs, const char *name, const char *path, unsigned depth);

/* Adds the members of a zip archive; false when it is none. */
bool inputs_add_zip(
        struct inputs *inputs, const char *name, const char *folder, const char *path, int fd, uint64_t size);

/* Takes ownership of *proto's texts: sniffs and keeps it, or says what is wrong. */
void inputs_keep(struct inputs *inputs, struct input *proto);

/* mail_found.c: keeps a file of messages; takes *source's texts. */
void inputs_keep_mail(struct inputs *inputs, struct mail_source *source);
/* Is it a message by its name: .eml, or a file of a Maildir? `name` with its folders. */
bool mail_is_named(const char *name);
bool mail_is_answered(const char *name);
/* In order of names, each file once. */
void inputs_sort_mails(struct inputs *inputs);
void inputs_free_mails(struct inputs *inputs);

enum status input_open_stream(const struct input *input, struct stream **ret, struct error *err);

/* After each read: keeps the place when it is time to. */
void input_mark(struct input *input);
void input_marks_free(struct input *input);

/* Spreads LIMIT_MARKS over all packed inputs, by their size. */
void inputs_share_marks(struct inputs *inputs);
