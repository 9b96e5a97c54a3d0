/* save.c - the engine's memory as bytes: a header, the arrays as they are, and a checksum.
 *
 * Form    native byte order and layout, versioned; written and read by the same build only. The sum of
 *         all bytes (XXH3) stands at the end, and every index is checked before it is believed.
 */
#include <stdlib.h>

#include "core/base/hash.h"
#include "core/engine/inside.h"

#define MAGIC 0x30314e4f44524f43ull /* "CORDON10" */

struct pipe {
    engine_write write;
    engine_read read;
    void *with;
    uint64_t sum;
    bool ok;
};

static void put(struct pipe *pipe, const void *bytes, size_t size)
{
    if (!pipe->ok || size == 0)
        return;
    pipe->sum = hash_bytes((struct slice){ bytes, size }, pipe->sum);
    pipe->ok = pipe->write(pipe->with, bytes, size);
}

static void get(struct pipe *pipe, void *bytes, size_t size)
{
    if (!pipe->ok || size == 0)
        return;
    pipe->ok = pipe->read(pipe->with, bytes, size);
    if (pipe->ok)
        pipe->sum = hash_bytes((struct slice){ bytes, size }, pipe->sum);
}

/* ---- arrays: their number, then their bytes ---- */

static void put_array(struct pipe *pipe, const void *at, uint32_t count, size_t size)
{
    put(pipe, &count, sizeof count);
    put(pipe, at, count * size);
}

static void *get_array(struct pipe *pipe, uint32_t *ret_count, size_t size, uint32_t most)
{
    uint32_t count = 0;
    get(pipe, &count, sizeof count);
    if (!pipe->ok || count > most) {
        pipe->ok = false;
        return NULL;
    }
    void *at = calloc(count + 1u, size);
    if (at == NULL)
        pipe->ok = false;
    else
        get(pipe, at, count * size);
    *ret_count = pipe->ok ? count : 0;
    return at;
}

static void put_table(struct pipe *pipe, const struct table *table)
{
    put_array(pipe, table->cells, table->count, table->cell_size);
}

static void get_table(struct pipe *pipe, struct table *table)
{
    uint32_t count;
    struct error err;
    void *cells = get_array(pipe, &count, table->cell_size, table->cap);
    if (pipe->ok && table_restore(table, cells, count, &err) != STATUS_OK)
        pipe->ok = false;
    free(cells);
}

struct header {
    uint64_t magic;
    uint32_t sizes[12]; /* of what is written: another build's layout is refused; even: no padding */
};

static struct header header_now(void)
{
    return (struct header){ MAGIC,
        { sizeof(struct account), sizeof(struct source), sizeof(struct pair), sizeof(struct org),
                sizeof(struct campaign), sizeof(struct attempt), sizeof(struct waiting),
                sizeof(struct client_counts), sizeof(struct opening), sizeof(struct visit),
                sizeof(struct holder), sizeof(struct act) } };
}

enum status engine_save(const struct engine *engine, engine_write write, void *to, struct error *err)
{
    struct pipe pipe = { .write = write, .with = to, .ok = true };
    const struct state *state = &engine->state;
    const struct watch *watch = &engine->watch;
    const struct header header = header_now();

    put(&pipe, &header, sizeof header);
    put_array(&pipe, state->accounts, state->accounts_count, sizeof *state->accounts);
    put_array(&pipe, state->clients, state->clients_count, sizeof *state->clients);
    put_table(&pipe, &state->sources);
    put_table(&pipe, &state->pairs);
    put_table(&pipe, &state->kin);
    put_table(&pipe, &state->visits.visits);
    put_table(&pipe, &state->visits.holders);
    put_table(&pipe, &state->visits.acts);
    put(&pipe, &state->log_start, sizeof state->log_start);
    put(&pipe, &state->evictions, sizeof state->evictions);
    put_array(&pipe, watch->orgs, watch->orgs_count, sizeof *watch->orgs);
    put(&pipe, &watch->waiting_count, sizeof watch->waiting_count);
    for (uint32_t i = 0; i < watch->waiting_count; i++)
        put(&pipe, &watch->waiting[(watch->waiting_first + i) % WATCH_WAITING], sizeof *watch->waiting);
    put_array(&pipe, watch->attempts, watch->attempts_count, sizeof *watch->attempts);
    put(&pipe, &watch->now, sizeof watch->now);
    put_array(&pipe, engine->campaigns.at, engine->campaigns.count, sizeof *engine->campaigns.at);
    put_array(&pipe, engine->campaigns.openings, engine->campaigns.openings_count,
            sizeof *engine->campaigns.openings);
    put(&pipe, &engine->campaigns.dropped, sizeof engine->campaigns.dropped);
    put(&pipe, &engine->campaigns.next_pulse, sizeof engine->campaigns.next_pulse);
    uint64_t sum = pipe.sum;
    put(&pipe, &sum, sizeof sum);
    return pipe.ok ? STATUS_OK : fail(err, STATUS_IO, "the state could not be written");
}

/* ---- loading ---- */

static bool is_sound(const struct engine *engine)
{
    const struct state *state = &engine->state;
    for (uint32_t i = 0; i < state->pairs.count; i++) {
        const struct pair *pair = pair_at(state, i);
        if (pair->source >= state->sources.count || pair->account >= state->accounts_count)
            return false;
    }
    for (uint32_t i = 0; i < state->sources.count; i++)
        if (source_at(state, i)->campaign > engine->campaigns.count
                || source_at(state, i)->slip > state->pairs.count)
            return false;
    for (uint32_t i = 0; i < engine->watch.attempts_count; i++)
        if (engine->watch.attempts[i].pair >= state->pairs.count)
            return false;
    for (uint32_t i = 0; i < engine->watch.waiting_count; i++)
        if (engine->watch.waiting[i].pair >= state->pairs.count
                || engine->watch.waiting[i].organisation >= engine->watch.orgs_count)
            return false;
    for (uint32_t i = 0; i < engine->campaigns.count; i++) {
        const struct campaign *camp = &engine->campaigns.at[i];
        if (camp->found.pair >= state->pairs.count || camp->found.source >= state->sources.count
                || camp->found.account >= state->accounts_count || camp->seeds_count > CAMPAIGN_SEEDS
                || camp->opening_at > engine->campaigns.openings_count
                || camp->opening_count > engine->campaigns.openings_count - camp->opening_at
                || camp->typical_count > CAMPAIGN_SEEDS || camp->others_count > CAMPAIGN_ACCOUNTS
                || camp->organisation >= engine->watch.orgs_count || camp->goes_on > engine->campaigns.count)
            return false;
        for (uint32_t k = 0; k < camp->others_count; k++)
            if (camp->others[k] >= state->accounts_count)
                return false;
        for (uint32_t s = 0; s < CAMPAIGN_SEEDS; s++)
            if (camp->seeds[s] > state->pairs.count || camp->typical[s] > state->pairs.count)
                return false;
    }
    return true;
}

/* Numbers that visits and holders use as indices: of accounts and campaigns. */
static bool visits_are_sound(const struct engine *engine)
{
    const struct visits *visits = &engine->state.visits;
    for (uint32_t i = 0; i < visits->visits.count; i++)
        if (visit_at(visits, i)->campaign > engine->campaigns.count
                || visit_at(visits, i)->account >= engine->state.accounts_count)
            return false;
    for (uint32_t i = 0; i < visits->holders.count; i++)
        if (((const struct holder *)table_at(&visits->holders, i))->campaign > engine->campaigns.count)
            return false;
    for (uint32_t i = 0; i < visits->acts.count; i++)
        if (act_at(visits, i)->account >= engine->state.accounts_count
                || act_at(visits, i)->action >= ACTION_COUNT)
            return false;
    return true;
}

static void get_watch(struct pipe *pipe, struct watch *watch)
{
    watch->orgs = get_array(pipe, &watch->orgs_count, sizeof *watch->orgs, 65536);
    get(pipe, &watch->waiting_count, sizeof watch->waiting_count);
    if (watch->waiting_count > WATCH_WAITING)
        pipe->ok = false;
    for (uint32_t i = 0; pipe->ok && i < watch->waiting_count; i++)
        get(pipe, &watch->waiting[i], sizeof *watch->waiting);
    watch->attempts = get_array(pipe, &watch->attempts_count, sizeof *watch->attempts, WATCH_ATTEMPTS);
    watch->attempts_room = watch->attempts_count;
    get(pipe, &watch->now, sizeof watch->now);
}

enum status engine_load(struct engine *engine, engine_read read, void *from, struct error *err)
{
    struct engine fresh;
    struct header header, expected = header_now();
    struct pipe pipe = { .read = read, .with = from, .ok = true };
    enum status st = engine_init(&fresh, &engine->conf, engine->interner, err);

    if (st != STATUS_OK)
        return st;
    get(&pipe, &header, sizeof header);
    if (!pipe.ok || memcmp(&header, &expected, sizeof header) != 0) {
        engine_done(&fresh);
        return fail(err, STATUS_INVALID, "this is no state of this version of cordon");
    }
    struct state *state = &fresh.state;
    state->accounts = get_array(&pipe, &state->accounts_count, sizeof *state->accounts, 1u << 24);
    state->accounts_room = state->accounts_count;
    state->clients = get_array(&pipe, &state->clients_count, sizeof *state->clients, 1u << 24);
    state->clients_room = state->clients_count;
    get_table(&pipe, &state->sources);
    get_table(&pipe, &state->pairs);
    get_table(&pipe, &state->kin);
    get_table(&pipe, &state->visits.visits);
    get_table(&pipe, &state->visits.holders);
    get_table(&pipe, &state->visits.acts);
    get(&pipe, &state->log_start, sizeof state->log_start);
    get(&pipe, &state->evictions, sizeof state->evictions);
    get_watch(&pipe, &fresh.watch);
    fresh.campaigns.at = get_array(&pipe, &fresh.campaigns.count, sizeof *fresh.campaigns.at, CAMPAIGNS_MAX);
    fresh.campaigns.room = fresh.campaigns.count;
    fresh.campaigns.openings = get_array(
            &pipe, &fresh.campaigns.openings_count, sizeof *fresh.campaigns.openings, OPENINGS_MAX);
    fresh.campaigns.openings_room = fresh.campaigns.openings_count;
    get(&pipe, &fresh.campaigns.dropped, sizeof fresh.campaigns.dropped);
    get(&pipe, &fresh.campaigns.next_pulse, sizeof fresh.campaigns.next_pulse);
    uint64_t sum = pipe.sum, told = 0;
    get(&pipe, &told, sizeof told);
    if (!pipe.ok || sum != told || !is_sound(&fresh) || !visits_are_sound(&fresh)) {
        engine_done(&fresh);
        return fail(err, STATUS_DAMAGED, "the saved state is damaged: its checksum or an index is wrong");
    }
    engine_done(engine);
    *engine = fresh;
    engine->watch.state = &engine->state;
    engine->state.own = &engine->conf.own;
    return STATUS_OK;
}
