/* asa.c - Cisco ASA, FTD and IOS: "%ASA-6-113015: ..."; the number of the message decides.
 *
 * Source  Cisco Secure Firewall ASA Series Syslog Messages; Cisco Secure Firewall Threat Defense Syslog Messages;
 *         Cisco IOS Login Enhancements (SEC_LOGIN).
 * Joined  an attempt is told by AAA (113005, 113015), then by what asked it (605004, 611102, 716039): within one
 *         address and account the highest number of one kind of line counts. Of successes only the line that opens a
 *         session counts: those of AAA (113004, 113012) tell no address, and 716038 is held until a session
 *         follows; when none does in time the password was right and stopped.
 */
#include "core/parse/vpn.h"

/* "Invalid password", and the words of servers that say no without a reason. */
static enum outcome reason_of(struct slice reason)
{
    if (slice_starts(reason, LIT("AAA failure")) || slice_starts(reason, LIT("Unspecified")))
        return OUTCOME_BAD_PASSWORD;
    enum outcome outcome = vpn_reason(reason);
    bool hours = vpn_find(reason, LIT("not permitted to logon")) < reason.len
            || vpn_find(reason, LIT("logon hours")) < reason.len;
    return hours && outcome == OUTCOME_OTHER_FAILURE ? OUTCOME_PASSWORD_OK_STOPPED : outcome;
}

/* "reason = R : server = S : user = NAME[ : user IP = ADDR]" or "... : local database : user = NAME ...", with the
 * separators of each release; NAME is the client's to choose and comes last but for the address. */
static enum told rejected(struct slice in, struct record *ret)
{
    struct slice reason;
    size_t at = vpn_find(in, LIT("reason = "));
    in = slice_skip(in, at + 9);
    at = vpn_find(in, LIT("user ="));
    if (at == in.len)
        return TOLD_NOTHING;
    reason = slice_first(in, at);
    reason = slice_trim(slice_first(reason, slice_find(reason, ':')));
    in = slice_skip(in, at + 6);
    at = slice_find_last(in, LIT("user IP = "));
    struct slice name = slice_trim(slice_first(in, at)), addr = slice_trim(slice_skip(in, at + 10));
    if (at < in.len && !ip_parse(addr, &ret->source))
        name = slice_trim(in);
    else if (at < in.len && slice_ends(name, LIT(":")))
        name.len--;
    vpn_account(name, ret);
    (void)vpn_told(ret, reason_of(reason), METHOD_PASSWORD);
    vpn_join(TELLER_RESULT, ret);
    return TOLD_SIGNIN;
}

/* "AAA user authentication Rejected: ..."; authorization and accounting are no sign-ins. */
static enum told aaa_rejected(struct slice in, struct record *ret)
{
    if (slice_starts(in, LIT("AAA user authorization ")) || slice_starts(in, LIT("AAA user accounting ")))
        return TOLD_CONTEXT;
    if (!take_lit(&in, LIT("AAA user authentication Rejected"))
            && !take_lit(&in, LIT("AAA credentials rejected")))
        return TOLD_NOTHING;
    return rejected(in, ret);
}

/* "[Group <G> ]User <NAME> IP <ADDR> " or without the brackets; leaves what is said behind. */
static bool take_group_user_ip(struct slice *in, struct record *ret)
{
    struct slice s = *in, group, name;
    bool marked = slice_starts(s, LIT("Group <"));
    if (!take_lit(&s, LIT("Group ")) || !take_until(&s, marked ? LIT("> User <") : LIT(" User "), &group)
            || !take_until_last(&s, marked ? LIT("> IP <") : LIT(" IP "), &name) || !vpn_take_ip(&s, ret))
        return false;
    if (marked && !take_lit(&s, LIT(">")))
        return false;
    (void)take_lit(&group, LIT("<"));
    vpn_account(name, ret);
    ret->application = group;
    *in = slice_trim(s);
    return true;
}

/* "Group <G> User <NAME> IP <ADDR> Authentication: rejected, Session Type: WebVPN." */
static enum told webvpn(struct slice in, struct record *ret)
{
    struct slice group, name;
    struct slice s = in;
    if (take_lit(&s, LIT("Authentication: "))) { /* until 8.0, without an address */
        if (!take_lit(&s, LIT("rejected, group = ")) || !take_until(&s, LIT(" user = "), &group)
                || !take_until_last(&s, LIT(", Session Type:"), &name))
            return TOLD_CONTEXT;
        vpn_account(name, ret);
    } else if (!take_group_user_ip(&s, ret)) {
        return TOLD_NOTHING;
    } else if (slice_starts(s, LIT("Authentication: successful"))) {
        ret->teller = TELLER_SERVICE; /* until a session follows */
        return vpn_told(ret, OUTCOME_PASSWORD_OK_STOPPED, METHOD_PASSWORD);
    } else if (!slice_starts(s, LIT("Authentication: rejected"))) {
        return TOLD_CONTEXT;
    }
    (void)vpn_told(ret, OUTCOME_BAD_PASSWORD, METHOD_PASSWORD);
    vpn_join(TELLER_NAME, ret);
    return TOLD_SIGNIN;
}

static enum told session_started(struct slice in, struct record *ret)
{
    return take_group_user_ip(&in, ret) ? vpn_told(ret, OUTCOME_OK, METHOD_UNKNOWN) : TOLD_NOTHING;
}

/* Behind the right password: no room, no parent session, an access list that is not there. */
static enum told session_refused(struct slice in, struct record *ret)
{
    return take_group_user_ip(&in, ret) ? vpn_told(ret, OUTCOME_PASSWORD_OK_STOPPED, METHOD_UNKNOWN)
                                        : TOLD_CONTEXT;
}

/* "Login denied from ADDR/PORT to IF:ADDR/SERVICE for user "NAME"" */
static enum told admin(struct slice in, struct record *ret)
{
    struct slice to;
    uint64_t port;
    bool denied = take_lit(&in, LIT("Login denied from "));
    if (!denied && !take_lit(&in, LIT("Login permitted from ")))
        return TOLD_NOTHING;
    if (!vpn_take_ip(&in, ret) || !take_lit(&in, LIT("/")) || !take_uint(&in, 65535, &port)
            || !take_until(&in, LIT(" for user \""), &to))
        return TOLD_NOTHING;
    ret->port = (uint16_t)port;
    vpn_account(slice_first(in, slice_find_last(in, LIT("\""))), ret);
    ret->application = slice_skip(to, slice_find_last(to, LIT("/")) + 1);
    (void)vpn_told(ret, denied ? OUTCOME_BAD_PASSWORD : OUTCOME_OK, METHOD_PASSWORD);
    if (denied)
        vpn_join(TELLER_NAME, ret);
    return TOLD_SIGNIN;
}

/* "User authentication failed: [IP address: ADDR, ]Uname: NAME" */
static enum told user_failed(struct slice in, struct record *ret)
{
    if (!take_lit(&in, LIT("User authentication failed: ")))
        return TOLD_NOTHING;
    if (take_lit(&in, LIT("IP address: ")) && (!vpn_take_ip(&in, ret) || !take_lit(&in, LIT(", "))))
        return TOLD_NOTHING;
    if (!take_lit(&in, LIT("Uname: ")))
        return TOLD_NOTHING;
    vpn_account(in, ret);
    (void)vpn_told(ret, OUTCOME_BAD_PASSWORD, METHOD_PASSWORD);
    vpn_join(TELLER_ERROR, ret);
    return TOLD_SIGNIN;
}

/* "Authentication failed for user 'NAME' from ADDR/PORT to ADDR/PORT on interface IF" */
static enum told cut_through(struct slice in, struct record *ret)
{
    struct slice name;
    bool failed = take_lit(&in, LIT("Authentication failed for user "));
    if (!failed && !take_lit(&in, LIT("Authentication succeeded for user ")))
        return TOLD_NOTHING;
    if (!take_until_last(&in, LIT(" from "), &name) || !vpn_take_ip(&in, ret))
        return TOLD_NOTHING;
    if (name.len > 1 && name.at[0] == '\'' && slice_ends(name, LIT("'")))
        name = slice_first(slice_skip(name, 1), name.len - 2);
    vpn_account(name, ret);
    (void)vpn_told(ret, failed ? OUTCOME_BAD_PASSWORD : OUTCOME_OK, METHOD_PASSWORD);
    if (failed)
        vpn_join(TELLER_NAME, ret);
    return TOLD_SIGNIN;
}

/* "DAP: User NAME, Addr ADDR[,:] Connection C: Connection terminated by the following DAP records: ..." */
static enum told dap_terminated(struct slice in, struct record *ret)
{
    struct slice name;
    if (!take_lit(&in, LIT("DAP: User ")) || !take_until_last(&in, LIT(", Addr "), &name)
            || !vpn_take_ip(&in, ret))
        return TOLD_NOTHING;
    vpn_account(name, ret);
    return vpn_told(ret, OUTCOME_PASSWORD_OK_STOPPED, METHOD_UNKNOWN);
}

/* "Local:ADDR:PORT Remote:ADDR:PORT Username:NAME IKEv2 Group:G ... assigned to session" (751025), or
 * "... Username:NAME Failed user authentication. Error: E" (751011) */
static enum told ikev2(struct slice in, struct slice behind, enum outcome outcome, struct record *ret)
{
    struct slice head, name;
    uint64_t port;
    if (!take_until(&in, LIT("Remote:"), &head))
        return TOLD_NOTHING;
    in = slice_trim(in);
    if (!vpn_take_ip(&in, ret) || !take_lit(&in, LIT(":")) || !take_uint(&in, 65535, &port)
            || !take_until(&in, LIT("Username:"), &head) || !take_until_last(&in, behind, &name))
        return TOLD_NOTHING;
    vpn_account(name, ret);
    (void)vpn_told(ret, outcome, METHOD_UNKNOWN);
    if (outcome != OUTCOME_OK)
        vpn_join(TELLER_NAME, ret);
    return TOLD_SIGNIN;
}

/* "Group = G, Username = NAME, IP = ADDR, Assigned private IP address A to remote user" */
static enum told ikev1(struct slice in, struct record *ret)
{
    struct slice group, name;
    if (!take_lit(&in, LIT("Group = ")) || !take_until(&in, LIT(", Username = "), &group)
            || !take_until_last(&in, LIT(", IP = "), &name) || !vpn_take_ip(&in, ret))
        return TOLD_NOTHING;
    if (!take_lit(&in, LIT(", Assigned private IP address ")))
        return TOLD_CONTEXT;
    vpn_account(name, ret);
    ret->application = group;
    return vpn_told(ret, OUTCOME_OK, METHOD_UNKNOWN);
}

/* "console enable password incorrect for N tries (from ADDR)" */
static enum told enable(struct slice in, struct record *ret)
{
    uint64_t times;
    if (!take_lit(&in, LIT("console enable password incorrect for ")) || !take_uint(&in, UINT32_MAX, &times)
            || times == 0)
        return TOLD_NOTHING;
    if (!take_lit(&in, LIT(" tries (from ")) || !vpn_take_ip(&in, ret))
        return TOLD_CONTEXT;
    ret->repeat = (uint16_t)(times < LIMIT_REPEAT ? times : LIMIT_REPEAT);
    return vpn_told(ret, OUTCOME_BAD_PASSWORD, METHOD_PASSWORD);
}

static enum told by_number(uint64_t number, struct slice in, struct record *ret)
{
    switch (number) {
    case 109005:
    case 109006: return cut_through(in, ret);
    case 113005:
    case 113015:
    case 113016:
    case 113017: return aaa_rejected(in, ret);
    case 113029:
    case 113030:
    case 113033:
    case 113038: return session_refused(in, ret);
    case 113039:
    case 716001: return session_started(in, ret);
    case 308001: return enable(in, ret);
    case 605004:
    case 605005: return admin(in, ret);
    case 611102: return user_failed(in, ret);
    case 713228: return ikev1(in, ret);
    case 716038:
    case 716039: return webvpn(in, ret);
    case 734002: return dap_terminated(in, ret);
    case 751011: return ikev2(in, LIT(" Failed user authentication"), OUTCOME_BAD_PASSWORD, ret);
    case 751025: return ikev2(in, LIT(" IKEv2 Group:"), OUTCOME_OK, ret);
    default: break;
    }
    switch (number / 1000) { /* classes auth, sys, vpnc, webvpn, dap, vpn of IKE */
    case 109:
    case 113:
    case 605:
    case 611:
    case 713:
    case 716:
    case 722:
    case 734:
    case 751: return TOLD_CONTEXT;
    default: return TOLD_ELSEWHERE;
    }
}

/* IOS: "Login failed [user: NAME] [Source: ADDR] [localport: 22] [Reason: R] at TIME" */
static enum told ios_login(struct slice tag, struct slice in, struct record *ret)
{
    struct slice name;
    bool failed = slice_ends(tag, LIT("-LOGIN_FAILED"));
    if (!failed && !slice_ends(tag, LIT("-LOGIN_SUCCESS")))
        return TOLD_CONTEXT;
    if (!take_until(&in, LIT("[user: "), &name) || !take_until_last(&in, LIT("] [Source: "), &name)
            || !vpn_take_ip(&in, ret))
        return TOLD_NOTHING;
    vpn_account(name, ret);
    return vpn_told(ret, failed ? OUTCOME_BAD_PASSWORD : OUTCOME_OK, METHOD_PASSWORD);
}

static bool is_asa(struct slice s)
{
    return s.len > 5 && s.at[0] == '%'
            && (slice_starts(s, LIT("%ASA-")) || slice_starts(s, LIT("%FTD-"))
                    || slice_starts(s, LIT("%PIX-")) || slice_starts(s, LIT("%FWSM-"))
                    || slice_starts(s, LIT("%SEC_LOGIN-")));
}

static bool asa_knows(struct slice program, struct slice message)
{
    return is_asa(program) || is_asa(message);
}

/* "%ASA-6-113015", "%ASA-auth-6-113005", as the tag or before the message. */
static enum told asa_parse(struct slice program, struct slice message, struct record *ret)
{
    struct slice tag = program, in = message;
    uint64_t number;
    if (!is_asa(program)) {
        tag = slice_first(in, slice_find(in, ':'));
        in = slice_trim(slice_skip(in, tag.len + 1));
    }
    ret->protocol = LIT("cisco");
    if (slice_starts(tag, LIT("%SEC_LOGIN-")))
        return ios_login(tag, in, ret);
    struct slice digits = slice_skip(tag, slice_find_last(tag, LIT("-")) + 1);
    return slice_to_uint(digits, 999999, &number) ? by_number(number, in, ret) : TOLD_ELSEWHERE;
}

const struct line_source asa_source = {
    .name = "cisco-asa",
    .help = "Cisco ASA, FTD and PIX: VPN (AnyConnect, IKE, WebVPN) and administration; IOS logins",
    .versions = "ASA 7.2 to 9.22, FTD 6 and 7, IOS 12.3 and later",
    .how = "logging enable; logging timestamp; logging trap informational; logging host IF ADDR; and, to see "
           "names: "
           "no logging hide username",
    .sample =
            "Nov 09 2026 02:10:00 fw01 : %ASA-6-113015: AAA user authentication Rejected : reason = Invalid "
            "password : local database : user = j.meier : user IP = 192.0.2.8",
    .family = FAMILY_VPN,
    .expected = "the words that this number of Cisco's is documented with",
    .knows = asa_knows,
    .begins = "%",
    .parse = asa_parse,
};
