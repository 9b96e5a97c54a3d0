/* sorter.c - runs in memory, runs in a file, and their merge. */
#define _GNU_SOURCE
#include "io/read/sorter.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROOM_FIRST 4096u
#define OUT 1024u /* events written at once: 64 KiB */

struct key {
    time_us time;
    const struct event *event;
};

/* A sorted run in the file and the part of it that is in memory. */
struct sorted_run {
    uint64_t next, end; /* in the file, in events */
    struct event *at;   /* its share of `events` */
    size_t used, have;
};

struct sorter {
    size_t limit;
    const char *dir;
    char where[200]; /* the folder of the file, for messages */
    int fd;
    struct event *events; /* collected; then the shares of the runs */
    size_t count, room;
    struct key *keys; /* of `events` in order, while everything fits */
    size_t keys_room, given;
    struct event *out;
    struct sorted_run *runs;
    size_t runs_count, runs_room, share;
    size_t *heap; /* runs, the one with the first event on top */
    size_t heap_count;
    uint64_t spilled; /* events */
    bool ended;
};

/* ---- order ---- */

int sorter_order(const struct event *a, const struct event *b)
{
    if (a->time != b->time)
        return a->time < b->time ? -1 : 1;
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    return (a->offset > b->offset) - (a->offset < b->offset);
}

static int key_order(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    return sorter_order(x->event, y->event);
}

/* The collected events by way of keys: they are four times smaller to move about. */
static enum status sort_keys(struct sorter *s, struct error *err)
{
    if (s->keys_room < s->count) {
        free(s->keys);
        s->keys_room = 0;
        s->keys = malloc(s->count * sizeof *s->keys);
        if (s->keys == NULL)
            return fail(err, STATUS_NOMEM, "no memory to put %zu sign-ins in order", s->count);
        s->keys_room = s->count;
    }
    for (size_t i = 0; i < s->count; i++)
        s->keys[i] = (struct key){ s->events[i].time, &s->events[i] };
    if (s->count > 0)
        qsort(s->keys, s->count, sizeof *s->keys, key_order);
    return STATUS_OK;
}

/* ---- the file ---- */

static int open_in(struct sorter *s, const char *dir)
{
    char path[sizeof s->where + 32];
    if (dir == NULL || *dir == '\0' || strlen(dir) >= sizeof s->where)
        return -1;
    (void)snprintf(s->where, sizeof s->where, "%s", dir);
    (void)snprintf(path, sizeof path, "%s/cordon-XXXXXX", dir);
    int fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        (void)unlink(path);
    return fd;
}

static enum status spill_failed(const struct sorter *s, const char *what, struct error *err)
{
    return fail(err, STATUS_IO,
            "%s: %s: sign-ins are put in order there (%llu MB so far); set TMPDIR to a folder with room",
            s->where, what, (unsigned long long)(sorter_spilled(s) / 1000000));
}

static enum status spill_open(struct sorter *s, struct error *err)
{
    const char *env = getenv("TMPDIR");
    const char *named = s->dir != NULL ? s->dir : env != NULL && *env != '\0' ? env : NULL;
    s->fd = open_in(s, named != NULL ? named : "/var/tmp");
    if (s->fd < 0 && named == NULL) /* /tmp comes second: it is often memory */
        s->fd = open_in(s, "/tmp");
    return s->fd >= 0 ? STATUS_OK : spill_failed(s, strerror(errno), err);
}

static enum status write_events(struct sorter *s, const struct event *events, size_t count, struct error *err)
{
    const char *from = (const char *)events;
    size_t len = count * sizeof *events, done = 0;
    while (done < len) {
        ssize_t n = pwrite(s->fd, from + done, len - done, (off_t)(s->spilled * sizeof *events + done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return spill_failed(s, n < 0 ? strerror(errno) : "nothing was written", err);
        done += (size_t)n;
    }
    s->spilled += count;
    return STATUS_OK;
}

static enum status read_events(struct sorter *s, struct sorted_run *run, struct error *err)
{
    uint64_t left = run->end - run->next;
    size_t count = left < s->share ? (size_t)left : s->share, done = 0;
    char *to = (char *)run->at;
    run->used = run->have = 0;
    while (done < count * sizeof *run->at) {
        ssize_t n = pread(s->fd, to + done, count * sizeof *run->at - done,
                (off_t)(run->next * sizeof *run->at + done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return spill_failed(s, n < 0 ? strerror(errno) : "the file became shorter", err);
        done += (size_t)n;
    }
    run->next += count;
    run->have = count;
    return STATUS_OK;
}

static enum status run_add(struct sorter *s, struct error *err)
{
    if (s->runs_count == s->runs_room) {
        size_t room = s->runs_room ? s->runs_room * 2 : 16;
        struct sorted_run *grown = realloc(s->runs, room * sizeof *grown);
        if (grown == NULL)
            return fail(err, STATUS_NOMEM, "no memory for %zu sorted runs", room);
        s->runs = grown;
        s->runs_room = room;
    }
    s->runs[s->runs_count++] = (struct sorted_run){ .next = s->spilled, .end = s->spilled + s->count };
    return STATUS_OK;
}

/* What was collected becomes a run in the file. */
static enum status spill(struct sorter *s, struct error *err)
{
    enum status st = s->fd < 0 ? spill_open(s, err) : STATUS_OK;
    if (st == STATUS_OK)
        st = sort_keys(s, err);
    if (st == STATUS_OK)
        st = run_add(s, err);
    for (size_t i = 0; st == STATUS_OK && i < s->count;) {
        size_t n = 0;
        while (n < OUT && i < s->count)
            s->out[n++] = *s->keys[i++].event;
        st = write_events(s, s->out, n, err);
    }
    s->count = 0;
    return st;
}

/* ---- adding ---- */

enum status sorter_new(size_t limit, const char *dir, struct sorter **ret, struct error *err)
{
    struct sorter *s = calloc(1, sizeof *s);
    if (s != NULL)
        s->out = malloc(OUT * sizeof *s->out);
    if (s == NULL || s->out == NULL) {
        free(s);
        return fail(err, STATUS_NOMEM, "no memory to put sign-ins in order");
    }
    s->limit = limit;
    s->dir = dir;
    s->fd = -1;
    *ret = s;
    return STATUS_OK;
}

void sorter_free(struct sorter **sorter)
{
    struct sorter *s = *sorter;
    if (s == NULL)
        return;
    if (s->fd >= 0)
        (void)close(s->fd);
    free(s->events);
    free(s->keys);
    free(s->out);
    free(s->runs);
    free(s->heap);
    free(s);
    *sorter = NULL;
}

uint64_t sorter_spilled(const struct sorter *sorter)
{
    return sorter->spilled * sizeof(struct event);
}

static enum status grow(struct sorter *s, struct error *err)
{
    size_t room = s->room ? s->room * 2 : ROOM_FIRST;
    room = room < s->limit ? room : s->limit;
    struct event *grown = realloc(s->events, room * sizeof *grown);
    if (grown == NULL)
        return fail(err, STATUS_NOMEM, "no memory to put %zu sign-ins in order", room);
    s->events = grown;
    s->room = room;
    return STATUS_OK;
}

enum status sorter_add(struct sorter *s, const struct event *events, size_t count, struct error *err)
{
    enum status st = STATUS_OK;
    while (st == STATUS_OK && count > 0) {
        if (s->count == s->limit)
            st = spill(s, err);
        else if (s->count == s->room)
            st = grow(s, err);
        size_t n = s->room - s->count < count ? s->room - s->count : count;
        if (st != STATUS_OK || n == 0)
            continue;
        memcpy(s->events + s->count, events, n * sizeof *events);
        s->count += n;
        events += n;
        count -= n;
    }
    return st;
}

/* ---- the merge ---- */

/* At the same place in the order the earlier run comes first. */
static bool run_before(const struct sorter *s, size_t a, size_t b)
{
    int order = sorter_order(&s->runs[a].at[s->runs[a].used], &s->runs[b].at[s->runs[b].used]);
    return order != 0 ? order < 0 : a < b;
}

static void heap_down(struct sorter *s, size_t i)
{
    for (;;) {
        size_t child = 2 * i + 1, run = s->heap[i];
        if (child >= s->heap_count)
            return;
        if (child + 1 < s->heap_count && run_before(s, s->heap[child + 1], s->heap[child]))
            child++;
        if (run_before(s, run, s->heap[child]))
            return;
        s->heap[i] = s->heap[child];
        s->heap[child] = run;
        i = child;
    }
}

/* Everything was added: in memory as keys, or as runs that share the memory. */
static enum status end(struct sorter *s, struct error *err)
{
    s->ended = true;
    if (s->runs_count == 0)
        return sort_keys(s, err);
    enum status st = s->count > 0 ? spill(s, err) : STATUS_OK;
    free(s->keys);
    s->keys = NULL;
    s->keys_room = 0;
    if (st != STATUS_OK)
        return st;
    s->share = s->limit / s->runs_count;
    s->heap = calloc(s->runs_count, sizeof *s->heap);
    if (s->heap == NULL || s->share == 0)
        return fail(err, STATUS_NOMEM, "no memory to merge %zu sorted runs", s->runs_count);
    for (size_t i = 0; i < s->runs_count && st == STATUS_OK; i++) {
        s->runs[i].at = s->events + i * s->share;
        st = read_events(s, &s->runs[i], err);
        s->heap[i] = i;
    }
    if (st != STATUS_OK)
        return st;
    s->heap_count = s->runs_count;
    for (size_t i = s->heap_count / 2; i-- > 0;)
        heap_down(s, i);
    return STATUS_OK;
}

/* Behind the first event: the run goes to its place, or away at its end. */
static enum status step(struct sorter *s, struct error *err)
{
    struct sorted_run *run = &s->runs[s->heap[0]];
    enum status st = STATUS_OK;
    run->used++;
    if (run->used == run->have && run->next < run->end)
        st = read_events(s, run, err);
    else if (run->used == run->have)
        s->heap[0] = s->heap[--s->heap_count];
    if (st == STATUS_OK && s->heap_count > 0)
        heap_down(s, 0);
    return st;
}

enum status sorter_next(struct sorter *s, struct event *to, size_t room, size_t *ret, struct error *err)
{
    enum status st = s->ended ? STATUS_OK : end(s, err);
    size_t n = 0;
    if (s->runs_count == 0)
        while (st == STATUS_OK && n < room && s->given < s->count)
            to[n++] = *s->keys[s->given++].event;
    while (st == STATUS_OK && n < room && s->heap_count > 0) {
        const struct sorted_run *run = &s->runs[s->heap[0]];
        to[n++] = run->at[run->used];
        st = step(s, err);
    }
    *ret = n;
    return st;
}
