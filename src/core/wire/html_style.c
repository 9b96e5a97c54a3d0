/* html_style.c - declarations, and what comes of them. */
#include "core/wire/html_style.h"
#include "core/wire/web.h"

#define DECLARATION_MAX 512u /* longer ones are pictures in data: addresses */

enum property {
    P_BACKGROUND,
    P_BACKGROUND_COLOR,
    P_BACKGROUND_IMAGE,
    P_CLIP,
    P_CLIP_PATH,
    P_COLOR,
    P_DISPLAY,
    P_FONT,
    P_FONT_SIZE,
    P_HEIGHT,
    P_LEFT,
    P_MAX_HEIGHT,
    P_MAX_WIDTH,
    P_OPACITY,
    P_OVERFLOW,
    P_POSITION,
    P_TEXT_INDENT,
    P_TOP,
    P_TRANSFORM,
    P_VISIBILITY,
    P_WIDTH,
    PROPERTIES
};

static const char *const properties[PROPERTIES] = { "background", "background-color", "background-image",
    "clip", "clip-path", "color", "display", "font", "font-size", "height", "left", "max-height", "max-width",
    "opacity", "overflow", "position", "text-indent", "top", "transform", "visibility", "width" };

void html_style_begin(struct html_style *style)
{
    *style = (struct html_style){ .font = -1, .colour = HTML_COLOUR_UNSET, .ground = HTML_COLOUR_UNSET };
}

bool html_style_says(const struct html_style *style)
{
    return style->shown || style->visible || style->away || style->flat || style->cut || style->faint
            || style->off || style->placed || style->font >= 0 || style->colour != HTML_COLOUR_UNSET
            || style->ground != HTML_COLOUR_UNSET;
}

static struct slice trimmed(struct slice s)
{
    while (s.len && web_is_space(s.at[0]))
        s = slice_skip(s, 1);
    while (s.len && web_is_space(s.at[s.len - 1]))
        s.len--;
    return s;
}

static bool is_word(struct slice s, const char *small)
{
    return slice_eq_nocase(s, text(small));
}

static enum property property_named(struct slice name)
{
    if (name.len == 0 || name.len > 16)
        return PROPERTIES;
    char first = char_lower(name.at[0]);
    for (size_t i = 0; i < PROPERTIES; i++)
        if (properties[i][0] == first && is_word(name, properties[i]))
            return (enum property)i;
    return PROPERTIES;
}

/* ---- lengths ---- */

struct length {
    float value;
    bool is_factor; /* em, %, of what it stands in */
    bool ok;
};

/* The number at the front, "-12.5"; *ret_rest what follows it. */
static bool number_take(struct slice s, float *ret, struct slice *ret_rest)
{
    bool minus = s.len && s.at[0] == '-', any = false;
    size_t i = minus || (s.len && s.at[0] == '+');
    float value = 0, unit = 1;
    for (bool point = false; i < s.len && (s.at[i] == '.' ? !point : s.at[i] >= '0' && s.at[i] <= '9'); i++) {
        if (s.at[i] == '.') {
            point = true;
            continue;
        }
        any = true;
        if (point)
            value += (unit /= 10) * (float)(s.at[i] - '0');
        else if (value < 1e6f)
            value = value * 10 + (float)(s.at[i] - '0');
    }
    *ret = minus ? -value : value;
    *ret_rest = slice_skip(s, i);
    return any;
}

/* "12px", "0", "1.5em", "120%", "small". */
static struct length length_of(struct slice s)
{
    static const struct {
        const char *name;
        float px;
        bool is_factor;
    } units[] = { { "px", 1, false }, { "pt", 4.0f / 3, false }, { "em", 1, true }, { "%", 0.01f, true },
        { "rem", 16, false }, { "", 1, false }, { "pc", 16, false }, { "in", 96, false },
        { "cm", 37.8f, false }, { "mm", 3.78f, false }, { "ex", 0.5f, true }, { "vw", 8, false },
        { "vh", 8, false } };
    struct slice unit;
    float value;
    if (!number_take(s, &value, &unit))
        return (struct length){ 0 };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (is_word(unit, units[i].name))
            return (struct length){ value * units[i].px, units[i].is_factor, true };
    return (struct length){ 0 };
}

static void font_size(struct html_style *style, struct slice value)
{
    struct length length = length_of(value);
    if (length.ok) {
        style->font = length.value < 0 ? 0 : length.value;
        style->font_is_factor = length.is_factor;
    } else if (value.len && char_lower(value.at[0]) >= 'a' && char_lower(value.at[0]) <= 'z'
            && !is_word(value, "inherit")) {
        style->font = 16; /* small, large, calc(...): all can be read */
        style->font_is_factor = false;
    }
}

/* The word at the front of a value; parentheses belong to it. */
static struct slice word_take(struct slice *value)
{
    *value = trimmed(*value);
    size_t i = 0;
    for (int depth = 0; i < value->len && (depth > 0 || !web_is_space(value->at[i])); i++)
        depth += value->at[i] == '(' ? 1 : value->at[i] == ')' ? -1 : 0;
    struct slice word = slice_first(*value, i);
    *value = slice_skip(*value, i);
    return word;
}

/* "bold 12px/1.5 Arial": the first word that is a length. */
static void font(struct html_style *style, struct slice value)
{
    while (value.len) {
        struct slice word = word_take(&value);
        word = slice_first(word, slice_find(word, '/'));
        struct length length = length_of(word);
        if (length.ok && !(word.len == 3 && length.value >= 100)) { /* 400 is a weight */
            font_size(style, word);
            return;
        }
    }
}

static void background(struct html_style *style, struct slice value)
{
    int32_t ground = HTML_COLOUR_UNSET;
    while (value.len) {
        struct slice word = word_take(&value);
        int32_t colour = html_colour(word);
        if (slice_find(word, '(') < word.len && colour == HTML_COLOUR_UNKNOWN)
            ground = HTML_COLOUR_UNKNOWN; /* url(...), a gradient */
        else if (colour != HTML_COLOUR_UNKNOWN && ground != HTML_COLOUR_UNKNOWN)
            ground = colour;
    }
    style->ground = ground == HTML_COLOUR_UNSET ? HTML_COLOUR_NONE : ground;
}

/* A box's width or height; `bit` 1 or 2 of style->flat. */
static void box(struct html_style *style, struct slice value, unsigned bit)
{
    struct length length = length_of(value);
    bool none = length.ok && length.value <= 1 && !length.is_factor;
    if (length.ok && length.is_factor && length.value <= 0)
        none = true;
    style->flat = (unsigned char)(none ? style->flat | bit : style->flat & ~bit);
}

/* Far to the left of the page, or above it. */
static bool is_far(struct slice value)
{
    struct length length = length_of(value);
    return length.ok && !length.is_factor && length.value <= -300;
}

/* rect(0 0 0 0), rect(1px,1px,1px,1px), inset(50%), circle(0), scale(0): is the largest number below `limit`? */
static bool all_below(struct slice value, struct slice function, float limit)
{
    if (value.len < function.len || !slice_eq_nocase(slice_first(value, function.len), function))
        return false;
    bool any = false;
    for (value = slice_skip(value, function.len); value.len && value.at[0] != ')';) {
        float number;
        struct slice rest;
        if (!number_take(value, &number, &rest)) {
            value = slice_skip(value, 1);
            continue;
        }
        any = true;
        if (number >= limit)
            return false;
        value = rest;
    }
    return any;
}

static void clipped(struct html_style *style, struct slice value)
{
    bool inset = value.len > 6 && slice_eq_nocase(slice_first(value, 6), LIT("inset("))
            && !all_below(value, LIT("inset("), 50);
    if (inset || all_below(value, LIT("rect("), 2) || all_below(value, LIT("circle("), 1))
        style->away = HTML_YES;
}

static void set(struct html_style *style, enum property property, struct slice value)
{
    struct length length;
    switch (property) {
    case P_BACKGROUND: background(style, value); break;
    case P_BACKGROUND_COLOR: style->ground = html_colour(value); break;
    case P_BACKGROUND_IMAGE:
        if (!is_word(value, "none"))
            style->ground = HTML_COLOUR_UNKNOWN;
        break;
    case P_CLIP:
    case P_CLIP_PATH: clipped(style, value); break;
    case P_TRANSFORM:
        if (all_below(value, LIT("scale("), 0.05f))
            style->away = HTML_YES;
        break;
    case P_COLOR: style->colour = html_colour(value); break;
    case P_DISPLAY: style->shown = is_word(value, "none") ? HTML_NO : HTML_YES; break;
    case P_FONT: font(style, value); break;
    case P_FONT_SIZE: font_size(style, value); break;
    case P_HEIGHT:
    case P_MAX_HEIGHT: box(style, value, property == P_HEIGHT ? 1 : 2); break;
    case P_WIDTH:
    case P_MAX_WIDTH: box(style, value, property == P_WIDTH ? 4 : 8); break;
    case P_LEFT:
    case P_TOP:
        if (is_far(value))
            style->off = HTML_YES;
        break;
    case P_TEXT_INDENT:
        if (is_far(value))
            style->away = HTML_YES;
        break;
    case P_OPACITY:
        length = length_of(value);
        style->faint = length.ok && length.value < 0.05f ? HTML_YES : HTML_NO;
        break;
    case P_OVERFLOW:
        style->cut = is_word(value, "hidden") || is_word(value, "clip") ? HTML_YES : HTML_NO;
        break;
    case P_POSITION: style->placed = is_word(value, "static") ? HTML_NO : HTML_YES; break;
    case P_VISIBILITY:
        style->visible = is_word(value, "hidden") || is_word(value, "collapse") ? HTML_NO : HTML_YES;
        break;
    case PROPERTIES: break;
    }
}

/* ---- declarations ---- */

/* Comments and escapes ("d\69splay") undone, into `to` of DECLARATION_MAX bytes. */
static struct slice unescaped(struct slice s, char *to)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len && n < DECLARATION_MAX;) {
        if (s.at[i] == '/' && i + 1 < s.len && s.at[i + 1] == '*') {
            i += 2;
            i += slice_find_slice(slice_skip(s, i), LIT("*/")) + 2;
        } else if (s.at[i] == '\\' && i + 1 < s.len) {
            uint32_t code = 0;
            size_t digits = 0;
            for (i++; i < s.len && digits < 6; i++, digits++) {
                char c = char_lower(s.at[i]);
                if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
                    break;
                code = code * 16 + (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10);
            }
            if (digits == 0)
                to[n++] = s.at[i++];
            else if (i < s.len && web_is_space(s.at[i]))
                i++;
            if (digits > 0)
                to[n++] = code < 0x80 ? (char)code : '?';
        } else {
            to[n++] = s.at[i++];
        }
    }
    return (struct slice){ to, n };
}

static void declare(struct html_style *style, struct slice declaration)
{
    char buf[DECLARATION_MAX];
    if (slice_find(declaration, '\\') < declaration.len
            || slice_find_slice(declaration, LIT("/*")) < declaration.len)
        declaration = unescaped(declaration, buf);
    size_t colon = slice_find(declaration, ':');
    enum property property = property_named(trimmed(slice_first(declaration, colon)));
    if (property == PROPERTIES || colon == declaration.len)
        return;
    struct slice value = trimmed(slice_skip(declaration, colon + 1));
    size_t bang = slice_find(value, '!');
    bool important = bang < value.len && is_word(trimmed(slice_skip(value, bang + 1)), "important");
    value = trimmed(slice_first(value, bang));
    if (!important && style->locked >> property & 1)
        return;
    if (important)
        style->locked |= 1u << property;
    set(style, property, slice_first(value, DECLARATION_MAX));
}

/* Up to the ';' that ends a declaration: those in quotes, parentheses and comments do not. */
static size_t declaration_end(struct slice s)
{
    char quote = 0;
    int depth = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        if (quote) {
            quote = c == quote || c == '\n' ? 0 : quote;
        } else if (c == ';' && depth <= 0) {
            return i;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '(' || c == ')') {
            depth += c == '(' ? 1 : -1;
        } else if (c == '/' && i + 1 < s.len && s.at[i + 1] == '*') {
            i += 2 + slice_find_slice(slice_skip(s, i + 2), LIT("*/")) + 1;
        } else if (c == '\\') {
            i++;
        }
    }
    return s.len;
}

void html_style_read(struct slice declarations, struct html_style *style)
{
    while (declarations.len) {
        size_t end = declaration_end(declarations);
        declare(style, slice_first(declarations, end));
        declarations = slice_skip(declarations, end + 1);
    }
}

void html_style_add(struct html_style *style, const struct html_style *other)
{
    style->shown = other->shown ? other->shown : style->shown;
    style->visible = other->visible ? other->visible : style->visible;
    style->away = other->away ? other->away : style->away;
    style->flat |= other->flat;
    style->cut = other->cut ? other->cut : style->cut;
    style->off = other->off ? other->off : style->off;
    style->faint = other->faint ? other->faint : style->faint;
    style->placed = other->placed ? other->placed : style->placed;
    if (other->font >= 0) {
        style->font = other->font;
        style->font_is_factor = other->font_is_factor;
    }
    style->colour = other->colour != HTML_COLOUR_UNSET ? other->colour : style->colour;
    style->ground = other->ground != HTML_COLOUR_UNSET ? other->ground : style->ground;
    style->locked |= other->locked;
}
