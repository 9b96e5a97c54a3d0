/* wire_html_hostile.c - HTML that was made to hurt: bounded work, and the limit that it passed is told. */
#include <stdlib.h>

#include "core/base/limits.h"
#include "core/wire/html.h"
#include "help.h"

static const struct {
    const char *name, *head, *unit, *tail;
    size_t times;
    unsigned over; /* must be told */
} cases[] = {
    { "nested tags", "", "<div>", "x", 200000, HTML_OVER_DEPTH },
    { "nested tags of one look", "", "<div style='color:red'>", "x", 200000, HTML_OVER_DEPTH },
    { "nested tables", "", "<table><tr><td bgcolor=red>", "x", 100000, HTML_OVER_DEPTH },
    { "nested lists that need no end", "", "<li style='color:red'>", "x", 200000, 0 },
    { "end tags alone", "", "</div>", "x", 200000, 0 },
    { "attributes", "<a ", "a=b ", "href=c>x</a>", 200000, HTML_OVER_ATTRIBUTES },
    { "attributes without a value", "<a ", "a ", "href=c>x</a>", 200000, HTML_OVER_ATTRIBUTES },
    { "one attribute many times", "<a ", "href=b ", ">x</a>", 200000, HTML_OVER_ATTRIBUTES },
    { "links", "", "<a href=https://x.example/>y</a>", "x", 50000, HTML_OVER_LINKS },
    { "links that are not closed", "", "<a href=https://x.example/>y", "x", 50000, HTML_OVER_LINKS },
    { "images", "", "<img src=b srcset='c 1x, d 2x' alt=e>", "x", 50000, HTML_OVER_LINKS },
    { "candidates of one image", "<img srcset='", "b 1x, ", "'>x", 100000, 0 },
    { "forms", "", "<form action=b><input>", "x", 50000, HTML_OVER_LINKS },
    { "scripts", "", "<script>a</script>", "x", 50000, HTML_OVER_LINKS },
    { "documents within", "", "<iframe srcdoc='<p>b'></iframe>", "x", 50000, 0 },
    { "documents within documents", "", "<iframe srcdoc=\"", "x", 50000, 0 },
    { "comments that are not closed", "", "<!--", "x", 200000, 0 },
    { "almost the end of a comment", "<!--", "--!", "x", 200000, 0 },
    { "dashes", "<!--", "-", "x", 800000, 0 },
    { "comments for Outlook", "", "<!--[if mso]>", "x<![endif]-->x", 200000, 0 },
    { "many of them", "", "<!--[if mso]><p>b<![endif]-->", "x", 100000, 0 },
    { "a script that is not closed", "<script>", "</scrip", "x", 100000, 0 },
    { "scripts within scripts", "<script><!--", "<script>", "x", 100000, 0 },
    { "a text field that is not closed", "<textarea>", "</textare", "x", 100000, 0 },
    { "a value that is not closed", "", "<a href=\"", "x", 100000, 0 },
    { "less than", "", "<", "x", 800000, 0 },
    { "ampersands", "", "&", "x", 800000, 0 },
    { "references without an end", "", "&notanamebutlongenoughx", "x", 50000, 0 },
    { "a number without an end", "&#x", "1", "x", 800000, 0 },
    { "style sheets", "", "<style>.a{display:none}</style>", "x", 50000, 0 },
    { "rules", "<style>", ".a1,.b2,c d{color:red;}", "</style>x", 50000, 0 },
    { "braces", "<style>", "{", "</style>x", 800000, 0 },
    { "rules of media", "<style>", "@media x{", "</style>x", 100000, 0 },
    { "selectors", "<style>", ".a,", "{display:none}</style>x", 200000, 0 },
    { "classes", "<style>.a{display:none}</style><p class='", "a ", "'>x</p>", 200000, 0 },
    { "declarations", "<p style='", "color:red;", "'>x", 100000, 0 },
    { "a declaration", "<p style='background:", "a ", "'>x", 200000, 0 },
    { "comments in a style", "<p style='", "/*", "'>x", 200000, 0 },
    { "escapes in a style", "<p style='", "\\", "'>x", 200000, 0 },
    { "pictures in a style", "<p style='", "background:url(a);", "'>x", 50000, HTML_OVER_LINKS },
    { "a long base", "<base href='https://x.example/", "b/", "'><a href=c>x</a>", 200000, HTML_OVER_LINKS },
    { "zero width", "", "\xe2\x80\x8b", "x", 200000, 0 },
    { "CDATA", "<svg>", "<![CDATA[", "x", 100000, 0 },
    { "document types", "", "<!", "x", 200000, 0 },
    { "slashes", "<a", "/", ">x", 800000, 0 },
    { "titles", "", "<title>a</title>", "x", 50000, 0 },
    { "entities in values", "<a href='", "&amp;", "'>x</a>", 200000, 0 },
};

static struct slice built(size_t i)
{
    size_t head = strlen(cases[i].head), unit = strlen(cases[i].unit), tail = strlen(cases[i].tail);
    char *at = malloc(head + unit * cases[i].times + tail);
    if (at == NULL)
        exit(2);
    memcpy(at, cases[i].head, head);
    for (size_t k = 0; k < cases[i].times; k++)
        memcpy(at + head + k * unit, cases[i].unit, unit);
    memcpy(at + head + unit * cases[i].times, cases[i].tail, tail);
    return (struct slice){ at, head + unit * cases[i].times + tail };
}

static void test_case(size_t i, struct arena *arena)
{
    struct slice in = built(i);
    struct html html;
    arena_reset(arena);
    html_read(in, arena, &html);
    OK(html.work <= HTML_WORK * (uint64_t)in.len, cases[i].name);
    if (!OK((html.over & cases[i].over) == cases[i].over && !(html.over & HTML_OVER_MEMORY)
                        && html.exhausted == (html.over != 0),
                "told what it is over"))
        printf("# over: %x\n", html.over);
    OK(html.text.len <= in.len && html.links_count <= LIMIT_LINKS, "bounded");
    free((void *)(uintptr_t)in.at);
}

/* Rules for more classes than are kept, the last of which hides. */
static void test_rules(struct arena *arena)
{
    static char in[64 * 1024];
    struct html html;
    size_t n = 0;
    n += (size_t)snprintf(in + n, sizeof in - n, "<style>");
    for (unsigned i = 0; i < 1000; i++)
        n += (size_t)snprintf(in + n, sizeof in - n, ".a%u{color:#00%04u}", i, i);
    n += (size_t)snprintf(in + n, sizeof in - n, ".z{display:none}</style><p class=z>x");
    arena_reset(arena);
    html_read((struct slice){ in, n }, arena, &html);
    OK(html.over == HTML_OVER_RULES && html.exhausted, "rules for a thousand classes");
}

/* Where there is no memory it is told, and what was read stands. */
static void test_memory(void)
{
    struct arena arena;
    struct error err;
    struct html html;
    if (!OK(arena_init(&arena, 64, &err) == STATUS_OK, "little room"))
        return;
    html_read(LIT("<p>a<a href='b&amp;c'>d</a><img alt=e src=f><input><script>g</script>"), &arena, &html);
    OK(html.over & HTML_OVER_MEMORY, "told");
    arena_done(&arena);
}

int main(void)
{
    struct arena arena;
    struct error err;
    if (!OK(arena_init(&arena, LIMIT_MESSAGE_ARENA, &err) == STATUS_OK, "room"))
        return tap_done();
    EACH(i, cases)
    test_case(i, &arena);
    test_rules(&arena);
    test_memory();
    arena_done(&arena);
    return tap_done();
}
