/* pattern.c - STIX patterns, read from left to right: once to see whether all is understood, then to take it. */
#include "core/known/pattern.h"

#include "core/known/entry.h"

struct walk {
    struct slice in;
    struct indicators *set; /* NULL: only look */
    const struct passage *place;
    const char *why; /* why it is not understood */
    unsigned open;   /* round brackets */
    bool inside;     /* of [ ] */
};

static bool fault(struct walk *w, const char *why)
{
    w->why = why;
    return false;
}

static void skip_spaces(struct walk *w)
{
    while (w->in.len > 0 && strchr(" \t\r\n", w->in.at[0]) != NULL && w->in.at[0] != '\0')
        w->in = slice_skip(w->in, 1);
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/* A word of letters, if it is this one. */
static bool take_keyword(struct walk *w, struct slice word)
{
    skip_spaces(w);
    if (!slice_eq_nocase(slice_first(w->in, word.len), word)
            || (w->in.len > word.len && is_word_byte(w->in.at[word.len])))
        return false;
    w->in = slice_skip(w->in, word.len);
    return true;
}

static bool take_mark(struct walk *w, char mark)
{
    skip_spaces(w);
    if (w->in.len == 0 || w->in.at[0] != mark)
        return false;
    w->in = slice_skip(w->in, 1);
    return true;
}

/* 'text' with \' and \\ ; written to buf. */
static bool take_string(struct walk *w, char buf[ENTRY_MAX], struct slice *ret)
{
    size_t n = 0;
    if (!take_mark(w, '\''))
        return fault(w, "a comparison with something other than a 'text'");
    while (w->in.len > 0 && w->in.at[0] != '\'') {
        size_t escaped = w->in.at[0] == '\\' && w->in.len > 1;
        if (n == ENTRY_MAX)
            return fault(w, "a text over 4,096 bytes");
        buf[n++] = w->in.at[escaped];
        w->in = slice_skip(w->in, 1 + escaped);
    }
    *ret = (struct slice){ buf, n };
    return take_mark(w, '\'') || fault(w, "a text without its end");
}

/* object-type:property.'quoted'.property[*] up to a space or a comparison sign. */
static bool take_path(struct walk *w, struct slice *ret)
{
    size_t i = 0;
    skip_spaces(w);
    while (i < w->in.len && strchr(" \t\r\n=!<>()", w->in.at[i]) == NULL) {
        if (w->in.at[i] == '\'') {
            size_t quoted = slice_find(slice_skip(w->in, i + 1), '\'');
            i += quoted + 1;
            if (i >= w->in.len)
                return fault(w, "a path without its end");
        }
        i++;
    }
    *ret = slice_first(w->in, i);
    w->in = slice_skip(w->in, i);
    return (slice_find(*ret, ':') > 0 && slice_find(*ret, ':') < ret->len) || fault(w, "no object:property");
}

static bool ends_nocase(struct slice path, struct slice end)
{
    return path.len >= end.len && slice_eq_nocase(slice_skip(path, path.len - end.len), end);
}

/* "http-request-ext'.request_header.'User-Agent'", "x-event:user_agent" */
static bool is_agent_path(struct slice path)
{
    return ends_nocase(path, LIT("'User-Agent'")) || ends_nocase(path, LIT(".user_agent"))
            || ends_nocase(path, LIT(":user_agent")) || ends_nocase(path, LIT(".User-Agent"));
}

static enum entry_type type_of(struct slice path)
{
    size_t colon = slice_find(path, ':');
    struct slice property = slice_skip(path, colon + 1);
    if (is_agent_path(path))
        return ENTRY_AGENT;
    if (slice_eq(property, LIT("value")))
        return entry_type_named(slice_first(path, colon));
    if (slice_eq(slice_first(path, colon), LIT("network-traffic"))
            && (slice_eq(property, LIT("src_ref.value")) || slice_eq(property, LIT("dst_ref.value"))))
        return ENTRY_ANY;
    return ENTRY_FOREIGN;
}

/* SQL's % is our *; a domain may have it only in front. */
static bool take_like(struct walk *w, enum entry_type type, struct slice value)
{
    char buf[ENTRY_MAX];
    for (size_t i = 0; i < value.len; i++)
        buf[i] = value.at[i] == '%' ? '*' : value.at[i];
    if (type == ENTRY_DOMAIN && slice_starts(value, LIT("%."))
            && slice_find(slice_skip(value, 1), '%') + 1 == value.len) {
        if (w->set != NULL)
            entry_take(w->set, w->place, type, slice_skip(value, 2));
        return true;
    }
    if (type != ENTRY_AGENT)
        return fault(w, "LIKE for something other than a user agent");
    if (w->set != NULL)
        indicators_add_agent(
                w->set, w->place, (struct slice){ buf, value.len }, slice_find(value, '%') < value.len);
    return true;
}

static bool take_equal(struct walk *w, enum entry_type type, struct slice value)
{
    if (w->set == NULL)
        return true;
    if (type == ENTRY_AGENT)
        indicators_add_agent(w->set, w->place, value, false);
    else
        entry_take(w->set, w->place, type, value);
    return true;
}

static bool take_set(struct walk *w, enum entry_type type)
{
    char buf[ENTRY_MAX];
    struct slice value;
    if (!take_mark(w, '('))
        return fault(w, "IN without its list");
    do {
        if (!take_string(w, buf, &value) || !take_equal(w, type, value))
            return false;
    } while (take_mark(w, ','));
    return take_mark(w, ')') || fault(w, "a list without its end");
}

/* What is compared with a property that no sign-in has: anything up to the next OR or the end. */
static bool take_foreign(struct walk *w)
{
    if (w->set != NULL)
        w->set->foreign++;
    while (w->in.len > 0 && w->in.at[0] != ']' && w->in.at[0] != ')') {
        struct walk ahead = *w;
        char buf[ENTRY_MAX];
        struct slice value;
        if (take_keyword(&ahead, LIT("OR")) || take_keyword(&ahead, LIT("AND")))
            return true;
        if (w->in.at[0] == '\'') {
            if (!take_string(w, buf, &value))
                return false;
        } else if (w->in.at[0] == '(') {
            w->in = slice_skip(w->in, slice_find(w->in, ')') + 1);
        } else if (is_word_byte(w->in.at[0])) {
            while (w->in.len > 0 && is_word_byte(w->in.at[0]))
                w->in = slice_skip(w->in, 1);
        } else {
            w->in = slice_skip(w->in, 1);
        }
    }
    return true;
}

static bool take_comparison(struct walk *w)
{
    char buf[ENTRY_MAX];
    struct slice path, value;
    if (take_keyword(w, LIT("NOT")) || !take_path(w, &path))
        return w->why != NULL ? false : fault(w, "NOT");
    enum entry_type type = type_of(path);
    if (type == ENTRY_FOREIGN)
        return take_foreign(w);
    if (take_keyword(w, LIT("IN")))
        return take_set(w, type);
    bool like = take_keyword(w, LIT("LIKE")), within = !like && take_keyword(w, LIT("ISSUBSET"));
    if (!like && !within && !take_mark(w, '='))
        return fault(w, "a comparison other than =, IN, LIKE and ISSUBSET");
    (void)(!like && !within && take_mark(w, '=')); /* == is = */
    if (within && type != ENTRY_ADDRESS && type != ENTRY_ANY)
        return fault(w, "ISSUBSET for something other than an address");
    if (!take_string(w, buf, &value))
        return false;
    return like ? take_like(w, type, value) : take_equal(w, type, value);
}

/* One of: opening brackets, then a comparison, then closing brackets. */
static bool take_term(struct walk *w)
{
    while (take_mark(w, '(') || (!w->inside && take_mark(w, '['))) {
        w->inside = w->inside || w->in.at[-1] == '[';
        w->open += w->in.at[-1] == '(';
    }
    if (!w->inside)
        return fault(w, "no [ in front of a comparison");
    if (!take_comparison(w))
        return false;
    for (;;) {
        if (w->open > 0 && take_mark(w, ')'))
            w->open--;
        else if (w->inside && take_mark(w, ']'))
            w->inside = false;
        else
            return true;
    }
}

static bool walk(struct walk *w)
{
    do
        if (!take_term(w))
            return false;
    while (take_keyword(w, LIT("OR")));
    skip_spaces(w);
    if (w->in.len > 0)
        return fault(w, "AND, FOLLOWEDBY, or a time: what must hold together is not understood");
    return (w->open == 0 && !w->inside) || fault(w, "a bracket without its end");
}

void pattern_take(struct indicators *set, const struct passage *place, struct slice pattern)
{
    struct walk look = { .in = pattern, .place = place },
                take = { .in = pattern, .place = place, .set = set };
    if (!walk(&look))
        indicators_bad(set, place, look.why, pattern);
    else
        (void)walk(&take);
}
