/* wire_json.c - which values are taken from a record, and which records are refused. */
#include "core/wire/json.h"

#include <stdlib.h>

#include "core/base/limits.h"
#include "tap.h"

enum { SLOT_ID, SLOT_B, SLOT_CODE, SLOT_A };

static const struct json_path paths[] = {
    { "id", SLOT_ID },
    { "in.id", SLOT_ID },
    { "in.b", SLOT_B },
    { "in.status.errorCode", SLOT_CODE },
    { "a", SLOT_A },
    { "aNameThatIsLongerThanThreeWords", SLOT_B },
};

/* Records as "kind:text" of their slots that were told, ';' behind each record. Kinds: s string, n number,
 * t true, f false, 0 null, o other. */
static const struct {
    const char *name, *in, *out; /* out NULL: refused */
} cases[] = {
    { "plain", "{\"id\":\"x\",\"a\":1}", "s:x n:1 ;" },
    { "empty", "{}", ";" },
    { "without case", "{\"ID\":\"x\",\"In\":{\"STATUS\":{\"errorcode\":50126}}}", "s:x n:50126 ;" },
    { "a long key", "{\"aNameThatIsLongerThanThreeWords\":\"x\"}", "s:x ;" },
    { "a long key that ends otherwise", "{\"aNameThatIsLongerThanThreeWordz\":\"x\"}", ";" },
    { "@ is not a capital `", "{\"`\":1,\"@\":2,\"A\":3}", "n:3 ;" },
    { "the first of two counts", "{\"id\":\"x\",\"id\":\"y\",\"in\":{\"id\":\"z\"}}", "s:x ;" },
    { "a later object adds", "{\"in\":{\"b\":1},\"in\":{\"b\":2,\"id\":3}}", "n:3 n:1 ;" },
    { "an object where text was wanted", "{\"a\":{\"id\":7}}", "o: ;" },
    { "text where an object was wanted", "{\"in\":\"{}\",\"id\":\"x\"}", "s:x ;" },
    { "a list as written", "{\"a\":[1, {\"x\":[]} ] ,\"id\":2}", "n:2 o:[1, {\"x\":[]} ] ;" },
    { "spread out", " { \"id\" : \"x\" ,\r\n\t\"a\" : true } ", "s:x t: ;" },
    { "false and null", "{\"id\":false,\"a\":null}", "f: 0: ;" },
    { "escapes", "{\"id\":\"\\u0041\\\"\\\\\\/\\n\\ud83d\\ude00\"}", "s:A\"\\/\n\xf0\x9f\x98\x80 ;" },
    { "a lone half", "{\"id\":\"\\ud83d!\"}", "s:\xef\xbf\xbd! ;" },
    { "an escaped quote at the end", "{\"id\":\"x\\\\\",\"a\":\"\\\"\"}", "s:x\\ s:\" ;" },
    { "brackets in strings", "{\"x\":[\"]}\",{\"y\":\"{[\"}],\"id\":1}", "n:1 ;" },
    { "an escaped key is another key", "{\"i\\u0064\":\"x\",\"id\\\"\":1}", ";" },
    { "records", "{\"t\":1,\"Records\":[{\"id\":1},{\"id\":2}]}", "n:1 ;n:2 ;" },
    { "no records", "{\"value\":[],\"id\":1}", "" },
    { "records within a response",
            "{\"response\":{\"n\":{\"id\":7},\"authlogs\":[{\"id\":1},{\"id\":2}]},\"id\":3}", "n:1 ;n:2 ;" },
    { "a response is no container by itself", "{\"response\":{\"id\":1},\"id\":2}", "n:2 ;" },
    { "a response cut", "{\"response\":{\"authlogs\":[{\"id\":1}]}", NULL },
    { "records are objects", "{\"value\":[{\"id\":1},2]}", NULL },
    { "a record in a record is none", "{\"in\":{\"value\":[{\"id\":1}]}}", ";" },
    { "no object", "[{\"id\":1}]", NULL },
    { "something behind", "{\"id\":1}{}", NULL },
    { "a comma behind", "{\"id\":1,}", NULL },
    { "no comma", "{\"id\":1 \"a\":2}", NULL },
    { "no colon", "{\"id\" 1}", NULL },
    { "no value", "{\"x\":,\"id\":1}", NULL },
    { "no value at the end", "{\"x\":}", NULL },
    { "no value within", "{\"in\":{\"x\":},\"id\":1}}", NULL },
    { "two colons", "{\"x\":\"y\":1}", NULL },
    { "a bare key", "{id:1}", NULL },
    { "not quite true", "{\"a\":truex}", NULL },
    { "neither number nor word", "{\"a\":+1}", NULL },
    { "no such escape", "{\"id\":\"\\x\"}", NULL },
    { "an escape cut short", "{\"id\":\"\\u12\"}", NULL },
    { "cut", "{\"id\":\"x\",\"in\":{\"b\":1", NULL },
    { "cut within its last object", "{\"in\":{\"x\":{\"b\":1}}", NULL },
    { "cut in a string that ends in a brace", "{\"id\":\"x}", NULL },
    { "a line end in a string", "{\"id\":\"x\ny\"}", NULL },
    { "not UTF-8", "{\"x\":\"\xc3\x28\"}", NULL },
    { "a surrogate as UTF-8", "{\"x\":\"\xed\xa0\x80\"}", NULL },
    { "too long a way of writing", "{\"x\":\"\xc0\xaf\"}", NULL },
};

struct told {
    char text[512];
    size_t len;
};

static void tell(struct told *told, struct slice s)
{
    if (s.len < sizeof told->text - told->len)
        memcpy(told->text + told->len, s.at, s.len);
    told->len += s.len < sizeof told->text - told->len ? s.len : 0;
}

static bool take(void *ctx, struct json_value values[JSON_SLOTS])
{
    for (unsigned i = 0; i < JSON_SLOTS; i++) {
        if (values[i].kind == JSON_ABSENT)
            continue;
        tell(ctx, (struct slice){ &"?sntf0o"[values[i].kind], 1 });
        tell(ctx, LIT(":"));
        if (values[i].text.len)
            tell(ctx, values[i].text);
        tell(ctx, LIT(" "));
    }
    tell(ctx, LIT(";"));
    return true;
}

/* With each byte behind the record that could lead a reader on. */
static bool read_alike(const struct json_plan *plan, const char *in, struct arena *scratch, struct told *ret)
{
    static const char behind[] = "\n},]\"0";
    char buf[512 + LIMIT_PADDING];
    bool ok = false;
    size_t len = strlen(in);
    for (size_t i = 0; i < sizeof behind - 1; i++) {
        struct told told = { .len = 0 };
        memcpy(buf, in, len);
        memset(buf + len, behind[i], LIMIT_PADDING);
        bool read = json_read(plan, (struct slice){ buf, len }, scratch, take, &told);
        if (i > 0 && (read != ok || told.len != ret->len || memcmp(told.text, ret->text, told.len) != 0))
            return !ok;
        ok = read;
        *ret = told;
    }
    return ok;
}

static void test_deep(const struct json_plan *plan, struct arena *scratch)
{
    enum { DEEP = 100000 };
    struct told told = { .len = 0 };
    char *buf = malloc(2 * DEEP + 64 + LIMIT_PADDING);
    if (buf == NULL)
        abort();
    memcpy(buf, "{\"x\":", 5);
    memset(buf + 5, '[', DEEP);
    memset(buf + 5 + DEEP, ']', DEEP);
    memcpy(buf + 5 + 2 * DEEP, ",\"id\":1}", 8);
    memset(buf + 13 + 2 * DEEP, 0, LIMIT_PADDING);
    OK(json_read(plan, (struct slice){ buf, 13 + 2 * DEEP }, scratch, take, &told) && told.len == 5,
            "what is not wanted may nest as it likes");
    buf[5 + DEEP] = ' ';
    OK(!json_read(plan, (struct slice){ buf, 13 + 2 * DEEP }, scratch, take, &told), "but must be closed");
    free(buf);
}

/* ---- lists within a record ---- */

struct within {
    const struct json_plan *plan;
    struct arena *scratch;
    struct told told;
    bool ok;
};

static bool take_list(void *ctx, struct json_value values[JSON_SLOTS])
{
    struct within *w = ctx;
    w->ok = json_read_array(w->plan, values[SLOT_A].text, w->scratch, take, &w->told);
    tell(&w->told, LIT("/"));
    return true;
}

static void test_arrays(const struct json_plan *plan, struct arena *scratch)
{
    static const struct {
        const char *name, *in, *out;
        bool ok;
    } lists[] = {
        { "its objects", "{\"a\":[{\"id\":1},{\"id\":\"x\\u0041\"}]}", "n:1 ;s:xA ;/", true },
        { "an empty one", "{\"a\":[]}", "/", true },
        { "of a record among others",
                "{\"value\":[{\"a\":[{\"id\":1}]},{\"a\":[{\"id\":2}]},{\"a\":[{\"id\":3}]}]}",
                "n:1 ;/n:2 ;/n:3 ;/", true },
        { "an element that is no object", "{\"a\":[{\"id\":1},2]}", "n:1 ;/", false },
        { "no list", "{\"a\":{\"id\":1}}", "/", false },
        { "none at all", "{\"id\":1}", "/", false },
    };
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        char buf[512 + LIMIT_PADDING] = "";
        size_t len = strlen(lists[i].in);
        struct within w = { .plan = plan, .scratch = scratch };
        memcpy(buf, lists[i].in, len);
        OK(json_read(plan, (struct slice){ buf, len }, scratch, take_list, &w) && w.ok == lists[i].ok,
                lists[i].name);
        OK(w.told.len == strlen(lists[i].out) && memcmp(w.told.text, lists[i].out, w.told.len) == 0,
                "with these values");
    }
}

/* A list within a list within ...: four may be open at once. */
static bool take_deeper(void *ctx, struct json_value values[JSON_SLOTS])
{
    struct within *w = ctx;
    w->told.len++;
    if (values[SLOT_A].kind == JSON_OTHER)
        w->ok = json_read_array(w->plan, values[SLOT_A].text, w->scratch, take_deeper, w);
    return true;
}

static void test_levels(const struct json_plan *plan, struct arena *scratch)
{
    static const char four[] = "[{\"a\":[{\"a\":[{\"a\":[{\"id\":1}]}]}]}]",
                      five[] = "[{\"a\":[{\"a\":[{\"a\":[{\"a\":[{\"id\":1}]}]}]}]}]";
    char buf[128 + LIMIT_PADDING] = "";
    for (unsigned again = 0; again < 2; again++) {
        struct within w = { .plan = plan, .scratch = scratch };
        memcpy(buf, four, sizeof four);
        OK(json_read_array(plan, text(buf), scratch, take_deeper, &w) && w.ok && w.told.len == 4,
                "four deep");
        w = (struct within){ .plan = plan, .scratch = scratch };
        memcpy(buf, five, sizeof five);
        OK(json_read_array(plan, text(buf), scratch, take_deeper, &w) && w.told.len == 4,
                "the fifth is refused, and closed again");
    }
}

static void test_pairs(const struct json_plan *plan, struct arena *scratch)
{
    static const struct json_path wanted[] = { { "type", 5 }, { "second", 6 }, { "other", 7 } };
    static const struct json_pairs pairs = { SLOT_ID, SLOT_B, wanted, 3 };
    struct json_value v[JSON_SLOTS] = { 0 };
    char buf[256 + LIMIT_PADDING] =
            "[{\"id\":\"Type\",\"in\":{\"b\":\"saml\"}},{\"id\":\"type\",\"in\":{\"b\":1}},"
            "{\"in\":{\"b\":\"no name\"}},{\"id\":\"second\",\"in\":{\"b\":true}}]";
    OK(json_read_pairs(plan, text(buf), &pairs, scratch, v), "names and values");
    OK(slice_eq(v[5].text, LIT("saml")), "the first of two names counts");
    OK(v[6].kind == JSON_TRUE && v[7].kind == JSON_ABSENT, "each to its slot");
    OK(!json_read_pairs(plan, LIT(""), &pairs, scratch, v), "no list");
}

int main(void)
{
    struct json_plan *plan = NULL;
    struct arena scratch = { 0 };
    struct error err;
    if (json_plan_new(paths, sizeof paths / sizeof paths[0], &plan, &err) != STATUS_OK
            || arena_init(&scratch, LIMIT_SCRATCH, &err) != STATUS_OK)
        abort();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct told told = { .len = 0 };
        bool ok = read_alike(plan, cases[i].in, &scratch, &told);
        if (OK(ok == (cases[i].out != NULL), cases[i].name) && ok)
            OK(told.len == strlen(cases[i].out) && memcmp(told.text, cases[i].out, told.len) == 0,
                    "with these values");
    }
    test_deep(plan, &scratch);
    test_arrays(plan, &scratch);
    test_levels(plan, &scratch);
    test_pairs(plan, &scratch);
    json_plan_free(&plan);
    arena_done(&scratch);
    return tap_done();
}
