/* base_out.c - whatever the bytes, each exit gets text that means nothing but text there. */
#include "core/base/out.h"

#include <stdlib.h>

#include "help.h"

#define BAD "\xef\xbf\xbd" /* U+FFFD */

static const struct {
    const char *name;
    struct slice in;
    const char *json, *csv, *html, *terminal, *ascii; /* ascii NULL: as on the terminal */
} cases[] = {
    { "plain", LIT("bob"), "\"bob\"", "bob", "bob", "bob", NULL },
    { "nothing", LIT(""), "\"\"", "", "", "", NULL },
    { "umlaut", LIT("\xc3\xbc"), "\"\xc3\xbc\"", "\xc3\xbc", "\xc3\xbc", "\xc3\xbc", "\\u{fc}" },
    { "quotes", LIT("a\"b\\"), "\"a\\\"b\\\\\"", "\"a\"\"b\\\"", "a&quot;b\\", "a\"b\\", NULL },
    { "markup", LIT("<b a='1'>&"), "\"<b a='1'>&\"", "<b a='1'>&", "&lt;b a=&#39;1&#39;&gt;&amp;",
            "<b a='1'>&", NULL },
    { "clears the screen", LIT("\x1b[2J"), "\"\\u001b[2J\"", "\\u{1b}[2J", "\\u{1b}[2J", "\\u{1b}[2J", NULL },
    { "an 8-bit control", LIT("\xc2\x9b"), "\"\\u009b\"", "\\u{9b}", "\\u{9b}", "\\u{9b}", NULL },
    { "delete", LIT("\x7f"), "\"\\u007f\"", "\\u{7f}", "\\u{7f}", "\\u{7f}", NULL },
    { "a NUL", LIT("a\0b"), "\"a\\u0000b\"", "a\\u{0}b", "a\\u{0}b", "a\\u{0}b", NULL },
    { "a second line", LIT("a\nb"), "\"a\\u000ab\"", "a\\u{a}b", "a\\u{a}b", "a\\u{a}b", NULL },
    { "back to the start", LIT("a\rb"), "\"a\\u000db\"", "a\\u{d}b", "a\\u{d}b", "a\\u{d}b", NULL },
    { "turns the direction", LIT("\xe2\x80\xaexyz"), "\"\\u202exyz\"", "\\u{202e}xyz", "\\u{202e}xyz",
            "\\u{202e}xyz", NULL },
    { "a JavaScript line end", LIT("\xe2\x80\xa8"), "\"\\u2028\"", "\\u{2028}", "\\u{2028}", "\\u{2028}",
            NULL },
    { "a hidden tag", LIT("\xf3\xa0\x81\x81"), "\"\\udb40\\udc41\"", "\\u{e0041}", "\\u{e0041}", "\\u{e0041}",
            NULL },
    { "a byte that begins nothing", LIT("a\xff"), "\"a" BAD "\"", "a" BAD, "a" BAD, "a" BAD, "a\\u{fffd}" },
    { "cut within a character", LIT("\xe2\x82"), "\"" BAD BAD "\"", BAD BAD, BAD BAD, BAD BAD,
            "\\u{fffd}\\u{fffd}" },
    { "an overlong slash", LIT("\xc0\xaf"), "\"" BAD BAD "\"", BAD BAD, BAD BAD, BAD BAD,
            "\\u{fffd}\\u{fffd}" },
    { "an overlong quote", LIT("\xe0\x80\xa2"), "\"" BAD BAD BAD "\"", BAD BAD BAD, BAD BAD BAD, BAD BAD BAD,
            "\\u{fffd}\\u{fffd}\\u{fffd}" },
    { "half a surrogate", LIT("\xed\xa0\x80"), "\"" BAD BAD BAD "\"", BAD BAD BAD, BAD BAD BAD, BAD BAD BAD,
            "\\u{fffd}\\u{fffd}\\u{fffd}" },
    { "beyond Unicode", LIT("\xf4\x90\x80\x80"), "\"" BAD BAD BAD BAD "\"", BAD BAD BAD BAD, BAD BAD BAD BAD,
            BAD BAD BAD BAD, "\\u{fffd}\\u{fffd}\\u{fffd}\\u{fffd}" },
    { "a quote in a cut character", LIT("\xc3\""), "\"" BAD "\\\"\"", "\"" BAD "\"\"\"", BAD "&quot;",
            BAD "\"", "\\u{fffd}\"" },
    { "a formula", LIT("=1+1"), "\"=1+1\"", "'=1+1", "=1+1", "=1+1", NULL },
    { "a formula by plus", LIT("+1"), "\"+1\"", "'+1", "+1", "+1", NULL },
    { "a formula by minus", LIT("-1"), "\"-1\"", "'-1", "-1", "-1", NULL },
    { "a formula by at", LIT("@A1"), "\"@A1\"", "'@A1", "@A1", "@A1", NULL },
    { "a formula behind a tab", LIT("\t=1"), "\"\\u0009=1\"", "'\t'=1", "\\u{9}=1", "\\u{9}=1", NULL },
    { "a formula where a return stood", LIT("\r=1"), "\"\\u000d=1\"", "\\u{d}'=1", "\\u{d}=1", "\\u{d}=1",
            NULL },
    { "a formula in quotes", LIT("=A1,\"x\""), "\"=A1,\\\"x\\\"\"", "\"'=A1,\"\"x\"\"\"", "=A1,&quot;x&quot;",
            "=A1,\"x\"", NULL },
    { "an equals sign within", LIT("a=1"), "\"a=1\"", "a=1", "a=1", "a=1", NULL },
    { "a formula behind text and a semicolon", LIT("ab;=1;c=1"), "\"ab;=1;c=1\"", "\"ab;'=1;c=1\"",
            "ab;=1;c=1", "ab;=1;c=1", NULL },
    { "marks are counted anew behind text",
            LIT("a\xcc\x81\xcc\x81\xcc\x81"
                "bc\xcc\x81"),
            "\"a\xcc\x81\xcc\x81\xcc\x81"
            "bc\xcc\x81\"",
            "a\xcc\x81\xcc\x81\xcc\x81"
            "bc\xcc\x81",
            "a\xcc\x81\xcc\x81\xcc\x81"
            "bc\xcc\x81",
            "a\xcc\x81\xcc\x81\xcc\x81"
            "bc\xcc\x81",
            "a\\u{301}\\u{301}\\u{301}bc\\u{301}" },
    { "separators", LIT("a,b;c"), "\"a,b;c\"", "\"a,b;c\"", "a,b;c", "a,b;c", NULL },
};

static const struct {
    const char *name;
    struct slice in;
    const char *text, *code;
} marked[] = {
    { "plain", LIT("j.meier-2, (x)"), "j.meier-2, (x)", "`j.meier-2, (x)`" },
    { "nothing", LIT(""), "", "`  `" },
    { "emphasis", LIT("*a* _b_ ~c~"), "\\*a\\* \\_b\\_ \\~c\\~", "`*a* _b_ ~c~`" },
    { "a heading", LIT("# a"), "\\# a", "`# a`" },
    { "a list", LIT("- a"), "\\- a", "`- a`" },
    { "a numbered list", LIT("12. a"), "12\\. a", "`12. a`" },
    { "a number within", LIT("a 12. b"), "a 12. b", "`a 12. b`" },
    { "code by spaces", LIT("    a"), "&#32;&#32;&#32;&#32;a", "`     a `" },
    { "markup", LIT("<b>&amp;"), "&lt;b>&amp;amp;", "`<b>&amp;`" },
    { "a link", LIT("[a](b)"), "\\[a\\](b)", "`[a](b)`" },
    { "a picture", LIT("![a](b)"), "\\!\\[a\\](b)", "`![a](b)`" },
    { "a link by itself", LIT("http://x.example"), "http\\://x.example", "`http://x.example`" },
    { "a link by www", LIT("WWW.x.example"), "WWW\\.x.example", "`WWW.x.example`" },
    { "a mention", LIT("@team"), "\\@team", "`@team`" },
    { "a cell's end", LIT("a|b"), "a\\|b", "`a\\|b`" },
    { "code", LIT("a`b"), "a\\`b", "``a`b``" },
    { "code at the edge", LIT("`a``"), "\\`a\\`\\`", "``` `a`` ```" },
    { "a second line", LIT("a\n# b"), "a\\u{a}\\# b", "`a\\u{a}# b`" },
    { "turns the direction", LIT("\xe2\x80\xae"), "\\u{202e}", "`\\u{202e}`" },
};

static void all(struct out *out, struct slice s)
{
    (void)out_terminal(out, s, 0, false);
}

static void all_ascii(struct out *out, struct slice s)
{
    (void)out_terminal(out, s, 0, true);
}

static void test_exit(
        void (*put)(struct out *, struct slice), struct slice in, const char *want, const char *what)
{
    struct out out = { 0 };
    char *alone = malloc(in.len ? in.len : 1); /* the sanitizer sees a byte read beyond the slice */
    if (alone == NULL)
        return;
    memcpy(alone, in.at, in.len);
    put(&out, (struct slice){ alone, in.len });
    IS(((struct slice){ out.at, out.len }), want, what);
    free(alone);
    out_done(&out);
}

static void test_case(size_t i)
{
    const char *ascii = cases[i].ascii ? cases[i].ascii : cases[i].terminal;
    printf("# %s\n", cases[i].name);
    test_exit(out_json, cases[i].in, cases[i].json, "json");
    test_exit(out_csv, cases[i].in, cases[i].csv, "csv");
    test_exit(out_html, cases[i].in, cases[i].html, "html");
    test_exit(all, cases[i].in, cases[i].terminal, "terminal");
    test_exit(all_ascii, cases[i].in, ascii, "terminal without UTF-8");
    OK(text_columns(cases[i].in, true) == strlen(ascii), "columns");
}

/* CEF has two: fields of its header end at a |, values of its extension are named by a =. */
static const struct {
    const char *name;
    struct slice in;
    const char *header, *value;
} cefs[] = {
    { "plain", LIT("bob"), "bob", "bob" },
    { "nothing", LIT(""), "", "" },
    { "a bar", LIT("a|b||"), "a\\|b\\|\\|", "a|b||" },
    { "an equals sign", LIT("a=b"), "a=b", "a\\=b" },
    { "a pair of its own", LIT("x duser=root"), "x duser=root", "x duser\\=root" },
    { "a backslash", LIT("D\\u"), "D\\\\u", "D\\\\u" },
    { "a backslash before the sign", LIT("\\=\\|"), "\\\\=\\\\\\|", "\\\\\\=\\\\|" },
    { "a second line", LIT("a\nb\r\nc"), "a\\\\u{a}b\\\\u{d}\\\\u{a}c", "a\\nb\\r\\nc" },
    { "clears the screen", LIT("\x1b[2J"), "\\\\u{1b}[2J", "\\\\u{1b}[2J" },
    { "a NUL", LIT("a\0b"), "a\\\\u{0}b", "a\\\\u{0}b" },
    { "a tab", LIT("a\tb"), "a\\\\u{9}b", "a\\\\u{9}b" },
    { "turns the direction", LIT("\xe2\x80\xaexyz"), "\\\\u{202e}xyz", "\\\\u{202e}xyz" },
    { "a JavaScript line end", LIT("\xe2\x80\xa8"), "\\\\u{2028}", "\\\\u{2028}" },
    { "umlaut", LIT("\xc3\xbc"), "\xc3\xbc", "\xc3\xbc" },
    { "a byte that begins nothing", LIT("a\xff="), "a" BAD "=", "a" BAD "\\=" },
    { "a mark on nothing",
            LIT("\xcc\x81"
                "a\xcc\x81"),
            "\\\\u{301}a\xcc\x81", "\\\\u{301}a\xcc\x81" },
};

static const struct {
    const char *name, *in;
    size_t columns;
    bool ascii;
    const char *shown;
    size_t used;
} widths[] = {
    { "fits", "abcd", 4, false, "abcd", 4 },
    { "is cut", "abcde", 4, false, "abc\xe2\x80\xa6", 4 },
    { "is cut in ASCII", "abcde", 4, true, "abc~", 4 },
    { "no limit", "abcde", 0, false, "abcde", 5 },
    { "a wide letter takes two", "\xe6\x97\xa5\xe6\x9c\xac", 4, false, "\xe6\x97\xa5\xe6\x9c\xac", 4 },
    { "and is never halved", "\xe6\x97\xa5\xe6\x9c\xac", 3, false, "\xe6\x97\xa5\xe2\x80\xa6", 3 },
    { "nor is an escape", "a\x1b", 4, false, "a\xe2\x80\xa6", 2 },
    { "an accent takes none", "e\xcc\x81", 1, false, "e\xcc\x81", 1 },
    { "one column", "ab", 1, false, "\xe2\x80\xa6", 1 },
};

static void test_cef(size_t i)
{
    printf("# CEF: %s\n", cefs[i].name);
    test_exit(out_cef_header, cefs[i].in, cefs[i].header, "header");
    test_exit(out_cef, cefs[i].in, cefs[i].value, "extension");
}

static void test_width(size_t i)
{
    struct out out = { 0 };
    size_t used = out_terminal(&out, text(widths[i].in), widths[i].columns, widths[i].ascii);
    IS(((struct slice){ out.at, out.len }), widths[i].shown, widths[i].name);
    OK(used == widths[i].used, "columns used");
    out_done(&out);
}

static const struct {
    const char *name;
    double val;
    const char *json;
} numbers[] = {
    { "whole", 3, "3" },
    { "negative", -2, "-2" },
    { "short", 0.1, "0.1" },
    { "all digits", 1.0 / 3, "0.3333333333333333" },
    { "large", 1e15, "1e+15" },
    { "no number", NAN, "0" },
    { "endless", INFINITY, "0" },
};

static void test_number(size_t i)
{
    struct out out = { 0 };
    out_json_number(&out, numbers[i].val);
    IS(((struct slice){ out.at, out.len }), numbers[i].json, numbers[i].name);
    out_done(&out);
}

static void test_growing(void)
{
    struct out out = { 0 };
    char want[601];
    memset(want, 'x', 600);
    want[600] = '\0';
    for (int i = 0; i < 10; i++)
        out_printf(&out, "%s", want);
    OK(out.len == 6000 && !out.failed, "grows, also by long pieces");
    IS(slice_skip((struct slice){ out.at, out.len }, 5400), want, "and keeps the bytes");
    out.failed = true;
    out_text(&out, "more");
    OK(out.len == 6000, "nothing is added to what has failed");
    out_done(&out);
}

static void test_marked(size_t i)
{
    test_exit(out_markdown, marked[i].in, marked[i].text, marked[i].name);
    test_exit(out_markdown_code, marked[i].in, marked[i].code, marked[i].name);
}

/* Behind what began the line nothing begins one: no escapes where none are needed, all of the others. */
static const struct {
    const char *name, *in, *more;
} behind[] = {
    { "a space", " accounts", " accounts" },
    { "a number with a dot", "1. and", "1. and" },
    { "a dash", "- and", "- and" },
    { "stress", " *a*", " \\*a\\*" },
    { "a tag", " <b>", " &lt;b>" },
    { "a line end", " \n# a", " \\u{a}\\# a" },
};

static void test_behind(size_t i)
{
    test_exit(out_markdown_more, text(behind[i].in), behind[i].more, behind[i].name);
}

int main(void)
{
    EACH(i, cases)
    test_case(i);
    EACH(i, marked)
    test_marked(i);
    EACH(i, cefs)
    test_cef(i);
    EACH(i, behind)
    test_behind(i);
    EACH(i, widths)
    test_width(i);
    EACH(i, numbers)
    test_number(i);
    test_growing();
    return tap_done();
}
