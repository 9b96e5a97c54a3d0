/* message_html.c - a message as a piece of a page. */
#include "core/view/message.h"
#include "core/view/message_marks.h"
#include "core/view/paint.h"

#define LINKS_SHOWN 60u

static void row(struct out *out, const char *words, struct slice val, uint32_t number)
{
    if (val.len == 0)
        return;
    out_printf(out, "<tr><th scope=\"row\">%s</th><td>", words);
    out_html(out, val);
    if (number > 0)
        out_printf(out, " <b>[%u]</b>", number);
    out_text(out, "</td></tr>\n");
}

static void address_row(struct out *out, const char *words, const struct mail_address *a, uint32_t number)
{
    struct out one = { 0 };
    if (a->local.len + a->domain.len + a->name.len == 0)
        return;
    out_bytes(&one, a->name);
    out_text(&one, a->name.len > 0 ? " <" : "<");
    out_bytes(&one, a->local);
    out_text(&one, a->domain.len > 0 ? "@" : "");
    out_bytes(&one, a->domain);
    out_text(&one, ">");
    row(out, words, (struct slice){ one.at, one.len }, number);
    out_done(&one);
}

static void marked(struct out *out, struct slice s, const struct text_marks *marks)
{
    struct slice shown = slice_first(s, MESSAGE_TEXT_SHOWN), run;
    size_t at = 0;
    uint32_t number;
    out_text(out, "<pre>");
    while (next_run(marks, shown, &at, &run, &number)) {
        struct slice rest = run;
        if (number > 0)
            out_text(out, "<mark>");
        while (rest.len > 0) { /* line ends are the text's own here */
            size_t end = slice_find(rest, '\n');
            out_html(out, slice_first(rest, end));
            out_text(out, end < rest.len ? "\n" : "");
            rest = slice_skip(rest, end + 1);
        }
        if (number > 0)
            out_printf(out, "</mark><b>[%u]</b>", number);
    }
    out_text(out, "</pre>\n");
    if (s.len > shown.len) {
        char n[32];
        out_printf(out, "<p>%s more bytes</p>\n", grouped(s.len - shown.len, n));
    }
}

static void reasons(struct out *out, const struct letter *letter)
{
    out_text(out, "<h4>Why</h4>\n<ol>\n");
    for (uint32_t i = 0; i < letter->reasons_count; i++) {
        const struct letter_reason *reason = &letter->reasons[i];
        out_text(out, "<li>");
        out_html(out, text(reason->text));
        if (reason->value[0] != '\0') {
            out_text(out, ": <q>");
            out_html(out, text(reason->value));
            out_text(out, "</q>");
        }
        out_printf(out, " (%+.2f)</li>\n", reason->weight);
    }
    out_text(out, "</ol>\n");
}

static void links(struct out *out, const struct message_shown *shown)
{
    const struct message *m = shown->message;
    uint32_t listed = 0;
    for (uint32_t i = 0; i < m->links_count && listed < LINKS_SHOWN; i++) {
        const struct message_link *link = &m->links[i];
        uint32_t number = mark_of(shown->letter, PLACE_LINK, i);
        if (number == 0 && (link->kind == LINK_IMAGE || link->kind == LINK_STYLE))
            continue;
        struct out one = { 0 };
        put_defanged(&one, slice_first(link->target, 600));
        out_text(out, listed++ == 0 ? "<h4>Links</h4>\n<ul>\n<li><code>" : "<li><code>");
        out_html(out, (struct slice){ one.at, one.len });
        out_text(out, "</code>");
        if (number > 0)
            out_printf(out, " <b>[%u]</b>", number);
        out_text(out, "</li>\n");
        out_done(&one);
    }
    out_text(out, listed > 0 ? "</ul>\n" : "");
}

static void files(struct out *out, const struct message_shown *shown)
{
    const struct message *m = shown->message;
    for (uint32_t i = 0; i < m->files_count && i < LINKS_SHOWN; i++) {
        out_text(out, i == 0 ? "<h4>Files</h4>\n<ul>\n<li>" : "<li>");
        out_html(out, m->files[i].name.len > 0 ? m->files[i].name : LIT("(no name)"));
        out_printf(out, ": %s", m->files[i].type[0] ? m->files[i].type : "unknown");
        if (m->files[i].sha256[0] != '\0')
            out_printf(out, ", <code>%s</code>", m->files[i].sha256);
        out_text(out, "</li>\n");
    }
    out_text(out, m->files_count > 0 ? "</ul>\n" : "");
}

void view_message_html(struct out *out, const struct message_shown *shown)
{
    const struct message *m = shown->message;
    const struct letter *letter = shown->letter;
    struct text_marks marks;
    out_printf(out, "<h3>%s: %s</h3>\n<table>\n", letter->id, verdict_name(letter->kind));
    address_row(out, "From", &m->from, mark_of(letter, PLACE_FIELD, m->from_field));
    address_row(out, "Answers to", &m->reply_to, mark_of(letter, PLACE_FIELD, m->reply_field));
    row(out, "Subject", m->subject, mark_of(letter, PLACE_FIELD, m->subject_field));
    row(out, "In", text(shown->file), 0);
    out_text(out, "</table>\n");
    reasons(out, letter);
    links(out, shown);
    files(out, shown);
    out_text(out, "<h4>Text</h4>\n");
    text_marks_of(&marks, letter, m, PLACE_TEXT);
    marked(out, m->text, &marks);
    if (slice_trim(m->hidden).len == 0)
        return;
    out_text(out, "<h4>Text that nobody sees in a mail program</h4>\n");
    text_marks_of(&marks, letter, m, PLACE_HIDDEN);
    marked(out, m->hidden, &marks);
}
