/* globalprotect.c - Palo Alto PAN-OS: GlobalProtect, and the SYSTEM log's sign-ins of users and administrators.
 *
 * Source  PAN-OS 11.0 "GlobalProtect Log Fields" and "System Log Fields" (the order of the fields), "GlobalProtect
 *         Event Descriptions"; Strata Logging Service "GlobalProtect CEF Fields".
 * Decides event id and status; until 9.0 GlobalProtect tells the same in the SYSTEM log, in words. The SYSTEM log's
 *         "auth-fail" tells what GLOBALPROTECT tells too: they are joined by address and account.
 */
#include "core/parse/vpn.h"
#include "core/wire/kv.h"

enum {
    TYPE = 3,
    SUBTYPE = 4,
    GENERATED = 6,
    EVENT = 8,
    STAGE = 9,
    AUTH_METHOD = 10,
    USER = 12,
    REGION = 13,
    ADDRESS = 15,
    ADDRESS6 = 16,
    CLIENT_OS = 22,
    REPEAT = 24,
    REASON = 25,
    ERROR = 26,
    TEXT = 27,
    STATUS = 28,
    PORTAL = 33,
    HIGH_RES = 36,
    FIELDS,
    SYSTEM_TEXT = 14
};

/* One field of a CSV line; quotes around it are taken away, doubled ones within it stay. */
static bool take_field(struct slice *in, struct slice *ret)
{
    size_t end;
    if (in->len == 0)
        return false;
    if (in->at[0] != '"') {
        end = slice_find(*in, ',');
        *ret = slice_first(*in, end);
    } else {
        for (end = 1; end < in->len; end++) {
            if (in->at[end] != '"')
                continue;
            if (end + 1 == in->len || in->at[end + 1] != '"')
                break;
            end++; /* doubled */
        }
        *ret = slice_skip(slice_first(*in, end), 1);
        end = end < in->len ? end + 1 : end;
        if (end < in->len && in->at[end] != ',')
            return false;
    }
    *in = slice_skip(*in, end + 1);
    return true;
}

static size_t take_fields(struct slice in, struct slice v[FIELDS])
{
    size_t n = 0;
    memset(v, 0, FIELDS * sizeof *v);
    while (n < FIELDS && take_field(&in, &v[n]))
        n++;
    return n;
}

/* "2026/11/09 02:10:00" of the device's own clock, or ISO; the high resolution stamp names its zone. */
static void set_time(struct slice generated, struct slice high_res, struct record *ret)
{
    char stamp[19];
    struct slice own = { stamp, sizeof stamp };
    time_us time;
    bool zoned;
    const time_us sane = time_days(2000, 1, 1) * TIME_DAY; /* 1970 stands for none */
    if (take_time_iso(&high_res, &time, &zoned) && zoned && time > sane) {
        ret->time = time;
    } else if (take_time_iso(&generated, &time, &zoned)) {
        ret->time = time;
        ret->flags |= zoned ? 0 : STAMP_NO_ZONE;
    } else if (generated.len == sizeof stamp) {
        memcpy(stamp, generated.at, sizeof stamp);
        stamp[4] = stamp[7] = '-';
        if (generated.at[4] != '/' || generated.at[7] != '/' || !take_time_iso(&own, &time, &zoned))
            return;
        ret->time = time;
        ret->flags |= STAMP_NO_ZONE;
    }
}

/* Of a refusal without a reason nothing is known but that it is one: a wrong password, most likely. */
static enum outcome outcome_of(struct slice reason, struct slice error, struct slice words)
{
    const struct slice told[] = { reason, error, words };
    bool any = false;
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
        enum outcome outcome = vpn_reason(told[i]);
        if (outcome != OUTCOME_OTHER_FAILURE)
            return outcome;
        any = any || told[i].len > 0;
    }
    return any ? OUTCOME_OTHER_FAILURE : OUTCOME_BAD_PASSWORD;
}

static enum method method_of(struct slice told)
{
    if (slice_eq_nocase(told, LIT("SAML")) || slice_eq_nocase(told, LIT("Cookie")))
        return METHOD_TOKEN;
    return vpn_find(told, LIT("cert")) < told.len ? METHOD_OTHER : METHOD_PASSWORD;
}

static bool is_login(struct slice event)
{
    return slice_eq(event, LIT("portal-auth")) || slice_eq(event, LIT("gateway-auth"))
            || slice_eq(event, LIT("clientlessvpn-login"));
}

/* The fields of a GLOBALPROTECT log, from CSV or CEF. */
static enum told globalprotect(const struct slice v[FIELDS], struct record *ret)
{
    uint64_t times;
    bool ok = slice_eq(v[STATUS], LIT("success"));
    if (!ok && !slice_eq(v[STATUS], LIT("failure")))
        return TOLD_NOTHING; /* the columns are not where they belong */
    if (!is_login(v[EVENT]))
        return TOLD_CONTEXT;
    if (slice_eq(v[USER], LIT("pre-logon")))
        return TOLD_CONTEXT; /* a machine by its certificate */
    if (!ip_parse(v[ADDRESS], &ret->source) || slice_eq(v[ADDRESS], LIT("0.0.0.0")))
        if (!ip_parse(v[ADDRESS6], &ret->source))
            return TOLD_NOTHING;
    vpn_account(v[USER], ret);
    ret->application = v[PORTAL];
    ret->protocol = LIT("globalprotect");
    ret->agent = v[CLIENT_OS];
    if (v[REGION].len == 2 && v[REGION].at[0] >= 'A' && v[REGION].at[0] <= 'Z' && v[REGION].at[1] >= 'A'
            && v[REGION].at[1] <= 'Z')
        memcpy(ret->country, v[REGION].at, 2);
    if (slice_to_uint(v[REPEAT], UINT32_MAX, &times) && times > 1)
        ret->repeat = (uint16_t)(times < LIMIT_REPEAT ? times : LIMIT_REPEAT);
    set_time(v[GENERATED], v[HIGH_RES], ret);
    (void)vpn_told(
            ret, ok ? OUTCOME_OK : outcome_of(v[REASON], v[ERROR], v[TEXT]), method_of(v[AUTH_METHOD]));
    if (!ok)
        vpn_join(TELLER_RESULT, ret);
    return TOLD_SIGNIN;
}

/* "failed authentication for user 'NAME'. Reason: R. ... From: ADDR." and "authenticated for user 'NAME'. ...": NAME is
 * the client's to choose, the address stands last. */
static enum told authentication(struct slice in, bool administrator, struct record *ret)
{
    struct slice name, tail;
    bool failed = take_lit(&in, LIT("failed authentication for user '"));
    if (!failed && !take_lit(&in, LIT("authenticated for user '")))
        return TOLD_CONTEXT;
    size_t from = slice_find_last(in, LIT("From: "));
    tail = slice_skip(in, from + 6);
    if (from < in.len && !vpn_take_ip(&tail, ret))
        return TOLD_NOTHING;
    in = slice_first(in, from);
    size_t behind = slice_find_last(in, failed ? LIT("Reason: ") : LIT("'."));
    if (behind == in.len)
        return TOLD_NOTHING;
    name = slice_trim(slice_first(in, behind));
    in = slice_skip(in, behind + 8);
    if (failed && slice_ends(name, LIT("'.")))
        name.len -= 2;
    vpn_account(name, ret);
    if (!failed)
        return administrator ? vpn_told(ret, OUTCOME_OK, METHOD_PASSWORD) : TOLD_CONTEXT;
    struct slice reason = slice_first(in, slice_find_slice(in, LIT(". ")));
    (void)vpn_told(ret, vpn_reason(reason), METHOD_PASSWORD);
    vpn_join(TELLER_NAME, ret);
    return TOLD_SIGNIN;
}

/* Until 9.0: "GlobalProtect gateway user authentication failed. Login from: ADDR, Source region: US, User name: NAME,
 * Client OS version: ..., Reason: R, Auth type: profile." */
static enum told globalprotect_words(struct slice event, struct slice in, struct record *ret)
{
    struct slice head, name, reason = { "", 0 };
    bool failed = slice_ends(event, LIT("-auth-fail"));
    if (!failed && !slice_ends(event, LIT("-auth-succ")))
        return TOLD_CONTEXT;
    if (!take_until(&in, LIT("Login from: "), &head) || !vpn_take_ip(&in, ret)
            || !take_until(&in, LIT("User name: "), &head))
        return TOLD_NOTHING;
    size_t at = slice_find_last(in, LIT(", Reason: "));
    if (failed)
        reason = slice_skip(in, at + 10);
    name = slice_first(in, at);
    at = slice_find_last(name, LIT(", Client OS version: "));
    if (at == name.len)
        at = slice_find_last(name, LIT(", Auth type: "));
    name = slice_first(name, at);
    vpn_account(name, ret);
    ret->protocol = LIT("globalprotect");
    (void)vpn_told(ret, failed ? outcome_of(reason, reason, reason) : OUTCOME_OK, METHOD_PASSWORD);
    if (failed)
        vpn_join(TELLER_RESULT, ret);
    return TOLD_SIGNIN;
}

/* "User NAME logged in via Web from ADDR using https" */
static enum told administrator(struct slice in, struct record *ret)
{
    struct slice name, how;
    if (!take_lit(&in, LIT("User ")) || !take_until_last(&in, LIT(" from "), &name) || !vpn_take_ip(&in, ret))
        return TOLD_CONTEXT;
    if (!take_lit(&in, LIT(" using ")) || in.len > 16 || slice_find(in, ' ') < in.len)
        return TOLD_CONTEXT;
    size_t at = slice_find_last(name, LIT(" logged in via "));
    how = slice_skip(name, at + 15);
    if (at == name.len || how.len > 16)
        return TOLD_CONTEXT;
    vpn_account(slice_first(name, at), ret);
    ret->application = how;
    return vpn_told(ret, OUTCOME_OK, METHOD_PASSWORD);
}

static enum told system_log(const struct slice v[FIELDS], struct record *ret)
{
    struct slice event = v[EVENT], words = v[SYSTEM_TEXT];
    enum told told = TOLD_ELSEWHERE;
    ret->protocol = LIT("pan-os");
    set_time(v[GENERATED], v[FIELDS - 1], ret);
    if (slice_eq(v[SUBTYPE], LIT("globalprotect")))
        told = globalprotect_words(event, words, ret);
    else if (slice_eq(v[SUBTYPE], LIT("auth")))
        told = authentication(words, false, ret);
    else if (slice_eq(v[SUBTYPE], LIT("general")))
        told = slice_starts(words, LIT("User ")) ? administrator(words, ret)
                                                 : authentication(words, true, ret);
    return told;
}

/* "CEF:0|Palo Alto Networks|LF|2.0|GLOBALPROTECT|globalprotect|3|..." */
static const struct kv_key cef_keys[] = {
    { "PanOSEventIDValue", EVENT },
    { "PanOSAuthMethod", AUTH_METHOD },
    { "PanOSSourceUserName", USER },
    { "PanOSSourceRegion", REGION },
    { "PanOSPublicIPv4", ADDRESS },
    { "PanOSPublicIPv6", ADDRESS6 },
    { "PanOSEndpointOSType", CLIENT_OS },
    { "PanOSQuarantineReason", REASON },
    { "PanOSConnectionError", ERROR },
    { "PanOSDescription", TEXT },
    { "PanOSEventStatus", STATUS },
    { "PanOSTimeGeneratedHighResolution", GENERATED },
    { NULL, 0 },
};

static enum told from_cef(struct slice in, struct record *ret)
{
    struct slice v[FIELDS], part;
    for (int bars = 0; bars < 7; bars++) {
        if (!take_until(&in, LIT("|"), &part))
            return TOLD_ELSEWHERE;
        if (bars == 4 && !slice_eq(part, LIT("GLOBALPROTECT")))
            return TOLD_ELSEWHERE;
    }
    memset(v, 0, sizeof v);
    return kv_read(in, KV_CEF, cef_keys, v) != 0 ? TOLD_NOTHING : globalprotect(v, ret);
}

/* The tag of syslog takes "CEF:" away. */
static bool is_cef(struct slice program, struct slice s)
{
    if (program.len > 0 && !slice_eq(program, LIT("CEF")))
        return false;
    return (program.len > 0 || take_lit(&s, LIT("CEF:"))) && slice_starts(s, LIT("0|Palo Alto Networks|"));
}

static enum told globalprotect_parse(struct slice program, struct slice message, struct record *ret)
{
    struct slice v[FIELDS];
    if (is_cef(program, message))
        return from_cef(message, ret);
    size_t n = take_fields(message, v);
    if (slice_eq(v[TYPE], LIT("SYSTEM")))
        return n > SYSTEM_TEXT ? system_log(v, ret) : TOLD_NOTHING;
    return n > STATUS ? globalprotect(v, ret) : TOLD_NOTHING;
}

/* "1,2026/11/09 02:10:00,SERIAL,GLOBALPROTECT," */
static bool globalprotect_knows(struct slice program, struct slice message)
{
    struct slice head = slice_first(message, 120);
    if (message.len == 0 || (program.len > 0 && !slice_eq(program, LIT("CEF"))))
        return false;
    if (message.at[0] == 'C' || program.len > 0)
        return is_cef(program, message);
    return message.at[0] >= '0' && message.at[0] <= '9'
            && (slice_find_slice(head, LIT(",GLOBALPROTECT,")) < head.len
                    || slice_find_slice(head, LIT(",SYSTEM,")) < head.len);
}

const struct line_source globalprotect_source = {
    .name = "globalprotect",
    .help = "Palo Alto GlobalProtect, and PAN-OS's own sign-ins of users and administrators",
    .versions = "PAN-OS 8.1 to 11.2 (GLOBALPROTECT log since 9.1.3), Strata Logging Service in CEF",
    .how = "Device > Server Profiles > Syslog, then Device > Log Settings: System and GlobalProtect; or "
           "Monitor > "
           "GlobalProtect > Export to CSV",
    .sample = "1,2026/11/09 02:10:00,0123456789,GLOBALPROTECT,0,2305,2026/11/09 "
              "02:10:00,vsys1,gateway-auth,login,LDAP,,j.meier,NL,PC1,192.0.2.8,0.0.0.0,0.0.0.0,0.0.0.0,id,"
              "sn,6.0.1,"
              "Windows,\"Microsoft Windows 11\",1,,\"Authentication failed: Invalid username or "
              "password\",,failure,,0,,0,GW1,1,0x0",
    .family = FAMILY_VPN,
    .expected = "a log of GlobalProtect with all its fields, or the SYSTEM log's words for a sign-in",
    .knows = globalprotect_knows,
    .begins = "0123456789C",
    .parse = globalprotect_parse,
};
