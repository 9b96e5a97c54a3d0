/* address.c - one address of a list: where it ends, and what is what within it. */
#include "core/wire/address.h"

#include "core/wire/mime_inside.h"

/* A quoted string, comment or encoded word that is longer is none: nothing is looked for without end. */
#define TOKEN_MAX 1000u

/* One element of a list as it was scanned: spans of the field. */
struct element {
    size_t begin, end;   /* without what separates it */
    size_t angle, close; /* within < >; angle == 0: no bracket */
    struct slice comment;
    bool has_words; /* anything that is no comment */
    size_t last_at; /* of an @ outside quotes, comments and encoded words; SIZE_MAX: none */
};

static size_t quoted_end(struct slice in, size_t at)
{
    size_t most = in.len - at < TOKEN_MAX ? in.len : at + TOKEN_MAX;
    for (size_t i = at + 1; i < most; i++) {
        if (in.at[i] == '\\')
            i++;
        else if (in.at[i] == '"')
            return i + 1;
    }
    return at + 1; /* never closed: a letter like others */
}

static size_t comment_end(struct slice in, size_t at)
{
    size_t most = in.len - at < TOKEN_MAX ? in.len : at + TOKEN_MAX, depth = 0;
    for (size_t i = at; i < most; i++) {
        if (in.at[i] == '\\')
            i++;
        else if (in.at[i] == '(')
            depth++;
        else if (in.at[i] == ')' && --depth == 0)
            return i + 1;
    }
    return at + 1;
}

/* Behind an encoded word, whose letters mean nothing here: "=?utf-8?q?Meier,_Jan?=". */
static size_t word_end(struct slice in, size_t at)
{
    struct slice rest = slice_first(slice_skip(in, at), TOKEN_MAX);
    if (!slice_starts(rest, LIT("=?")))
        return at + 1;
    size_t mark = 2 + slice_find(slice_skip(rest, 2), '?');
    if (mark + 3 > rest.len || rest.at[mark + 2] != '?')
        return at + 1;
    size_t end = slice_find_slice(slice_skip(rest, mark + 3), LIT("?="));
    return mark + 3 + end < rest.len ? at + mark + 3 + end + 2 : at + 1;
}

/* Behind the token at `at`: more than a byte for what has an inside. */
static size_t token_end(struct slice in, size_t at)
{
    char c = in.at[at];
    return c == '"'    ? quoted_end(in, at)
            : c == '(' ? comment_end(in, at)
            : c == '=' ? word_end(in, at)
                       : at + 1;
}

static size_t skip_separators(struct slice in, size_t at)
{
    while (at < in.len && (mime_is_blank(in.at[at]) || in.at[at] == ',' || in.at[at] == ';'))
        at++;
    return at;
}

/* Is there another bracket or @ before the next comma? Then the next address begins here. */
static bool goes_on(struct slice in, size_t at)
{
    while (at < in.len && in.at[at] != ',' && in.at[at] != ';') {
        if (in.at[at] == '<' || in.at[at] == '@')
            return true;
        at = token_end(in, at);
    }
    return false;
}

/* Within brackets: a route has commas of its own. */
static size_t scan_angle(struct slice in, size_t at, struct element *ret)
{
    bool is_route = at < in.len && in.at[at] == '@';
    ret->angle = at;
    while (at < in.len && in.at[at] != '>' && (is_route || in.at[at] != ',')) {
        is_route = is_route && in.at[at] != ':';
        at = token_end(in, at);
        if (in.at[at - 1] == '<')
            ret->angle = at;
    }
    ret->close = ret->end = at < in.len ? at : in.len;
    if (at >= in.len || in.at[at] != '>')
        return ret->close;
    ret->end = ++at;
    if (goes_on(in, at))
        return at;
    while (at < in.len && in.at[at] != ',' && in.at[at] != ';')
        at = token_end(in, at);
    return at < in.len ? at : in.len;
}

/* Scans from `at` to the end of the element; returns where the next begins. */
static size_t scan(struct slice in, size_t at, struct element *ret)
{
    *ret = (struct element){ .begin = at, .last_at = SIZE_MAX };
    while (at < in.len && in.at[at] != ',' && in.at[at] != ';') {
        char c = in.at[at];
        size_t next = token_end(in, at);
        if (c == '<')
            return scan_angle(in, next, ret);
        if (c == ':' && ret->last_at == SIZE_MAX) { /* a group's name, or "mailto" */
            at = skip_separators(in, next);
            *ret = (struct element){ .begin = at, .last_at = SIZE_MAX };
            ret->end = at;
            continue;
        }
        if (c == '(' && next > at + 1)
            ret->comment = (struct slice){ in.at + at + 1, next - at - 2 };
        else if (c == '@')
            ret->last_at = at;
        ret->has_words |= !mime_is_blank(c) && !(c == '(' && next > at + 1);
        at = next;
    }
    ret->end = at = at < in.len ? at : in.len;
    return at;
}

/* A phrase for people: quotes and escapes away, words decoded, one blank between words. */
static struct slice phrase(struct slice raw, struct arena *arena, unsigned *exhausted)
{
    char *to = raw.len ? arena_take(arena, raw.len) : NULL;
    size_t len = 0, put = 0;
    if (raw.len && to == NULL)
        *exhausted |= MIME_BUDGET_MEMORY;
    if (to == NULL)
        return (struct slice){ "", 0 };
    for (size_t i = 0; i < raw.len; i++) {
        if (raw.at[i] == '\\' && i + 1 < raw.len)
            to[len++] = raw.at[++i];
        else if (raw.at[i] != '"')
            to[len++] = raw.at[i];
    }
    struct slice said = mime_words(mime_kept(arena, to, len), arena, exhausted);
    char *out = said.len ? arena_take(arena, said.len) : NULL;
    if (out == NULL)
        return (struct slice){ "", 0 };
    for (size_t i = 0; i < said.len; i++)
        if (said.at[i] != ' ' || (put > 0 && out[put - 1] != ' '))
            out[put++] = said.at[i];
    put -= put > 0 && out[put - 1] == ' ';
    return mime_kept(arena, out, put);
}

/* Without blanks and comments outside quotes, and without a route. */
static struct slice bare(struct slice in, struct arena *arena, size_t *ret_at)
{
    char *to = in.len ? arena_take(arena, in.len) : NULL;
    size_t len = 0;
    *ret_at = SIZE_MAX;
    if (to == NULL)
        return (struct slice){ "", 0 };
    size_t colon = in.at[0] == '@' ? slice_find(in, ':') : in.len;
    for (size_t i = colon < in.len ? colon + 1 : 0, next; i < in.len; i = next) {
        next = token_end(in, i);
        if (mime_is_blank(in.at[i]) || (in.at[i] == '(' && next > i + 1))
            continue;
        if (in.at[i] == '@')
            *ret_at = len;
        memcpy(to + len, in.at + i, next - i);
        len += next - i;
    }
    return mime_kept(arena, to, len);
}

static struct slice unquoted(struct slice s, struct arena *arena)
{
    if (s.len < 2 || s.at[0] != '"' || s.at[s.len - 1] != '"')
        return s;
    struct slice inner = { s.at + 1, s.len - 2 };
    char *to = arena_take(arena, s.len);
    size_t len = 0;
    if (to == NULL)
        return inner;
    for (size_t i = 0; i < inner.len; i++) {
        i += inner.at[i] == '\\' && i + 1 < inner.len;
        to[len++] = inner.at[i];
    }
    return mime_kept(arena, to, len);
}

static void read_spec(struct slice spec, struct arena *arena, struct address *ret, unsigned *exhausted)
{
    size_t at;
    struct slice all = bare(spec, arena, &at);
    if (slice_starts(all, LIT("mailto:")) && at != SIZE_MAX) {
        all = slice_skip(all, 7);
        at -= 7;
    }
    ret->local = mime_words(unquoted(slice_first(all, at), arena), arena, exhausted);
    ret->domain = at == SIZE_MAX ? (struct slice){ "", 0 } : slice_skip(all, at + 1);
    while (ret->domain.len && strchr(".>\"'", ret->domain.at[ret->domain.len - 1]))
        ret->domain.len--;
    ret->domain = mime_words(ret->domain, arena, exhausted);
}

static size_t skip_blanks(struct slice in, size_t at, size_t end)
{
    while (at < end && mime_is_blank(in.at[at]))
        at++;
    return at;
}

/* Where the word before `at` begins; blanks beside a dot belong to it. */
static size_t word_begin(struct slice in, size_t begin, size_t at)
{
    size_t from = at;
    for (;;) {
        size_t before = from;
        while (before > begin && mime_is_blank(in.at[before - 1]))
            before--;
        bool joins = from == at || in.at[from] == '.' || (before > begin && in.at[before - 1] == '.');
        if (before == begin || (before < from && !joins))
            return from;
        from = before - 1;
        if (in.at[from] == '"')
            while (from > begin && in.at[--from] != '"')
                ;
    }
}

/* The word with the @ among others; blanks around @ and dots belong to it (RFC 5322 4.4). */
static struct slice address_word(struct slice in, size_t begin, size_t end, size_t last_at)
{
    size_t from = word_begin(in, begin, last_at), to = skip_blanks(in, last_at + 1, end);
    while (to < end && in.at[to] != '(') {
        size_t next = skip_blanks(in, to, end);
        if (next > to && in.at[to - 1] != '.' && (next == end || in.at[next] != '.'))
            break;
        to = next < end ? next + 1 : next;
    }
    return (struct slice){ in.at + from, to - from };
}

static struct slice span(struct slice in, size_t from, size_t to)
{
    return (struct slice){ in.at + from, to - from };
}

/* "<Jan Meier j.meier@institute.example>": words before the address are its name, when there is no other. */
static void read_brackets(
        struct slice spec, struct arena *arena, struct address *ret, struct slice *words, unsigned *exhausted)
{
    size_t at = SIZE_MAX;
    bool is_plain = slice_find(spec, '(') == spec.len && spec.len
            && spec.at[0] != '@'; /* no comment, no route */
    for (size_t i = 0; is_plain && i < spec.len; i = token_end(spec, i))
        at = spec.at[i] == '@' ? i : at;
    struct slice word = at == SIZE_MAX ? spec : address_word(spec, 0, spec.len, at);
    struct slice before = slice_trim(slice_first(spec, (size_t)(word.at - spec.at)));
    if (words->len == 0)
        *words = before;
    read_spec(word, arena, ret, exhausted);
}

static void read_element(struct slice in, const struct element *el, struct arena *arena, struct address *ret,
        unsigned *exhausted)
{
    struct slice words = { "", 0 };
    *ret = (struct address){ .raw = span(in, el->begin, el->end), .has_brackets = el->angle > 0 };
    ret->local = ret->domain = words;
    if (el->angle) {
        size_t name_end = el->angle - 1;
        while (name_end > el->begin && (mime_is_blank(in.at[name_end - 1]) || in.at[name_end - 1] == '<'))
            name_end--;
        words = span(in, el->begin, name_end);
        read_brackets(span(in, el->angle, el->close), arena, ret, &words, exhausted);
    } else if (el->last_at != SIZE_MAX) {
        struct slice word = address_word(in, el->begin, el->end, el->last_at);
        words = (struct slice){ in.at + el->begin, (size_t)(word.at - (in.at + el->begin)) };
        read_spec(word, arena, ret, exhausted);
    } else {
        words = ret->raw;
    }
    ret->name = phrase(words, arena, exhausted);
    if (ret->name.len == 0)
        ret->name = phrase(el->comment, arena, exhausted);
}

bool address_next(
        struct slice field, size_t *at, struct arena *arena, struct address *ret, unsigned *exhausted)
{
    struct element el;
    for (;;) {
        size_t begin = skip_separators(field, *at);
        if (begin >= field.len) {
            *at = field.len;
            return false;
        }
        *at = scan(field, begin, &el);
        while (el.end > el.begin && mime_is_blank(field.at[el.end - 1]))
            el.end--;
        if (el.end > el.begin && (el.has_words || el.angle))
            break;
    }
    read_element(field, &el, arena, ret, exhausted);
    return true;
}
