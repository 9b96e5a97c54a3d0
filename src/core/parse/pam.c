/* pam.c - pam_unix, pam_sss, pam_ldap, pam_winbind, pam_faillock and their like. */
#include "core/parse/sshd.h"

/* The value behind " key=" up to the next " word=" or the end: names may hold spaces. */
static bool value_of(struct slice in, struct slice key, struct slice *ret)
{
    size_t at = slice_find_last(in, key);
    if (at == in.len)
        return false;
    *ret = slice_trim(slice_skip(in, at + key.len));
    return true;
}

/* rhost stands before user: its value ends at the next space. */
static struct slice rhost_of(struct slice in)
{
    size_t at = slice_find_slice(in, LIT(" rhost="));
    struct slice host = slice_skip(in, at + 7);
    return at == in.len ? (struct slice){ in.at, 0 } : slice_first(host, slice_find(host, ' '));
}

/* The value ends where rhost begins, for the name is the client's to choose. */
static bool ruser_of(struct slice in, struct slice *ret)
{
    size_t at = slice_find_slice(in, LIT(" ruser=")), end = slice_find_slice(in, LIT(" rhost="));
    if (at == in.len || end < at + 7)
        return false;
    *ret = slice_first(slice_skip(in, at + 7), end - at - 7);
    return ret->len > 0;
}

/* "logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.1  user=bob" */
static enum told failure(struct slice in, bool sshd, struct record *ret)
{
    struct slice user;
    (void)ip_parse(rhost_of(in), &ret->source);
    bool known = value_of(in, LIT(" user="), &user) && user.len > 0;
    /* A name that nobody has: sshd itself says which; of other services only ruser does. */
    if (!known && (sshd || !ruser_of(in, &user)))
        return TOLD_CONTEXT;
    ret->account = slice_first(user, LIMIT_NAME);
    ret->outcome = known ? OUTCOME_BAD_PASSWORD : OUTCOME_NO_SUCH_ACCOUNT;
    ret->method = METHOD_PASSWORD;
    ret->teller = sshd ? TELLER_PAM : TELLER_SOLE;
    return TOLD_SIGNIN;
}

/* "PAM 2 more authentication failures; logname= ... rhost=192.0.2.1  user=bob": the tries behind the
 * first, told at the end; sshd told each of them when it could. */
static enum told more_failures(struct slice in, struct record *ret)
{
    uint64_t times;
    if (!take_uint(&in, UINT32_MAX, &times) || times == 0)
        return TOLD_CONTEXT;
    if (!take_lit(&in, LIT(" more authentication failure")))
        return TOLD_CONTEXT;
    enum told told = failure(in, true, ret);
    ret->repeat = (uint16_t)(times < LIMIT_REPEAT ? times : LIMIT_REPEAT);
    return told;
}

/* "Consecutive login failures for user bob account temporarily locked" */
static enum told faillock(struct slice in, struct record *ret)
{
    struct slice user;
    (void)ret;
    return take_lit(&in, LIT("Consecutive login failures for user ")) && take_word(&in, &user)
            ? TOLD_CONTEXT
            : TOLD_ELSEWHERE;
}

enum told pam_parse(struct slice message, struct record *ret)
{
    struct slice in = message, module, service;
    if (take_lit(&in, LIT("PAM ")))
        return more_failures(in, ret);
    if (!slice_starts(in, LIT("pam_")))
        return TOLD_ELSEWHERE;
    if (!take_until(&in, LIT("("), &module) || !take_until(&in, LIT("): "), &service) || module.len > 32)
        return TOLD_CONTEXT;
    bool sshd = slice_starts(service, LIT("sshd"));
    if (slice_eq(module, LIT("pam_faillock")))
        return faillock(in, ret);
    if (!slice_ends(service, LIT(":auth")))
        return TOLD_CONTEXT; /* sessions, accounts */
    if (take_lit(&in, LIT("authentication failure;")))
        return failure(in, sshd, ret);
    return TOLD_CONTEXT;
}
