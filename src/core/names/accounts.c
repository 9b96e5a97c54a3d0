/* accounts.c - keys, ids and their joining. */
#include "core/names/accounts.h"

#include <stdlib.h>

#include "core/base/hash.h"

enum { RESERVED = 2, OVERFLOW_ID = 1 };

static uint64_t hash_spelling(
        const struct accounts *accounts, struct slice text, uint16_t organisation, bool object)
{
    uint64_t within = (uint64_t)organisation * 2 + object;
    return hash_bytes(text, accounts->seed + within * 0x9e3779b97f4a7c15u);
}

static struct slice key_text(const struct account_key *key)
{
    return (struct slice){ key->at, key->len_kind >> 1 };
}

static uint64_t hash_of_key(const void *owner, uint32_t no)
{
    const struct accounts *accounts = owner;
    const struct account_key *key = &accounts->keys[no];
    return hash_spelling(accounts, key_text(key), key->organisation, key->len_kind & 1);
}

struct spelling accounts_spelling(
        const struct accounts *accounts, struct slice text, uint16_t organisation, bool object)
{
    uint64_t hash = text.len ? hash_spelling(accounts, text, organisation, object) : 0;
    return (struct spelling){ text, hash, organisation, object };
}

uint32_t accounts_find(const struct accounts *accounts, const struct spelling *sp)
{
    uint32_t step = 0, no;
    uint16_t len_kind = (uint16_t)(sp->text.len * 2 + sp->object);
    while ((no = index_next(&accounts->index, sp->hash, &step)) != INDEX_NONE) {
        const struct account_key *key = &accounts->keys[no];
        if (key->len_kind == len_kind && key->organisation == sp->organisation
                && memcmp(key->at, sp->text.at, sp->text.len) == 0)
            return no;
    }
    return INDEX_NONE;
}

/* The array with room for one more; NULL when memory is out (the old one stays as it was). */
static void *with_room(void *array, uint32_t *room, uint32_t count, size_t size)
{
    if (count < *room)
        return array;
    uint32_t wider = *room ? *room * 2 : 64;
    void *moved = realloc(array, wider * size);
    if (moved != NULL)
        *room = wider;
    return moved;
}

static bool keys_reserve(struct accounts *accounts)
{
    if (accounts->keys_count >= accounts->cap * 2)
        return false;
    void *keys = with_room(
            accounts->keys, &accounts->keys_room, accounts->keys_count, sizeof *accounts->keys);
    if (keys == NULL)
        return false;
    accounts->keys = keys;
    return index_reserve(&accounts->index, hash_of_key, accounts);
}

static uint32_t new_key(struct accounts *accounts, const struct spelling *sp, uint32_t id)
{
    if (!keys_reserve(accounts))
        return INDEX_NONE;
    struct slice kept = texts_keep(accounts->texts, sp->text);
    if (kept.at == NULL)
        return INDEX_NONE;
    uint32_t no = accounts->keys_count++;
    accounts->keys[no] = (struct account_key){ kept.at, id, (uint16_t)(kept.len * 2 + sp->object),
        sp->organisation };
    index_add(&accounts->index, sp->hash, no);
    return no;
}

/* The next id, without keys; OVERFLOW_ID when there is none. */
static uint32_t new_id(struct accounts *accounts)
{
    if (accounts->count < RESERVED)
        accounts->count = RESERVED;
    if (accounts->count >= (accounts->invented ? accounts->cap / 2 : accounts->cap))
        return OVERFLOW_ID;
    void *cells = with_room(accounts->cells, &accounts->room, accounts->count, sizeof *accounts->cells);
    if (cells == NULL)
        return OVERFLOW_ID;
    accounts->cells = cells;
    accounts->cells[accounts->count] = (struct account_cell){ INDEX_NONE, INDEX_NONE };
    return accounts->count++;
}

static uint32_t *place(struct accounts *accounts, const struct spelling *sp, uint32_t id)
{
    struct account_cell *cell = &accounts->cells[id];
    return sp->object ? &cell->object : &cell->name;
}

/* Lets the spelling mean the id from now on. */
static void point(struct accounts *accounts, const struct spelling *sp, uint32_t no, uint32_t id)
{
    if (no == INDEX_NONE)
        no = new_key(accounts, sp, id);
    if (no == INDEX_NONE) {
        accounts->refused++;
        return;
    }
    accounts->keys[no].id = id;
    *place(accounts, sp, id) = no;
}

static uint32_t id_of_one(struct accounts *accounts, const struct spelling *sp)
{
    uint32_t no = accounts_find(accounts, sp);
    if (no != INDEX_NONE)
        return accounts->keys[no].id;
    uint32_t id = new_id(accounts);
    if (id == OVERFLOW_ID)
        accounts->refused++;
    else
        point(accounts, sp, INDEX_NONE, id);
    return id;
}

uint32_t accounts_id(struct accounts *accounts, const struct spelling *name, const struct spelling *object)
{
    if (object->text.len == 0 || name->text.len == 0)
        return id_of_one(accounts, object->text.len ? object : name);

    uint32_t object_no = accounts_find(accounts, object);
    uint32_t id = object_no != INDEX_NONE ? accounts->keys[object_no].id : OVERFLOW_ID;
    if (id != OVERFLOW_ID && accounts->cells[id].name != INDEX_NONE) {
        const struct account_key *known = &accounts->keys[accounts->cells[id].name];
        if (known->id == id && slice_eq(key_text(known), name->text))
            return id; /* nearly every record: told together before */
    }
    uint32_t name_no = accounts_find(accounts, name);
    if (id == OVERFLOW_ID) {
        uint32_t named = name_no != INDEX_NONE ? accounts->keys[name_no].id : OVERFLOW_ID;
        bool free_to_join = named != OVERFLOW_ID && accounts->cells[named].object == INDEX_NONE;
        id = free_to_join ? named : new_id(accounts);
        if (id == OVERFLOW_ID) {
            accounts->refused++;
            return id;
        }
        point(accounts, object, object_no, id);
    }
    point(accounts, name, name_no, id);
    return id;
}

bool accounts_extend(struct accounts *accounts, uint32_t count)
{
    while (accounts->count < count) {
        if (new_id(accounts) == OVERFLOW_ID)
            return false;
    }
    return true;
}

bool accounts_restore(struct accounts *accounts, const struct spelling *sp, uint32_t id, bool current)
{
    if (!accounts_extend(accounts, id + 1))
        return false;
    uint32_t no = id < RESERVED ? INDEX_NONE : new_key(accounts, sp, id);
    if (no != INDEX_NONE && current)
        *place(accounts, sp, id) = no;
    return no != INDEX_NONE;
}

struct slice accounts_name(const struct accounts *accounts, uint32_t id)
{
    if (id < RESERVED || id >= accounts->count)
        return id == OVERFLOW_ID ? LIT("(others)") : LIT("");
    const struct account_cell *cell = &accounts->cells[id];
    uint32_t no = cell->name != INDEX_NONE ? cell->name : cell->object;
    return no == INDEX_NONE ? LIT("") : key_text(&accounts->keys[no]);
}

struct slice accounts_object(const struct accounts *accounts, uint32_t id)
{
    if (id < RESERVED || id >= accounts->count || accounts->cells[id].object == INDEX_NONE)
        return LIT("");
    return key_text(&accounts->keys[accounts->cells[id].object]);
}

void accounts_done(struct accounts *accounts)
{
    index_done(&accounts->index);
    free(accounts->keys);
    free(accounts->cells);
    *accounts = (struct accounts){ 0 };
}
