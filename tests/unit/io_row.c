/* io_row.c - rows of a packed input are found again from the places that were kept while it was read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>

#include "io/read/input.h"
#include "tap.h"

#define LINES 60000u
#define LINE 128u

/* Lines of one length, of which a third does not pack: about 2 MB packed. */
static char *log_text(void)
{
    char *all = malloc((size_t)LINES * LINE + 1);
    uint64_t x = 88172645463325252u;
    for (size_t i = 0; all != NULL && i < LINES; i++) {
        char line[160];
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        int n = snprintf(line, sizeof line,
                "Nov  9 02:10:00 gate sshd[1]: Failed password for u%016llx%05zu from 192.0.2.7 port 2",
                (unsigned long long)x, i);
        memset(all + i * LINE, ' ', LINE);
        memcpy(all + i * LINE, line, (size_t)n);
        all[i * LINE + LINE - 1] = '\n';
    }
    return all;
}

/* Two members, as a log that was appended packed. */
static bool pack(const char *path, const char *all, size_t len)
{
    bool good = true;
    for (int part = 0; part < 2 && good; part++) {
        gzFile gz = gzopen(path, part ? "ab" : "wb");
        size_t half = len / 2;
        good = gz != NULL && gzwrite(gz, all + (part ? half : 0), (unsigned)half) == (int)half;
        good = gz != NULL && gzclose(gz) == Z_OK && good;
    }
    return good;
}

static void read_all(struct input *input)
{
    struct chunk chunk;
    struct problems problems = { 0 };
    struct error err;
    bool good = chunk_init(&chunk, &err) == STATUS_OK;
    do
        good = good && input_read(input, &chunk, &problems, &err) == STATUS_OK;
    while (good && !chunk.last);
    OK(good && problems.count == 0, "read to its end");
    chunk_done(&chunk);
    problems_done(&problems);
}

static void row_is(struct input *input, const char *all, size_t line, const char *name)
{
    char buf[LINE];
    size_t len = 0;
    struct error err;
    enum status st = input_row(input, line * LINE, LINE, buf, sizeof buf, &len, &err);
    OK(st == STATUS_OK && len == LINE && memcmp(buf, all + line * LINE, LINE) == 0, name);
}

int main(void)
{
    char path[] = "/tmp/cordon-row-XXXXXX";
    const char *paths[] = { path };
    struct input_options options = { 0 };
    struct problems problems = { 0 };
    struct inputs *inputs = NULL;
    struct error err;
    int fd = mkstemp(path);
    char *all = log_text();

    if (!OK(fd >= 0 && all != NULL && pack(path, all, (size_t)LINES * LINE), "packed")) {
        free(all);
        return tap_done();
    }
    enum status st = inputs_open(paths, 1, &options, &inputs, &problems, &err);
    if (OK(st == STATUS_OK && inputs_count(inputs) == 1, "opened")) {
        struct input *input = inputs_at(inputs, 0);
        row_is(input, all, 40000, "a row before anything was read");
        read_all(input);
        row_is(input, all, 3, "a row before the first place");
        row_is(input, all, 20000, "a row in the first member");
        row_is(input, all, 20001, "the next row");
        row_is(input, all, 58000, "a row in the second member");
        row_is(input, all, 59999, "the last row");
        row_is(input, all, 29999, "a row further back");
    }
    inputs_free(&inputs);
    problems_done(&problems);
    free(all);
    (void)close(fd);
    (void)unlink(path);
    return tap_done();
}
