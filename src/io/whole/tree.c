/* tree.c - jansson, asked carefully. */
#include "io/whole/tree.h"

#include "core/base/limits.h"
#include "core/wire/json_shape.h"

json_t *tree_read(struct slice json, struct error *err)
{
    struct json_shape shape = json_shape(json);
    json_error_t why;
    if (shape.depth > LIMIT_TREE_DEPTH || shape.values > LIMIT_TREE_VALUES) {
        (void)fail(err, STATUS_RANGE, "holds %zu values, %zu within each other; at most %u and %u are read",
                shape.values, shape.depth, LIMIT_TREE_VALUES, LIMIT_TREE_DEPTH);
        return NULL;
    }
    json_t *tree = json_loadb(json.at, json.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &why);
    if (tree == NULL)
        (void)fail(err, STATUS_DAMAGED, "line %d, column %d: %s", why.line, why.column,
                json_error_code(&why) == json_error_duplicate_key ? "a key stands twice in one object"
                        : json_error_code(&why) == json_error_invalid_utf8 ? "a text that is no UTF-8"
                        : json_error_code(&why) == json_error_premature_end_of_input ? "the end is missing"
                                                                                     : "this is no JSON");
    return tree;
}

json_t *tree_at(const json_t *object, const char *key)
{
    return json_object_get(object, key);
}

struct slice tree_text(const json_t *object, const char *key)
{
    const json_t *val = tree_at(object, key);
    return json_is_string(val) ? (struct slice){ json_string_value(val), json_string_length(val) }
                               : (struct slice){ NULL, 0 };
}

bool tree_is_true(const json_t *object, const char *key)
{
    return json_is_true(tree_at(object, key));
}

bool tree_is_false(const json_t *object, const char *key)
{
    return json_is_false(tree_at(object, key));
}
