/* html_inside.h - what the files of the HTML reader share.
 *
 * Layer   core/wire, of html*.c alone. Pure.
 */
#pragma once

#include "core/base/limits.h"
#include "core/wire/html.h"
#include "core/wire/html_style.h"
#include "core/wire/html_token.h"

/* ---- text that is collected (html_text.c) ---- */

enum html_gap { HTML_GAP_NONE, HTML_GAP_SPACE, HTML_GAP_LINE };

/* One text that grows: a gap is written before the next letter, so none stands at its ends. */
struct html_channel {
    char *at; /* NULL: nothing yet */
    size_t len, cap;
    unsigned char gap; /* enum html_gap */
    bool is_split;     /* what is not seen stands behind the last letter */
    bool is_soft;      /* ... and it is a soft hyphen */
    bool keeps_lines;  /* within <pre>: an end of line is one */
};

/* ---- elements that are open and look like something (html_stack.c) ---- */

#define HTML_OPEN_MAX 600u /* browsers build 512 deep; a large newsletter has 20, one phishing mail 505 */

struct html_element {
    enum html_tag tag;
    uint16_t outer;          /* index + 1 of the next one of this tag further out */
    uint32_t nested;         /* open tags of this name within it that look like nothing */
    uint32_t tables;         /* how many tables were open */
    struct html_look before; /* what it stands in */
};

struct html_stack {
    struct html_element at[HTML_OPEN_MAX];
    unsigned count, floor;         /* floor: where the text that is read began */
    uint16_t innermost[HTML_TAGS]; /* index + 1 */
    struct html_look look;
    unsigned hides;  /* enum html_hide of `look` */
    uint32_t tables; /* open */
    uint32_t depth;  /* open tags that must be closed */
};

/* ---- all of it ---- */

#define HTML_SOURCES 3u /* the message, an iframe's srcdoc, a comment for Outlook */

struct html_source {
    struct html_tokens tokens;
    bool is_outlook, is_srcdoc;
    unsigned floor;      /* of the stack, of the outer source */
    uint32_t link, form; /* that are open in the outer source */
};

struct html_reader {
    struct arena *arena;
    struct html *html;
    struct html_source sources[HTML_SOURCES];
    unsigned depth; /* sources that are open */
    struct html_channel seen, hidden, outlook, alt, title;
    struct html_stack stack;
    struct html_sheet sheet;
    struct slice base;
    size_t text_cap; /* bytes of a channel */
    uint32_t links_room, forms_room;
    uint32_t link;      /* index + 1 of the <a> that is open */
    size_t link_hidden; /* length of `hidden` when it was opened */
    uint32_t form;      /* index + 1 of the form that is open */
    uint32_t foreign;   /* svg and math that are open */
    uint32_t lines;     /* <pre> that are open */
    bool was_hidden;    /* the last text */
};

static inline bool html_is_outlook(const struct html_reader *reader)
{
    return reader->sources[reader->depth - 1].is_outlook;
}

static inline void html_over(struct html_reader *reader, enum html_over what)
{
    reader->html->over |= what;
}

/* Adds text as it stands, references and all, to a channel; `raw` false: it is what it is. */
void html_put(struct html_reader *reader, struct html_channel *channel, struct slice text, bool decode);
void html_gap(struct html_channel *channel, enum html_gap gap);
/* The channel that text goes to now. */
struct html_channel *html_channel_now(struct html_reader *reader);
struct slice html_channel_text(const struct html_channel *channel);

void html_stack_begin(struct html_stack *stack);
void html_stack_open(struct html_reader *reader, const struct html_token *token);
void html_stack_close(struct html_stack *stack, enum html_tag tag);
void html_stack_cut(struct html_stack *stack, unsigned floor);

/* Links, forms and images of an open tag (html_links.c). */
void html_links_open(struct html_reader *reader, const struct html_token *token);
void html_links_close(struct html_reader *reader, enum html_tag tag);
void html_links_css(struct html_reader *reader, struct slice css);
void html_links_end(struct html_reader *reader);
