/* paper_table.c - tables: as they come in HTML, laid out at their end elsewhere. */
#include <stdlib.h>

#include "core/view/paint.h"
#include "core/view/paper.h"
#include "core/view/paper_inside.h"

/* A name that is cut shorter tells nothing. */
#define FREE_MIN 12u

static const struct column *column_of(const struct paper *p)
{
    return &p->columns[p->column < p->columns_count ? p->column : p->columns_count - 1];
}

static void head_html(struct paper *p, const char *caption)
{
    out_text(p->out, "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"");
    out_html(p->out, text(caption));
    out_text(p->out, "\"><table><caption><span>");
    out_html(p->out, text(caption));
    out_text(p->out, "</span></caption><thead><tr>");
    for (size_t i = 0; i < p->columns_count; i++) {
        const struct column *c = &p->columns[i];
        out_printf(p->out, "<th scope=\"col\"%s>",
                c->mark             ? " class=\"cell\""
                        : c->number ? " class=\"n\""
                                    : "");
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
    p->begun = true; /* in a cell nothing begins a line */
    if (p->form != PAPER_HTML)
        return;
    out_text(p->out, c->names ? "<th scope=\"row\"" : "<td");
    const char *shape = c->number ? "n" : c->free ? "free" : c->prose ? "long" : "";
    if (*shape != '\0' || tone != TONE_PLAIN)
        out_printf(p->out, " class=\"%s%s%s\"", shape, *shape && tone ? " " : "", tone_class[tone]);
    out_text(p->out, ">");
}

void paper_cell_mark(struct paper *p, unsigned grave, const char *sign, const char *said)
{
    p->block = BLOCK_CELL;
    if (p->form != PAPER_HTML) {
        paper_say(p, sign);
        paper_shut(p);
        return;
    }
    if (*sign == '\0') {
        out_text(p->out, "<td class=\"cell\">");
    } else {
        out_printf(p->out, "<td class=\"cell m%u\"><span aria-hidden=\"true\">", grave);
        out_html(p->out, text(sign));
        out_text(p->out, "</span><span class=\"sr\">");
        out_html(p->out, text(said));
        out_text(p->out, "</span>");
    }
    paper_shut(p);
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

void paper_cell_name(struct paper *p, const char *name)
{
    paper_cell(p, TONE_PLAIN);
    paper_name(p, name);
    paper_shut(p);
}

void paper_cell_source(struct paper *p, struct ip_addr ip)
{
    paper_cell(p, TONE_PLAIN);
    if (!ip_is_none(ip))
        paper_source(p, ip);
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

/* Columns as wide as their widest cell; what is too much is taken from the free ones, the widest first. False:
 * there is no room, or a cell holds sentences. */
static bool lay_out(const struct paper *p, size_t *wide)
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
            if (p->columns[i].free && wide[i] > FREE_MIN && (at == n || wide[i] > wide[at]))
                at = i;
        if (at == n)
            return false;
        wide[at]--;
        sum--;
    }
    return true;
}

/* A row as a paragraph: its cells behind their headings; what is empty is left out. */
static void record(struct paper *p, size_t row, struct out *said)
{
    size_t n = p->columns_count;
    said->len = 0;
    for (size_t i = 0; i < n; i++) {
        struct slice cell = cell_at(p, row * n + i);
        if (cell.len == 0)
            continue;
        if (said->len > 0)
            out_text(said, said->at[said->len - 1] == '.' ? " " : "; ");
        if (!p->columns[i].names && !p->columns[i].prose)
            out_printf(said, "%s ", p->columns[i].head);
        out_bytes(said, cell);
    }
    out_text(p->out, "  - ");
    paint_wrapped(p->out, &p->screen, 4, 4, paint_text(said));
}

static void records(struct paper *p)
{
    struct out said = { 0 };
    for (size_t row = 0; row < p->cells_count / p->columns_count; row++)
        record(p, row, &said);
    p->out->failed = p->out->failed || said.failed;
    out_done(&said);
}

/* What is to be left empty before the next cell is written when it is: lines end with their last word. */
static void text_cell(struct paper *p, const struct column *c, struct slice s, size_t wide, size_t *gap)
{
    size_t used = text_columns(s, p->screen.ascii), pad = used < wide ? wide - used : 0;
    if (s.len == 0) {
        *gap += wide;
        return;
    }
    out_printf(p->out, "%*s", (int)(*gap + (c->number ? pad : 0)), "");
    (void)out_terminal(p->out, s, wide, p->screen.ascii);
    *gap = c->number ? 0 : pad;
}

static void table_text(struct paper *p)
{
    size_t wide[PAPER_COLUMNS], n = p->columns_count, gap = 0;
    if (!lay_out(p, wide)) {
        records(p);
        return;
    }
    for (size_t i = 0; i < n + p->cells_count; i++) {
        size_t c = i % n;
        struct slice s = i < n ? text(p->columns[c].head) : cell_at(p, i - n);
        gap = c == 0 ? 2 : gap + 2;
        text_cell(p, &p->columns[c], s, wide[c], &gap);
        out_text(p->out, c + 1 == n ? "\n" : "");
    }
}

void paper_table_end(struct paper *p)
{
    p->in_table = false;
    if (p->form == PAPER_HTML)
        out_text(p->out, p->cells_count == 0 ? "</tbody></table></div>\n" : "</tr></tbody></table></div>\n");
    else if (p->columns_count > 0) /* without a column there is no cell */
        (p->form == PAPER_MARKDOWN ? table_markdown : table_text)(p);
    if (p->form != PAPER_HTML)
        out_text(p->out, "\n");
    p->held.len = 0;
}
