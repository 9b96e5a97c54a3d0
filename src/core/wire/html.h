/* html.h - what a reader of an HTML message sees, and what she does not see.
 *
 * Layer   core/wire. Pure: syntax without meaning.
 * Method  the tokeniser states of WHATWG's HTML (13.2.5) without its tree: one pass, linear time, a small stack of
 *         what hides text. No recursion. Never fetches anything.
 * Hidden  display:none, visibility:hidden, font-size of 0 or 1, opacity 0, text in the colour of its ground, hidden
 *         and aria-hidden attributes, width or height 0 with overflow hidden, comments, mso-hide.
 * Limits  LIMIT_LINKS, LIMIT_HTML_ATTRIBUTES, LIMIT_MIME_TEXT; over them `exhausted` is set.
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
};

struct html_form {
    struct slice action; /* "" when none is told */
    bool has_password;
    uint16_t inputs; /* text, email, tel, password */
};

struct html {
    struct slice text;   /* what is seen: UTF-8, blocks on lines of their own, spaces collapsed */
    struct slice hidden; /* what is not seen, one piece a line */
    struct slice title;
    struct html_link *links;
    uint32_t links_count;
    struct html_form *forms;
    uint32_t forms_count;
    struct slice *scripts; /* their bytes, at most 64 */
    uint32_t scripts_count;
    uint32_t images, tables, tags, styled; /* how many; styled: with a style attribute */
    uint32_t tiny_images;                  /* 1x1 and 0x0 */
    uint32_t handlers;                     /* onload=, onclick=, ... */
    bool exhausted;
    uint64_t work; /* bytes looked at */
};

/* `utf8` is valid UTF-8 (mime_to_utf8). Slices live in utf8 and the arena; what does not fit sets exhausted. */
void html_read(struct slice utf8, struct arena *arena, struct html *ret);
