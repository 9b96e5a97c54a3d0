/* html_look.c - what an element looks like in what it stands in. */
#include "core/wire/html_style.h"

#define FONT_TINY 2.0f   /* pixels: nobody reads it */
#define COLOURS_ALIKE 24 /* largest difference of red, green or blue that the eye does not read by */

void html_look_begin(struct html_look *look)
{
    *look = (struct html_look){ .font = 16, .colour = HTML_COLOUR_UNSET, .ground = 0xffffff };
}

bool html_colours_alike(int32_t a, int32_t b)
{
    for (int shift = 0; shift <= 16; shift += 8) {
        int32_t difference = (a >> shift & 0xff) - (b >> shift & 0xff);
        if (difference > COLOURS_ALIKE || difference < -COLOURS_ALIKE)
            return false;
    }
    return true;
}

void html_look_apply(struct html_look *look, const struct html_style *style)
{
    bool no_height = style->flat & 3, no_width = style->flat & 12;
    if (style->shown == HTML_NO)
        look->hidden |= HTML_HIDE_DISPLAY;
    if (style->faint == HTML_YES)
        look->hidden |= HTML_HIDE_OPACITY;
    if ((no_height || no_width) && style->cut == HTML_YES)
        look->hidden |= HTML_HIDE_SIZE;
    if (style->away == HTML_YES || (style->off == HTML_YES && style->placed == HTML_YES))
        look->hidden |= HTML_HIDE_AWAY;
    if (style->visible)
        look->is_invisible = style->visible == HTML_NO;
    if (style->font >= 0)
        look->font = style->font_is_factor ? look->font * style->font : style->font;
    if (look->font > 1e4f)
        look->font = 1e4f;
    if (style->colour != HTML_COLOUR_UNSET)
        look->colour = style->colour;
    if (style->ground != HTML_COLOUR_UNSET && style->ground != HTML_COLOUR_NONE)
        look->ground = style->ground;
}

unsigned html_look_hides(const struct html_look *look)
{
    unsigned hidden = look->hidden;
    if (look->is_invisible)
        hidden |= HTML_HIDE_VISIBILITY;
    if (look->font < FONT_TINY)
        hidden |= HTML_HIDE_FONT;
    if (look->colour == HTML_COLOUR_NONE
            || (look->colour >= 0 && look->ground >= 0 && html_colours_alike(look->colour, look->ground)))
        hidden |= HTML_HIDE_COLOUR;
    return hidden;
}
