/* netscaler.c - Citrix NetScaler (ADC) and its Gateway: AAA, SSLVPN and administrators.
 *
 * Source  NetScaler "Syslog Message Reference" (AAA LOGIN_FAILED, SSLVPN LOGIN, UI/CLI/API CMD_EXECUTED); docs.netscaler
 *         .com "Logs".
 * Fields  "User NAME - Client_ip ADDR - Failure_reason "R" - Browser B", apart by " - ": NAME and B are the client's to
 *         choose.
 */
#include "core/parse/vpn.h"

/* What stands between the last `key` and the next " - " or the end; quotes taken away. */
static struct slice field(struct slice in, struct slice key)
{
    size_t at = slice_find_last(in, key);
    struct slice value = slice_skip(in, at + key.len);
    if (at == in.len)
        return (struct slice){ "", 0 };
    if (take_lit(&value, LIT("\"")))
        return slice_first(value, slice_find(value, '"'));
    return slice_trim(slice_first(value, slice_find_slice(value, LIT(" - "))));
}

/* Name before " - Client_ip ", address behind; a Client_ip that is empty has X-Forwarded-For_ip behind it. */
static bool split_at(struct slice in, size_t at, struct record *ret)
{
    struct slice behind = slice_skip(in, at + 13);
    if (!ip_parse(slice_trim(slice_first(behind, slice_find_slice(behind, LIT("- ")))), &ret->source)) {
        struct slice head = slice_first(behind, slice_find_slice(behind, LIT(" - Vserver")));
        if (!ip_parse(field(head, LIT("X-Forwarded-For_ip ")), &ret->source))
            return false;
    }
    vpn_account(slice_first(in, at), ret);
    return true;
}

/* Where " - Client_ip ADDR - Failure_reason " stands. Name and browser may hold the same words: where it stands twice
 * nobody can say which is whose. */
static bool find_refused(struct slice in, size_t *ret)
{
    size_t found = 0;
    for (size_t at = 0; at < in.len;) {
        struct slice rest = slice_skip(in, at), addr;
        size_t hit = slice_find_slice(rest, LIT(" - Client_ip "));
        struct slice behind = slice_skip(rest, hit + 13);
        if (hit == rest.len)
            break;
        at += hit + 13;
        if (!take_word(&behind, &addr) || !slice_starts(behind, LIT(" - Failure_reason ")))
            continue;
        if (found++ > 0)
            return false;
        *ret = at - 13;
    }
    return found == 1;
}

static enum outcome outcome_of(struct slice reason)
{
    if (vpn_find(reason, LIT("denied access")) < reason.len)
        return OUTCOME_BAD_PASSWORD; /* "External authentication server denied access": it gives no reason */
    return vpn_reason(reason);
}

/* "AAA LOGIN_FAILED 139 0 : User NAME - Client_ip ADDR - Failure_reason "R" - Browser B" */
static enum told login_failed(struct slice in, struct record *ret)
{
    size_t at;
    if (!take_lit(&in, LIT("User ")) || !find_refused(in, &at) || !split_at(in, at, ret))
        return TOLD_NOTHING;
    struct slice reason, tail = slice_skip(in, at);
    (void)take_until(&tail, LIT("Failure_reason \""), &reason);
    if (!take_until(&tail, LIT("\""), &reason))
        return TOLD_NOTHING;
    ret->agent = take_lit(&tail, LIT(" - Browser ")) ? slice_trim(tail) : slice_first(tail, 0);
    return vpn_told(ret, outcome_of(reason), METHOD_PASSWORD);
}

/* "SSLVPN LOGIN 107 0 : Context NAME@ADDR - SessionId: 9 - User NAME - Client_ip ADDR - ... - Browser_type "B" - ..."
 * NAME signed in, so nobody invented it; the browser stands last. */
static enum told login(struct slice in, struct record *ret)
{
    struct slice head;
    if (slice_starts(in, LIT("Context ")) && !take_until(&in, LIT("SessionId: "), &head))
        return TOLD_NOTHING;
    if (!take_until(&in, LIT("User "), &head))
        return TOLD_NOTHING;
    size_t at = slice_find_slice(in, LIT(" - Client_ip "));
    if (at == in.len || !split_at(in, at, ret))
        return TOLD_NOTHING;
    ret->agent = field(slice_skip(in, at), LIT("Browser_type "));
    return vpn_told(ret, OUTCOME_OK, METHOD_UNKNOWN);
}

/* "CLI CMD_EXECUTED 1 0 : User NAME - [ADM_User N - ]Remote_ip ADDR - Command "login NAME ********" - Status "S"" */
static enum told command(struct slice in, struct record *ret)
{
    struct slice head, name;
    size_t status = slice_find_last(in, LIT(" - Status \""));
    struct slice result = slice_skip(in, status + 11);
    head = slice_first(in, status);
    size_t login = slice_find_slice(head, LIT(" - Command \"login "));
    if (status == in.len || login == head.len)
        return TOLD_CONTEXT;
    struct slice who = slice_first(head, login);
    if (!take_until(&who, LIT("User "), &name))
        return TOLD_NOTHING;
    size_t remote = slice_find_last(who, LIT(" - Remote_ip "));
    struct slice addr = slice_skip(who, remote + 13);
    if (!ip_parse(slice_trim(addr), &ret->source))
        return TOLD_NOTHING;
    name = slice_first(who, remote);
    vpn_account(slice_first(name, slice_find_slice(name, LIT(" - ADM_User "))), ret);
    if (slice_starts(result, LIT("Success")))
        return vpn_told(ret, OUTCOME_OK, METHOD_PASSWORD);
    return vpn_told(ret, vpn_reason(result), METHOD_PASSWORD);
}

/* "[default ]MODULE EVENT NUMBER 0 : " */
static bool take_event(struct slice *in, struct slice *ret_module, struct slice *ret_event)
{
    struct slice s = *in, numbers;
    (void)take_lit(&s, LIT("default "));
    if (!take_word(&s, ret_module) || !take_lit(&s, LIT(" ")) || !take_word(&s, ret_event)
            || !take_lit(&s, LIT(" ")) || !take_until(&s, LIT(":"), &numbers))
        return false;
    for (size_t i = 0; i < numbers.len; i++)
        if (numbers.at[i] != ' ' && (numbers.at[i] < '0' || numbers.at[i] > '9'))
            return false;
    *in = slice_trim(s);
    return true;
}

static enum told netscaler_parse(struct slice program, struct slice message, struct record *ret)
{
    struct slice in = message, module, event;
    (void)program;
    if (!take_event(&in, &module, &event))
        return TOLD_ELSEWHERE;
    ret->protocol = LIT("netscaler");
    if (slice_eq(event, LIT("LOGIN_FAILED")))
        return login_failed(in, ret);
    if (slice_eq(module, LIT("SSLVPN")))
        return slice_eq(event, LIT("LOGIN")) ? login(in, ret) : TOLD_CONTEXT;
    if (slice_eq(event, LIT("CMD_EXECUTED")))
        return command(in, ret);
    return slice_eq(module, LIT("AAA")) || slice_eq(module, LIT("AAATM")) ? TOLD_CONTEXT : TOLD_ELSEWHERE;
}

/* The process is "0-PPE-0", "PPE-3" or a number; the message says the module. */
static bool netscaler_knows(struct slice program, struct slice message)
{
    static const char *const modules[] = { "AAA ", "AAATM ", "SSLVPN ", "UI ", "CLI ", "API ", "GUI " };
    struct slice in = message, head = slice_first(program, 16);
    if (message.len == 0)
        return slice_find_slice(head, LIT("PPE")) < head.len;
    if (!take_lit(&in, LIT("default ")) && program.len > 0 && (program.at[0] < '0' || program.at[0] > '9'))
        return false;
    for (size_t i = 0; i < sizeof modules / sizeof modules[0]; i++)
        if (slice_starts(in, text(modules[i])))
            return slice_find_slice(slice_first(in, 64), LIT(" : ")) < 64 && in.len > 64;
    return false;
}

const struct line_source netscaler_source = {
    .name = "netscaler",
    .help = "Citrix NetScaler (ADC) and Gateway: AAA, SSL VPN, administrators",
    .versions = "NetScaler 9.3 to 14.1",
    .how = "/var/log/ns.log on the device; or System > Auditing > Syslog: a server and a policy, log level "
           "INFORMATIONAL",
    .sample = "<132> 11/09/2026:02:10:00 GMT ns1 0-PPE-0 : default AAA LOGIN_FAILED 139115 0 :  User "
              "j.meier@institute.example - Client_ip 192.0.2.8 - Failure_reason \"Username/Password "
              "mismatch\" - "
              "Browser Mozilla/5.0",
    .family = FAMILY_VPN,
    .expected = "AAA LOGIN_FAILED, SSLVPN LOGIN or a login command with user and address",
    .knows = netscaler_knows,
    .begins = "dASUCG",
    .parse = netscaler_parse,
};
