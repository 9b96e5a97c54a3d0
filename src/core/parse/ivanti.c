/* ivanti.c - Ivanti (Pulse, Juniper) Connect Secure: users and administrators, in WELF or standard format.
 *
 * Source  Ivanti Connect Secure "Logging and Monitoring" (log messages of the classes AUT and ADM; syslog formats
 *         Standard and WELF).
 * Joined  a refusal is told by "Primary authentication failed" and "Login failed": joined by address and account. A
 *         right primary password is held until a session follows; when none does in time it was stopped.
 */
#include "core/parse/vpn.h"
#include "core/wire/kv.h"

enum { STAMP, SOURCE, USER, REALM, AGENT, WORDS, VPN, SLOTS };

static const struct kv_key keys[] = {
    { "time", STAMP },
    { "src", SOURCE },
    { "realm", REALM },
    { "agent", AGENT },
    { "msg", WORDS },
    { "vpn", VPN },
    { NULL, 0 },
};

#define MUST_BE_ONE (1u << SOURCE | 1u << REALM | 1u << WORDS)

/* "Login failed using auth server S (T).  Reason: R": a token's server is asked behind the password. */
static enum outcome outcome_of(struct slice words)
{
    size_t at = slice_find_last(words, LIT("Reason: "));
    struct slice reason = slice_trim(slice_skip(words, at + 8));
    if (vpn_find(words, LIT("TOTP")) < words.len || vpn_find(words, LIT("token")) < words.len)
        return OUTCOME_PASSWORD_OK_STOPPED;
    if (at == words.len || slice_starts(reason, LIT("Failed")))
        return OUTCOME_BAD_PASSWORD;
    return vpn_reason(reason);
}

static enum told by_words(struct slice words, struct record *ret)
{
    if (slice_starts(words, LIT("Login failed"))) {
        (void)vpn_told(ret, outcome_of(words), METHOD_PASSWORD);
        vpn_join(TELLER_RESULT, ret);
        return TOLD_SIGNIN;
    }
    if (slice_starts(words, LIT("Primary authentication failed"))) {
        (void)vpn_told(ret, OUTCOME_BAD_PASSWORD, METHOD_PASSWORD);
        vpn_join(TELLER_NAME, ret);
        return TOLD_SIGNIN;
    }
    if (slice_starts(words, LIT("Secondary authentication failed")))
        return vpn_told(ret, OUTCOME_PASSWORD_OK_STOPPED, METHOD_PASSWORD);
    if (slice_starts(words, LIT("Primary authentication successful"))) {
        ret->teller = TELLER_SERVICE;
        return vpn_told(ret, OUTCOME_PASSWORD_OK_STOPPED, METHOD_PASSWORD);
    }
    if (slice_starts(words, LIT("Login succeeded")) || slice_starts(words, LIT("Agent login succeeded")))
        return vpn_told(ret, OUTCOME_OK, METHOD_PASSWORD);
    return TOLD_CONTEXT;
}

/* "AUT24327: " */
static struct slice without_code(struct slice words)
{
    struct slice s = words, code;
    return take_until(&s, LIT(": "), &code) && code.len == 8 && code.at[0] >= 'A' && code.at[0] <= 'Z'
            ? s
            : words;
}

static bool of_signins(struct slice words)
{
    return slice_starts(words, LIT("AUT")) || slice_starts(words, LIT("ADM22668"));
}

static enum told finish(struct slice words, struct slice stamp, struct record *ret)
{
    bool zoned;
    enum told told = by_words(without_code(words), ret);
    ret->protocol = LIT("ivanti");
    if (told == TOLD_SIGNIN && ip_is_none(ret->source))
        return TOLD_NOTHING;
    if (take_time_iso(&stamp, &ret->time, &zoned) && !zoned)
        ret->flags |= STAMP_NO_ZONE;
    return told;
}

/* "id=firewall time="..." pri=6 fw=A vpn=V [ivs=I ]user=NAME realm="R" roles="" proto=auth src=ADDR ... msg="..."", where
 * NAME is bare and the client's to choose: a realm, source or message that stands twice is refused. */
static enum told welf(struct slice in, struct record *ret)
{
    struct slice v[SLOTS], name, head;
    memset(v, 0, sizeof v);
    uint32_t twice = kv_read(in, ' ', keys, v);
    if (!of_signins(v[WORDS]))
        return v[WORDS].len > 0 ? TOLD_ELSEWHERE : TOLD_NOTHING;
    struct slice rest = in;
    if (!take_until(&rest, LIT(" user="), &head) || !take_until(&rest, LIT(" realm=\""), &name))
        return TOLD_NOTHING;
    vpn_account(name, ret);
    (void)ip_parse(v[SOURCE], &ret->source);
    ret->application = v[REALM];
    ret->agent = v[AGENT];
    enum told told = finish(v[WORDS], v[STAMP], ret);
    return told == TOLD_SIGNIN && (twice & MUST_BE_ONE) ? TOLD_NOTHING : told;
}

/* "2026-11-09 02:10:00 - ive - [ADDR] NAME(REALM)[ROLES] - WORDS" */
static enum told standard(struct slice in, struct record *ret)
{
    struct slice stamp, device, addr, who;
    if (!take_until(&in, LIT(" - "), &stamp) || !take_until(&in, LIT(" - ["), &device)
            || !take_until(&in, LIT("] "), &addr))
        return TOLD_ELSEWHERE;
    if (!take_until(&in, LIT("] - "), &who))
        return TOLD_NOTHING;
    bool twice = slice_find_slice(in, LIT("] - ")) < in.len;
    size_t open = slice_find_last(who, LIT(")["));
    who = slice_first(who, open);
    size_t realm = slice_find_last(who, LIT("("));
    vpn_account(slice_first(who, realm), ret);
    ret->application = slice_skip(who, realm + 1);
    (void)ip_parse(addr, &ret->source);
    enum told told = finish(in, stamp, ret);
    return told == TOLD_SIGNIN && (twice || realm == who.len) ? TOLD_NOTHING : told;
}

static enum told ivanti_parse(struct slice program, struct slice message, struct record *ret)
{
    (void)program;
    return slice_starts(message, LIT("id=")) ? welf(message, ret) : standard(message, ret);
}

/* WELF is SonicWall's too, which has no vpn=. */
static bool ivanti_knows(struct slice program, struct slice message)
{
    struct slice head = slice_first(message, 200);
    (void)program;
    return slice_starts(head, LIT("id=firewall time=")) && slice_find_slice(head, LIT(" vpn=")) < head.len;
}

static const char *const programs[] = { "PulseSecure", "Juniper", "Ivanti", "IvantiConnectSecure", NULL };

const struct line_source ivanti_source = {
    .name = "ivanti",
    .help = "Ivanti, Pulse and Juniper Connect Secure: users and administrators",
    .versions = "7.1 to 9.1, ICS 22",
    .how = "System > Log/Monitoring > User Access Log (and Admin Access Log) > Settings: a syslog server, "
           "filter WELF or "
           "Standard",
    .sample =
            "Nov  9 02:10:00 198.51.100.1 PulseSecure: id=firewall time=\"2026-11-09 02:10:00\" pri=6 "
            "fw=198.51.100.1 vpn=ive ivs=Default Network user=j.meier realm=\"Users\" roles=\"\" proto=auth "
            "src=192.0.2.8 dst= dstname= type=vpn op= arg=\"\" result= sent= rcvd= agent=\"\" duration= "
            "msg=\"AUT23457: Login failed using auth server AD (Active Directory).  Reason: Failed\"",
    .family = FAMILY_VPN,
    .expected = "a message of class AUT or ADM22668 with one user, realm and source",
    .programs = programs,
    .knows = ivanti_knows,
    .begins = "i",
    .parse = ivanti_parse,
};
