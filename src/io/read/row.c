/* row.c - rows read again for evidence: plain ones where they lie, packed ones from the nearest mark. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/limits.h"
#include "core/wire/evtx.h"
#include "io/read/inside.h"

/* ---- marks, made while the input is read ---- */

void input_mark(struct input *input)
{
    uint64_t at = stream_position(input->stream);
    if (input->mark_every == 0 || at < input->mark_next || input->marks_count == LIMIT_MARKS)
        return;
    input->mark_next = at + input->mark_every;
    if (input->marks == NULL)
        input->marks = calloc(LIMIT_MARKS, sizeof(struct stream_mark *));
    struct stream_mark *mark = input->marks ? stream_mark(input->stream) : NULL;
    if (mark != NULL) /* without memory for it rows are found by unpacking more */
        input->marks[input->marks_count++] = mark;
}

void input_marks_free(struct input *input)
{
    for (size_t i = 0; i < input->marks_count; i++)
        stream_mark_free(&input->marks[i]);
    free(input->marks);
    input->marks = NULL;
    input->marks_count = 0;
}

void inputs_share_marks(struct inputs *inputs)
{
    uint64_t packed = 0;
    for (size_t i = 0; i < inputs->count; i++)
        if (inputs->at[i]->packing != PACKING_NONE)
            packed += inputs->at[i]->size;
    uint64_t every = packed / LIMIT_MARKS + 1;
    for (size_t i = 0; i < inputs->count; i++)
        if (inputs->at[i]->packing != PACKING_NONE)
            inputs->at[i]->mark_every = inputs->at[i]->mark_next = every > MARK_NEAR ? every : MARK_NEAR;
}

/* The last mark that is not behind `offset` and saves unpacking; NULL: none. */
static const struct stream_mark *mark_before(const struct input *input, uint64_t offset)
{
    const struct stream_mark *best = NULL;
    uint64_t from = input->rows != NULL && input->rows_at <= offset ? input->rows_at : 0;
    for (size_t i = 0; i < input->marks_count && stream_mark_at(input->marks[i]) <= offset; i++)
        if (stream_mark_at(input->marks[i]) > from)
            best = input->marks[i];
    return best;
}

/* ---- rows ---- */

static enum status rows_skip(struct input *input, uint64_t to, struct error *err)
{
    char buf[65536];
    while (input->rows_at < to) {
        size_t want = to - input->rows_at < sizeof buf / 2 ? (size_t)(to - input->rows_at) : sizeof buf / 2,
               n;
        enum status st = stream_read(input->rows, buf, want, &n, err);
        if (st != STATUS_OK)
            return st;
        if (n == 0)
            return fail(err, STATUS_DAMAGED, "ends before this row");
        input->rows_at += n;
    }
    return STATUS_OK;
}

/* Plain bytes lie where they lie. */
static size_t read_plain(const struct input *input, uint64_t offset, char *buf, size_t len)
{
    int fd = open(input->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    ssize_t n = fd < 0 ? -1 : pread(fd, buf, len, (off_t)(input->start + input->mark + offset));
    if (fd >= 0)
        close(fd);
    return n > 0 ? (size_t)n : 0;
}

enum status input_peek(
        struct input *input, uint64_t offset, size_t len, struct chunk *chunk, struct error *err)
{
    if (!input->plain || input->framing != FRAME_LINES || offset + len > input->size)
        return fail(err, STATUS_MISSING, "cannot be looked ahead into");
    size_t have = read_plain(input, offset, chunk->buffer, len);
    struct slice data = { chunk->buffer, have };
    size_t begin = offset > 0 ? slice_find(data, '\n') + 1 : 0;
    const char *last = have > 0 ? memrchr(data.at, '\n', have) : NULL;
    size_t end = last != NULL ? (size_t)(last - data.at) + 1 : 0;
    memset(chunk->buffer + have, 0, LIMIT_PADDING);
    chunk->data = (struct slice){ chunk->buffer + begin, begin < end ? end - begin : 0 };
    chunk->offset = offset + begin;
    return STATUS_OK;
}

/* Stands before the row: reads on, or from a mark, or from the beginning. */
static enum status rows_seek(struct input *input, uint64_t offset, struct error *err)
{
    enum status st = STATUS_OK;
    const struct stream_mark *mark = mark_before(input, offset);
    if (input->rows != NULL && (mark != NULL || offset < input->rows_at))
        stream_close(&input->rows);
    if (input->rows == NULL) {
        input->rows_at = 0;
        st = input_open_stream(input, &input->rows, err);
        if (st == STATUS_OK && mark != NULL)
            st = stream_resume(input->rows, mark, err);
        if (st == STATUS_OK && mark != NULL)
            input->rows_at = stream_mark_at(mark);
    }
    return st == STATUS_OK ? rows_skip(input, offset, err) : st;
}

enum status input_row(struct input *input, uint64_t offset, size_t len, char *buf, size_t cap,
        size_t *ret_len, struct error *err)
{
    size_t want = len < cap ? len : cap, have = 0;
    if (input->plain) {
        *ret_len = read_plain(input, offset, buf, want);
        return *ret_len == want ? STATUS_OK : fail(err, STATUS_DAMAGED, "no longer holds this row");
    }
    enum status st = rows_seek(input, offset, err);
    while (st == STATUS_OK && have < want) {
        size_t n;
        st = stream_read(input->rows, buf + have, want - have, &n, err);
        if (st == STATUS_OK && n == 0)
            st = fail(err, STATUS_DAMAGED, "ends within this row");
        have += n;
        input->rows_at += n;
    }
    *ret_len = have;
    return st;
}

enum status input_row_around(struct input *input, uint64_t offset, size_t len, char *buf, size_t cap,
        size_t *ret_at, size_t *ret_len, struct error *err)
{
    bool within = input->framing == FRAME_BLOCKS && offset >= input->blocks;
    *ret_at = within ? (size_t)((offset - input->blocks) % EVTX_BLOCK) : 0;
    *ret_len = 0;
    enum status st = input_row(input, offset - *ret_at, within ? EVTX_BLOCK : len, buf, cap, ret_len, err);
    bool has_row = *ret_len >= *ret_at && *ret_len - *ret_at >= len; /* a last block may be cut */
    return st == STATUS_DAMAGED && has_row ? STATUS_OK : st;
}
