/* base_ip.c - addresses are read, masked and written as RFC 4291 and 5952 say. */
#include "core/base/ip.h"
#include "help.h"

static const struct {
    const char *name, *in, *out, *source; /* out NULL: refused */
} cases[] = {
    { "plain", "192.0.2.7", "192.0.2.7", "192.0.2.7" },
    { "mapped is IPv4", "::ffff:192.0.2.7", "192.0.2.7", "192.0.2.7" },
    { "with a port", "192.0.2.7:443", "192.0.2.7", "192.0.2.7" },
    { "brackets and port", "[2001:db8::1]:443", "2001:db8::1", "2001:db8::/64" },
    { "counts by /64", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64" },
    { "zone is dropped", "fe80::1%eth0", "fe80::1", "fe80::/64" },
    { "longest zeros", "2001:0:0:1:0:0:0:1", "2001:0:0:1::1", "2001:0:0:1::/64" },
    { "any", "::", "-", "-" },
    { "octal is refused", "192.0.02.7", NULL, NULL },
    { "over 255", "192.0.2.256", NULL, NULL },
    { "three parts", "192.0.2", NULL, NULL },
    { "five parts", "192.0.2.1.5", NULL, NULL },
    { "two gaps", "2001::1::2", NULL, NULL },
    { "nine groups", "1:2:3:4:5:6:7:8:9", NULL, NULL },
    { "a name", "example.com", NULL, NULL },
    { "empty", "", NULL, NULL },
};

static void test_case(size_t i)
{
    struct ip_addr ip;
    char buf[IP_TEXT_MAX];
    bool ok = ip_parse(text(cases[i].in), &ip);

    if (!OK(ok == (cases[i].out != NULL), cases[i].name) || !ok)
        return;
    ip_format(ip, buf);
    OK(strcmp(buf, cases[i].out) == 0, buf);
    ip_format_source(ip_source_key(ip), buf);
    OK(strcmp(buf, cases[i].source) == 0, buf);
}

int main(void)
{
    struct ip_net net;
    EACH(i, cases)
    test_case(i);
    OK(ip_net_parse(text("10.1.2.3/8"), &net) && net.bits == 104, "IPv4 prefix is 96 longer");
    OK(!ip_net_parse(text("10.0.0.0/33"), &net), "prefix over 32");
    return tap_done();
}
