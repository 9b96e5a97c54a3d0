/* feed.c - parsed chunks become a lane's events. */
#include "app/stages.h"
#include "core/base/limits.h"

static void keep_unparsed(
        struct reading *reading, const struct lane *lane, uint64_t first, const struct batch *batch)
{
    const char *format = input_format(lane->input)->name;
    for (uint32_t i = 0; i < batch->sampled && reading->count < UNPARSED_KEPT; i++) {
        const struct unparsed *u = &batch->sample[i];
        uint32_t row = (uint32_t)(ledger_of(&reading->ledger, format, batch->of[u->of].name)
                - reading->ledger.at);
        if (reading->kept[row] == UNPARSED_OF_ONE)
            continue;
        reading->kept[row]++;
        reading->at[reading->count++] = (struct unparsed_row){
            .file = lane->file,
            .length = u->length,
            .row = row,
            .offset = u->offset,
            .line = first + u->line,
            .why = u->why,
        };
    }
}

static void count_batch(
        struct pipeline *p, const struct lane *lane, uint64_t first, const struct batch *batch)
{
    struct summary *sum = p->sum;
    sum->lines += batch->lines;
    sum->accesses += batch->accesses;
    sum->context += batch->context;
    sum->irrelevant += batch->irrelevant;
    sum->unparsed += batch->unparsed;
    sum->oversize += batch->oversize;
    ledger_batch(&p->reading->ledger, input_format(lane->input)->name, batch);
    keep_unparsed(p->reading, lane, first, batch);
}

/* A lane's share of what may be held back. */
static size_t held_most(const struct pipeline *p)
{
    size_t share = LIMIT_HELD / (p->lanes_count + 1);
    return share > 2 * LIMIT_BATCH ? share : 2 * LIMIT_BATCH;
}

/* The batch's records as the lane's events; what was learned comes back as STATUS_AGAIN. */
static enum status give_batch(struct pipeline *p, struct lane *lane, struct slot *slot, struct error *err)
{
    const struct batch *batch = &slot->batch;
    enum status st = lane_room(lane, batch->count, err);
    if (st != STATUS_OK)
        return st;
    uint64_t first = (input_is_lines(lane->input) ? lane->line : slot->chunk.line) + 1;
    count_batch(p, lane, first, batch);
    if (p->sink->look != NULL)
        p->sink->look(p->sink->ctx, lane->input, batch);
    interner_events(p->interner, batch->at, batch->count, lane->file, first, lane->organisation,
            lane->events + lane->held);
    lane->line += batch->lines;
    if (lane->order == LANE_SORT)
        return sorter_add(p->sorter, lane->events, batch->count, err);
    enum lane_order order = lane->order;
    lane->held += batch->count;
    st = lane_settle(lane, p->conf->flow.lateness, held_most(p), batch->count, false, err);
    if (st != STATUS_AGAIN || p->known < KNOWN_ENOUGH)
        return st;
    lane->order = order; /* it cannot be read again: taken as it comes */
    lane->passed = INT64_MIN;
    return lane_settle(lane, p->conf->flow.lateness, held_most(p), 0, false, err);
}

static enum status lane_take_batch(
        struct pipeline *p, struct lane *lane, struct slot *slot, struct error *err)
{
    struct batch *batch = &slot->batch;
    int shift = lane->stamps.shift;
    enum status st = stamps_resolve(&lane->stamps, &p->conf->flow, batch->at, batch->count);
    if (st == STATUS_AGAIN && p->known < KNOWN_ENOUGH)
        p->learning = true;
    if (p->learning) {
        lane_learn(lane, p->conf->flow.lateness, lane->stamps.shift - shift, batch->at, batch->count);
        return STATUS_OK;
    }
    st = give_batch(p, lane, slot, err);
    if (st != STATUS_AGAIN)
        return st;
    p->learning = true;
    return STATUS_OK;
}

/* All batches of a chunk. STATUS_AGAIN: something was learned. */
enum status lane_take_slot(struct pipeline *p, struct lane *lane, struct slot *slot, struct error *err)
{
    if (slot->status != STATUS_OK) {
        problems_add(p->problems, input_name(lane->input), "%s", slot->err.message);
        return STATUS_OK;
    }
    p->sum->oversize += slot->chunk.oversize;
    ledger_of(&p->reading->ledger, input_format(lane->input)->name, NULL)->oversize += slot->chunk.oversize;
    lane->line += slot->chunk.oversize;
    enum status st = lane_take_batch(p, lane, slot, err);
    while (st == STATUS_OK && slot->parsed < slot->chunk.data.len) {
        slot_parse(lane, slot); /* the batch was full: the rest of the chunk */
        st = lane_take_batch(p, lane, slot, err);
    }
    return st == STATUS_OK && p->learning ? STATUS_AGAIN : st;
}

enum status lane_fill(struct pipeline *p, struct lane *lane, struct error *err)
{
    enum status st = STATUS_OK;
    while (st == STATUS_OK && lane->at == lane->count && !lane->done) {
        struct slot *slot = next_slot(p, lane);
        if (slot == NULL) {
            lane->done = true;
            if (lane->order != LANE_SORT)
                st = lane_settle(lane, p->conf->flow.lateness, 0, 0, true, err);
            break;
        }
        st = lane_take_slot(p, lane, slot, err);
        release_slot(p, lane, slot);
        if (lane->order == LANE_SORT)
            break; /* a chunk a time, so that progress is told */
    }
    return st;
}

enum status sorted_fill(struct pipeline *p, struct error *err)
{
    struct lane *lane = &p->lanes[p->lanes_count];
    size_t n = 0;
    enum status st = lane_room(lane, LIMIT_BATCH, err);
    if (st == STATUS_OK)
        st = sorter_next(p->sorter, lane->events + lane->held, LIMIT_BATCH, &n, err);
    lane->held += n;
    lane->count = lane->held;
    lane->done = n == 0;
    return st;
}
