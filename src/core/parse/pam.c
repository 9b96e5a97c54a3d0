/* pam.c - pam_unix, pam_sss, pam_ldap, pam_winbind, pam_faillock and their like. */
#include "core/parse/sshd.h"

/* Of "logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.1  user=bob". */
struct fields {
    struct slice ruser, rhost, user;
};

/* Behind " rhost=": the host, and the user if one is told. */
static void split_rhost(struct slice in, struct fields *ret)
{
    ret->rhost = slice_first(in, slice_find(in, ' '));
    in = slice_trim(slice_skip(in, ret->rhost.len));
    ret->user = take_lit(&in, LIT("user=")) ? in : slice_first(in, 0);
}

/* ruser and user are the client's to choose and may hold " rhost=192.0.2.9": an empty ruser ends at once; else
 * the rhost is the last one with nothing behind it but the same name again. */
static bool read_fields(struct slice in, struct fields *ret)
{
    static const struct slice key = { " rhost=", 7 };
    struct slice before, head;
    if (!take_until(&in, LIT(" ruser="), &before))
        return false;
    head = slice_starts(in, key) ? slice_first(in, 0) : in;
    for (size_t at = 0; (at = slice_find_last(head, key)) < head.len; head = slice_first(in, at)) {
        ret->ruser = slice_first(in, at);
        split_rhost(slice_skip(in, at + key.len), ret);
        if (ret->rhost.at + ret->rhost.len >= in.at + in.len || slice_eq(ret->user, slice_trim(ret->ruser)))
            return true;
    }
    size_t first = slice_starts(in, key) ? 0 : slice_find_slice(in, key);
    ret->ruser = slice_first(in, first);
    split_rhost(slice_skip(in, first + key.len), ret);
    return first < in.len;
}

/* Debian's pam_krb5 tells the name as logname. */
static struct slice logname_of(struct slice in)
{
    in = slice_trim(in);
    return take_lit(&in, LIT("logname=")) ? slice_first(in, slice_find(in, ' ')) : slice_first(in, 0);
}

enum kind {
    AT_SSHD,     /* sshd itself tells the same */
    AT_SSHD_OLD, /* and stands in another file */
    AT_SERVICE   /* nobody else tells it */
};

/* The fields of a refusal, or of a success, that came from another host. */
static enum told attempt(struct slice in, enum kind kind, bool krb5, struct record *ret)
{
    struct fields f;
    if (!read_fields(in, &f))
        return kind == AT_SERVICE ? TOLD_CONTEXT : TOLD_NOTHING;
    if (kind == AT_SERVICE && f.rhost.len == 0)
        return TOLD_CONTEXT; /* at the machine itself: sudo, a locked screen */
    if (!ip_parse(f.rhost, &ret->source) && kind == AT_SERVICE)
        ret->source = ip_of_host(f.rhost); /* of sshd another line tells the address */
    struct slice named = f.user.len == 0 && krb5 ? logname_of(in) : f.user;
    bool known = named.len > 0;
    struct slice name = known ? named : f.ruser;
    if (name.len == 0 && kind == AT_SSHD)
        return TOLD_CONTEXT; /* a name that nobody has: sshd itself says which */
    ret->account = slice_first(name, LIMIT_NAME);
    ret->outcome = known ? OUTCOME_BAD_PASSWORD : OUTCOME_NO_SUCH_ACCOUNT;
    ret->method = METHOD_PASSWORD;
    ret->teller = kind == AT_SERVICE ? TELLER_SERVICE : TELLER_PAM;
    return TOLD_SIGNIN;
}

/* "2 more authentication failures; logname= ... rhost=192.0.2.1  user=bob": the tries behind the first,
 * told at the end; of sshd the number counts from the first, for sshd told each of them when it could. */
static enum told more_failures(struct slice in, enum kind kind, struct record *ret)
{
    uint64_t times;
    if (!take_uint(&in, UINT32_MAX, &times) || times == 0
            || !take_lit(&in, LIT(" more authentication failure")))
        return TOLD_CONTEXT;
    enum told told = attempt(in, kind, false, ret);
    times += kind != AT_SERVICE;
    ret->repeat = (uint16_t)(times < LIMIT_REPEAT ? times : LIMIT_REPEAT);
    return told;
}

/* Words by which a module lets in, without saying from where. */
static enum told granted(struct record *ret)
{
    ret->outcome = OUTCOME_OK;
    ret->teller = TELLER_GRANTED;
    return TOLD_SIGNIN;
}

/* "authentication success; ... rhost=192.0.2.1 user=bob": of sshd its own line counts. */
static enum told success(struct slice in, enum kind kind, struct record *ret)
{
    if (kind != AT_SERVICE)
        return granted(ret);
    enum told told = attempt(in, kind, false, ret);
    ret->outcome = OUTCOME_OK;
    ret->teller = TELLER_SOLE;
    return told;
}

/* The account stage comes behind the right password: "account bob has expired", "Access denied for user". */
static enum told account_stage(struct slice in, struct record *ret)
{
    if (slice_find_slice(in, LIT("ccess denied")) == in.len
            && slice_find_slice(in, LIT(" has expired")) == in.len)
        return TOLD_CONTEXT;
    ret->outcome = OUTCOME_PASSWORD_OK_STOPPED;
    ret->teller = TELLER_STOPPED;
    return TOLD_SIGNIN;
}

static enum told auth_stage(struct slice in, struct slice module, enum kind kind, struct record *ret)
{
    if (take_lit(&in, LIT("authentication failure;"))) {
        enum told told = attempt(in, kind, slice_eq(module, LIT("pam_krb5")), ret);
        if (kind == AT_SERVICE && !slice_eq(module, LIT("pam_unix")))
            ret->teller = TELLER_SOLE; /* the modules behind the first speak last */
        return told;
    }
    if (take_lit(&in, LIT("authentication success;")))
        return success(in, kind, ret);
    if (slice_ends(in, LIT("granted access")) || slice_starts(in, LIT("authentication succeeds for "))
            || slice_find_slice(in, LIT(" authenticated as ")) < in.len)
        return granted(ret);
    return more_failures(in, kind, ret);
}

enum told pam_parse(struct slice message, bool sshd, struct record *ret)
{
    struct slice in = message, module, service;
    if (take_lit(&in, LIT("PAM ")))
        return more_failures(in, sshd ? AT_SSHD : AT_SERVICE, ret);
    if (take_lit(&in, LIT("(")))
        return take_until(&in, LIT(") "), &module) && slice_starts(module, LIT("pam_"))
                ? auth_stage(in, module, sshd ? AT_SSHD_OLD : AT_SERVICE, ret)
                : TOLD_ELSEWHERE;
    if (!slice_starts(in, LIT("pam_")))
        return TOLD_ELSEWHERE;
    if (!take_until(&in, LIT(": "), &service) || service.len > 96)
        return TOLD_CONTEXT;
    module = slice_first(service, slice_find(service, '('));
    service = slice_skip(service, module.len + 1);
    bool plain = service.len == 0; /* "pam_unix: " */
    if (!plain && !slice_ends(service, LIT(")")))
        return TOLD_CONTEXT;
    if (slice_ends(service, LIT(":account)")))
        return sshd ? account_stage(in, ret) : TOLD_CONTEXT;
    if (!plain && !slice_ends(service, LIT("auth)")))
        return TOLD_CONTEXT; /* sessions, changes of a password */
    return auth_stage(in, module, sshd || slice_starts(service, LIT("sshd")) ? AT_SSHD : AT_SERVICE, ret);
}

enum told pam_parse_old(struct slice message, bool sshd, struct record *ret)
{
    return auth_stage(message, LIT("pam_unix"), sshd ? AT_SSHD_OLD : AT_SERVICE, ret);
}

static bool pam_knows(struct slice program, struct slice message)
{
    return slice_starts(message, LIT("pam_")) || slice_starts(message, LIT("PAM "))
            || slice_starts(message, LIT("(pam_")) || slice_ends(program, LIT("(pam_unix)"));
}

static enum told pam_line(struct slice program, struct slice message, struct record *ret)
{
    bool old = slice_ends(program, LIT("(pam_unix)")) && !slice_starts(message, LIT("pam_"))
            && !slice_starts(message, LIT("PAM ")) && !slice_starts(message, LIT("(pam_"));
    return old ? pam_parse_old(message, slice_starts(program, LIT("sshd(")), ret)
               : pam_parse(message, false, ret);
}

const struct line_source pam_source = {
    .name = "pam",
    .help = "PAM's modules at any service: unix, sss, ldap, winbind, krb5, faillock",
    .versions = "Linux-PAM 0.9x to 1.6",
    .how = "as for sshd: the file that auth and authpriv go to",
    .sample = "Nov  9 02:10:02 gate vsftpd[9]: pam_unix(vsftpd:auth): authentication failure; logname= uid=0 "
              "euid=0 tty=ftp ruser=bob rhost=192.0.2.8  user=bob",
    .family = FAMILY_LINUX,
    .expected = "a message that sshd or PAM is known to write",
    .knows = pam_knows,
    .begins = "pP(",
    .parse = pam_line,
};
