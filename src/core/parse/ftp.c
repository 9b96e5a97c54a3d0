/* ftp.c - FTP servers: vsftpd, ProFTPD, Pure-FTPd, and the ftpd of FreeBSD.
 *
 * Source  vsftpd 3 (logging.c: vsftpd_log_file, syslog_enable; vsftpd.conf(5)); ProFTPD 1.3 (mod_auth, mod_log "SystemLog");
 *         Pure-FTPd 1.0 (pure-ftpd(8), messages_en.h); FreeBSD ftpd(8).
 * Names   are the client's. vsftpd puts the address behind the name: a line that has its mark twice is not believed. The others
 *         put it before.
 * Quiet   anonymous sign-ins that succeed: everybody may; files, connections, limits. "Maximum login attempts exceeded" counts
 *         what was told already.
 */
#include "core/parse/mail.h"
#include "core/parse/sshd.h"

static bool is_anonymous(struct slice name)
{
    return slice_eq_nocase(name, LIT("anonymous")) || slice_eq_nocase(name, LIT("ftp"));
}

static enum told told_of(struct slice name, enum outcome outcome, struct record *ret)
{
    if (outcome == OUTCOME_OK && is_anonymous(name))
        return TOLD_CONTEXT;
    mail_account(name, ret);
    ret->protocol = LIT("ftp");
    enum told told = mail_told(ret, outcome);
    ret->flags &= (uint8_t)~ACCOUNT_NO_CASE; /* they are of Unix */
    return told;
}

static struct slice without_brackets(struct slice s)
{
    return slice_starts(s, LIT("[")) && slice_ends(s, LIT("]")) ? slice_first(slice_skip(s, 1), s.len - 2)
                                                                : s;
}

/* An address, or what DNS says of it. */
static bool take_host(struct slice host, struct record *ret)
{
    if (!ip_parse(host, &ret->source))
        ret->source = ip_of_host(host);
    return !ip_is_none(ret->source);
}

/* ---- vsftpd ---- */

/* "[NAME] FAIL LOGIN: Client "ADDR"[, "WHY"]", "[NAME] OK LOGIN: Client "ADDR"[, anon password "P"]" */
static enum told vsftpd_line(struct slice in, struct record *ret)
{
    struct slice name, addr, mark = LIT(" LOGIN: Client \"");
    if (slice_starts(in, LIT("authentication failure; ")))
        return pam_parse_old(in, false, ret); /* without its module's name */
    if (!take_until(&in, mark, &name))
        return TOLD_CONTEXT;
    bool ok = slice_ends(name, LIT(" OK")), bad = slice_ends(name, LIT(" FAIL"));
    if (slice_find_slice(name, LIT(": Client \"")) < name.len) /* the name of a file */
        return TOLD_CONTEXT;
    if (ok == bad || slice_find_slice(in, mark) < in.len || !take_until(&in, LIT("\""), &addr)
            || !ip_parse(addr, &ret->source))
        return TOLD_NOTHING;
    name.len -= ok ? 3 : 5;
    return told_of(without_brackets(name), ok ? OUTCOME_OK : OUTCOME_BAD_PASSWORD, ret);
}

/* ---- ProFTPD ---- */

static const struct {
    const char *words;
    enum outcome outcome;
} verdicts[] = {
    { ": Login successful", OUTCOME_OK }, { ": no such user found from ", OUTCOME_NO_SUCH_ACCOUNT },
    { " (Login failed): No such user found", OUTCOME_NO_SUCH_ACCOUNT },
    { " (Login failed): Incorrect password", OUTCOME_BAD_PASSWORD },
    { " (Login failed): Account disabled", OUTCOME_DISABLED },
    { " (Login failed): Password expired", OUTCOME_PASSWORD_OK_STOPPED },
    { " (Login failed)", OUTCOME_OTHER_FAILURE }, /* User in /etc/ftpusers, Invalid shell, Limit ... */
};

/* Behind "USER ": the verdict that stands last is the server's. */
static enum told proftpd_user(struct slice in, struct record *ret)
{
    size_t last = 0;
    enum outcome outcome = OUTCOME_NOT_AN_ATTEMPT;
    for (size_t i = 0; i < sizeof verdicts / sizeof verdicts[0]; i++) {
        size_t at = slice_find_last(in, text(verdicts[i].words));
        if (at == in.len || (outcome != OUTCOME_NOT_AN_ATTEMPT && at <= last))
            continue;
        last = at;
        outcome = verdicts[i].outcome;
    }
    if (outcome != OUTCOME_NOT_AN_ATTEMPT)
        return told_of(slice_first(in, last), outcome, ret);
    return TOLD_CONTEXT;
}

/* "SERVER (HOST[ADDR])": what stands first is the server's, HOST was asked of DNS and holds no brackets. */
static bool take_proftpd_client(struct slice *in, struct record *ret)
{
    struct slice s = *in, before, addr;
    if (!take_until(&s, LIT("("), &before) || before.len > 256 || !take_until(&s, LIT("["), &before)
            || !take_until(&s, LIT("]"), &addr) || !take_lit(&s, LIT(")")))
        return false;
    addr = slice_first(addr, slice_find(addr, '%'));
    if (!ip_parse(addr, &ret->source))
        return false;
    *in = s;
    return true;
}

static enum told proftpd_line(struct slice in, struct record *ret)
{
    struct slice name;
    if (!take_proftpd_client(&in, ret))
        return TOLD_CONTEXT; /* of the daemon, not of a client */
    (void)take_lit(&in, LIT(":"));
    (void)take_lit(&in, LIT(" -"));
    (void)take_lit(&in, LIT(" "));
    if (take_lit(&in, LIT("USER ")))
        return proftpd_user(in, ret);
    if (take_lit(&in, LIT("SECURITY VIOLATION: ")) && take_until(&in, LIT(" login attempted"), &name))
        return told_of(name, OUTCOME_OTHER_FAILURE, ret);
    return TOLD_CONTEXT;
}

/* ---- Pure-FTPd ---- */

/* "(NAME@HOST) [WARNING] Authentication failed for user [NAME]", "(?@HOST) [INFO] NAME is now logged in": HOST is an address
 * where DontResolve is set, else what DNS says of it. Before somebody signed in, NAME is "?". */
static enum told pureftpd_line(struct slice in, struct record *ret)
{
    struct slice client, name;
    if (!take_lit(&in, LIT("(")) || !take_until(&in, LIT(") ["), &client))
        return TOLD_CONTEXT;
    size_t at = slice_find_last(client, LIT("@"));
    bool bad = take_lit(&in, LIT("WARNING] Authentication failed for user "));
    bool ok = !bad && take_lit(&in, LIT("INFO] ")) && slice_ends(in, LIT(" is now logged in"));
    if (!bad && !ok)
        return TOLD_CONTEXT;
    struct slice host = slice_skip(client, at + 1);
    if (!take_host(host, ret))
        return TOLD_NOTHING;
    name = bad ? in : slice_first(in, in.len - 17);
    return told_of(without_brackets(name), ok ? OUTCOME_OK : OUTCOME_BAD_PASSWORD, ret);
}

/* ---- ftpd ---- */

/* "FTP LOGIN FAILED FROM HOST, NAME", "FTP LOGIN FROM HOST as NAME" */
static enum told ftpd_line(struct slice in, struct record *ret)
{
    struct slice host;
    bool bad = take_lit(&in, LIT("FTP LOGIN FAILED FROM "));
    if (!bad && !take_lit(&in, LIT("FTP LOGIN FROM ")))
        return TOLD_CONTEXT;
    if (!take_until(&in, bad ? LIT(", ") : LIT(" as "), &host))
        return TOLD_NOTHING;
    if (!take_host(host, ret))
        return TOLD_NOTHING;
    return told_of(in, bad ? OUTCOME_BAD_PASSWORD : OUTCOME_OK, ret);
}

/* ---- which of them ---- */

/* vsftpd's own file: "[pid 811] [NAME] ..." */
static bool take_vsftpd_pid(struct slice *in)
{
    struct slice s = *in;
    uint64_t pid;
    if (!take_lit(&s, LIT("[pid ")) || !take_uint(&s, UINT32_MAX, &pid) || !take_lit(&s, LIT("] ")))
        return false;
    *in = s;
    return true;
}

static enum told ftp_line(struct slice program, struct slice message, struct record *ret)
{
    struct slice in = message;
    if (take_vsftpd_pid(&in) || slice_starts(program, LIT("vsftpd")))
        return vsftpd_line(in, ret);
    if (slice_starts(program, LIT("proftpd")))
        return proftpd_line(in, ret);
    if (slice_starts(program, LIT("pure-ftpd")))
        return pureftpd_line(in, ret);
    return ftpd_line(in, ret);
}

static bool ftp_knows(struct slice program, struct slice message)
{
    return program.len == 0 && take_vsftpd_pid(&message)
            && (slice_starts(message, LIT("[")) || slice_starts(message, LIT("CONNECT: Client \"")));
}

static const char *const programs[] = { "vsftpd", "proftpd", "pure-ftpd", "ftpd", NULL };

const struct line_source ftp_source = {
    .name = "ftp",
    .help = "FTP servers: vsftpd, ProFTPD, Pure-FTPd, FreeBSD's ftpd",
    .versions = "vsftpd 2 and 3, ProFTPD 1.3, Pure-FTPd 1.0",
    .how = "/var/log/vsftpd.log, /var/log/proftpd/proftpd.log, or syslog (vsftpd: syslog_enable=YES; "
           "Pure-FTPd: "
           "DontResolve yes)",
    .sample = "Mon Nov  9 02:10:02 2026 [pid 811] [j.meier] FAIL LOGIN: Client \"192.0.2.8\"",
    .family = FAMILY_FILES,
    .expected = "one address where the server puts it, behind Client or @",
    .programs = programs,
    .knows = ftp_knows,
    .begins = "[",
    .untagged = true,
    .parse = ftp_line,
};
