/* samba.c - Samba: what was done with files (vfs_full_audit), and who signed in (auth_audit).
 *
 * Source  vfs_full_audit(8), smb.conf(5) "log level" (auth_audit), Samba Wiki "Setting up Audit Logging".
 * Files   "PREFIX|OPERATION|ok|ARGUMENTS"; the prefix is free and holds %u and %I in any place: its first address and its first
 *         field that is none. The first operation with "ok" or "fail (" behind counts: names of files come later.
 * Object  of a rename the new ending, of a written text or page its bare name (as notes of ransom are); else none.
 * Names   of users and workstations are the client's and may hold brackets: a line that tells address or status twice is not
 *         understood rather than believed.
 */
#include "core/parse/mail.h"

/* ---- vfs_full_audit ---- */

static const struct {
    const char *name;
    enum action action; /* ACTION_NONE: understood, and nothing that is told */
} operations[] = {
    { "renameat", ACTION_RENAME },
    { "rename", ACTION_RENAME },
    { "unlinkat", ACTION_DELETE },
    { "unlink", ACTION_DELETE },
    { "rmdir", ACTION_DELETE },
    { "pwrite", ACTION_FILE_WRITE },
    { "pwrite_send", ACTION_FILE_WRITE },
    { "write", ACTION_FILE_WRITE },
    { "pread", ACTION_FILE_READ },
    { "pread_send", ACTION_FILE_READ },
    { "read", ACTION_FILE_READ },
    { "sendfile", ACTION_FILE_READ },
};

static enum action action_of(struct slice operation)
{
    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++)
        if (slice_eq(operation, text(operations[i].name)))
            return operations[i].action;
    return ACTION_NONE;
}

static struct slice last_part(struct slice path, const char *mark)
{
    size_t at = slice_find_last(path, text(mark));
    return at == path.len ? path : slice_skip(path, at + 1);
}

static struct slice object_of(enum action action, struct slice arguments)
{
    struct slice name = last_part(last_part(arguments, "|"), "/");
    size_t dot = slice_find_last(name, LIT("."));
    struct slice ending = slice_skip(name, dot), none = { name.at, 0 };
    bool has_ending = dot > 0 && dot < name.len && ending.len <= 17;
    if (action == ACTION_RENAME)
        return has_ending ? ending : none;
    bool page = slice_eq_nocase(ending, LIT(".txt")) || slice_eq_nocase(ending, LIT(".html"))
            || slice_eq_nocase(ending, LIT(".hta")) || slice_eq_nocase(ending, LIT(".rtf"));
    return action == ACTION_FILE_WRITE && page && name.len <= 64 ? name : none;
}

/* The field up to the next '|', which is taken too. */
static bool take_field(struct slice *in, struct slice *ret)
{
    if (in->at == NULL)
        return false;
    size_t at = slice_find(*in, '|');
    *ret = slice_first(*in, at);
    *in = at == in->len ? (struct slice){ NULL, 0 } : slice_skip(*in, at + 1);
    return true;
}

static enum told file_line(struct slice in, struct record *ret)
{
    struct slice field, user = { in.at, 0 }, rest = in;
    struct ip_addr addr = { { 0 } };
    for (int n = 0; n < 12 && take_field(&rest, &field); n++) {
        struct slice behind = rest, result;
        if (n > 0 && take_field(&behind, &result)
                && (slice_eq(result, LIT("ok")) || slice_starts(result, LIT("fail (")))) {
            enum action action = action_of(field);
            if (action == ACTION_NONE)
                return TOLD_CONTEXT;
            ret->action = (uint8_t)action;
            ret->outcome = result.at[0] == 'o' ? OUTCOME_OK : OUTCOME_OTHER_FAILURE;
            ret->source = addr;
            ret->device = behind.at == NULL ? slice_first(field, 0) : object_of(action, behind);
            ret->protocol = LIT("smb");
            ret->flags |= ACCOUNT_NO_CASE;
            mail_account(user, ret);
            return TOLD_SIGNIN;
        }
        struct ip_addr here;
        if (ip_is_none(addr) && ip_parse(field, &here))
            addr = here;
        else if (user.len == 0)
            user = field;
    }
    return TOLD_CONTEXT;
}

/* ---- auth_audit ---- */

static const struct {
    const char *status; /* behind NT_STATUS_ */
    enum outcome outcome;
} statuses[] = {
    { "OK", OUTCOME_OK },
    { "WRONG_PASSWORD", OUTCOME_BAD_PASSWORD },
    { "LOGON_FAILURE", OUTCOME_BAD_PASSWORD },
    { "NO_SUCH_USER", OUTCOME_NO_SUCH_ACCOUNT },
    { "ACCOUNT_LOCKED_OUT", OUTCOME_LOCKED },
    { "ACCOUNT_DISABLED", OUTCOME_DISABLED },
    { "PASSWORD_EXPIRED", OUTCOME_PASSWORD_OK_STOPPED },
    { "PASSWORD_MUST_CHANGE", OUTCOME_PASSWORD_OK_STOPPED },
    { "ACCOUNT_EXPIRED", OUTCOME_PASSWORD_OK_STOPPED },
    { "ACCOUNT_RESTRICTION", OUTCOME_PASSWORD_OK_STOPPED },
    { "INVALID_LOGON_HOURS", OUTCOME_PASSWORD_OK_STOPPED },
    { "INVALID_WORKSTATION", OUTCOME_PASSWORD_OK_STOPPED },
    { "LOGON_TYPE_NOT_GRANTED", OUTCOME_PASSWORD_OK_STOPPED },
};

static enum outcome outcome_of(struct slice status)
{
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++)
        if (slice_eq(status, text(statuses[i].status)))
            return statuses[i].outcome;
    return OUTCOME_OTHER_FAILURE;
}

/* What stands in the brackets behind `mark`, which must stand once. */
static bool take_only(struct slice in, const char *mark, struct slice *ret)
{
    struct slice m = text(mark), before, behind = in;
    if (!take_until(&behind, m, &before) || slice_find_slice(behind, m) < behind.len)
        return false;
    return take_until(&behind, LIT("]"), ret);
}

/* "[SMB2,(null)] user [DOMAIN]\[NAME] at [..] with [NTLMv2] status [NT_STATUS_X] workstation [W] remote host
 * [ipv4:ADDR:PORT] ..." */
static enum told auth_line(struct slice in, struct record *ret)
{
    struct slice service, status, remote, before, name = in;
    if (!take_only(in, " status [NT_STATUS_", &status) || !take_only(in, " remote host [ipv", &remote))
        return TOLD_NOTHING;
    remote = slice_skip(remote, 2); /* "4:", "6:" */
    size_t port = slice_find_last(remote, LIT(":"));
    uint64_t number = 0;
    if (!slice_to_uint(slice_skip(remote, port + 1), 65535, &number)
            || !ip_parse(slice_first(remote, port), &ret->source))
        return TOLD_NOTHING;
    ret->port = (uint16_t)number;
    if (!take_until(&name, LIT(" user ["), &service) || !take_until(&name, LIT("]\\["), &before))
        return TOLD_NOTHING;
    size_t end = slice_find_slice(name, LIT("] at ["));
    if (end == name.len)
        return TOLD_NOTHING;
    mail_account(slice_first(name, end), ret);
    if (ret->account.len == 0 || slice_eq_nocase(ret->account, LIT("ANONYMOUS LOGON")))
        return TOLD_CONTEXT;
    (void)take_lit(&service, LIT("["));
    ret->application = slice_first(service, slice_find(service, ','));
    ret->protocol = LIT("smb");
    return mail_told(ret, outcome_of(status));
}

/* ---- auth_json_audit ---- */

/* The text behind "KEY": within JSON as jansson writes it. A quote within a text stands behind a backslash, so no name can hold
 * such a key. */
static bool take_text(struct slice in, const char *key, struct slice *ret)
{
    struct slice before, s = in;
    if (!take_until(&s, text(key), &before) || !take_lit(&s, LIT("\"")))
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '"') {
            *ret = slice_first(s, i);
            return true;
        }
        i += s.at[i] == '\\';
    }
    return false;
}

/* "ipv4:192.0.2.8:5122", "ipv6:2001:db8::7:5122" */
static bool take_remote(struct slice in, struct record *ret)
{
    size_t colon = slice_find_last(in, LIT(":"));
    uint64_t port;
    if ((!take_lit(&in, LIT("ipv4:")) && !take_lit(&in, LIT("ipv6:"))) || colon < 5)
        return false;
    colon -= 5;
    if (!slice_to_uint(slice_skip(in, colon + 1), 65535, &port)
            || !ip_parse(slice_first(in, colon), &ret->source))
        return false;
    ret->port = (uint16_t)port;
    return true;
}

static enum told json_line(struct slice in, struct record *ret)
{
    struct slice stamp, type, status, remote, name, service;
    time_us time;
    bool zoned;
    if (!take_text(in, "\"type\": ", &type) || !slice_eq(type, LIT("Authentication")))
        return TOLD_CONTEXT; /* authorisations, changes, or cut before it */
    if (!take_text(in, "\"timestamp\": ", &stamp) || !take_time_iso(&stamp, &time, &zoned) || !zoned
            || !take_text(in, "\"status\": ", &status) || !take_lit(&status, LIT("NT_STATUS_"))
            || !take_text(in, "\"remoteAddress\": ", &remote) || !take_remote(remote, ret)
            || !take_text(in, "\"clientAccount\": ", &name))
        return TOLD_NOTHING;
    mail_account(name, ret);
    if (ret->account.len == 0 || slice_eq_nocase(ret->account, LIT("ANONYMOUS LOGON")))
        return TOLD_CONTEXT;
    ret->time = time;
    if (take_text(in, "\"serviceDescription\": ", &service))
        ret->application = slice_first(service, LIMIT_NAME);
    ret->protocol = LIT("smb");
    return mail_told(ret, outcome_of(status));
}

/* In its own file the message stands on a line of its own, behind a header of "[stamp, level] file:line(function)". */
static bool samba_knows(struct slice program, struct slice message)
{
    return program.len == 0 && slice_starts(slice_trim(message), LIT("JSON Authentication: {\""));
}

static enum told samba_line(struct slice program, struct slice message, struct record *ret)
{
    struct slice in = slice_trim(message);
    if (slice_starts(program, LIT("smbd_audit")))
        return file_line(in, ret);
    if (take_lit(&in, LIT("JSON Authentication: ")) || slice_starts(in, LIT("{\"timestamp\": ")))
        return json_line(in, ret);
    if (take_lit(&in, LIT("Auth: ")))
        return auth_line(in, ret);
    return TOLD_CONTEXT; /* authorisations, connections; check_ntlm_password names no address */
}

static const char *const programs[] = { "smbd_audit", "smbd", "samba", NULL };

const struct line_source samba_source = {
    .name = "samba",
    .help = "Samba: files written, renamed, deleted, read (vfs_full_audit), and sign-ins (auth_audit)",
    .versions = "Samba 4.7 to 4.22",
    .how = "smb.conf: vfs objects = full_audit, full_audit:prefix = %u|%I|%m|%S, full_audit:success = "
           "renameat unlinkat "
           "pwrite pread, full_audit:failure = none; log level = 1 auth_audit:3, logging = syslog",
    .sample = "Nov  9 02:10:02 files smbd_audit[811]: "
              "j.meier|192.0.2.8|pc7|research|renameat|ok|trial/a.docx|trial/a.docx.locked",
    .family = FAMILY_FILES,
    .gives = GIVES_BOTH,
    .expected = "status and remote host once in a line of auth_audit",
    .programs = programs,
    .knows = samba_knows,
    .begins = "J",
    .untagged = true,
    .parse = samba_line,
};
