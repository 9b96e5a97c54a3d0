/* wire_json_split.c - records are found in every layout, and a cut begins again without memory. */
#include "core/wire/json_split.h"

#include "core/base/out.h"
#include "help.h"

static const struct {
    const char *name, *in;
    const char *records; /* each followed by | */
    const char *rest;    /* what is incomplete */
} cases[] = {
    { "a record a line", "{\"a\":1}\n{\"b\":2}\n", "{\"a\":1}|{\"b\":2}|", "" },
    { "one behind the other", "{}{}", "{}|{}|", "" },
    { "an array", "[{\"a\":1},\n {\"b\":2}]", "{\"a\":1}|{\"b\":2}|", "" },
    { "a page", "{\"x\":1,\"value\":[{\"a\":1},{}],\"y\":2}", "{\"a\":1}|{}|", "" },
    { "a page of records, spread out", "{\n  \"Records\": [\n    {\n \"a\": 1 }\n  ]\n}", "{\n \"a\": 1 }|",
            "" },
    { "a text before the records", "{\"x\":\"[{]}\",\"value\":[{\"a\":1}]}", "{\"a\":1}|", "" },
    { "a page of items", "{\"kind\":\"x\",\"items\":[{\"a\":1},{}]}", "{\"a\":1}|{}|", "" },
    { "a page within a response",
            "{\"stat\":\"OK\",\"response\":{\"authlogs\":[{\"a\":1},{}],\"metadata\":{}}}",
            "{\"a\":1}|{}|{}|", "" },
    { "a response", "{\"stat\":\"OK\",\"response\":[{\"a\":1}]}", "{\"a\":1}|", "" },
    { "a response of another kind", "{\"response\":{\"rows\":[{}]}}", "{\"response\":{\"rows\":[{}]}}|", "" },
    { "an array of another name", "{\"rows\":[{\"a\":1}]}", "{\"rows\":[{\"a\":1}]}|", "" },
    { "an object before the records", "{\"x\":{},\"value\":[{}]}", "{\"x\":{},\"value\":[{}]}|", "" },
    { "nested", "{\"a\":{\"b\":[{}]}}", "{\"a\":{\"b\":[{}]}}|", "" },
    { "braces in a text", "{\"a\":\"}{\"}", "{\"a\":\"}{\"}|", "" },
    { "a quote in a text", "{\"a\":\"\\\"}\"}", "{\"a\":\"\\\"}\"}|", "" },
    { "a backslash ends a text", "{\"a\":\"\\\\\"}", "{\"a\":\"\\\\\"}|", "" },
    { "the second is cut", "{\"a\":1}\n{\"b\":", "{\"a\":1}|", "{\"b\":" },
    { "cut in a text", "{}{\"a\":\"}", "{}|", "{\"a\":\"}" },
    { "cut behind a backslash", "{}{\"a\":\"\\", "{}|", "{\"a\":\"\\" },
    { "closed too often", "}]}{}", "{}|", "" },
    { "no JSON", "hello", "", "" },
    { "nothing", "", "", "" },
};

static void test_case(size_t i)
{
    struct slice in = text(cases[i].in), record;
    struct out out = { 0 };
    size_t pos = 0;
    while (json_next_record(in, &pos, &record)) {
        out_bytes(&out, record);
        out_text(&out, "|");
    }
    IS(((struct slice){ out.at, out.len }), cases[i].records, cases[i].name);
    IS(slice_skip(in, pos), cases[i].rest, "what is left");
    OK(json_split_cut(in) == pos, "a chunk may be cut there");
    out_done(&out);
}

int main(void)
{
    EACH(i, cases)
    test_case(i);
    return tap_done();
}
