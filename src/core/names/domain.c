/* domain.c - public suffixes and the two ways to write other scripts. */
#include "core/names/domain.h"

#include <idn2.h>
#include <libpsl.h>

#include "core/base/ip.h"

/* A copy with a NUL, without the dot that may stand at the end; false: longer than any domain. */
static bool copied(struct slice s, char buf[DOMAIN_MAX + 1])
{
    if (s.len > 0 && s.at[s.len - 1] == '.')
        s.len--;
    if (s.len == 0 || s.len > DOMAIN_MAX || memchr(s.at, 0, s.len) != NULL)
        return false;
    memcpy(buf, s.at, s.len);
    buf[s.len] = 0;
    return true;
}

static bool is_address(struct slice s)
{
    struct ip_addr ip;
    char last = s.len ? s.at[s.len - 1] : 'x';
    return s.len > 0 && ((last >= '0' && last <= '9') || last == ']' || s.at[0] == '[') && ip_parse(s, &ip);
}

/* "x.example." is "x.example". */
static struct slice without_dot(struct slice domain)
{
    while (domain.len > 0 && domain.at[domain.len - 1] == '.')
        domain.len--;
    return domain;
}

struct slice domain_registered(struct slice domain)
{
    char buf[DOMAIN_MAX + 1];
    domain = without_dot(domain);
    if (!copied(domain, buf) || is_address(domain))
        return domain;
    const char *registered = psl_registrable_domain(psl_builtin(), buf);
    return registered == NULL ? domain : slice_skip(domain, (size_t)(registered - buf));
}

struct slice domain_suffix(struct slice domain)
{
    char buf[DOMAIN_MAX + 1];
    domain = without_dot(domain);
    if (!copied(domain, buf) || is_address(domain))
        return (struct slice){ 0 };
    const char *suffix = psl_unregistrable_domain(psl_builtin(), buf);
    if (suffix == NULL)
        return (struct slice){ 0 };
    return slice_skip(domain, (size_t)(suffix - buf));
}

struct slice domain_label(struct slice domain)
{
    struct slice registered = domain_registered(domain), suffix = domain_suffix(domain);
    if (suffix.len > 0 && registered.len > suffix.len)
        registered.len -= suffix.len + 1;
    return registered;
}

bool domain_is_known(struct slice domain)
{
    char buf[DOMAIN_MAX + 1];
    struct slice suffix = domain_suffix(domain);
    return suffix.len > 0 && suffix.len < domain.len && copied(suffix, buf)
            && psl_is_public_suffix2(psl_builtin(), buf, PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE);
}

bool domain_is_within(struct slice domain, struct slice of)
{
    domain = without_dot(domain);
    of = without_dot(of);
    if (of.len == 0 || domain.len < of.len)
        return false;
    size_t before = domain.len - of.len;
    return slice_eq_nocase(slice_skip(domain, before), of) && (before == 0 || domain.at[before - 1] == '.');
}

bool domain_is_own(const struct own *own, struct slice domain)
{
    for (size_t i = 0; own != NULL && i < own->domains_count; i++)
        if (domain_is_within(domain, own->domains[i]))
            return true;
    return false;
}

static bool given(char *text, char *buf, size_t cap, struct slice *ret)
{
    size_t len = strlen(text);
    bool fits = len < cap;
    if (fits) {
        memcpy(buf, text, len + 1);
        *ret = (struct slice){ buf, len };
    }
    idn2_free(text);
    return fits;
}

bool domain_to_unicode(struct slice domain, char *buf, size_t cap, struct slice *ret)
{
    char ascii[DOMAIN_MAX + 1], *unicode = NULL;
    return copied(domain, ascii) && idn2_to_unicode_8z8z(ascii, &unicode, 0) == IDN2_OK
            && given(unicode, buf, cap, ret);
}

bool domain_to_ascii(struct slice utf8, char *buf, size_t cap, struct slice *ret)
{
    char unicode[4 * DOMAIN_MAX + 1], *ascii = NULL;
    if (utf8.len == 0 || utf8.len >= sizeof unicode || memchr(utf8.at, 0, utf8.len) != NULL)
        return false;
    memcpy(unicode, utf8.at, utf8.len);
    unicode[utf8.len] = 0;
    return idn2_to_ascii_8z(unicode, &ascii, IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT) == IDN2_OK
            && given(ascii, buf, cap, ret);
}
