/* html_token.c - the states of WHATWG 13.2.5, put together where they need not be apart. */
#include "core/wire/html_token.h"
#include "core/wire/web.h"

struct known_name {
    const char *name;
    unsigned is;
};

#define BLOCK HTML_IS_BLOCK
#define VOID HTML_IS_VOID
#define RAW HTML_IS_RAW
#define LOOSE HTML_IS_LOOSE
#define RCDATA (HTML_IS_RAW | HTML_IS_DECODED)

/* Ordered as enum html_tag is, so by name. */
static const struct known_name tags[HTML_TAGS] = { { "", 0 }, { "a", 0 }, { "address", BLOCK },
    { "applet", 0 }, { "area", VOID }, { "article", BLOCK }, { "aside", BLOCK }, { "audio", 0 }, { "b", 0 },
    { "base", VOID }, { "blockquote", BLOCK }, { "body", BLOCK }, { "br", VOID }, { "button", 0 },
    { "caption", BLOCK }, { "center", BLOCK }, { "col", VOID }, { "dd", BLOCK | LOOSE }, { "div", BLOCK },
    { "dl", BLOCK }, { "dt", BLOCK | LOOSE }, { "em", 0 }, { "embed", VOID }, { "fieldset", BLOCK },
    { "figcaption", BLOCK }, { "figure", BLOCK }, { "font", 0 }, { "footer", BLOCK }, { "form", BLOCK },
    { "frame", VOID }, { "h1", BLOCK }, { "h2", BLOCK }, { "h3", BLOCK }, { "h4", BLOCK }, { "h5", BLOCK },
    { "h6", BLOCK }, { "head", BLOCK }, { "header", BLOCK }, { "hr", BLOCK | VOID }, { "html", BLOCK },
    { "i", 0 }, { "iframe", RAW }, { "img", VOID }, { "input", VOID }, { "li", BLOCK | LOOSE },
    { "link", VOID }, { "main", BLOCK }, { "marquee", BLOCK }, { "math", 0 }, { "meta", VOID },
    { "nav", BLOCK }, { "noembed", RAW }, { "noframes", RAW }, { "object", 0 }, { "ol", BLOCK },
    { "option", BLOCK | LOOSE }, { "p", BLOCK | LOOSE }, { "param", VOID }, { "plaintext", BLOCK | RAW },
    { "pre", BLOCK }, { "script", RAW }, { "section", BLOCK }, { "select", 0 }, { "source", VOID },
    { "span", 0 }, { "strong", 0 }, { "style", RAW }, { "svg", 0 }, { "table", BLOCK }, { "tbody", LOOSE },
    { "td", HTML_IS_CELL | LOOSE }, { "template", 0 }, { "textarea", RCDATA }, { "th", HTML_IS_CELL | LOOSE },
    { "title", RCDATA }, { "tr", BLOCK | LOOSE }, { "track", VOID }, { "ul", BLOCK }, { "video", 0 },
    { "wbr", VOID }, { "xmp", BLOCK | RAW } };

static const char *const attributes[HTML_ATTRIBUTES] = { "", "action", "alt", "background", "bgcolor",
    "class", "color", "content", "data", "formaction", "height", "hidden", "href", "http-equiv",
    "placeholder", "size", "src", "srcdoc", "srcset", "style", "text", "type", "value", "width" };

unsigned html_tag_is(enum html_tag tag)
{
    return tags[tag].is;
}

static bool is_named(struct slice s, const char *name)
{
    size_t i = 0;
    while (i < s.len && name[i] != 0 && char_lower(s.at[i]) == name[i])
        i++;
    return i == s.len && name[i] == 0;
}

/* Where the rows of a first letter begin; they end where the next letter's do. */
static const unsigned char tags_from[27] = { HTML_TAG_A, HTML_TAG_B, HTML_TAG_CAPTION, HTML_TAG_DD,
    HTML_TAG_EM, HTML_TAG_FIELDSET, HTML_TAG_H1, HTML_TAG_H1, HTML_TAG_I, HTML_TAG_LI, HTML_TAG_LI,
    HTML_TAG_LI, HTML_TAG_MAIN, HTML_TAG_NAV, HTML_TAG_OBJECT, HTML_TAG_P, HTML_TAG_SCRIPT, HTML_TAG_SCRIPT,
    HTML_TAG_SCRIPT, HTML_TAG_TABLE, HTML_TAG_UL, HTML_TAG_VIDEO, HTML_TAG_WBR, HTML_TAG_XMP, HTML_TAGS,
    HTML_TAGS, HTML_TAGS };
static const unsigned char attributes_from[27] = { HTML_ACTION, HTML_BACKGROUND, HTML_CLASS, HTML_DATA,
    HTML_FORMACTION, HTML_FORMACTION, HTML_HEIGHT, HTML_HEIGHT, HTML_PLACEHOLDER, HTML_PLACEHOLDER,
    HTML_PLACEHOLDER, HTML_PLACEHOLDER, HTML_PLACEHOLDER, HTML_PLACEHOLDER, HTML_PLACEHOLDER,
    HTML_PLACEHOLDER, HTML_SIZE, HTML_SIZE, HTML_SIZE, HTML_TEXT_ATTRIBUTE, HTML_VALUE, HTML_VALUE,
    HTML_WIDTH, HTML_ATTRIBUTES, HTML_ATTRIBUTES, HTML_ATTRIBUTES, HTML_ATTRIBUTES };

static enum html_tag tag_named(struct slice s)
{
    size_t letter = (size_t)(char_lower(s.at[0]) - 'a');
    for (size_t i = tags_from[letter]; i < tags_from[letter + 1]; i++)
        if (is_named(s, tags[i].name))
            return (enum html_tag)i;
    return HTML_OTHER;
}

static enum html_attribute attribute_named(struct slice s)
{
    if (!web_is_letter(s.at[0]))
        return HTML_NO_ATTRIBUTE;
    size_t letter = (size_t)(char_lower(s.at[0]) - 'a');
    for (size_t i = attributes_from[letter]; i < attributes_from[letter + 1]; i++)
        if (is_named(s, attributes[i]))
            return (enum html_attribute)i;
    return is_named(s, "xlink:href") ? HTML_HREF : HTML_NO_ATTRIBUTE;
}

/* Up to and with the next '>', or to the end. */
static size_t behind_bracket(struct slice in, size_t at)
{
    size_t i = at + slice_find(slice_skip(in, at), '>');
    return i < in.len ? i + 1 : in.len;
}

/* ---- tags ---- */

static void attribute_keep(struct html_token *token, struct slice name, struct slice value)
{
    enum html_attribute which = attribute_named(name);
    token->attributes++;
    token->handlers += name.len > 3 && char_lower(name.at[0]) == 'o' && char_lower(name.at[1]) == 'n'
            && value.len > 0;
    if (which == HTML_NO_ATTRIBUTE || html_has(token, which))
        return;
    token->has |= 1u << which;
    token->value[which] = value;
}

/* The value behind a '='; *at moves behind it. False: the tag is cut off. */
static bool attribute_value(struct slice in, size_t *at, struct slice *ret)
{
    size_t i = *at;
    while (i < in.len && web_is_space(in.at[i]))
        i++;
    if (i < in.len && (in.at[i] == '"' || in.at[i] == '\'')) {
        struct slice rest = slice_skip(in, i + 1);
        *ret = slice_first(rest, slice_find(rest, in.at[i]));
        *at = i + 2 + ret->len;
        return ret->len < rest.len;
    }
    size_t from = i;
    while (i < in.len && !web_is_space(in.at[i]) && in.at[i] != '>')
        i++;
    *ret = (struct slice){ in.at + from, i - from };
    *at = i;
    return i < in.len;
}

/* One attribute; in.at[*at] is none of space, '/' and '>'. */
static bool attribute_take(struct slice in, size_t *at, struct html_token *token)
{
    size_t i = *at + 1; /* a '=' at the front belongs to the name */
    while (i < in.len && !web_is_space(in.at[i]) && in.at[i] != '/' && in.at[i] != '>' && in.at[i] != '=')
        i++;
    struct slice name = { in.at + *at, i - *at }, value = { in.at + i, 0 };
    while (i < in.len && web_is_space(in.at[i]))
        i++;
    if (i < in.len && in.at[i] == '=') {
        i++;
        if (!attribute_value(in, &i, &value))
            return false;
    }
    *at = i;
    attribute_keep(token, name, value);
    return true;
}

/* Behind a tag's name; false: the input ends within the tag, which then is none. */
static bool attributes_take(struct html_tokens *tokens, struct html_token *token)
{
    struct slice in = tokens->in;
    size_t i = tokens->at;
    for (;;) {
        bool slash = false;
        for (; i < in.len && (web_is_space(in.at[i]) || in.at[i] == '/'); i++)
            slash = in.at[i] == '/';
        if (i >= in.len)
            return false;
        if (in.at[i] == '>') {
            token->is_closed = slash;
            tokens->at = i + 1;
            return true;
        }
        if (!attribute_take(in, &i, token))
            return false;
    }
}

/* "<x" or "</x" at tokens->at, where the name begins `skip` bytes on. */
static void tag_take(struct html_tokens *tokens, size_t skip, struct html_token *token)
{
    struct slice in = tokens->in;
    size_t from = tokens->at + skip, i = from;
    while (i < in.len && !web_is_space(in.at[i]) && in.at[i] != '/' && in.at[i] != '>')
        i++;
    token->name = (struct slice){ in.at + from, i - from };
    token->tag = tag_named(token->name);
    token->kind = skip == 1 ? HTML_TOKEN_OPEN : HTML_TOKEN_CLOSE;
    tokens->at = i;
    if (attributes_take(tokens, token))
        return;
    token->kind = HTML_TOKEN_END;
    tokens->at = in.len;
}

/* ---- what begins with <! or <? ---- */

/* Behind "<!--": up to "-->" or "--!>"; "<!-->" and "<!--->" end at once. */
static void comment_take(struct html_tokens *tokens, struct html_token *token)
{
    struct slice in = tokens->in;
    size_t from = tokens->at + 4, i = from, end;
    token->kind = HTML_TOKEN_COMMENT;
    if (i < in.len && in.at[i] == '>') {
        end = i, i += 1;
    } else if (i + 1 < in.len && in.at[i] == '-' && in.at[i + 1] == '>') {
        end = i, i += 2;
    } else {
        for (;; i++) {
            i += slice_find(slice_skip(in, i), '-');
            if (i + 2 >= in.len) {
                end = i = in.len;
                break;
            }
            if (in.at[i + 1] != '-')
                continue;
            size_t bang = in.at[i + 2] == '!' && i + 3 < in.len;
            if (in.at[i + 2 + bang] == '>') {
                end = i, i += 3 + bang;
                break;
            }
        }
    }
    token->text = (struct slice){ in.at + from, end > from ? end - from : 0 };
    tokens->at = i;
}

static void cdata_take(struct html_tokens *tokens, struct html_token *token)
{
    struct slice rest = slice_skip(tokens->in, tokens->at + 9);
    token->kind = HTML_TOKEN_TEXT;
    token->text = slice_first(rest, slice_find_slice(rest, LIT("]]>")));
    tokens->at = tokens->in.len - rest.len + token->text.len + (token->text.len < rest.len ? 3 : 0);
}

/* A document type, an instruction, a comment that is none: up to the next '>'. */
static void bogus_take(struct html_tokens *tokens, struct html_token *token)
{
    size_t end = behind_bracket(tokens->in, tokens->at);
    token->kind = HTML_TOKEN_COMMENT;
    token->text = (struct slice){ tokens->in.at + tokens->at, 0 };
    tokens->at = end;
}

/* Does a '<' here begin anything but text? */
static bool begins(struct slice in, size_t at)
{
    if (at + 1 >= in.len)
        return false;
    char next = in.at[at + 1];
    return web_is_letter(next) || next == '!' || next == '?' || (next == '/' && at + 2 < in.len);
}

static void text_take(struct html_tokens *tokens, struct html_token *token)
{
    struct slice in = tokens->in;
    size_t i = tokens->at;
    for (;;) {
        i += slice_find(slice_skip(in, i), '<');
        if (i >= in.len || begins(in, i))
            break;
        i++;
    }
    token->kind = HTML_TOKEN_TEXT;
    token->text = (struct slice){ in.at + tokens->at, i - tokens->at };
    tokens->at = i;
}

void html_next(struct html_tokens *tokens, bool with_cdata, struct html_token *ret)
{
    struct slice rest = slice_skip(tokens->in, tokens->at);
    ret->kind = HTML_TOKEN_END;
    ret->attributes = ret->handlers = ret->has = 0;
    if (rest.len == 0)
        return;
    if (rest.at[0] != '<' || !begins(rest, 0))
        text_take(tokens, ret);
    else if (web_is_letter(rest.at[1]))
        tag_take(tokens, 1, ret);
    else if (rest.at[1] == '/' && web_is_letter(rest.at[2]))
        tag_take(tokens, 2, ret);
    else if (slice_starts(rest, LIT("<!--")))
        comment_take(tokens, ret);
    else if (with_cdata && slice_starts(rest, LIT("<![CDATA[")))
        cdata_take(tokens, ret);
    else
        bogus_take(tokens, ret);
}

/* ---- what is no HTML ---- */

/* Is "</tag" at the front, with something behind it that ends a name? */
static bool ends_raw(struct slice rest, enum html_tag tag)
{
    size_t len = strlen(tags[tag].name);
    return rest.len > len + 2 && rest.at[1] == '/'
            && is_named((struct slice){ rest.at + 2, len }, tags[tag].name)
            && (web_is_space(rest.at[len + 2]) || rest.at[len + 2] == '/' || rest.at[len + 2] == '>');
}

static bool starts_script(struct slice rest)
{
    return rest.len > 7 && is_named((struct slice){ rest.at + 1, 6 }, "script")
            && (web_is_space(rest.at[7]) || rest.at[7] == '/' || rest.at[7] == '>');
}

/* Offset of the end of a script. "<!--" and "<script" within it (script data double escaped) keep "</script>" from
 * ending it, as in browsers; a "-->" undoes that. */
static size_t script_end(struct slice in)
{
    bool escaped = false, twice = false;
    for (size_t i = 0; i < in.len; i++) {
        struct slice rest = slice_skip(in, i);
        if (in.at[i] == '-' && escaped && slice_starts(rest, LIT("-->")))
            escaped = twice = false;
        if (in.at[i] != '<')
            continue;
        if (slice_starts(rest, LIT("<!--")))
            escaped = true;
        else if (escaped && !twice && starts_script(rest))
            twice = true;
        else if (ends_raw(rest, HTML_TAG_SCRIPT) && !twice)
            return i;
        else if (twice && ends_raw(rest, HTML_TAG_SCRIPT))
            twice = false;
    }
    return in.len;
}

struct slice html_raw(struct html_tokens *tokens, enum html_tag tag)
{
    struct slice rest = slice_skip(tokens->in, tokens->at);
    size_t end = rest.len;
    if (tag == HTML_TAG_SCRIPT)
        end = script_end(rest);
    else if (tag != HTML_TAG_PLAINTEXT)
        for (end = slice_find(rest, '<'); end < rest.len && !ends_raw(slice_skip(rest, end), tag);)
            end += 1 + slice_find(slice_skip(rest, end + 1), '<');
    tokens->at += end;
    return slice_first(rest, end); /* its end tag is taken as the next token, which closes what is open */
}
