/* url.c - an address in its pieces, as browsers take it apart (WHATWG URL 4.4). */
#include "core/wire/url.h"

#include "core/base/digit.h"
#include "core/names/domain.h"
#include "core/wire/web.h"

#define HOST_MAX 1024u /* bytes as written, percent and all; a domain has 253 */

/* Without controls and spaces at the ends, nor line ends and tabs within. */
static struct slice cleaned(struct slice s, struct arena *arena)
{
    while (s.len && (unsigned char)s.at[0] <= ' ')
        s = slice_skip(s, 1);
    while (s.len && (unsigned char)s.at[s.len - 1] <= ' ')
        s.len--;
    size_t n = 0;
    while (n < s.len && s.at[n] != '\n' && s.at[n] != '\r' && s.at[n] != '\t')
        n++;
    if (n == s.len)
        return s;
    char *to = arena_take(arena, s.len);
    if (to == NULL)
        return (struct slice){ 0 };
    memcpy(to, s.at, n);
    for (size_t i = n; i < s.len; i++)
        if (s.at[i] != '\n' && s.at[i] != '\r' && s.at[i] != '\t')
            to[n++] = s.at[i];
    return (struct slice){ to, n };
}

static const struct {
    const char *name;
    enum url_scheme scheme;
} schemes[] = { { "https", URL_HTTPS }, { "http", URL_HTTP }, { "mailto", URL_MAILTO }, { "tel", URL_TEL },
    { "data", URL_DATA }, { "javascript", URL_JAVASCRIPT }, { "cid", URL_CID }, { "file", URL_FILE } };

/* Takes "https:"; false: none. A port behind a name ("x.example:8080") is no scheme's end. */
static bool scheme_take(struct slice *in, enum url_scheme *ret)
{
    size_t i = 0;
    while (i < in->len
            && ((char_lower(in->at[i]) >= 'a' && char_lower(in->at[i]) <= 'z')
                    || (i > 0
                            && (web_is_digit(in->at[i]) || in->at[i] == '+' || in->at[i] == '-'
                                    || in->at[i] == '.'))))
        i++;
    if (i == 0 || i >= in->len || in->at[i] != ':')
        return false;
    struct slice name = slice_first(*in, i);
    *ret = URL_OTHER;
    for (size_t k = 0; k < sizeof schemes / sizeof *schemes; k++)
        if (slice_eq_nocase(name, text(schemes[k].name)))
            *ret = schemes[k].scheme;
    if (*ret == URL_OTHER && slice_find(name, '.') < name.len)
        return false;
    *in = slice_skip(*in, i + 1);
    return true;
}

/* ---- hosts ---- */

/* A number as C writes it: 0x7f, 0177, 127; an empty 0x is 0. */
static bool ip_number(struct slice s, uint64_t *ret)
{
    unsigned base = 10;
    if (s.len == 0)
        return false;
    if (s.len >= 2 && s.at[0] == '0' && char_lower(s.at[1]) == 'x')
        base = 16, s = slice_skip(s, 2);
    else if (s.len >= 2 && s.at[0] == '0')
        base = 8, s = slice_skip(s, 1);
    *ret = 0;
    for (size_t i = 0; i < s.len; i++) {
        int digit = digit_hex(s.at[i]);
        if (digit < 0 || digit >= (int)base)
            return false;
        if (*ret <= UINT32_MAX)
            *ret = *ret * base + (unsigned)digit;
    }
    return true;
}

/* Does the last label begin an IPv4 address (WHATWG "ends in a number")? */
static bool ends_in_number(struct slice host)
{
    uint64_t number;
    size_t dot = slice_find_last(host, LIT("."));
    struct slice last = dot < host.len ? slice_skip(host, dot + 1) : host;
    bool digits = last.len > 0;
    for (size_t i = 0; i < last.len; i++)
        digits = digits && web_is_digit(last.at[i]);
    return digits || (last.len >= 2 && last.at[0] == '0' && ip_number(last, &number));
}

/* "192.0.2.1", "0xc0.2.1", "3221225985", "0300.0.0x2.1". */
static bool ipv4(struct slice host, struct ip_addr *ret)
{
    uint64_t part[4] = { 0 }, value = 0;
    size_t count = 0;
    for (;; count++) {
        size_t dot = slice_find(host, '.');
        if (count == 4 || !ip_number(slice_first(host, dot), &part[count]))
            return false;
        if (dot == host.len)
            break;
        host = slice_skip(host, dot + 1);
    }
    for (size_t i = 0; i < count; i++) {
        if (part[i] > 255)
            return false;
        value |= part[i] << (24 - 8 * i);
    }
    if (part[count] >> (8 * (4 - count)) != 0)
        return false;
    value |= part[count];
    *ret = (struct ip_addr){ { [10] = 0xff,
            0xff,
            (uint8_t)(value >> 24),
            (uint8_t)(value >> 16),
            (uint8_t)(value >> 8),
            (uint8_t)value } };
    return true;
}

static bool percent_decoded(struct slice s, char *to, size_t *ret_len, bool *ret_ascii)
{
    size_t n = 0;
    *ret_ascii = true;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        if (c == '%' && i + 2 < s.len && digit_hex(s.at[i + 1]) >= 0 && digit_hex(s.at[i + 2]) >= 0) {
            c = (char)(digit_hex(s.at[i + 1]) << 4 | digit_hex(s.at[i + 2]));
            i += 2;
        }
        *ret_ascii = *ret_ascii && (c & 0x80) == 0;
        to[n++] = char_lower(c);
    }
    *ret_len = n;
    return n > 0;
}

/* No browser opens a host with one of these. */
static bool is_forbidden(struct slice host)
{
    for (size_t i = 0; i < host.len; i++)
        if ((unsigned char)host.at[i] <= ' ' || (unsigned char)host.at[i] == 0x7f
                || strchr("#/:<>?@[\\]^|%", host.at[i]) != NULL)
            return true;
    return host.len == 0;
}

static bool kept(struct slice host, struct arena *arena, struct url *ret)
{
    ret->host = arena_copy(arena, host);
    return ret->host.at != NULL;
}

static bool ip_kept(struct arena *arena, struct url *ret)
{
    char buf[IP_TEXT_MAX];
    size_t len = ip_format(ret->ip, buf);
    ret->is_ip = true;
    return kept((struct slice){ buf, len }, arena, ret);
}

static bool host_read(struct slice written, struct arena *arena, struct url *ret)
{
    char buf[HOST_MAX], ascii[DOMAIN_MAX + 1];
    bool is_ascii;
    if (written.len > HOST_MAX)
        return false;
    if (written.len > 2 && written.at[0] == '[')
        return written.at[written.len - 1] == ']' && ip_parse(written, &ret->ip) && ip_kept(arena, ret);
    struct slice host = { buf, 0 };
    if (!percent_decoded(written, buf, &host.len, &is_ascii))
        return false;
    if (!is_ascii && !domain_to_ascii(host, ascii, sizeof ascii, &host))
        return false;
    if (is_forbidden(host))
        return false;
    while (host.len > 1 && host.at[host.len - 1] == '.')
        host.len--;
    if (ends_in_number(host))
        return ipv4(host, &ret->ip) && ip_kept(arena, ret);
    return kept(host, arena, ret);
}

/* "user:password@host:port" */
static bool authority_read(struct slice in, struct arena *arena, struct url *ret)
{
    size_t at = slice_find_last(in, LIT("@"));
    if (at < in.len) {
        ret->user = slice_first(in, at);
        in = slice_skip(in, at + 1);
    }
    size_t colon = slice_find_last(in, LIT(":"));
    size_t bracket = slice_find_last(in, LIT("]"));
    if (colon < in.len && (bracket == in.len || colon > bracket)) {
        uint64_t port = 0;
        struct slice digits = slice_skip(in, colon + 1);
        if (digits.len > 0 && !slice_to_uint(digits, 65535, &port))
            return false;
        ret->port = (uint16_t)port;
        in = slice_first(in, colon);
    }
    return host_read(in, arena, ret);
}

static void tail_read(struct slice in, struct url *ret)
{
    size_t hash = slice_find(in, '#');
    ret->fragment = slice_skip(in, hash + 1);
    in = slice_first(in, hash);
    size_t mark = slice_find(in, '?');
    ret->query = slice_skip(in, mark + 1);
    ret->path = slice_first(in, mark);
}

bool url_split(struct slice written, struct arena *arena, struct url *ret)
{
    struct slice in = cleaned(written, arena);
    struct url url = { 0 };
    if (!scheme_take(&in, &url.scheme))
        return false;
    if (url.scheme != URL_HTTP && url.scheme != URL_HTTPS) {
        if (url.scheme == URL_MAILTO || url.scheme == URL_TEL || url.scheme == URL_CID)
            tail_read(in, &url);
        else
            url.path = in;
        *ret = url;
        return in.len > 0;
    }
    size_t i = 0, end;
    while (i < in.len && web_is_slash(in.at[i]))
        i++;
    for (end = i; end < in.len && !web_is_slash(in.at[end]) && in.at[end] != '?' && in.at[end] != '#';)
        end++;
    if (!authority_read((struct slice){ in.at + i, end - i }, arena, &url))
        return false;
    tail_read(slice_skip(in, end), &url);
    *ret = url;
    return true;
}
