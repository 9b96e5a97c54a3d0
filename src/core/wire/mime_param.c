/* mime_param.c - parameters of a field: RFC 2045 5.1, RFC 2231, and what programs write instead. */
#include "core/base/digit.h"
#include "core/wire/mime_inside.h"

void mime_skip_comments(struct slice *in)
{
    size_t at = 0, depth = 0;
    for (; at < in->len; at++) {
        char c = in->at[at];
        if (c == '(')
            depth++;
        else if (depth && c == ')')
            depth--;
        else if (depth && c == '\\')
            at += at + 1 < in->len;
        else if (!depth && !mime_is_blank(c))
            break;
    }
    *in = slice_skip(*in, at);
}

/* A quoted string behind its first quote. A backslash escapes a quote or itself; elsewhere it is a path's. */
static struct slice take_quoted(struct slice *in)
{
    size_t len = 0;
    while (len < in->len && in->at[len] != '"') {
        bool escapes = in->at[len] == '\\' && len + 1 < in->len
                && (in->at[len + 1] == '"' || in->at[len + 1] == '\\');
        len += escapes ? 2 : 1;
    }
    struct slice quoted = slice_first(*in, len);
    *in = slice_skip(*in, len + 1);
    return quoted;
}

static void skip_blanks(struct slice *in)
{
    while (in->len && mime_is_blank(in->at[0]))
        *in = slice_skip(*in, 1);
}

static size_t word_len(struct slice in)
{
    size_t len = 0;
    len += in.len && in.at[0] == '('; /* of the value itself where it begins it */
    while (len < in.len && !mime_is_blank(in.at[len]) && in.at[len] != ';' && in.at[len] != '(')
        len++;
    return len;
}

/* Does a parameter begin here, so that only its semicolon was forgotten? */
static bool begins_param(struct slice in)
{
    size_t len = 0;
    while (len < in.len && in.at[len] > ' ' && in.at[len] < 127
            && memchr("=;\"(<>@,?", in.at[len], 9) == NULL)
        len++;
    return len > 0 && len < in.len && in.at[len] == '=';
}

/* A value without quotes. Blanks within belong to it (name=my file.pdf), unless a parameter follows. */
static struct slice take_bare(struct slice *in)
{
    struct slice all = *in;
    size_t len = 0;
    for (;;) {
        size_t word = word_len(*in);
        *in = slice_skip(*in, word);
        if (word)
            len = (size_t)(in->at - all.at);
        skip_blanks(in);
        if (in->len == 0 || in->at[0] == ';' || in->at[0] == '(' || begins_param(*in))
            return slice_first(all, len);
    }
}

/* "name", "name*", "name*0", "name*0*". */
static void read_name(struct slice name, struct mime_param *ret)
{
    uint64_t section;
    struct slice number;
    ret->section = -1;
    ret->is_extended = name.len > 1 && name.at[name.len - 1] == '*';
    name.len -= ret->is_extended;
    size_t star = slice_find(name, '*');
    number = slice_skip(name, star + 1);
    if (star < name.len && slice_to_uint(number, 9999, &section)) {
        ret->section = (int)section;
        name.len = star;
    }
    ret->name = name;
}

/* Elsewhere a value may begin with a parenthesis: name=(1).pdf. */
static void skip_comment_before_quote(struct slice *in)
{
    struct slice rest = *in;
    if (in->len == 0 || in->at[0] != '(')
        return;
    mime_skip_comments(&rest);
    if (rest.len && rest.at[0] == '"')
        *in = rest;
}

/* The next parameter; false: there is none. A word without "=" is passed over. */
static bool param_next(struct slice *in, struct mime_param *ret)
{
    for (;;) {
        mime_skip_comments(in);
        if (in->len == 0)
            return false;
        if (in->at[0] == ';' || in->at[0] == '=') {
            *in = slice_skip(*in, 1);
            continue;
        }
        size_t len = 0;
        while (len < in->len && in->at[len] != '=' && in->at[len] != ';' && in->at[len] != '('
                && !mime_is_blank(in->at[len]))
            len++;
        struct slice name = slice_first(*in, len);
        *in = slice_skip(*in, len);
        mime_skip_comments(in);
        if (in->len == 0 || in->at[0] != '=')
            continue;
        *in = slice_skip(*in, 1);
        skip_blanks(in);
        skip_comment_before_quote(in);
        *ret = (struct mime_param){ .is_quoted = in->len && in->at[0] == '"' };
        read_name(name, ret);
        if (ret->is_quoted)
            *in = slice_skip(*in, 1);
        ret->value = ret->is_quoted ? take_quoted(in) : take_bare(in);
        return true;
    }
}

void mime_params_read(struct slice in, struct mime_params *ret, unsigned *exhausted)
{
    struct mime_param param;
    ret->count = 0;
    while (param_next(&in, &param)) {
        if (ret->count == LIMIT_MIME_PARAMS) {
            *exhausted |= MIME_BUDGET_PARAMS;
            return;
        }
        ret->at[ret->count++] = param;
    }
}

bool mime_params_have(const struct mime_params *params, struct slice name)
{
    for (uint32_t i = 0; i < params->count; i++)
        if (slice_eq_nocase(params->at[i].name, name))
            return true;
    return false;
}

static const struct mime_param *section(
        const struct mime_params *params, struct slice name, int number, bool extended_only)
{
    for (uint32_t i = 0; i < params->count; i++) {
        const struct mime_param *param = &params->at[i];
        if (param->section == number && slice_eq_nocase(param->name, name)
                && (param->is_extended || !extended_only))
            return param;
    }
    return NULL;
}

/* A section's text without escapes and folds; percent signs decoded when it is extended. */
static size_t put_section(const struct mime_param *param, struct slice value, char *to)
{
    size_t len = 0;
    for (size_t i = 0; i < value.len; i++) {
        char c = value.at[i];
        if (c == '\r' || c == '\n')
            continue;
        if (param->is_quoted && c == '\\' && i + 1 < value.len
                && (value.at[i + 1] == '"' || value.at[i + 1] == '\\'))
            c = value.at[++i];
        else if (param->is_extended && c == '%' && i + 2 < value.len && digit_hex(value.at[i + 1]) >= 0
                && digit_hex(value.at[i + 2]) >= 0) {
            c = (char)(digit_hex(value.at[i + 1]) * 16 + digit_hex(value.at[i + 2]));
            i += 2;
        }
        to[len++] = c;
    }
    return len;
}

/* charset'language'text of the first extended section. Without the quotes all of it is text. */
static struct slice take_charset(struct slice *value)
{
    size_t first = slice_find(*value, '\'');
    struct slice rest = slice_skip(*value, first + 1), charset = slice_first(*value, first);
    size_t second = slice_find(rest, '\'');
    if (first == value->len || second == rest.len)
        return (struct slice){ "", 0 };
    *value = slice_skip(rest, second + 1);
    return charset;
}

/* All sections put together, from the first that is there; and whether any was extended. */
static struct slice joined(const struct mime_params *params, struct slice name,
        const struct mime_param *first, struct arena *arena, struct slice *ret_charset)
{
    size_t room = 0, len = 0;
    for (uint32_t i = 0; i < params->count; i++)
        room += params->at[i].value.len;
    char *to = arena_take(arena, room + 1);
    if (to == NULL)
        return (struct slice){ NULL, 0 };
    for (const struct mime_param *param = first; param != NULL;) {
        struct slice value = param->value;
        if (param == first && param->is_extended)
            *ret_charset = take_charset(&value);
        len += put_section(param, value, to + len);
        param = param->section < 0 ? NULL : section(params, name, param->section + 1, false);
    }
    return mime_kept(arena, to, len);
}

struct slice mime_params_text(
        const struct mime_params *params, struct slice name, struct arena *arena, unsigned *exhausted)
{
    struct slice charset = { NULL, 0 };
    const struct mime_param *first = section(params, name, -1, true);
    for (int number = 0; first == NULL && number < 2; number++)
        first = section(params, name, number, false);
    if (first == NULL)
        first = section(params, name, -1, false);
    if (first == NULL)
        return (struct slice){ NULL, 0 };
    struct slice text = joined(params, name, first, arena, &charset);
    if (text.at == NULL) {
        *exhausted |= MIME_BUDGET_MEMORY;
        return (struct slice){ "", 0 };
    }
    unsigned defects = 0;
    if (!first->is_extended)
        return mime_words(text, arena, exhausted);
    text = mime_to_utf8(text, charset, arena, &defects);
    return mime_words(text, arena, exhausted);
}

struct slice mime_param(
        const struct mime_field *field, struct slice name, struct arena *arena, unsigned *exhausted)
{
    struct mime_params params;
    size_t semicolon = slice_find(field->value, ';');
    mime_params_read(slice_skip(field->value, semicolon), &params, exhausted);
    return mime_params_text(&params, name, arena, exhausted);
}
