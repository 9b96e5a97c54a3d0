/* accounts.h - one identity under its spellings: which id a name and an object id have.
 *
 * Layer   core/names: includes base only. Pure.
 * Method  every spelling (organisation, name or object id) is a key with an id. A record that tells both
 *         joins them. The object id is the stable one: a name that comes with another object id than
 *         before was given to somebody else and moves on with that one; what only the name told before
 *         stays where it was. Nothing is joined because it looks alike. What the administrator told to be one
 *         (a domain of his own) has one spelling before it comes here.
 * Memory  16 bytes a key, 8 an account, 8 to 11 a slot, and the texts; at most two keys per account of the cap.
 * Threads one owner.
 */
#pragma once

#include "core/names/index.h"
#include "core/names/texts.h"

struct account_key {
    const char *at;
    uint32_t id;
    uint16_t len_kind; /* length * 2 + 1 for an object id */
    uint16_t organisation;
};

struct account_cell {
    uint32_t name, object; /* keys, INDEX_NONE when not told */
};

struct accounts {
    struct index index;
    struct account_key *keys;
    uint32_t keys_count, keys_room;
    struct account_cell *cells; /* by id; the first two are reserved */
    uint32_t count, room, cap;  /* ids given + 2 */
    bool invented;              /* what is told now: a name that nobody has; it may use half of the cap */
    uint64_t seed, refused;
    struct texts *texts;
    struct slice domain; /* the organisation's own; empty: not told */
};

/* One spelling, ready to be looked up. */
struct spelling {
    struct slice text; /* bounded and folded; empty: not told */
    uint64_t hash;
    uint16_t organisation;
    bool object;
};

struct spelling accounts_spelling(
        const struct accounts *accounts, struct slice text, uint16_t organisation, bool object);

/* The key of a spelling, or INDEX_NONE. */
uint32_t accounts_find(const struct accounts *accounts, const struct spelling *spelling);

/* The id of what a record told, made when new; 1 when over the cap or memory is out. Either may be empty,
 * not both. */
uint32_t accounts_id(struct accounts *accounts, const struct spelling *name, const struct spelling *object);

/* Adds a spelling to an id as it was saved; ids come without gaps. False when over a cap. */
bool accounts_restore(struct accounts *accounts, const struct spelling *spelling, uint32_t id, bool current);

/* Gives ids up to count - 1, without spellings. False when over the cap. */
bool accounts_extend(struct accounts *accounts, uint32_t count);

/* The name last told, else the object id. */
struct slice accounts_name(const struct accounts *accounts, uint32_t id);

/* The object id; empty when none was told. */
struct slice accounts_object(const struct accounts *accounts, uint32_t id);
void accounts_done(struct accounts *accounts);
