/* html_stack.c - elements that are open: only those that look like something, so that depth costs nothing. */
#include "core/wire/html_inside.h"
#include "core/wire/html_references.h"

void html_stack_begin(struct html_stack *stack)
{
    stack->count = stack->floor = 0;
    stack->tables = stack->depth = 0;
    memset(stack->innermost, 0, sizeof stack->innermost);
    html_look_begin(&stack->look);
    stack->hides = 0;
}

void html_stack_cut(struct html_stack *stack, unsigned floor)
{
    while (stack->count > floor) {
        const struct html_element *top = &stack->at[--stack->count];
        stack->innermost[top->tag] = top->outer;
        stack->look = top->before;
    }
    stack->hides = html_look_hides(&stack->look);
}

/* Index + 1 of the innermost open element of the tag, of what may be closed here; 0: none. */
static unsigned innermost(const struct html_stack *stack, enum html_tag tag)
{
    unsigned index = stack->innermost[tag];
    return index > stack->floor ? index : 0;
}

/* Closes an element of the tag whose end was left out, unless a table was opened within it. */
static void close_loose(struct html_stack *stack, enum html_tag tag)
{
    unsigned index = innermost(stack, tag);
    if (index > 0 && stack->at[index - 1].tables >= stack->tables)
        html_stack_cut(stack, index - 1);
}

/* What an opening tag closes by itself (WHATWG 13.1.2.4). */
static void close_before(struct html_stack *stack, enum html_tag tag)
{
    if (html_tag_is(tag) & HTML_IS_BLOCK)
        close_loose(stack, HTML_TAG_P);
    if (tag == HTML_TAG_LI || tag == HTML_TAG_OPTION)
        close_loose(stack, tag);
    if (tag == HTML_TAG_DD || tag == HTML_TAG_DT) {
        close_loose(stack, HTML_TAG_DD);
        close_loose(stack, HTML_TAG_DT);
    }
    if (tag == HTML_TAG_TD || tag == HTML_TAG_TH || tag == HTML_TAG_TR || tag == HTML_TAG_TBODY) {
        close_loose(stack, HTML_TAG_TD);
        close_loose(stack, HTML_TAG_TH);
    }
    if (tag == HTML_TAG_TR || tag == HTML_TAG_TBODY)
        close_loose(stack, HTML_TAG_TR);
}

static void attributes_read(
        struct html_reader *reader, const struct html_token *token, struct html_style *style)
{
    if (html_has(token, HTML_BGCOLOR))
        style->ground = html_colour(token->value[HTML_BGCOLOR]);
    if (html_has(token, HTML_BACKGROUND))
        style->ground = HTML_COLOUR_UNKNOWN;
    if (html_has(token, HTML_COLOR) && token->tag == HTML_TAG_FONT)
        style->colour = html_colour(token->value[HTML_COLOR]);
    if (html_has(token, HTML_TEXT_ATTRIBUTE) && token->tag == HTML_TAG_BODY)
        style->colour = html_colour(token->value[HTML_TEXT_ATTRIBUTE]);
    if (html_has(token, HTML_CLASS))
        html_sheet_apply(&reader->sheet, token->value[HTML_CLASS], style);
    if (html_has(token, HTML_STYLE_ATTRIBUTE)) {
        size_t mark = reader->arena->used;
        struct slice value = html_decode(token->value[HTML_STYLE_ATTRIBUTE], reader->arena);
        reader->html->work += value.len;
        html_style_read(value, style);
        reader->arena->used = mark; /* only what it says is kept */
    }
    if (html_has(token, HTML_HIDDEN) || token->tag == HTML_TAG_TEMPLATE)
        style->shown = HTML_NO;
}

static void push(struct html_reader *reader, const struct html_token *token, const struct html_style *style)
{
    struct html_stack *stack = &reader->stack;
    struct html_element *element = &stack->at[stack->count++];
    *element = (struct html_element){ .tag = token->tag,
        .outer = stack->innermost[token->tag],
        .tables = stack->tables,
        .before = stack->look };
    stack->innermost[token->tag] = (uint16_t)stack->count;
    html_look_apply(&stack->look, style);
    stack->hides = html_look_hides(&stack->look);
}

void html_stack_open(struct html_reader *reader, const struct html_token *token)
{
    struct html_stack *stack = &reader->stack;
    struct html_style style;
    unsigned is = html_tag_is(token->tag);
    close_before(stack, token->tag);
    if (token->tag == HTML_TAG_TABLE)
        stack->tables++;
    if (!(is & (HTML_IS_VOID | HTML_IS_LOOSE)) && ++stack->depth > LIMIT_HTML_DEPTH)
        html_over(reader, HTML_OVER_DEPTH);
    html_style_begin(&style);
    attributes_read(reader, token, &style);
    if (is & HTML_IS_VOID)
        return;
    unsigned index = innermost(stack, token->tag);
    if (html_style_says(&style) && stack->count < HTML_OPEN_MAX)
        push(reader, token, &style);
    else if (index > 0)
        stack->at[index - 1].nested++;
    if (html_style_says(&style) && stack->count == HTML_OPEN_MAX)
        html_over(reader, HTML_OVER_DEPTH);
}

void html_stack_close(struct html_stack *stack, enum html_tag tag)
{
    unsigned is = html_tag_is(tag);
    if (!(is & (HTML_IS_VOID | HTML_IS_LOOSE)) && stack->depth > 0)
        stack->depth--;
    if (tag == HTML_TAG_TABLE && stack->tables > 0) {
        stack->tables--;
        unsigned count = stack->count;
        while (count > stack->floor && stack->at[count - 1].tables > stack->tables)
            count--;
        html_stack_cut(stack, count);
        return;
    }
    if (is & HTML_IS_LOOSE) {
        close_loose(stack, tag);
        return;
    }
    unsigned index = innermost(stack, tag);
    if (index == 0)
        return;
    if (stack->at[index - 1].nested > 0)
        stack->at[index - 1].nested--;
    else
        html_stack_cut(stack, index - 1);
}
