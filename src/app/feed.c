/* feed.c - parsed chunks become a lane's events. */
#include "app/stages.h"

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

enum status lane_fill(struct pipeline *p, struct lane *lane, struct error *err)
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
