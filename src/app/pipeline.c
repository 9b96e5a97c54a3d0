/* pipeline.c - a run over all inputs, again while something about them is learned. */
#include "app/pipeline.h"

#include <stdlib.h>

#include "app/stages.h"
#include "core/base/limits.h"

#define SLOTS_MAX 192u
#define DEPTH(threads) ((threads) + 2)

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
            .spare = lane->spare,
            .newest = INT64_MIN,
            .passed = INT64_MIN,
            .stamps = { .shift = lane->stamps.shift, .newest = input_mtime(lane->input) + TIME_DAY } };
        *lane = begun;
        lane_probe(p, lane);
    }
    for (unsigned i = 0; i < p->slots_count; i++)
        p->slots[i].lane = UINT32_MAX;
}

/* One sorter for all lanes that need it, and the lane that it fills. */
static enum status sorter_begin(struct pipeline *p, struct error *err)
{
    struct lane *sorted = &p->lanes[p->lanes_count];
    bool wanted = false;
    for (size_t i = 0; i < p->lanes_count; i++)
        wanted = wanted || p->lanes[i].order == LANE_SORT;
    lane_done(sorted);
    sorted->opened = true;
    sorted->done = !wanted;
    sorter_free(&p->sorter);
    return wanted ? sorter_new(LIMIT_SORTED, NULL, &p->sorter, err) : STATUS_OK;
}

/* Late lines that show early cost little: all inputs are then read as if they had some. */
static bool may_guess(struct pipeline *p)
{
    bool late_only = true;
    for (size_t i = 0; i < p->lanes_count; i++)
        late_only = late_only && p->lanes[i].order != LANE_SORT
                && p->lanes[i].stamps.shift == p->lanes[i].shift_begun;
    return p->known == KNOWN_FIRST && late_only && part_read(p) < 0.125;
}

/* What the next reading will know; a survey is made at once, from where each input stands. */
static enum status learn(struct pipeline *p, struct error *err)
{
    if (may_guess(p))
        p->next = KNOWN_HELD;
    else
        p->next = p->known < KNOWN_SURVEYED ? KNOWN_SURVEYED : KNOWN_ENOUGH;
    return p->next == KNOWN_SURVEYED ? learn_rest(p, err) : STATUS_AGAIN;
}

static void use_what_was_learned(struct pipeline *p)
{
    static const enum lane_order at_least[] = { LANE_AS_IT_IS, LANE_HOLD, LANE_AS_IT_IS, LANE_SORT };
    p->known = p->next;
    for (size_t i = 0; i < p->lanes_count; i++)
        if (p->lanes[i].order < at_least[p->known])
            p->lanes[i].order = at_least[p->known];
}

static enum status run_once(struct pipeline *p, struct error *err)
{
    lanes_begin(p);
    join_free(&p->join);
    enum status st = join_new(&p->join, err);
    if (st == STATUS_OK)
        st = sorter_begin(p, err);
    if (st != STATUS_OK)
        return st;
    p->group_count = 0;
    p->learning = false;
    workers_start(p);
    st = merge(p, err);
    if (st == STATUS_AGAIN)
        st = learn(p, err);
    workers_stop(p);
    return st;
}

/* Everything that can be learned before anything is given. */
static enum status survey(struct pipeline *p, struct error *err)
{
    lanes_begin(p);
    p->learning = true;
    workers_start(p);
    enum status st = learn_rest(p, err);
    workers_stop(p);
    p->known = KNOWN_ENOUGH;
    return st == STATUS_AGAIN ? STATUS_OK : st;
}

/* They will be said again. */
static void problems_forget(struct problems *problems, size_t from)
{
    while (problems->count > from) {
        problems->count--;
        free(problems->at[problems->count].where);
        free(problems->at[problems->count].what);
    }
}

static void summary_reset(struct summary *sum, size_t inputs)
{
    *sum = (struct summary){ .first = TIME_NONE, .last = TIME_NONE, .inputs = inputs };
}

static void reading_reset(struct pipeline *p)
{
    *p->reading = (struct reading){ .count = 0 };
    for (size_t i = 0; i < p->lanes_count; i++)
        ledger_of(&p->reading->ledger, input_format(p->lanes[i].input)->name, NULL)->inputs++;
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
    p->depth = threads > 1 ? DEPTH(threads) : 1;
    p->slots_count = threads * 2 + (p->lanes_count < 64 ? (unsigned)p->lanes_count : 64u);
    if (p->slots_count > SLOTS_MAX)
        p->slots_count = SLOTS_MAX;
    if (p->lanes_count <= 1)
        p->slots_count = p->depth + 2;
    p->lanes = calloc(p->lanes_count + 1, sizeof *p->lanes);
    p->heap = calloc(p->lanes_count + 1, sizeof *p->heap);
    p->slots = calloc(p->slots_count, sizeof *p->slots);
    p->out = malloc((2 * OUT_EVENTS + JOIN_HELD) * sizeof *p->out);
    p->dedup = p->lanes_count > 1;
    p->group = p->dedup ? malloc(DEDUP_GROUP * sizeof *p->group) : NULL;
    p->scratch = p->dedup ? malloc(2 * DEDUP_GROUP * sizeof *p->scratch) : NULL;
    if (p->lanes == NULL || p->heap == NULL || p->slots == NULL || p->out == NULL
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
    for (size_t i = 0; p->lanes != NULL && i <= p->lanes_count; i++)
        lane_done(&p->lanes[i]);
    sorter_free(&p->sorter);
    for (unsigned i = 0; p->slots != NULL && i < p->slots_count; i++)
        slot_done(&p->slots[i]);
    free(p->lanes);
    free(p->heap);
    free(p->slots);
    free(p->out);
    free(p->group);
    free(p->scratch);
    join_free(&p->join);
    pthread_mutex_destroy(&p->lock);
    pthread_cond_destroy(&p->changed);
}

enum status pipeline_run(struct inputs *inputs, const struct pipeline_conf *conf, struct interner *interner,
        const struct pipeline_sink *sink, struct summary *ret_summary, struct reading *ret_reading,
        struct problems *problems, struct error *err)
{
    struct pipeline p = { .inputs = inputs,
        .conf = conf,
        .interner = interner,
        .sink = sink,
        .sum = ret_summary,
        .problems = problems,
        .reading = ret_reading };
    size_t said = problems->count;
    pthread_mutex_init(&p.lock, NULL);
    pthread_cond_init(&p.changed, NULL);
    enum status st = pipeline_init(&p, err);
    if (st == STATUS_OK && sink->restart == NULL)
        st = survey(&p, err);
    problems_forget(problems, said);
    while (st == STATUS_OK) {
        summary_reset(ret_summary, p.lanes_count);
        reading_reset(&p);
        st = run_once(&p, err);
        if (st != STATUS_AGAIN)
            break;
        st = STATUS_OK;
        if (sink->restart != NULL)
            sink->restart(sink->ctx);
        use_what_was_learned(&p);
        problems_forget(problems, said);
    }
    pipeline_done(&p);
    return st;
}
