/* pipeline.h - inputs in, one ordered stream of sign-ins out, on as many threads as there are.
 *
 * Layer   app: threads live here. Uses io/read, core/parse, core/names and core/flow.
 * Order   The stream depends on the inputs' contents and names alone: not on the order of arguments,
 *         the size of chunks or the number of threads.
 */
#pragma once

#include "core/flow/flow.h"
#include "core/model/incident.h"
#include "core/model/ledger.h"
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
    /* Every batch of an input before its names have ids, its stamps whole; in the input's own order. NULL: never.
     * After `restart` they come again. */
    void (*look)(void *ctx, struct input *input, const struct batch *batch);
};

#define UNPARSED_KEPT 512u
#define UNPARSED_OF_ONE 8u /* of one program of one format: the first ones */

/* What became of the lines, and a sample of those that were not understood. */
struct reading {
    struct ledger ledger;
    struct unparsed_row {
        uint16_t file;
        uint32_t length;
        uint32_t row; /* of the ledger: who did not understand it */
        uint64_t offset, line;
        const char *why; /* what was expected */
    } at[UNPARSED_KEPT];
    uint32_t count;
    uint8_t kept[LEDGER_ROWS]; /* rows of the sample, by row of the ledger */
};

/* STATUS_IO with "interrupted" when progress said so; what was taken until then was passed on. */
enum status pipeline_run(struct inputs *inputs, const struct pipeline_conf *conf, struct interner *interner,
        const struct pipeline_sink *sink, struct summary *ret_summary, struct reading *ret_reading,
        struct problems *problems, struct error *err) MUST_USE;
