/* resume.c - the engine's memory saved after any event and loaded again goes on to the same bytes; feeding
 * in other pieces changes nothing.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/run.h"
#include "core/export/jsonl.h"
#include "tests/unit/tap.h"
#include "world.h"

static struct run run;
static struct event *events;
static size_t count, room;

static void take(void *ctx, const struct event *ev, size_t n)
{
    (void)ctx;
    if (count + n > room) {
        room = (count + n) * 2;
        struct event *grown = realloc(events, room * sizeof *events);
        if (grown == NULL)
            abort();
        events = grown;
    }
    memcpy(events + count, ev, n * sizeof *ev);
    count += n;
}

static void restart(void *ctx)
{
    (void)ctx;
    count = 0;
}

struct tape {
    char *at;
    size_t len, room, read;
};

static bool tape_write(void *to, const void *bytes, size_t size)
{
    struct tape *tape = to;
    if (tape->len + size > tape->room) {
        tape->room = (tape->len + size) * 2;
        char *grown = realloc(tape->at, tape->room);
        if (grown == NULL)
            abort();
        tape->at = grown;
    }
    memcpy(tape->at + tape->len, bytes, size);
    tape->len += size;
    return true;
}

static bool tape_read(void *from, void *bytes, size_t size)
{
    struct tape *tape = from;
    if (size > tape->len - tape->read)
        return false;
    memcpy(bytes, tape->at + tape->read, size);
    tape->read += size;
    return true;
}

static struct engine *new_engine(void)
{
    struct engine_conf conf = { .false_alarms_per_year = 0.1 };
    struct engine *engine = NULL;
    struct error err;
    if (engine_new(&conf, run.interner, &engine, &err) != STATUS_OK)
        abort();
    return engine;
}

static struct out told(struct engine *engine)
{
    struct incidents all;
    struct error err;
    struct out out = { 0 };
    if (engine_report(engine, &all, &err) != STATUS_OK)
        abort();
    form_jsonl.incidents(&out, &all, &(struct exporting){ .version = "test" });
    incidents_free(&all);
    return out;
}

static bool same(const struct out *a, const struct out *b)
{
    return a->len > 0 && a->len == b->len && memcmp(a->at, b->at, a->len) == 0;
}

static void resumes_after(size_t at, const struct out *whole)
{
    struct engine *first = new_engine(), *second = new_engine();
    struct tape tape = { 0 }, again = { 0 };
    struct error err;
    char name[80];
    engine_feed(first, events, at);
    (void)snprintf(name, sizeof name, "saved and loaded after %zu of %zu sign-ins", at, count);
    bool ok = engine_save(first, tape_write, &tape, &err) == STATUS_OK
            && engine_load(second, tape_read, &tape, &err) == STATUS_OK
            && engine_save(second, tape_write, &again, &err) == STATUS_OK;
    OK(ok && again.len == tape.len && memcmp(again.at, tape.at, tape.len) == 0,
            "what is loaded is saved as the same bytes");
    engine_feed(second, events + at, count - at);
    struct out out = told(second);
    OK(ok && same(&out, whole), name);
    out_done(&out);
    /* A file that was cut is refused, not believed. */
    struct engine *third = new_engine();
    struct tape cut = { tape.at, tape.len / 2, 0, 0 };
    OK(engine_load(third, tape_read, &cut, &err) != STATUS_OK, "half a memory is refused");
    engine_free(&third);
    engine_free(&first);
    engine_free(&second);
    free(tape.at);
    free(again.at);
}

static void read_world(void)
{
    char path[] = "/tmp/cordon-resume-XXXXXX", why[160];
    struct pipeline_sink sink = { .take = take, .restart = restart };
    static struct options opt = { .since = TIME_NONE, .until = TIME_NONE, .quiet = true };
    const char *paths[] = { path };
    struct world world;
    struct plan plan;
    int fd = mkstemp(path);
    FILE *to = fd < 0 ? NULL : fdopen(fd, "w");
    plan_default(&plan);
    if (to == NULL || !script_line(&plan, "life people=120 days=8 seed=3 noise=60", why)
            || !script_line(&plan, "attack low-and-slow day=4 accounts=90", why)
            || !script_line(&plan, "attack brute-force day=5", why))
        abort();
    world_build(&world, &plan);
    write_sshd(&world, to);
    world_free(&world);
    if (fclose(to) != 0 || run_open(&run, &opt, paths, 1) != EXIT_DONE || run_read(&run, &sink) != EXIT_DONE)
        abort();
    (void)unlink(path);
}

int main(void)
{
    read_world();
    struct engine *engine = new_engine(), *slow = new_engine();
    engine_feed(engine, events, count);
    struct out whole = told(engine);
    for (size_t i = 0; i < count; i++) {
        engine_feed(slow, events + i, 1);
        if (i % 997 == 0) {
            struct out between = told(slow); /* asking changes nothing */
            out_done(&between);
        }
    }
    struct out one_by_one = told(slow);
    OK(whole.len > 0, "there is something to tell");
    OK(same(&one_by_one, &whole), "one by one, asked now and then, tells the same");
    const size_t eighth = count / 8;
    for (size_t i = 0; i <= 8; i++)
        resumes_after(i == 8 ? count : i * eighth + i, &whole);
    out_done(&whole);
    out_done(&one_by_one);
    engine_free(&engine);
    engine_free(&slow);
    (void)run_close(&run, EXIT_DONE);
    free(events);
    return tap_done();
}
