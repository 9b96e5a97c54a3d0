/* wire_html_pieces.c - whole messages in HTML beside what must be read of them: tests/html/pieces.txt.
 *
 * Use     test_wire_html_pieces FOLDER
 */
#include <stdlib.h>

#include "core/wire/html.h"
#include "help.h"

struct piece {
    struct slice name, html, text, hidden, links, forms;
};

static struct slice file_read(const char *folder)
{
    static char buf[256 * 1024];
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/pieces.txt", folder);
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return (struct slice){ 0 };
    size_t size = fread(buf, 1, sizeof buf, file);
    (void)fclose(file);
    return (struct slice){ buf, size };
}

/* Up to the line that begins with the mark, which is taken too; the rest of that line is *ret_title. */
static struct slice section(struct slice *in, struct slice mark, struct slice *ret_title)
{
    struct slice all = *in, line;
    size_t used;
    while (in->len > 0) {
        size_t at = all.len - in->len;
        line = slice_line(*in, &used);
        *in = slice_skip(*in, used);
        if (slice_starts(line, mark)) {
            *ret_title = slice_skip(line, mark.len);
            return slice_first(all, at);
        }
    }
    *ret_title = (struct slice){ 0 };
    return all;
}

static struct slice without_line_ends(struct slice s)
{
    while (s.len > 0 && s.at[s.len - 1] == '\n')
        s.len--;
    return s;
}

static struct piece piece_of(struct slice name, struct slice body)
{
    struct piece piece = { .name = name };
    struct slice title, next;
    piece.html = section(&body, LIT("--- "), &title);
    while (title.len > 0) {
        struct slice content = without_line_ends(section(&body, LIT("--- "), &next));
        struct slice *to = slice_eq(title, LIT("text")) ? &piece.text
                : slice_eq(title, LIT("hidden"))        ? &piece.hidden
                : slice_eq(title, LIT("links"))         ? &piece.links
                                                        : &piece.forms;
        *to = content;
        title = next;
    }
    return piece;
}

static bool same(struct slice got, struct slice want)
{
    if (slice_eq(got, want))
        return true;
    printf("# got:\n%.*s\n# want:\n%.*s\n", (int)got.len, got.len ? got.at : "", (int)want.len, want.at);
    return false;
}

static struct slice links_of(const struct html *html, char *buf, size_t cap)
{
    static const char letters[] = "ARFIEMCST"; /* in the order of html_link_kind */
    size_t n = 0;
    for (uint32_t i = 0; i < html->links_count && n < cap; i++) {
        const struct html_link *link = &html->links[i];
        n += (size_t)snprintf(buf + n, cap - n, "%s%c %.*s [%.*s]", i ? "\n" : "", letters[link->kind],
                (int)link->target.len, link->target.len ? link->target.at : "", (int)link->len,
                link->len ? html->text.at + link->at : "");
    }
    for (size_t i = 0; i < n; i++) /* a text of two lines is shown in one */
        if (buf[i] == '\n' && i + 2 < n && buf[i + 2] != ' ')
            buf[i] = ' ';
    return (struct slice){ buf, n };
}

static struct slice forms_of(const struct html *html, char *buf, size_t cap)
{
    size_t n = 0;
    for (uint32_t i = 0; i < html->forms_count && n < cap; i++)
        n += (size_t)snprintf(buf + n, cap - n, "%s%.*s%s %u", i ? "\n" : "", (int)html->forms[i].action.len,
                html->forms[i].action.at, html->forms[i].has_password ? " password" : "",
                html->forms[i].inputs);
    return (struct slice){ buf, n };
}

static void test_piece(const struct piece *piece, struct arena *arena)
{
    char links[4096], forms[1024], name[200];
    struct html html;
    arena_reset(arena);
    html_read(piece->html, arena, &html);
    (void)snprintf(name, sizeof name, "%.*s", (int)piece->name.len, piece->name.at);
    OK(same(html.text, piece->text), name);
    OK(same(html.hidden, piece->hidden), "hidden");
    OK(same(links_of(&html, links, sizeof links), piece->links), "links");
    OK(same(forms_of(&html, forms, sizeof forms), piece->forms), "forms");
}

int main(int argc, char **argv)
{
    struct arena arena;
    struct error err;
    struct slice in = file_read(argc > 1 ? argv[1] : "."), name, next;
    unsigned count = 0;
    if (!OK(in.len > 0 && arena_init(&arena, 4 * 1024 * 1024, &err) == STATUS_OK, "the pieces"))
        return tap_done();
    (void)section(&in, LIT("=== "), &name);
    for (; name.len > 0; name = next) {
        struct piece piece = piece_of(name, section(&in, LIT("=== "), &next));
        test_piece(&piece, &arena);
        count++;
    }
    OK(count >= 8, "all of them");
    arena_done(&arena);
    return tap_done();
}
