/* json.c - a walk over the tokens that enters wanted objects only. */
#include "core/wire/json.h"

#include "core/base/limits.h"
#include "core/wire/json_index.h"
#include "core/wire/json_plan.h"
#include "core/wire/json_split.h"
#include "core/wire/json_text.h"

/* A place is a token's number; one beyond all tokens means that the text is not valid. Behind the last token one
 * more offset may be read: the end. */
#define INVALID UINT32_MAX

struct tokens {
    const char *text;
    struct json_index index;
    bool plain; /* no backslash in the text, so that no string has to be looked through for one */
};

struct walk {
    struct tokens tokens;
    const struct json_plan *plan;
    struct arena *scratch;
    json_take take;
    void *ctx;
};

/* Tokens are handed on as a copy, which stays in registers whatever is written to values meanwhile. */
static inline const char *token(struct tokens t, uint32_t i)
{
    return t.text + t.index.at[i];
}

/* Behind the object or array that opens at i. Which bracket closes which is not looked at. */
static uint32_t skip_nested(struct tokens t, uint32_t i)
{
    static const signed char steps[256] = { ['{'] = 1, ['['] = 1, ['}'] = -1, [']'] = -1 };
    int32_t depth = 1;
    while (++i < t.index.count) {
        depth += steps[(unsigned char)*token(t, i)];
        if (depth == 0)
            return i + 1;
    }
    return INVALID;
}

static inline uint32_t skip_value(struct tokens t, uint32_t i)
{
    switch (*token(t, i)) {
    case '{':
    case '[': return skip_nested(t, i);
    case '}':
    case ']':
    case ',':
    case ':': return INVALID;
    default: return i + 1;
    }
}

/* From behind the opening quote to the closing one, which is the last thing before the next token. */
static inline struct slice string_at(struct tokens t, uint32_t i)
{
    const char *at = token(t, i) + 1, *end = token(t, i + 1) - 1;
    while (end > at && *end != '"')
        end--;
    return (struct slice){ at, (size_t)(end - at) };
}

static struct slice scalar_at(struct tokens t, uint32_t i)
{
    const char *at = token(t, i);
    size_t len = (size_t)(token(t, i + 1) - at);
    while (len && (unsigned char)at[len - 1] <= ' ')
        len--;
    return (struct slice){ at, len };
}

static uint32_t take_scalar(struct tokens t, uint32_t i, struct json_value *to)
{
    struct slice written = scalar_at(t, i);
    switch (written.at[0]) {
    case 't': to->kind = JSON_TRUE; return slice_eq(written, LIT("true")) ? i + 1 : INVALID;
    case 'f': to->kind = JSON_FALSE; return slice_eq(written, LIT("false")) ? i + 1 : INVALID;
    case 'n': to->kind = JSON_NULL; return i + 1;
    default: to->kind = JSON_NUMBER; to->text = written;
    }
    bool number = written.at[0] == '-' || (written.at[0] >= '0' && written.at[0] <= '9');
    return number ? i + 1 : INVALID;
}

static inline uint32_t take_text(struct tokens t, uint32_t i, struct arena *scratch, struct json_value *to)
{
    to->kind = JSON_TEXT;
    to->text = string_at(t, i);
    return t.plain || json_text(to->text, scratch, &to->text) ? i + 1 : INVALID;
}

/* What is no string. */
static uint32_t take_other(struct tokens t, uint32_t i, struct json_value *to)
{
    const char *at = token(t, i);
    uint32_t next;
    switch (*at) {
    case '[':
        to->kind = JSON_OTHER;
        next = skip_nested(t, i);
        if (next != INVALID)
            to->text = (struct slice){ at, (size_t)(token(t, next - 1) + 1 - at) };
        return next;
    case '{': to->kind = JSON_OTHER; return skip_nested(t, i);
    default: return take_scalar(t, i, to);
    }
}

/* What the outermost object turned out to hold. */
struct holding {
    bool records; /* in an array: it is a container */
    bool wrapped; /* we are within what wraps that array */
};

static uint32_t read_members(const struct walk *w, uint32_t i, const struct json_node *node,
        struct json_value *values, struct holding *holds);

static inline bool is_wanted(const struct json_key *key, const struct json_value *values)
{
    return key->slot != JSON_NO_SLOT && values[key->slot].kind == JSON_ABSENT;
}

/* The records of the array that opens at i. */
static uint32_t read_elements(const struct walk *w, uint32_t i)
{
    const struct tokens t = w->tokens;
    uint32_t open = i++;
    if (i < t.index.count && *token(t, i) == ']')
        return i + 1;
    for (;; i++) {
        struct json_value values[JSON_SLOTS] = { 0 };
        if (i >= t.index.count || *token(t, i) != '{')
            return INVALID;
        i = read_members(w, i + 1, &w->plan->nodes[0], values, NULL);
        if (i >= t.index.count)
            return INVALID;
        if (!w->take(w->ctx, values))
            return skip_nested(t, open);
        if (*token(t, i) == ']')
            return i + 1;
        if (*token(t, i) != ',')
            return INVALID;
    }
}

/* The array of records, or the object that wraps it, at i. */
static uint32_t read_held(const struct walk *w, uint32_t i, struct holding *holds)
{
    static const struct json_node nothing;
    const char first = *token(w->tokens, i);
    holds->records |= first == '[';
    if (first == '[')
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
    const struct tokens t = w->tokens;
    if (i < t.index.count && *token(t, i) == '}')
        return i + 1;
    for (;; i++) {
        if (i + 3 >= t.index.count) /* key, colon, value, comma or brace */
            return INVALID;
        if (*token(t, i) != '"' || *token(t, i + 1) != ':')
            return INVALID;
        struct slice name = string_at(t, i);
        const struct json_key *key = json_key_find(node, name.at, name.len);
        const char first = *token(t, i += 2);
        if (first == '"') /* as most are */
            i = key != NULL && is_wanted(key, values) ? take_text(t, i, w->scratch, &values[key->slot])
                                                      : i + 1;
        else if (holds != NULL && is_held(first, name, holds))
            i = read_held(w, i, holds);
        else if (first == '{' && key != NULL && key->child != JSON_NO_CHILD)
            i = read_members(w, i + 1, &w->plan->nodes[key->child], values, NULL);
        else
            i = key != NULL && is_wanted(key, values) ? take_other(t, i, &values[key->slot])
                                                      : skip_value(t, i);
        if (i >= t.index.count)
            return INVALID;
        if (*token(t, i) == '}')
            return i + 1;
        if (*token(t, i) != ',')
            return INVALID;
    }
}

/* Opens the walk over a text that begins and ends with these brackets; json_index_close ends it. */
static bool walk_open(struct walk *w, struct slice s, char first, char last)
{
    while (s.len && (unsigned char)s.at[s.len - 1] <= ' ')
        s.len--;
    if (s.len < 2 || s.at[s.len - 1] != last || !json_index_open(s, &w->tokens.index))
        return false;
    w->tokens.text = s.at;
    w->tokens.plain = memchr(s.at, '\\', s.len) == NULL;
    if (*token(w->tokens, 0) == first)
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
    bool whole = read_members(&w, 1, &plan->nodes[0], values, &holds) == w.tokens.index.count;
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
    bool whole = read_elements(&w, 0) == w.tokens.index.count;
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
