/* paper_table.c - tables: as they come in HTML, laid out at their end elsewhere. */
#include <stdlib.h>

#include "core/view/paint.h"
#include "core/view/paper.h"
#include "core/view/paper_inside.h"

static const struct column *column_of(const struct paper *p)
{
    return &p->columns[p->column < p->columns_count ? p->column : p->columns_count - 1];
}

static void head_html(struct paper *p, const char *caption)
{
    out_text(p->out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
    out_html(p->out, text(caption));
    out_text(p->out, "\"><table><caption>");
    out_html(p->out, text(caption));
    out_text(p->out, "</caption><thead><tr>");
    for (size_t i = 0; i < p->columns_count; i++) {
        out_text(p->out, p->columns[i].number ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
        out_html(p->out, text(p->columns[i].head));
        out_text(p->out, "</th>");
    }
    out_text(p->out, "</tr></thead><tbody>");
}

void paper_table(struct paper *p, const char *caption, const struct column *columns, size_t count)
{
    p->columns = columns;
    p->columns_count = count < PAPER_COLUMNS ? count : PAPER_COLUMNS;
    p->column = p->columns_count;
    p->cells_count = 0;
    if (p->form == PAPER_HTML)
        head_html(p, caption);
    else
        paper_block(p, BLOCK_NOTE, caption);
    p->in_table = true;
    p->held.len = 0;
}

void paper_row(struct paper *p)
{
    if (p->form == PAPER_HTML)
        out_text(p->out, p->cells_count == 0 ? "\n<tr>" : "</tr>\n<tr>");
    p->column = 0;
}

void paper_cell(struct paper *p, enum tone tone)
{
    const struct column *c = column_of(p);
    p->block = BLOCK_CELL;
    if (p->form != PAPER_HTML)
        return;
    out_text(p->out, c->names ? "<th scope=\"row\"" : "<td");
    if (c->number || c->free || tone != TONE_PLAIN)
        out_printf(
                p->out, " class=\"%s%s%s\"", c->number ? "n " : "", c->free ? "free " : "", tone_class[tone]);
    out_text(p->out, ">");
}

static bool room_for_cell(struct paper *p)
{
    if (p->cells_count < p->ends_room)
        return true;
    size_t room = p->ends_room ? p->ends_room * 2 : 256;
    size_t *grown = room > PAPER_CELLS ? NULL : realloc(p->ends, room * sizeof *grown);
    if (grown == NULL)
        return false;
    p->ends = grown;
    p->ends_room = room;
    return true;
}

void paper_cell_end(struct paper *p)
{
    if (p->form == PAPER_HTML) {
        out_text(p->out, column_of(p)->names ? "</th>" : "</td>");
        p->cells_count++;
    } else if (room_for_cell(p)) {
        p->ends[p->cells_count++] = p->held.len;
    } else {
        p->held.len = p->cells_count ? p->ends[p->cells_count - 1] : 0;
    }
    p->column++;
}

void paper_cell_text(struct paper *p, enum tone tone, const char *words)
{
    paper_cell(p, tone);
    paper_say(p, words);
    paper_shut(p);
}

void paper_cell_number(struct paper *p, uint64_t n)
{
    char buf[32];
    paper_cell_text(p, TONE_PLAIN, grouped(n, buf));
}

static struct slice cell_at(const struct paper *p, size_t i)
{
    size_t from = i > 0 ? p->ends[i - 1] : 0;
    return (struct slice){ p->held.at + from, p->ends[i] - from };
}

static void table_markdown(struct paper *p)
{
    size_t n = p->columns_count;
    for (size_t i = 0; i < n; i++) {
        out_text(p->out, "| ");
        out_markdown(p->out, text(p->columns[i].head));
        out_text(p->out, i + 1 < n ? " " : " |\n");
    }
    for (size_t i = 0; i < n; i++)
        out_printf(p->out, "|%s%s", p->columns[i].number ? "---:" : "---", i + 1 < n ? "" : "|\n");
    for (size_t i = 0; i < p->cells_count; i++) {
        out_text(p->out, "| ");
        out_bytes(p->out, cell_at(p, i));
        out_text(p->out, (i + 1) % n != 0 ? " " : " |\n");
    }
}

/* Columns as wide as their widest cell; what is too much is taken from the free ones, the widest first. */
static void lay_out(const struct paper *p, size_t *wide)
{
    const struct screen *s = &p->screen;
    size_t n = p->columns_count, sum = 2 * n;
    for (size_t i = 0; i < n; i++)
        wide[i] = text_columns(text(p->columns[i].head), s->ascii);
    for (size_t i = 0; i < p->cells_count; i++) {
        size_t w = text_columns(cell_at(p, i), s->ascii);
        wide[i % n] = w > wide[i % n] ? w : wide[i % n];
    }
    for (size_t i = 0; i < n; i++)
        sum += wide[i];
    while (sum > s->width) {
        size_t at = n;
        for (size_t i = 0; i < n; i++)
            if (p->columns[i].free && wide[i] > 8 && (at == n || wide[i] > wide[at]))
                at = i;
        if (at == n)
            return;
        wide[at]--;
        sum--;
    }
}

static void text_cell(struct paper *p, const struct column *c, struct slice s, size_t wide, bool last)
{
    size_t used = text_columns(s, p->screen.ascii);
    size_t pad = used < wide ? wide - used : 0;
    if (c->number)
        out_printf(p->out, "%*s", (int)pad, "");
    (void)out_terminal(p->out, s, wide, p->screen.ascii);
    if (!c->number && !last)
        out_printf(p->out, "%*s", (int)pad, "");
}

static void table_text(struct paper *p)
{
    size_t wide[PAPER_COLUMNS], n = p->columns_count;
    lay_out(p, wide);
    for (size_t i = 0; i < n + p->cells_count; i++) {
        size_t c = i % n;
        struct slice s = i < n ? text(p->columns[c].head) : cell_at(p, i - n);
        out_text(p->out, "  ");
        text_cell(p, &p->columns[c], s, wide[c], c + 1 == n);
        out_text(p->out, c + 1 == n ? "\n" : "");
    }
}

void paper_table_end(struct paper *p)
{
    p->in_table = false;
    if (p->form == PAPER_HTML)
        out_text(p->out, p->cells_count == 0 ? "</tbody></table></div>\n" : "</tr></tbody></table></div>\n");
    else if (p->form == PAPER_MARKDOWN)
        table_markdown(p);
    else
        table_text(p);
    if (p->form != PAPER_HTML)
        out_text(p->out, "\n");
    p->held.len = 0;
}
