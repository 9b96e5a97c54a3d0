/* state.c - cells of accounts, sources and pairs. */
#include "core/state/state.h"

#include <stdlib.h>

#include "core/base/hash.h"
#include "core/names/system.h"

struct kin {
    uint64_t key;
    uint32_t taught; /* unused bits of a later age-out */
    uint32_t unused;
};

enum status state_init(struct state *state, const struct interner *interner, struct error *err)
{
    *state = (struct state){ .interner = interner };
    enum status st = table_init(&state->sources, sizeof(struct source), STATE_SOURCES, err);
    if (st == STATUS_OK)
        st = table_init(&state->pairs, sizeof(struct pair), STATE_PAIRS, err);
    if (st == STATUS_OK)
        st = table_init(&state->kin, sizeof(struct kin), STATE_KIN, err);
    if (st == STATUS_OK)
        st = visits_init(&state->visits, err);
    if (st != STATUS_OK)
        state_done(state);
    return st;
}

void state_done(struct state *state)
{
    table_done(&state->sources);
    table_done(&state->pairs);
    table_done(&state->kin);
    visits_done(&state->visits);
    free(state->accounts);
    free(state->clients);
    *state = (struct state){ 0 };
}

/* Doubles an array indexed by id until `id` fits; the new part is zeroed. */
static void *array_for(void *array, uint32_t *count, uint32_t *room, uint32_t id, size_t size)
{
    if (id >= *room) {
        uint32_t want = *room ? *room : 1024;
        while (want <= id)
            want *= 2;
        void *grown = realloc(array, want * size);
        if (grown == NULL)
            return NULL;
        memset((char *)grown + *room * size, 0, (want - *room) * size);
        array = grown;
        *room = want;
    }
    if (id >= *count)
        *count = id + 1;
    return array;
}

struct account *state_account(struct state *state, uint32_t id)
{
    if (id >= state->accounts_count) {
        struct account *grown = array_for(
                state->accounts, &state->accounts_count, &state->accounts_room, id, sizeof *grown);
        if (grown == NULL)
            return NULL;
        state->accounts = grown;
    }
    return &state->accounts[id];
}

void state_meet(const struct state *state, struct account *acct, uint32_t id, uint32_t now)
{
    acct->first_seen = now;
    if (name_is_system(interner_account(state->interner, id)))
        acct->flags |= ACCOUNT_SYSTEM;
}

struct client_counts *state_client(struct state *state, uint32_t id)
{
    if (id >= state->clients_count) {
        struct client_counts *grown = array_for(
                state->clients, &state->clients_count, &state->clients_room, id, sizeof *grown);
        if (grown == NULL)
            return NULL;
        state->clients = grown;
    }
    return &state->clients[id];
}

static uint8_t flags_of_own(const struct own *own, struct ip_addr addr)
{
    unsigned flags = 0;
    if (own_has(own->networks, own->networks_count, addr))
        flags |= SOURCE_INSIDE;
    if (own_has(own->exits, own->exits_count, addr))
        flags |= SOURCE_EXIT;
    if (own_has(own->scanners, own->scanners_count, addr))
        flags |= SOURCE_SCANNER;
    return (uint8_t)flags;
}

static uint64_t source_key(uint16_t organisation, uint32_t source_id)
{
    return ((uint64_t)organisation + 1) << 32 | source_id;
}

void state_prefetch(const struct state *state, const struct event *ev)
{
    if (ev->account < state->accounts_count)
        __builtin_prefetch(&state->accounts[ev->account]);
    table_prefetch(&state->sources, source_key(ev->organisation, ev->source));
}

uint32_t state_source(struct state *state, uint16_t organisation, uint32_t source_id, uint32_t now)
{
    bool fresh;
    uint32_t at = table_put(&state->sources, source_key(organisation, source_id), &fresh);
    if (at == TABLE_NONE || !fresh)
        return at;
    struct source *src = source_at(state, at);
    src->addr = interner_source(state->interner, source_id);
    src->first_seen = now;
    if (source_id == 0 || ip_is_private(src->addr))
        src->flags |= SOURCE_INSIDE;
    if (state->own != NULL)
        src->flags |= flags_of_own(state->own, src->addr);
    return at;
}

static uint64_t pair_key(uint32_t account, uint32_t source_cell)
{
    return ((uint64_t)account + 1) << 32 | source_cell;
}

uint32_t state_pair(struct state *state, uint32_t account, uint32_t source_cell)
{
    bool fresh;
    uint32_t at = table_put(&state->pairs, pair_key(account, source_cell), &fresh);
    if (at != TABLE_NONE && fresh) {
        struct pair *pair = pair_at(state, at);
        pair->account = account;
        pair->source = source_cell;
    }
    return at;
}

uint32_t state_find_pair(const struct state *state, uint32_t account, uint32_t source_cell)
{
    return table_find(&state->pairs, pair_key(account, source_cell));
}

static uint64_t kin_network(uint32_t account, struct ip_addr addr)
{
    struct ip_addr net = ip_mask(addr, ip_is_v4(addr) ? 96 + 24 : 56);
    return hash_pair(hash_ip(net, 0), account) | 1;
}

static uint64_t kin_device(uint32_t account, uint32_t device)
{
    return hash_pair((uint64_t)device << 32 | account, 0xd) | 1;
}

bool state_is_kin(const struct state *state, uint32_t account, struct ip_addr addr, uint32_t device)
{
    return table_find(&state->kin, kin_network(account, addr)) != TABLE_NONE
            || (device != 0 && table_find(&state->kin, kin_device(account, device)) != TABLE_NONE);
}

void state_teach_kin(struct state *state, uint32_t account, struct ip_addr addr, uint32_t device)
{
    bool fresh;
    (void)table_put(&state->kin, kin_network(account, addr), &fresh);
    if (device != 0)
        (void)table_put(&state->kin, kin_device(account, device), &fresh);
}

bool source_is_exit(const struct source *source)
{
    const unsigned accounts = 5, days = 2, successes_per_open = 4;
    return (source->flags & SOURCE_EXIT)
            || (source->ok_accounts >= accounts && source->ok_days >= days
                    && source->ok_accounts >= successes_per_open * source->open_accounts);
}

struct ip_addr source_network(struct ip_addr addr)
{
    return ip_mask(addr, ip_is_v4(addr) ? 96 + 16 : 32);
}
