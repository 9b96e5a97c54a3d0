/* dovecot.c - Dovecot: its login processes, and its auth processes where auth_verbose is set.
 *
 * Source  Dovecot 2.2 to 2.4, login-common (login_log_format, reasons for a disconnect), auth (log prefix of a request,
 *         auth_verbose, auth_verbose_passwords); Dovecot manual, "Logging" and "Authentication debugging".
 * Decides "Login: " of a login process; the reason in parentheses before the elements; the words of a passdb.
 * Joined  by the session's id: an auth process tells each attempt, the login process their number at the end. Where no
 *         id is told (SASL for Postfix, Dovecot before 2.2) by address and account.
 * Names   user=<...> may hold ">, rip=": Dovecot puts address, method and session behind it, so the last rip= counts.
 *         A password that auth_verbose_passwords shows stands behind all else and is cut off before anything is read.
 */
#include "core/base/hash.h"
#include "core/parse/mail.h"

static uint32_t pid_of_session(struct slice id)
{
    return id.len == 0 ? 0 : (uint32_t)hash_bytes(id, 0) | 1;
}

/* ---- "user=<NAME>, method=M, rip=ADDR, lip=ADDR, mpid=N, TLS, session=<ID>" ---- */

static void take_session(struct slice in, struct record *ret)
{
    struct slice id, before;
    if (take_until_last(&in, LIT("session=<"), &before) && take_until(&in, LIT(">"), &id))
        ret->pid = pid_of_session(id);
}

/* `in` ends where rip= begins: "user=<NAME>, method=M, ". */
static void take_user_and_method(struct slice in, struct record *ret)
{
    size_t at = slice_find_last(in, LIT("method="));
    if (at < in.len && (at == 0 || in.at[at - 1] == ' ')) {
        struct slice method = slice_skip(in, at + 7);
        ret->method = (uint8_t)mail_mechanism(slice_first(method, slice_find(method, ',')));
        in = slice_first(in, at);
    }
    size_t end = slice_find_last(in, LIT(">"));
    if (take_lit(&in, LIT("user=<")) && end >= 6)
        mail_account(slice_first(in, end - 6), ret);
}

static bool take_elements(struct slice in, struct record *ret)
{
    size_t rip = slice_find_last(in, LIT("rip="));
    struct slice behind = slice_skip(in, rip + 4);
    if (rip == in.len || !take_ip(&behind, &ret->source))
        return false;
    if (behind.len > 0 && behind.at[0] != ',' && behind.at[0] != ' ')
        return false;
    take_user_and_method(slice_first(in, rip), ret);
    take_session(behind, ret);
    return true;
}

/* ---- login processes ---- */

/* The words in the parentheses that stand last before the elements. */
static enum told reason_of(struct slice words, struct record *ret)
{
    static const struct {
        const char *begin;
        enum outcome outcome;
    } rows[] = {
        { "auth failed", OUTCOME_BAD_PASSWORD }, { "proxy dest auth failed", OUTCOME_BAD_PASSWORD },
        { "authorization failed", OUTCOME_PASSWORD_OK_STOPPED }, { "user disabled", OUTCOME_DISABLED },
        { "password expired", OUTCOME_PASSWORD_OK_STOPPED },
        { "login disabled", OUTCOME_PASSWORD_OK_STOPPED },
        { "internal failure", OUTCOME_PASSWORD_OK_STOPPED }, /* ", N successful auths" */
        { "tried to use disa",
                OUTCOME_OTHER_FAILURE }, /* -bled or -llowed plaintext auth: nothing was checked */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint64_t times = 1;
        if (!take_lit(&words, text(rows[i].begin)))
            continue;
        if (take_lit(&words, LIT(", ")))
            (void)take_uint(&words, UINT32_MAX, &times);
        ret->repeat = (uint16_t)(times < 1 ? 1 : times > LIMIT_REPEAT ? LIMIT_REPEAT : times);
        return mail_told(ret, rows[i].outcome);
    }
    return TOLD_CONTEXT; /* no auth attempts, not finished, a temporary failure, no certificate */
}

/* "Disconnected: Connection closed (auth failed, 1 attempts in 2 secs)[ (auth_failed)]" */
static enum told disconnected(struct slice in, struct record *ret)
{
    for (;;) {
        size_t at = slice_find_last(in, LIT(" ("));
        struct slice words = slice_skip(in, at + 2);
        if (at == in.len)
            return TOLD_CONTEXT;
        if (slice_ends(words, LIT(")")))
            words.len--;
        if (reason_of(words, ret) == TOLD_SIGNIN)
            return TOLD_SIGNIN;
        in = slice_first(in, at);
    }
}

/* Where the elements begin, behind ": "; in.len when there are none. */
static size_t find_elements(struct slice in)
{
    static const char *const begins[] = { ": user=<", ": method=", ": rip=" };
    size_t first = in.len;
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++) {
        size_t at = slice_find_slice(in, text(begins[i]));
        first = at < first ? at : first;
    }
    if (first == in.len && slice_find_last(in, LIT(" rip=")) < in.len) {
        size_t at = slice_find_slice(in, LIT("): ")); /* other elements come first: log_format_elements */
        first = at < in.len ? at + 1 : in.len;
    }
    return first;
}

static enum told login_line(struct slice in, struct record *ret)
{
    size_t at = find_elements(in);
    struct slice what = slice_first(in, at), elements = slice_skip(in, at + 2);
    bool proxied = slice_starts(what, LIT("proxy(")) && mail_has(what, "started proxying to ");
    if (slice_eq(what, LIT("Login")) || proxied) {
        if (!take_elements(elements, ret))
            return TOLD_NOTHING;
        ret->teller = TELLER_RESULT;
        return mail_told(ret, OUTCOME_OK);
    }
    if (slice_starts(what, LIT("Debug: ")) || slice_starts(what, LIT("Error: "))
            || slice_starts(what, LIT("proxy(")) || disconnected(what, ret) != TOLD_SIGNIN)
        return TOLD_CONTEXT;
    ret->teller = TELLER_NUMBER;
    return take_elements(elements, ret) ? TOLD_SIGNIN : TOLD_NOTHING;
}

/* ---- auth processes ---- */

/* "NAME,ADDR[,<ID>][,master][,sasl:login]": from the end, NAME may hold commas. */
static bool take_identity(struct slice in, struct slice id, struct record *ret)
{
    for (int field = 0; field < 5; field++) {
        size_t comma = slice_find_last(in, LIT(","));
        struct slice last = slice_skip(in, comma + 1);
        if (comma == in.len || last.len > 64)
            return false;
        in = slice_first(in, comma);
        if (ip_parse(last, &ret->source)) {
            mail_account(slice_eq(in, LIT("?")) ? slice_first(in, 0) : in, ret);
            ret->pid = pid_of_session(id);
            return true;
        }
        if (last.len > 2 && last.at[0] == '<')
            id = slice_first(slice_skip(last, 1), last.len - 2);
    }
    return false;
}

/* "sql", "passwd-file", or nothing before the parentheses. */
static size_t passdb_bytes(struct slice in)
{
    size_t n = 0;
    while (n < in.len
            && ((in.at[n] >= 'a' && in.at[n] <= 'z') || in.at[n] == '-' || in.at[n] == '_'
                    || (in.at[n] >= '0' && in.at[n] <= '9')))
        n++;
    return n;
}

/* "sql(IDENTITY): WORDS" or "(IDENTITY)<ID>: sql: WORDS": the last parentheses that hold an address. */
static bool take_request(struct slice in, struct slice *ret_words, struct record *ret)
{
    struct slice head = in;
    for (;;) {
        size_t close = slice_find_last(head, LIT(")"));
        struct slice behind = slice_skip(in, close + 1), id = { in.at, 0 };
        if (close == head.len)
            return false;
        head = slice_first(in, close);
        if (take_lit(&behind, LIT("<")) && !take_until(&behind, LIT(">"), &id))
            continue;
        size_t open = passdb_bytes(head);
        if (!take_lit(&behind, LIT(": ")) || open == head.len || head.at[open] != '('
                || !take_identity(slice_skip(head, open + 1), id, ret))
            continue;
        *ret_words = behind;
        return true;
    }
}

static const struct {
    const char *words; /* in any case, at the front */
    enum outcome outcome;
} verdicts[] = {
    { "password mismatch", OUTCOME_BAD_PASSWORD },
    { "invalid credentials", OUTCOME_BAD_PASSWORD },
    { "unknown user", OUTCOME_NO_SUCH_ACCOUNT },
    { "pam_authenticate() failed: authentication failure", OUTCOME_BAD_PASSWORD },
    { "pam_authenticate() failed: user not known", OUTCOME_NO_SUCH_ACCOUNT },
    { "pam_authenticate() failed: ", OUTCOME_OTHER_FAILURE },
    { "pam_acct_mgmt() failed: ", OUTCOME_PASSWORD_OK_STOPPED },
    { "user is disabled", OUTCOME_DISABLED },
    { "user disabled", OUTCOME_DISABLED },
    { "password expired", OUTCOME_PASSWORD_OK_STOPPED },
    { "account expired", OUTCOME_PASSWORD_OK_STOPPED },
    { "allow_nets check failed", OUTCOME_OTHER_FAILURE },
    { "authentication failure due to policy", OUTCOME_OTHER_FAILURE },
    { "username character disallowed", OUTCOME_OTHER_FAILURE },
    { "login tried to log in as", OUTCOME_OTHER_FAILURE },
    { "oauth2 failed", OUTCOME_OTHER_FAILURE },
    { "oauth2: oauth2 failed", OUTCOME_OTHER_FAILURE },
};

static bool begins(struct slice s, const char *words)
{
    struct slice w = text(words);
    return slice_eq_nocase(slice_first(s, w.len), w);
}

static enum told verdict_of(struct slice words, struct record *ret)
{
    for (size_t i = 0; i < sizeof verdicts / sizeof verdicts[0]; i++)
        if (begins(words, verdicts[i].words)) {
            if (begins(words, "oauth2"))
                ret->method = METHOD_TOKEN;
            return mail_told(ret, verdicts[i].outcome);
        }
    return TOLD_CONTEXT;
}

/* "Username character disallowed by auth_username_chars: 0x27 (username: NAME)": the only words that hold the name. */
static void take_disallowed_name(struct slice words, struct record *ret)
{
    struct slice before;
    if (ret->account.len == 0 && take_until(&words, LIT("(username: "), &before))
        mail_account(slice_first(words, slice_find_last(words, LIT(")"))), ret);
}

static struct slice without_password(struct slice in)
{
    static const char *const marks[] = { "(given password: ", "(SHA1 of given password: " };
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        in = slice_first(in, slice_find_slice(in, text(marks[i])));
    return in;
}

/* "sql: Password mismatch" */
static struct slice without_passdb(struct slice words)
{
    struct slice in = words, name;
    (void)take_lit(&in, LIT("Info: "));
    bool named = take_until(&in, LIT(": "), &name) && name.len > 0 && name.len <= 24
            && slice_find(name, ' ') == name.len && slice_find(name, '(') == name.len;
    return named ? in : words;
}

/* "(31326): ", "(default): ", "Info: ", "conn unix:auth-worker (pid=1,uid=9): auth-worker<5>: " */
static struct slice without_worker(struct slice in)
{
    struct slice s = in, within;
    if (take_lit(&s, LIT("(")) && take_until(&s, LIT("): "), &within) && passdb_bytes(within) == within.len)
        in = s;
    (void)take_lit(&in, LIT("Info: "));
    s = in;
    if (take_lit(&s, LIT("conn unix:")) && take_until(&s, LIT(": auth-worker<"), &within)
            && take_until(&s, LIT(">: "), &within))
        in = s;
    return in;
}

static enum told auth_line(struct slice in, struct record *ret)
{
    struct slice words;
    in = without_worker(in);
    if (slice_ends(in, LIT(" - trying the next passdb")))
        return TOLD_CONTEXT;
    if (!take_request(without_password(in), &words, ret))
        return TOLD_CONTEXT; /* a lookup without a client, another matter */
    enum told told = verdict_of(words, ret);
    if (told != TOLD_SIGNIN) {
        words = without_passdb(words);
        told = verdict_of(words, ret);
    }
    if (begins(words, "username character"))
        take_disallowed_name(words, ret);
    bool pam = begins(words, "pam_"); /* which tells the same in a line of its own */
    bool another_may_know = (ret->outcome == OUTCOME_NO_SUCH_ACCOUNT && !pam) || ret->pid == 0;
    ret->teller = another_may_know ? TELLER_SERVICE : TELLER_RESULT;
    return told;
}

/* ---- which of its processes ---- */

/* "imap-login" of "imap-login: Info: Login: ..."; the text behind in *in. */
static struct slice take_process(struct slice *in)
{
    struct slice s = *in;
    size_t n = 0;
    while (n < s.len && n < 24 && ((s.at[n] >= 'a' && s.at[n] <= 'z') || s.at[n] == '-' || s.at[n] == '3'))
        n++;
    if (n == s.len || (s.at[n] != ':' && s.at[n] != '('))
        return slice_first(s, 0);
    *in = slice_skip(s, n);
    (void)take_lit(in, LIT(": "));
    return slice_first(s, n);
}

static enum told dovecot_line(struct slice program, struct slice message, struct record *ret)
{
    struct slice in = message, process = slice_first(program, slice_find(program, '('));
    if (slice_eq(process, LIT("dovecot")))
        process = take_process(&in);
    if (slice_eq(process, LIT("dovecot"))) /* twice, in some set-ups */
        process = take_process(&in);
    (void)take_lit(&in, LIT("Info: "));
    if (slice_starts(process, LIT("auth")) || slice_eq(process, LIT("dovecot-auth")))
        return auth_line(in, ret);
    if (!slice_ends(process, LIT("-login")))
        return TOLD_CONTEXT;
    ret->protocol = slice_first(process, process.len - 6);
    return login_line(in, ret);
}

static const char *const programs[] = {
    "dovecot",
    "imap-login",
    "pop3-login",
    "managesieve-login",
    "sieve-login",
    "submission-login",
    "auth",
    "auth-worker",
    NULL,
};

const struct line_source dovecot_source = {
    .name = "dovecot",
    .help = "Dovecot: IMAP, POP3, ManageSieve and submission; its auth processes where auth_verbose is set",
    .versions = "2.2 to 2.4",
    .how = "/var/log/mail.log or maillog, its own log_path, or: journalctl -u dovecot -o json",
    .sample = "Nov  9 02:10:02 mail dovecot: imap-login: Disconnected: Connection closed (auth failed, 1 "
              "attempts in 2 "
              "secs): user=<j.meier>, method=PLAIN, rip=192.0.2.8, lip=192.0.2.1, TLS, "
              "session=<Uu1A2b3C4d5E6f7G>",
    .family = FAMILY_MAIL,
    .expected = "rip= and an address behind what a login process tells",
    .programs = programs,
    .parse = dovecot_line,
};
