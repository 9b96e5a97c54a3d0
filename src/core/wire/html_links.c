/* html_links.c - what an HTML message opens, loads, sends to and runs. */
#include "core/wire/html_inside.h"
#include "core/wire/html_references.h"
#include "core/wire/web.h"

#define BASE_MAX 2048u    /* bytes of a <base>; longer ones are an attack and not applied */
#define CANDIDATES_MAX 8u /* of one srcset */

/* Without spaces and controls at the ends, and without line ends and tabs within, as browsers do it (WHATWG URL 4.4). */
static struct slice target_of(struct html_reader *reader, struct slice value)
{
    reader->html->work += value.len;
    value = html_decode(value, reader->arena);
    while (value.len && (unsigned char)value.at[0] <= ' ')
        value = slice_skip(value, 1);
    while (value.len && (unsigned char)value.at[value.len - 1] <= ' ')
        value.len--;
    size_t odd = 0;
    while (odd < value.len && value.at[odd] != '\n' && value.at[odd] != '\r' && value.at[odd] != '\t')
        odd++;
    if (odd == value.len)
        return value;
    char *to = arena_take(reader->arena, value.len);
    if (to == NULL) {
        html_over(reader, HTML_OVER_MEMORY);
        return slice_first(value, odd);
    }
    size_t n = 0;
    for (size_t i = 0; i < value.len; i++)
        if (value.at[i] != '\n' && value.at[i] != '\r' && value.at[i] != '\t')
            to[n++] = value.at[i];
    return (struct slice){ to, n };
}

/* A row more in a table that doubles; NULL: no memory. */
static void *grown(struct arena *arena, const void *rows, uint32_t count, uint32_t *room, size_t size)
{
    uint32_t more = *room ? *room * 2 : 32;
    void *bigger = arena_take(arena, more * size);
    if (bigger != NULL && count > 0)
        memcpy(bigger, rows, count * size);
    *room = bigger != NULL ? more : *room;
    return bigger;
}

/* Returns its index + 1; 0: over the limit. */
static uint32_t link_add(struct html_reader *reader, enum html_link_kind kind, struct slice value)
{
    struct html *html = reader->html;
    if (html->links_count == LIMIT_LINKS) {
        html_over(reader, HTML_OVER_LINKS);
        return 0;
    }
    if (html->links_count == reader->links_room) {
        void *more = grown(
                reader->arena, html->links, html->links_count, &reader->links_room, sizeof *html->links);
        if (more == NULL) {
            html_over(reader, HTML_OVER_MEMORY);
            return 0;
        }
        html->links = more;
    }
    html->links[html->links_count++] = (struct html_link){ .kind = kind,
        .target = target_of(reader, value),
        .at = (uint32_t)(reader->seen.len + (reader->seen.len > 0 && reader->seen.gap != HTML_GAP_NONE)),
        .is_hidden = reader->stack.hides != 0,
        .is_outlook = html_is_outlook(reader) };
    return html->links_count;
}

static void link_of(struct html_reader *reader, enum html_link_kind kind, const struct html_token *token,
        enum html_attribute attribute)
{
    if (html_has(token, attribute) && token->value[attribute].len > 0)
        (void)link_add(reader, kind, token->value[attribute]);
}

/* ---- <a> ---- */

static bool is_white(char c)
{
    return c == ' ' || c == '\n';
}

/* The text of the <a> that is open ends here. */
static void anchor_end(struct html_reader *reader)
{
    if (reader->link == 0)
        return;
    struct html_link *link = &reader->html->links[reader->link - 1];
    size_t end = reader->seen.len, at = link->at < end ? link->at : end;
    while (at < end && is_white(reader->seen.at[at]))
        at++;
    link->at = (uint32_t)at;
    link->len = (uint32_t)(end - at);
    if (link->len == 0 && !link->has_image && !link->is_outlook && reader->hidden.len > reader->link_hidden)
        link->is_hidden = true;
    if (link->len > 0)
        link->is_hidden = false;
    reader->link = 0;
}

static void anchor_begin(struct html_reader *reader, const struct html_token *token)
{
    anchor_end(reader);
    if (!html_has(token, HTML_HREF))
        return;
    reader->link = link_add(reader, HTML_A, token->value[HTML_HREF]);
    reader->link_hidden = reader->hidden.len;
}

/* ---- images ---- */

/* "1", "0px", "2.0": pixels; 1000 when none are told. */
static unsigned pixels(struct slice value)
{
    unsigned n = 0;
    size_t i = 0;
    while (i < value.len && web_is_space(value.at[i]))
        i++;
    if (i == value.len || value.at[i] < '0' || value.at[i] > '9' || value.at[value.len - 1] == '%')
        return 1000;
    for (; i < value.len && value.at[i] >= '0' && value.at[i] <= '9' && n < 1000; i++)
        n = n * 10 + (unsigned)(value.at[i] - '0');
    return n;
}

static unsigned pixels_told(const struct html_token *token, enum html_attribute attribute)
{
    return html_has(token, attribute) ? pixels(token->value[attribute]) : 1000;
}

static void candidates(struct html_reader *reader, struct slice set)
{
    for (unsigned i = 0; i < CANDIDATES_MAX && set.len; i++) {
        while (set.len && (web_is_space(set.at[0]) || set.at[0] == ','))
            set = slice_skip(set, 1);
        size_t end = 0;
        while (end < set.len && !web_is_space(set.at[end]))
            end++;
        struct slice target = slice_first(set, end);
        while (target.len && target.at[target.len - 1] == ',')
            target.len--;
        if (target.len)
            (void)link_add(reader, HTML_IMAGE, target);
        set = slice_skip(set, end);
        set = slice_skip(set, slice_find(set, ','));
    }
}

static void image(struct html_reader *reader, const struct html_token *token)
{
    bool tiny = pixels_told(token, HTML_WIDTH) <= 1 || pixels_told(token, HTML_HEIGHT) <= 1;
    reader->html->images++;
    reader->html->tiny_images += tiny;
    link_of(reader, HTML_IMAGE, token, HTML_SRC);
    if (html_has(token, HTML_SRCSET))
        candidates(reader, token->value[HTML_SRCSET]);
    if (tiny || reader->stack.hides & ~(unsigned)(HTML_HIDE_COLOUR | HTML_HIDE_FONT))
        return;
    if (reader->link)
        reader->html->links[reader->link - 1].has_image = true;
    if (html_has(token, HTML_ALT) && !html_is_outlook(reader)) {
        html_gap(&reader->alt, HTML_GAP_LINE);
        html_put(reader, &reader->alt, token->value[HTML_ALT], true);
    }
}

/* ---- forms ---- */

static uint32_t form_add(struct html_reader *reader, struct slice action)
{
    struct html *html = reader->html;
    if (html->forms_count == HTML_FORMS) {
        html_over(reader, HTML_OVER_LINKS);
        return 0;
    }
    if (html->forms_count == reader->forms_room) {
        void *more = grown(
                reader->arena, html->forms, html->forms_count, &reader->forms_room, sizeof *html->forms);
        if (more == NULL) {
            html_over(reader, HTML_OVER_MEMORY);
            return 0;
        }
        html->forms = more;
    }
    html->forms[html->forms_count++] = (struct html_form){ .action = target_of(reader, action) };
    return html->forms_count;
}

static void form(struct html_reader *reader, const struct html_token *token)
{
    struct slice action = html_has(token, HTML_ACTION) ? token->value[HTML_ACTION] : (struct slice){ 0 };
    if (action.len > 0)
        (void)link_add(reader, HTML_FORM, action);
    reader->form = form_add(reader, action);
}

static bool is_one_of(struct slice value, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_eq_nocase(value, text(words[i])))
            return true;
    return false;
}

#define IS_ONE_OF(value, words) is_one_of((value), (words), sizeof(words) / sizeof *(words))

/* Words that stand in a field or on a button are seen. */
static void put_value(
        struct html_reader *reader, const struct html_token *token, enum html_attribute attribute)
{
    if (!html_has(token, attribute))
        return;
    struct html_channel *now = html_channel_now(reader);
    html_gap(now, HTML_GAP_SPACE);
    html_put(reader, now, token->value[attribute], true);
    html_gap(now, HTML_GAP_SPACE);
}

static void input(struct html_reader *reader, const struct html_token *token)
{
    static const char *const buttons[] = { "submit", "button", "reset", "image" };
    static const char *const silent[] = { "hidden", "checkbox", "radio", "file", "color", "range" };
    struct slice type = html_has(token, HTML_TYPE) ? token->value[HTML_TYPE] : LIT("text");
    link_of(reader, HTML_FORM, token, HTML_FORMACTION);
    link_of(reader, HTML_IMAGE, token, HTML_SRC);
    if (IS_ONE_OF(type, silent))
        return;
    put_value(reader, token, HTML_VALUE);
    if (IS_ONE_OF(type, buttons))
        return;
    put_value(reader, token, HTML_PLACEHOLDER);
    if (reader->form == 0)
        reader->form = form_add(reader, (struct slice){ 0 });
    if (reader->form == 0)
        return;
    struct html_form *form = &reader->html->forms[reader->form - 1];
    form->has_password |= slice_eq_nocase(type, LIT("password"));
    form->inputs = (uint16_t)(form->inputs + (form->inputs < UINT16_MAX));
}

/* ---- the rest ---- */

/* "5; url='https://x.example/'" */
static void refresh(struct html_reader *reader, struct slice content)
{
    struct slice in = html_decode(content, reader->arena);
    size_t i = 0;
    while (i < in.len && in.at[i] != ';' && in.at[i] != ',')
        i++;
    in = slice_skip(in, i + 1);
    while (in.len && web_is_space(in.at[0]))
        in = slice_skip(in, 1);
    if (in.len > 3 && slice_eq_nocase(slice_first(in, 3), LIT("url"))) {
        in = slice_skip(in, 3);
        while (in.len && (web_is_space(in.at[0]) || in.at[0] == '='))
            in = slice_skip(in, 1);
    }
    if (in.len && (in.at[0] == '"' || in.at[0] == '\'')) {
        char quote = in.at[0];
        in = slice_skip(in, 1);
        in = slice_first(in, slice_find(in, quote));
    }
    if (in.len)
        (void)link_add(reader, HTML_REFRESH, in);
}

/* Every url(...) of a style. */
void html_links_css(struct html_reader *reader, struct slice css)
{
    size_t open;
    while ((open = slice_find(css, '(')) < css.len) {
        bool is_url = open >= 3 && char_lower(css.at[open - 3]) == 'u' && char_lower(css.at[open - 2]) == 'r'
                && char_lower(css.at[open - 1]) == 'l';
        css = slice_skip(css, open + 1);
        if (!is_url)
            continue;
        struct slice target = slice_first(css, slice_find(css, ')'));
        css = slice_skip(css, target.len);
        while (target.len && (web_is_space(target.at[0]) || target.at[0] == '"' || target.at[0] == '\''))
            target = slice_skip(target, 1);
        while (target.len
                && (web_is_space(target.at[target.len - 1]) || target.at[target.len - 1] == '"'
                        || target.at[target.len - 1] == '\''))
            target.len--;
        if (target.len)
            (void)link_add(reader, HTML_STYLE, target);
    }
}

static void meta(struct html_reader *reader, const struct html_token *token)
{
    if (html_has(token, HTML_HTTP_EQUIV) && html_has(token, HTML_CONTENT)
            && slice_eq_nocase(slice_trim(token->value[HTML_HTTP_EQUIV]), LIT("refresh")))
        refresh(reader, token->value[HTML_CONTENT]);
}

static void base(struct html_reader *reader, const struct html_token *token)
{
    if (reader->base.len > 0 || !html_has(token, HTML_HREF))
        return;
    reader->base = target_of(reader, token->value[HTML_HREF]);
    if (reader->base.len > BASE_MAX) {
        html_over(reader, HTML_OVER_LINKS);
        reader->base.len = 0;
    }
}

void html_links_open(struct html_reader *reader, const struct html_token *token)
{
    switch (token->tag) {
    case HTML_TAG_A: anchor_begin(reader, token); break;
    case HTML_TAG_AREA: link_of(reader, HTML_AREA, token, HTML_HREF); break;
    case HTML_TAG_BASE: base(reader, token); break;
    case HTML_TAG_BUTTON: link_of(reader, HTML_FORM, token, HTML_FORMACTION); break;
    case HTML_TAG_FORM: form(reader, token); break;
    case HTML_TAG_IMG: image(reader, token); break;
    case HTML_TAG_INPUT: input(reader, token); break;
    case HTML_TAG_LINK: link_of(reader, HTML_STYLE, token, HTML_HREF); break;
    case HTML_TAG_META: meta(reader, token); break;
    case HTML_TAG_SCRIPT: link_of(reader, HTML_SCRIPT, token, HTML_SRC); break;
    case HTML_TAG_OBJECT: link_of(reader, HTML_FRAME, token, HTML_DATA); break;
    case HTML_TAG_EMBED:
    case HTML_TAG_FRAME:
    case HTML_TAG_IFRAME:
    case HTML_TAG_AUDIO:
    case HTML_TAG_VIDEO:
    case HTML_TAG_SOURCE:
    case HTML_TAG_TRACK: link_of(reader, HTML_FRAME, token, HTML_SRC); break;
    case HTML_OTHER: /* <v:roundrect href>, <v:imagedata src>, <image xlink:href> */
        link_of(reader, HTML_A, token, HTML_HREF);
        link_of(reader, HTML_IMAGE, token, HTML_SRC);
        break;
    default: break;
    }
    link_of(reader, HTML_IMAGE, token, HTML_BACKGROUND);
    if (html_has(token, HTML_STYLE_ATTRIBUTE)
            && slice_find(token->value[HTML_STYLE_ATTRIBUTE], '(') < token->value[HTML_STYLE_ATTRIBUTE].len)
        html_links_css(reader, html_decode(token->value[HTML_STYLE_ATTRIBUTE], reader->arena));
}

void html_links_close(struct html_reader *reader, enum html_tag tag)
{
    if (tag == HTML_TAG_A)
        anchor_end(reader);
    if (tag == HTML_TAG_FORM)
        reader->form = 0;
}

/* ---- <base> ---- */

/* Length of "https:" at the front; 0: no scheme. */
static size_t scheme_len(struct slice s)
{
    size_t i = 0;
    while (i < s.len && i < 32
            && ((char_lower(s.at[i]) >= 'a' && char_lower(s.at[i]) <= 'z')
                    || (i > 0
                            && ((s.at[i] >= '0' && s.at[i] <= '9') || s.at[i] == '+' || s.at[i] == '-'
                                    || s.at[i] == '.'))))
        i++;
    return i > 0 && i < s.len && s.at[i] == ':' ? i + 1 : 0;
}

/* How much of the base stands before a relative target (RFC 3986 5.2; dots are left as they are). */
static size_t base_kept(struct slice base, struct slice target)
{
    size_t scheme = scheme_len(base), host = scheme;
    while (host < base.len && web_is_slash(base.at[host]))
        host++;
    while (host < base.len && !web_is_slash(base.at[host]) && base.at[host] != '?' && base.at[host] != '#')
        host++;
    if (target.len > 1 && web_is_slash(target.at[0]) && web_is_slash(target.at[1]))
        return scheme;
    if (target.len > 0 && web_is_slash(target.at[0]))
        return host;
    size_t end = slice_find(base, '#');
    size_t query = slice_find(base, '?');
    end = query < end ? query : end;
    if (target.len > 0 && target.at[0] == '?')
        return end;
    while (end > host && !web_is_slash(base.at[end - 1]))
        end--;
    return end;
}

static struct slice joined(struct html_reader *reader, struct slice target)
{
    struct slice base = slice_first(reader->base, base_kept(reader->base, target));
    bool slash = target.len > 0 && !web_is_slash(target.at[0]) && target.at[0] != '?' && base.len > 0
            && !web_is_slash(base.at[base.len - 1]);
    char *to = arena_take(reader->arena, base.len + slash + target.len);
    if (to == NULL) {
        html_over(reader, HTML_OVER_MEMORY);
        return target;
    }
    reader->html->work += base.len + target.len;
    memcpy(to, base.at, base.len);
    if (slash)
        to[base.len] = '/';
    if (target.len)
        memcpy(to + base.len + slash, target.at, target.len);
    return (struct slice){ to, base.len + slash + target.len };
}

void html_links_end(struct html_reader *reader)
{
    anchor_end(reader);
    if (scheme_len(reader->base) == 0 || char_lower(reader->base.at[0]) != 'h')
        return;
    for (uint32_t i = 0; i < reader->html->links_count; i++) {
        struct slice *target = &reader->html->links[i].target;
        if (target->len > 0 && target->at[0] != '#' && scheme_len(*target) == 0)
            *target = joined(reader, *target);
    }
    for (uint32_t i = 0; i < reader->html->forms_count; i++) {
        struct slice *action = &reader->html->forms[i].action;
        if (action->len > 0 && scheme_len(*action) == 0)
            *action = joined(reader, *action);
    }
}
