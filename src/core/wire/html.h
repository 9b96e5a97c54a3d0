/* html.h - what a reader of an HTML message sees, and what she does not see.
 *
 * Layer   core/wire. Pure: syntax without meaning.
 * Method  the tokeniser states of WHATWG's HTML (13.2.5) without its tree: one pass, linear time, a small stack of
 *         what hides text. No recursion, no scripts (so <noscript> is seen). Never fetches anything.
 * Hidden  display:none, visibility:hidden, letters of 2 pixels at most, opacity 0, text in the colour of its ground,
 *         the hidden attribute, boxes without width or height whose overflow is cut, what is moved off the page or
 *         clipped to nothing; by style attributes and by rules for classes (html_style.h). aria-hidden is seen, and so
 *         is mso-hide in every program but Outlook. Comments are neither seen nor kept: senders' programs fill them.
 * Outlook reads "<!--[if mso]> ... <![endif]-->", nobody else: the text is kept apart, links count.
 * Limits  LIMIT_LINKS, LIMIT_HTML_ATTRIBUTES, LIMIT_HTML_DEPTH, LIMIT_MIME_TEXT: over one of them `exhausted` is set
 *         and `over` says which.
 */
#pragma once

#include "core/base/arena.h"
#include "core/base/slice.h"

enum html_link_kind {
    HTML_A,
    HTML_AREA,
    HTML_FORM,    /* action */
    HTML_IMAGE,   /* src of img, background */
    HTML_FRAME,   /* iframe, frame, object, embed */
    HTML_REFRESH, /* <meta http-equiv=refresh> */
    HTML_STYLE,   /* url() and <link> */
    HTML_SCRIPT,  /* src */
    HTML_TEXT,    /* an address that stands in the text and is no link there; set by url_find */
};

struct html_link {
    enum html_link_kind kind;
    struct slice
            target;   /* character references decoded, spaces and line ends cut; base href already applied */
    uint32_t at, len; /* its text within html.text; len 0: none (an image, or nothing) */
    bool is_hidden;   /* nobody sees it */
    bool has_image;   /* an image stands within it */
    bool is_outlook;  /* only Outlook shows it */
};

struct html_form {
    struct slice action; /* "" when none is told */
    bool has_password;
    uint16_t inputs; /* text, email, tel, password */
};

/* What was over its limit, as bits of html.over. */
enum html_over {
    HTML_OVER_TEXT = 1u << 0,       /* of text, hidden text, texts of images */
    HTML_OVER_LINKS = 1u << 1,      /* links, forms or scripts */
    HTML_OVER_ATTRIBUTES = 1u << 2, /* of one tag */
    HTML_OVER_DEPTH = 1u << 3,      /* tags within one another */
    HTML_OVER_MEMORY = 1u << 4,
    HTML_OVER_RULES = 1u << 5, /* of style sheets: more text may be hidden than was seen to be */
};

#define HTML_SCRIPTS 64u
#define HTML_FORMS 256u

struct html {
    struct slice text;    /* what is seen: UTF-8, blocks on lines of their own, spaces collapsed */
    struct slice hidden;  /* what is not seen, one piece a line */
    struct slice outlook; /* what Outlook alone shows, one piece a line */
    struct slice alt;     /* texts of images that are seen, one a line */
    struct slice title;
    struct html_link *links;
    uint32_t links_count;
    struct html_form *forms;
    uint32_t forms_count;
    struct slice *scripts; /* their bytes, at most HTML_SCRIPTS */
    uint32_t scripts_count;
    uint32_t images, tables, tags, styled; /* how many; styled: with a style attribute */
    uint32_t tiny_images;                  /* 1x1 and 0x0 */
    uint32_t most_attributes;              /* of one tag: filters are fooled by invented ones */
    uint32_t handlers;                     /* onload=, onclick=, ... */
    uint32_t invisible;    /* places in words that are seen where a letter is not: zero width, ... */
    uint32_t soft_hyphens; /* the same, of soft hyphens: honest in long words */
    uint32_t turns;        /* characters that turn the direction of writing */
    unsigned hidden_by;    /* enum html_hide: what hid text, of all of it */
    bool exhausted;        /* over != 0 */
    unsigned over;         /* enum html_over */
    uint64_t work;         /* bytes looked at: at most HTML_WORK times those given */
};

#define HTML_WORK 6u

/* `utf8` is valid UTF-8 (mime_to_utf8). Slices live in utf8 and the arena; what does not fit sets exhausted. */
void html_read(struct slice utf8, struct arena *arena, struct html *ret);
