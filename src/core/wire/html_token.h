/* html_token.h - HTML cut into text, tags and comments, as browsers cut it.
 *
 * Layer   core/wire. Pure.
 * Method  the tokeniser states of WHATWG's HTML (13.2.5): every byte is looked at once. Attributes that nobody asks for
 *         are counted and forgotten, so that there is no limit to how many a tag may have.
 */
#pragma once

#include "core/base/slice.h"

/* Tags that mean something here; the others are HTML_OTHER. Their rows are in html_token.c. */
enum html_tag {
    HTML_OTHER,
    HTML_TAG_A,
    HTML_TAG_ADDRESS,
    HTML_TAG_APPLET,
    HTML_TAG_AREA,
    HTML_TAG_ARTICLE,
    HTML_TAG_ASIDE,
    HTML_TAG_AUDIO,
    HTML_TAG_B,
    HTML_TAG_BASE,
    HTML_TAG_BLOCKQUOTE,
    HTML_TAG_BODY,
    HTML_TAG_BR,
    HTML_TAG_BUTTON,
    HTML_TAG_CAPTION,
    HTML_TAG_CENTER,
    HTML_TAG_COL,
    HTML_TAG_DD,
    HTML_TAG_DIV,
    HTML_TAG_DL,
    HTML_TAG_DT,
    HTML_TAG_EM,
    HTML_TAG_EMBED,
    HTML_TAG_FIELDSET,
    HTML_TAG_FIGCAPTION,
    HTML_TAG_FIGURE,
    HTML_TAG_FONT,
    HTML_TAG_FOOTER,
    HTML_TAG_FORM,
    HTML_TAG_FRAME,
    HTML_TAG_H1,
    HTML_TAG_H2,
    HTML_TAG_H3,
    HTML_TAG_H4,
    HTML_TAG_H5,
    HTML_TAG_H6,
    HTML_TAG_HEAD,
    HTML_TAG_HEADER,
    HTML_TAG_HR,
    HTML_TAG_HTML,
    HTML_TAG_I,
    HTML_TAG_IFRAME,
    HTML_TAG_IMG,
    HTML_TAG_INPUT,
    HTML_TAG_LI,
    HTML_TAG_LINK,
    HTML_TAG_MAIN,
    HTML_TAG_MARQUEE,
    HTML_TAG_MATH,
    HTML_TAG_META,
    HTML_TAG_NAV,
    HTML_TAG_NOEMBED,
    HTML_TAG_NOFRAMES,
    HTML_TAG_OBJECT,
    HTML_TAG_OL,
    HTML_TAG_OPTION,
    HTML_TAG_P,
    HTML_TAG_PARAM,
    HTML_TAG_PLAINTEXT,
    HTML_TAG_PRE,
    HTML_TAG_SCRIPT,
    HTML_TAG_SECTION,
    HTML_TAG_SELECT,
    HTML_TAG_SOURCE,
    HTML_TAG_SPAN,
    HTML_TAG_STRONG,
    HTML_TAG_STYLE,
    HTML_TAG_SVG,
    HTML_TAG_TABLE,
    HTML_TAG_TBODY,
    HTML_TAG_TD,
    HTML_TAG_TEMPLATE,
    HTML_TAG_TEXTAREA,
    HTML_TAG_TH,
    HTML_TAG_TITLE,
    HTML_TAG_TR,
    HTML_TAG_TRACK,
    HTML_TAG_UL,
    HTML_TAG_VIDEO,
    HTML_TAG_WBR,
    HTML_TAG_XMP,
    HTML_TAGS
};

enum html_tag_is {
    HTML_IS_BLOCK = 1u << 0,   /* begins and ends a line, and closes an open <p> */
    HTML_IS_CELL = 1u << 1,    /* a space stands between it and the next */
    HTML_IS_VOID = 1u << 2,    /* has no end */
    HTML_IS_RAW = 1u << 3,     /* what is within is no HTML, up to its end */
    HTML_IS_LOOSE = 1u << 4,   /* its end may be left out */
    HTML_IS_DECODED = 1u << 5, /* with HTML_IS_RAW: character references count (RCDATA) */
};
unsigned html_tag_is(enum html_tag tag);

enum html_attribute {
    HTML_NO_ATTRIBUTE,
    HTML_ACTION,
    HTML_ALT,
    HTML_BACKGROUND,
    HTML_BGCOLOR,
    HTML_CLASS,
    HTML_COLOR,
    HTML_CONTENT,
    HTML_DATA,
    HTML_FORMACTION,
    HTML_HEIGHT,
    HTML_HIDDEN,
    HTML_HREF,
    HTML_HTTP_EQUIV,
    HTML_PLACEHOLDER,
    HTML_SIZE,
    HTML_SRC,
    HTML_SRCDOC,
    HTML_SRCSET,
    HTML_STYLE_ATTRIBUTE,
    HTML_TEXT_ATTRIBUTE,
    HTML_TYPE,
    HTML_VALUE,
    HTML_WIDTH,
    HTML_ATTRIBUTES
};

enum html_token_kind {
    HTML_TOKEN_END,
    HTML_TOKEN_TEXT,
    HTML_TOKEN_OPEN,
    HTML_TOKEN_CLOSE,
    HTML_TOKEN_COMMENT
};

struct html_token {
    enum html_token_kind kind;
    enum html_tag tag;
    bool is_closed;      /* <br/>: means nothing but in svg and math */
    struct slice text;   /* of TEXT, or what stands within a COMMENT; as it stands */
    struct slice name;   /* of a tag, as it stands */
    uint32_t attributes; /* how many */
    uint32_t handlers;   /* onclick= and its like */
    uint32_t has;        /* bit a: html_attribute a is in value[a]; of several with one name the first */
    struct slice
            value[HTML_ATTRIBUTES]; /* as it stands, without quotes; meaningless where `has` has no bit */
};

struct html_tokens {
    struct slice in;
    size_t at;
};

/* The next token; HTML_TOKEN_END at the end, also when a tag is cut off by it, as in browsers. Slices are of `in`.
 * `with_cdata`: within svg and math, where <![CDATA[ is text. */
void html_next(struct html_tokens *tokens, bool with_cdata, struct html_token *ret);

/* What stands between the open tag that was just taken and its end, which is the next token. */
struct slice html_raw(struct html_tokens *tokens, enum html_tag tag);

static inline bool html_has(const struct html_token *token, enum html_attribute attribute)
{
    return token->has >> attribute & 1;
}
