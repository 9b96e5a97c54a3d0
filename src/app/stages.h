/* stages.h - what the files of the pipeline share.
 *
 * Layer   app. pipeline.c runs it all; work.c reads and parses on any thread; feed.c makes a lane's events
 *         of parsed chunks, merge.c one stream of the lanes, both on the thread that called.
 */
#pragma once

#include <pthread.h>
#include <time.h>

#include "app/lane.h"
#include "core/flow/dedup.h"
#include "core/flow/join.h"
#include "io/read/sorter.h"

#define OUT_EVENTS 4096u

/* What is known of the order and the years of the inputs; each step costs at most one more reading. */
enum knowledge {
    KNOWN_FIRST,    /* what the first chunks and some samples tell */
    KNOWN_HELD,     /* one input has late lines, so all may have */
    KNOWN_SURVEYED, /* every input was read to its end */
    KNOWN_ENOUGH,   /* they differ from what was seen (they grow), or it was told: taken as they come */
};

struct pipeline {
    struct inputs *inputs;
    const struct pipeline_conf *conf;
    struct interner *interner;
    const struct pipeline_sink *sink;
    struct summary *sum;
    struct problems *problems;
    struct lane *lanes; /* one an input, and behind them the sorted one */
    size_t lanes_count; /* without the sorted one */
    uint32_t *heap;     /* numbers of the lanes that still hold something, the first event's on top */
    size_t heap_count;
    struct sorter *sorter; /* of all lanes that are LANE_SORT; NULL: there are none */
    struct slot *slots;
    unsigned slots_count, depth; /* depth: chunks of one lane between read and taken */
    struct join *join;
    struct event *group, *out; /* a second to de-duplicate; joined events */
    uint32_t *scratch;
    size_t group_count;
    bool dedup;
    struct reading *reading;
    struct timespec told;
    uint64_t bytes_all;
    enum knowledge known;
    enum knowledge next; /* of the next reading */
    bool learning;       /* something was learned: this reading gives nothing more */
    /* shared with the workers, under the lock */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t workers[64];
    unsigned workers_count;
    bool stop;
    struct lane *wanted; /* whose next chunk is waited for */
    unsigned backlog;    /* chunks that are read and not parsed */
};

/* work.c */
enum status slot_init(struct slot *slot, struct error *err) MUST_USE;
void slot_done(struct slot *slot);

/* Parses on from slot->parsed; what a batch holds, so a chunk may need several calls. */
void slot_parse(const struct lane *lane, struct slot *slot);

/* The threads beside the calling one. Fewer than asked for when the system gives no more. */
void workers_start(struct pipeline *p);
void workers_stop(struct pipeline *p);

/* Waits for the lane's next chunk, parsed; works meanwhile. NULL at its end. */
struct slot *next_slot(struct pipeline *p, struct lane *lane);
void release_slot(struct pipeline *p, struct lane *lane, struct slot *slot);

/* feed.c: reads on until events of the lane may go, or its end. Those of a lane that is LANE_SORT go to
 * the sorter, all of them. */
enum status lane_fill(struct pipeline *p, struct lane *lane, struct error *err) MUST_USE;

/* The same for the sorted lane: from the sorter. */
enum status sorted_fill(struct pipeline *p, struct error *err) MUST_USE;

/* learn.c: what can be told of a lane before it is read; its `first`, `order` and `stamps.shift`. */
void lane_probe(struct pipeline *p, struct lane *lane);

/* Reads what is left of all lanes, for what is to be learned of them. */
enum status learn_rest(struct pipeline *p, struct error *err) MUST_USE;

/* The part of all bytes that was read so far, 0 .. 1. */
double part_read(struct pipeline *p);

/* Tells how far it is; STATUS_IO when the one who asked interrupts. */
enum status tell_progress(struct pipeline *p, struct error *err) MUST_USE;

/* feed.c: one chunk is taken: its events to the lane or the sorter, or only what is to be learned. */
enum status lane_take_slot(struct pipeline *p, struct lane *lane, struct slot *slot, struct error *err)
        MUST_USE;

/* merge.c: all lanes to the sink. STATUS_AGAIN when something was learned that changes what was given. */
enum status merge(struct pipeline *p, struct error *err) MUST_USE;
