/* message.c - a message on the terminal. */
#include "core/view/message.h"

#include <stdio.h>

#include "core/base/chars.h"
#include "core/view/letters.h"
#include "core/view/message_marks.h"

#define INDENT 2u
#define LABEL 12u /* columns of a label with what is before it */
#define LINKS_SHOWN 60u
#define FILES_SHOWN 60u
#define TO_SHOWN 5u

/* ---- lines ---- */

static void label(struct out *out, const struct screen *s, const char *words)
{
    char head[24];
    (void)snprintf(head, sizeof head, "  %-*s", (int)(LABEL - 2), words);
    paint(out, s, DIM, head);
}

/* A text beside its label, cut at the edge; with the number of its reason. */
static void line(
        struct out *out, const struct screen *s, const char *words, struct slice text_of, uint32_t number)
{
    char mark[16] = "";
    if (text_of.len == 0)
        return;
    if (number > 0)
        (void)snprintf(mark, sizeof mark, "  [%u]", number);
    size_t used = LABEL + strlen(mark);
    label(out, s, words);
    (void)out_terminal(out, text_of, s->width > used + 10 ? s->width - used : 10, s->ascii);
    paint(out, s, YELLOW, mark);
    out_text(out, "\n");
}

static struct slice said(const struct out *out)
{
    return (struct slice){ out->at, out->failed ? 0 : out->len };
}

static void put_address(struct out *to, const struct mail_address *a)
{
    if (a->name.len > 0) {
        out_bytes(to, a->name);
        out_text(to, " ");
    }
    out_text(to, "<");
    out_bytes(to, a->local);
    if (a->domain.len > 0)
        out_text(to, "@");
    out_bytes(to, a->domain);
    out_text(to, ">");
}

static void address_line(struct out *out, const struct screen *s, const char *words,
        const struct mail_address *a, uint32_t number)
{
    struct out one = { 0 };
    if (a->local.len + a->domain.len + a->name.len == 0)
        return;
    put_address(&one, a);
    line(out, s, words, said(&one), number);
    out_done(&one);
}

static void recipients_line(struct out *out, const struct screen *s, const struct message *m)
{
    struct out all = { 0 };
    for (uint32_t i = 0; i < m->to_count && i < TO_SHOWN; i++) {
        out_text(&all, i > 0 ? ", " : "");
        out_bytes(&all, m->to[i].local);
        out_text(&all, m->to[i].domain.len > 0 ? "@" : "");
        out_bytes(&all, m->to[i].domain);
    }
    if (m->to_total > TO_SHOWN)
        out_printf(&all, " and %u more", m->to_total - TO_SHOWN);
    if (m->to_total == 0)
        out_bytes(&all, m->delivered_to);
    line(out, s, "to", said(&all), 0);
    out_done(&all);
}

static void auth_line(struct out *out, const struct screen *s, const struct message_auth *a)
{
    struct out all = { 0 };
    bool is_known = a->spf != AUTH_UNKNOWN || a->dkim != AUTH_UNKNOWN || a->dmarc != AUTH_UNKNOWN;
    if (is_known)
        out_printf(&all, "SPF %s, DKIM %s, DMARC %s", auth_result_name(a->spf), auth_result_name(a->dkim),
                auth_result_name(a->dmarc));
    else
        out_text(&all, "nobody whom you trust says who sent it (authserv_ids)");
    if (is_known && a->told_by.len > 0) {
        out_text(&all, ", as told by ");
        out_bytes(&all, a->told_by);
    }
    line(out, s, "checked", said(&all), 0);
    out_done(&all);
}

static void time_line(struct out *out, const struct screen *s, const char *words, time_us t)
{
    struct out one = { 0 };
    if (t == TIME_NONE)
        return;
    paint_time_of_year(&one, s, t);
    out_printf(&one, " %s", s->tz_name != NULL ? s->tz_name : "UTC");
    line(out, s, words, said(&one), 0);
    out_done(&one);
}

/* ---- the verdict ---- */

static void verdict_line(struct out *out, const struct message_shown *shown, const struct screen *s)
{
    const struct letter *letter = shown->letter;
    char place[40] = "";
    paint(out, s, verdict_colour(letter->kind), verdict_name(letter->kind));
    if (letter->kind != VERDICT_UNSCANNABLE)
        out_printf(out, "  %.2f", letter->score);
    if (letter->lure != LURE_NONE)
        out_printf(out, "  %s", lure_name(letter->lure));
    out_printf(out, "  %s\n", letter->id);
    if (letter->index > 0 || letter->line > 1)
        (void)snprintf(
                place, sizeof place, "#%u (line %llu)", letter->index, (unsigned long long)letter->line);
    struct out one = { 0 };
    out_printf(&one, "%s%s", shown->file, place);
    line(out, s, "in", said(&one), 0);
    out_done(&one);
    for (const char *const *over = shown->exhausted; over != NULL && *over != NULL; over++)
        line(out, s, "over", text(*over), 0);
}

static void reasons(struct out *out, const struct letter *letter, const struct screen *s)
{
    if (letter->reasons_count == 0)
        return;
    paint_section(out, s, "why");
    for (uint32_t i = 0; i < letter->reasons_count; i++) {
        const struct letter_reason *reason = &letter->reasons[i];
        struct out words = { 0 };
        char head[40];
        (void)snprintf(head, sizeof head, "  [%u]%s %+6.2f  ", i + 1, i + 1 < 10 ? " " : "", reason->weight);
        paint(out, s, reason->weight < 0 ? GREEN : YELLOW, head);
        out_text(&words, reason->text);
        if (reason->value[0] != '\0')
            out_printf(&words, ": %s", reason->value);
        paint_wrapped(out, s, strlen(head), strlen(head), paint_text(&words));
        out_done(&words);
    }
    if (letter->reasons_total > letter->reasons_count) {
        char more[60];
        (void)snprintf(more, sizeof more, "  and %u more of less weight\n",
                letter->reasons_total - letter->reasons_count);
        paint(out, s, DIM, more);
    }
}

/* ---- words that are wrapped ---- */

struct writer {
    struct out *out;
    const struct screen *s;
    size_t indent; /* of every line; on the first the caller has put it */
    size_t column; /* behind it */
    bool is_begun; /* something stands on this line */
};

static void new_line(struct writer *w)
{
    out_text(w->out, "\n");
    w->column = 0;
    w->is_begun = false;
}

static void put_word(struct writer *w, struct slice word, enum colour colour)
{
    size_t columns = text_columns(word, w->s->ascii), room = w->s->width - w->indent;
    if (w->is_begun && w->column + columns > room)
        new_line(w);
    if (!w->is_begun)
        out_printf(w->out, "%*s", (int)w->indent, "");
    w->is_begun = true;
    struct out one = { 0 };
    (void)out_terminal(&one, slice_first(word, 4096), 0, w->s->ascii);
    if (colour != PLAIN && w->s->colour)
        paint(w->out, w->s, colour, paint_text(&one));
    else
        out_bytes(w->out, said(&one));
    out_done(&one);
    w->column += columns;
}

static bool ends_word(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* A word that is longer than the screen is broken where a character ends. */
static struct slice fitting(const struct writer *w, struct slice word)
{
    size_t room = w->s->width - w->indent, len = 0, columns = 0;
    while (len < word.len) {
        size_t used;
        (void)char_next(slice_skip(word, len), &used);
        columns += text_columns((struct slice){ word.at + len, used }, w->s->ascii);
        if (columns > room)
            break;
        len += used;
    }
    return slice_first(word, len > 0 ? len : 1);
}

static void put_words(struct writer *w, struct slice run, enum colour colour)
{
    while (run.len > 0) {
        size_t i = 0;
        if (run.at[0] == '\n') {
            new_line(w);
            i = 1;
        } else if (ends_word(run.at[0])) {
            if (w->is_begun && w->column + 1 < w->s->width - w->indent) {
                out_text(w->out, " ");
                w->column++;
            }
            i = 1;
        } else {
            while (i < run.len && !ends_word(run.at[i]))
                i++;
            struct slice part = fitting(w, slice_first(run, i));
            put_word(w, part, colour);
            i = part.len;
        }
        run = slice_skip(run, i);
    }
}

/* ---- links and files ---- */

void put_defanged(struct out *out, struct slice target)
{
    size_t scheme = slice_find_slice(target, LIT("://"));
    size_t begin = scheme < target.len ? scheme + 3 : 0, end = begin;
    if (target.len >= 4 && slice_eq_nocase(slice_first(target, 4), LIT("http"))) {
        out_text(out, "hxxp");
        out_bytes(out, (struct slice){ target.at + 4, begin > 4 ? begin - 4 : 0 });
        begin = begin > 4 ? begin : 4;
        end = begin;
    } else {
        out_bytes(out, slice_first(target, begin));
    }
    while (end < target.len && target.at[end] != '/' && target.at[end] != '?' && target.at[end] != '#')
        end++;
    for (size_t i = begin; i < end; i++) {
        if (target.at[i] == '.' || target.at[i] == '@')
            out_printf(out, "[%c]", target.at[i]);
        else
            out_bytes(out, (struct slice){ target.at + i, 1 });
    }
    out_bytes(out, slice_skip(target, end));
}

static const char *link_word(const struct message_link *link)
{
    static const char *const words[] = { [LINK_A] = "link",
        [LINK_FORM] = "form to",
        [LINK_IMAGE] = "picture",
        [LINK_FRAME] = "frame",
        [LINK_REFRESH] = "leads on to",
        [LINK_SCRIPT] = "script",
        [LINK_STYLE] = "style",
        [LINK_TEXT] = "in text",
        [LINK_QR] = "QR code" };
    return words[link->kind];
}

static struct slice link_text(const struct message *m, const struct message_link *link)
{
    bool inside = (size_t)link->at + link->len <= m->text.len;
    return slice_trim(
            inside ? slice_first(slice_skip(m->text, link->at), link->len) : (struct slice){ NULL, 0 });
}

static bool is_worth_showing(const struct message_link *link)
{
    return link->kind != LINK_STYLE && (link->kind != LINK_IMAGE || link->has_user || link->is_ip)
            && link->target.len > 0 && link->target.at[0] != '#';
}

static void link_line(struct out *out, const struct message *m, const struct message_link *link,
        uint32_t number, const struct screen *s)
{
    struct out one = { 0 };
    struct slice words = link_text(m, link);
    if (words.len > 0 && link->kind != LINK_TEXT) {
        out_text(&one, "\"");
        out_bytes(&one, slice_first(words, 80));
        out_text(&one, words.len > 80 ? "...\" " : "\" ");
        out_text(&one, s->ascii ? "-> " : "\xe2\x86\x92 ");
    }
    put_defanged(&one, slice_first(link->target, 600));
    if (link->by.len > 0) {
        out_text(&one, s->ascii ? " -> " : " \xe2\x86\x92 ");
        put_defanged(&one, link->host);
        out_text(&one, " (behind ");
        out_bytes(&one, link->by);
        out_text(&one, ")");
    }
    if (link->is_hidden)
        out_text(&one, " (hidden)");
    if (number > 0)
        out_printf(&one, " [%u]", number);
    label(out, s, link_word(link));
    struct writer w = { .out = out, .s = s, .indent = LABEL, .is_begun = true };
    put_words(&w, said(&one), number > 0 ? YELLOW : PLAIN);
    new_line(&w);
    out_done(&one);
}

static void links(struct out *out, const struct message_shown *shown, const struct screen *s)
{
    const struct message *m = shown->message;
    uint32_t listed = 0, more = 0;
    for (uint32_t i = 0; i < m->links_count; i++) {
        uint32_t number = mark_of(shown->letter, PLACE_LINK, i);
        if (number == 0 && !is_worth_showing(&m->links[i]))
            continue;
        if (listed == LINKS_SHOWN) {
            more++;
            continue;
        }
        if (listed++ == 0)
            paint_section(out, s, "links, none of which was opened");
        link_line(out, m, &m->links[i], number, s);
    }
    if (more > 0)
        out_printf(out, "  and %u more\n", more);
}

static void files(struct out *out, const struct message_shown *shown, const struct screen *s)
{
    const struct message *m = shown->message;
    for (uint32_t i = 0; i < m->files_count && i < FILES_SHOWN; i++) {
        const struct message_file *file = &m->files[i];
        struct out one = { 0 };
        char n[32];
        if (i == 0)
            paint_section(out, s, "files");
        out_bytes(&one, file->name.len > 0 ? file->name : LIT("(no name)"));
        out_printf(&one, "  %s%s%s, %s bytes", file->type[0] ? file->type : "unknown",
                file->is_encrypted ? " with a password" : "", file->is_inline ? ", within the text" : "",
                grouped(file->size, n));
        line(out, s, "file", said(&one), mark_of(shown->letter, PLACE_FILE, i));
        out_done(&one);
        line(out, s, "said to be", file->declared, 0);
        line(out, s, "SHA-256", text(file->sha256), 0);
    }
    if (m->files_count > FILES_SHOWN)
        out_printf(out, "  and %u more\n", m->files_count - FILES_SHOWN);
}

/* ---- text ---- */

/* [2>...<2]; with colour the number alone behind it. */
static void put_marked(struct writer *w, struct slice run, uint32_t number)
{
    struct out all = { 0 };
    size_t blank = 0;
    while (blank < run.len && ends_word(run.at[blank]))
        blank++;
    put_words(w, slice_first(run, blank), PLAIN);
    if (!w->s->colour)
        out_printf(&all, "[%u>", number);
    out_bytes(&all, slice_skip(run, blank));
    out_printf(&all, w->s->colour ? "[%u]" : "<%u]", number);
    put_words(w, said(&all), YELLOW);
    out_done(&all);
}

static void marked_text(
        struct out *out, struct slice s, const struct text_marks *marks, const struct screen *screen)
{
    struct writer w = { .out = out, .s = screen, .indent = INDENT };
    struct slice shown = slice_first(s, MESSAGE_TEXT_SHOWN), run;
    size_t at = 0;
    uint32_t number;
    while (next_run(marks, shown, &at, &run, &number)) {
        if (number > 0)
            put_marked(&w, run, number);
        else
            put_words(&w, run, PLAIN);
    }
    if (w.is_begun)
        new_line(&w);
    if (s.len > shown.len) {
        char n[32];
        out_printf(out, "  (%s more bytes)\n", grouped(s.len - shown.len, n));
    }
}

static void texts(struct out *out, const struct message_shown *shown, const struct screen *s)
{
    const struct message *m = shown->message;
    struct text_marks marks;
    struct slice body = slice_trim(m->text), hidden = slice_trim(m->hidden);
    paint_section(out, s, "text");
    text_marks_of(&marks, shown->letter, m, PLACE_TEXT);
    if (body.len > 0)
        marked_text(out, m->text, &marks, s);
    else
        out_text(out, "  (none)\n");
    if (hidden.len == 0)
        return;
    paint_section(out, s, "text that nobody sees in a mail program");
    text_marks_of(&marks, shown->letter, m, PLACE_HIDDEN);
    marked_text(out, m->hidden, &marks, s);
}

/* ---- all ---- */

static void fields(struct out *out, const struct message_shown *shown, const struct screen *s)
{
    const struct message *m = shown->message;
    const struct letter *letter = shown->letter;
    char ip[IP_TEXT_MAX];
    paint_section(out, s, "message");
    address_line(out, s, "from", &m->from, mark_of(letter, PLACE_FIELD, m->from_field));
    address_line(out, s, "answers to", &m->reply_to, mark_of(letter, PLACE_FIELD, m->reply_field));
    recipients_line(out, s, m);
    line(out, s, "subject", m->subject, mark_of(letter, PLACE_FIELD, m->subject_field));
    time_line(out, s, "written", m->date);
    if (m->received != m->date)
        time_line(out, s, "received", m->received);
    if (!ip_is_none(letter->source)) {
        ip_format(letter->source, ip);
        line(out, s, "handed in", text(ip), 0);
    }
    auth_line(out, s, &m->auth);
}

void view_message(struct out *out, const struct message_shown *shown, const struct screen *screen)
{
    verdict_line(out, shown, screen);
    fields(out, shown, screen);
    reasons(out, shown->letter, screen);
    links(out, shown, screen);
    files(out, shown, screen);
    texts(out, shown, screen);
}
