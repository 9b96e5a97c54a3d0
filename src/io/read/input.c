/* input.c - one input: opened, sniffed, cut into chunks, read again for evidence. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/limits.h"
#include "core/parse/json_source.h"
#include "core/wire/csv.h"
#include "core/wire/evtx.h"
#include "core/wire/json_split.h"
#include "core/wire/xml_events.h"
#include "io/read/inside.h"
#include "io/read/utf16.h"

#define HEAD 65536u

/* ---- keeping ---- */

void input_free(struct input *input);

/* What the input holds, not the input itself. */
static void input_forget(struct input *input)
{
    stream_close(&input->stream);
    stream_close(&input->rows);
    input_marks_free(input);
    if (input->format != NULL && input->format->close != NULL)
        input->format->close(&input->reader);
    if (input->spool >= 0)
        close(input->spool);
    free(input->name);
    free(input->folder);
    free(input->path);
    free(input->carry);
}

void input_free(struct input *input)
{
    input_forget(input);
    free(input);
}

enum status input_open_stream(const struct input *input, struct stream **ret, struct error *err)
{
    int fd = open(input->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return fail(err, errno == ENOENT ? STATUS_MISSING : STATUS_IO, "%s", strerror(errno));
    (void)posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    return stream_open(fd, input->start, input->size, input->packing, ret, err);
}

/* Fills the head up to HEAD unpacked bytes, of which `have` are there. */
static enum status fill_head(struct stream *stream, char *head, size_t *have, struct error *err)
{
    enum status st;
    size_t n;
    do {
        n = 0;
        st = stream_read(stream, head + *have, HEAD - *have, &n, err);
        *have += n;
    } while (st == STATUS_OK && n > 0 && *have < HEAD - 64);
    return st;
}

/* What is broken behind the head shows when it is read. */
static enum status read_head(
        const struct input *input, char head[HEAD + LIMIT_PADDING], size_t *ret, struct error *err)
{
    struct stream *stream = NULL;
    enum status st = input_open_stream(input, &stream, err);
    if (st != STATUS_OK)
        return st;
    *ret = 0;
    st = fill_head(stream, head, ret, err);
    stream_close(&stream);
    return *ret > 0 ? STATUS_OK : st;
}

/* A first line that is longer than the head tells nothing; where records are lines, those behind it do. */
static const struct format *sniff_behind_line(const struct input *input, char head[HEAD + LIMIT_PADDING])
{
    const struct format *format = NULL;
    struct stream *stream = NULL;
    struct error err;
    const char *why;
    size_t n, end;
    uint64_t gone = 0;
    if (input_open_stream(input, &stream, &err) != STATUS_OK)
        return NULL;
    do {
        n = 0;
        if (stream_read(stream, head, HEAD, &n, &err) != STATUS_OK)
            n = 0;
        end = slice_find((struct slice){ head, n }, '\n');
        gone += n;
    } while (n > 0 && end == n && gone < LIMIT_FIRST_LINE);
    if (end < n) {
        size_t have = n - end - 1;
        memmove(head, head + end + 1, have);
        (void)fill_head(stream, head, &have, &err);
        memset(head + have, 0, LIMIT_PADDING);
        format = format_sniff((struct slice){ head, have }, &why);
    }
    stream_close(&stream);
    return format != NULL && format->framing == FRAME_LINES && format->open == NULL ? format : NULL;
}

/* Plain UTF-8: rows are found again by seeking. */
static void look_if_plain(struct input *input)
{
    char raw[512];
    size_t skip = 0;
    int fd = open(input->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    ssize_t n = fd < 0 ? 0 : pread(fd, raw, sizeof raw, (off_t)input->start);
    if (fd >= 0)
        close(fd);
    struct utf16 wide = utf16_look((struct slice){ raw, n > 0 ? (size_t)n : 0 }, &skip);
    input->plain = input->packing == PACKING_NONE && !wide.on;
    input->mark = (uint8_t)skip;
}

static enum framing framing_of(const struct format *format, struct slice head)
{
    if (format->framing != FRAME_JSON_OR_LINES)
        return format->framing;
    return json_one_a_line(head) ? FRAME_LINES : FRAME_JSON;
}

/* Messages go another way than sign-ins. Which way is asked for by --input-format counts. */
static enum mail_kind mail_kind_of(const struct inputs *inputs, struct slice head, const char *name)
{
    struct slice wanted = inputs->options->format;
    if (wanted.len > 0) {
        const struct format *format = format_named(wanted);
        return format == &mail_format ? MAIL_ONE : format == &mbox_format ? MAIL_BOX : MAIL_NONE;
    }
    enum mail_kind kind = mail_sniff(head);
    return kind == MAIL_NONE && mail_is_named(name) && packing_of(head) == PACKING_NONE ? MAIL_ONE : kind;
}

static bool sniff(struct inputs *inputs, struct input *input, enum mail_kind *ret_mail)
{
    struct error err;
    const char *why = "";
    size_t len = 0;
    char *head = calloc(1, HEAD + LIMIT_PADDING);
    enum status st = head ? read_head(input, head, &len, &err) : fail(&err, STATUS_NOMEM, "no memory");
    look_if_plain(input);
    if (st == STATUS_OK && len > 0) {
        struct slice wanted = inputs->options->format;
        struct slice text = { head, len };
        *ret_mail = mail_kind_of(inputs, text, input->name);
        if (*ret_mail != MAIL_NONE) {
            free(head);
            return true;
        }
        input->format = wanted.len ? format_named(wanted) : format_sniff(text, &why);
        if (input->format == NULL && len >= HEAD - 64 && slice_find(text, '\n') == len)
            input->format = sniff_behind_line(input, head);
        if (input->format == NULL)
            problems_add(inputs->problems, input->name,
                    "is %s: expected sign-ins or messages (cordon formats lists what is read)", why);
        else if (input->format->open != NULL)
            st = input->format->open(input->format, text, &input->reader, &err);
        if (input->format != NULL)
            input->framing = framing_of(input->format, text);
        input->blocks = evtx_begin(text);
    }
    if (st != STATUS_OK) {
        problems_add(inputs->problems, input->name, "%s", err.message);
        input->format = NULL;
    }
    free(head);
    return input->format != NULL;
}

/* The input turned out to hold messages. */
static void keep_as_mail(struct inputs *inputs, struct input *input, enum mail_kind kind)
{
    struct mail_source source = { .name = input->name,
        .path = input->path,
        .start = input->start,
        .size = input->size,
        .dev = input->dev,
        .ino = input->ino,
        .mtime = input->mtime,
        .spool = input->spool,
        .packing = (uint8_t)input->packing,
        .kind = (uint8_t)kind,
        .is_answered = mail_is_answered(input->name) };
    free(input->folder);
    free(input);
    inputs_keep_mail(inputs, &source);
}

void inputs_keep(struct inputs *inputs, struct input *proto)
{
    enum mail_kind mail = MAIL_NONE;
    struct input *input = malloc(sizeof *input);
    struct stat st;
    if (input == NULL || proto->path == NULL || stat(proto->path, &st) != 0) {
        problems_add(inputs->problems, proto->name ? proto->name : "a file", "%s", strerror(errno));
        input_forget(proto);
        free(input);
        return;
    }
    *input = *proto;
    input->dev = st.st_dev;
    input->ino = st.st_ino;
    if (inputs->count == inputs->cap) {
        size_t cap = inputs->cap ? inputs->cap * 2 : 64;
        struct input **grown = realloc(inputs->at, cap * sizeof(struct input *));
        if (grown == NULL) {
            input_free(input);
            return;
        }
        inputs->at = grown;
        inputs->cap = cap;
    }
    if (input->size == 0 || !sniff(inputs, input, &mail))
        input_free(input);
    else if (mail != MAIL_NONE)
        keep_as_mail(inputs, input, mail);
    else
        inputs->at[inputs->count++] = input;
}

/* A plain file of messages is kept after one look: a folder may hold very many. */
static bool add_plain_mail(
        struct inputs *inputs, const char *name, const char *path, const struct stat *st, struct slice head)
{
    enum mail_kind kind = head.len == 0 && mail_is_named(name) ? MAIL_ONE : mail_kind_of(inputs, head, name);
    if (kind == MAIL_NONE || slice_starts(head, LIT("PK")))
        return false;
    struct mail_source source = { .name = strdup(name),
        .path = strcmp(name, path) == 0 ? NULL : strdup(path),
        .size = (uint64_t)st->st_size,
        .dev = st->st_dev,
        .ino = st->st_ino,
        .mtime = (time_us)st->st_mtim.tv_sec * TIME_SECOND + st->st_mtim.tv_nsec / 1000,
        .spool = -1,
        .kind = (uint8_t)kind,
        .is_answered = mail_is_answered(name) };
    if (source.name != NULL)
        inputs_keep_mail(inputs, &source);
    else
        free(source.path);
    return true;
}

/* A message by its name: it has a verdict, if only that it cannot be read. */
static void add_lost_mail(struct inputs *inputs, const char *name)
{
    struct mail_source source = { .name = strdup(name), .spool = -1, .kind = MAIL_ONE, .is_lost = true };
    if (source.name != NULL && mail_is_named(name))
        inputs_keep_mail(inputs, &source);
    else
        free(source.name);
}

#define FIRST_LOOK 4096u

void inputs_add_file(struct inputs *inputs, const char *name, const char *folder, const char *path)
{
    char magic[FIRST_LOOK];
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0 || fstat(fd, &st) != 0) {
        problems_add(inputs->problems, name, "%s", strerror(errno));
        add_lost_mail(inputs, name);
        if (fd >= 0)
            close(fd);
        return;
    }
    ssize_t n = pread(fd, magic, sizeof magic, 0);
    struct slice head = { magic, n > 0 ? (size_t)n : 0 };
    enum packing packing = packing_of(head);
    if (packing == PACKING_NONE && add_plain_mail(inputs, name, path, &st, head)) {
        close(fd);
        return;
    }
    if (!inputs_add_zip(inputs, name, folder, path, fd, (uint64_t)st.st_size)) {
        struct input input = { .name = strdup(name),
            .folder = strdup(folder),
            .path = strdup(path),
            .spool = -1,
            .mtime = (time_us)st.st_mtim.tv_sec * TIME_SECOND + st.st_mtim.tv_nsec / 1000,
            .size = (uint64_t)st.st_size,
            .packing = packing };
        inputs_keep(inputs, &input);
    }
    close(fd);
}

void inputs_free(struct inputs **inputs)
{
    if (*inputs == NULL)
        return;
    for (size_t i = 0; i < (*inputs)->count; i++)
        input_free((*inputs)->at[i]);
    inputs_free_mails(*inputs);
    free((*inputs)->at);
    free(*inputs);
    *inputs = NULL;
}

size_t inputs_count(const struct inputs *inputs)
{
    return inputs->count;
}

struct input *inputs_at(struct inputs *inputs, size_t i)
{
    return inputs->at[i];
}

const char *input_name(const struct input *input)
{
    return input->name;
}

const char *input_folder(const struct input *input)
{
    return input->folder ? input->folder : "";
}

const struct format *input_format(const struct input *input)
{
    return input->format;
}

bool input_is_lines(const struct input *input)
{
    return input->framing == FRAME_LINES;
}

const struct reader *input_reader(const struct input *input)
{
    return input->reader;
}

bool input_is_packed(const struct input *input)
{
    return input->packing != PACKING_NONE;
}

time_us input_mtime(const struct input *input)
{
    return input->mtime;
}

uint64_t input_size(const struct input *input)
{
    return input->size;
}

uint64_t input_position(const struct input *input)
{
    return input->ended ? input->size : input->stream ? stream_position(input->stream) : 0;
}

/* ---- chunks ---- */

enum status chunk_init(struct chunk *chunk, struct error *err)
{
    *chunk = (struct chunk){ .cap = 2 * LIMIT_CHUNK };
    chunk->buffer = malloc(chunk->cap + LIMIT_PADDING);
    if (chunk->buffer == NULL)
        return fail(err, STATUS_NOMEM, "no memory for a chunk");
    return STATUS_OK;
}

void chunk_done(struct chunk *chunk)
{
    free(chunk->buffer);
    *chunk = (struct chunk){ 0 };
}

static bool chunk_grow(struct chunk *chunk, size_t want)
{
    if (want <= chunk->cap)
        return true;
    char *grown = realloc(chunk->buffer, want + LIMIT_PADDING);
    if (grown == NULL)
        return false;
    chunk->buffer = grown;
    chunk->cap = want;
    return true;
}

static size_t last_line_end(struct slice data)
{
    const char *hit = data.len ? memrchr(data.at, '\n', data.len) : NULL;
    return hit ? (size_t)(hit - data.at) + 1 : 0;
}

static size_t cut_of(const struct input *input, struct slice data)
{
    switch (input->framing) {
    case FRAME_JSON: return json_split_cut(data);
    case FRAME_CSV: return csv_rows_end(data);
    case FRAME_XML: return xml_events_cut(data);
    case FRAME_BLOCKS: return evtx_whole(input->blocks, input->offset, data.len);
    default: return last_line_end(data);
    }
}

/* A record over the limit: thrown away up to the next line end, counted once. */
static void skip_oversize(struct input *input, struct chunk *chunk, size_t *have)
{
    size_t end = slice_find((struct slice){ chunk->buffer, *have }, '\n');
    size_t gone = end < *have ? end + 1 : *have;
    chunk->oversize += !input->skipping;
    input->skipping = end == *have;
    memmove(chunk->buffer, chunk->buffer + gone, *have - gone);
    *have -= gone;
    input->offset += gone;
    input->line += end < *have + gone;
}

static enum status keep_carry(struct input *input, const char *at, size_t len, struct error *err)
{
    if (len > input->carry_cap) {
        char *grown = realloc(input->carry, len);
        if (grown == NULL)
            return fail(err, STATUS_NOMEM, "no memory for a record of %zu bytes", len);
        input->carry = grown;
        input->carry_cap = len;
    }
    if (len > 0)
        memcpy(input->carry, at, len);
    input->carry_len = len;
    return STATUS_OK;
}

/* Reads on until at least one whole record is there, or the end. */
static enum status fill(
        struct input *input, struct chunk *chunk, size_t *have, size_t *cut, struct error *err)
{
    enum status st = STATUS_OK;
    *cut = 0;
    while (*cut == 0 && !input->ended) {
        size_t n = 0;
        if (*have > LIMIT_RECORD || input->skipping) {
            skip_oversize(input, chunk, have);
        }
        if (!chunk_grow(chunk, *have + LIMIT_CHUNK))
            return fail(err, STATUS_NOMEM, "no memory for a record of %zu bytes", *have);
        st = stream_read(input->stream, chunk->buffer + *have, LIMIT_CHUNK, &n, err);
        *have += n;
        input_mark(input);
        if (n == 0 || st != STATUS_OK)
            input->ended = true;
        if (st == STATUS_IO || st == STATUS_NOMEM)
            return st;
        if (input->skipping)
            skip_oversize(input, chunk, have);
        if (!input->skipping)
            *cut = cut_of(input, (struct slice){ chunk->buffer, *have });
        /* A small input is read in one piece and closed: thousands may be open at once. */
        if (*cut > 0 && *have - *cut <= LIMIT_RECORD && stream_is_done(input->stream))
            input->ended = true;
    }
    if (input->ended)
        *cut = *have;
    return st;
}

enum status input_read(struct input *input, struct chunk *chunk, struct problems *problems, struct error *err)
{
    size_t have = input->carry_len, cut;
    enum status st = STATUS_OK;

    chunk->oversize = 0;
    if (input->stream == NULL && !input->ended)
        st = input_open_stream(input, &input->stream, err);
    if (st == STATUS_OK && !chunk_grow(chunk, have + LIMIT_CHUNK))
        st = fail(err, STATUS_NOMEM, "no memory for a record of %zu bytes", have);
    if (st != STATUS_OK)
        return st;
    if (have > 0)
        memcpy(chunk->buffer, input->carry, have);
    input->carry_len = 0;
    if (!input->ended)
        st = fill(input, chunk, &have, &cut, err);
    else
        cut = have;
    if (st == STATUS_DAMAGED)
        problems_add(problems, input->name, "%s", err->message);
    else if (st != STATUS_OK)
        return st;
    st = keep_carry(input, chunk->buffer + cut, have - cut, err);
    memset(chunk->buffer + have, 0, LIMIT_PADDING);
    chunk->data = (struct slice){ chunk->buffer, cut };
    chunk->offset = input->offset;
    chunk->line = input->line;
    chunk->last = input->ended && input->carry_len == 0;
    input->offset += cut;
    if (input->framing != FRAME_LINES && input->framing != FRAME_BLOCKS) /* whose parsers number them */
        input->line += slice_lines(chunk->data);
    if (chunk->last)
        stream_close(&input->stream);
    return st;
}

enum status input_rewind(struct input *input, struct error *err)
{
    (void)err;
    stream_close(&input->stream);
    input->carry_len = 0;
    input->offset = input->line = 0;
    input->skipping = input->ended = false;
    return STATUS_OK;
}
