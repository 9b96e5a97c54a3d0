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

/* ---- what lies behind ---- */

static const struct {
    const char *name, *in, *by, *target; /* by "": nothing is behind it */
} wraps[] = {
    { "Safe Links",
            "https://eur01.safelinks.protection.outlook.com/"
            "?url=https%3A%2F%2Fx.example%2Fa%3Fb%3Dc&data=05%7C01&amp;sdata=y",
            "eur01.safelinks.protection.outlook.com", "https://x.example/a?b=c" },
    { "Safe Links of a government",
            "https://gcc02.safelinks.protection.outlook.com/ap/t-59584e83/"
            "?url=https%3A%2F%2Fx.example%2Fa%3Fb%3Dc&data=1",
            "gcc02.safelinks.protection.outlook.com", "https://x.example/a?b=c" },
    { "Proofpoint 1", "https://urldefense.proofpoint.com/v1/url?u=https%3A%2F%2Fx.example%2Fa%3Fb%3Dc&k=1",
            "urldefense.proofpoint.com", "https://x.example/a?b=c" },
    { "Proofpoint 2", "https://urldefense.proofpoint.com/v2/url?u=https-3A__x.example_a-3Fb-3Dc&d=DwMFAg&c=1",
            "urldefense.proofpoint.com", "https://x.example/a?b=c" },
    { "Proofpoint 3", "https://urldefense.com/v3/__https://x.example/*a**Cb__;IyE/Jj0=!!abc!def$",
            "urldefense.com", "https://x.example/#a!?&=b" },
    { "Proofpoint 3 without stars", "https://urldefense.com/v3/__https:/x.example/a?b=c__;!!abc!def$",
            "urldefense.com", "https://x.example/a?b=c" },
    { "Mimecast tells a domain", "https://protect-eu.mimecast.com/s/AbC?domain=x.example",
            "protect-eu.mimecast.com", "https://x.example" },
    { "Barracuda", "https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fx.example%2fa%3fb%3dc&c=E,1",
            "linkprotect.cudasvc.com", "https://x.example/a?b=c" },
    { "Cisco", "https://secure-web.cisco.com/1AbC-d_/https%3A%2F%2Fx.example%2Fa%3Fb%3Dc",
            "secure-web.cisco.com", "https://x.example/a?b=c" },
    { "Trend Micro",
            "https://imsva91-ctp.trendmicro.com/wis/clicktime/v1/"
            "query?url=https%3a%2f%2fx.example%2fa%3fb%3dc&umid=1",
            "imsva91-ctp.trendmicro.com", "https://x.example/a?b=c" },
    { "FireEye", "https://protect2.fireeye.com/v1/url?k=1&q=1&e=2&u=https%3A%2F%2Fx.example%2Fa%3Fb%3Dc",
            "protect2.fireeye.com", "https://x.example/a?b=c" },
    { "Sophos", "https://eu-west-1.protection.sophos.com?d=x.example&u=aHR0cHM6Ly94LmV4YW1wbGUvYT9iPWM=&i=1",
            "eu-west-1.protection.sophos.com", "https://x.example/a?b=c" },
    { "Symantec", "https://clicktime.symantec.com/a/1/AbC=?d=1&u=https%3A%2F%2Fx.example%2Fa%3Fb%3Dc",
            "clicktime.symantec.com", "https://x.example/a?b=c" },
    { "Avanan 1", "https://avanan.url-protection.com/v1/url?o=https%3A//x.example/a%3Fb%3Dc&g=1",
            "avanan.url-protection.com", "https://x.example/a?b=c" },
    { "Avanan 2", "https://url.avanan.click/v2/___https://x.example/a?b=c___.YXAz", "url.avanan.click",
            "https://x.example/a?b=c" },
    { "Google", "https://www.google.com/url?sa=t&q=https%3A%2F%2Fx.example%2Fa%3Fb%3Dc&usg=1",
            "www.google.com", "https://x.example/a?b=c" },
    { "Google elsewhere", "https://www.google.co.uk/url?q=https://x.example/a?b=c", "www.google.co.uk",
            "https://x.example/a?b=c" },
    { "Google AMP", "https://www.google.com/amp/s/x.example/a", "www.google.com", "https://x.example/a" },
    { "Bing", "https://www.bing.com/ck/a?!&&p=1&u=a1aHR0cHM6Ly94LmV4YW1wbGUvYT9iPWM&ntb=1", "www.bing.com",
            "https://x.example/a?b=c" },
    { "Facebook", "https://l.facebook.com/l.php?u=https%3A%2F%2Fx.example%2Fa%3Fb%3Dc&h=1", "l.facebook.com",
            "https://x.example/a?b=c" },
    { "LinkedIn",
            "https://www.linkedin.com/redir/redirect?url=https%3A%2F%2Fx%2Eexample%2Fa%3Fb%3Dc&urlhash=1",
            "www.linkedin.com", "https://x.example/a?b=c" },
    { "YouTube", "https://www.youtube.com/redirect?event=1&q=https%3A%2F%2Fx.example%2Fa%3Fb%3Dc",
            "www.youtube.com", "https://x.example/a?b=c" },
    { "DuckDuckGo", "https://duckduckgo.com/l/?uddg=https%3A%2F%2Fx.example%2Fa%3Fb%3Dc", "duckduckgo.com",
            "https://x.example/a?b=c" },
    { "Yahoo",
            "https://r.search.yahoo.com/_ylt=1/RV=2/RE=3/RO=10/RU=https%3a%2f%2fx.example%2fa%3fb%3dc/RK=2/"
            "RS=1",
            "r.search.yahoo.com", "https://x.example/a?b=c" },
    { "AWS", "https://abc.r.eu-west-1.awstrack.me/L0/https:%2F%2Fx.example%2Fa%3Fb=c/1/0102-000000/y=1",
            "abc.r.eu-west-1.awstrack.me", "https://x.example/a?b=c" },
    { "Mandrill",
            "https://mandrillapp.com/track/click/1/"
            "x.example?p="
            "eyJzIjoiayIsInYiOjEsInAiOiJ7XCJ1XCI6MSxcInZcIjoxLFwidXJsXCI6XCJodHRwczpcXC9cXC94LmV4YW1wbGVcXC9h"
            "P2I9Y1wiLFwiaWRcIjpcInpcIn0ifQ==",
            "mandrillapp.com", "https://x.example/a?b=c" },
    { "one within the other",
            "https://eur01.safelinks.protection.outlook.com/"
            "?url=https%3A%2F%2Furldefense.proofpoint.com%2Fv2%2Furl%3Fu%3Dhttps-3A__x.example_a-3Fb-3Dc%26d%"
            "3D1&data=1",
            "eur01.safelinks.protection.outlook.com", "https://x.example/a?b=c" },
    { "an open redirect",
            "https://shop.example.com/out?id=1&redirect_uri=https%3A%2F%2Fx.example%2Fa%3Fb%3Dc",
            "shop.example.com", "https://x.example/a?b=c" },
    { "an open redirect, percent twice",
            "https://shop.example.com/out?u=https%253A%252F%252Fx.example%252Fa%253Fb%253Dc",
            "shop.example.com", "https://x.example/a?b=c" },
    { "an open redirect in base64", "https://shop.example.com/out?r=aHR0cHM6Ly94LmV4YW1wbGUvYT9iPWM",
            "shop.example.com", "https://x.example/a?b=c" },
    { "a redirect in a path", "https://click.example.com/CL0/https:%2F%2Fx.example%2Fa%3Fb=c/1/2",
            "click.example.com", "https://x.example/a?b=c" },
    { "a plain address", "https://x.example/a?b=c", "", "" },
    { "a parameter of the same house",
            "https://login.example.com/?continue=https%3A%2F%2Fmail.example.com%2F", "", "" },
    { "a page that shares", "https://www.social.example.com/sharer.php?u=https%3A%2F%2Fx.example%2F", "",
            "" },
    { "a parameter that is a word", "https://shop.example.com/search?q=https", "", "" },
    { "a parameter that is no redirect's", "https://shop.example.com/?image=https%3A%2F%2Fx.example%2F", "",
            "" },
    { "Google's search", "https://www.google.com/search?q=x.example", "", "" },
    { "a path within Google's", "https://www.google.com/urlx?a=b", "", "" },
    { "an archive", "https://web.archive.example/web/2020/https://x.example/", "", "" },
    { "a host that ends alike", "https://notsafelinks.protection.outlook.com.example.com/", "", "" },
    { "Sophos without an address", "https://eu-west-1.protection.sophos.com?d=x.example&u=AAAA", "", "" },
    { "relative", "/url?q=https://x.example/", "", "" },
    { "Proofpoint 3 cut off", "https://urldefense.com/v3/__https://x.example/", "", "" },
};

static void test_unwrap(size_t i, struct arena *arena)
{
    struct slice target = { 0 }, by = { 0 };
    bool any = url_unwrap(text(wraps[i].in), arena, &target, &by);
    OK(any == (wraps[i].by[0] != 0), wraps[i].name);
    IS(target, wraps[i].target, "target");
    IS(by, wraps[i].by, "by");
}

/* ---- addresses in text ---- */

static const struct {
    const char *name, *in, *out; /* found, each in brackets */
} finds[] = {
    { "plain", "see https://x.example/a and http://y.example.", "[https://x.example/a][http://y.example]" },
    { "a sentence's end", "Is it https://x.example/a?b=c, or (https://y.example/d)?",
            "[https://x.example/a?b=c][https://y.example/d]" },
    { "brackets of its own", "https://x.example/a_(b) (https://y.example/a_(b))",
            "[https://x.example/a_(b)][https://y.example/a_(b)]" },
    { "within <>", "<https://x.example/a>", "[https://x.example/a]" },
    { "www", "go to www.x.example now", "[www.x.example]" },
    { "a bare domain with a path", "x.com/login, y.co.uk/", "[x.com/login][y.co.uk/]" },
    { "a bare domain alone", "x.com is a name", "" },
    { "an unknown suffix", "notes.txt/a and e.g./or", "" },
    { "a mail address", "j.meier@institute.com/x", "" },
    { "made harmless", "hxxps://x.com/a and https[:]//x.com and x[.]com/a", "" },
    { "glued to a word", "clickhttps://x.example/a", "[https://x.example/a]" },
    { "a scheme alone", "https:// and http://", "" },
    { "quotes of people", "\xe2\x80\x9chttps://x.example/a\xe2\x80\x9d \xc2\xabhttps://y.example\xc2\xbb",
            "[https://x.example/a][https://y.example]" },
    { "another script", "https://\xd0\xb0.example/ x", "[https://\xd0\xb0.example/]" },
    { "nothing", "", "" },
};

static void test_find(size_t i)
{
    char got[256] = "";
    size_t at = 0, n = 0;
    struct slice found;
    while (url_find(text(finds[i].in), &at, &found))
        n += (size_t)snprintf(got + n, sizeof got - n, "[%.*s]", (int)found.len, found.at);
    IS(text(got), finds[i].out, finds[i].name);
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
    EACH(i, wraps)
    {
        arena_reset(&arena);
        test_unwrap(i, &arena);
    }
    EACH(i, finds)
    test_find(i);
    arena_done(&arena);
    return tap_done();
}
