/* html_sheet.c - rules of a <style> for one class. */
#include "core/wire/html_style.h"
#include "core/wire/web.h"

#define SLOTS (2 * HTML_RULES)
#define REACH 24u      /* slots that a name is looked for in; of 256 honest names one in 10^5 needs more */
#define CLASS_MAX 128u /* bytes of a name that is looked at */

/* FNV-1a, which needs no seed: a table of 512 that is asked as often as there are classes. */
static uint64_t name_hash(struct slice name)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < name.len; i++)
        hash = (hash ^ (unsigned char)name.at[i]) * 1099511628211u;
    return hash ? hash : 1;
}

/* The rule of that name, or the slot for it; NULL: neither within reach, because names were made to fall together. */
static struct html_rule *slot_of(const struct html_sheet *sheet, uint64_t name)
{
    size_t at = (name ^ name >> 32) % SLOTS;
    for (size_t i = 0; i < REACH; i++) {
        struct html_rule *rule = &sheet->rules[(at + i) % SLOTS];
        if (rule->name == 0 || rule->name == name)
            return rule;
    }
    return NULL;
}

static bool is_name_char(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' || c == '_'
            || (c & 0x80);
}

/* ".name" or "tag.name" alone; empty: another kind of selector. */
static struct slice class_of(struct slice selector)
{
    while (selector.len && web_is_space(selector.at[0]))
        selector = slice_skip(selector, 1);
    while (selector.len && web_is_space(selector.at[selector.len - 1]))
        selector.len--;
    size_t dot = 0;
    while (dot < selector.len && is_name_char(selector.at[dot]))
        dot++;
    struct slice name = slice_skip(selector, dot + 1);
    if (dot >= selector.len || selector.at[dot] != '.' || name.len > CLASS_MAX)
        return (struct slice){ 0 };
    for (size_t i = 0; i < name.len; i++)
        if (!is_name_char(name.at[i]))
            return (struct slice){ 0 };
    return name;
}

static void rule_add(struct html_sheet *sheet, struct slice name, const struct html_style *style)
{
    struct html_rule *rule = slot_of(sheet, name_hash(name));
    if (rule == NULL || (rule->name == 0 && sheet->count == HTML_RULES)) {
        sheet->is_full = true;
        return;
    }
    if (rule->name == 0)
        html_style_begin(&rule->style);
    sheet->count += rule->name == 0;
    rule->name = name_hash(name);
    html_style_add(&rule->style, style);
}

/* Selectors of one rule; each that is a class gets the declarations. */
static void rules_add(struct html_sheet *sheet, struct slice selectors, struct slice declarations)
{
    struct html_style style;
    html_style_begin(&style);
    html_style_read(declarations, &style);
    while (html_style_says(&style) && selectors.len) {
        size_t comma = slice_find(selectors, ',');
        struct slice name = class_of(slice_first(selectors, comma));
        if (name.len)
            rule_add(sheet, name, &style);
        else if (style.ground == HTML_COLOUR_UNKNOWN
                || (style.ground >= 0 && !html_colours_alike(style.ground, 0xffffff)))
            sheet->is_dark = true;
        selectors = slice_skip(selectors, comma + 1);
    }
}

/* Behind the '}' that closes the block which begins at `at`; those of other blocks within are counted. */
static size_t block_end(struct slice css, size_t at)
{
    unsigned depth = 0;
    for (; at < css.len; at++) {
        depth += css.at[at] == '{';
        if (css.at[at] == '}' && --depth == 0)
            return at + 1;
    }
    return css.len;
}

/* Offset behind what a rule does not begin with: spaces, comments, "<!--" and "-->". */
static size_t skip_idle(struct slice css, size_t at)
{
    for (;;) {
        struct slice rest = slice_skip(css, at);
        if (rest.len && (web_is_space(rest.at[0]) || rest.at[0] == '}'))
            at++;
        else if (slice_starts(rest, LIT("/*")))
            at += 4 + slice_find_slice(slice_skip(rest, 2), LIT("*/"));
        else if (slice_starts(rest, LIT("<!--")))
            at += 4;
        else if (slice_starts(rest, LIT("-->")))
            at += 3;
        else
            return at < css.len ? at : css.len;
    }
}

bool html_sheet_read(struct html_sheet *sheet, struct slice css, struct arena *arena)
{
    if (sheet->rules == NULL)
        sheet->rules = arena_take(arena, SLOTS * sizeof *sheet->rules);
    if (sheet->rules == NULL)
        return false;
    for (size_t at = skip_idle(css, 0); at < css.len; at = skip_idle(css, at)) {
        struct slice rest = slice_skip(css, at);
        size_t open = 0;
        while (open < rest.len && rest.at[open] != '{' && rest.at[open] != ';')
            open++;
        if (open == rest.len)
            break;
        if (rest.at[open] == ';') { /* @import, @charset */
            at += open + 1;
            continue;
        }
        size_t end = block_end(css, at + open);
        if (rest.at[0] != '@') {
            struct slice declarations = slice_first(slice_skip(rest, open + 1), end - at - open - 1);
            rules_add(
                    sheet, slice_first(rest, open), slice_first(declarations, slice_find(declarations, '}')));
        }
        at = end;
    }
    return true;
}

void html_sheet_apply(const struct html_sheet *sheet, struct slice classes, struct html_style *style)
{
    if (sheet->count == 0)
        return;
    for (size_t i = 0; i < classes.len;) {
        size_t from = i;
        while (i < classes.len && !web_is_space(classes.at[i]))
            i++;
        struct slice name = { classes.at + from, i - from };
        i++;
        if (name.len == 0 || name.len > CLASS_MAX)
            continue;
        const struct html_rule *rule = slot_of(sheet, name_hash(name));
        if (rule != NULL && rule->name != 0)
            html_style_add(style, &rule->style);
    }
}
