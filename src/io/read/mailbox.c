/* mailbox.c - the bytes of a source become whole messages.
 *
 * Method  bytes are read behind those of the message that is not whole yet; a line "From sender date" behind an empty line
 *         and before a header ends it. Where the header counts its body (Content-Length) and another such line, or the end,
 *         stands exactly there, lines within are the body's (mboxcl2 does not quote them).
 * Cost    every byte is looked at once, and once more where a message is too large.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/limits.h"
#include "core/wire/mbox.h"
#include "io/read/inside.h"
#include "io/read/mail.h"
#include "io/read/mail_cut.h"
#include "io/read/utf16.h"

#define READ_AT_ONCE ((size_t)LIMIT_CHUNK)
#define FROM_LINE_MAX 1024u /* a line "From ..." and the one behind it are looked at within so many bytes */

struct mailbox {
    const struct mail_source *source;
    struct stream *stream;
    char *carry; /* of the message whose end is not read yet */
    size_t carry_len, carry_cap;
    uint64_t offset, line; /* in the unpacked file, of the first byte that is carried; lines before it */
    uint32_t index;        /* of that message */
    bool ended;
};

/* ---- batches ---- */

void mail_batch_done(struct mail_batch *batch)
{
    free(batch->buffer);
    free(batch->at);
    *batch = (struct mail_batch){ 0 };
}

#define BATCH_KEPT ((size_t)4 * 1024 * 1024)

void mail_batch_reset(struct mail_batch *batch)
{
    batch->used = batch->count = 0;
    if (batch->cap <= BATCH_KEPT)
        return;
    free(batch->buffer);
    batch->buffer = NULL;
    batch->cap = 0;
}

/* Room for `more` bytes behind the first `have`. */
static enum status batch_room(struct mail_batch *batch, size_t have, size_t more, struct error *err)
{
    if (have + more + LIMIT_PADDING <= batch->cap)
        return STATUS_OK;
    size_t cap = batch->cap ? batch->cap : LIMIT_CHUNK;
    while (cap < have + more + LIMIT_PADDING)
        cap += cap / 2;
    char *grown = realloc(batch->buffer, cap);
    if (grown == NULL)
        return fail(err, STATUS_NOMEM, "no memory for a message of %zu bytes", have + more);
    batch->buffer = grown;
    batch->cap = cap;
    return STATUS_OK;
}

static enum status batch_add(struct mail_batch *batch, struct mail_span span, struct error *err)
{
    if (batch->count == batch->room) {
        size_t room = batch->room ? batch->room * 2 : 64;
        struct mail_span *grown = realloc(batch->at, room * sizeof *grown);
        if (grown == NULL)
            return fail(err, STATUS_NOMEM, "no memory for %zu messages", room);
        batch->at = grown;
        batch->room = room;
    }
    batch->at[batch->count++] = span;
    return STATUS_OK;
}

/* ---- one small file ---- */

static const char *path_of(const struct mail_source *source)
{
    return source->path != NULL ? source->path : source->name;
}

bool mail_is_small(const struct mail_source *source)
{
    return source->kind == MAIL_ONE && source->packing == PACKING_NONE && source->size <= LIMIT_CHUNK;
}

static bool is_wide(const char *at, size_t len)
{
    size_t skip;
    return utf16_look((struct slice){ at, len < 512 ? len : 512 }, &skip).on;
}

/* What stands before the message and behind it in a file of one. */
static struct mail_span span_of(const char *buffer, size_t at, size_t len)
{
    uint64_t most = 0;
    struct slice whole = { buffer + at, len };
    size_t mark = slice_starts(whole, LIT("\xef\xbb\xbf")) ? 3 : 0;
    size_t begin = mark + mail_begin(slice_skip(whole, mark), &most);
    size_t left = len - begin;
    if (most > 0 && most < left)
        left = (size_t)most;
    return (struct mail_span){
        .at = at + begin, .len = left, .offset = begin, .length = left, .line = begin > mark ? 2 : 1
    };
}

static enum status read_whole(struct mailbox *box, struct mail_batch *batch, struct error *err)
{
    bool last = false;
    enum status st = STATUS_OK;
    while (st == STATUS_OK && !last)
        st = mailbox_read(box, batch, &last, err);
    return st;
}

static enum status read_through_stream(
        const struct mail_source *source, struct mail_batch *batch, struct error *err)
{
    struct mailbox *box = NULL;
    enum status st = mailbox_open(source, &box, err);
    if (st == STATUS_OK && box != NULL)
        st = read_whole(box, batch, err);
    mailbox_close(&box);
    return st;
}

enum status mail_read_file(const struct mail_source *source, struct mail_batch *batch, struct error *err)
{
    enum status st = batch_room(batch, batch->used, (size_t)source->size + 1, err);
    if (st != STATUS_OK)
        return st;
    int fd = open(path_of(source), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return fail(err, errno == ENOENT ? STATUS_MISSING : STATUS_IO, "%s", strerror(errno));
    char *to = batch->buffer + batch->used;
    size_t have = 0;
    ssize_t n;
    do {
        n = pread(fd, to + have, (size_t)source->size - have, (off_t)(source->start + have));
        have += n > 0 ? (size_t)n : 0;
    } while (have < source->size && (n > 0 || (n < 0 && errno == EINTR)));
    int failed = n < 0 ? errno : 0;
    close(fd);
    if (failed != 0)
        return fail(err, STATUS_IO, "%s", strerror(failed));
    if (is_wide(to, have))
        return read_through_stream(source, batch, err);
    st = batch_add(batch, span_of(batch->buffer, batch->used, have), err);
    batch->used += have;
    if (st == STATUS_OK && have < source->size)
        st = fail(err, STATUS_DAMAGED, "became shorter while it was read");
    return st;
}

/* ---- streams ---- */

enum status mailbox_open(const struct mail_source *source, struct mailbox **ret, struct error *err)
{
    struct mailbox *box = calloc(1, sizeof *box);
    if (box == NULL)
        return fail(err, STATUS_NOMEM, "no memory for a mailbox");
    box->source = source;
    int fd = open(path_of(source), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    enum status st;
    if (fd < 0)
        st = fail(err, errno == ENOENT ? STATUS_MISSING : STATUS_IO, "%s", strerror(errno));
    else
        st = stream_open(fd, source->start, source->size, (enum packing)source->packing, &box->stream, err);
    if (st != STATUS_OK) {
        free(box);
        return st;
    }
    *ret = box;
    return STATUS_OK;
}

void mailbox_close(struct mailbox **box)
{
    if (*box == NULL)
        return;
    stream_close(&(*box)->stream);
    free((*box)->carry);
    free(*box);
    *box = NULL;
}

uint64_t mailbox_position(const struct mailbox *box)
{
    return box->stream != NULL ? stream_position(box->stream) : box->source->size;
}

/* ---- ends of messages ---- */

/* Bytes of the line "From sender date" at the front, with the empty ones before it. */
static size_t behind_from_line(struct slice s)
{
    size_t begin = 0, used;
    while (begin < s.len && (s.at[begin] == '\n' || s.at[begin] == '\r'))
        begin++;
    struct slice rest = slice_skip(s, begin);
    if (!slice_starts(rest, LIT("From ")))
        return begin;
    (void)slice_line(rest, &used);
    return begin + used;
}

/* The message that is being read: its bytes are batch->buffer[begin, have). */
struct growing {
    size_t begin, have;
    size_t looked;   /* behind `begin`: up to there no message ends */
    uint64_t offset; /* of `begin` in the file */
    bool is_cut;
    size_t cut_at;      /* behind `begin`: up to there was left out what is too much */
    uint64_t lines_cut; /* that were left out */
    struct mail_cut cut;
};

/* Where the message at the front of `s` ends because another begins behind it; false: not within what is there, and
 * *looked is where to look on. What the header counts is waited for, since only what stands at its end can confirm it. */
static bool find_end(struct slice s, size_t *looked, bool ended, bool is_cut, size_t *ret_end)
{
    size_t message;
    if (!mbox_next(s, *looked, false, ended, looked, &message))
        return false;
    *ret_end = *looked;
    size_t line = behind_from_line(s);
    struct slice own = slice_skip(s, line);
    uint64_t told = is_cut ? 0 : mbox_told_end(own);
    if (told == 0 || told + line <= *ret_end || told > LIMIT_MESSAGE)
        return true;
    if (!ended && told + line + FROM_LINE_MAX > s.len)
        return false;
    size_t hinted = mbox_hinted_end(own, ended);
    *ret_end = hinted > 0 ? line + hinted : *ret_end;
    return true;
}

/* ---- reading on ---- */

#define LONG_LINE ((size_t)64 * 1024) /* a line that is longer may be cut within */

/* What is over the limit is left out, so far and from now on: of whole lines, and not where a message may end. */
static void keep_small(struct mail_batch *batch, struct growing *g)
{
    if (!g->is_cut && g->have - g->begin <= LIMIT_MESSAGE)
        return;
    char *from = batch->buffer + g->begin + g->cut_at;
    size_t len = g->looked - g->cut_at, tail;
    const char *end = memrchr(from, '\n', len);
    if (end != NULL || len < LONG_LINE)
        len = end != NULL ? (size_t)(end - from) + 1 : 0;
    g->is_cut = true;
    uint64_t lines = slice_lines((struct slice){ from, len });
    size_t kept = mail_cut_out(&g->cut, from, len);
    if (g->cut_at + kept > LIMIT_MESSAGE) /* even so: a message of nothing but boundaries */
        kept = LIMIT_MESSAGE > g->cut_at ? LIMIT_MESSAGE - g->cut_at : 0;
    tail = g->have - g->begin - g->cut_at - len;
    memmove(from + kept, from + len, tail);
    g->lines_cut += lines - slice_lines((struct slice){ from, kept });
    g->cut_at += kept;
    g->looked -= len - kept;
    g->have -= len - kept;
}

/* The bytes of [begin, begin+len) are a message, unless they are empty lines. Its line "From ..." and the empty line at its end are not of it. */
static enum status give(struct mailbox *box, struct mail_batch *batch, const struct growing *g, size_t len,
        uint64_t length, struct error *err)
{
    struct mail_span span;
    struct slice s = { batch->buffer + g->begin, len };
    size_t used = box->source->kind == MAIL_BOX ? behind_from_line(s) : 0;
    if (box->source->kind != MAIL_BOX) {
        span = span_of(batch->buffer, g->begin, len);
        span.length = length - (len - span.len);
    } else {
        if (used == s.len && slice_find(s, 'F') == s.len) /* empty lines alone */
            return STATUS_OK;
        bool has_empty = len - used >= 2 && s.at[len - 1] == '\n'
                && (s.at[len - 2] == '\n' || s.at[len - 2] == '\r');
        size_t tail = !has_empty ? 0 : s.at[len - 2] == '\r' ? 2 : 1;
        span = (struct mail_span){ .at = g->begin + used,
            .len = len - used - tail,
            .offset = g->offset + used,
            .length = length - used - tail };
    }
    span.index = box->index++;
    span.is_cut = g->is_cut;
    span.line = box->line + slice_lines(slice_first(s, span.at - g->begin)) + 1;
    return batch_add(batch, span, err);
}

/* Every message that is whole leaves; the one behind is what grows then. */
static enum status give_whole(
        struct mailbox *box, struct mail_batch *batch, struct growing *g, uint64_t have_at, struct error *err)
{
    enum status st = STATUS_OK;
    size_t end = 0;
    if (box->source->kind != MAIL_BOX)
        g->looked = g->have - g->begin;
    while (st == STATUS_OK && box->source->kind == MAIL_BOX) {
        struct slice s = { batch->buffer + g->begin, g->have - g->begin };
        if (!find_end(s, &g->looked, box->ended, g->is_cut, &end))
            break;
        uint64_t next = have_at - (s.len - end); /* what is behind the end was never cut */
        st = give(box, batch, g, end, next - g->offset, err);
        box->line += slice_lines(slice_first(s, end)) + g->lines_cut;
        *g = (struct growing){ .begin = g->begin + end, .have = g->have, .offset = next };
    }
    return st;
}

static enum status fill(struct mailbox *box, struct mail_batch *batch, struct growing *g, uint64_t *have_at,
        struct error *err)
{
    size_t n = 0;
    enum status st = batch_room(batch, g->have, READ_AT_ONCE, err);
    if (st != STATUS_OK)
        return st;
    st = stream_read(box->stream, batch->buffer + g->have, READ_AT_ONCE, &n, err);
    g->have += n;
    *have_at += n;
    box->ended = n == 0 || st != STATUS_OK;
    if (st != STATUS_OK && st != STATUS_DAMAGED)
        return st;
    enum status given = give_whole(box, batch, g, *have_at, err);
    if (given != STATUS_OK)
        return given;
    keep_small(batch, g);
    return st;
}

static enum status carry(struct mailbox *box, const char *at, size_t len, struct error *err)
{
    if (len > box->carry_cap) {
        char *grown = realloc(box->carry, len);
        if (grown == NULL)
            return fail(err, STATUS_NOMEM, "no memory for a message of %zu bytes", len);
        box->carry = grown;
        box->carry_cap = len;
    }
    if (len > 0)
        memcpy(box->carry, at, len);
    box->carry_len = len;
    return STATUS_OK;
}

enum status mailbox_read(struct mailbox *box, struct mail_batch *batch, bool *ret_last, struct error *err)
{
    enum status st = batch_room(batch, batch->used, box->carry_len + READ_AT_ONCE, err), wrong = STATUS_OK;
    size_t first = batch->count;
    if (st != STATUS_OK)
        return st;
    struct growing g = { .begin = batch->used, .have = batch->used + box->carry_len, .offset = box->offset };
    uint64_t have_at = box->offset + box->carry_len;
    if (box->carry_len > 0)
        memcpy(batch->buffer + batch->used, box->carry, box->carry_len);
    box->carry_len = 0;
    while (!box->ended && (batch->count == first || g.begin - batch->used < READ_AT_ONCE)) {
        st = fill(box, batch, &g, &have_at, err);
        if (st == STATUS_DAMAGED)
            wrong = st;
        else if (st != STATUS_OK)
            return st;
    }
    st = STATUS_OK;
    if (!box->ended)
        st = carry(box, batch->buffer + g.begin, g.have - g.begin, err);
    else if (g.have > g.begin)
        st = give(box, batch, &g, g.have - g.begin, have_at - g.offset, err);
    box->offset = g.offset;
    batch->used = box->ended ? g.have : g.begin;
    *ret_last = box->ended;
    return st != STATUS_OK ? st : wrong;
}

/* ---- as they stand ---- */

enum status mail_bytes(const struct mail_source *source, uint64_t offset, uint64_t length,
        void (*take)(void *ctx, struct slice piece), void *ctx, struct error *err)
{
    struct mailbox *box = NULL;
    char *buf = malloc(READ_AT_ONCE);
    uint64_t at = 0, end = offset + length;
    enum status st = buf ? mailbox_open(source, &box, err)
                         : fail(err, STATUS_NOMEM, "no memory to read a message");
    while (st == STATUS_OK && box != NULL && at < end) {
        size_t n = 0;
        st = stream_read(box->stream, buf, READ_AT_ONCE, &n, err);
        if (st == STATUS_OK && n == 0)
            st = fail(err, STATUS_DAMAGED, "ends within this message");
        uint64_t skip = offset > at ? offset - at : 0, last = end - at;
        if (n > skip)
            take(ctx, (struct slice){ buf + skip, (size_t)((last < n ? last : n) - skip) });
        at += n;
    }
    mailbox_close(&box);
    free(buf);
    return st;
}
