/* html_style.h - what a style says about whether its text is seen.
 *
 * Layer   core/wire. Pure.
 * Method  the declarations of a style attribute, and of rules for one class (".x", "p.x") outside of @media: those that
 *         hide, colour or shrink. No cascade: what comes later wins, "!important" stays, as is enough for a writer of
 *         mail. Rules for ids, for descendants and for media are passed over.
 */
#pragma once

#include "core/base/arena.h"
#include "core/base/slice.h"

/* In how many ways text is kept from being seen; of struct html_look and html.hidden_by. */
enum html_hide {
    HTML_HIDE_DISPLAY = 1u << 0,    /* display:none, hidden, <template> */
    HTML_HIDE_VISIBILITY = 1u << 1, /* visibility:hidden */
    HTML_HIDE_FONT = 1u << 2,       /* letters of 2 pixels at most */
    HTML_HIDE_OPACITY = 1u << 3,
    HTML_HIDE_COLOUR = 1u << 4, /* in the colour of its ground, or transparent */
    HTML_HIDE_SIZE = 1u << 5,   /* in a box without width or height, what is over it cut */
    HTML_HIDE_AWAY = 1u << 6,   /* outside of the page, or clipped to nothing */
};

#define HTML_COLOUR_UNSET (-1)
#define HTML_COLOUR_UNKNOWN (-2) /* a picture, a gradient, a name that we do not know */
#define HTML_COLOUR_NONE (-3)    /* transparent */

enum html_tristate { HTML_UNSET, HTML_NO, HTML_YES };

/* What one style says; zeroed by html_style_begin. */
struct html_style {
    unsigned char shown;   /* display: HTML_NO is none */
    unsigned char visible; /* visibility */
    unsigned char away;    /* HTML_YES: text-indent, clip, transform */
    unsigned char off;     /* HTML_YES: left or top far outside, which counts where it is placed */
    unsigned char placed;  /* position: HTML_YES is other than static */
    unsigned char flat;    /* bits 1 and 2: height, max-height is nothing; 4 and 8: width, max-width */
    unsigned char cut;     /* overflow: HTML_YES is hidden */
    unsigned char faint;   /* opacity: HTML_YES is below a twentieth */
    bool font_is_factor;   /* of what it stands in */
    float font;            /* pixels or factor; below 0: unset */
    int32_t colour, ground;
    uint32_t locked; /* !important: bits of a property's place */
};

/* What an element looks like, with what it inherits. */
struct html_look {
    unsigned hidden;   /* enum html_hide of what is for good: nothing within can be seen */
    bool is_invisible; /* visibility; what is within may be visible again */
    float font;        /* pixels */
    int32_t colour, ground;
};

void html_style_begin(struct html_style *style);
/* Adds declarations ("display:none; color:#fff"). */
void html_style_read(struct slice declarations, struct html_style *style);
bool html_style_says(const struct html_style *style);
/* Adds what another says. */
void html_style_add(struct html_style *style, const struct html_style *other);
bool html_colours_alike(int32_t a, int32_t b);
/* A colour as CSS or HTML writes it. */
int32_t html_colour(struct slice text);

/* On white, 16 pixels, in a colour that nobody told: it hides nothing, for a rule that we do not read may set it. */
void html_look_begin(struct html_look *look);
void html_look_apply(struct html_look *look, const struct html_style *style);
unsigned html_look_hides(const struct html_look *look); /* 0: it is seen */

/* ---- rules for classes ---- */

#define HTML_RULES 256u /* that say something of the above; of those measured the most have 81 */

struct html_rule {
    uint64_t name; /* hash; 0: empty */
    struct html_style style;
};

struct html_sheet {
    struct html_rule *rules; /* 2 * HTML_RULES, open addressing; NULL: none yet */
    uint32_t count;
    bool is_full;
    bool is_dark; /* a rule that is not for one class sets a ground that is not light: the ground is not known */
};

/* Adds what stands in a <style>; false: no memory. */
bool html_sheet_read(struct html_sheet *sheet, struct slice css, struct arena *arena);
/* Adds what the rules say for a class attribute. */
void html_sheet_apply(const struct html_sheet *sheet, struct slice classes, struct html_style *style);
