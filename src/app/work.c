/* work.c - chunks read, unpacked and parsed on all threads. */
#include <stdlib.h>

#include "app/stages.h"

#define SPARE_UNPACKED 2u /* chunks: one to be parsed next, one for a thread that runs dry meanwhile */

/* ---- slots ---- */

enum status slot_init(struct slot *slot, struct error *err)
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

void slot_done(struct slot *slot)
{
    chunk_done(&slot->chunk);
    arena_done(&slot->batch.scratch);
    free(slot->batch.at);
}

void slot_parse(const struct lane *lane, struct slot *slot)
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

/* Under the lock, which is let go while reading. */
static void read_one(struct pipeline *p, struct lane *lane, struct slot *slot)
{
    struct problems problems = { 0 };
    slot->lane = (uint32_t)(lane - p->lanes);
    slot->number = lane->next_read++;
    slot->state = SLOT_BUSY;
    slot->parsed = 0;
    lane->in_flight++;
    lane->reading = true;
    pthread_mutex_unlock(&p->lock);
    slot->status = input_read(lane->input, &slot->chunk, &problems, &slot->err);
    bool last = slot->status != STATUS_OK || slot->chunk.last;
    pthread_mutex_lock(&p->lock);
    for (size_t i = 0; i < problems.count; i++)
        problems_add(p->problems, problems.at[i].where, "%s", problems.at[i].what);
    problems_done(&problems);
    lane->reading = false;
    lane->read_all = last;
    lane->position = input_position(lane->input);
    slot->state = SLOT_READ;
    p->backlog++;
    pthread_cond_broadcast(&p->changed);
}

/* The same. */
static void parse_one(struct pipeline *p, struct slot *slot)
{
    slot->state = SLOT_BUSY;
    p->backlog--;
    pthread_mutex_unlock(&p->lock);
    if (slot->status == STATUS_OK)
        slot_parse(&p->lanes[slot->lane], slot);
    pthread_mutex_lock(&p->lock);
    slot->state = SLOT_PARSED;
    pthread_cond_broadcast(&p->changed);
}

/* Of the chunks that are only read, the one that will be asked for first. */
static struct slot *slot_to_parse(struct pipeline *p)
{
    struct slot *best = NULL;
    uint64_t least = UINT64_MAX;
    for (unsigned i = 0; i < p->slots_count; i++) {
        struct slot *slot = &p->slots[i];
        if (slot->lane == UINT32_MAX || slot->state != SLOT_READ)
            continue;
        const struct lane *lane = &p->lanes[slot->lane];
        uint64_t ahead = 2 * (slot->number - lane->next_taken) + (lane != p->wanted);
        if (ahead < least) {
            best = slot;
            least = ahead;
        }
    }
    return best;
}

/* Reads or parses one chunk if there is one to. Called and returns under the lock. Unpacking goes on in one
 * thread an input and so comes first, until a spare chunk lies ready for who has nothing to do; reading a
 * plain file costs little, and its chunk is best parsed where it is still in the cache. */
static bool work_once(struct pipeline *p)
{
    struct lane *lane = lane_to_read(p);
    struct slot *slot = lane ? free_slot(p, lane) : NULL;
    unsigned spare = slot != NULL && p->conf->threads > 1 && input_is_packed(lane->input) ? SPARE_UNPACKED
                                                                                          : 1;
    if (slot != NULL && p->backlog < spare) {
        read_one(p, lane, slot);
        return true;
    }
    slot = p->backlog > 0 ? slot_to_parse(p) : NULL;
    if (slot == NULL)
        return false;
    parse_one(p, slot);
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

struct slot *next_slot(struct pipeline *p, struct lane *lane)
{
    struct slot *slot;
    pthread_mutex_lock(&p->lock);
    lane->opened = true;
    p->wanted = lane;
    for (;;) {
        slot = slot_of(p, lane);
        if (slot != NULL ? slot->state == SLOT_PARSED : lane->read_all)
            break;
        if (slot != NULL && slot->state == SLOT_READ)
            parse_one(p, slot);
        else if (!work_once(p))
            pthread_cond_wait(&p->changed, &p->lock);
    }
    pthread_mutex_unlock(&p->lock);
    return slot;
}

void release_slot(struct pipeline *p, struct lane *lane, struct slot *slot)
{
    pthread_mutex_lock(&p->lock);
    slot->lane = UINT32_MAX;
    lane->in_flight--;
    lane->next_taken++;
    if (p->wanted == lane)
        p->wanted = NULL; /* reading ahead for it must not take the slot kept for whom is waited for next */
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
}

/* ---- the threads ---- */

void workers_start(struct pipeline *p)
{
    unsigned more = p->conf->threads > 1 ? p->conf->threads - 1 : 0;
    p->stop = false;
    p->backlog = 0;
    p->workers_count = 0;
    while (p->workers_count < more && pthread_create(&p->workers[p->workers_count], NULL, worker, p) == 0)
        p->workers_count++;
}

void workers_stop(struct pipeline *p)
{
    pthread_mutex_lock(&p->lock);
    p->stop = true;
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
    for (unsigned i = 0; i < p->workers_count; i++)
        pthread_join(p->workers[i], NULL);
}
