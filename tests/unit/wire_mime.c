/* wire_mime.c - the MIME reader: structure, texts, encodings, in small messages. */
#include "core/wire/mime.h"

#include "core/base/limits.h"
#include "mime_tree.h"
#include "tap.h"

static struct arena arena;

static const struct {
    const char *name, *raw, *tree;
} structures[] = {
    { "plain", "Subject: x\r\n\r\nHello\r\n", "text/plain 7 bytes\n" },
    { "no header", "Hello\r\nthere\r\n", "text/plain 14 bytes !bad-field\n" },
    { "nothing", "", "text/plain 0 bytes\n" },
    { "two parts",
            "Content-Type: multipart/mixed; boundary=\"b\"\n\npreamble\n--b\n\nHello\n--b\nContent-Type: "
            "text/HTML; charset=UTF-8\n\n<p>\n--b--\nepilogue\n",
            "multipart/mixed\n  text/plain 5 bytes\n  text/html (utf-8) 3 bytes\n" },
    { "a message within",
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\nSubject: "
            "inner\n\nHello\n--b--\n",
            "multipart/mixed\n  message/rfc822\n    text/plain 5 bytes\n" },
    { "base64 message within",
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n"
            "Content-Transfer-Encoding: base64\n\nU3ViamVjdDogaW5uZXIKCkhlbGxvCg==\n--b\n\nlast\n--b--\n",
            "multipart/mixed\n  message/rfc822 base64 !encoded-multipart\n    text/plain 6 bytes\n"
            "  text/plain 4 bytes\n" },
};

static void test_structure(size_t i)
{
    struct out out = { 0 };
    struct mime mime;
    struct error err;
    arena_reset(&arena);
    if (!OK(mime_read(text(structures[i].raw), &arena, &mime, &err) == STATUS_OK, structures[i].name))
        return;
    tree_text(&out, &mime, &arena);
    if (!OK(slice_eq((struct slice){ out.at, out.len }, text(structures[i].tree)), "its tree"))
        printf("# %.*s\n", (int)out.len, out.at);
    out_done(&out);
}

static const struct {
    const char *name, *raw, *said;
} texts[] = {
    { "plain", " Hello there ", "Hello there" },
    { "folded", " Hello\r\n there", "Hello there" },
    { "a word", " =?utf-8?Q?Gr=C3=BC=C3=9Fe?=",
            "Gr\xc3\xbc\xc3\x9f"
            "e" },
    { "a letter cut in two", " =?utf-8?Q?Gr=C3?=\r\n =?UTF-8?B?vMOfZQ==?= x",
            "Gr\xc3\xbc\xc3\x9f"
            "e x" },
    { "Latin", " =?iso-8859-1?q?caf=E9?=, b", "caf\xc3\xa9, b" },
    { "bare 8 bit", " caf\xe9", "caf\xc3\xa9" },
    { "within quotes", " \"=?us-ascii?q?a_b?=\" <x@y.example>", "\"a b\" <x@y.example>" },
    { "not closed", " =?utf-8?q?abc", "=?utf-8?q?abc" },
    { "controls", " a\x01\x7f\xc2\x85\tb", "a b" },
};

static void test_text(size_t i)
{
    unsigned exhausted = 0;
    struct mime_field field = { LIT("Subject"), text(texts[i].raw) };
    struct slice got = mime_field_text(&field, &arena, &exhausted);
    if (!OK(slice_eq(got, text(texts[i].said)), texts[i].name))
        printf("# %.*s\n", (int)got.len, got.at);
}

int main(void)
{
    struct error err;
    if (arena_init(&arena, LIMIT_MESSAGE_ARENA, &err) != STATUS_OK)
        return 1;
    for (size_t i = 0; i < sizeof structures / sizeof structures[0]; i++)
        test_structure(i);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        test_text(i);
    arena_done(&arena);
    return tap_done();
}
