/* stream.c - plain, gzip, zstd and deflate behind one read; UTF-16 becomes UTF-8. */
#include "io/read/stream.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <zstd.h>
#include <zstd_errors.h>

#ifdef HAVE_ISAL
#include <isa-l/igzip_lib.h>
#else
#include <zlib.h>
#endif

#include "core/base/limits.h"
#include "io/read/utf16.h"

#define PACKED (256u * 1024)
#define RATIO_FREE (64ull << 20) /* unpacked bytes before the ratio is looked at */

#ifdef HAVE_ISAL
typedef struct inflate_state inflater;
#else
typedef z_stream inflater;
#endif

struct stream {
    int fd;
    uint64_t at, end; /* of the packed bytes in the file */
    enum packing packing;
    unsigned char *packed;
    size_t have, used;     /* in `packed` */
    uint64_t taken, given; /* packed and unpacked bytes */
    uint64_t out;          /* bytes handed out, as UTF-8 */
    bool done, broken;
    char why[120]; /* of broken */
    ZSTD_DStream *zstd;
    size_t zstd_hint; /* 0: at a frame's end */
    inflater inflate;
    bool in_member; /* gzip: within a member */
    bool looked;    /* for a byte order mark */
    struct utf16 utf16;
    char *wide; /* UTF-16 waiting to be turned */
};

enum packing packing_of(struct slice head)
{
    if (slice_starts(head, LIT("\x1f\x8b")))
        return PACKING_GZIP;
    if (slice_starts(head, LIT("\x28\xb5\x2f\xfd")))
        return PACKING_ZSTD;
    return PACKING_NONE;
}

static void inflate_begin(struct stream *s)
{
#ifdef HAVE_ISAL
    isal_inflate_init(&s->inflate);
    s->inflate.crc_flag = s->packing == PACKING_GZIP ? ISAL_GZIP : ISAL_DEFLATE;
#else
    if (s->in_member)
        (void)inflateEnd(&s->inflate);
    memset(&s->inflate, 0, sizeof s->inflate);
    (void)inflateInit2(&s->inflate, s->packing == PACKING_GZIP ? 15 + 16 : -15);
#endif
    s->in_member = true;
}

enum status stream_open(
        int fd, uint64_t start, uint64_t size, enum packing packing, struct stream **ret, struct error *err)
{
    struct stream *s = calloc(1, sizeof *s);
    if (s != NULL && packing != PACKING_NONE)
        s->packed = malloc(size < PACKED ? (size_t)size + 1 : PACKED);
    if (s != NULL && packing == PACKING_ZSTD)
        s->zstd = ZSTD_createDStream();
    if (s == NULL || (packing != PACKING_NONE && s->packed == NULL)
            || (packing == PACKING_ZSTD && s->zstd == NULL)) {
        if (s != NULL)
            free(s->packed);
        free(s);
        close(fd);
        return fail(err, STATUS_NOMEM, "no memory to read a file");
    }
    s->fd = fd;
    s->at = start;
    s->end = start + size;
    s->packing = packing;
    if (packing == PACKING_GZIP || packing == PACKING_DEFLATE)
        inflate_begin(s);
    if (packing == PACKING_ZSTD)
        (void)ZSTD_DCtx_setParameter(s->zstd, ZSTD_d_windowLogMax, 27); /* 128 MiB: what zstd -19 makes */
    *ret = s;
    return STATUS_OK;
}

void stream_close(struct stream **stream)
{
    struct stream *s = *stream;
    if (s == NULL)
        return;
#ifndef HAVE_ISAL
    if (s->in_member)
        (void)inflateEnd(&s->inflate);
#endif
    ZSTD_freeDStream(s->zstd);
    close(s->fd);
    free(s->packed);
    free(s->wide);
    free(s);
    *stream = NULL;
}

bool stream_is_done(const struct stream *s)
{
    if (s->broken || (s->utf16.on && s->looked))
        return false; /* a fault is still to be told, half a letter may wait */
    if (s->packing == PACKING_NONE)
        return s->at >= s->end;
    if (s->packing == PACKING_ZSTD)
        return s->at >= s->end && s->used == s->have && s->zstd_hint == 0;
    return s->done;
}

uint64_t stream_position(const struct stream *stream)
{
    return stream->taken;
}

static enum status broken(struct stream *s, const char *why)
{
    s->broken = true;
    (void)snprintf(s->why, sizeof s->why, "%s after %llu unpacked bytes", why, (unsigned long long)s->given);
    return STATUS_OK;
}

/* Bytes of the file itself; a file that became shorter ends early and says so. */
static enum status read_file(struct stream *s, char *buf, size_t room, size_t *ret, struct error *err)
{
    uint64_t left = s->end - s->at;
    size_t want = left < room ? (size_t)left : room;
    *ret = 0;
    while (want > 0) {
        ssize_t n = pread(s->fd, buf, want, (off_t)s->at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(err, STATUS_IO, "%s", strerror(errno));
        if (n == 0 && s->at < s->end) {
            unsigned long long got = s->at;
            s->broken = true;
            (void)snprintf(s->why, sizeof s->why,
                    "became shorter while it was read: expected %llu bytes, got %llu",
                    (unsigned long long)s->end, got);
            s->end = s->at;
            return STATUS_OK;
        }
        s->at += (uint64_t)n;
        s->taken += (uint64_t)n;
        *ret = (size_t)n;
        return STATUS_OK;
    }
    return STATUS_OK;
}

static enum status refill(struct stream *s, struct error *err)
{
    s->used = 0;
    return read_file(
            s, (char *)s->packed, PACKED, &s->have, err); /* of a smaller file at most what it holds */
}

/* One step of inflate; true when a member has ended. */
static bool inflate_step(struct stream *s, char *buf, size_t room, size_t *ret, bool *ret_wrong)
{
#ifdef HAVE_ISAL
    s->inflate.next_in = s->packed + s->used;
    s->inflate.avail_in = (uint32_t)(s->have - s->used);
    s->inflate.next_out = (uint8_t *)buf;
    s->inflate.avail_out = (uint32_t)room;
    int rc = isal_inflate(&s->inflate);
    s->used = s->have - s->inflate.avail_in;
    *ret = room - s->inflate.avail_out;
    *ret_wrong = rc < 0;
    return s->inflate.block_state == ISAL_BLOCK_FINISH;
#else
    s->inflate.next_in = s->packed + s->used;
    s->inflate.avail_in = (uInt)(s->have - s->used);
    s->inflate.next_out = (Bytef *)buf;
    s->inflate.avail_out = (uInt)room;
    int rc = inflate(&s->inflate, Z_NO_FLUSH);
    s->used = s->have - s->inflate.avail_in;
    *ret = room - s->inflate.avail_out;
    *ret_wrong = rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR;
    return rc == Z_STREAM_END;
#endif
}

static enum status read_inflate(struct stream *s, char *buf, size_t room, size_t *ret, struct error *err)
{
    *ret = 0;
    while (!s->done && !s->broken) {
        bool wrong;
        if (s->used == s->have) {
            enum status st = refill(s, err);
            if (st != STATUS_OK)
                return st;
            if (s->have == 0)
                return s->broken ? STATUS_OK : broken(s, "the packed stream ends early");
        }
        bool ended = inflate_step(s, buf, room, ret, &wrong);
        if (wrong) /* never step on: ISA-L's state after an error is no state */
            return broken(s, "the packed stream is damaged");
        if (ended) {
            if (s->used == s->have && s->at < s->end) {
                enum status st = refill(s, err);
                if (st != STATUS_OK)
                    return st;
            }
            if (s->used == s->have || s->packing == PACKING_DEFLATE)
                s->done = true;
            else if (s->packed[s->used] == 0x1f)
                inflate_begin(s); /* the next member: logs that were appended packed */
            else
                s->done = true; /* padding behind the last member */
        }
        if (*ret > 0)
            return STATUS_OK;
    }
    return STATUS_OK;
}

static enum status read_zstd(struct stream *s, char *buf, size_t room, size_t *ret, struct error *err)
{
    *ret = 0;
    while (!s->broken) {
        if (s->used == s->have) {
            enum status st = refill(s, err);
            if (st != STATUS_OK)
                return st;
            if (s->have == 0)
                return s->zstd_hint == 0 || s->broken ? STATUS_OK : broken(s, "the packed stream ends early");
        }
        ZSTD_inBuffer in = { s->packed, s->have, s->used };
        ZSTD_outBuffer out = { buf, room, 0 };
        size_t rc = ZSTD_decompressStream(s->zstd, &out, &in);
        s->used = in.pos;
        *ret = out.pos;
        if (ZSTD_isError(rc))
            return broken(s,
                    ZSTD_getErrorCode(rc) == ZSTD_error_frameParameter_windowTooLarge
                            ? "needs a window over 128 MiB: unpack it first; it ends"
                            : "the packed stream is damaged");
        s->zstd_hint = rc;
        if (*ret > 0)
            return STATUS_OK;
    }
    return STATUS_OK;
}

static enum status read_unpacked(struct stream *s, char *buf, size_t room, size_t *ret, struct error *err)
{
    enum status st;
    *ret = 0;
    if (s->broken)
        return fail(err, STATUS_DAMAGED, "%s", s->why);
    if (s->packing == PACKING_NONE)
        st = read_file(s, buf, room, ret, err);
    else if (s->packing == PACKING_ZSTD)
        st = read_zstd(s, buf, room, ret, err);
    else
        st = read_inflate(s, buf, room, ret, err);
    if (st != STATUS_OK)
        return st;
    s->given += *ret;
    if (s->packing != PACKING_NONE && s->given > RATIO_FREE && s->given / LIMIT_ARCHIVE_RATIO > s->taken)
        return fail(err, STATUS_DAMAGED, "grows more than %u times when unpacked: not a log",
                LIMIT_ARCHIVE_RATIO);
    if (*ret == 0 && s->broken)
        return fail(err, STATUS_DAMAGED, "%s", s->why);
    return STATUS_OK;
}

static enum status read_text(struct stream *s, char *buf, size_t room, size_t *ret_len, struct error *err)
{
    if (!s->looked) {
        s->looked = true;
        enum status st = read_unpacked(s, buf, room / 2 < PACKED ? room / 2 : PACKED, ret_len, err);
        if (st != STATUS_OK)
            return st;
        size_t skip;
        s->utf16 = utf16_look((struct slice){ buf, *ret_len }, &skip);
        memmove(buf, buf + skip, *ret_len - skip);
        *ret_len -= skip;
        if (!s->utf16.on)
            return *ret_len == 0 && skip > 0 ? read_unpacked(s, buf, room, ret_len, err) : STATUS_OK;
        s->wide = malloc(PACKED);
        if (s->wide == NULL)
            return fail(err, STATUS_NOMEM, "no memory to turn UTF-16");
        memcpy(s->wide, buf, *ret_len);
        *ret_len = utf16_turn(&s->utf16, (struct slice){ s->wide, *ret_len }, buf, room);
        return STATUS_OK;
    }
    if (!s->utf16.on)
        return read_unpacked(s, buf, room, ret_len, err);
    for (;;) { /* two bytes become at most three */
        size_t have, want = room / 2 < PACKED ? room / 2 : PACKED;
        enum status st = read_unpacked(s, s->wide, want, &have, err);
        if (st != STATUS_OK || have == 0) {
            *ret_len = 0;
            return st;
        }
        *ret_len = utf16_turn(&s->utf16, (struct slice){ s->wide, have }, buf, room);
        if (*ret_len > 0)
            return STATUS_OK;
    }
}

enum status stream_read(struct stream *s, char *buf, size_t room, size_t *ret_len, struct error *err)
{
    enum status st = read_text(s, buf, room, ret_len, err);
    s->out += *ret_len;
    return st;
}

/* ---- places ---- */

struct stream_mark {
    uint64_t at, taken, given, out; /* `at`: of the first packed byte that is not used */
    bool in_member;
    struct utf16 utf16;
    inflater inflate;
};

/* Between two calls the state points nowhere: it holds its window itself. */
static bool inflater_copy(inflater *to, const inflater *from)
{
#ifdef HAVE_ISAL
    memcpy(to, from, sizeof *to);
    return true;
#else
    z_stream source = *from; /* inflateCopy takes it without const */
    return inflateCopy(to, &source) == Z_OK;
#endif
}

struct stream_mark *stream_mark(struct stream *s)
{
    bool can = (s->packing == PACKING_GZIP || s->packing == PACKING_DEFLATE) && !s->broken && !s->done;
    struct stream_mark *mark = can ? malloc(sizeof *mark) : NULL;
    if (mark == NULL)
        return NULL;
    mark->at = s->at - (s->have - s->used);
    mark->taken = s->taken - (s->have - s->used);
    mark->given = s->given;
    mark->out = s->out;
    mark->in_member = s->in_member;
    mark->utf16 = s->utf16;
    if (inflater_copy(&mark->inflate, &s->inflate))
        return mark;
    free(mark);
    return NULL;
}

void stream_mark_free(struct stream_mark **mark)
{
#ifndef HAVE_ISAL
    if (*mark != NULL)
        (void)inflateEnd(&(*mark)->inflate);
#endif
    free(*mark);
    *mark = NULL;
}

uint64_t stream_mark_at(const struct stream_mark *mark)
{
    return mark->out;
}

enum status stream_resume(struct stream *s, const struct stream_mark *mark, struct error *err)
{
#ifndef HAVE_ISAL
    (void)inflateEnd(&s->inflate);
#endif
    s->in_member = false; /* until the copy is there */
    if (mark->utf16.on && s->wide == NULL)
        s->wide = malloc(PACKED);
    if ((mark->utf16.on && s->wide == NULL) || !inflater_copy(&s->inflate, &mark->inflate))
        return fail(err, STATUS_NOMEM, "no memory to read a row again");
    s->at = mark->at;
    s->taken = mark->taken;
    s->given = mark->given;
    s->out = mark->out;
    s->have = s->used = 0;
    s->in_member = mark->in_member;
    s->looked = true;
    s->utf16 = mark->utf16;
    return STATUS_OK;
}
