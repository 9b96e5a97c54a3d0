/* io_sorter.c - events come out in order, in memory or over runs in a file; a full disk is said. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "io/read/sorter.h"
#include "tap.h"

#define MANY 5000u

static struct event event_of(time_us time, uint16_t file, uint64_t offset)
{
    return (struct event){ .time = time, .file = file, .offset = offset };
}

/* Event i of a hostile order: times go up, down and stand still; every third is of another input. */
static struct event numbered(size_t i)
{
    time_us time = (time_us)(i * 7919 % 613) - (i % 5 == 0 ? 1000 : 0);
    return event_of(time, (uint16_t)(i % 3), i);
}

/* Adds all in pieces of `step`, takes them in pieces of 77. */
static size_t sort_all(size_t limit, size_t step, struct event *to, uint64_t *ret_spilled)
{
    struct sorter *sorter = NULL;
    struct error err;
    struct event piece[200];
    size_t count = 0, n = 1;
    enum status st = sorter_new(limit, NULL, &sorter, &err);
    for (size_t i = 0; st == STATUS_OK && i < MANY; i += n) {
        for (n = 0; n < step && i + n < MANY; n++)
            piece[n] = numbered(i + n);
        st = sorter_add(sorter, piece, n, &err);
    }
    for (n = 1; st == STATUS_OK && n > 0; count += n)
        st = sorter_next(sorter, to + count, MANY - count < 77 ? MANY - count : 77, &n, &err);
    *ret_spilled = sorter ? sorter_spilled(sorter) : 0;
    sorter_free(&sorter);
    return st == STATUS_OK ? count : 0;
}

static bool in_order(const struct event *events, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (sorter_order(&events[i - 1], &events[i]) >= 0)
            return false;
    return true;
}

static void check_limits(struct event *first, struct event *other)
{
    static const size_t limits[] = { 100000, 5000, 4999, 1000, 137, 71 };
    uint64_t spilled;
    OK(sort_all(limits[0], 200, first, &spilled) == MANY, "all in memory");
    OK(spilled == 0, "what fits touches no disk");
    OK(in_order(first, MANY), "in order; at the same time by input, then by place");
    for (size_t i = 1; i < sizeof limits / sizeof limits[0]; i++) {
        bool all = sort_all(limits[i], 1 + i * 17, other, &spilled) == MANY;
        OK(all && memcmp(first, other, MANY * sizeof *first) == 0, "the limit changes nothing");
        OK((spilled > 0) == (limits[i] < MANY), "a file is written only beyond it");
    }
}

static void test_limits(void)
{
    struct event *first = calloc(MANY, sizeof *first), *other = calloc(MANY, sizeof *other);
    if (OK(first && other, "memory"))
        check_limits(first, other);
    free(first);
    free(other);
}

static void test_empty(void)
{
    struct sorter *sorter = NULL;
    struct error err;
    struct event one;
    size_t n = 1;
    OK(sorter_new(8, NULL, &sorter, &err) == STATUS_OK, "made");
    OK(sorter_next(sorter, &one, 1, &n, &err) == STATUS_OK && n == 0, "nothing added, nothing given");
    sorter_free(&sorter);
}

static enum status add_many(const char *dir, struct error *err)
{
    struct sorter *sorter = NULL;
    enum status st = sorter_new(100, dir, &sorter, err);
    for (size_t i = 0; st == STATUS_OK && i < MANY; i++) {
        struct event ev = numbered(i);
        st = sorter_add(sorter, &ev, 1, err);
    }
    sorter_free(&sorter);
    return st;
}

/* A limit of the file's size stands for a full disk: the same write fails in the same way. */
static void test_no_room(void)
{
    struct rlimit all, few;
    struct error err;
    (void)signal(SIGXFSZ, SIG_IGN);
    (void)getrlimit(RLIMIT_FSIZE, &all);
    few = all;
    few.rlim_cur = 100000;
    (void)setrlimit(RLIMIT_FSIZE, &few);
    enum status st = add_many(NULL, &err);
    (void)setrlimit(RLIMIT_FSIZE, &all);
    OK(st == STATUS_IO && strstr(err.message, "set TMPDIR") != NULL, "no room: what to do");
    st = add_many("/no/such/folder", &err);
    OK(st == STATUS_IO && strstr(err.message, "/no/such/folder: ") == err.message, "no folder: which");
}

int main(void)
{
    test_limits();
    test_empty();
    test_no_room();
    return tap_done();
}
