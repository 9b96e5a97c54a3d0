/* known_entry.c - what an indicator is, as people and tools write it; STIX patterns; lists and tables. */
#include "core/known/entry.h"
#include "core/known/list.h"
#include "core/wire/json_shape.h"

#include "core/base/out.h"
#include "help.h"

/* What came of it: "n192.0.2.0/24" "devil.example" "abot/1" "p*bot*", several joined by a space, then counts of
 * what did not: "f" foreign, "x" not understood. */
static const char *told(struct indicators *set)
{
    static char said[1024];
    struct out out = { 0 };
    indicators_seal(set);
    for (size_t i = 0; i < set->count; i++) {
        const struct indicator *one = &set->at[i];
        char ip[IP_TEXT_MAX];
        out_printf(&out, "%s%c", i ? " " : "", "ndap"[one->kind]);
        if (one->kind == INDICATOR_NETWORK) {
            ip_format(one->net.addr, ip);
            out_printf(&out, "%s/%u", ip, one->net.bits - (ip_is_v4(one->net.addr) ? 96u : 0u));
        } else
            out_bytes(&out, one->text);
        if (one->doubted)
            out_text(&out, "?");
    }
    for (uint64_t i = 0; i < set->foreign; i++)
        out_text(&out, " f");
    for (uint64_t i = 0; i < set->bad; i++)
        out_text(&out, " x");
    (void)snprintf(said, sizeof said, "%.*s", (int)out.len, out.at ? out.at : "");
    out_done(&out);
    indicators_done(set);
    return said;
}

static const struct {
    const char *name, *type, *said, *is;
} entries[] = {
    { "address", "", "192.0.2.7", "n192.0.2.7/32" },
    { "network, bits behind cleared", "", "192.0.2.7/24", "n192.0.2.0/24" },
    { "IPv6 within a /64 is its /64", "", "2001:db8:1:2::7", "n2001:db8:1:2::/64" },
    { "IPv6 network", "", "2001:db8::/32", "n2001:db8::/32" },
    { "made harmless", "", "192[.]0[.]2[.]7", "n192.0.2.7/32" },
    { "one dot made harmless", "", "192.0.2[.]7", "n192.0.2.7/32" },
    { "with a port", "", "192.0.2.7:443", "n192.0.2.7/32" },
    { "IPv6 in brackets with a port", "", "[2001:db8:1:2::7]:443", "n2001:db8:1:2::/64" },
    { "URL with an address", "", "hxxp://192.0.2[.]7:8080/a?b", "n192.0.2.7/32" },
    { "URL with a domain", "", "hxxps[://]evil[.]example/a@b", "devil.example" },
    { "URL with a user", "", "http://me@evil.example/", "devil.example" },
    { "domain", "", "Evil.Example.", "devil.example" },
    { "all below a domain", "", "*.evil.example", "devil.example" },
    { "mail address", "", "hr[at]evil[.]example", "devil.example" },
    { "agent by its form", "", "python-requests/2.31.0", "apython-requests/2.31.0" },
    { "agent said to be one", "", "agent:curl", "acurl" },
    { "agent with a piece", "", "agent: *Bad Bot*", "p*bad bot*" },
    { "piece too short", "", "agent:*a*", " x" },
    { "whole internet", "", "0.0.0.0/0", " x" },
    { "the widest allowed", "", "10.0.0.0/8", "n10.0.0.0/8" },
    { "wider than that", "", "10.0.0.0/7", " x" },
    { "IPv6 whole internet", "", "::/0", " x" },
    { "no address at all", "", "0.0.0.0", "n0.0.0.0/32" },
    { "prefix over its size", "", "192.0.2.0/33", " x" },
    { "octal looks", "", "010.0.2.7", " x" },
    { "a range", "", "192.0.2.1-192.0.2.9", " x" },
    { "a word", "", "malware", " x" },
    { "nothing", "", "", " x" },
    { "file hash", "", "d41d8cd98f00b204e9800998ecf8427e", " f" },
    { "type of MISP", "ip-dst|port", "192.0.2.7|443", "n192.0.2.7/32" },
    { "type of two", "domain|ip", "evil.example|192.0.2.7", "n192.0.2.7/32 devil.example" },
    { "type with capitals", "User_Agent", "curl", "acurl" },
    { "agent by type keeps its brackets", "user-agent", "a[.]b", "aa[.]b" },
    { "foreign type", "sha256", "192.0.2.7", " f" },
    { "type against form", "ip-src", "evil.example", " x" },
    { "url without one", "url", "evil.example", " x" },
};

static const struct {
    const char *name, *pattern, *is;
} patterns[] = {
    { "one", "[ipv4-addr:value = '192.0.2.7']", "n192.0.2.7/32" },
    { "without spaces", "[ipv4-addr:value='192.0.2.7']", "n192.0.2.7/32" },
    { "network by =", "[ipv4-addr:value = '192.0.2.0/24']", "n192.0.2.0/24" },
    { "subset", "[ipv6-addr:value ISSUBSET '2001:db8::/32']", "n2001:db8::/32" },
    { "alternatives inside", "[ipv4-addr:value = '192.0.2.7' OR domain-name:value = 'evil.example']",
            "n192.0.2.7/32 devil.example" },
    { "alternatives outside", "[ipv4-addr:value = '192.0.2.7'] OR [ipv4-addr:value = '192.0.2.8']",
            "n192.0.2.7/32 n192.0.2.8/32" },
    { "round brackets", "([(ipv4-addr:value = '192.0.2.7')] OR [domain-name:value = 'evil.example'])",
            "n192.0.2.7/32 devil.example" },
    { "a list", "[ipv4-addr:value IN ('192.0.2.7', '192.0.2.8')]", "n192.0.2.7/32 n192.0.2.8/32" },
    { "agent of a request",
            "[network-traffic:extensions.'http-request-ext'.request_header.'User-Agent' = 'Bad (\\'x\\') "
            "Bot']",
            "abad ('x') bot" },
    { "agent, like", "[x-signin:user_agent LIKE '%Bad_Bot%']", "p*bad_bot*" },
    { "agent, exact, with a star", "[x-signin:user_agent = 'a*bcd']", "aa*bcd" },
    { "domain, like", "[domain-name:value LIKE '%.evil.example']", "devil.example" },
    { "source of traffic", "[network-traffic:src_ref.value = '192.0.2.7']", "n192.0.2.7/32" },
    { "foreign", "[file:hashes.'SHA-256' = 'abc']", " f" },
    { "foreign and ours", "[file:size > 5 OR ipv4-addr:value = '192.0.2.7']", "n192.0.2.7/32 f" },
    { "both must hold", "[ipv4-addr:value = '192.0.2.7' AND network-traffic:dst_port = 443]", " x" },
    { "both, foreign first", "[file:size = 443 AND ipv4-addr:value = '192.0.2.7']", " x" },
    { "two in their order", "[ipv4-addr:value = '192.0.2.7'] FOLLOWEDBY [ipv4-addr:value = '192.0.2.8']",
            " x" },
    { "within a time",
            "[ipv4-addr:value = '192.0.2.7'] START t'2026-01-01T00:00:00Z' STOP t'2026-01-02T00:00:00Z'",
            " x" },
    { "not", "[NOT ipv4-addr:value = '192.0.2.7']", " x" },
    { "unequal", "[ipv4-addr:value != '192.0.2.7']", " x" },
    { "expression", "[domain-name:value MATCHES 'evil.*']", " x" },
    { "no end", "[ipv4-addr:value = '192.0.2.7'", " x" },
    { "no end of the text", "[ipv4-addr:value = '192.0.2.7]", " x" },
    { "nothing", "", " x" },
    { "only a bracket", "[", " x" },
    { "only brackets", "((((((((", " x" },
    { "what is taken is all or nothing", "[ipv4-addr:value = '192.0.2.7' OR ipv4-addr:value > '192.0.2.7']",
            " x" },
};

static const struct {
    const char *name, *data, *is;
} lists[] = {
    { "lines", "# bad\n192.0.2.7\r\n\n  evil.example  # since May\n", "n192.0.2.7/32 devil.example" },
    { "a drop list", "192.0.2.0/24 ; SBL1\n", "n192.0.2.0/24" },
    { "an agent with semicolons", "Mozilla/5.0 (X11; Linux x86_64) Bad/1\n",
            "amozilla/5.0 (x11; linux x86_64) bad/1" },
    { "byte order mark, no last line end",
            "\xef\xbb\xbf"
            "192.0.2.7",
            "n192.0.2.7/32" },
    { "twice", "192.0.2.7\n192[.]0.2.7\n", "n192.0.2.7/32" },
    { "a pattern in a line", "[ipv4-addr:value = '192.0.2.7']\n", "n192.0.2.7/32" },
    { "MISP's CSV",
            "uuid,event_id,category,type,value,comment,to_ids,date\n1,2,x,ip-src,192.0.2.7,\"a, b\",1,3\n"
            "1,2,x,sha1,abc,,1,3\n1,2,x,domain,evil.example,,0,3\n",
            "n192.0.2.7/32 devil.example? f" },
    { "twice, once for detection", "type,value,to_ids\nip-src,192.0.2.7,0\nip-dst,192.0.2.7,1\n",
            "n192.0.2.7/32" },
    { "the other way round", "type,value,to_ids\nip-dst,192.0.2.7,1\nip-src,192.0.2.7,0\n", "n192.0.2.7/32" },
    { "semicolons", "Indicator;Note\n192.0.2.7;a\n\n", "n192.0.2.7/32" },
    { "the column is the type", "first_seen,user_agent\n2026-01-01,curl\n", "acurl" },
    { "a header and a comment", "# export\nip\n192.0.2.7\n#192.0.2.8\n", "n192.0.2.7/32" },
    { "a short row", "type,value\nip-src\n", " x" },
    { "a quote without end", "type,value\nip-src,192.0.2.7\nip-src,\"192.0.2.8\n", "n192.0.2.7/32 x" },
    { "nothing", "", "" },
};

static void test_asking(void)
{
    struct indicators set = { 0 };
    static uint32_t hits[HITS_MAX];
    struct passage place = { .no = 1 };
    struct ip_addr ip;
    list_take(&set, 0,
            text("192.0.2.0/24\n192.0.2.7\n192.0.2.0/25\n255.255.255.255\n2001:db8::/32\nevil.example\n"
                 "b.evil.example\nagent:Badder/1\nagent:*badder*\nagent:*other*\n"));
    indicators_add_agent(&set, &place, text("a"), false);
    indicators_seal(&set);
    OK(ip_parse(text("192.0.2.7"), &ip) && indicators_of_source(&set, ip, hits) == 3,
            "an address, its networks");
    OK(ip_parse(text("192.0.2.200"), &ip) && indicators_of_source(&set, ip, hits) == 1, "only the widest");
    OK(ip_parse(text("198.51.100.7"), &ip) && indicators_of_source(&set, ip, hits) == 0, "beside them");
    OK(ip_parse(text("255.255.255.255"), &ip) && indicators_of_source(&set, ip, hits) == 1,
            "the last address");
    OK(ip_parse(text("2001:db8:5::1"), &ip) && indicators_of_source(&set, ip_source_key(ip), hits) == 1,
            "IPv6");
    OK(indicators_of_source(&set, (struct ip_addr){ { 0 } }, hits) == 0, "no address");
    OK(indicators_of_account(&set, text("a@x.b.EVIL.example"), hits) == 2, "a domain and one above it");
    OK(indicators_of_account(&set, text("evil.example\\a"), hits) == 1, "in front of a name");
    OK(indicators_of_account(&set, text("a@notevil.example"), hits) == 0, "not by its end");
    OK(indicators_of_account(&set, text("evil.example"), hits) == 0, "a name without a domain");
    OK(indicators_of_agent(&set, text("BADDER/1"), hits) == 2, "whole and piece");
    OK(indicators_of_agent(&set, text("a badder one"), hits) == 1, "piece");
    OK(indicators_of_agent(&set, text("good"), hits) == 0, "neither");
    OK(indicators_of_agent(&set, text(""), hits) == 0, "none told");
    indicators_done(&set);
}

static void test_fits(void)
{
    OK(pattern_fits(text("a*c"), text("abbbc")) && !pattern_fits(text("a*c"), text("abbbcd")),
            "a run between");
    OK(pattern_fits(text("*"), text("")) && !pattern_fits(text("a*"), text("")), "an empty text");
    OK(pattern_fits(text("*ab*ab"), text("abab")) && pattern_fits(text("*ab*ab"), text("ababab")),
            "steps back");
}

static void test_shape(void)
{
    struct json_shape shape = json_shape(text("{\"a\":[1,2,\"[[[,\\\"[\"],\"b\":{}}"));
    OK(shape.depth == 2 && shape.values == 9, "brackets within texts do not count");
    shape = json_shape(text("[[[[["));
    OK(shape.depth == 5, "what is not closed");
    OK(json_shape(text("]]]]")).depth == 0, "what was never opened");
}

int main(void)
{
    EACH(i, entries)
    {
        struct indicators set = { 0 };
        struct passage place = { .no = 1 };
        entry_take(&set, &place, entry_type_named(text(entries[i].type)), text(entries[i].said));
        const char *is = told(&set);
        if (!OK(strcmp(is, entries[i].is) == 0, entries[i].name))
            printf("# \"%s\"\n", is);
    }
    EACH(i, patterns)
    {
        struct indicators set = { 0 };
        struct passage place = { .no = 1 };
        entry_take(&set, &place, ENTRY_STIX, text(patterns[i].pattern));
        const char *is = told(&set);
        if (!OK(strcmp(is, patterns[i].is) == 0, patterns[i].name))
            printf("# \"%s\"\n", is);
    }
    EACH(i, lists)
    {
        struct indicators set = { 0 };
        list_take(&set, 0, text(lists[i].data));
        const char *is = told(&set);
        if (!OK(strcmp(is, lists[i].is) == 0, lists[i].name))
            printf("# \"%s\"\n", is);
    }
    test_asking();
    test_fits();
    test_shape();
    return tap_done();
}
