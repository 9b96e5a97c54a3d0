/* json_plan.h - paths as a tree of keys.
 *
 * Layer   core/wire: includes base only. Pure. Private to json.c.
 * Method  a key is found by its length and first eight bytes and compared a word at a time, without case: what
 *         is not wanted, which is most, costs one look into a table.
 */
#pragma once

#include <string.h>

#include "core/wire/json.h"

/* The longest name is winlog.event_data.AuthenticationPackageName's last part; the most names stand in NXLog's flat
 * records, the most objects in Windows events that were XML. */
enum { JSON_KEY_WORDS = 5, JSON_KEY_MAX = 8 * JSON_KEY_WORDS, JSON_KEYS = 64, JSON_NODES = 32 };
enum { JSON_NO_SLOT = -1, JSON_NO_CHILD = -1 };

struct json_key {
    uint64_t name[JSON_KEY_WORDS]; /* as the path writes it, zeros behind */
    uint64_t mask[JSON_KEY_WORDS]; /* 0xff where the name has a byte, but 0xdf where it has a letter */
    uint8_t len, next;             /* next: key + 1 of the same bucket */
    int8_t slot, child;            /* child: node of the object's members */
};

struct json_node {
    uint8_t first[128]; /* bucket -> key + 1 */
    uint8_t count;
    struct json_key keys[JSON_KEYS];
};

struct json_plan {
    unsigned count;
    struct json_node nodes[JSON_NODES];
};

static inline uint64_t json_word(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

static inline unsigned json_bucket(const char *at, size_t len)
{
    static const unsigned char ends[16] = { 255, 255, 255, 255, 255, 255, 255, 255 };
    uint64_t word = json_word(at) & json_word((const char *)ends + (len < 8 ? 8 - len : 0));
    return (unsigned)(((word | 0x2020202020202020u) + len) * 0x9e3779b97f4a7c15u >> 57);
}

static inline bool json_key_is(const struct json_key *key, const char *at, size_t len)
{
    if (key->len != len)
        return false;
    for (size_t i = 0; i * 8 < len; i++)
        if ((json_word(at + i * 8) ^ key->name[i]) & key->mask[i])
            return false;
    return true;
}

/* The key of a node, or NULL. JSON_KEY_MAX bytes from `at` are readable. */
static inline const struct json_key *json_key_find(const struct json_node *node, const char *at, size_t len)
{
    for (unsigned i = node->first[json_bucket(at, len)]; i != 0; i = node->keys[i - 1].next)
        if (json_key_is(&node->keys[i - 1], at, len))
            return &node->keys[i - 1];
    return NULL;
}
