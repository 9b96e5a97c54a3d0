/* html_colour.c - "#fff", "rgb(255, 255, 255)", "white", and "FFFFFF" as old attributes have it. */
#include "core/base/digit.h"
#include "core/wire/html_style.h"
#include "core/wire/web.h"

static const struct {
    const char *name;
    int32_t colour;
} names[] = { { "white", 0xffffff }, { "black", 0x000000 }, { "transparent", HTML_COLOUR_NONE },
    { "inherit", HTML_COLOUR_UNSET }, { "initial", HTML_COLOUR_UNSET }, { "unset", HTML_COLOUR_UNSET },
    { "none", HTML_COLOUR_NONE }, { "currentcolor", HTML_COLOUR_UNSET }, { "red", 0xff0000 },
    { "blue", 0x0000ff }, { "green", 0x008000 }, { "gray", 0x808080 }, { "grey", 0x808080 },
    { "silver", 0xc0c0c0 }, { "navy", 0x000080 }, { "yellow", 0xffff00 }, { "orange", 0xffa500 },
    { "purple", 0x800080 }, { "maroon", 0x800000 }, { "olive", 0x808000 }, { "lime", 0x00ff00 },
    { "aqua", 0x00ffff }, { "teal", 0x008080 }, { "fuchsia", 0xff00ff }, { "cyan", 0x00ffff },
    { "magenta", 0xff00ff }, { "brown", 0xa52a2a }, { "pink", 0xffc0cb }, { "snow", 0xfffafa },
    { "ivory", 0xfffff0 }, { "azure", 0xf0ffff }, { "whitesmoke", 0xf5f5f5 }, { "ghostwhite", 0xf8f8ff },
    { "floralwhite", 0xfffaf0 }, { "mintcream", 0xf5fffa }, { "aliceblue", 0xf0f8ff },
    { "seashell", 0xfff5ee }, { "lavender", 0xe6e6fa }, { "beige", 0xf5f5dc }, { "linen", 0xfaf0e6 },
    { "lightgray", 0xd3d3d3 }, { "lightgrey", 0xd3d3d3 }, { "darkgray", 0xa9a9a9 }, { "darkgrey", 0xa9a9a9 },
    { "darkblue", 0x00008b }, { "darkred", 0x8b0000 }, { "darkgreen", 0x006400 }, { "gold", 0xffd700 },
    { "crimson", 0xdc143c }, { "gainsboro", 0xdcdcdc }, { "windowtext", 0x000000 }, { "window", 0xffffff } };

/* "fff", "ffff", "ffffff", "ffffffff"; the fourth is how opaque it is. */
static int32_t hex(struct slice s)
{
    int digit[8];
    if (s.len != 3 && s.len != 4 && s.len != 6 && s.len != 8)
        return HTML_COLOUR_UNKNOWN;
    for (size_t i = 0; i < s.len; i++)
        if ((digit[i] = digit_hex(s.at[i])) < 0)
            return HTML_COLOUR_UNKNOWN;
    if ((s.len == 4 && digit[3] == 0) || (s.len == 8 && digit[6] == 0))
        return HTML_COLOUR_NONE;
    return s.len < 6
            ? (digit[0] << 20 | digit[0] << 16 | digit[1] << 12 | digit[1] << 8 | digit[2] << 4 | digit[2])
            : (digit[0] << 20 | digit[1] << 16 | digit[2] << 12 | digit[3] << 8 | digit[4] << 4 | digit[5]);
}

/* The numbers within "rgb(...)", "rgba(...)"; percent of 255. */
static int32_t rgb(struct slice s)
{
    float part[4] = { 0, 0, 0, 1 };
    size_t count = 0, i = slice_find(s, '(') + 1;
    while (i < s.len && count < 4) {
        float value = 0, unit = 1;
        bool any = false, point = false;
        for (; i < s.len && ((s.at[i] >= '0' && s.at[i] <= '9') || s.at[i] == '.'); i++, any = true) {
            if (s.at[i] == '.')
                point = true;
            else if (point)
                value += (unit /= 10) * (float)(s.at[i] - '0');
            else if (value < 1e4f)
                value = value * 10 + (float)(s.at[i] - '0');
        }
        if (any && i < s.len && s.at[i] == '%')
            value *= count < 3 ? 2.55f : 0.01f;
        if (any)
            part[count++] = value > 255 ? 255 : value;
        else
            i++;
    }
    if (count < 3)
        return HTML_COLOUR_UNKNOWN;
    if (part[3] < 0.05f)
        return HTML_COLOUR_NONE;
    return (int32_t)part[0] << 16 | (int32_t)part[1] << 8 | (int32_t)part[2];
}

int32_t html_colour(struct slice s)
{
    if (s.len && s.at[0] == '#')
        return hex(slice_skip(s, 1));
    if (s.len > 3 && slice_eq_nocase(slice_first(s, 3), LIT("rgb")))
        return rgb(s);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_eq_nocase(s, text(names[i].name)))
            return names[i].colour;
    return hex(s);
}
