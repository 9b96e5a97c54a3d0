/* vpn.c - hidden names, and reasons in words. */
#include "core/parse/vpn.h"

#include "core/base/hash.h"

static bool is_masked(struct slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] != '*')
            return false;
    return s.len > 0;
}

void vpn_account(struct slice told, struct record *ret)
{
    struct slice name = slice_trim(told);
    ret->flags |= ACCOUNT_NO_CASE;
    if (is_masked(name)) {
        ret->flags |= ACCOUNT_MASKED;
        name.len = 0;
    } else if (slice_eq_nocase(name, LIT("N/A")) || slice_eq(name, LIT("(null)"))) {
        name.len = 0;
    }
    ret->account = slice_first(name, LIMIT_NAME);
}

void vpn_join(enum teller teller, struct record *ret)
{
    if (ip_is_none(ret->source))
        return; /* nothing to join by: stands for itself */
    ret->teller = (uint8_t)teller;
    ret->pid = (uint32_t)hash_pair(hash_bytes(ret->account, 0), hash_ip(ret->source, 0)) | 1;
}

size_t vpn_find(struct slice s, struct slice needle)
{
    struct slice head = slice_first(s, LIMIT_NAME);
    for (size_t i = 0; i + needle.len <= head.len; i++)
        if (slice_eq_nocase(slice_first(slice_skip(head, i), needle.len), needle))
            return i;
    return s.len;
}

enum outcome vpn_reason(struct slice reason)
{
    static const struct {
        const char *words; /* of several lengths: the telling ones first */
        enum outcome outcome;
    } rows[] = {
        { "expired", OUTCOME_PASSWORD_OK_STOPPED }, /* directories say so only behind the right password */
        { "must change", OUTCOME_PASSWORD_OK_STOPPED },
        { "must be changed", OUTCOME_PASSWORD_OK_STOPPED },
        { "locked", OUTCOME_LOCKED },
        { "lockout", OUTCOME_LOCKED },
        { "disabled", OUTCOME_DISABLED },
        { "revoked", OUTCOME_DISABLED },
        { "username/password", OUTCOME_BAD_PASSWORD },
        { "username or password", OUTCOME_BAD_PASSWORD },
        { "user name or password", OUTCOME_BAD_PASSWORD },
        { "credential", OUTCOME_BAD_PASSWORD },
        { "not found", OUTCOME_NO_SUCH_ACCOUNT },
        { "unknown user", OUTCOME_NO_SUCH_ACCOUNT },
        { "no such user", OUTCOME_NO_SUCH_ACCOUNT },
        { "does not exist", OUTCOME_NO_SUCH_ACCOUNT },
        { "invalid user", OUTCOME_NO_SUCH_ACCOUNT },
        { "password", OUTCOME_BAD_PASSWORD },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (vpn_find(reason, text(rows[i].words)) < reason.len)
            return rows[i].outcome;
    return OUTCOME_OTHER_FAILURE;
}

bool vpn_take_ip(struct slice *in, struct record *ret)
{
    struct slice s = *in;
    struct ip_addr addr;
    if (!take_ip(&s, &addr))
        return false;
    char next = s.len ? s.at[0] : ' ';
    if ((next >= '0' && next <= '9') || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z'))
        return false;
    ret->source = addr;
    *in = s;
    return true;
}
