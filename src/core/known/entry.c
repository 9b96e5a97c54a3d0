/* entry.c - what a text is, by its type or by its form. */
#include "core/known/entry.h"

#include <ctype.h>

#include "core/known/pattern.h"

static const struct {
    const char *name;
    enum entry_type type;
} types[] = {
    { "", ENTRY_ANY },
    { "any", ENTRY_ANY },
    { "indicator", ENTRY_ANY },
    { "ip", ENTRY_ADDRESS },
    { "ipv4", ENTRY_ADDRESS },
    { "ipv6", ENTRY_ADDRESS },
    { "ipv4-addr", ENTRY_ADDRESS },
    { "ipv6-addr", ENTRY_ADDRESS },
    { "ip-src", ENTRY_ADDRESS },
    { "ip-dst", ENTRY_ADDRESS },
    { "ip-address", ENTRY_ADDRESS },
    { "address", ENTRY_ADDRESS },
    { "cidr", ENTRY_ADDRESS },
    { "network", ENTRY_ADDRESS },
    { "ip-src|port", ENTRY_ADDRESS_PORT },
    { "ip-dst|port", ENTRY_ADDRESS_PORT },
    { "domain", ENTRY_DOMAIN },
    { "domain-name", ENTRY_DOMAIN },
    { "hostname", ENTRY_DOMAIN },
    { "host", ENTRY_DOMAIN },
    { "fqdn", ENTRY_DOMAIN },
    { "domain|ip", ENTRY_DOMAIN_ADDRESS },
    { "hostname|port", ENTRY_DOMAIN_ADDRESS },
    { "email", ENTRY_EMAIL },
    { "email-src", ENTRY_EMAIL },
    { "email-addr", ENTRY_EMAIL },
    { "url", ENTRY_URL },
    { "uri", ENTRY_URL },
    { "user-agent", ENTRY_AGENT },
    { "useragent", ENTRY_AGENT },
    { "agent", ENTRY_AGENT },
    { "pattern", ENTRY_STIX },
    { "stix", ENTRY_STIX },
};

/* "User_Agent", "user agent" and "user-agent" are one. */
static bool is_named(struct slice said, const char *name)
{
    struct slice is = text(name);
    if (said.len != is.len)
        return false;
    for (size_t i = 0; i < said.len; i++) {
        char c = said.at[i] == '_' || said.at[i] == ' ' ? '-' : said.at[i];
        if (char_lower(c) != is.at[i])
            return false;
    }
    return true;
}

enum entry_type entry_type_named(struct slice type)
{
    struct slice said = slice_trim(type);
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (is_named(said, types[i].name))
            return types[i].type;
    return ENTRY_FOREIGN;
}

/* ---- harm put back ---- */

static const struct {
    const char *said, *meant;
} harmless[] = {
    { "[.]", "." },
    { "(.)", "." },
    { "{.}", "." },
    { "[dot]", "." },
    { "(dot)", "." },
    { "[:]", ":" },
    { "[://]", "://" },
    { "[@]", "@" },
    { "[at]", "@" },
    { "(at)", "@" },
    { "[/]", "/" },
};

static bool take_harmless(struct slice *in, const char **ret)
{
    bool opens = in->at[0] == '[' || in->at[0] == '(' || in->at[0] == '{';
    for (size_t i = 0; opens && i < sizeof harmless / sizeof harmless[0]; i++) {
        struct slice said = text(harmless[i].said);
        if (slice_eq_nocase(slice_first(*in, said.len), said)) {
            *in = slice_skip(*in, said.len);
            *ret = harmless[i].meant;
            return true;
        }
    }
    return false;
}

struct slice entry_undo(struct slice said, char buf[ENTRY_MAX])
{
    struct slice in = slice_first(said, ENTRY_MAX);
    size_t n = 0;
    const char *meant;
    if (slice_eq_nocase(slice_first(in, 4), LIT("hxxp"))) {
        memcpy(buf, "http", 4);
        n = 4;
        in = slice_skip(in, 4);
    }
    while (in.len > 0) {
        if (take_harmless(&in, &meant)) {
            memcpy(buf + n, meant, strlen(meant)); /* never longer than what was said */
            n += strlen(meant);
        } else {
            buf[n++] = in.at[0];
            in = slice_skip(in, 1);
        }
    }
    return (struct slice){ buf, n };
}

/* ---- forms ---- */

/* An address, with a port or prefix behind it. */
static bool is_network(struct slice said, struct ip_net *ret)
{
    if (ip_net_parse(said, ret))
        return true;
    if (!ip_parse(said, &ret->addr))
        return false;
    ret->bits = 128;
    return true;
}

static bool is_label_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'
            || (unsigned char)c >= 0x80;
}

/* Labels of 1 to 63 bytes, a dot at least, and a last label that is no number (RFC 1035, RFC 3696). */
static bool is_domain(struct slice said)
{
    size_t label = 0, dots = 0;
    bool digits = true;
    if (said.len == 0 || said.len > 253)
        return false;
    for (size_t i = 0; i < said.len; i++) {
        if (said.at[i] == '.') {
            if (label == 0)
                return false;
            label = 0;
            digits = true;
            dots++;
            continue;
        }
        if (!is_label_byte(said.at[i]) || ++label > 63)
            return false;
        digits = digits && said.at[i] >= '0' && said.at[i] <= '9';
    }
    return dots > 0 && label > 1 && !digits;
}

/* "Mozilla/5.0 (...)", "python-requests/2.31": a product and its version (RFC 9110, 10.1.5). */
static bool is_agent(struct slice said)
{
    size_t slash = slice_find(said, '/');
    if (slash + 1 >= said.len || !isalpha((unsigned char)said.at[0]))
        return false;
    for (size_t i = 0; i < said.len; i++)
        if ((unsigned char)said.at[i] < 0x20)
            return false;
    for (size_t i = 0; i < slash; i++)
        if (!is_label_byte(said.at[i]) && said.at[i] != '.' && said.at[i] != '*')
            return false;
    char c = said.at[slash + 1];
    return (c >= '0' && c <= '9') || c == '*' || c == 'v';
}

/* MD5, SHA-1, SHA-256, SHA-512 in hex: no sign-in holds a file. */
static bool is_file_hash(struct slice said)
{
    if (said.len != 32 && said.len != 40 && said.len != 64 && said.len != 128)
        return false;
    for (size_t i = 0; i < said.len; i++)
        if (!isxdigit((unsigned char)said.at[i]))
            return false;
    return true;
}

/* The host of "scheme://user@host:port/path"; empty when it is no such thing. */
static struct slice host_of(struct slice url)
{
    size_t scheme = slice_find_slice(url, LIT("://"));
    if (scheme == url.len || scheme == 0)
        return (struct slice){ NULL, 0 };
    struct slice host = slice_skip(url, scheme + 3);
    for (size_t i = 0; i < host.len; i++)
        if (host.at[i] == '/' || host.at[i] == '?' || host.at[i] == '#')
            host.len = i;
    size_t user = slice_find_last(host, LIT("@"));
    if (user < host.len)
        host = slice_skip(host, user + 1);
    return host;
}

static bool take_host(struct indicators *set, const struct passage *place, struct slice host)
{
    struct ip_net net;
    if (is_network(host, &net)) {
        indicators_add_network(set, place, net);
        return true;
    }
    if (host.len > 0 && host.at[0] != '[')
        host = slice_first(host, slice_find(host, ':'));
    if (slice_starts(host, LIT("*.")))
        host = slice_skip(host, 2);
    if (host.len > 0 && host.at[host.len - 1] == '.')
        host.len--;
    if (!is_domain(host))
        return false;
    indicators_add_domain(set, place, host);
    return true;
}

static bool take_any(struct indicators *set, const struct passage *place, struct slice said, struct slice raw)
{
    struct slice host = host_of(said), mail = slice_skip(said, slice_find(said, '@') + 1);
    struct slice named = raw;
    if (take_lit(&named, LIT("agent:")) || take_lit(&named, LIT("user-agent:"))) {
        entry_take(set, place, ENTRY_AGENT, slice_trim(named));
        return true;
    }
    if (slice_starts(said, LIT("[")) && slice_find_slice(said, LIT(":value")) < said.len) {
        entry_take(set, place, ENTRY_STIX, raw);
        return true;
    }
    if (host.len > 0 ? take_host(set, place, host) : take_host(set, place, said))
        return true;
    if (mail.len > 0 && slice_find(said, ' ') == said.len)
        return take_host(set, place, mail);
    if (is_file_hash(said)) {
        set->foreign++;
        return true;
    }
    if (!is_agent(raw))
        return false;
    entry_take(set, place, ENTRY_AGENT, raw);
    return true;
}

static bool take_address(struct indicators *set, const struct passage *place, struct slice said)
{
    struct ip_net net;
    if (!is_network(said, &net))
        return false;
    indicators_add_network(set, place, net);
    return true;
}

/* Both sides of the bar, when the one behind it is an address too. */
static bool take_pair(struct indicators *set, const struct passage *place, struct slice said)
{
    struct slice behind = slice_skip(said, slice_find(said, '|') + 1);
    if (!take_host(set, place, slice_first(said, slice_find(said, '|'))))
        return false;
    (void)take_address(set, place, behind);
    return true;
}

void entry_take(struct indicators *set, const struct passage *place, enum entry_type type, struct slice said)
{
    static const char *const expected[] = {
        [ENTRY_ANY] = "no address, network, domain, URL or user agent",
        [ENTRY_ADDRESS] = "no address or network",
        [ENTRY_ADDRESS_PORT] = "no address|port",
        [ENTRY_DOMAIN] = "no domain",
        [ENTRY_DOMAIN_ADDRESS] = "no domain|address",
        [ENTRY_EMAIL] = "no mail address",
        [ENTRY_URL] = "no URL with a host",
    };
    char buf[ENTRY_MAX];
    struct slice raw = slice_trim(said), meant = entry_undo(raw, buf);
    bool ok = true;
    if (raw.len > ENTRY_MAX && type != ENTRY_FOREIGN && type != ENTRY_STIX) {
        indicators_bad(set, place, "over 4,096 bytes", raw);
        return;
    }
    switch (type) {
    case ENTRY_FOREIGN: set->foreign++; break;
    case ENTRY_ANY: ok = take_any(set, place, meant, raw); break;
    case ENTRY_ADDRESS: ok = take_address(set, place, meant); break;
    case ENTRY_ADDRESS_PORT: ok = take_address(set, place, slice_first(meant, slice_find(meant, '|'))); break;
    case ENTRY_DOMAIN: ok = take_host(set, place, meant); break;
    case ENTRY_DOMAIN_ADDRESS: ok = take_pair(set, place, meant); break;
    case ENTRY_EMAIL: ok = take_host(set, place, slice_skip(meant, slice_find(meant, '@') + 1)); break;
    case ENTRY_URL: ok = take_host(set, place, host_of(meant)); break;
    case ENTRY_AGENT: indicators_add_agent(set, place, raw, slice_find(raw, '*') < raw.len); break;
    case ENTRY_STIX: pattern_take(set, place, raw); break;
    }
    if (!ok)
        indicators_bad(set, place, expected[type], raw);
}
