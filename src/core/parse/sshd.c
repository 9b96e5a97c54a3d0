/* sshd.c - OpenSSH's messages; each function reads like the line it describes. */
#include "core/parse/sshd.h"

/* "ADDR[ port N]"; with UseDNS a host's name may stand there, and then no address is told. */
static bool take_source(struct slice *in, struct record *ret)
{
    struct ip_addr none = { { 0 } };
    struct slice host;
    uint64_t port = 0;
    if (!take_ip(in, &ret->source)) {
        ret->source = none;
        if (!take_word(in, &host))
            return false;
    }
    if (take_lit(in, LIT(" port ")))
        (void)take_uint(in, 65535, &port);
    ret->port = (uint16_t)port;
    return true;
}

/* What ends a source in a line of a result: " ssh2", then the end, ": KEY", " [preauth]" or "]". */
static bool ends_source(struct slice in)
{
    if (!take_lit(&in, LIT(" ssh")) || in.len == 0 || (in.at[0] != '1' && in.at[0] != '2'))
        return false;
    return in.len == 1 || in.at[1] == ':' || in.at[1] == ' ' || in.at[1] == ']';
}

/* "NAME from ADDR[ port N]": NAME may hold the same words, so the last " from " counts. */
static bool name_from_addr(struct slice in, struct record *ret)
{
    struct slice name;
    if (!take_until_last(&in, LIT(" from "), &name)) {
        if (!take_lit(&in, LIT("from "))) /* an empty name: "Invalid user  from 192.0.2.1" loses a space */
            return false;
        name = (struct slice){ in.at, 0 };
    }
    ret->account = slice_first(name, LIMIT_NAME);
    return take_source(&in, ret);
}

/* "NAME from ADDR port N ssh2[: WHAT]": WHAT (the user on a client's machine, the id in a key) is the client's
 * to choose like NAME, so of several " from " the last one before a whole source counts. */
static bool name_from_whole(struct slice in, struct record *ret)
{
    struct slice head = in;
    for (;;) {
        size_t at = slice_find_last(head, LIT(" from "));
        struct slice tail = slice_skip(in, at + 6);
        if (at == head.len)
            return name_from_addr(in, ret);
        head = slice_first(in, at);
        if (take_source(&tail, ret) && ends_source(tail))
            break;
    }
    ret->account = slice_first(head, LIMIT_NAME);
    return true;
}

static void fill(struct record *ret, enum outcome outcome, enum method method, enum teller teller)
{
    ret->outcome = (uint8_t)outcome;
    ret->method = (uint8_t)method;
    ret->teller = (uint8_t)teller;
}

static enum method take_method(struct slice *in)
{
    struct slice word;
    if (!take_word(in, &word))
        return METHOD_UNKNOWN;
    if (slice_eq(word, LIT("password")))
        return METHOD_PASSWORD;
    if (slice_eq(word, LIT("publickey")))
        return METHOD_PUBLICKEY;
    if (slice_starts(word, LIT("keyboard-interactive")))
        return METHOD_KEYBOARD;
    return METHOD_OTHER;
}

/* "Failed METHOD for [invalid user ]NAME from ADDR port N ssh2". Keys and tickets that are offered and not
 * taken are one attempt a connection, and none when it goes on: clients offer all that they have. */
static enum told failed(struct slice in, struct record *ret)
{
    bool none = slice_starts(in, LIT("none "));
    enum method method = take_method(&in);
    if (!take_lit(&in, LIT(" for ")))
        return TOLD_NOTHING;
    bool invalid = take_lit(&in, LIT("invalid user ")) || take_lit(&in, LIT("illegal user "))
            || slice_starts(in, LIT("<invalid username> ")); /* Solaris */
    if (!name_from_whole(in, ret))
        return TOLD_NOTHING;
    if (none && !invalid)
        return TOLD_CONTEXT; /* a client asks which methods there are */
    if (invalid)
        fill(ret, OUTCOME_NO_SUCH_ACCOUNT, method, TELLER_RESULT);
    else if (method == METHOD_PASSWORD || method == METHOD_KEYBOARD)
        fill(ret, OUTCOME_BAD_PASSWORD, method, TELLER_RESULT);
    else
        fill(ret, OUTCOME_OTHER_FAILURE, method, TELLER_PAM);
    return TOLD_SIGNIN;
}

/* "Partial METHOD for NAME from ADDR port N ssh2": right, and more is asked for. */
static enum told partial(struct slice in, struct record *ret)
{
    enum method method = take_method(&in);
    if (!take_lit(&in, LIT(" for ")) || !name_from_whole(in, ret))
        return TOLD_NOTHING;
    fill(ret, OUTCOME_PASSWORD_OK_STOPPED, method, TELLER_STOPPED);
    return TOLD_SIGNIN;
}

/* "Accepted METHOD for NAME from ADDR port N ssh2[: KEY]" */
static enum told accepted(struct slice in, struct record *ret)
{
    if (take_lit(&in, LIT("key "))) /* "Accepted key RSA SHA256:... found at ...": no sign-in yet */
        return TOLD_CONTEXT;
    enum method method = take_method(&in);
    if (!take_lit(&in, LIT(" for ")) || !name_from_whole(in, ret))
        return TOLD_NOTHING;
    fill(ret, OUTCOME_OK, method, TELLER_RESULT);
    return TOLD_SIGNIN;
}

/* "Invalid user NAME from ADDR[ port N]" */
static enum told invalid_user(struct slice in, struct record *ret)
{
    if (!name_from_addr(in, ret))
        return TOLD_NOTHING;
    fill(ret, OUTCOME_NO_SUCH_ACCOUNT, METHOD_UNKNOWN, TELLER_NAME);
    return TOLD_SIGNIN;
}

/* "NAME ADDR port N[: reason][ [preauth]]": NAME may hold spaces, so ADDR is sought from the end. */
static bool name_addr_port(struct slice in, struct record *ret)
{
    struct slice head;
    uint64_t port;
    if (!take_until_last(&in, LIT(" port "), &head) || !take_uint(&in, 65535, &port))
        return false;
    size_t space = slice_find_last(head, LIT(" "));
    struct slice addr = space == head.len ? head : slice_skip(head, space + 1);
    if (!ip_parse(addr, &ret->source))
        return false;
    ret->port = (uint16_t)port;
    ret->account = space == head.len ? slice_first(head, 0)
                                     : slice_first(slice_first(head, space), LIMIT_NAME);
    return true;
}

/* "authenticating user NAME ADDR port N" or "invalid user NAME ADDR port N", behind a verb. */
static enum told closed(struct slice in, struct record *ret)
{
    bool invalid = take_lit(&in, LIT("invalid user "));
    if (!invalid && !take_lit(&in, LIT("authenticating user ")))
        return TOLD_CONTEXT; /* "Connection closed by ADDR": nobody said a name */
    if (!name_addr_port(in, ret))
        return TOLD_NOTHING;
    fill(ret, invalid ? OUTCOME_NO_SUCH_ACCOUNT : OUTCOME_OTHER_FAILURE, METHOD_UNKNOWN, TELLER_CLOSE);
    return TOLD_SIGNIN;
}

/* "[error: ]maximum authentication attempts exceeded for [invalid user ]NAME from ADDR port N ssh2" */
static enum told too_many(struct slice in, struct record *ret)
{
    bool invalid = take_lit(&in, LIT("invalid user "));
    if (!name_from_whole(in, ret))
        return TOLD_NOTHING;
    fill(ret, invalid ? OUTCOME_NO_SUCH_ACCOUNT : OUTCOME_OTHER_FAILURE, METHOD_UNKNOWN, TELLER_CLOSE);
    return TOLD_SIGNIN;
}

/* What PAM's own words mean. "has expired" comes from the account stage, behind the right password. */
static enum outcome outcome_of_pam(struct slice words)
{
    if (slice_ends(words, LIT("uthentication failure")) || slice_ends(words, LIT("uthentication error")))
        return OUTCOME_BAD_PASSWORD;
    if (slice_starts(words, LIT("User not known")) || slice_eq(words, LIT("unknown user")))
        return OUTCOME_NO_SUCH_ACCOUNT;
    if (slice_ends(words, LIT("account has expired")))
        return OUTCOME_PASSWORD_OK_STOPPED;
    return OUTCOME_OTHER_FAILURE;
}

/* Behind "error: PAM: ": "Authentication failure for [illegal user ]NAME from ADDR[ via ADDR]" */
static enum told pam_error(struct slice in, struct record *ret)
{
    struct slice words;
    (void)take_lit(&in, LIT("Have exhausted maximum number of retries for service")); /* holds the stop */
    if (!take_until(&in, LIT(" for "), &words))
        return TOLD_CONTEXT;
    bool illegal = take_lit(&in, LIT("illegal user ")) || take_lit(&in, LIT("invalid user "));
    if (!name_from_addr(in, ret))
        return TOLD_CONTEXT;
    fill(ret, illegal ? OUTCOME_NO_SUCH_ACCOUNT : outcome_of_pam(words), METHOD_KEYBOARD, TELLER_ERROR);
    return TOLD_SIGNIN;
}

static enum told error_line(struct slice in, struct record *ret)
{
    if (take_lit(&in, LIT("maximum authentication attempts exceeded for ")))
        return too_many(in, ret);
    return take_lit(&in, LIT("PAM: ")) ? pam_error(in, ret) : TOLD_CONTEXT;
}

/* "ROOT LOGIN REFUSED FROM ADDR[ port N][ [preauth]]": comes when the proof was right and root may not. The
 * monitor and the process before authentication both tell it. */
static enum told root_refused(struct slice in, struct record *ret)
{
    uint64_t port = 0;
    if (!take_ip(&in, &ret->source))
        return TOLD_NOTHING;
    if (take_lit(&in, LIT(" port ")))
        (void)take_uint(&in, 65535, &port);
    ret->port = (uint16_t)port;
    ret->account = LIT("root");
    fill(ret, OUTCOME_PASSWORD_OK_STOPPED, METHOD_UNKNOWN, TELLER_CLOSE);
    return TOLD_SIGNIN;
}

/* "Authentication tried for NAME with correct key but not from a permitted host (host=H, ip=ADDR, ..." */
static enum told wrong_host(struct slice in, struct record *ret)
{
    struct slice name;
    if (!take_until_last(&in, LIT(" with correct key but not from a permitted host (host="), &name))
        return TOLD_NOTHING;
    size_t at = slice_find_slice(in, LIT(", ip="));
    in = slice_skip(in, at + 5);
    if (!take_ip(&in, &ret->source))
        return TOLD_NOTHING;
    ret->account = slice_first(name, LIMIT_NAME);
    fill(ret, OUTCOME_PASSWORD_OK_STOPPED, METHOD_PUBLICKEY, TELLER_CLOSE);
    return TOLD_SIGNIN;
}

/* "User NAME from ADDR not allowed because REASON" */
static enum told not_allowed(struct slice in, struct record *ret)
{
    struct slice head;
    if (!take_until_last(&in, LIT(" not allowed because "), &head))
        return TOLD_CONTEXT; /* "User child is on pid 7" */
    if (!name_from_addr(head, ret))
        return TOLD_CONTEXT; /* of a locked account no address is told; "Failed" tells it */
    bool locked = slice_find_slice(in, LIT("locked")) < in.len;
    fill(ret, locked ? OUTCOME_DISABLED : OUTCOME_OTHER_FAILURE, METHOD_UNKNOWN, TELLER_NAME);
    return TOLD_SIGNIN;
}

/* "message repeated N times: [ MESSAGE]" */
static enum told repeated(struct slice in, struct record *ret)
{
    uint64_t times;
    if (!take_uint(&in, UINT32_MAX, &times) || !take_lit(&in, LIT(" times: [")) || times == 0)
        return TOLD_NOTHING;
    (void)take_lit(&in, LIT(" "));
    if (slice_ends(in, LIT("]")))
        in.len--;
    if (slice_starts(in, LIT("message repeated ")))
        return TOLD_NOTHING; /* no nesting: a forged line */
    enum told told = sshd_parse(in, ret);
    if (told == TOLD_SIGNIN)
        ret->repeat = (uint16_t)(times < LIMIT_REPEAT ? times : LIMIT_REPEAT);
    return told;
}

/* Up to 6.x: "Disconnecting: Too many authentication failures for NAME[ [preauth]]": no address, which other lines of the process
 * tell when they tell anything. */
static enum told too_many_old(struct slice in, struct record *ret)
{
    if (slice_ends(in, LIT(" [preauth]")))
        in.len -= 10;
    ret->account = slice_first(in, LIMIT_NAME);
    fill(ret, OUTCOME_OTHER_FAILURE, METHOD_UNKNOWN, TELLER_CLOSE);
    return in.len > 0 ? TOLD_SIGNIN : TOLD_CONTEXT;
}

static enum told letter_d(struct slice in, struct record *ret)
{
    if (take_lit(&in, LIT("Disconnecting: Too many authentication failures for ")))
        return too_many_old(in, ret);
    if (take_lit(&in, LIT("Disconnected from ")))
        return slice_starts(in, LIT("user ")) ? TOLD_CONTEXT : closed(in, ret);
    if (take_lit(&in, LIT("Disconnecting ")))
        return closed(in, ret);
    return TOLD_ELSEWHERE;
}

/* What tells of an attempt; TOLD_ELSEWHERE when it begins as none that does. */
static enum told attempt(struct slice message, struct record *ret)
{
    struct slice in = message;
    switch (in.len ? in.at[0] : '\0') {
    case 'F': return take_lit(&in, LIT("Failed ")) ? failed(in, ret) : TOLD_ELSEWHERE;
    case 'A':
        if (take_lit(&in, LIT("Accepted ")))
            return accepted(in, ret);
        return take_lit(&in, LIT("Authentication tried for ")) ? wrong_host(in, ret) : TOLD_ELSEWHERE;
    case 'I':
        return take_lit(&in, LIT("Invalid user ")) || take_lit(&in, LIT("Illegal user "))
                ? invalid_user(in, ret)
                : TOLD_ELSEWHERE;
    case 'C':
        return take_lit(&in, LIT("Connection closed by ")) || take_lit(&in, LIT("Connection reset by "))
                ? closed(in, ret)
                : TOLD_ELSEWHERE;
    case 'D': return letter_d(in, ret);
    case 'p':
    case '(': return pam_parse(in, true, ret);
    case 'P':
        return take_lit(&in, LIT("Partial "))   ? partial(in, ret)
                : slice_starts(in, LIT("PAM ")) ? pam_parse(in, true, ret)
                                                : TOLD_ELSEWHERE;
    case 'R': return take_lit(&in, LIT("ROOT LOGIN REFUSED FROM ")) ? root_refused(in, ret) : TOLD_ELSEWHERE;
    case 'e': return take_lit(&in, LIT("error: ")) ? error_line(in, ret) : TOLD_ELSEWHERE;
    case 'm':
        if (take_lit(&in, LIT("message repeated ")))
            return repeated(in, ret);
        return take_lit(&in, LIT("maximum authentication attempts exceeded for ")) ? too_many(in, ret)
                                                                                   : TOLD_ELSEWHERE;
    case 'U': return take_lit(&in, LIT("User ")) ? not_allowed(in, ret) : TOLD_ELSEWHERE;
    default: return TOLD_ELSEWHERE;
    }
}

enum told sshd_parse(struct slice message, struct record *ret)
{
    enum told told = attempt(message, ret);
    if (told != TOLD_ELSEWHERE)
        return told;
    return sshd_is_no_attempt(message) ? TOLD_CONTEXT : TOLD_NOTHING;
}

bool sshd_is_program(struct slice program)
{
    return slice_starts(program, LIT("ssh"))
            && (slice_eq(program, LIT("sshd")) || slice_eq(program, LIT("sshd-session"))
                    || slice_eq(program, LIT("sshd-auth")) || slice_eq(program, LIT("sshd.service"))
                    || slice_eq(program, LIT("ssh.service")));
}

/* A bare line names no program: only shapes that nobody else writes are believed. */
bool sshd_is_bare(struct slice message)
{
    static const struct slice begins[] = {
        { "Failed ", 7 },
        { "Accepted ", 9 },
        { "Invalid user ", 13 },
        { "error: PAM: ", 12 },
        { "error: maximum authentication attempts exceeded for ", 52 },
        { "Connection closed by ", 21 },
        { "Connection reset by ", 20 },
        { "Disconnected from ", 18 },
        { "Received disconnect ", 20 },
        { "message repeated ", 17 },
        { "ROOT LOGIN REFUSED FROM ", 24 },
    };
    if (slice_starts(message, LIT("Failed login for "))) /* Roundcube's */
        return false;
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++)
        if (slice_starts(message, begins[i]))
            return true;
    return slice_starts(message, LIT("User "))
            && slice_find_slice(message, LIT(" not allowed because ")) < message.len;
}

static bool sshd_knows(struct slice program, struct slice message)
{
    return sshd_is_program(program) || (program.len == 0 && sshd_is_bare(message));
}

static enum told sshd_line(struct slice program, struct slice message, struct record *ret)
{
    (void)program;
    return sshd_parse(message, ret);
}

const struct line_source sshd_source = {
    .name = "sshd",
    .help = "OpenSSH: passwords, keys, names that nobody has, what stopped a right password",
    .versions = "OpenSSH 5 to 10, also as sshd-session and sshd-auth",
    .how = "/var/log/auth.log (Debian, Ubuntu), /var/log/secure (Red Hat, SUSE), or: journalctl -u ssh -o "
           "json",
    .sample = "Nov  9 02:10:02 gate sshd[811]: Failed password for j.meier from 192.0.2.8 port 5122 ssh2",
    .family = FAMILY_LINUX,
    .expected = "a message that sshd or PAM is known to write",
    .knows = sshd_knows,
    .begins = "FAICeDRmU",
    .untagged = true,
    .parse = sshd_line,
};
