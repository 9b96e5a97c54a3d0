/* json.c - a walk over the tokens that enters wanted objects only. */
#include "core/wire/json.h"

#include "core/base/limits.h"
#include "core/wire/json_index.h"
#include "core/wire/json_plan.h"
#include "core/wire/json_split.h"
#include "core/wire/json_text.h"

/* A place is a token's number; 0, which is the first brace and never what follows something, means that the
 * text is not valid. Behind the last token one more offset may be read: the end. */
enum { INVALID = 0 };

struct walk {
    const char *text;
    struct json_index index;
    const struct json_plan *plan;
    struct arena *scratch;
    json_take take;
    void *ctx;
};

static inline const char *token(const struct walk *w, uint32_t i)
{
    return w->text + w->index.at[i];
}

/* Behind the object or array that opens at i. Which bracket closes which is not looked at. */
static uint32_t skip_nested(const struct walk *w, uint32_t i)
{
    static const signed char steps[256] = { ['{'] = 1, ['['] = 1, ['}'] = -1, [']'] = -1 };
    int32_t depth = 1;
    while (++i < w->index.count) {
        depth += steps[(unsigned char)*token(w, i)];
        if (depth == 0)
            return i + 1;
    }
    return INVALID;
}

static inline uint32_t skip_value(const struct walk *w, uint32_t i)
{
    switch (*token(w, i)) {
    case '{':
    case '[': return skip_nested(w, i);
    case '}':
    case ']':
    case ',':
    case ':': return INVALID;
    default: return i + 1;
    }
}

/* From behind the opening quote to the closing one, which is the last thing before the next token. */
static inline struct slice string_at(const struct walk *w, uint32_t i)
{
    const char *at = token(w, i) + 1, *end = token(w, i + 1) - 1;
    while (end > at && *end != '"')
        end--;
    return (struct slice){ at, (size_t)(end - at) };
}

static struct slice scalar_at(const struct walk *w, uint32_t i)
{
    const char *at = token(w, i);
    size_t len = (size_t)(token(w, i + 1) - at);
    while (len && (unsigned char)at[len - 1] <= ' ')
        len--;
    return (struct slice){ at, len };
}

static uint32_t take_scalar(const struct walk *w, uint32_t i, struct json_value *to)
{
    struct slice written = scalar_at(w, i);
    switch (written.at[0]) {
    case 't': to->kind = JSON_TRUE; return slice_eq(written, LIT("true")) ? i + 1 : INVALID;
    case 'f': to->kind = JSON_FALSE; return slice_eq(written, LIT("false")) ? i + 1 : INVALID;
    case 'n': to->kind = JSON_NULL; return i + 1;
    default: to->kind = JSON_NUMBER; to->text = written;
    }
    bool number = written.at[0] == '-' || (written.at[0] >= '0' && written.at[0] <= '9');
    return number ? i + 1 : INVALID;
}

static uint32_t take_value(const struct walk *w, uint32_t i, struct json_value *to)
{
    const char *at = token(w, i);
    uint32_t next;
    switch (*at) {
    case '"':
        to->kind = JSON_TEXT;
        return json_text(string_at(w, i), w->scratch, &to->text) ? i + 1 : INVALID;
    case '[':
        to->kind = JSON_OTHER;
        next = skip_nested(w, i);
        if (next != INVALID)
            to->text = (struct slice){ at, (size_t)(token(w, next - 1) + 1 - at) };
        return next;
    case '{': to->kind = JSON_OTHER; return skip_nested(w, i);
    default: return take_scalar(w, i, to);
    }
}

/* What the outermost object turned out to hold. */
struct holding {
    bool records; /* in an array: it is a container */
    bool wrapped; /* we are within what wraps that array */
};

static uint32_t read_members(const struct walk *w, uint32_t i, const struct json_node *node,
        struct json_value *values, struct holding *holds);

static uint32_t read_member(
        const struct walk *w, uint32_t i, const struct json_key *key, struct json_value *values)
{
    if (key->child != JSON_NO_CHILD && *token(w, i) == '{')
        return read_members(w, i + 1, &w->plan->nodes[key->child], values, NULL);
    if (key->slot != JSON_NO_SLOT && values[key->slot].kind == JSON_ABSENT)
        return take_value(w, i, &values[key->slot]);
    return skip_value(w, i);
}

/* The records of the array that opens at i. */
static uint32_t read_elements(const struct walk *w, uint32_t i)
{
    uint32_t open = i++;
    if (i < w->index.count && *token(w, i) == ']')
        return i + 1;
    for (;; i++) {
        struct json_value values[JSON_SLOTS] = { 0 };
        if (i >= w->index.count || *token(w, i) != '{')
            return INVALID;
        i = read_members(w, i + 1, &w->plan->nodes[0], values, NULL);
        if (i == INVALID || i >= w->index.count)
            return INVALID;
        if (!w->take(w->ctx, values))
            return skip_nested(w, open);
        if (*token(w, i) == ']')
            return i + 1;
        if (*token(w, i) != ',')
            return INVALID;
    }
}

/* The array of records, or the object that wraps it, at i. */
static uint32_t read_held(const struct walk *w, uint32_t i, struct holding *holds)
{
    static const struct json_node nothing;
    holds->records |= *token(w, i) == '[';
    if (*token(w, i) == '[')
        return read_elements(w, i);
    holds->wrapped = true;
    i = read_members(w, i + 1, &nothing, NULL, holds);
    holds->wrapped = false;
    return i;
}

static bool is_held(char first, struct slice name, const struct holding *holds)
{
    if (first == '[')
        return json_names_records(name, holds->wrapped);
    return first == '{' && !holds->wrapped && json_names_wrap(name);
}

/* The members from token i on to behind their brace. `holds`, given for the outermost object and what wraps
 * records, tells whether it is a container. Depth is bounded by the plan: only wanted objects are entered. */
static uint32_t read_members(const struct walk *w, uint32_t i, const struct json_node *node,
        struct json_value *values, struct holding *holds)
{
    if (i < w->index.count && *token(w, i) == '}')
        return i + 1;
    for (;; i++) {
        if (i + 3 >= w->index.count) /* key, colon, value, comma or brace */
            return INVALID;
        if (*token(w, i) != '"' || *token(w, i + 1) != ':')
            return INVALID;
        struct slice name = string_at(w, i);
        const struct json_key *key = json_key_find(node, name.at, name.len);
        i += 2;
        if (holds != NULL && is_held(*token(w, i), name, holds))
            i = read_held(w, i, holds);
        else
            i = key == NULL ? skip_value(w, i) : read_member(w, i, key, values);
        if (i == INVALID || i >= w->index.count)
            return INVALID;
        if (*token(w, i) == '}')
            return i + 1;
        if (*token(w, i) != ',')
            return INVALID;
    }
}

/* Opens the walk over a text that begins and ends with these brackets; json_index_close ends it. */
static bool walk_open(struct walk *w, struct slice s, char first, char last)
{
    while (s.len && (unsigned char)s.at[s.len - 1] <= ' ')
        s.len--;
    if (s.len < 2 || s.at[s.len - 1] != last || !json_index_open(s, &w->index))
        return false;
    w->text = s.at;
    if (*token(w, 0) == first)
        return true;
    json_index_close();
    return false;
}

bool json_read(
        const struct json_plan *plan, struct slice record, struct arena *scratch, json_take take, void *ctx)
{
    struct json_value values[JSON_SLOTS] = { 0 };
    struct walk w = { .plan = plan, .scratch = scratch, .take = take, .ctx = ctx };
    struct holding holds = { .records = false };

    if (!walk_open(&w, record, '{', '}'))
        return false;
    bool whole = read_members(&w, 1, &plan->nodes[0], values, &holds) == w.index.count;
    json_index_close();
    if (whole && !holds.records) /* else something stands behind the object */
        (void)take(ctx, values);
    return whole;
}

bool json_read_array(
        const struct json_plan *plan, struct slice array, struct arena *scratch, json_take take, void *ctx)
{
    struct walk w = { .plan = plan, .scratch = scratch, .take = take, .ctx = ctx };
    if (!walk_open(&w, array, '[', ']'))
        return false;
    bool whole = read_elements(&w, 0) == w.index.count;
    json_index_close();
    return whole;
}

/* ---- lists of names and values ---- */

struct naming {
    const struct json_pairs *pairs;
    struct json_value *values;
};

static bool take_pair(void *ctx, struct json_value element[JSON_SLOTS])
{
    const struct naming *n = ctx;
    for (size_t i = 0; i < n->pairs->count; i++) {
        struct json_value *to = &n->values[n->pairs->wanted[i].slot];
        if (to->kind == JSON_ABSENT
                && slice_eq_nocase(element[n->pairs->name].text, text(n->pairs->wanted[i].path)))
            *to = element[n->pairs->value];
    }
    return true;
}

bool json_read_pairs(const struct json_plan *plan, struct slice array, const struct json_pairs *pairs,
        struct arena *scratch, struct json_value values[JSON_SLOTS])
{
    struct naming n = { pairs, values };
    return json_read_array(plan, array, scratch, take_pair, &n);
}
