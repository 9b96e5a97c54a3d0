/* view_paper.c - the same words as a page, as Markdown and as plain text; hostile ones stay words. */
#include "core/view/paper.h"

#include <stdio.h>

#include "help.h"

static const struct column columns[] = { { .head = "account", .names = true, .free = true },
    { .head = "tries", .number = true } };

static const struct column wide[] = { { .head = "what", .names = true, .prose = true }, { .head = "result" },
    { .head = "12 Sep", .mark = true } };

static void write_sample(struct paper *p, const char *name)
{
    paper_begin(p, "A report", "TLP:AMBER");
    paper_open_state(p, TONE_BAD);
    paper_say(p, "1");
    paper_say(p, " - nobody");
    paper_shut(p);
    paper_open(p, BLOCK_TEXT, NULL);
    paper_say(p, "Tried: ");
    paper_name(p, name);
    paper_say(p, ".");
    paper_shut(p);
    paper_list(p, true);
    paper_block(p, BLOCK_ITEM, "reset it");
    paper_block(p, BLOCK_ITEM, "tell them");
    paper_list_end(p);
    paper_fields(p);
    paper_field(p, "First seen");
    paper_time(p, 0);
    paper_shut(p);
    paper_fields_end(p);
    paper_table(p, "Accounts", columns, 2);
    paper_row(p);
    paper_cell(p, TONE_PLAIN);
    paper_name(p, name);
    paper_shut(p);
    paper_cell_number(p, 1234);
    paper_table_end(p);
    paper_table(p, "A table that is too wide", wide, 3);
    paper_row(p);
    paper_cell_text(p, TONE_PLAIN, "A sentence as long as what people are told, and then some more of it.");
    paper_cell_text(p, TONE_BAD, "signed in");
    paper_cell_mark(p, 3, "M2", "stopped, 2 attempts");
    paper_table_end(p);
    struct out *svg = paper_drawing(p);
    if (svg != NULL) {
        out_text(svg, "<svg></svg>");
        paper_drawing_end(p, "A drawing");
    }
    paper_end(p);
}

static struct out sample(enum paper_form form, const char *name)
{
    struct out out = { 0 };
    struct paper p = { .out = &out, .form = form, .screen = { .width = 60 } };
    write_sample(&p, name);
    out_text(&out, "");
    return out;
}

static const struct {
    const char *name;
    enum paper_form form;
    const char *account;
    const char *want;  /* in the text */
    const char * not ; /* nowhere in it */
} cases[] = {
    { "HTML: a heading", PAPER_HTML, "bob", "<h1>A report</h1>", NULL },
    { "HTML: its marking", PAPER_HTML, "bob", "<p class=\"mark\">TLP:AMBER</p>", NULL },
    { "HTML: a row's heading", PAPER_HTML, "bob", "<th scope=\"row\"", "<script" },
    { "HTML: a name with tags", PAPER_HTML, "<script>x", "&lt;script&gt;x", "<script" },
    { "HTML: a name with quotes", PAPER_HTML, "\" onload=\"x", "&quot; onload=&quot;x", "\" onload" },
    { "HTML: the state, by its tone", PAPER_HTML, "bob", "<p class=\"state bad\">1 - nobody</p>", NULL },
    { "HTML: a sign, and what it says", PAPER_HTML, "bob",
            "<td class=\"cell m3\"><span aria-hidden=\"true\">M2</span><span class=\"sr\">stopped, 2 "
            "attempts</span>",
            NULL },
    { "HTML: a drawing", PAPER_HTML, "bob", "<svg></svg><figcaption>A drawing</figcaption>", NULL },
    { "HTML: the mark on every printed page", PAPER_HTML, "bob", "@top-right{content:\"TLP\\3a AMBER\"}",
            NULL },
    { "HTML: a way past what every page repeats", PAPER_HTML, "bob", "<a class=\"skip\" href=\"#content\">",
            NULL },
    { "Markdown: a piece behind another", PAPER_MARKDOWN, "bob", "\n1 - nobody\n", "&#32;" },
    { "Markdown: a sign", PAPER_MARKDOWN, "bob", "| signed in | M2 |", NULL },
    { "Markdown: no drawing", PAPER_MARKDOWN, "bob", "# A report", "A drawing" },
    { "text: too wide, a paragraph a row", PAPER_TEXT, "bob",
            "then\n    some more of it. result signed in; 12 Sep M2\n", NULL },
    { "Markdown: a heading", PAPER_MARKDOWN, "bob", "# A report\n", NULL },
    { "Markdown: a numbered list", PAPER_MARKDOWN, "bob", "1. reset it\n2. tell them\n", NULL },
    { "Markdown: a field", PAPER_MARKDOWN, "bob", "- **First seen**: 1970-01-01 00:00 UTC\n", NULL },
    { "Markdown: a table", PAPER_MARKDOWN, "bob", "| account | tries |\n|---|---:|\n| `bob` | 1,234 |\n",
            NULL },
    { "Markdown: a name with a bar", PAPER_MARKDOWN, "a|b", "| `a\\|b` | 1,234 |\n", NULL },
    { "Markdown: a name with a fence", PAPER_MARKDOWN, "`a` <b>", "`` `a` <b> ``", NULL },
    { "Markdown: a name with a line end", PAPER_MARKDOWN, "a\n# b", "`a\\u{a}# b`", "\n# b" },
    { "text: a heading", PAPER_TEXT, "bob", "A report\n========\n", NULL },
    { "text: a numbered list", PAPER_TEXT, "bob", "  1 reset it\n  2 tell them\n", NULL },
    { "text: a field", PAPER_TEXT, "bob", "  First seen: 1970-01-01 00:00 UTC\n", NULL },
    { "text: a table", PAPER_TEXT, "bob", "  account  tries\n  bob      1,234\n", NULL },
    { "text: a name that clears the screen", PAPER_TEXT, "\x1b[2J", "\\u{1b}[2J", "\x1b" },
    { "text: a name with a line end", PAPER_TEXT, "a\nTLP:CLEAR", "a\\u{a}TLP:CLEAR", "\nTLP:CLEAR" },
};

static void test_case(size_t i)
{
    struct out out = sample(cases[i].form, cases[i].account);
    struct slice all = { out.at, out.len };
    OK(slice_find_slice(all, text(cases[i].want)) < all.len, cases[i].name);
    if (cases[i].not != NULL)
        OK(slice_find_slice(all, text(cases[i].not )) == all.len, cases[i].name);
    out_done(&out);
}

/* A table of more cells than are kept says nothing wrong of those that are. */
static void test_long_table(void)
{
    struct out out = { 0 };
    struct paper p = { .out = &out, .form = PAPER_TEXT, .screen = { .width = 60 } };
    paper_begin(&p, "Long", NULL);
    paper_table(&p, "Numbers", columns, 2);
    for (unsigned i = 0; i < PAPER_CELLS; i++) {
        paper_row(&p);
        paper_cell_text(&p, TONE_PLAIN, "x");
        paper_cell_number(&p, i);
    }
    paper_table_end(&p);
    paper_end(&p);
    OK(!out.failed, "more cells than are kept");
    OK(slice_find_slice((struct slice){ out.at, out.len }, LIT("32,767")) < out.len, "the last that is kept");
    OK(slice_find_slice((struct slice){ out.at, out.len }, LIT("32,768")) == out.len,
            "the first that is not");
    out_done(&out);
}

int main(void)
{
    EACH(i, cases)
    test_case(i);
    test_long_table();
    return tap_done();
}
