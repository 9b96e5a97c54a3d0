/* wire_json.c - values are picked by path; what is no JSON gives nothing, and nothing twice. */
#include "core/wire/json.h"

#include <stdlib.h>

#include "core/base/limits.h"
#include "core/base/out.h"
#include "help.h"

#define SCRATCH 64u

enum { ID = 1, NAME, CODE, SLOTS }; /* slot 0 is json.cc's own */

static const struct json_path paths[] = {
    { "id", ID },
    { "name", NAME },
    { "alias", NAME },
    { "status.code", CODE },
};

static const struct {
    const char *name;
    struct slice in;
    bool ok;
    const char *values; /* id/name/code and a space for each record */
} cases[] = {
    { "plain", LIT("{\"id\":\"7\",\"name\":\"bob\",\"status\":{\"code\":5}}"), true, "7/bob/#5 " },
    { "in any case", LIT("{\"ID\":\"7\",\"Name\":\"bob\",\"Status\":{\"CODE\":5}}"), true, "7/bob/#5 " },
    { "spaces and lines", LIT("{ \"id\" :\r\n\t\"7\" } \n"), true, "7/-/- " },
    { "nothing of ours", LIT("{\"x\":{\"id\":1},\"y\":[1,{\"id\":2}]}"), true, "-/-/- " },
    { "empty", LIT("{}"), true, "-/-/- " },
    { "null, true, false", LIT("{\"id\":null,\"name\":true,\"status\":{\"code\":false}}"), true, "0/+/! " },
    { "an object where a text should be", LIT("{\"name\":{\"id\":1}}"), true, "-/?/- " },
    { "a text where an object should be", LIT("{\"status\":\"x\",\"id\":\"7\"}"), true, "7/-/- " },
    { "an array is as written", LIT("{\"name\":[1, 2]}"), true, "-/?[1, 2]/- " },
    { "of two keys the first counts", LIT("{\"id\":\"7\",\"id\":\"8\"}"), true, "7/-/- " },
    { "also in other case", LIT("{\"Id\":\"7\",\"id\":\"8\"}"), true, "7/-/- " },
    { "also of two paths to one slot", LIT("{\"alias\":\"a\",\"name\":\"b\"}"), true, "-/a/- " },
    { "a fraction", LIT("{\"status\":{\"code\":1.5}}"), true, "-/-/#0 " },
    { "a number over 64 bits", LIT("{\"status\":{\"code\":9223372036854775808}}"), true, "-/-/#0 " },
    { "the least number", LIT("{\"status\":{\"code\":-9223372036854775808}}"), true,
            "-/-/#-9223372036854775808 " },
    { "escapes", LIT("{\"name\":\"a\\\"\\\\\\/\\n\\t\"}"), true, "-/a\"\\/\n\t/- " },
    { "an umlaut", LIT("{\"name\":\"\\u00fc\\u00FC\"}"), true, "-/\xc3\xbc\xc3\xbc/- " },
    { "a pair of surrogates", LIT("{\"name\":\"\\ud83d\\ude00\"}"), true, "-/\xf0\x9f\x98\x80/- " },
    { "half a pair", LIT("{\"name\":\"\\ud83d!\"}"), true, "-/\xef\xbf\xbd!/- " },
    { "two first halves", LIT("{\"name\":\"\\ud83d\\ud83d\"}"), true, "-/\xef\xbf\xbd\xef\xbf\xbd/- " },
    { "a brace in a text", LIT("{\"name\":\"}{\",\"id\":\"7\"}"), true, "7/}{/- " },
    { "an escape of no letter", LIT("{\"name\":\"\\x\"}"), false, "" },
    { "an escape cut short", LIT("{\"name\":\"\\u00f\"}"), false, "" },
    { "a raw line end in a text", LIT("{\"name\":\"a\nb\"}"), false, "" },
    { "invalid UTF-8", LIT("{\"name\":\"\xff\"}"), false, "" },
    { "invalid UTF-8 in what nobody asked for", LIT("{\"x\":\"\xc3\",\"id\":\"7\"}"), false, "" },
    { "cut in a text", LIT("{\"id\":\"7"), false, "" },
    { "cut behind a comma", LIT("{\"id\":\"7\","), false, "" },
    { "not closed", LIT("{\"id\":{\"x\":1}"), false, "" },
    { "closed twice", LIT("{\"id\":\"7\"}}"), false, "" },
    { "two records in one", LIT("{\"id\":\"7\"}{\"id\":\"8\"}"), false, "" },
    { "an array at the top", LIT("[{\"id\":\"7\"}]"), false, "" },
    { "a text at the top", LIT("\"id\""), false, "" },
    { "nothing", LIT(""), false, "" },
    { "a NUL behind it", LIT("{\"id\":\"7\"}\0"), true, "7/-/- " },
    { "a page", LIT("{\"x\":1,\"value\":[{\"id\":\"7\"},{\"id\":\"8\"}]}"), true, "7/-/- 8/-/- " },
    { "a page of records", LIT("{\"Records\":[{\"id\":\"7\"}],\"next\":\"\"}"), true, "7/-/- " },
    { "an empty page", LIT("{\"value\":[]}"), true, "" },
    { "a page within a record is none", LIT("{\"id\":\"7\",\"x\":{\"value\":[{\"id\":\"8\"}]}}"), true,
            "7/-/- " },
    { "a value that is no array is none", LIT("{\"id\":\"7\",\"value\":\"x\"}"), true, "7/-/- " },
    { "a fault in a page keeps what came before", LIT("{\"value\":[{\"id\":\"7\"},8]}"), false, "7/-/- " },
    { "over the scratch",
            LIT("{\"name\":\"\\n1234567890123456789012345678901234567890123456789012345678901234\"}"), false,
            "" },
};

static bool take(void *ctx, const struct json_value values[JSON_SLOTS])
{
    static const char marks[] = { [JSON_ABSENT] = '-',
        [JSON_NUMBER] = '#',
        [JSON_TRUE] = '+',
        [JSON_FALSE] = '!',
        [JSON_NULL] = '0',
        [JSON_OTHER] = '?' };
    struct out *out = ctx;
    for (int i = ID; i < SLOTS; i++) {
        const struct json_value *val = &values[i];
        if (val->kind != JSON_TEXT)
            out_bytes(out, (struct slice){ &marks[val->kind], 1 });
        if (val->kind == JSON_NUMBER)
            out_printf(out, "%lld", (long long)val->number);
        else
            out_bytes(out, val->text);
        out_text(out, i + 1 < SLOTS ? "/" : " ");
    }
    return true;
}

static bool take_one(void *ctx, const struct json_value values[JSON_SLOTS])
{
    (void)take(ctx, values);
    return false;
}

static void test_case(const struct json_plan *plan, struct arena *scratch, size_t i)
{
    struct out out = { 0 };
    char *padded = calloc(1, cases[i].in.len + LIMIT_PADDING);
    if (padded == NULL)
        return;
    memcpy(padded, cases[i].in.at, cases[i].in.len);
    arena_reset(scratch);
    OK(json_read(plan, (struct slice){ padded, cases[i].in.len }, scratch, take, &out) == cases[i].ok,
            cases[i].name);
    IS(((struct slice){ out.at, out.len }), cases[i].values, "values");
    free(padded);
    out_done(&out);
}

/* Brackets that nobody asked for, far deeper than any log. */
static void test_deep(const struct json_plan *plan, struct arena *scratch)
{
    enum { DEPTH = 100000 };
    struct out in = { 0 }, out = { 0 };
    out_text(&in, "{\"x\":");
    for (int i = 0; i < DEPTH; i++)
        out_text(&in, "[");
    for (int i = 0; i < DEPTH; i++)
        out_text(&in, "]");
    out_text(&in, ",\"id\":\"7\"}");
    size_t len = in.len;
    for (unsigned i = 0; i < LIMIT_PADDING; i++)
        out_bytes(&in, LIT("\0"));
    bool ok = json_read(plan, (struct slice){ in.at, len }, scratch, take, &out);
    OK(slice_eq((struct slice){ out.at, out.len }, ok ? LIT("7/-/- ") : LIT("")),
            "deep: read or refused whole");
    out_done(&in);
    out_done(&out);
}

static void test_stop(const struct json_plan *plan, struct arena *scratch)
{
    static const char page[128] = "{\"value\":[{\"id\":\"7\"},{\"id\":\"8\"}]}";
    struct out out = { 0 };
    OK(json_read(plan, text(page), scratch, take_one, &out), "who takes may stop");
    IS(((struct slice){ out.at, out.len }), "7/-/- ", "and gets no more");
    out_done(&out);
}

static void test_plans(void)
{
    const struct json_path slot = { "x", JSON_SLOTS };
    const struct json_path longest = { "a.abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", 0 };
    struct json_plan *none = NULL;
    struct error err;
    OK(json_plan_new(&slot, 1, &none, &err) == STATUS_INTERNAL && none == NULL, "a slot that is none");
    OK(json_plan_new(&longest, 1, &none, &err) == STATUS_INTERNAL && none == NULL, "a key that is too long");
    json_plan_free(&none);
}

int main(void)
{
    struct json_plan *plan;
    struct arena scratch;
    struct error err;
    if (!OK(json_plan_new(paths, COUNT(paths), &plan, &err) == STATUS_OK
                        && arena_init(&scratch, SCRATCH, &err) == STATUS_OK,
                "a plan"))
        return tap_done();
    EACH(i, cases)
    test_case(plan, &scratch, i);
    test_deep(plan, &scratch);
    test_stop(plan, &scratch);
    test_plans();
    arena_done(&scratch);
    json_plan_free(&plan);
    OK(plan == NULL, "freed");
    return tap_done();
}
