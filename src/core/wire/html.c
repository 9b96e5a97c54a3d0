/* html.c - tokens become text that is seen, text that is not, and links. */
#include "core/wire/html_inside.h"
#include "core/wire/html_references.h"

static struct html_source *source_now(struct html_reader *reader)
{
    return &reader->sources[reader->depth - 1];
}

static void source_open(struct html_reader *reader, struct slice in, bool is_outlook, bool is_srcdoc)
{
    struct html_source *source = &reader->sources[reader->depth++];
    *source = (struct html_source){ .tokens = { .in = in },
        .is_outlook = is_outlook || (reader->depth > 1 && source[-1].is_outlook),
        .is_srcdoc = is_srcdoc || (reader->depth > 1 && source[-1].is_srcdoc),
        .floor = reader->stack.floor,
        .link = reader->link,
        .form = reader->form };
    reader->link = reader->form = 0;
    reader->stack.floor = reader->stack.count;
    reader->html->work += in.len;
}

static void source_close(struct html_reader *reader)
{
    struct html_source *source = source_now(reader);
    html_gap(html_channel_now(reader), HTML_GAP_LINE);
    html_stack_cut(&reader->stack, reader->stack.floor);
    reader->stack.floor = source->floor;
    html_links_close(reader, HTML_TAG_A);
    reader->link = source->link;
    reader->form = source->form;
    reader->depth--;
}

/* ---- comments for Outlook ---- */

/* "[if mso]>...<![endif]", "[if gte mso 9]>...": what Outlook reads; nobody reads "[if !mso]" or "[if IE 6]" within a
 * comment. Empty: not one. */
static struct slice outlook_part(struct slice comment)
{
    if (comment.len < 4 || !slice_eq_nocase(slice_first(comment, 3), LIT("[if")))
        return (struct slice){ 0 };
    size_t end = slice_find_slice(comment, LIT("]>"));
    struct slice condition = slice_first(comment, end);
    bool mso = false, negated = false;
    for (size_t i = 0; i + 3 <= condition.len && i < 200; i++) {
        negated |= condition.at[i] == '!';
        mso |= slice_eq_nocase((struct slice){ condition.at + i, 3 }, LIT("mso"));
    }
    return mso && !negated ? slice_skip(comment, end + 2) : (struct slice){ 0 };
}

static void comment(struct html_reader *reader, struct slice text)
{
    struct slice part = outlook_part(text);
    if (part.len == 0 || html_is_outlook(reader))
        return;
    if (reader->depth == HTML_SOURCES) {
        html_over(reader, HTML_OVER_DEPTH);
        return;
    }
    html_gap(&reader->outlook, HTML_GAP_LINE);
    source_open(reader, part, true, false);
}

/* ---- what is no HTML ---- */

static void script(struct html_reader *reader, struct slice bytes)
{
    struct html *html = reader->html;
    if (bytes.len == 0)
        return;
    if (html->scripts == NULL)
        html->scripts = arena_take(reader->arena, HTML_SCRIPTS * sizeof *html->scripts);
    if (html->scripts == NULL || html->scripts_count == HTML_SCRIPTS) {
        html_over(reader, html->scripts == NULL ? HTML_OVER_MEMORY : HTML_OVER_LINKS);
        return;
    }
    html->scripts[html->scripts_count++] = bytes;
}

static void style(struct html_reader *reader, struct slice css)
{
    if (!html_sheet_read(&reader->sheet, css, reader->arena))
        html_over(reader, HTML_OVER_MEMORY);
    if (reader->sheet.is_full)
        html_over(reader, HTML_OVER_RULES);
    if (reader->sheet.is_dark && reader->stack.count == 0) {
        reader->stack.look.ground = HTML_COLOUR_UNKNOWN;
        reader->stack.hides = html_look_hides(&reader->stack.look);
    }
    html_links_css(reader, css);
}

static void title(struct html_reader *reader, struct slice bytes)
{
    if (reader->title.len == 0 && !html_is_outlook(reader))
        html_put(reader, &reader->title, bytes, true);
}

/* Reads what a tag keeps from being HTML. */
static void raw(struct html_reader *reader, enum html_tag tag)
{
    struct slice bytes = html_raw(&source_now(reader)->tokens, tag);
    reader->html->work += bytes.len;
    switch (tag) {
    case HTML_TAG_SCRIPT: script(reader, bytes); break;
    case HTML_TAG_STYLE: style(reader, bytes); break;
    case HTML_TAG_TITLE: title(reader, bytes); break;
    case HTML_TAG_TEXTAREA:
    case HTML_TAG_XMP:
    case HTML_TAG_PLAINTEXT:
        html_put(reader, html_channel_now(reader), bytes, tag == HTML_TAG_TEXTAREA);
        break;
    default: break; /* what programs that cannot show frames would show */
    }
}

static void srcdoc(struct html_reader *reader, struct slice value)
{
    if (source_now(reader)->is_srcdoc || reader->depth == HTML_SOURCES) {
        html_over(reader, HTML_OVER_DEPTH);
        return;
    }
    struct slice inner = html_decode(value, reader->arena);
    if (inner.len == 0 && value.len > 0)
        html_over(reader, HTML_OVER_MEMORY);
    html_gap(html_channel_now(reader), HTML_GAP_LINE);
    source_open(reader, inner, false, true);
}

/* ---- tags ---- */

static void gap(struct html_reader *reader, enum html_tag tag)
{
    unsigned is = html_tag_is(tag);
    enum html_gap gap = is & HTML_IS_BLOCK || tag == HTML_TAG_BR ? HTML_GAP_LINE
            : is & HTML_IS_CELL                                  ? HTML_GAP_SPACE
                                                                 : HTML_GAP_NONE;
    if (gap == HTML_GAP_NONE)
        return;
    html_gap(html_channel_now(reader), gap);
    if (!html_is_outlook(reader))
        html_gap(&reader->seen, gap); /* what is hidden ends a line of what is seen, too */
}

static void lines(struct html_reader *reader, enum html_tag tag, bool open)
{
    if (tag != HTML_TAG_PRE || (!open && reader->lines == 0))
        return;
    reader->lines += open ? 1u : -1u;
    reader->seen.keeps_lines = reader->hidden.keeps_lines = reader->lines > 0;
}

static void count(struct html_reader *reader, const struct html_token *token)
{
    struct html *html = reader->html;
    html->tags++;
    html->tables += token->tag == HTML_TAG_TABLE;
    html->styled += html_has(token, HTML_STYLE_ATTRIBUTE);
    html->handlers += token->handlers;
    if (token->attributes > html->most_attributes)
        html->most_attributes = token->attributes;
    if (token->attributes > LIMIT_HTML_ATTRIBUTES)
        html_over(reader, HTML_OVER_ATTRIBUTES);
}

static void open_tag(struct html_reader *reader, const struct html_token *token)
{
    count(reader, token);
    gap(reader, token->tag);
    lines(reader, token->tag, true);
    if (!html_is_outlook(reader))
        html_stack_open(reader, token);
    html_links_open(reader, token);
    if (token->tag == HTML_TAG_SVG || token->tag == HTML_TAG_MATH)
        reader->foreign += !token->is_closed;
    if (html_tag_is(token->tag) & HTML_IS_RAW && !(reader->foreign && token->is_closed))
        raw(reader, token->tag);
    if (token->tag == HTML_TAG_IFRAME && html_has(token, HTML_SRCDOC))
        srcdoc(reader, token->value[HTML_SRCDOC]);
}

static void close_tag(struct html_reader *reader, const struct html_token *token)
{
    if (token->tag == HTML_TAG_BR) { /* "</br>" is a line end, as in browsers */
        gap(reader, HTML_TAG_BR);
        return;
    }
    html_links_close(reader, token->tag);
    gap(reader, token->tag);
    lines(reader, token->tag, false);
    if (!html_is_outlook(reader))
        html_stack_close(&reader->stack, token->tag);
    reader->was_hidden = reader->was_hidden
            && reader->stack.hides != 0; /* the next hidden text is a new piece */
    if ((token->tag == HTML_TAG_SVG || token->tag == HTML_TAG_MATH) && reader->foreign > 0)
        reader->foreign--;
}

static void token_read(struct html_reader *reader, const struct html_token *token)
{
    switch (token->kind) {
    case HTML_TOKEN_TEXT: html_put(reader, html_channel_now(reader), token->text, true); break;
    case HTML_TOKEN_OPEN: open_tag(reader, token); break;
    case HTML_TOKEN_CLOSE: close_tag(reader, token); break;
    case HTML_TOKEN_COMMENT: comment(reader, token->text); break;
    case HTML_TOKEN_END: source_close(reader); break;
    }
}

static void begin(struct html_reader *reader, struct slice utf8, struct arena *arena, struct html *html)
{
    *html = (struct html){ 0 };
    reader->arena = arena;
    reader->html = html;
    reader->depth = 0;
    reader->seen = reader->hidden = reader->outlook = reader->alt = reader->title =
            (struct html_channel){ 0 };
    reader->sheet = (struct html_sheet){ 0 };
    reader->base = (struct slice){ 0 };
    reader->text_cap = (utf8.len < LIMIT_MIME_TEXT ? utf8.len : LIMIT_MIME_TEXT) + 64;
    reader->links_room = reader->forms_room = reader->link = reader->form = reader->foreign = reader->lines =
            0;
    reader->link_hidden = 0;
    reader->was_hidden = false;
    html_stack_begin(&reader->stack);
}

void html_read(struct slice utf8, struct arena *arena, struct html *ret)
{
    struct html_reader reader;
    struct html_token token;
    begin(&reader, utf8, arena, ret);
    source_open(&reader, utf8, false, false);
    while (reader.depth > 0) {
        html_next(&source_now(&reader)->tokens, reader.foreign > 0, &token);
        token_read(&reader, &token);
    }
    html_links_end(&reader);
    ret->text = html_channel_text(&reader.seen);
    ret->hidden = html_channel_text(&reader.hidden);
    ret->outlook = html_channel_text(&reader.outlook);
    ret->alt = html_channel_text(&reader.alt);
    ret->title = html_channel_text(&reader.title);
    ret->exhausted = ret->over != 0;
}
