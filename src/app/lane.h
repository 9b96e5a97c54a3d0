/* lane.h - one input on its way through the pipeline: chunks in flight, its own order, its head.
 *
 * Layer   app.
 */
#pragma once

#include "app/pipeline.h"
#include "core/flow/stamp.h"

enum slot_state { SLOT_BUSY, SLOT_READ, SLOT_PARSED };

struct slot {
    struct chunk chunk;
    struct batch batch;
    size_t parsed;      /* bytes of chunk.data that were taken */
    enum status status; /* of reading */
    struct error err;
    enum slot_state state;
    uint32_t lane;   /* UINT32_MAX: free */
    uint64_t number; /* of the chunk within its lane */
};

enum lane_order {
    LANE_AS_IT_IS, /* events go at once */
    LANE_HOLD,     /* events wait until no late line can precede them */
    LANE_SORT,     /* all events go through the sorter before the first goes out */
};

struct lane {
    struct input *input;
    uint16_t file;
    uint16_t organisation;
    time_us first;         /* of its first sign-in, found by a probe */
    enum lane_order order; /* learned: how much it must be put in order */
    struct stamps stamps;
    int shift_begun;      /* stamps.shift when this reading began */
    struct event *events; /* in order, from `at` to `count`; then held ones up to `held` */
    size_t at, count, held, room;
    struct event *spare;            /* LIMIT_BATCH of them, for late lines */
    time_us newest;                 /* latest time read */
    time_us passed;                 /* latest time given away */
    uint64_t line;                  /* lines before the next chunk */
    uint64_t position;              /* packed bytes taken so far */
    uint64_t next_read, next_taken; /* chunk numbers */
    uint32_t in_flight;
    bool reading, read_all, done, opened;
};

/* Room for `more` events behind the held ones; what was given away is dropped. */
enum status lane_room(struct lane *lane, size_t more, struct error *err);

/* New events stand behind the held ones. Decides how many may go: all when they came in order; those
 * that nothing later can precede when the input is known to be late; all at the end. `fresh` of them are
 * new, at most LIMIT_BATCH; `late`: how late a line may be, in us; `most`: events that may be held.
 * STATUS_AGAIN: the input is less in order than thought (lane->order says how much); read it again. */
enum status lane_settle(
        struct lane *lane, time_us late, size_t most, size_t fresh, bool end, struct error *err);

/* Only learns: how late the records are, whose times were moved back by `years` since the last call. */
void lane_learn(struct lane *lane, time_us late, int years, const struct record *records, size_t count);

/* Gives its memory back. */
void lane_done(struct lane *lane);
