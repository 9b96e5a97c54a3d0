/* wire_url.c - addresses in their pieces, as browsers see them. */
#include "core/wire/url.h"

#include "help.h"

static const struct {
    const char *name, *in;
    bool ok;
    const char *host, *user, *path, *query;
    bool is_ip;
    unsigned port;
} splits[] = {
    { "plain", "https://www.x.example/a/b?c=d#e", true, "www.x.example", "", "/a/b", "c=d", false, 0 },
    { "capitals", "HTTP://WWW.X.Example:8080", true, "www.x.example", "", "", "", false, 8080 },
    { "a user that is a bank", "https://bank.example@192.0.2.1/", true, "192.0.2.1", "bank.example", "/", "",
            true, 0 },
    { "several @", "https://a@b@x.example/", true, "x.example", "a@b", "/", "", false, 0 },
    { "backslashes", "https:\\\\x.example\\a", true, "x.example", "", "\\a", "", false, 0 },
    { "no slash", "https:x.example/a", true, "x.example", "", "/a", "", false, 0 },
    { "many slashes", "https:////x.example", true, "x.example", "", "", "", false, 0 },
    { "line ends and tabs", " ht\ntps://x.\texample/\r\na ", true, "x.example", "", "/a", "", false, 0 },
    { "hexadecimal", "http://0xC0.0x0.0x2.0x1/", true, "192.0.2.1", "", "/", "", true, 0 },
    { "octal", "http://0300.0.02.01/", true, "192.0.2.1", "", "/", "", true, 0 },
    { "one number", "http://3221225985/", true, "192.0.2.1", "", "/", "", true, 0 },
    { "two numbers", "http://192.513/", true, "192.0.2.1", "", "/", "", true, 0 },
    { "a number that is too large", "http://192.0.2.256/", false, "", "", "", "", false, 0 },
    { "IPv6", "http://[2001:DB8::1]:81/x", true, "2001:db8::1", "", "/x", "", true, 81 },
    { "no IPv6", "http://[x]/", false, "", "", "", "", false, 0 },
    { "percent in the host", "https://x%2eexampl%65/", true, "x.example", "", "/", "", false, 0 },
    { "percent that stays", "https://x%2.example/", false, "", "", "", "", false, 0 },
    { "full width",
            "https://\xef\xbd\x98\xef\xbc\x8e"
            "example/",
            true, "x.example", "", "/", "", false, 0 },
    { "ideographic full stop",
            "https://x\xe3\x80\x82"
            "example/",
            true, "x.example", "", "/", "", false, 0 },
    { "another script", "https://\xd0\xb0pple.example/", true, "xn--pple-43d.example", "", "/", "", false,
            0 },
    { "soft hyphen in the host", "https://ba\xc2\xadnk.example/", true, "bank.example", "", "/", "", false,
            0 },
    { "a character that becomes a slash", "https://x\xe2\x84\x80.example/", false, "", "", "", "", false, 0 },
    { "dot at the end", "https://x.example./", true, "x.example", "", "/", "", false, 0 },
    { "port over limit", "https://x.example:65536/", false, "", "", "", "", false, 0 },
    { "empty port", "https://x.example:/", true, "x.example", "", "/", "", false, 0 },
    { "@ in the path", "https://x.example/@y.example", true, "x.example", "", "/@y.example", "", false, 0 },
    { "query at once", "https://x.example?a@b", true, "x.example", "", "", "a@b", false, 0 },
    { "mail", "mailto:j.meier@institute.example?subject=x", true, "", "", "j.meier@institute.example",
            "subject=x", false, 0 },
    { "telephone", "tel:+441632960000", true, "", "", "+441632960000", "", false, 0 },
    { "data", "data:text/html,<b>?x#y", true, "", "", "text/html,<b>?x#y", "", false, 0 },
    { "relative", "/a/b", false, "", "", "", "", false, 0 },
    { "a fragment", "#top", false, "", "", "", "", false, 0 },
    { "nothing", "", false, "", "", "", "", false, 0 },
    { "a scheme alone", "https://", false, "", "", "", "", false, 0 },
    { "host and port", "x.example:8080/a", false, "", "", "", "", false, 0 },
};

static void test_split(size_t i, struct arena *arena)
{
    struct url url = { 0 };
    bool ok = url_split(text(splits[i].in), arena, &url);
    if (!OK(ok == splits[i].ok, splits[i].name) || !ok)
        return;
    IS(url.host, splits[i].host, "host");
    IS(url.user, splits[i].user, "user");
    IS(url.path, splits[i].path, "path");
    IS(url.query, splits[i].query, "query");
    OK(url.is_ip == splits[i].is_ip, "an address");
    OK(url.port == splits[i].port, "port");
}

int main(void)
{
    struct arena arena;
    struct error err;
    if (!OK(arena_init(&arena, 65536, &err) == STATUS_OK, "room"))
        return tap_done();
    EACH(i, splits)
    {
        arena_reset(&arena);
        test_split(i, &arena);
    }
    arena_done(&arena);
    return tap_done();
}
