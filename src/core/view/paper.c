/* paper.c - blocks and pieces in three forms. */
#include "core/view/paper.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/view/page.h"
#include "core/view/paint.h"
#include "core/view/paper_inside.h"

const char *const tone_class[] = { "", "bad", "warn", "good", "soft" };

/* Plain text waits for its end: it is broken at the width then. */
static bool holds(const struct paper *p)
{
    return p->form == PAPER_TEXT || (p->in_table && p->form == PAPER_MARKDOWN);
}

static struct out *piece_out(struct paper *p)
{
    return holds(p) ? &p->held : p->out;
}

/* ---- pieces ---- */

void paper_say(struct paper *p, const char *words)
{
    struct slice s = text(words ? words : "");
    switch (p->form) {
    case PAPER_HTML: out_html(p->out, s); break;
    case PAPER_MARKDOWN: (p->begun ? out_markdown_more : out_markdown)(piece_out(p), s); break;
    case PAPER_TEXT: out_bytes(&p->held, s); break;
    }
    p->begun = p->begun || s.len > 0;
}

void paper_sayf(struct paper *p, const char *fmt, ...)
{
    char buf[512];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(buf, sizeof buf, fmt, args);
    va_end(args);
    paper_say(p, buf);
}

void paper_tone(struct paper *p, enum tone tone, const char *words)
{
    if (*words == '\0')
        return;
    if (p->form == PAPER_HTML && tone == TONE_PLAIN)
        out_text(p->out, "<strong>");
    else if (p->form == PAPER_HTML)
        out_printf(p->out, tone == TONE_SOFT ? "<span class=\"soft\">" : "<strong class=\"%s\">",
                tone_class[tone]);
    else if (p->form == PAPER_MARKDOWN && tone != TONE_SOFT)
        out_text(piece_out(p), "**");
    paper_say(p, words);
    if (p->form == PAPER_HTML)
        out_text(p->out, tone == TONE_SOFT ? "</span>" : "</strong>");
    else if (p->form == PAPER_MARKDOWN && tone != TONE_SOFT)
        out_text(piece_out(p), "**");
}

void paper_name(struct paper *p, const char *name)
{
    struct slice s = text(name ? name : "");
    switch (p->form) {
    case PAPER_HTML:
        out_text(p->out, "<span class=\"name\">");
        out_html(p->out, s);
        out_text(p->out, "</span>");
        break;
    case PAPER_MARKDOWN: out_markdown_code(piece_out(p), s); break;
    case PAPER_TEXT: paint_name(&p->held, name ? name : ""); break;
    }
    p->begun = true;
}

void paper_literal(struct paper *p, const char *words)
{
    if (p->form != PAPER_HTML) {
        paper_name(p, words);
        return;
    }
    out_text(p->out, "<span class=\"hash\">");
    out_html(p->out, text(words));
    out_text(p->out, "</span>");
}

static void say_time(struct paper *p, time_us t, int letters, bool zone)
{
    char buf[TIME_TEXT_MAX], iso[TIME_TEXT_MAX];
    const struct screen *s = &p->screen;
    if (t == TIME_NONE) {
        paper_say(p, "unknown");
        return;
    }
    time_format(t - t % TIME_SECOND + zone_offset(&s->zone, t) * TIME_SECOND, buf);
    time_format(t - t % TIME_SECOND, iso);
    if (p->form == PAPER_HTML)
        out_printf(p->out, "<time datetime=\"%s\">", iso);
    paper_sayf(p, "%.10s %.*s", buf, letters, buf + 11);
    if (zone)
        paper_sayf(p, " %s", paper_zone(p));
    if (p->form == PAPER_HTML)
        out_text(p->out, "</time>");
}

const char *paper_zone(const struct paper *p)
{
    return p->screen.tz_name ? p->screen.tz_name : "UTC";
}

void paper_time(struct paper *p, time_us t)
{
    say_time(p, t, 5, true);
}

void paper_cell_time(struct paper *p, time_us t)
{
    paper_cell(p, TONE_PLAIN);
    say_time(p, t, 5, false);
    paper_shut(p);
}

void paper_cell_time_exact(struct paper *p, time_us t)
{
    paper_cell(p, TONE_PLAIN);
    say_time(p, t, 8, false);
    paper_shut(p);
}

void paper_count(struct paper *p, uint64_t n, const char *one, const char *many)
{
    char buf[32];
    paper_say(p, grouped(n, buf));
    paper_say(p, " ");
    paper_say(p, n == 1 ? one : many);
}

void paper_source(struct paper *p, struct ip_addr ip)
{
    char buf[IP_TEXT_MAX];
    ip_format_source(ip, buf);
    paper_name(p, buf);
}

void paper_link(struct paper *p, const char *anchor, const char *words)
{
    if (p->form == PAPER_HTML)
        out_printf(p->out, "<a href=\"#%s\">", anchor);
    paper_say(p, words);
    if (p->form == PAPER_HTML)
        out_text(p->out, "</a>");
}

/* ---- blocks ---- */

static const struct {
    const char *open, *shut, *mark; /* HTML's tags, Markdown's beginning */
} dress[] = {
    [BLOCK_TITLE] = { "h1", "</h1>\n", "# " },
    [BLOCK_PART] = { "h2", "</h2>\n", "## " },
    [BLOCK_ASIDE] = { "h2 class=\"joined\"", "</h2>\n", "## " },
    [BLOCK_HEADING] = { "h3", "</h3>\n", "### " },
    [BLOCK_STATE] = { "p", "</p>\n", "" },
    [BLOCK_TEXT] = { "p", "</p>\n", "" },
    [BLOCK_NOTE] = { "p class=\"soft\"", "</p>\n", "" },
    [BLOCK_ITEM] = { "li", "</li>\n", "" },
    [BLOCK_FIELD] = { "dd", "</dd>\n", "" },
    [BLOCK_CELL] = { "td", "</td>", "" },
};

static void open_html(struct paper *p, enum block block, const char *anchor)
{
    out_printf(p->out, "<%s", dress[block].open);
    if (block == BLOCK_STATE)
        out_printf(p->out, " class=\"state %s\"", tone_class[p->tone]);
    if (anchor != NULL)
        out_printf(p->out, " id=\"%s\"", anchor);
    out_text(p->out, ">");
}

void paper_open(struct paper *p, enum block block, const char *anchor)
{
    p->block = block;
    p->begun = false;
    if (block == BLOCK_ITEM)
        p->item++;
    if (p->form == PAPER_HTML)
        open_html(p, block, anchor);
    else if (p->form == PAPER_TEXT)
        p->held.len = p->in_table ? p->held.len : 0;
    else if (block == BLOCK_ITEM && p->ordered)
        out_printf(p->out, "%u. ", p->item);
    else
        out_text(p->out, block == BLOCK_ITEM ? "- " : dress[block].mark);
}

void paper_open_state(struct paper *p, enum tone tone)
{
    p->tone = tone;
    paper_open(p, BLOCK_STATE, NULL);
    p->tone = TONE_PLAIN;
}

static void underline(struct out *out, size_t columns, char with)
{
    while (columns-- > 0)
        out_bytes(out, (struct slice){ &with, 1 });
    out_text(out, "\n");
}

static void shut_text(struct paper *p)
{
    const struct screen *s = &p->screen;
    const char *words = paint_text(&p->held);
    char head[16] = "";
    size_t wide = text_columns(text(words), s->ascii);
    switch (p->block) {
    case BLOCK_ITEM:
        (void)snprintf(head, sizeof head, p->ordered ? "%3u " : "  - ", p->item);
        out_text(p->out, head);
        paint_wrapped(p->out, s, 4, 4, words);
        break;
    case BLOCK_FIELD: paint_wrapped(p->out, s, p->field_at, 4, words); break;
    default:
        paint_wrapped(p->out, s, 0, 0, words);
        if (p->block == BLOCK_TITLE || p->block == BLOCK_PART || p->block == BLOCK_ASIDE)
            underline(p->out, wide < s->width ? wide : s->width, p->block == BLOCK_TITLE ? '=' : '-');
        out_text(p->out, "\n");
    }
    p->held.len = 0;
}

void paper_shut(struct paper *p)
{
    if (p->block == BLOCK_CELL)
        paper_cell_end(p);
    else if (p->form == PAPER_HTML)
        out_text(p->out, dress[p->block].shut);
    else if (p->form == PAPER_TEXT)
        shut_text(p);
    else
        out_text(p->out, p->block == BLOCK_ITEM || p->block == BLOCK_FIELD ? "\n" : "\n\n");
}

void paper_block(struct paper *p, enum block block, const char *words)
{
    paper_open(p, block, NULL);
    paper_say(p, words);
    paper_shut(p);
}

/* ---- lists and fields ---- */

void paper_list(struct paper *p, bool ordered)
{
    p->ordered = ordered;
    p->item = 0;
    if (p->form == PAPER_HTML)
        out_text(p->out, ordered ? "<ol>\n" : "<ul>\n");
}

void paper_list_end(struct paper *p)
{
    if (p->form == PAPER_HTML)
        out_text(p->out, p->ordered ? "</ol>\n" : "</ul>\n");
    else
        out_text(p->out, "\n");
}

void paper_headed_list(struct paper *p, const char *heading, bool ordered, const char *const *items)
{
    if (items == NULL || items[0] == NULL)
        return;
    paper_block(p, BLOCK_HEADING, heading);
    paper_list(p, ordered);
    for (; *items != NULL; items++)
        paper_block(p, BLOCK_ITEM, *items);
    paper_list_end(p);
}

void paper_fields(struct paper *p)
{
    if (p->form == PAPER_HTML)
        out_text(p->out, "<dl>\n");
}

void paper_field(struct paper *p, const char *label)
{
    if (p->form == PAPER_HTML) {
        out_text(p->out, "<dt>");
        out_html(p->out, text(label));
        out_text(p->out, "</dt>");
    } else if (p->form == PAPER_MARKDOWN) {
        out_text(p->out, "- **");
        out_markdown(p->out, text(label));
        out_text(p->out, "**: ");
    } else {
        out_text(p->out, "  ");
        p->field_at = 4 + out_terminal(p->out, text(label), 0, p->screen.ascii);
        out_text(p->out, ": ");
    }
    paper_open(p, BLOCK_FIELD, NULL);
    p->begun = true; /* by its label */
}

void paper_fields_end(struct paper *p)
{
    out_text(p->out, p->form == PAPER_HTML ? "</dl>\n" : "\n");
}

/* ---- lines to be copied ---- */

void paper_code(struct paper *p)
{
    if (p->form == PAPER_HTML)
        out_text(p->out, "<pre>");
}

/* Four blanks make a line of Markdown code; an escaped line end cannot leave it. */
void paper_code_line(struct paper *p, const char *words)
{
    if (p->form == PAPER_HTML) {
        out_html(p->out, text(words));
    } else {
        out_text(p->out, "    ");
        (void)out_terminal(p->out, text(words), 0, p->form == PAPER_TEXT && p->screen.ascii);
    }
    out_text(p->out, "\n");
}

void paper_code_end(struct paper *p)
{
    out_text(p->out, p->form == PAPER_HTML ? "</pre>\n" : "\n");
}

/* ---- drawings ---- */

struct out *paper_drawing(struct paper *p)
{
    if (p->form != PAPER_HTML)
        return NULL;
    out_text(p->out, "<figure>\n");
    return p->out;
}

void paper_drawing_end(struct paper *p, const char *caption)
{
    out_text(p->out, "<figcaption>");
    out_html(p->out, text(caption));
    out_text(p->out, "</figcaption></figure>\n");
}

/* ---- the whole ---- */

void paper_begin(struct paper *p, const char *title, const char *mark)
{
    if (p->screen.width == 0)
        p->screen.width = 80;
    p->mark = mark;
    p->title = title;
    if (p->form == PAPER_HTML)
        page_begin(p->out, &(struct page){ title, mark, p->foot, p->sheet });
    else if (mark != NULL)
        paper_block(p, BLOCK_NOTE, mark);
    paper_block(p, BLOCK_TITLE, title);
}

void paper_end(struct paper *p)
{
    if (p->form == PAPER_HTML)
        page_end(p->out, p->mark);
    else if (p->mark != NULL)
        paper_block(p, BLOCK_NOTE, p->mark);
    p->out->failed = p->out->failed || p->held.failed;
    out_done(&p->held);
    free(p->ends);
    p->ends = NULL;
    p->ends_room = 0;
}
