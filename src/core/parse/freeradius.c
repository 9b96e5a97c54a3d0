/* freeradius.c - FreeRADIUS: radius.log, or by way of syslog.
 *
 * Source  FreeRADIUS 2.2, 3.0, 3.2 src/main/auth.c (rad_authlog) and raddb/radiusd.conf (log { auth, auth_badpass, auth
 *         _goodpass }); 4.0 raddb/sites-available/default.
 * Form    "Login incorrect (REASON): [NAME/PASSWORD] (from client NAS port N cli CALLER[ via TLS tunnel]) EXTRA"
 * Secret  PASSWORD stands there when auth_badpass or auth_goodpass is set. It is dropped: what stands behind the first
 *         '/' unless it is one of the server's own marks ("<via Auth-Type = mschap>"), or the name is "host/...".
 * Joined  a tunnelled method is told by its inside ("via TLS tunnel"), whose name is true, and its outside, which knows
 *         the caller: the outside counts unless it is anonymous.
 */
#include "core/parse/vpn.h"

/* "NAME/<via Auth-Type = eap>", "host/pc/SECRET", "NAME/SECRET", "NAME" */
static struct slice name_of(struct slice in)
{
    size_t mark = slice_find_last(in, LIT("/<"));
    struct slice told = slice_skip(in, mark + 1);
    if (mark < in.len && slice_ends(in, LIT(">"))
            && (slice_starts(told, LIT("<via Auth-Type = "))
                    || slice_eq(told, LIT("<no User-Password attribute>"))
                    || slice_eq(told, LIT("<CHAP-Password>"))))
        return slice_first(in, mark);
    size_t skip = slice_starts(in, LIT("host/")) ? 5 : 0;
    return slice_first(in, skip + slice_find(slice_skip(in, skip), '/'));
}

static enum outcome outcome_of(struct slice reason)
{
    static const struct {
        const char *words;
        enum outcome outcome;
    } rows[] = {
        { "0xc0000064", OUTCOME_NO_SUCH_ACCOUNT }, /* NTSTATUS from ntlm_auth */
        { "0xc0000234", OUTCOME_LOCKED }, { "0xc0000072", OUTCOME_DISABLED },
        { "0xc0000071", OUTCOME_PASSWORD_OK_STOPPED }, { "0xc0000224", OUTCOME_PASSWORD_OK_STOPPED },
        { "0xc000006d", OUTCOME_BAD_PASSWORD }, { "0xc000006a", OUTCOME_BAD_PASSWORD },
        { "post-auth", OUTCOME_PASSWORD_OK_STOPPED }, { "multiple logins", OUTCOME_PASSWORD_OK_STOPPED },
        { "response is incorrect", OUTCOME_BAD_PASSWORD }, { "does not match", OUTCOME_BAD_PASSWORD },
        { "mismatch", OUTCOME_BAD_PASSWORD },
        { "home server says so", OUTCOME_BAD_PASSWORD }, /* it gives no reason */
        { "previously rejected", OUTCOME_BAD_PASSWORD }, /* the outside of a tunnel */
    };
    if (reason.len == 0)
        return OUTCOME_BAD_PASSWORD;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (vpn_find(reason, text(rows[i].words)) < reason.len)
            return rows[i].outcome;
    return vpn_reason(reason);
}

/* What the line begins with; *ret_outcome of a line without a reason. */
static bool take_verdict(struct slice *in, enum outcome *ret_outcome)
{
    static const struct {
        const char *words;
        enum outcome outcome;
    } rows[] = {
        { "Login OK", OUTCOME_OK },
        { "Login incorrect", OUTCOME_BAD_PASSWORD },
        { "Invalid user", OUTCOME_NO_SUCH_ACCOUNT },
        { "Rejected in post-auth", OUTCOME_PASSWORD_OK_STOPPED },
        { "Multiple logins", OUTCOME_PASSWORD_OK_STOPPED },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (take_lit(in, text(rows[i].words))) {
            *ret_outcome = rows[i].outcome;
            return true;
        }
    return false;
}

/* "NAS port N[ cli CALLER][ via TLS tunnel])": a caller is an address behind a VPN, a MAC on Wi-Fi. */
static bool take_client(struct slice in, bool *ret_inside, struct record *ret)
{
    struct slice nas, number = in;
    uint64_t port;
    size_t end = slice_find(in, ')');
    if (end == in.len)
        return false;
    in = slice_first(in, end);
    if (!take_until(&in, LIT(" port "), &nas))
        return false;
    number = in;
    if (!take_uint(&number, UINT32_MAX, &port))
        return false;
    *ret_inside = slice_ends(number, LIT(" via TLS tunnel"))
            || slice_ends(number, LIT(" via proxy to virtual server"));
    if (take_lit(&number, LIT(" cli ")))
        (void)ip_parse(slice_first(number, slice_find(number, ' ')), &ret->source);
    ret->application = nas;
    return true;
}

static enum told authlog(struct slice in, struct record *ret)
{
    struct slice who, reason = { "", 0 }, head = in;
    enum outcome outcome;
    bool inside = false;
    if (!take_verdict(&in, &outcome))
        return TOLD_CONTEXT;
    if (!take_until_last(&in, LIT("] (from client "), &who)) {
        if (!slice_ends(in, LIT("]")))
            return TOLD_NOTHING;
        who = slice_first(in, in.len - 1); /* told without its client */
        in.len = 0;
    }
    size_t open = slice_find_slice(who, LIT(": ["));
    if (open == who.len || (in.len > 0 && !take_client(in, &inside, ret)))
        return TOLD_NOTHING;
    head = slice_trim(slice_first(who, open));
    if (take_lit(&head, LIT("(")))
        reason = head;
    who = slice_skip(who, open + 3);
    vpn_account(name_of(who), ret);
    if (!inside && slice_starts(ret->account, LIT("anonymous")) && slice_ends(who, LIT("eap>")))
        return TOLD_CONTEXT;
    if (outcome == OUTCOME_BAD_PASSWORD)
        outcome = outcome_of(reason);
    if (inside)
        ret->teller = TELLER_SERVICE;
    return vpn_told(ret, outcome, METHOD_PASSWORD);
}

/* ": Auth: (7) " of radius.log, "(7) " of syslog. */
static enum told freeradius_parse(struct slice program, struct slice message, struct record *ret)
{
    struct slice in = message, number;
    (void)program;
    if (in.len && in.at[0] == ':') {
        struct slice level;
        if (!take_lit(&in, LIT(": ")) || !take_until(&in, LIT(": "), &level))
            return TOLD_CONTEXT;
    }
    in = slice_trim(in);
    if (take_lit(&in, LIT("(")) && !take_until(&in, LIT(")"), &number))
        return TOLD_CONTEXT;
    ret->protocol = LIT("radius");
    return authlog(slice_trim(in), ret);
}

/* radius.log names a level only. */
static bool freeradius_knows(struct slice program, struct slice message)
{
    static const char *const levels[] = { "Auth", "Info", "Error", "Warning", "Proxy", "Acct", "Debug",
        "WARNING" };
    struct slice in = message;
    if (program.len > 0 || !take_lit(&in, LIT(": ")))
        return false;
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        struct slice s = in;
        if (take_lit(&s, text(levels[i])))
            return slice_starts(s, LIT(":")) || slice_starts(s, LIT(" :"));
    }
    return false;
}

static const char *const programs[] = { "radiusd", "freeradius", NULL };

const struct line_source freeradius_source = {
    .name = "freeradius",
    .help = "FreeRADIUS: sign-ins of VPN, Wi-Fi and devices; a password that it logs is dropped",
    .versions = "FreeRADIUS 2, 3 and 4",
    .how = "log { auth = yes } in radiusd.conf, then /var/log/freeradius/radius.log or "
           "/var/log/radius/radius.log",
    .sample = "Mon Nov  9 02:10:00 2026 : Auth: (7) Login incorrect (mschap: MS-CHAP2-Response is "
              "incorrect): [j.meier/"
              "<via Auth-Type = mschap>] (from client vpn1 port 0 cli 192.0.2.8)",
    .family = FAMILY_VPN,
    .expected = "a verdict with [NAME] and (from client NAS port N ...)",
    .programs = programs,
    .knows = freeradius_knows,
    .begins = ":",
    .untagged = true,
    .parse = freeradius_parse,
};
