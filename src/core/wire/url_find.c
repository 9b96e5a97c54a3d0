/* url_find.c - addresses in the text of people: what mail programs make a link of. */
#include "core/base/chars.h"
#include "core/names/domain.h"
#include "core/wire/url.h"
#include "core/wire/web.h"

static bool is_alnum(char c)
{
    return web_is_digit(c) || web_is_letter(c);
}

static bool is_host_char(char c)
{
    return is_alnum(c) || c == '-' || c == '.';
}

/* Quotes and spaces of other scripts, and full-width brackets. */
static bool ends_address(uint32_t c)
{
    return c <= ' ' || c == '<' || c == '>' || c == '"' || c == '`' || c == 0x7f || c == 0xa0 || c == 0xab
            || c == 0xbb || (c >= 0x2000 && c <= 0x200b) || (c >= 0x2018 && c <= 0x201f) || c == 0x2028
            || c == 0x2029 || c == 0x202f || c == 0x3000 || (c >= 0x3001 && c <= 0x3002)
            || (c >= 0x3008 && c <= 0x3011) || c == 0xff08 || c == 0xff09 || c == 0xfffd;
}

static bool is_trailing(char c)
{
    return strchr(".,;:!?'*_|~-", c) != NULL;
}

/* Without what belongs to the sentence: punctuation, and brackets that were not opened within. */
static struct slice trimmed(struct slice s)
{
    int round = 0, square = 0, curly = 0;
    for (size_t i = 0; i < s.len; i++) {
        round += s.at[i] == '(' ? 1 : s.at[i] == ')' ? -1 : 0;
        square += s.at[i] == '[' ? 1 : s.at[i] == ']' ? -1 : 0;
        curly += s.at[i] == '{' ? 1 : s.at[i] == '}' ? -1 : 0;
    }
    while (s.len > 0) {
        char last = s.at[s.len - 1];
        int *open = last == ')' ? &round : last == ']' ? &square : last == '}' ? &curly : NULL;
        if (open != NULL ? *open >= 0 : !is_trailing(last))
            break;
        if (open != NULL)
            ++*open;
        s.len--;
    }
    return s;
}

/* From `from` up to what ends an address. */
static struct slice taken(struct slice text, size_t from)
{
    size_t i = from;
    while (i < text.len) {
        size_t len = 1;
        uint32_t c = (unsigned char)text.at[i];
        if (c >= 0x80)
            c = char_next(slice_skip(text, i), &len);
        if (ends_address(c))
            break;
        i += len;
    }
    return trimmed((struct slice){ text.at + from, i - from });
}

static bool starts_nocase(struct slice s, struct slice with)
{
    return s.len > with.len && slice_eq_nocase(slice_first(s, with.len), with);
}

/* Behind "https://" a host must begin. */
static bool begins_scheme(struct slice rest)
{
    size_t skip = starts_nocase(rest, LIT("https://")) ? 8 : starts_nocase(rest, LIT("http://")) ? 7 : 0;
    return skip > 0 && (is_alnum(rest.at[skip]) || rest.at[skip] == '[' || (rest.at[skip] & 0x80));
}

/* "www.x.example" or "x.example/path" whose letters are `host`; what follows is told by the caller. */
static bool is_bare(struct slice host, char before, char next)
{
    if (before == '@' || before == '/' || before == '.' || before == '-' || before == '=' || next == '@'
            || host.len > DOMAIN_MAX)
        return false;
    while (host.len && (host.at[host.len - 1] == '.' || host.at[host.len - 1] == '-'))
        host.len--;
    if (starts_nocase(host, LIT("www.")))
        return slice_find(slice_skip(host, 4), '.') < host.len - 4;
    return next == '/' && slice_find(host, '.') < host.len && domain_is_known(host);
}

bool url_find(struct slice text, size_t *at, struct slice *ret)
{
    size_t i = *at;
    while (i < text.len) {
        if (!is_alnum(text.at[i])) {
            i++;
            continue;
        }
        size_t end = i;
        for (; end < text.len && is_host_char(text.at[end]); end++) {
            if (char_lower(text.at[end]) != 'h' || !begins_scheme(slice_skip(text, end)))
                continue;
            *ret = taken(text, end);
            *at = end + ret->len;
            return true;
        }
        if (is_bare((struct slice){ text.at + i, end - i }, (char)(i > 0 ? text.at[i - 1] : ' '),
                    (char)(end < text.len ? text.at[end] : ' '))) {
            *ret = taken(text, i);
            *at = i + ret->len;
            return true;
        }
        i = end;
    }
    *at = text.len;
    return false;
}
