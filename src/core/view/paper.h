/* paper.h - a text for people, said once: a page of HTML, Markdown or plain text are made of the same words.
 *
 * Layer   core/view. Pure: fills a buffer.
 * Use     paper_begin; blocks one after the other, each opened, filled with pieces and shut; paper_end.
 *         Pieces escape by the form: any of them may hold what an attacker chose.
 * Narrow  a table of plain text that is too wide for the screen becomes a paragraph a row.
 * Memory  what one block of plain text and one table hold is kept until it is shut; a table keeps at most
 *         PAPER_CELLS cells in Markdown and plain text (what is beyond is left out: the author of a table
 *         bounds it and says so).
 */
#pragma once

#include "core/view/terminal.h"

enum paper_form { PAPER_HTML, PAPER_MARKDOWN, PAPER_TEXT };

/* How a piece is to be taken; never the only bearer of what it says. */
enum tone { TONE_PLAIN, TONE_BAD, TONE_WARN, TONE_GOOD, TONE_SOFT };

enum block {
    BLOCK_TITLE,   /* of the whole text, once */
    BLOCK_PART,    /* heading of an incident; on paper it begins a page */
    BLOCK_ASIDE,   /* one of the same rank that goes on where it is */
    BLOCK_HEADING, /* within it */
    BLOCK_STATE,   /* the one sentence that says how things stand: paper_open_state */
    BLOCK_TEXT,    /* a paragraph */
    BLOCK_NOTE,    /* one of less weight */
    BLOCK_ITEM,    /* of a list */
    BLOCK_FIELD,   /* of a list of fields: paper_field */
    BLOCK_CELL,    /* of a table: paper_cell */
};

struct column {
    const char *head;
    bool number; /* aligned to the right */
    bool names;  /* the row's own heading */
    bool free;   /* may be broken or cut where there is no room */
    bool prose;  /* holds sentences: broken, never cut */
    bool mark;   /* one of many narrow ones: paper_cell_mark */
};

#define PAPER_COLUMNS 64u
#define PAPER_CELLS 65536u

struct paper {
    struct out *out;
    enum paper_form form;
    struct screen screen;     /* width and zone of plain text; zone of all */
    const char *foot, *sheet; /* of printed pages, as in struct page; NULL as there */
    /* inside */
    enum block block;
    enum tone tone;
    bool ordered, in_table;
    bool begun; /* the block holds a piece: what follows begins no line */
    const char *mark, *title;
    unsigned item;
    const struct column *columns;
    size_t columns_count, column, cells_count;
    struct out held; /* plain text of the block; cells of a table, one after the other */
    size_t *ends;    /* of the cells held */
    size_t ends_room, field_at;
};

/* What its times are in: "UTC". */
const char *paper_zone(const struct paper *p);

/* title is the page's; mark is printed above and below ("TLP:AMBER"), NULL: none. */
void paper_begin(struct paper *p, const char *title, const char *mark);
void paper_end(struct paper *p);

/* anchor: a name within the page that links lead to, letters, digits and - only; or NULL. */
void paper_open(struct paper *p, enum block block, const char *anchor);
void paper_open_state(struct paper *p, enum tone tone);
void paper_shut(struct paper *p);

/* Pieces of an open block. */
void paper_say(struct paper *p, const char *words);
void paper_sayf(struct paper *p, const char *fmt, ...) PRINTF_LIKE(2, 3); /* up to 511 bytes */
/* Stressed; words end in no space. */
void paper_tone(struct paper *p, enum tone tone, const char *words);
void paper_name(struct paper *p, const char *name);     /* somebody's choice of letters */
void paper_literal(struct paper *p, const char *words); /* a hash, a command */
void paper_time(struct paper *p, time_us t);            /* "2026-11-10 03:12 UTC" */
void paper_count(struct paper *p, uint64_t n, const char *one, const char *many);
void paper_source(struct paper *p, struct ip_addr ip);
void paper_link(struct paper *p, const char *anchor, const char *words); /* within the page */

/* A whole block of one piece. */
void paper_block(struct paper *p, enum block block, const char *words);

void paper_list(struct paper *p, bool ordered); /* then items */
void paper_list_end(struct paper *p);
/* A heading and a list; nothing where the list (NULL-terminated) is empty. */
void paper_headed_list(struct paper *p, const char *heading, bool ordered, const char *const *items);

void paper_fields(struct paper *p);                   /* then: */
void paper_field(struct paper *p, const char *label); /* opens a field: pieces, paper_shut */
void paper_fields_end(struct paper *p);

/* Lines to be copied as they are: never broken, nothing in them read as markup. Opened behind a paragraph. */
void paper_code(struct paper *p);
void paper_code_line(struct paper *p, const char *words);
void paper_code_end(struct paper *p);

/* A drawing, which only a page has: SVG is written to what this returns, then paper_drawing_end; NULL: there is no
 * place for one, nothing is to be ended. */
struct out *paper_drawing(struct paper *p);
void paper_drawing_end(struct paper *p, const char *caption);

/* columns live until paper_table_end. Rows: paper_row, then paper_cell, pieces, paper_shut for each. */
void paper_table(struct paper *p, const char *caption, const struct column *columns, size_t count);
void paper_row(struct paper *p);
void paper_cell(struct paper *p, enum tone tone);
void paper_cell_text(struct paper *p, enum tone tone, const char *words); /* a whole cell */
void paper_cell_name(struct paper *p, const char *name);
/* Without the zone, which the caption says; with seconds. */
void paper_cell_time(struct paper *p, time_us t);
void paper_cell_time_exact(struct paper *p, time_us t);
void paper_cell_source(struct paper *p, struct ip_addr ip); /* empty for none */
void paper_cell_number(struct paper *p, uint64_t n);
/* A sign of few letters, what it says to who cannot see it, and how grave it is, 0 .. 4. */
void paper_cell_mark(struct paper *p, unsigned grave, const char *sign, const char *said);
void paper_table_end(struct paper *p);
