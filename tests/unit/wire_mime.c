/* wire_mime.c - the MIME reader: structure, texts, encodings, in small messages.
 *
 * Use     wire_mime FOLDER: every NAME.eml there has the structure that NAME.tree tells (mime_tree.h).
 */
#include "core/wire/mime.h"

#include <dirent.h>
#include <stdlib.h>

#include "core/base/limits.h"
#include "mime_tree.h"
#include "tap.h"

static struct arena arena;

static const struct {
    const char *name, *raw, *tree;
} structures[] = {
    { "plain", "Subject: x\r\n\r\nHello\r\n", "text/plain 7 bytes = Hello\n" },
    { "no header", "Hello\r\nthere\r\n", "text/plain 14 bytes !bad-field = Hello\n" },
    { "nothing", "", "text/plain 0 bytes\n" },
    { "two parts",
            "Content-Type: multipart/mixed; boundary=\"b\"\n\npreamble\n--b\n\nHello\n--b\nContent-Type: "
            "text/HTML; charset=UTF-8\n\n<p>\n--b--\nepilogue\n",
            "multipart/mixed\n  text/plain 5 bytes = Hello\n  text/html (utf-8) 3 bytes = <p>\n" },
    { "a message within",
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\nSubject: "
            "inner\n\nHello\n--b--\n",
            "multipart/mixed\n  message/rfc822\n    text/plain 5 bytes = Hello\n" },
    { "base64 message within",
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n"
            "Content-Transfer-Encoding: base64\n\nU3ViamVjdDogaW5uZXIKCkhlbGxvCg==\n--b\n\nlast\n--b--\n",
            "multipart/mixed\n  message/rfc822 base64 !encoded-multipart\n    text/plain 6 bytes = Hello\n"
            "  text/plain 4 bytes = last\n" },
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

static size_t read_file(const char *folder, const char *name, const char *ending, char *to, size_t room)
{
    char path[4096];
    if (snprintf(path, sizeof path, "%s/%s%s", folder, name, ending) >= (int)sizeof path)
        return 0;
    FILE *file = fopen(path, "rb");
    size_t len = file ? fread(to, 1, room, file) : 0;
    if (file)
        (void)fclose(file);
    return len;
}

static void test_file(const char *folder, const char *name)
{
    static char raw[1 << 16], tree[1 << 14];
    struct out out = { 0 };
    struct mime mime;
    struct error err;
    size_t len = read_file(folder, name, ".eml", raw, sizeof raw);
    size_t told = read_file(folder, name, ".tree", tree, sizeof tree);
    arena_reset(&arena);
    if (!OK(mime_read((struct slice){ raw, len }, &arena, &mime, &err) == STATUS_OK && told > 0, name))
        return;
    tree_text(&out, &mime, &arena);
    if (!OK(slice_eq((struct slice){ out.at, out.len }, (struct slice){ tree, told }), "its tree"))
        printf("# got\n%.*s", (int)out.len, out.at);
    out_done(&out);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void test_folder(const char *folder)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, NULL, by_name);
    size_t messages = 0;
    for (int i = 0; i < count; i++) {
        struct slice name = text(entries[i]->d_name);
        if (slice_ends(name, LIT(".eml"))) {
            entries[i]->d_name[name.len - 4] = '\0';
            test_file(folder, entries[i]->d_name);
            messages++;
        }
        free(entries[i]);
    }
    free((void *)entries);
    OK(messages > 40, "messages in the folder");
}

int main(int argc, char **argv)
{
    struct error err;
    if (argc != 2 || arena_init(&arena, LIMIT_MESSAGE_ARENA, &err) != STATUS_OK)
        return 1;
    for (size_t i = 0; i < sizeof structures / sizeof structures[0]; i++)
        test_structure(i);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        test_text(i);
    test_folder(argv[1]);
    arena_done(&arena);
    return tap_done();
}
