/* pipeline.h - inputs in, one ordered stream of sign-ins out, on as many threads as there are.
 *
 * Layer   app: threads live here. Uses io/read, core/parse, core/names and core/flow.
 * Order   The stream depends on the inputs' contents and names alone: not on the order of arguments,
 *         the size of chunks or the number of threads.
 */
#pragma once

#include "core/flow/flow.h"
#include "core/model/incident.h"
#include "core/names/interner.h"
#include "io/read/input.h"

struct pipeline_conf {
    unsigned threads;          /* 1 .. 64 */
    struct flow_conf flow;     /* years, zone, lateness */
    struct slice organisation; /* --org; empty: one per invocation */
    bool org_from_folder;
    time_us since, until; /* TIME_NONE: open; the sink sees only what lies between */
};

struct pipeline_sink {
    void *ctx;
    /* Sign-ins in time order (tellers already joined; outcome NOT_AN_ATTEMPT is never passed on). */
    void (*take)(void *ctx, const struct event *events, size_t count);
    /* Forget everything taken so far: an input turned out to be in another order or year than it
     * began, and is read again. The interner keeps its ids. NULL: what was taken cannot be taken back, so
     * all inputs are read to their end once before the first event. */
    void (*restart)(void *ctx);
    /* Called about four times a second from the thread that called pipeline_run; NULL: never.
     * Returning false interrupts (exit 130). */
    bool (*progress)(void *ctx, const struct summary *so_far, uint64_t bytes_done, uint64_t bytes_all);
};

#define UNPARSED_KEPT 64u

/* A sample of rows that were not understood. */
struct unparsed_rows {
    struct unparsed_row {
        uint16_t file;
        uint64_t offset, line;
        uint32_t length;
        const char *why; /* what was expected */
    } at[UNPARSED_KEPT];
    uint32_t count;
};

/* STATUS_IO with "interrupted" when progress said so; what was taken until then was passed on. `unparsed`
 * may be NULL. */
enum status pipeline_run(struct inputs *inputs, const struct pipeline_conf *conf, struct interner *interner,
        const struct pipeline_sink *sink, struct summary *ret_summary, struct unparsed_rows *unparsed,
        struct problems *problems, struct error *err) MUST_USE;
