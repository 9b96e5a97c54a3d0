/* wire_mime_hostile.c - messages made to hurt a reader: work and memory stay bounded, and the budget is named. */
#include <stdlib.h>

#include "core/base/limits.h"
#include "core/base/out.h"
#include "core/wire/mime.h"
#include "core/wire/tnef.h"
#include "tap.h"

/* Units of work a byte: a line is compared with every boundary that it begins like, and looked at by a few passes. */
#define WORK_A_BYTE (LIMIT_MIME_DEPTH + 8)

static struct arena arena;

static void repeat(struct out *out, const char *what, size_t times)
{
    for (size_t i = 0; i < times; i++)
        out_text(out, what);
}

/* Reads it and says what must hold of every hostile message. */
static struct mime bounded(const char *name, struct out *out, unsigned exhausted, size_t memory)
{
    struct mime mime = { 0 };
    struct error err;
    char what[200];
    arena_reset(&arena);
    OK(!out->failed && mime_read((struct slice){ out->at, out->len }, &arena, &mime, &err) == STATUS_OK,
            name);
    (void)snprintf(what, sizeof what, "%s: %.2f units a byte", name, (double)mime.work / (double)out->len);
    OK(mime.work <= WORK_A_BYTE * (uint64_t)out->len + 1000, what);
    (void)snprintf(what, sizeof what, "%s: %zu bytes of memory", name, arena.used);
    OK(arena.used <= memory, what);
    (void)snprintf(
            what, sizeof what, "%s: exhausted %s", name, exhausted ? mime_budget_name(exhausted) : "nothing");
    if (!OK(mime.exhausted == exhausted, what))
        printf("# %#x\n", mime.exhausted);
    OK(mime.parts_count <= LIMIT_MIME_PARTS && mime.fields_count <= LIMIT_MIME_FIELDS, "within the budgets");
    return mime;
}

static void test_many_parts(void)
{
    struct out out = { 0 };
    out_text(&out, "Content-Type: multipart/mixed; boundary=b\n\n");
    repeat(&out, "--b\n\nx\n", 1000000);
    (void)bounded("a million parts", &out, MIME_BUDGET_PARTS, 1 << 20);
    out_done(&out);
    out_text(&out, "Content-Type: multipart/mixed; boundary=b\n\n");
    repeat(&out, "--b\n", 1000000);
    (void)bounded("a million delimiters", &out, MIME_BUDGET_PARTS, 1 << 20);
    out_done(&out);
}

static void test_depth(void)
{
    struct out out = { 0 };
    repeat(&out, "Content-Type: message/rfc822\n\n", 100000);
    struct mime mime = bounded("messages 10^5 deep", &out, MIME_BUDGET_DEPTH, 1 << 20);
    OK(mime.parts != NULL && mime.parts[mime.parts_count - 1].depth == LIMIT_MIME_DEPTH,
            "read down to the budget");
    out_done(&out);
    for (unsigned i = 0; i < 100000; i++)
        out_printf(&out, "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n", i, i);
    (void)bounded("multiparts 10^5 deep", &out, MIME_BUDGET_DEPTH, 1 << 20);
    out_done(&out);
    repeat(&out, "Content-Type: multipart/mixed; boundary=b\n\n--b\n", 100000);
    (void)bounded("the same boundary 10^5 deep", &out, MIME_BUDGET_DEPTH | MIME_BUDGET_PARTS, 1 << 20);
    out_done(&out);
}

static void test_fields(void)
{
    struct out out = { 0 };
    repeat(&out, "X: y\n", 1000000);
    struct mime mime = bounded("a million fields", &out, MIME_BUDGET_FIELDS, 1 << 20);
    OK(mime.parts != NULL && mime.parts[0].body.len == 0, "none of them is body");
    out_done(&out);
    out_text(&out, "Subject: ");
    repeat(&out, "x", 10000000);
    out_text(&out, "\n\nbody");
    mime = bounded("a field of 10 MB", &out, MIME_BUDGET_HEADER, 1 << 20);
    OK(mime.fields_count == 1 && mime.fields != NULL && mime.fields[0].value.len < LIMIT_MIME_HEADER,
            "kept as far as it may be");
    OK(mime.parts != NULL && slice_eq(mime.parts[0].body, LIT("body")), "what follows is body");
    out_done(&out);
    out_text(&out, "Subject: x");
    repeat(&out, "\n y", 3000000);
    (void)bounded("a field of three million folds", &out, MIME_BUDGET_HEADER, 1 << 20);
    out_done(&out);
    repeat(&out, "Hello there\n", 100000);
    (void)bounded("lines that are no fields", &out, 0, 1 << 20);
    out_done(&out);
    for (unsigned i = 0; i < 100000; i++)
        out_text(&out, i % 2 ? "X-A: b\n" : "no field\n");
    (void)bounded("every other line is a field", &out, MIME_BUDGET_FIELDS, 1 << 20);
    out_done(&out);
}

static void test_params(void)
{
    struct out out = { 0 };
    out_text(&out, "Content-Type: text/plain");
    repeat(&out, ";a=b", 100000);
    (void)bounded("10^5 parameters", &out, MIME_BUDGET_HEADER | MIME_BUDGET_PARAMS, 1 << 20);
    out_done(&out);
    out_text(&out, "Content-Disposition: attachment");
    for (unsigned i = 0; i < 10000; i++)
        out_printf(&out, "; filename*%u*=a", i);
    (void)bounded("10^4 pieces of a name", &out, MIME_BUDGET_PARAMS, 1 << 20);
    out_done(&out);
    out_text(&out, "Content-Type: ");
    repeat(&out, "(", 200000);
    (void)bounded("comments that never close", &out, 0, 1 << 20);
    out_done(&out);
    out_text(&out, "Content-Type: text/plain; name=");
    repeat(&out, "a ", 100000);
    (void)bounded("a name of 10^5 words", &out, 0, 1 << 20);
    out_done(&out);
}

static void test_words(void)
{
    struct out out = { 0 };
    unsigned exhausted = 0;
    struct mime_field field = { .name = LIT("Subject") };
    arena_reset(&arena);
    repeat(&out, "=?utf-8?q?a?= ", 20000);
    field.value = (struct slice){ out.at, out.len };
    struct slice got = mime_field_text(&field, &arena, &exhausted);
    OK(exhausted == MIME_BUDGET_WORDS && got.len > 1000, "20,000 encoded words");
    out_done(&out);
    exhausted = 0;
    repeat(&out, "=?utf-8?q?a ", 20000);
    field.value = (struct slice){ out.at, out.len };
    got = mime_field_text(&field, &arena, &exhausted);
    OK(exhausted == 0 && got.len == out.len - 1, "20,000 words that never close stay as they are");
    out_done(&out);
}

static void test_boundaries(void)
{
    static const struct {
        const char *name, *raw;
        uint32_t parts;
    } cases[] = {
        { "an empty boundary", "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\na\n--\n\nb\n----\n",
                3 },
        { "an empty boundary, nothing else", "Content-Type: multipart/mixed; boundary=\"\"; charset=\"\"\n\n",
                1 },
        { "an empty boundary within itself",
                "Content-Type: multipart/mixed; boundary=\"\"\n\n--\nContent-Type: multipart/mixed; "
                "boundary=\"\"\n\n--\n--\n----\n--\n",
                5 },
        { "a boundary of blanks", "Content-Type: multipart/mixed; boundary=\"   \"\n\n--   \n\na\n", 2 },
        { "delimiters alone", "Content-Type: multipart/mixed; boundary=b\n\n--b\n--b--", 2 },
        { "closed before it opens", "Content-Type: multipart/mixed; boundary=b\n\n--b--\n--b\n\nx", 2 },
        { "a delimiter at the end, cut", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--", 2 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct out out = { 0 };
        out_text(&out, cases[i].raw);
        struct mime mime = bounded(cases[i].name, &out, 0, 1 << 16);
        if (!OK(mime.parts_count == cases[i].parts, cases[i].name))
            printf("# %u parts\n", mime.parts_count);
        out_done(&out);
    }
}

/* Lines that begin like all of 32 open boundaries. */
static void test_alike_boundaries(void)
{
    struct out out = { 0 };
    char boundary[64] = "";
    for (unsigned i = 0; i < 31; i++) {
        boundary[i] = 'b';
        out_printf(&out, "Content-Type: multipart/mixed; boundary=%s\n\n--%s\n", boundary, boundary);
    }
    repeat(&out, "--bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbx\n", 100000);
    struct mime mime = bounded("31 boundaries that begin alike", &out, 0, 1 << 17);
    OK(mime.parts_count == 32, "no line is taken for one that it only begins like");
    out_done(&out);
}

/* TNEF within TNEF, and a size that is a lie. */
static void test_packed(void)
{
    struct out out = { 0 };
    struct slice rubbish = { "\x78\x9f\x3e\x22\0\0\x01\x0d\x80\x04\0\xff\xff\xff\xff", 15 };
    out_text(&out, "Content-Type: application/ms-tnef\n\n");
    out_bytes(&out, rubbish);
    struct mime mime = bounded("TNEF cut short", &out, 0, 1 << 16);
    OK(mime.defects & MIME_NOT_CLOSED, "TNEF cut short says so");
    out_done(&out);
    repeat(&out, "begin 644 a\n#AAAA\nend\n", 100000);
    (void)bounded("10^5 uuencoded files", &out, MIME_BUDGET_PARTS, 1 << 20);
    out_done(&out);
    repeat(&out, "begin 644 a\n", 100000);
    (void)bounded("10^5 beginnings of files", &out, 0, 1 << 20);
    out_done(&out);
}

/* A message in quoted-printable that holds one like it, and so on. */
static void test_encoded_depth(void)
{
    struct out out = { 0 };
    repeat(&out, "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n", 40);
    repeat(&out, "0123456789\n", 100000);
    struct mime mime = { 0 };
    struct error err;
    arena_reset(&arena);
    OK(mime_read((struct slice){ out.at, out.len }, &arena, &mime, &err) == STATUS_OK
                    && (mime.exhausted & (MIME_BUDGET_DEPTH | MIME_BUDGET_TEXT)),
            "encoded messages 40 deep exhaust a budget");
    OK(arena.used <= LIMIT_MIME_INNER + (1u << 21) && mime.work <= 40 * (uint64_t)out.len,
            "within memory and work");
    out_done(&out);
}

int main(void)
{
    struct error err;
    if (arena_init(&arena, LIMIT_MESSAGE_ARENA, &err) != STATUS_OK)
        return 1;
    test_many_parts();
    test_depth();
    test_fields();
    test_params();
    test_words();
    test_boundaries();
    test_alike_boundaries();
    test_packed();
    test_encoded_depth();
    arena_done(&arena);
    return tap_done();
}
