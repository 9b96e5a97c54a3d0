/* mail_more.c - Cyrus IMAP, Exim, Courier and sendmail: one or two lines each that tell of sign-ins.
 *
 * Source  Cyrus IMAP 2.x and 3.x, "badlogin" and "login" of imapd, pop3d, timsieved; Exim specification, "Log files" and "SMTP
 *         authentication"; Courier IMAP and authlib; sendmail 8.12 to 8.18, AUTH and AuthFailLogUser.
 * Names   an account that a line holds is the client's; addresses are read from where the server puts them: before the
 *         account where the server does (Cyrus, Exim), else from the end (Courier, sendmail).
 */
#include "core/parse/mail.h"

static enum outcome sasl_outcome(struct slice words)
{
    return mail_has(words, "user not found")  ? OUTCOME_NO_SUCH_ACCOUNT
            : mail_has(words, "disabled")     ? OUTCOME_DISABLED
            : mail_has(words, "expired")      ? OUTCOME_PASSWORD_OK_STOPPED
            : mail_has(words, "no mechanism") ? OUTCOME_OTHER_FAILURE
                                              : OUTCOME_BAD_PASSWORD;
}

/* ---- Cyrus ---- */

/* Behind "badlogin: ": "HOST [ADDR] plaintext NAME SASL(-13): WHY" or "HOST [ADDR] MECHANISM [SASL(-13): WHY]";
 * behind "login: ": "HOST [ADDR] NAME MECHANISM[+TLS] User logged in". HOST is checked and holds no brackets. */
static enum told cyrus_line(struct slice program, struct slice message, struct record *ret)
{
    struct slice in = message, client, word, name;
    bool bad = take_lit(&in, LIT("badlogin: "));
    (void)program;
    if (!bad && !take_lit(&in, LIT("login: ")))
        return TOLD_CONTEXT;
    size_t close = slice_find(in, ']');
    client = slice_first(in, close + 1);
    in = slice_skip(in, close + 1);
    if (!mail_bracketed(client, ret) || !take_lit(&in, LIT(" ")) || !take_word(&in, &word)
            || !take_lit(&in, LIT(" ")))
        return TOLD_NOTHING;
    if (!bad) {
        mail_account(word, ret);
        struct slice mechanism = slice_first(in, slice_find(in, ' '));
        ret->method = (uint8_t)mail_mechanism(slice_first(mechanism, slice_find(mechanism, '+')));
        return mail_told(ret, OUTCOME_OK);
    }
    bool plain = slice_eq(word, LIT("plaintext"));
    ret->method = (uint8_t)mail_mechanism(plain ? LIT("PLAIN") : word);
    if (plain && take_until_last(&in, LIT(" SASL("), &name))
        mail_account(name, ret);
    return mail_told(ret, sasl_outcome(in));
}

static bool cyrus_knows(struct slice program, struct slice message)
{
    (void)program;
    return slice_starts(message, LIT("badlogin: "))
            || (slice_starts(message, LIT("login: ")) && slice_find(slice_first(message, 300), '[') < 300);
}

static const char *const cyrus_programs[] = { "cyrus", NULL };

const struct line_source cyrus_source = {
    .name = "cyrus",
    .help = "Cyrus IMAP: imapd, pop3d, timsieved, nntpd",
    .versions = "2.2 to 3.10",
    .how = "/var/log/mail.log, /var/log/auth.log or maillog; syslog's facility mail and auth, level notice",
    .sample = "Nov  9 02:10:02 mail cyrus/imaps[811]: badlogin: pc.example [192.0.2.8] plaintext j.meier "
              "SASL(-13): "
              "authentication failure: checkpass failed",
    .family = FAMILY_MAIL,
    .expected = "a host and an address in brackets behind badlogin or login",
    .programs = cyrus_programs,
    .knows = cyrus_knows,
    .begins = "bl",
    .parse = cyrus_line,
};

/* ---- Exim ---- */

/* "[PID] M authenticator failed for [HOST] [(HELO)] [ADDR][:PORT][ I=[..]:N][ ...]: 535 WHY[ (set_id=NAME)]": HELO is the
 * client's and may hold brackets, so the address is what stands last before ": 535 " or I=. */
static enum told exim_refused(struct slice in, struct record *ret)
{
    struct slice client, name, before;
    if (!take_until(&in, LIT(" authenticator failed for "), &before))
        return TOLD_CONTEXT;
    if (!take_until(&in, LIT(": 535 "), &client))
        return TOLD_CONTEXT; /* 435: the server could not tell */
    client = slice_first(client, slice_find_slice(client, LIT(" I=[")));
    client = slice_first(client, slice_find_slice(client, LIT(" Ci=")));
    client = slice_first(client, slice_find_slice(client, LIT(" U=")));
    if (!mail_bracketed(client, ret))
        return TOLD_NOTHING;
    name = in;
    if (take_until(&name, LIT(" (set_id="), &before))
        mail_account(slice_first(name, slice_find_last(name, LIT(")"))), ret);
    return mail_told(ret, OUTCOME_BAD_PASSWORD);
}

/* "SMTP protocol error in "AUTH M [INITIAL]" H=[HOST] [(HELO)] [ADDR][:PORT][ I=[..]:N] WHY": nothing was checked. What stands
 * before the address is the client's, and may be a password. */
static enum told exim_out_of_turn(struct slice in, struct record *ret)
{
    static const char *const reasons[] = { " AUTH command used when not advertised",
        " authentication mechanism not supported" };
    struct slice client = in;
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
        if (slice_ends(in, text(reasons[i])))
            client.len = in.len - strlen(reasons[i]);
    if (client.len == in.len)
        return TOLD_CONTEXT;
    size_t word = slice_find_last(client, LIT(" ")); /* the mechanism's name before the second reason */
    if (slice_ends(in, text(reasons[1])) && word < client.len)
        client = slice_first(client, word);
    client = slice_first(client, slice_find_last(client, LIT(" I=[")));
    return mail_bracketed(client, ret) ? mail_told(ret, OUTCOME_OTHER_FAILURE) : TOLD_NOTHING;
}

/* "ID <= SENDER H=HOST [ADDR]:PORT P=esmtpsa X=... A=M:NAME ...": a message by somebody who signed in. */
static enum told exim_message(struct slice in, struct record *ret)
{
    struct slice id, client, before;
    if (!take_until(&in, LIT(" <= "), &id) || id.len > 32 || !take_until(&in, LIT(" H="), &before)
            || !take_until(&in, LIT(" P=esmtp"), &client) || !take_until(&in, LIT(" A="), &before))
        return TOLD_CONTEXT;
    struct slice who = slice_first(in, slice_find(in, ' ')), mechanism;
    client = slice_first(client, slice_find_slice(client, LIT(" I=[")));
    if (!take_until(&who, LIT(":"), &mechanism) || !mail_bracketed(client, ret))
        return TOLD_CONTEXT;
    mail_account(who, ret);
    return mail_told(ret, OUTCOME_OK);
}

/* At the front, behind "[PID] " where log_selector has it. */
static bool exim_is_protocol_error(struct slice head)
{
    size_t at = slice_find_slice(head, LIT("SMTP protocol error in \"AUTH "));
    return (at == 0 && head.len > 0)
            || (at < 64 && at < head.len && head.at[at - 1] == ' ' && slice_find(head, '"') > at);
}

static enum told exim_line(struct slice program, struct slice message, struct record *ret)
{
    struct slice in = message, head = slice_first(message, 100);
    struct ip_addr none = { { 0 } };
    time_us time;
    bool zoned;
    (void)program;
    if (take_time_iso(&in, &time, &zoned)) /* its own beside the journal's */
        (void)take_lit(&in, LIT(" "));
    ret->protocol = LIT("smtp");
    enum told told = exim_is_protocol_error(head)                                  ? exim_out_of_turn(in, ret)
            : slice_find_slice(head, LIT(" authenticator failed for ")) < head.len ? exim_refused(in, ret)
                                                                                   : exim_message(in, ret);
    if (told != TOLD_SIGNIN)
        ret->source = none;
    return told;
}

/* Its own file names no program. */
static bool exim_knows(struct slice program, struct slice message)
{
    struct slice head = slice_first(message, 100);
    return program.len == 0
            && (exim_is_protocol_error(head)
                    || slice_find_slice(head, LIT(" authenticator failed for ")) < head.len);
}

static const char *const exim_programs[] = { "exim", "exim4", NULL };

const struct line_source exim_source = {
    .name = "exim",
    .help = "Exim: authenticators that failed, in its main log or syslog; messages that came with a sign-in, "
            "in syslog",
    .versions = "4.6x to 4.98",
    .how = "/var/log/exim4/mainlog or /var/log/exim/main.log",
    .sample = "2026-11-09 02:10:02 login authenticator failed for pc.example (x) [192.0.2.8]:41556 "
              "I=[192.0.2.1]:25: 535 "
              "Incorrect authentication data (set_id=j.meier)",
    .family = FAMILY_MAIL,
    .expected = "an address in brackets before the answer 535",
    .programs = exim_programs,
    .knows = exim_knows,
    .parse = exim_line,
};

/* ---- Courier ---- */

/* "LOGIN FAILED, user=NAME, ip=[ADDR][, port=[N]]", "LOGIN, user=NAME, ip=[ADDR], port=[N], protocol=IMAP" */
static enum told courier_line(struct slice program, struct slice message, struct record *ret)
{
    struct slice in = message, head, addr;
    (void)program;
    bool bad = take_lit(&in, LIT("LOGIN FAILED, "));
    if (!bad && !take_lit(&in, LIT("LOGIN, ")))
        return TOLD_CONTEXT;
    if (!take_until_last(&in, LIT("ip=["), &head) || !take_until(&in, LIT("]"), &addr)
            || !ip_parse(addr, &ret->source))
        return TOLD_NOTHING;
    if (take_lit(&head, LIT("user=")))
        mail_account(slice_ends(head, LIT(", ")) ? slice_first(head, head.len - 2) : head, ret);
    return mail_told(ret, bad ? OUTCOME_BAD_PASSWORD : OUTCOME_OK);
}

static bool courier_knows(struct slice program, struct slice message)
{
    (void)program;
    return slice_starts(message, LIT("LOGIN FAILED, user="))
            || slice_starts(message, LIT("LOGIN FAILED, method="))
            || slice_starts(message, LIT("LOGIN, user="));
}

static const char *const courier_programs[] = { "courierpop3login", "courierpop3d", "courierimapd",
    "imapd-ssl", "pop3d-ssl", NULL };

const struct line_source courier_source = {
    .name = "courier",
    .help = "Courier: imapd, pop3d and their TLS services",
    .versions = "Courier IMAP 4 and 5",
    .how = "/var/log/mail.log or maillog",
    .sample =
            "Nov  9 02:10:02 mail imapd-ssl: LOGIN FAILED, user=j.meier, ip=[::ffff:192.0.2.8], port=[5122]",
    .family = FAMILY_MAIL,
    .expected = "ip= and an address in brackets",
    .programs = courier_programs,
    .knows = courier_knows,
    .begins = "L",
    .parse = courier_line,
};

/* ---- sendmail ---- */

/* "HOST [ADDR][ (may be forged)]" */
static bool take_relay(struct slice in, struct record *ret)
{
    if (slice_ends(in, LIT(" (may be forged)")))
        in.len -= 16;
    return mail_bracketed(in, ret);
}

/* "HOST [ADDR]: possible SMTP attack: command=AUTH, count=N": told once a connection, counts what AUTH failed in it. */
static enum told many_auths(struct slice in, struct record *ret)
{
    struct slice client;
    uint64_t times = 1;
    if (!take_until(&in, LIT(": possible SMTP attack: command=AUTH, count="), &client)
            || !take_relay(client, ret))
        return TOLD_CONTEXT;
    (void)take_uint(&in, UINT32_MAX, &times);
    ret->repeat = (uint16_t)(times < 1 ? 1 : times > LIMIT_REPEAT ? LIMIT_REPEAT : times);
    ret->teller = TELLER_NAME;
    return mail_told(ret, OUTCOME_OTHER_FAILURE);
}

/* "ID: AUTH failure (M): WHY[, user=NAME], relay=[HOST ][ADDR]"; "ID: AUTH=server, relay=HOST [ADDR], authid=NAME, mech=M, ..." */
static enum told sendmail_line(struct slice program, struct slice message, struct record *ret)
{
    struct slice in = message, id, mechanism, why, client;
    (void)program;
    if (!take_until(&in, LIT(": "), &id) || id.len > 32)
        return TOLD_CONTEXT;
    ret->protocol = LIT("smtp");
    if (take_lit(&in, LIT("AUTH failure ("))) {
        if (!take_until(&in, LIT("): "), &mechanism) || !take_until_last(&in, LIT(", relay="), &why))
            return TOLD_NOTHING;
        struct slice before, name = why;
        if (take_until(&name, LIT(", user="), &before)) {
            mail_account(name, ret);
            why = before;
        }
        ret->method = (uint8_t)mail_mechanism(mechanism);
        ret->teller = TELLER_RESULT;
        return take_relay(in, ret) ? mail_told(ret, sasl_outcome(why)) : TOLD_NOTHING;
    }
    if (!take_lit(&in, LIT("AUTH=server, relay=")) || !take_until(&in, LIT(", authid="), &client))
        return many_auths(in, ret);
    mail_account(slice_first(in, slice_find_last(in, LIT(", mech="))), ret);
    return take_relay(client, ret) ? mail_told(ret, OUTCOME_OK) : TOLD_NOTHING;
}

static const char *const sendmail_programs[] = { "sendmail", "sm", NULL };

const struct line_source sendmail_source = {
    .name = "sendmail",
    .help = "sendmail: AUTH refused (8.16 with AuthFailLogUser names whose) and taken",
    .versions = "8.12 to 8.18",
    .how = "/var/log/maillog or mail.log; LogLevel 10 or more",
    .sample =
            "Nov  9 02:10:02 mail sendmail[811]: 4A92A2b1000811: AUTH failure (LOGIN): authentication "
            "failure (-13) "
            "SASL(-13): authentication failure: checkpass failed, user=j.meier, relay=pc.example [192.0.2.8]",
    .family = FAMILY_MAIL,
    .expected = "relay= and an address in brackets behind AUTH",
    .programs = sendmail_programs,
    .parse = sendmail_line,
};
