/* okta.c - Okta's System Log: sign-ins, second factors, and what is done to accounts.
 *
 * Source  Okta, "System Log" and "Event types"; Okta support, "User Sign-in and Recovery Events in the Okta System
 *         Log", "Incomplete sign-in event for Okta MFA protected application", "Explanation of suspicious activity
 *         events: MFA".
 * Which   one sign-in is told by several events. user.session.start decides on the password and the session, of both
 * decides engines; the factor's refusals (auth_via_mfa, deny_push) and the policy's (evaluate_sign_on: DENY) are
 *         told by nothing else, RADIUS's neither. The rest of the same sign-in is another matter: the password
 *         as a factor (Identity Engine), delegated checks (AD and LDAP agents), successes of factors, verify
 *         and sso, the lock that failures led to.
 * Traps   Identity Engine writes session.start when the first factor was right: a second one that was never given
 *         leaves no trace but the absence of user.authentication.verify. An account that is not there has the
 *         actor id "unknown". System actors do much by themselves: of them only reports count.
 */
#include "core/base/hash.h"
#include "core/parse/identity.h"
#include "core/parse/json_source.h"

enum slot {
    SLOT_UUID,
    SLOT_TIME,
    SLOT_TYPE,
    SLOT_RESULT,
    SLOT_REASON,
    SLOT_ACTOR,
    SLOT_ACTOR_ID,
    SLOT_ACTOR_TYPE,
    SLOT_ADDRESS,
    SLOT_CHAIN,
    SLOT_AGENT,
    SLOT_BROWSER,
    SLOT_ASN,
    SLOT_FACTOR,
    SLOT_DEVICE,
    SLOT_TARGET,
};

/* Both for the API's records and below "detail", as EventBridge passes them on. */
#define BOTH(name, slot)     \
    { name, slot },          \
    {                        \
        "detail." name, slot \
    }

static const struct json_path paths[] = {
    BOTH("uuid", SLOT_UUID),
    BOTH("published", SLOT_TIME),
    BOTH("eventType", SLOT_TYPE),
    BOTH("outcome.result", SLOT_RESULT),
    BOTH("outcome.reason", SLOT_REASON),
    BOTH("actor.alternateId", SLOT_ACTOR),
    BOTH("actor.id", SLOT_ACTOR_ID),
    BOTH("actor.type", SLOT_ACTOR_TYPE),
    BOTH("client.ipAddress", SLOT_ADDRESS),
    BOTH("request.ipChain", SLOT_CHAIN),
    BOTH("client.userAgent.rawUserAgent", SLOT_AGENT),
    BOTH("client.userAgent.browser", SLOT_BROWSER),
    BOTH("securityContext.asNumber", SLOT_ASN),
    BOTH("debugContext.debugData.factor", SLOT_FACTOR),
    BOTH("device.id", SLOT_DEVICE),
    BOTH("target", SLOT_TARGET),
};

/* Of an element of target, and of request.ipChain. */
enum element { ELEMENT_TYPE, ELEMENT_ALTERNATE, ELEMENT_DISPLAY, ELEMENT_IP };

static const struct json_path element_paths[] = {
    { "type", ELEMENT_TYPE },
    { "alternateId", ELEMENT_ALTERNATE },
    { "displayName", ELEMENT_DISPLAY },
    { "ip", ELEMENT_IP },
};

enum told_by {
    BY_SESSION, /* decides on the password */
    BY_FACTOR,  /* only its refusal is not told elsewhere */
    BY_POLICY,  /* as above */
    BY_ITSELF,  /* no session: nothing else tells */
    BY_IDP,     /* another provider's word that was not taken */
    BY_ACCESS,  /* something was done */
    BY_REPORT,  /* as above, also by the system */
};

static const struct type {
    const char *name;
    enum told_by by;
    enum action action;
} types[] = {
    { "user.session.start", BY_SESSION, ACTION_NONE },
    { "user.authentication.auth_via_mfa", BY_FACTOR, ACTION_NONE },
    { "user.mfa.okta_verify.deny_push", BY_FACTOR, ACTION_NONE },
    { "policy.evaluate_sign_on", BY_POLICY, ACTION_NONE },
    { "application.policy.sign_on.deny_access", BY_POLICY, ACTION_NONE },
    { "user.authentication.auth_via_radius", BY_ITSELF, ACTION_NONE },
    { "user.authentication.auth_via_IDP", BY_IDP, ACTION_NONE },
    { "user.mfa.attempt_bypass", BY_ACCESS, ACTION_MFA_CHANGE },
    { "user.mfa.factor.activate", BY_ACCESS, ACTION_MFA_CHANGE },
    { "user.mfa.factor.deactivate", BY_ACCESS, ACTION_MFA_CHANGE },
    { "user.mfa.factor.suspend", BY_ACCESS, ACTION_MFA_CHANGE },
    { "user.mfa.factor.unsuspend", BY_ACCESS, ACTION_MFA_CHANGE },
    { "user.mfa.factor.reset_all", BY_ACCESS, ACTION_MFA_CHANGE },
    { "user.mfa.factor.update", BY_ACCESS, ACTION_MFA_CHANGE },
    { "system.mfa.factor.deactivate", BY_ACCESS, ACTION_LOG_OFF },
    { "device.enrollment.create", BY_ACCESS, ACTION_DEVICE },
    { "user.account.reset_password", BY_ACCESS, ACTION_CREDENTIAL },
    { "user.account.update_password", BY_ACCESS, ACTION_CREDENTIAL },
    { "system.api_token.create", BY_ACCESS, ACTION_CREDENTIAL },
    { "app.oauth2.client.credentials.lifecycle.create", BY_ACCESS, ACTION_CREDENTIAL },
    { "app.oauth2.as.consent.grant", BY_ACCESS, ACTION_CONSENT },
    { "app.oauth2.consent.grant", BY_ACCESS, ACTION_CONSENT },
    { "app.oauth2.client.privilege.grant", BY_ACCESS, ACTION_PRIVILEGE },
    { "user.account.privilege.grant", BY_ACCESS, ACTION_PRIVILEGE },
    { "group.privilege.grant", BY_ACCESS, ACTION_PRIVILEGE },
    { "group.user_membership.add", BY_ACCESS, ACTION_PRIVILEGE },
    { "application.user_membership.add", BY_ACCESS, ACTION_PRIVILEGE },
    { "user.session.impersonation.grant", BY_ACCESS, ACTION_PRIVILEGE },
    { "user.session.impersonation.extend", BY_ACCESS, ACTION_PRIVILEGE },
    { "user.session.impersonation.initiate", BY_ACCESS, ACTION_PRIVILEGE },
    { "system.idp.lifecycle.create", BY_ACCESS, ACTION_PRIVILEGE },
    { "user.lifecycle.create", BY_ACCESS, ACTION_NEW_ACCOUNT },
    { "user.lifecycle.activate", BY_ACCESS, ACTION_NEW_ACCOUNT },
    { "user.lifecycle.reactivate", BY_ACCESS, ACTION_NEW_ACCOUNT },
    { "user.lifecycle.unsuspend", BY_ACCESS, ACTION_NEW_ACCOUNT },
    { "application.user_membership.show_password", BY_ACCESS, ACTION_CREDENTIAL },
    { "policy.lifecycle.deactivate", BY_ACCESS, ACTION_LOG_OFF },
    { "policy.lifecycle.delete", BY_ACCESS, ACTION_LOG_OFF },
    { "policy.rule.deactivate", BY_ACCESS, ACTION_LOG_OFF },
    { "policy.rule.delete", BY_ACCESS, ACTION_LOG_OFF },
    { "system.log_stream.lifecycle.deactivate", BY_ACCESS, ACTION_LOG_OFF },
    { "system.log_stream.lifecycle.delete", BY_ACCESS, ACTION_LOG_OFF },
    { "user.account.report_suspicious_activity_by_enduser", BY_REPORT, ACTION_REPORT },
    { "security.threat.detected", BY_REPORT, ACTION_REPORT },
};

static const struct type *type_of(struct slice name)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (slice_eq_nocase(name, text(types[i].name)))
            return &types[i];
    return NULL;
}

/* ---- targets ---- */

struct targets {
    struct slice user, application, other, address;
    bool password; /* the factor that was asked for is the password */
};

static void first_of(struct slice *to, struct slice name)
{
    if (to->len == 0)
        *to = name;
}

static bool take_element(void *ctx, struct json_value v[JSON_SLOTS])
{
    struct targets *t = ctx;
    struct slice type = v[ELEMENT_TYPE].text, display = v[ELEMENT_DISPLAY].text;
    if (slice_eq_nocase(type, LIT("User")))
        first_of(&t->user, v[ELEMENT_ALTERNATE].text);
    else if (slice_eq_nocase(type, LIT("AppInstance")))
        first_of(&t->application, display);
    else if (!slice_eq_nocase(type, LIT("AppUser")))
        first_of(&t->other, display.len ? display : v[ELEMENT_ALTERNATE].text);
    if (slice_eq_nocase(type, LIT("AuthenticatorEnrollment")) && slice_eq_nocase(display, LIT("Password")))
        t->password = true;
    first_of(&t->address, v[ELEMENT_IP].text);
    return true;
}

/* ---- meaning ---- */

static bool is_refused(struct slice result)
{
    return slice_eq_nocase(result, LIT("FAILURE")) || slice_eq_nocase(result, LIT("DENY"));
}

static bool holds(struct slice s, struct slice part)
{
    return slice_find_slice(s, part) < s.len;
}

static enum outcome outcome_of(const struct json_value *v)
{
    struct slice reason = v[SLOT_REASON].text;
    if (slice_eq_nocase(v[SLOT_RESULT].text, LIT("SUCCESS"))
            || slice_eq_nocase(v[SLOT_RESULT].text, LIT("ALLOW")))
        return OUTCOME_OK;
    if (slice_eq_nocase(v[SLOT_ACTOR_ID].text, LIT("unknown")))
        return OUTCOME_NO_SUCH_ACCOUNT;
    if (slice_eq(reason, LIT("INVALID_CREDENTIALS")) || slice_eq(reason, LIT("VERIFICATION_ERROR")))
        return OUTCOME_BAD_PASSWORD;
    if (slice_eq(reason, LIT("LOCKED_OUT")))
        return OUTCOME_LOCKED;
    if (holds(reason, LIT("EXPIRED")))
        return OUTCOME_PASSWORD_OK_STOPPED;
    if (holds(reason, LIT("SUSPENDED")) || holds(reason, LIT("DEACTIVATED")))
        return OUTCOME_DISABLED;
    return OUTCOME_OTHER_FAILURE;
}

/* The type's own word for the outcome; false when the event is another matter. */
static bool decide(
        const struct type *type, const struct json_value *v, const struct targets *t, struct record *rec)
{
    bool refused = is_refused(v[SLOT_RESULT].text);
    rec->method = type->by == BY_FACTOR ? METHOD_OTHER : type->by == BY_IDP ? METHOD_TOKEN : METHOD_PASSWORD;
    switch (type->by) {
    case BY_FACTOR:
        rec->outcome = OUTCOME_MFA_DENIED;
        return refused && !t->password && !holds(v[SLOT_FACTOR].text, LIT("PASSWORD"));
    case BY_POLICY: rec->outcome = OUTCOME_PASSWORD_OK_STOPPED; return refused;
    case BY_IDP: rec->outcome = OUTCOME_OTHER_FAILURE; return refused;
    case BY_ITSELF:
    case BY_SESSION: rec->outcome = (uint8_t)outcome_of(v); return true;
    default: rec->outcome = refused ? OUTCOME_OTHER_FAILURE : OUTCOME_OK;
    }
    rec->method = METHOD_UNKNOWN;
    return type->by == BY_REPORT || !slice_eq_nocase(v[SLOT_ACTOR_TYPE].text, LIT("SystemPrincipal"));
}

static void fill_access(
        const struct type *type, const struct json_value *v, const struct targets *t, struct record *rec)
{
    struct slice object = v[SLOT_FACTOR].text;
    rec->action = (uint8_t)type->action;
    if (type->by == BY_REPORT && v[SLOT_REASON].text.len)
        object = v[SLOT_REASON].text;
    else if (t->user.len && !slice_eq_nocase(t->user, rec->account))
        object = t->user;
    else if (t->application.len || t->other.len)
        object = t->application.len ? t->application : t->other;
    rec->device = slice_first(object.len ? object : v[SLOT_TYPE].text, LIMIT_NAME);
}

static void fill_account(const struct json_value *v, struct record *rec)
{
    rec->flags |= ACCOUNT_NO_CASE;
    if (!slice_eq_nocase(v[SLOT_ACTOR].text, LIT("unknown")))
        rec->account = slice_first(v[SLOT_ACTOR].text, LIMIT_NAME);
    if (!slice_eq_nocase(v[SLOT_ACTOR_ID].text, LIT("unknown")) && rec->account.len)
        rec->account_id = slice_first(v[SLOT_ACTOR_ID].text, 64);
}

static const char *fill(struct json_value v[JSON_SLOTS], const struct json_plan *nested,
        struct arena *scratch, struct record *rec)
{
    const struct type *type = type_of(v[SLOT_TYPE].text);
    struct targets t = { .password = false };
    if (type == NULL)
        return "";
    if (!json_fill_time(v[SLOT_TIME].text, rec))
        return "a time (published)";
    if (type->action == ACTION_NONE && v[SLOT_RESULT].text.len == 0)
        return "an outcome (outcome.result)";
    (void)json_read_array(nested, v[SLOT_TARGET].text, scratch, take_element, &t);
    if (!decide(type, v, &t, rec))
        return "";
    fill_account(v, rec);
    if (type->action == ACTION_NONE && rec->account.len == 0)
        return "an account (actor.alternateId)";
    if (slice_eq_nocase(v[SLOT_ACTOR_TYPE].text, LIT("IP address"))) /* whom ThreatInsight saw */
        t.address = v[SLOT_ACTOR_ID].text;
    else if (v[SLOT_ADDRESS].text.len == 0)
        (void)json_read_array(nested, v[SLOT_CHAIN].text, scratch, take_element, &t);
    if (!json_fill_address(v[SLOT_ADDRESS].text.len ? v[SLOT_ADDRESS].text : t.address, rec))
        return "an address (client.ipAddress)";
    json_fill_asn(v[SLOT_ASN].text, rec);
    rec->agent = v[SLOT_AGENT].text.len ? v[SLOT_AGENT].text : v[SLOT_BROWSER].text;
    rec->application = t.application;
    if (type->action != ACTION_NONE)
        fill_access(type, v, &t, rec);
    else
        rec->device = slice_first(v[SLOT_DEVICE].text, 64);
    if (type->by == BY_ITSELF)
        rec->protocol = LIT("radius");
    json_fill_hash(v[SLOT_UUID].text, rec);
    return NULL;
}

static const struct json_source source = {
    .paths = paths,
    .count = sizeof paths / sizeof paths[0],
    .nested = element_paths,
    .nested_count = sizeof element_paths / sizeof element_paths[0],
    .fill = fill,
    .expected = "a whole JSON object of Okta's System Log",
};

static int sniff(struct slice head)
{
    struct slice first = json_first_record(head);
    bool okta = json_has_key(first, "alternateId") || json_has_key(first, "legacyEventType");
    return okta && json_has_key(first, "eventType") && json_has_key(first, "published") ? 90 : 0;
}

const struct format okta_format = {
    .name = "okta",
    .help = "Okta System Log: sign-ins, second factors, and what is done to accounts",
    .versions = "System Log API v1 of Classic and Identity Engine, as of 2026",
    .how = "GET /api/v1/logs?since=... with an API token, every page; or Reports, System Log, a log stream "
           "to a SIEM",
    .sample = "{\"uuid\":\"u-1\",\"published\":\"2026-11-09T02:10:00.123Z\",\"eventType\":\"user.session."
              "start\","
              "\"actor\":{\"id\":\"00u1\",\"type\":\"User\",\"alternateId\":\"j.meier@institute.example\"},"
              "\"client\":{\"userAgent\":{\"rawUserAgent\":\"Mozilla/5.0\"},\"ipAddress\":\"192.0.2.7\"},"
              "\"outcome\":{\"result\":\"FAILURE\",\"reason\":\"INVALID_CREDENTIALS\"}}",
    .family = FAMILY_IDENTITY,
    .gives = GIVES_BOTH,
    .framing = FRAME_JSON_OR_LINES,
    .sniff = sniff,
    .json = &source,
    .open = json_format_open,
    .close = json_source_close,
    .parse = json_source_parse,
};
