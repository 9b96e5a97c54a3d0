/* json_plan.c - compiling paths. */
#include "core/wire/json_plan.h"

#include <stdlib.h>

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static void key_write(struct json_key *key, struct slice name)
{
    char padded[JSON_KEY_MAX] = { 0 }, mask[JSON_KEY_MAX] = { 0 };
    memcpy(padded, name.at, name.len);
    for (size_t i = 0; i < name.len; i++)
        mask[i] = (char)(is_letter(name.at[i]) ? 0xff & ~0x20 : 0xff);
    memcpy(key->name, padded, sizeof padded);
    memcpy(key->mask, mask, sizeof mask);
    key->len = (uint8_t)name.len;
    key->slot = JSON_NO_SLOT;
    key->child = JSON_NO_CHILD;
}

/* The key, made when new; NULL when a table of the plan is full. */
static struct json_key *key_put(struct json_node *node, struct slice name)
{
    char padded[JSON_KEY_MAX] = { 0 };
    if (name.len == 0 || name.len > JSON_KEY_MAX)
        return NULL;
    memcpy(padded, name.at, name.len);
    for (unsigned i = 0; i < node->count; i++)
        if (json_key_is(&node->keys[i], padded, name.len))
            return &node->keys[i];
    if (node->count == JSON_KEYS)
        return NULL;
    struct json_key *key = &node->keys[node->count];
    uint8_t *head = &node->first[json_bucket(padded, name.len)];
    key_write(key, name);
    key->next = *head;
    *head = ++node->count;
    return key;
}

static bool path_put(struct json_plan *plan, const struct json_path *path)
{
    unsigned at = 0;
    struct slice rest = text(path->path);
    if (path->slot >= JSON_SLOTS)
        return false;
    bool whole = take_lit(&rest, LIT("!"));
    for (;;) {
        size_t dot = whole ? rest.len : slice_find(rest, '.');
        struct json_key *key = key_put(&plan->nodes[at], slice_first(rest, dot));
        if (key == NULL)
            return false;
        if (dot == rest.len) {
            key->slot = (int8_t)path->slot;
            return true;
        }
        if (key->child == JSON_NO_CHILD) {
            if (plan->count == JSON_NODES)
                return false;
            key->child = (int8_t)plan->count++;
        }
        at = (unsigned)key->child;
        rest = slice_skip(rest, dot + 1);
    }
}

enum status json_plan_new(
        const struct json_path *paths, size_t count, struct json_plan **ret, struct error *err)
{
    struct json_plan *plan = calloc(1, sizeof *plan);
    if (plan == NULL)
        return fail(err, STATUS_NOMEM, "no memory for a plan of %zu paths", count);
    plan->count = 1;
    for (size_t i = 0; i < count; i++)
        if (!path_put(plan, &paths[i])) {
            free(plan);
            return fail(err, STATUS_INTERNAL, "the path %s does not fit into a plan", paths[i].path);
        }
    *ret = plan;
    return STATUS_OK;
}

void json_plan_free(struct json_plan **plan)
{
    free(*plan);
    *plan = NULL;
}
