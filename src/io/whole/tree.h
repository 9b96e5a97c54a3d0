/* tree.h - JSON as a tree, for what is small and read once (jansson); and the ways into it that may miss.
 *
 * Layer   io/whole: jansson behind limits of our own.
 * Limits  LIMIT_TREE_VALUES and LIMIT_TREE_DEPTH are asked of the bytes before a tree is built. A key that
 *         stands twice in one object is refused: two readers would read two things.
 */
#pragma once

#include <jansson.h>

#include "core/base/slice.h"
#include "core/base/status.h"

/* The tree, which json_decref releases; NULL with the reason in *err, line and column where there is one. */
json_t *tree_read(struct slice json, struct error *err);

/* A member; NULL when it is not there, or `object` is NULL or no object. */
json_t *tree_at(const json_t *object, const char *key);
struct slice tree_text(const json_t *object, const char *key); /* empty when it is no text */
bool tree_is_true(const json_t *object, const char *key);
bool tree_is_false(const json_t *object, const char *key);
