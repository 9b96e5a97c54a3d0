/* pipeline.c - lanes, threads, and the merge. */
#define _GNU_SOURCE
#include "app/pipeline.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "app/lane.h"
#include "core/flow/dedup.h"
#include "core/flow/join.h"

#define SLOTS_MAX 192u
#define OUT_EVENTS 4096u

struct pipeline {
    struct inputs *inputs;
    const struct pipeline_conf *conf;
    struct interner *interner;
    const struct pipeline_sink *sink;
    struct summary *sum;
    struct problems *problems;
    struct lane *lanes;
    size_t lanes_count;
    struct slot *slots;
    unsigned slots_count, depth;
    struct join *join;
    struct event *group, *out; /* a second to de-duplicate; joined events */
    uint32_t *scratch;
    size_t group_count;
    bool dedup;
    struct unparsed_rows *unparsed;
    /* shared with the workers */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool stop;
    struct lane *wanted;
    struct timespec told;
    uint64_t bytes_all;
};

/* ---- slots ---- */

static enum status slot_init(struct slot *slot, struct error *err)
{
    enum status st = chunk_init(&slot->chunk, err);
    if (st == STATUS_OK)
        st = arena_init(&slot->batch.scratch, LIMIT_SCRATCH, err);
    slot->batch.cap = LIMIT_BATCH;
    slot->batch.at = st == STATUS_OK ? malloc(LIMIT_BATCH * sizeof *slot->batch.at) : NULL;
    if (st == STATUS_OK && slot->batch.at == NULL)
        st = fail(err, STATUS_NOMEM, "no memory for a batch");
    return st;
}

static void slot_done(struct slot *slot)
{
    chunk_done(&slot->chunk);
    arena_done(&slot->batch.scratch);
    free(slot->batch.at);
}

static void batch_reset(struct batch *batch)
{
    arena_reset(&batch->scratch);
    batch->count = 0;
    batch->lines = batch->signins = batch->context = batch->irrelevant = batch->unparsed = batch->oversize =
            0;
    batch->sampled = 0;
}

static void slot_parse(const struct lane *lane, struct slot *slot)
{
    const struct format *format = input_format(lane->input);
    struct slice rest = slice_skip(slot->chunk.data, slot->parsed);
    batch_reset(&slot->batch);
    if (rest.len > 0)
        slot->parsed += format->parse(
                input_reader(lane->input), rest, slot->chunk.offset + slot->parsed, &slot->batch);
}

/* ---- reading ahead: any thread may do it ---- */

static bool may_read(const struct pipeline *p, const struct lane *lane)
{
    return lane->opened && !lane->reading && !lane->read_all && lane->in_flight < p->depth;
}

/* A lane that may be read further: the one that is waited for, else the emptiest. Under the lock. */
static struct lane *lane_to_read(struct pipeline *p)
{
    struct lane *best = NULL;
    if (p->wanted != NULL && p->wanted->in_flight == 0 && may_read(p, p->wanted))
        return p->wanted;
    for (size_t i = 0; i < p->lanes_count; i++) {
        struct lane *lane = &p->lanes[i];
        if (may_read(p, lane) && (best == NULL || lane->in_flight < best->in_flight))
            best = lane;
    }
    return best;
}

/* The first slot is kept for the lane that is waited for, so that others cannot starve it. */
static struct slot *free_slot(struct pipeline *p, const struct lane *lane)
{
    bool first = lane == p->wanted && lane->in_flight == 0;
    for (unsigned i = first ? 0 : 1; i < p->slots_count; i++)
        if (p->slots[i].lane == UINT32_MAX)
            return &p->slots[i];
    return NULL;
}

/* Reads and parses one chunk if there is one to read. Called and returns under the lock. */
static bool work_once(struct pipeline *p)
{
    struct lane *lane = lane_to_read(p);
    struct slot *slot = lane ? free_slot(p, lane) : NULL;
    if (slot == NULL)
        return false;
    slot->lane = (uint32_t)(lane - p->lanes);
    slot->number = lane->next_read++;
    slot->ready = false;
    slot->parsed = 0;
    lane->in_flight++;
    lane->reading = true;
    pthread_mutex_unlock(&p->lock);

    struct problems problems = { 0 };
    slot->status = input_read(lane->input, &slot->chunk, &problems, &slot->err);
    bool last = slot->status != STATUS_OK || slot->chunk.last;

    pthread_mutex_lock(&p->lock);
    for (size_t i = 0; i < problems.count; i++)
        problems_add(p->problems, problems.at[i].where, "%s", problems.at[i].what);
    problems_done(&problems);
    lane->reading = false;
    lane->read_all = last;
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);

    if (slot->status == STATUS_OK)
        slot_parse(lane, slot);

    pthread_mutex_lock(&p->lock);
    slot->ready = true;
    pthread_cond_broadcast(&p->changed);
    return true;
}

static void *worker(void *arg)
{
    struct pipeline *p = arg;
    pthread_mutex_lock(&p->lock);
    while (!p->stop)
        if (!work_once(p))
            pthread_cond_wait(&p->changed, &p->lock);
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

static struct slot *slot_of(struct pipeline *p, const struct lane *lane)
{
    uint32_t number = (uint32_t)(lane - p->lanes);
    for (unsigned i = 0; i < p->slots_count; i++)
        if (p->slots[i].lane == number && p->slots[i].number == lane->next_taken)
            return &p->slots[i];
    return NULL;
}

/* Waits for the lane's next chunk; works meanwhile. NULL at its end. */
static struct slot *next_slot(struct pipeline *p, struct lane *lane)
{
    struct slot *slot;
    pthread_mutex_lock(&p->lock);
    p->wanted = lane;
    for (;;) {
        slot = slot_of(p, lane);
        if (slot != NULL && slot->ready)
            break;
        if (slot == NULL && lane->read_all) {
            slot = NULL;
            break;
        }
        if (!work_once(p))
            pthread_cond_wait(&p->changed, &p->lock);
    }
    pthread_mutex_unlock(&p->lock);
    return slot;
}

static void release_slot(struct pipeline *p, struct lane *lane, struct slot *slot)
{
    pthread_mutex_lock(&p->lock);
    slot->lane = UINT32_MAX;
    lane->in_flight--;
    lane->next_taken++;
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
}

/* ---- a lane's events ---- */

static void count_batch(struct pipeline *p, const struct lane *lane, const struct batch *batch)
{
    struct summary *sum = p->sum;
    sum->lines += batch->lines;
    sum->context += batch->context;
    sum->irrelevant += batch->irrelevant;
    sum->unparsed += batch->unparsed;
    sum->oversize += batch->oversize;
    for (uint32_t i = 0; i < batch->sampled && p->unparsed != NULL && p->unparsed->count < UNPARSED_KEPT; i++)
        p->unparsed->at[p->unparsed->count++] = (struct unparsed_row){ lane->file, batch->sample[i].offset,
            lane->line + batch->sample[i].line + 1, batch->sample[i].length, batch->sample[i].why };
}

/* One batch of the slot's records joins the lane's events. */
static enum status lane_take_batch(
        struct pipeline *p, struct lane *lane, struct slot *slot, struct error *err)
{
    struct batch *batch = &slot->batch;
    enum status st = stamps_resolve(&lane->stamps, &p->conf->flow, batch->at, batch->count);
    if (st == STATUS_OK)
        st = lane_room(lane, batch->count, err);
    if (st != STATUS_OK)
        return st;
    count_batch(p, lane, batch);
    bool lines = input_format(lane->input)->framing == FRAME_LINES;
    uint64_t first = (lines ? lane->line : slot->chunk.line) + 1;
    interner_events(p->interner, batch->at, batch->count, lane->file, first, lane->organisation,
            lane->events + lane->held);
    lane->held += batch->count;
    lane->line += batch->lines;
    return lane_settle(lane, p->conf->flow.lateness, batch->count, false);
}

/* Reads on until events may go, or the end. */
static enum status lane_fill(struct pipeline *p, struct lane *lane, struct error *err)
{
    enum status st = STATUS_OK;
    lane->opened = true;
    while (st == STATUS_OK && lane->at == lane->count && !lane->done) {
        struct slot *slot = next_slot(p, lane);
        if (slot == NULL) {
            lane->done = true;
            st = lane_settle(lane, p->conf->flow.lateness, 0, true);
            break;
        }
        if (slot->status != STATUS_OK) {
            problems_add(p->problems, input_name(lane->input), "%s", slot->err.message);
        } else {
            p->sum->oversize += slot->chunk.oversize;
            lane->line += slot->chunk.oversize;
            st = lane_take_batch(p, lane, slot, err);
            while (st == STATUS_OK && slot->parsed < slot->chunk.data.len) {
                slot_parse(lane, slot); /* the batch was full: the rest of the chunk */
                st = lane_take_batch(p, lane, slot, err);
            }
        }
        release_slot(p, lane, slot);
    }
    return st;
}

/* ---- out ---- */

static void emit(struct pipeline *p, const struct event *events, size_t count)
{
    size_t from = 0, to = 0;
    for (size_t i = 0; i <= count; i++) { /* runs of what lies in the asked-for time and is an attempt */
        bool take = i < count && events[i].outcome != OUTCOME_NOT_AN_ATTEMPT
                && (p->conf->since == TIME_NONE || events[i].time >= p->conf->since)
                && (p->conf->until == TIME_NONE || events[i].time < p->conf->until);
        if (take) {
            to = i + 1;
            continue;
        }
        if (to > from)
            p->sink->take(p->sink->ctx, events + from, to - from);
        from = to = i + 1;
    }
}

static void join_out(struct pipeline *p, const struct event *events, size_t count)
{
    for (size_t at = 0; at < count;) {
        size_t part = count - at < OUT_EVENTS ? count - at : OUT_EVENTS;
        size_t n = join_events(p->join, events + at, part, p->out);
        for (size_t i = 0; i < n; i++) {
            if (p->sum->first == TIME_NONE || p->out[i].time < p->sum->first)
                p->sum->first = p->out[i].time;
            if (p->sum->last == TIME_NONE || p->out[i].time > p->sum->last)
                p->sum->last = p->out[i].time;
        }
        emit(p, p->out, n);
        at += part;
    }
}

static void flush_group(struct pipeline *p)
{
    size_t kept = dedup_group(p->group, p->group_count, p->scratch);
    p->sum->duplicates += p->group_count - kept;
    join_out(p, p->group, kept);
    p->group_count = 0;
}

static time_us second_of(time_us t)
{
    return t / TIME_SECOND - (t % TIME_SECOND < 0);
}

static void pass_on(struct pipeline *p, const struct event *events, size_t count)
{
    if (!p->dedup) {
        join_out(p, events, count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        bool other = p->group_count > 0 && second_of(p->group[0].time) != second_of(events[i].time);
        if (other || p->group_count == DEDUP_GROUP)
            flush_group(p);
        p->group[p->group_count++] = events[i];
    }
}

/* ---- the merge ---- */

static time_us head_of(const struct lane *lane)
{
    if (!lane->opened)
        return lane->first;
    /* An opened lane that has run dry is filled before another may go on. */
    return lane->at < lane->count ? lane->events[lane->at].time : INT64_MIN;
}

static bool tell_progress(struct pipeline *p)
{
    struct timespec now;
    uint64_t done = 0;
    if (p->sink->progress == NULL)
        return true;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (now.tv_sec == p->told.tv_sec && now.tv_nsec - p->told.tv_nsec < 250000000)
        return true;
    p->told = now;
    for (size_t i = 0; i < p->lanes_count; i++)
        done += p->lanes[i].done ? input_size(p->lanes[i].input) : input_position(p->lanes[i].input);
    return p->sink->progress(p->sink->ctx, p->sum, done, p->bytes_all);
}

/* The lane whose head is earliest, and the next one's head: what the first may give in one run. */
static struct lane *earliest(struct pipeline *p, time_us *ret_next, size_t *ret_next_index)
{
    struct lane *best = NULL;
    *ret_next = INT64_MAX;
    *ret_next_index = SIZE_MAX;
    for (size_t i = 0; i < p->lanes_count; i++) {
        struct lane *lane = &p->lanes[i];
        time_us head = head_of(lane);
        if (lane->done && lane->at == lane->count)
            continue;
        if (best == NULL || head < head_of(best)) {
            if (best != NULL) {
                *ret_next = head_of(best);
                *ret_next_index = (size_t)(best - p->lanes);
            }
            best = lane;
        } else if (head < *ret_next) {
            *ret_next = head;
            *ret_next_index = i;
        }
    }
    return best;
}

static size_t run_length(const struct lane *lane, size_t index, time_us next, size_t next_index)
{
    const struct event *ev = lane->events;
    if (next == INT64_MAX || ev[lane->count - 1].time < next)
        return lane->count - lane->at;
    size_t n = lane->at;
    while (n < lane->count && (ev[n].time < next || (ev[n].time == next && index < next_index)))
        n++;
    return n - lane->at;
}

static enum status merge(struct pipeline *p, struct error *err)
{
    time_us next;
    size_t next_index;
    struct lane *lane;
    while ((lane = earliest(p, &next, &next_index)) != NULL) {
        if (lane->at == lane->count) {
            enum status st = lane_fill(p, lane, err);
            if (st != STATUS_OK)
                return st;
            if (!tell_progress(p))
                return fail(err, STATUS_IO, "interrupted");
            continue;
        }
        size_t n = run_length(lane, (size_t)(lane - p->lanes), next, next_index);
        pass_on(p, lane->events + lane->at, n);
        lane->at += n;
        if (lane->done && lane->at == lane->count) {
            free(lane->events);
            lane->events = NULL;
            lane->at = lane->count = lane->held = lane->room = 0;
        }
    }
    if (p->dedup)
        flush_group(p);
    emit(p, p->out, join_rest(p->join, p->out));
    return STATUS_OK;
}

/* ---- a run, again while something is learned ---- */

/* The time of the first sign-in, so that lanes are opened when the merge gets there. */
static void probe(struct pipeline *p, struct lane *lane)
{
    struct slot *slot = &p->slots[0];
    struct problems quiet = { 0 };
    struct error err;
    struct stamps stamps = { .newest = input_mtime(lane->input) + TIME_DAY, .shift = lane->stamps.shift };
    lane->first = INT64_MIN;
    slot->parsed = 0;
    if (input_rewind(lane->input, &err) == STATUS_OK
            && input_read(lane->input, &slot->chunk, &quiet, &err) == STATUS_OK) {
        slot_parse(lane, slot);
        if (stamps_resolve(&stamps, &p->conf->flow, slot->batch.at, slot->batch.count) == STATUS_OK
                && slot->batch.count > 0) {
            bool falling = slot->batch.at[0].time > slot->batch.at[slot->batch.count - 1].time;
            lane->first = slot->batch.at[0].time - (lane->order == LANE_HOLD ? p->conf->flow.lateness : 0);
            if (falling && lane->order == LANE_AS_IT_IS && slot->batch.count > 1
                    && slot->batch.at[0].time - slot->batch.at[slot->batch.count - 1].time
                            > p->conf->flow.lateness)
                lane->order = LANE_SORT;
            if (lane->order == LANE_SORT)
                lane->first = INT64_MIN;
        }
    }
    problems_done(&quiet);
    if (input_rewind(lane->input, &err) != STATUS_OK)
        problems_add(p->problems, input_name(lane->input), "%s", err.message);
}

static void lanes_begin(struct pipeline *p)
{
    for (size_t i = 0; i < p->lanes_count; i++) {
        struct lane *lane = &p->lanes[i];
        struct lane begun = { .input = lane->input,
            .file = lane->file,
            .organisation = lane->organisation,
            .order = lane->order,
            .events = lane->events,
            .room = lane->room,
            .newest = INT64_MIN,
            .passed = INT64_MIN,
            .stamps = { .shift = lane->stamps.shift, .newest = input_mtime(lane->input) + TIME_DAY } };
        *lane = begun;
        probe(p, lane);
    }
    for (unsigned i = 0; i < p->slots_count; i++)
        p->slots[i].lane = UINT32_MAX;
}

static enum status run_once(struct pipeline *p, struct error *err)
{
    unsigned more = p->conf->threads > 1 ? p->conf->threads - 1 : 0;
    pthread_t threads[64];
    unsigned started = 0;

    lanes_begin(p);
    join_free(&p->join);
    enum status st = join_new(&p->join, err);
    if (st != STATUS_OK)
        return st;
    p->group_count = 0;
    p->stop = false;
    while (started < more && pthread_create(&threads[started], NULL, worker, p) == 0)
        started++;
    st = merge(p, err);
    pthread_mutex_lock(&p->lock);
    p->stop = true;
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
    for (unsigned i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    return st;
}

static void summary_reset(struct summary *sum, size_t inputs)
{
    *sum = (struct summary){ .first = TIME_NONE, .last = TIME_NONE, .inputs = inputs };
}

static uint16_t organisation_of(const struct pipeline *p, const struct input *input)
{
    struct slice name = p->conf->organisation;
    if (p->conf->org_from_folder)
        name = text(input_folder(input));
    return interner_organisation(p->interner, name);
}

static enum status pipeline_init(struct pipeline *p, struct error *err)
{
    enum status st = STATUS_OK;
    unsigned threads = p->conf->threads > 0 ? p->conf->threads : 1;
    p->lanes_count = inputs_count(p->inputs);
    p->depth = threads > 1 ? threads + 1 : 1;
    p->slots_count = threads * 2 + (p->lanes_count < 64 ? (unsigned)p->lanes_count : 64u);
    if (p->slots_count > SLOTS_MAX)
        p->slots_count = SLOTS_MAX;
    if (p->lanes_count <= 1)
        p->slots_count = p->depth + 2;
    p->lanes = calloc(p->lanes_count + 1, sizeof *p->lanes);
    p->slots = calloc(p->slots_count, sizeof *p->slots);
    p->out = malloc((2 * OUT_EVENTS + JOIN_HELD) * sizeof *p->out);
    p->dedup = p->lanes_count > 1;
    p->group = p->dedup ? malloc(DEDUP_GROUP * sizeof *p->group) : NULL;
    p->scratch = p->dedup ? malloc(2 * DEDUP_GROUP * sizeof *p->scratch) : NULL;
    if (p->lanes == NULL || p->slots == NULL || p->out == NULL
            || (p->dedup && (p->group == NULL || p->scratch == NULL)))
        return fail(err, STATUS_NOMEM, "no memory to read %zu inputs", p->lanes_count);
    for (unsigned i = 0; i < p->slots_count && st == STATUS_OK; i++)
        st = slot_init(&p->slots[i], err);
    for (size_t i = 0; i < p->lanes_count; i++) {
        p->lanes[i].input = inputs_at(p->inputs, i);
        p->lanes[i].file = (uint16_t)(i < UINT16_MAX ? i : UINT16_MAX);
        p->lanes[i].organisation = organisation_of(p, p->lanes[i].input);
        p->bytes_all += input_size(p->lanes[i].input);
    }
    return st;
}

static void pipeline_done(struct pipeline *p)
{
    for (size_t i = 0; p->lanes != NULL && i < p->lanes_count; i++)
        free(p->lanes[i].events);
    for (unsigned i = 0; p->slots != NULL && i < p->slots_count; i++)
        slot_done(&p->slots[i]);
    free(p->lanes);
    free(p->slots);
    free(p->out);
    free(p->group);
    free(p->scratch);
    join_free(&p->join);
    pthread_mutex_destroy(&p->lock);
    pthread_cond_destroy(&p->changed);
}

enum status pipeline_run(struct inputs *inputs, const struct pipeline_conf *conf, struct interner *interner,
        const struct pipeline_sink *sink, struct summary *ret_summary, struct unparsed_rows *unparsed,
        struct problems *problems, struct error *err)
{
    struct pipeline p = { .inputs = inputs,
        .conf = conf,
        .interner = interner,
        .sink = sink,
        .sum = ret_summary,
        .problems = problems,
        .unparsed = unparsed };
    const int tries = 64; /* each learns at least one thing of one input; then it goes on as it is */
    size_t said = problems->count;
    pthread_mutex_init(&p.lock, NULL);
    pthread_cond_init(&p.changed, NULL);
    enum status st = pipeline_init(&p, err);
    for (int i = 0; st == STATUS_OK && i < tries; i++) {
        summary_reset(ret_summary, p.lanes_count);
        if (unparsed != NULL)
            unparsed->count = 0;
        st = run_once(&p, err);
        if (st != STATUS_AGAIN)
            break;
        st = STATUS_OK;
        sink->restart(sink->ctx);
        while (problems->count > said) { /* they will be said again */
            problems->count--;
            free(problems->at[problems->count].where);
            free(problems->at[problems->count].what);
        }
        for (size_t k = 0; i > 16 && k < p.lanes_count; k++)
            p.lanes[k].order = LANE_SORT;
    }
    pipeline_done(&p);
    return st;
}
