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
    { "no text is a machine", "fd::1", NULL, NULL },
};

static const struct {
    const char *name, *in, *out;
} machines[] = {
    { "as it is", "WARD-PC12", "WARD-PC12" },
    { "without case", "ward-pc12", "WARD-PC12" },
    { "eighteen letters", "ABCDEFGHIJKLMNOP_9", "ABCDEFGHIJKLMNOP_9" },
    { "nineteen are cut and hashed", "ABCDEFGHIJKLMNOPQRS", "ABCDEFGHI~" },
    { "is no address", "192.0.2.7", "192_0_2_7~" },
    { "short and odd", "a b", "A_B~" },
    { "bytes that are no text", "\xff\x01~", "___~" },
};

static void test_machine(size_t i)
{
    char buf[IP_TEXT_MAX];
    const char *out = machines[i].out;
    struct ip_addr ip = ip_of_machine(text(machines[i].in), text("")), back;
    size_t n = ip_format_source(ip_source_key(ip), buf), known = strlen(out);
    bool whole = out[known - 1] != '~';

    OK(ip_is_machine(ip) && ip_is_private(ip), machines[i].name);
    OK(strncmp(buf, out, known) == 0 && n == (whole ? known : known + 8), buf);
    OK(!ip_parse((struct slice){ buf, n }, &back), "reads as no address");
    OK(ip_eq(ip_mask(ip, 96), ip), "has no network");
    OK(ip_machine_parse((struct slice){ buf, n }, &back) && ip_eq(back, ip), "reads back");
}

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
    EACH(i, machines)
    test_machine(i);
    OK(ip_is_none(ip_of_machine(text(""), text(""))), "no name is no machine");
    OK(!ip_eq(ip_of_machine(text("a.b"), text("")), ip_of_machine(text("a_b"), text(""))),
            "what is alike when drawn is not one");
    OK(!ip_eq(ip_of_machine(text("WARD-7"), text("a")), ip_of_machine(text("WARD-7"), text("b"))),
            "two users of a machine are two");
    OK(ip_net_parse(text("10.1.2.3/8"), &net) && net.bits == 104, "IPv4 prefix is 96 longer");
    OK(!ip_net_parse(text("10.0.0.0/33"), &net), "prefix over 32");
    return tap_done();
}
