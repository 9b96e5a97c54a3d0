/* fortigate.c - Fortinet FortiGate: SSL VPN, IPsec, users and administrators; key=value, as CSV, or in CEF.
 *
 * Source  FortiOS Log Message Reference 5.2 to 7.6, event log, subtypes vpn, user and system; FortiOS CEF priority
 *         and field names of the same.
 * Decides action= of subtype vpn, status= of user and system; a key that is told twice is refused by kv.h.
 * Stamp   date=, time= and tz=; eventtime= (s, ms, us or ns since 1970) where no zone is told, or for its fraction.
 */
#include "core/parse/vpn.h"
#include "core/wire/kv.h"

enum {
    TYPE,
    SUBTYPE,
    ACTION,
    STATUS,
    REMIP,
    UI,
    USER,
    XAUTHUSER,
    GROUP,
    REASON,
    LOGDESC,
    DATE,
    CLOCK,
    ZONE,
    EVENTTIME,
    DEVNAME,
    RESULT,
    TUNNEL,
    MODE,
    SLOTS
};

static const struct kv_key keys[] = {
    { "type", TYPE },
    { "subtype", SUBTYPE },
    { "action", ACTION },
    { "status", STATUS },
    { "remip", REMIP },
    { "rip", REMIP }, /* FortiOS 4 */
    { "srcip", REMIP },
    { "ui", UI },
    { "user", USER },
    { "xauthuser", XAUTHUSER },
    { "group", GROUP },
    { "reason", REASON },
    { "logdesc", LOGDESC },
    { "date", DATE },
    { "time", CLOCK },
    { "tz", ZONE },
    { "timezone", ZONE },
    { "eventtime", EVENTTIME },
    { "devname", DEVNAME },
    { "result", RESULT },
    { "tunneltype", TUNNEL },
    { "mode", MODE },
    { NULL, 0 },
};

/* What decides: told twice, one of the two is somebody's invention. */
#define MUST_BE_ONE                                                                                   \
    (1u << SUBTYPE | 1u << ACTION | 1u << STATUS | 1u << REMIP | 1u << UI | 1u << USER | 1u << RESULT \
            | 1u << REASON)

/* Seconds, milli-, micro- or nanoseconds by their number of digits. */
static time_us eventtime_of(struct slice told)
{
    uint64_t n;
    if (!slice_to_uint(told, UINT64_C(9999999999999999999), &n))
        return TIME_NONE;
    switch (told.len) {
    case 10: return (time_us)n * TIME_SECOND;
    case 13: return (time_us)n * 1000;
    case 16: return (time_us)n;
    case 19: return (time_us)(n / 1000);
    default: return TIME_NONE;
    }
}

/* "+0100", "-0700" */
static bool zone_of(struct slice told, time_us *ret)
{
    uint64_t n;
    if (told.len != 5 || (told.at[0] != '+' && told.at[0] != '-')
            || !slice_to_uint(slice_skip(told, 1), 1459, &n) || n % 100 > 59)
        return false;
    *ret = (time_us)(n / 100 * 60 + n % 100) * TIME_MINUTE * (told.at[0] == '-' ? -1 : 1);
    return true;
}

static void set_time(const struct slice v[SLOTS], struct record *ret)
{
    char stamp[] = "0000-00-00T00:00:00";
    struct slice whole = { stamp, sizeof stamp - 1 };
    time_us local, east, event = eventtime_of(v[EVENTTIME]);
    bool zoned;
    if (v[DATE].len == 10 && v[CLOCK].len == 8) {
        memcpy(stamp, v[DATE].at, 10);
        memcpy(stamp + 11, v[CLOCK].at, 8);
    }
    if (!take_time_iso(&whole, &local, &zoned) || whole.len > 0) {
        ret->time = event != TIME_NONE ? event : 0; /* 0: the relay's stamp */
        return;
    }
    bool told = zone_of(v[ZONE], &east);
    if (told)
        local -= east;
    time_us apart = event > local ? event - local : local - event;
    if (event != TIME_NONE && apart < (told ? TIME_SECOND : 15 * TIME_HOUR))
        ret->time = event;
    else
        ret->time = local, ret->flags |= told ? 0 : STAMP_NO_ZONE;
}

/* "https(192.0.2.8)", "ssh(2001:db8::8)", "GUI(192.0.2.8)"; "jsconsole", "console" tell none. */
static void source_of_ui(struct slice ui, struct record *ret)
{
    struct slice method;
    if (take_until(&ui, LIT("("), &method) && slice_ends(ui, LIT(")")))
        (void)ip_parse(slice_first(ui, ui.len - 1), &ret->source);
}

static void fill(const struct slice v[SLOTS], struct record *ret)
{
    ret->source = (struct ip_addr){ { 0 } };
    if (!ip_parse(v[REMIP], &ret->source))
        source_of_ui(v[UI], ret);
    struct ip_addr peer;
    vpn_account(v[XAUTHUSER], ret); /* of IPsec: `user` may be the peer's address */
    if (ret->account.len == 0 && !(ret->flags & ACCOUNT_MASKED) && !ip_parse(v[USER], &peer))
        vpn_account(v[USER], ret);
    if (!slice_eq(v[GROUP], LIT("N/A")))
        ret->application = v[GROUP];
    ret->host = v[DEVNAME];
    set_time(v, ret);
}

static enum outcome outcome_of(struct slice reason)
{
    static const struct {
        const char *reason;
        enum outcome outcome;
    } rows[] = {
        { "sslvpn_login_unknown_user", OUTCOME_NO_SUCH_ACCOUNT },
        { "sslvpn_login_permission_denied", OUTCOME_BAD_PASSWORD }, /* also of a right one without a policy */
        { "sslvpn_login_no_matching_policy", OUTCOME_BAD_PASSWORD },
        { "sslvpn_login_password_expired", OUTCOME_PASSWORD_OK_STOPPED },
        { "sslvpn_login_cert_auth_failed", OUTCOME_OTHER_FAILURE },
        { "name_invalid", OUTCOME_NO_SUCH_ACCOUNT },
        { "passwd_invalid", OUTCOME_BAD_PASSWORD },
        { "exceed_limit", OUTCOME_LOCKED },
        { "login_disabled", OUTCOME_DISABLED },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (slice_eq(reason, text(rows[i].reason)))
            return rows[i].outcome;
    return vpn_reason(reason);
}

/* Subtype vpn: the way in of people. */
static enum told vpn(const struct slice v[SLOTS], struct record *ret)
{
    struct slice action = v[ACTION];
    ret->protocol = slice_starts(v[TUNNEL], LIT("ipsec")) ? LIT("fortigate-ipsec") : LIT("fortigate-sslvpn");
    if (slice_eq(action, LIT("ssl-login-fail")))
        return vpn_told(ret, outcome_of(v[REASON]), METHOD_PASSWORD);
    if (slice_eq(action, LIT("tunnel-up")))
        return ret->account.len || (ret->flags & ACCOUNT_MASKED) ? vpn_told(ret, OUTCOME_OK, METHOD_UNKNOWN)
                                                                 : TOLD_CONTEXT; /* between two sites */
    if (slice_eq(action, LIT("negotiate")) && slice_starts(v[MODE], LIT("xauth"))
            && slice_starts(v[STATUS], LIT("fail"))) {
        ret->protocol = LIT("fortigate-ipsec");
        return vpn_told(ret, OUTCOME_BAD_PASSWORD, METHOD_PASSWORD);
    }
    return TOLD_CONTEXT;
}

/* Subtype user: who passes the firewall by name. */
static enum told user(const struct slice v[SLOTS], struct record *ret)
{
    ret->protocol = LIT("fortigate-user");
    if (!slice_eq(v[ACTION], LIT("authentication")) && !slice_eq(v[ACTION], LIT("auth-logon")))
        return TOLD_CONTEXT; /* FSSO: a sign-in elsewhere */
    if (slice_eq(v[STATUS], LIT("success")))
        return vpn_told(ret, OUTCOME_OK, METHOD_PASSWORD);
    if (!slice_eq(v[STATUS], LIT("failure")) && !slice_eq(v[STATUS], LIT("failed")))
        return TOLD_CONTEXT; /* logon, logout, timed_out */
    enum outcome outcome = outcome_of(v[REASON]);
    return vpn_told(ret, outcome == OUTCOME_OTHER_FAILURE ? OUTCOME_BAD_PASSWORD : outcome, METHOD_PASSWORD);
}

/* Subtype system: administrators. Of a lock no name is told and no try made. */
static enum told admin(const struct slice v[SLOTS], struct record *ret)
{
    ret->protocol = LIT("fortigate-admin");
    if (!slice_eq(v[ACTION], LIT("login")) || slice_eq(v[REASON], LIT("exceed_limit")))
        return TOLD_CONTEXT;
    if (slice_eq(v[STATUS], LIT("success")))
        return vpn_told(ret, OUTCOME_OK, METHOD_PASSWORD);
    return slice_starts(v[STATUS], LIT("fail")) ? vpn_told(ret, outcome_of(v[REASON]), METHOD_PASSWORD)
                                                : TOLD_NOTHING;
}

static enum told event(const struct slice v[SLOTS], uint32_t twice, struct record *ret)
{
    bool of_vpn = slice_starts(v[SUBTYPE], LIT("vpn")), of_user = slice_eq(v[SUBTYPE], LIT("user"));
    bool of_system = slice_eq(v[SUBTYPE], LIT("system")) || slice_eq(v[SUBTYPE], LIT("admin"));
    if (!of_vpn && !of_user && !of_system)
        return TOLD_ELSEWHERE;
    fill(v, ret);
    enum told told = of_vpn ? vpn(v, ret) : of_user ? user(v, ret) : admin(v, ret);
    bool unread = ip_is_none(ret->source) && v[REMIP].len > 0 && !slice_eq(v[REMIP], LIT("N/A"))
            && !slice_eq(v[REMIP], LIT("(null)"));
    return told == TOLD_SIGNIN && ((twice & MUST_BE_ONE) || unread) ? TOLD_NOTHING : told;
}

/* "CEF:0|Fortinet|Fortigate|v7.4.1|39426|event:vpn ssl-login-fail|7|...": the same keys behind a prefix. */
static const struct kv_key cef_keys[] = {
    { "FTNTFGTtype", TYPE },
    { "FTNTFGTsubtype", SUBTYPE },
    { "cat", SUBTYPE }, /* "event:vpn" */
    { "act", ACTION },
    { "FTNTFGTaction", ACTION },
    { "outcome", STATUS },
    { "FTNTFGTstatus", STATUS },
    { "FTNTFGTremip", REMIP },
    { "src", REMIP },
    { "FTNTFGTui", UI },
    { "sproc", UI },
    { "duser", USER },
    { "suser", USER },
    { "FTNTFGTuser", USER },
    { "FTNTFGTgroup", GROUP },
    { "reason", REASON },
    { "FTNTFGTreason", REASON },
    { "FTNTFGTlogdesc", LOGDESC },
    { "FTNTFGTdate", DATE },
    { "FTNTFGTtime", CLOCK },
    { "FTNTFGTtz", ZONE },
    { "FTNTFGTeventtime", EVENTTIME },
    { "dvchost", DEVNAME },
    { NULL, 0 },
};

/* The tag of syslog takes "CEF:" away. */
static bool is_cef(struct slice program, struct slice s)
{
    if (program.len > 0 && !slice_eq(program, LIT("CEF")))
        return false;
    return (program.len > 0 || take_lit(&s, LIT("CEF:"))) && slice_starts(s, LIT("0|Fortinet|Fort"));
}

/* Traffic is nearly all that a firewall writes: seen by its type alone. */
static bool is_event(struct slice message)
{
    struct slice head = slice_first(message, 400);
    size_t at = slice_find_slice(head, LIT("type="));
    struct slice type = slice_skip(head, at + 5);
    (void)take_lit(&type, LIT("\""));
    return at < head.len && slice_starts(type, LIT("event"));
}

static enum told fortigate_parse(struct slice program, struct slice message, struct record *ret)
{
    struct slice v[SLOTS];
    uint32_t twice;
    memset(v, 0, sizeof v);
    if (is_cef(program, message)) {
        struct slice in = message, part;
        for (int bars = 0; bars < 7; bars++)
            if (!take_until(&in, LIT("|"), &part))
                return TOLD_ELSEWHERE;
        twice = kv_read(in, KV_CEF, cef_keys, v);
        (void)take_lit(&v[SUBTYPE], LIT("event:"));
    } else if (is_event(message)) {
        twice = kv_read(message, kv_separator(message), keys, v);
    } else {
        return TOLD_ELSEWHERE;
    }
    return event(v, twice, ret);
}

/* "date=2026-11-09 time=..." with a device's name or serial behind, of which other Fortinet products have theirs. */
static bool fortigate_knows(struct slice program, struct slice message)
{
    if (is_cef(program, message))
        return true;
    struct slice head = slice_first(message, 320);
    return (slice_starts(head, LIT("date=")) || slice_starts(head, LIT("logver=")))
            && (slice_find_slice(head, LIT("devid=")) < head.len
                    || slice_find_slice(head, LIT("logid=")) < head.len
                    || slice_find_slice(head, LIT("device_id=")) < head.len);
}

const struct line_source fortigate_source = {
    .name = "fortigate",
    .help = "Fortinet FortiGate: SSL VPN, IPsec with XAuth, firewall users, administrators",
    .versions = "FortiOS 5.0 to 7.6",
    .how = "config log syslogd setting: set status enable, set server ADDR, set format default; or Log & "
           "Report > "
           "System Events > VPN Events > download; of IPsec see docs/sources/vpn.md",
    .sample = "date=2026-11-09 time=02:10:00 eventtime=1794190200000000000 tz=\"+0000\" logid=\"0101039426\" "
              "type=\"event\" subtype=\"vpn\" level=\"alert\" vd=\"root\" logdesc=\"SSL VPN login fail\" "
              "action=\"ssl-login-fail\" tunneltype=\"ssl-web\" tunnelid=0 remip=192.0.2.8 user=\"j.meier\" "
              "group=\"N/A\" dst_host=\"N/A\" reason=\"sslvpn_login_permission_denied\" msg=\"SSL user "
              "failed to "
              "logged in\"",
    .family = FAMILY_VPN,
    .expected = "an event of a sign-in with one source, user, action and status",
    .knows = fortigate_knows,
    .begins = "dlC0",
    .parse = fortigate_parse,
};
