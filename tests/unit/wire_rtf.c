/* wire_rtf.c - what RTF says, for people. */
#include "core/wire/rtf.h"

#include "tap.h"

static struct arena arena;

static const struct {
    const char *name, *rtf, *said;
    bool is_html;
} cases[] = {
    { "plain", "{\\rtf1\\ansi Hello\\par there}", "Hello\nthere", false },
    { "fonts are no text", "{\\rtf1{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red0;}\\f0 Hello}", "Hello", false },
    { "unknown destinations", "{\\rtf1{\\*\\generator x;}Hello{\\unknown y}}", "Helloy", false },
    { "letters of a code page", "{\\rtf1\\ansicpg1251 \\'cf\\'e8\\'f1\\'fc\\'ec\\'ee}",
            "\xd0\x9f\xd0\xb8\xd1\x81\xd1\x8c\xd0\xbc\xd0\xbe", false },
    { "Unicode and what stands for it", "{\\rtf1\\uc1 5\\u8364?{\\uc2 \\u8364??x}\\u8364 y}",
            "5\xe2\x82\xac\xe2\x82\xacx\xe2\x82\xac", false },
    { "escapes", "{\\rtf1 a\\{b\\}c\\\\d\\~e}", "a{b}c\\d e", false },
    { "bytes", "{\\rtf1 a\\bin5 }}}}}b}", "ab", false },
    { "HTML of Outlook",
            "{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag64 <p>}\\htmlrtf {\\b \\htmlrtf0 Hello\\htmlrtf "
            "}\\htmlrtf0 "
            "{\\*\\mhtmltag84 x}{\\*\\htmltag72 </p>}}",
            "<p>Hello</p>", true },
    { "groups that never close", "{{{{{{a", "a", false },
    { "closing ones alone", "}}}a", "a", false },
    { "nothing", "", "", false },
};

int main(void)
{
    struct error err;
    if (arena_init(&arena, 1 << 16, &err) != STATUS_OK)
        return 1;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bool is_html;
        arena_reset(&arena);
        struct slice got = rtf_text(text(cases[i].rtf), 1 << 14, &arena, &is_html);
        if (!OK(slice_eq(got, text(cases[i].said)) && is_html == cases[i].is_html, cases[i].name))
            printf("# %.*s\n", (int)got.len, got.at);
    }
    arena_done(&arena);
    return tap_done();
}
