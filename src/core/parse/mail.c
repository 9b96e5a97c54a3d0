/* mail.c - accounts, mechanisms, addresses in brackets. */
#include "core/parse/mail.h"

enum told mail_told(struct record *ret, enum outcome outcome)
{
    ret->flags |= ACCOUNT_NO_CASE;
    if (ret->method == METHOD_UNKNOWN)
        ret->method = METHOD_PASSWORD;
    if (ret->method != METHOD_PASSWORD && outcome == OUTCOME_BAD_PASSWORD)
        outcome = OUTCOME_OTHER_FAILURE; /* no password was wrong */
    ret->outcome = (uint8_t)outcome;
    return TOLD_SIGNIN;
}

void mail_account(struct slice told, struct record *ret)
{
    ret->account = slice_first(slice_trim(told), LIMIT_NAME);
}

enum method mail_mechanism(struct slice name)
{
    static const struct {
        const char *name;
        enum method method;
    } rows[] = {
        { "EXTERNAL", METHOD_OTHER }, /* a certificate */
        { "GSSAPI", METHOD_TOKEN },
        { "GSS-SPNEGO", METHOD_TOKEN },
        { "XOAUTH2", METHOD_TOKEN },
        { "OAUTHBEARER", METHOD_TOKEN },
        { "ANONYMOUS", METHOD_OTHER },
        { "XCLIENT", METHOD_OTHER },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (slice_eq_nocase(name, text(rows[i].name)))
            return rows[i].method;
    return METHOD_PASSWORD;
}

bool mail_bracketed(struct slice s, struct record *ret)
{
    struct ip_addr addr;
    uint64_t port = 0;
    size_t open = slice_find_last(s, LIT("["));
    struct slice in = slice_skip(s, open + 1), inside;
    if (open == s.len || !take_until(&in, LIT("]"), &inside))
        return false;
    if (in.len > 0 && (!take_lit(&in, LIT(":")) || !take_uint(&in, 65535, &port) || in.len > 0))
        return false;
    (void)take_lit(&inside, LIT("IPv6:"));
    if (!ip_parse(inside, &addr))
        return false;
    ret->source = addr;
    ret->port = (uint16_t)port;
    return true;
}

uint16_t mail_repeated(struct slice *in)
{
    struct slice s = *in;
    uint64_t times;
    if (!take_lit(&s, LIT("message repeated ")) || !take_uint(&s, UINT32_MAX, &times) || times == 0
            || !take_lit(&s, LIT(" times: [")))
        return 1;
    (void)take_lit(&s, LIT(" "));
    if (slice_ends(s, LIT("]")))
        s.len--;
    *in = s;
    return (uint16_t)(times < LIMIT_REPEAT ? times : LIMIT_REPEAT);
}

size_t mail_find(struct slice s, struct slice needle)
{
    struct slice head = slice_first(s, 512);
    for (size_t i = 0; i + needle.len <= head.len; i++)
        if (slice_eq_nocase(slice_first(slice_skip(head, i), needle.len), needle))
            return i;
    return s.len;
}
