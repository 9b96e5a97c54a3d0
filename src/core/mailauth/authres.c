/* authres.c - the grammar of RFC 8601, comments and quoted words included. */
#include "core/mailauth/authres.h"

#include "core/mailauth/tags.h"

/* Behind a comment, which may hold others: "(a (b) c)". false: it does not end. */
static bool skip_comment(struct slice *in)
{
    size_t depth = 0, i = 0;
    do {
        if (i == in->len)
            return false;
        char c = in->at[i++];
        if (c == '\\' && i < in->len)
            i++;
        else if (c == '(')
            depth++;
        else if (c == ')')
            depth--;
    } while (depth > 0);
    *in = slice_skip(*in, i);
    return true;
}

/* White space and comments. */
static bool skip_cfws(struct slice *in)
{
    while (in->len > 0) {
        if (is_fws(in->at[0]))
            *in = slice_skip(*in, 1);
        else if (in->at[0] != '(')
            return true;
        else if (!skip_comment(in))
            return false;
    }
    return true;
}

static bool take_sign(struct slice *in, char sign)
{
    struct slice rest = *in;
    if (!skip_cfws(&rest) || rest.len == 0 || rest.at[0] != sign)
        return false;
    *in = slice_skip(rest, 1);
    return true;
}

/* Letters, digits, '-', '_': names of methods, types and properties. */
static bool take_keyword(struct slice *in, struct slice *ret)
{
    struct slice rest = *in;
    size_t len = 0;
    if (!skip_cfws(&rest))
        return false;
    while (len < rest.len) {
        char c = rest.at[len];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
                    || c == '_'))
            break;
        len++;
    }
    *ret = slice_first(rest, len);
    *in = slice_skip(rest, len);
    return len > 0;
}

/* A quoted string: without its quotes, escapes and line ends. */
static bool take_quoted(struct slice *in, struct arena *arena, struct slice *ret)
{
    size_t end = 1, len = 0;
    while (end < in->len && in->at[end] != '"')
        end += in->at[end] == '\\' ? 2 : 1;
    if (end >= in->len)
        return false;
    struct slice inner = slice_skip(slice_first(*in, end), 1);
    *in = slice_skip(*in, end + 1);
    *ret = inner;
    if (slice_find(inner, '\\') == inner.len && slice_find(inner, '\n') == inner.len)
        return true;
    char *at = arena_take(arena, inner.len);
    if (at == NULL)
        return false;
    for (size_t i = 0; i < inner.len; i++) {
        if (inner.at[i] == '\r' || inner.at[i] == '\n')
            continue;
        if (inner.at[i] == '\\' && i + 1 < inner.len)
            i++;
        at[len++] = inner.at[i];
    }
    *ret = (struct slice){ at, len };
    return true;
}

/* A value, quoted or bare. Bare ones end at white space, ";" or a comment; servers write more in them than a token has
 * (addresses, dates), and "local"@domain is one too. */
static bool take_value(struct slice *in, struct arena *arena, struct slice *ret)
{
    size_t len = 0;
    if (!skip_cfws(in))
        return false;
    if (in->len > 0 && in->at[0] == '"') {
        struct slice start = *in;
        if (!take_quoted(in, arena, ret))
            return false;
        if (in->len == 0 || in->at[0] != '@')
            return true;
        len = (size_t)(in->at - start.at);
        *in = start;
    }
    while (len < in->len && !is_fws(in->at[len]) && in->at[len] != ';' && in->at[len] != '(')
        len++;
    *ret = slice_first(*in, len);
    *in = slice_skip(*in, len);
    return true;
}

enum auth_result auth_result_named(struct slice word)
{
    static const struct {
        const char *name;
        enum auth_result result;
    } rows[] = { { "none", AUTH_NONE }, { "pass", AUTH_PASS }, { "fail", AUTH_FAIL },
        { "hardfail", AUTH_FAIL }, { "softfail", AUTH_SOFTFAIL }, { "neutral", AUTH_NEUTRAL },
        { "temperror", AUTH_TEMPERROR }, { "permerror", AUTH_PERMERROR } };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (slice_eq_nocase(word, text(rows[i].name)))
            return rows[i].result;
    return AUTH_UNKNOWN;
}

/* ptype.property=value; false without *in being moved when none stands here. */
static bool take_property(struct slice *in, struct arena *arena, struct authres *res, bool *ret_is_bad)
{
    struct slice rest = *in;
    struct authres_property property;
    if (!take_keyword(&rest, &property.type) || !take_sign(&rest, '.') || !take_keyword(&rest, &property.name)
            || !take_sign(&rest, '='))
        return false;
    if (!take_value(&rest, arena, &property.value) || res->properties_count == LIMIT_AUTHRES_PROPERTIES) {
        *ret_is_bad = true;
        return false;
    }
    res->properties[res->properties_count++] = property;
    *in = rest;
    return true;
}

/* reason=value; also what servers add without a type: "action=none", "compauth" has properties of its own. */
static bool take_reason(struct slice *in, struct arena *arena, struct authres_item *item)
{
    struct slice rest = *in, name, value;
    if (!take_keyword(&rest, &name) || !take_sign(&rest, '=') || !take_value(&rest, arena, &value))
        return false;
    if (slice_eq_nocase(name, LIT("reason")))
        item->reason = value;
    *in = rest;
    return true;
}

static bool take_item(struct slice *in, struct arena *arena, struct authres *res, struct authres_item *item)
{
    struct slice version;
    bool is_bad = false;
    *item = (struct authres_item){ .property = res->properties_count };
    if (!take_keyword(in, &item->method))
        return false;
    if (take_sign(in, '/') && !take_keyword(in, &version))
        return false;
    if (!take_sign(in, '=') || !take_keyword(in, &item->word))
        return false;
    item->result = auth_result_named(item->word);
    while (take_property(in, arena, res, &is_bad) || (!is_bad && take_reason(in, arena, item)))
        ;
    item->properties = res->properties_count - item->property;
    return !is_bad && skip_cfws(in) && (in->len == 0 || in->at[0] == ';');
}

/* "; none" says that nothing was done. */
static bool is_none(struct slice in)
{
    struct slice word;
    return take_keyword(&in, &word) && slice_eq_nocase(word, LIT("none")) && skip_cfws(&in) && in.len == 0;
}

static bool read_items(struct slice in, struct arena *arena, struct authres *ret)
{
    while (in.len > 0) {
        struct authres_item item;
        if (!skip_cfws(&in))
            return false;
        if (in.len == 0 || is_none(in))
            return true;
        if (ret->count == LIMIT_AUTHRES_RESULTS || !take_item(&in, arena, ret, &item))
            return false;
        ret->items[ret->count++] = item;
        in = slice_skip(in, 1); /* the ; */
    }
    return true;
}

/* "mx.example 1;" and not "spf=pass". */
static bool take_id(struct slice *in, struct arena *arena, struct slice *ret)
{
    struct slice rest = *in, version;
    uint64_t number;
    if (!take_value(&rest, arena, ret) || ret->len == 0 || slice_find(*ret, '=') < ret->len)
        return false;
    if (!skip_cfws(&rest))
        return false;
    if (rest.len > 0 && rest.at[0] != ';'
            && (!take_keyword(&rest, &version) || !slice_to_uint(version, UINT32_MAX, &number)
                    || !skip_cfws(&rest)))
        return false;
    if (rest.len > 0 && rest.at[0] != ';')
        return false;
    *in = slice_skip(rest, 1);
    return true;
}

bool authres_read(struct slice value, struct arena *arena, struct authres *ret)
{
    ret->id = (struct slice){ NULL, 0 };
    ret->count = ret->properties_count = 0;
    if (!take_id(&value, arena, &ret->id))
        ret->id = (struct slice){ NULL, 0 };
    return read_items(value, arena, ret);
}

bool authres_read_arc(struct slice value, struct arena *arena, struct authres *ret)
{
    struct slice word;
    uint64_t instance;
    if (!take_keyword(&value, &word) || !slice_eq_nocase(word, LIT("i")) || !take_sign(&value, '=')
            || !take_keyword(&value, &word) || !slice_to_uint(word, LIMIT_ARC_SETS, &instance)
            || !take_sign(&value, ';'))
        return false;
    return authres_read(value, arena, ret);
}

struct slice authres_property(
        const struct authres *res, const struct authres_item *item, const char *type, const char *name)
{
    for (uint32_t i = 0; i < item->properties; i++) {
        const struct authres_property *property = &res->properties[item->property + i];
        if (slice_eq_nocase(property->type, text(type)) && slice_eq_nocase(property->name, text(name)))
            return property->value;
    }
    return (struct slice){ NULL, 0 };
}

bool received_spf_read(struct slice value, struct arena *arena, struct received_spf *ret)
{
    struct slice word, name, val;
    *ret = (struct received_spf){ AUTH_UNKNOWN, { NULL, 0 }, { NULL, 0 } };
    if (!take_keyword(&value, &word))
        return false;
    ret->result = auth_result_named(word);
    if (ret->result == AUTH_UNKNOWN)
        return false;
    while (take_keyword(&value, &name) && take_sign(&value, '=') && take_value(&value, arena, &val)) {
        if (slice_eq_nocase(name, LIT("receiver")))
            ret->receiver = val;
        else if (slice_eq_nocase(name, LIT("envelope-from")))
            ret->envelope = val;
        (void)take_sign(&value, ';');
    }
    return true;
}
