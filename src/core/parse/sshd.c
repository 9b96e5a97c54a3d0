/* sshd.c - OpenSSH's messages; each function reads like the line it describes. */
#include "core/parse/sshd.h"

/* "NAME from ADDR[ port N][ ssh2...]": NAME may hold the same words, so the last " from " counts. */
static bool name_from_addr(struct slice in, struct record *ret)
{
    struct slice name;
    uint64_t port = 0;
    if (!take_until_last(&in, LIT(" from "), &name)) {
        if (!take_lit(&in, LIT("from "))) /* an empty name: "Invalid user  from 192.0.2.1" loses a space */
            return false;
        name = (struct slice){ in.at, 0 };
    }
    if (!take_ip(&in, &ret->source)) {
        struct slice host;
        if (!take_word(&in, &host)) /* UseDNS yes: a host name stands there */
            return false;
    }
    if (take_lit(&in, LIT(" port ")))
        (void)take_uint(&in, 65535, &port);
    ret->port = (uint16_t)port;
    ret->account = slice_first(name, LIMIT_NAME);
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

/* "Failed METHOD for [invalid user ]NAME from ADDR port N ssh2" */
static enum told failed(struct slice in, struct record *ret)
{
    bool none = slice_starts(in, LIT("none "));
    enum method method = take_method(&in);
    if (!take_lit(&in, LIT(" for ")))
        return TOLD_NOTHING;
    bool invalid = take_lit(&in, LIT("invalid user ")) || take_lit(&in, LIT("illegal user "));
    if (!name_from_addr(in, ret))
        return TOLD_NOTHING;
    if (none && !invalid)
        return TOLD_CONTEXT; /* a client asks which methods there are */
    if (invalid)
        fill(ret, OUTCOME_NO_SUCH_ACCOUNT, method, TELLER_RESULT);
    else if (method == METHOD_PASSWORD || method == METHOD_KEYBOARD)
        fill(ret, OUTCOME_BAD_PASSWORD, method, TELLER_RESULT);
    else
        fill(ret, OUTCOME_OTHER_FAILURE, method, TELLER_RESULT);
    return TOLD_SIGNIN;
}

/* "Accepted METHOD for NAME from ADDR port N ssh2[: KEY]" */
static enum told accepted(struct slice in, struct record *ret)
{
    if (take_lit(&in, LIT("key "))) /* "Accepted key RSA SHA256:... found at ...": no sign-in yet */
        return TOLD_CONTEXT;
    enum method method = take_method(&in);
    if (!take_lit(&in, LIT(" for ")) || !name_from_addr(in, ret))
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
    if (!name_from_addr(in, ret))
        return TOLD_NOTHING;
    fill(ret, invalid ? OUTCOME_NO_SUCH_ACCOUNT : OUTCOME_OTHER_FAILURE, METHOD_UNKNOWN, TELLER_CLOSE);
    return TOLD_SIGNIN;
}

/* "error: PAM: Authentication failure for [illegal user ]NAME from ADDR" */
static enum told error_line(struct slice in, struct record *ret)
{
    if (take_lit(&in, LIT("maximum authentication attempts exceeded for ")))
        return too_many(in, ret);
    if (!take_lit(&in, LIT("PAM: ")))
        return TOLD_CONTEXT;
    size_t at = slice_find_slice(in, LIT(" for "));
    if (at == in.len)
        return TOLD_CONTEXT;
    in = slice_skip(in, at + 5);
    bool illegal = take_lit(&in, LIT("illegal user ")) || take_lit(&in, LIT("invalid user "));
    if (!name_from_addr(in, ret))
        return TOLD_CONTEXT;
    fill(ret, illegal ? OUTCOME_NO_SUCH_ACCOUNT : OUTCOME_BAD_PASSWORD, METHOD_KEYBOARD, TELLER_PAM);
    return TOLD_SIGNIN;
}

/* "User NAME from ADDR not allowed because REASON" */
static enum told not_allowed(struct slice in, struct record *ret)
{
    struct slice head;
    if (!take_until_last(&in, LIT(" not allowed because "), &head))
        return TOLD_CONTEXT; /* "User child is on pid 7" */
    if (!name_from_addr(head, ret))
        return TOLD_NOTHING;
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
    enum told told = slice_starts(in, LIT("pam_")) ? pam_parse(in, ret) : sshd_parse(in, ret);
    if (told == TOLD_SIGNIN)
        ret->repeat = (uint16_t)(times < LIMIT_REPEAT ? times : LIMIT_REPEAT);
    return told;
}

static enum told letter_d(struct slice in, struct record *ret)
{
    if (take_lit(&in, LIT("Disconnected from ")))
        return slice_starts(in, LIT("user ")) ? TOLD_CONTEXT : closed(in, ret);
    if (take_lit(&in, LIT("Disconnecting ")))
        return closed(in, ret);
    return TOLD_CONTEXT;
}

enum told sshd_parse(struct slice message, struct record *ret)
{
    struct slice in = message;
    switch (in.len ? in.at[0] : '\0') {
    case 'F': return take_lit(&in, LIT("Failed ")) ? failed(in, ret) : TOLD_CONTEXT;
    case 'A': return take_lit(&in, LIT("Accepted ")) ? accepted(in, ret) : TOLD_CONTEXT;
    case 'I':
        return take_lit(&in, LIT("Invalid user ")) || take_lit(&in, LIT("Illegal user "))
                ? invalid_user(in, ret)
                : TOLD_CONTEXT;
    case 'C':
        return take_lit(&in, LIT("Connection closed by ")) || take_lit(&in, LIT("Connection reset by "))
                ? closed(in, ret)
                : TOLD_CONTEXT;
    case 'D': return letter_d(in, ret);
    case 'p': return pam_parse(in, ret);
    case 'e': return take_lit(&in, LIT("error: ")) ? error_line(in, ret) : TOLD_CONTEXT;
    case 'm':
        if (take_lit(&in, LIT("message repeated ")))
            return repeated(in, ret);
        return take_lit(&in, LIT("maximum authentication attempts exceeded for ")) ? too_many(in, ret)
                                                                                   : TOLD_CONTEXT;
    case 'U': return take_lit(&in, LIT("User ")) ? not_allowed(in, ret) : TOLD_CONTEXT;
    default: return TOLD_CONTEXT;
    }
}
