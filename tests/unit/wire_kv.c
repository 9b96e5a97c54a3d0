/* wire_kv.c - pairs in each dress; quotes that a name brings; keys that are told twice. */
#include "core/wire/kv.h"
#include "help.h"

enum { USER, IP, ACT, SLOTS };

static const struct kv_key keys[] = {
    { "user", USER },
    { "name", USER },
    { "ip", IP },
    { "act", ACT },
    { NULL, 0 },
};

static const struct {
    const char *name, *in;
    bool cef;
    const char *user, *ip, *act;
    uint32_t twice;
} cases[] = {
    { "bare", "user=bob ip=192.0.2.8 act=x", false, "bob", "192.0.2.8", "x", 0 },
    { "quoted", "user=\"bob of ward 4\" ip=192.0.2.8 act=\"x\"", false, "bob of ward 4", "192.0.2.8", "x",
            0 },
    { "commas", "user=\"a,b\",ip=192.0.2.8,act=x", false, "a,b", "192.0.2.8", "x", 0 },
    { "several spaces and words of no pair", "  hello  user=bob   - ip=192.0.2.8", false, "bob", "192.0.2.8",
            "", 0 },
    { "empty values", "user= ip=\"\" act=x", false, "", "", "x", 0 },
    { "a quote within", "user=\"a\"b\" ip=192.0.2.8", false, "a\"b", "192.0.2.8", "", 0 },
    { "an escaped quote", "user=\"a\\\"b\" ip=192.0.2.8", false, "a\\\"b", "192.0.2.8", "", 0 },
    { "a backslash at the end of a name", "user=\"a\\\" ip=192.0.2.8", false, "a\\", "192.0.2.8", "", 0 },
    { "a name forges an address", "user=\"x\" ip=203.0.113.9 y=\"\" ip=192.0.2.8", false, "x", "203.0.113.9",
            "", 1u << IP },
    { "the same again is no news", "user=bob ip=192.0.2.8 user=bob", false, "bob", "192.0.2.8", "", 0 },
    { "another key of the same slot is none", "user=bob name=b ip=192.0.2.8", false, "bob", "192.0.2.8", "",
            0 },
    { "cut within a quote", "ip=192.0.2.8 user=\"bob of", false, "bob of", "192.0.2.8", "", 0 },
    { "nothing", "", false, "", "", "", 0 },
    { "CEF has spaces in values", "act=login of one user=bob of ward 4 ip=192.0.2.8", true, "bob of ward 4",
            "192.0.2.8", "login of one", 0 },
    { "CEF escapes its sign", "user=a\\=b c ip=192.0.2.8", true, "a\\=b c", "192.0.2.8", "", 0 },
    { "CEF with an empty value", "user= ip=192.0.2.8 act=", true, "", "192.0.2.8", "", 0 },
};

int main(void)
{
    EACH(i, cases)
    {
        struct slice v[SLOTS], in = text(cases[i].in);
        for (int slot = 0; slot < SLOTS; slot++)
            v[slot] = (struct slice){ "", 0 };
        printf("# %s\n", cases[i].name);
        uint32_t twice = kv_read(in, cases[i].cef ? KV_CEF : kv_separator(in), keys, v);
        IS(v[USER], cases[i].user, "user");
        IS(v[IP], cases[i].ip, "address");
        IS(v[ACT], cases[i].act, "action");
        OK(twice == cases[i].twice, "told twice");
    }
    return tap_done();
}
