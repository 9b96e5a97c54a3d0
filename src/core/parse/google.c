/* google.c - Google Workspace's audit by the Reports API: sign-ins, warnings, and what is done with accounts.
 *
 * Source  Google, "Reports API: Activities", "Login Audit Activity Events", "User Accounts", "OAuth Token",
 *         "Drive" and "Admin Audit Activity Events".
 * Which   login_success and login_failure decide; login_challenge and login_verification tell parts of the same
 * decides sign-in. An activity's first event with a meaning is taken.
 * Traps   Google groups what one visitor typed: a list of challenge methods ["password","password"] is two passwords.
 *         Names that do not exist are never logged. Warnings name the account in affected_email_address. saml is
 *         a session that goes on to an application, no sign-in.
 */
#include "core/base/hash.h"
#include "core/parse/identity.h"
#include "core/parse/json_source.h"

enum slot {
    SLOT_TIME,
    SLOT_QUALIFIER,
    SLOT_PART, /* of Google: login, user_accounts, token, drive, admin */
    SLOT_CUSTOMER,
    SLOT_ACTOR,
    SLOT_ACTOR_ID,
    SLOT_ADDRESS,
    SLOT_ASNS,
    SLOT_COUNTRY,
    SLOT_EVENTS,
    SLOT_NAME,
    SLOT_PARAMETERS,
    SLOT_LOGIN_TYPE,
    SLOT_METHODS,
    SLOT_FAILURE,
    SLOT_AFFECTED,
    SLOT_FORWARD_TO,
    SLOT_APP,
    SLOT_USER,
    SLOT_ROLE,
    SLOT_VALUE, /* of an element of a list of parameters */
};

#define PARAMETERS(X)                                          \
    X("login_type", SLOT_LOGIN_TYPE)                           \
    X("login_challenge_method", SLOT_METHODS)                  \
    X("login_failure_type", SLOT_FAILURE)                      \
    X("affected_email_address", SLOT_AFFECTED)                 \
    X("email_forwarding_destination_address", SLOT_FORWARD_TO) \
    X("app_name", SLOT_APP)                                    \
    X("API_CLIENT_NAME", SLOT_APP)                             \
    X("USER_EMAIL", SLOT_USER)                                 \
    X("ROLE_NAME", SLOT_ROLE)

/* Parameters are a list of names and values in the API's events, members where a pipeline has made them flat. */
#define FLAT(name, slot) { "parameters." name, slot }, { "events.parameters." name, slot },
#define NAMED(name, slot) { name, slot },

static const struct json_path paths[] = { { "id.time", SLOT_TIME }, { "id.uniqueQualifier", SLOT_QUALIFIER },
    { "id.applicationName", SLOT_PART }, { "id.customerId", SLOT_CUSTOMER }, { "actor.email", SLOT_ACTOR },
    { "actor.profileId", SLOT_ACTOR_ID }, { "ipAddress", SLOT_ADDRESS }, { "networkInfo.ipAsn", SLOT_ASNS },
    { "networkInfo.regionCode", SLOT_COUNTRY }, { "events", SLOT_EVENTS }, { "name", SLOT_NAME },
    { "events.name", SLOT_NAME }, { "parameters", SLOT_PARAMETERS }, { "events.parameters", SLOT_PARAMETERS },
    PARAMETERS(FLAT) };

/* Of an element of events, and of an element of its parameters. */
static const struct json_path element_paths[] = {
    { "name", SLOT_NAME },
    { "parameters", SLOT_PARAMETERS },
    { "value", SLOT_VALUE },
    { "multiValue", SLOT_VALUE },
};

static const struct json_path parameters[] = { PARAMETERS(NAMED) };

static const struct json_pairs pairs = {
    .name = SLOT_NAME,
    .value = SLOT_VALUE,
    .wanted = parameters,
    .count = sizeof parameters / sizeof parameters[0],
};

static const struct meaning {
    const char *part, *name;
    enum action action;
} meanings[] = {
    { "login", "login_success", ACTION_NONE },
    { "login", "login_failure", ACTION_NONE },
    { "login", "gov_attack_warning", ACTION_REPORT },
    { "login", "suspicious_login", ACTION_REPORT },
    { "login", "suspicious_login_less_secure_app", ACTION_REPORT },
    { "login", "suspicious_programmatic_login", ACTION_REPORT },
    { "login", "account_disabled_password_leak", ACTION_REPORT },
    { "login", "account_disabled_hijacked", ACTION_REPORT },
    { "login", "account_disabled_spamming", ACTION_REPORT },
    { "login", "account_disabled_spamming_through_relay", ACTION_REPORT },
    { "login", "user_signed_out_due_to_suspicious_session_cookie", ACTION_REPORT },
    { "login", "risky_sensitive_action_blocked", ACTION_REPORT },
    { "user_accounts", "2sv_enroll", ACTION_MFA_CHANGE },
    { "user_accounts", "2sv_disable", ACTION_MFA_CHANGE },
    { "user_accounts", "titanium_unenroll", ACTION_MFA_CHANGE },
    { "user_accounts", "password_edit", ACTION_CREDENTIAL },
    { "user_accounts", "recovery_email_edit", ACTION_CREDENTIAL },
    { "user_accounts", "recovery_phone_edit", ACTION_CREDENTIAL },
    { "user_accounts", "recovery_secret_qa_edit", ACTION_CREDENTIAL },
    { "user_accounts", "email_forwarding_out_of_domain", ACTION_FORWARDING },
    { "token", "authorize", ACTION_CONSENT },
    { "drive", "download", ACTION_DOWNLOAD },
    { "drive", "rename", ACTION_RENAME },
    { "drive", "delete", ACTION_DELETE },
    { "drive", "trash", ACTION_DELETE },
    { "admin", "ASSIGN_ROLE", ACTION_PRIVILEGE },
    { "admin", "GRANT_ADMIN_PRIVILEGE", ACTION_PRIVILEGE },
    { "admin", "GRANT_DELEGATED_ADMIN_PRIVILEGES", ACTION_PRIVILEGE },
    { "admin", "CREATE_USER", ACTION_NEW_ACCOUNT },
    { "admin", "UNSUSPEND_USER", ACTION_NEW_ACCOUNT },
    { "admin", "CHANGE_PASSWORD", ACTION_CREDENTIAL },
    { "admin", "TURN_OFF_2_STEP_VERIFICATION", ACTION_MFA_CHANGE },
    { "admin", "AUTHORIZE_API_CLIENT_ACCESS", ACTION_CONSENT },
    { "admin", "CREATE_EMAIL_MONITOR", ACTION_FORWARDING },
};

static bool is_part(struct slice part, const char *of)
{
    /* What holders change themselves was in login before it got a part of its own, and still is in both. */
    return slice_eq_nocase(part, text(of))
            || (slice_eq_nocase(part, LIT("login")) && slice_eq(text(of), LIT("user_accounts")));
}

static const struct meaning *meaning_of(struct slice part, struct slice name)
{
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
        if (is_part(part, meanings[i].part) && slice_eq_nocase(name, text(meanings[i].name)))
            return &meanings[i];
    return NULL;
}

/* ---- events ---- */

struct choice {
    const struct json_plan *nested;
    struct arena *scratch;
    struct json_value *values;
    const struct meaning *meaning;
};

static bool take_event(void *ctx, struct json_value event[JSON_SLOTS])
{
    struct choice *c = ctx;
    c->meaning = meaning_of(c->values[SLOT_PART].text, event[SLOT_NAME].text);
    if (c->meaning == NULL)
        return true;
    (void)json_read_pairs(c->nested, event[SLOT_PARAMETERS].text, &pairs, c->scratch, c->values);
    return false;
}

static const struct meaning *choose(
        struct json_value *v, const struct json_plan *nested, struct arena *scratch)
{
    struct choice c = { .nested = nested, .scratch = scratch, .values = v };
    if (v[SLOT_NAME].text.len == 0) {
        (void)json_read_array(nested, v[SLOT_EVENTS].text, scratch, take_event, &c);
        return c.meaning;
    }
    (void)json_read_pairs(nested, v[SLOT_PARAMETERS].text, &pairs, scratch, v);
    return meaning_of(v[SLOT_PART].text, v[SLOT_NAME].text);
}

/* ---- sign-ins ---- */

static unsigned count_of(struct slice list, struct slice word)
{
    unsigned n = 0;
    for (size_t at; (at = slice_find_slice(list, word)) < list.len; n++)
        list = slice_skip(list, at + word.len);
    return n;
}

/* A failure's class, by its type where one is told, else by what had been typed. */
static enum outcome failure(const struct json_value *v, unsigned passwords, bool more)
{
    static const struct {
        const char *type;
        enum outcome outcome;
    } types[] = {
        { "login_failure_invalid_password", OUTCOME_BAD_PASSWORD },
        { "login_failure_account_disabled", OUTCOME_DISABLED },
        { "login_failure_access_code_disallowed", OUTCOME_PASSWORD_OK_STOPPED },
        { "login_failure_missing_second_factor", OUTCOME_PASSWORD_OK_STOPPED },
        { "login_failure_invalid_second_factor", OUTCOME_MFA_DENIED },
    };
    struct slice type = v[SLOT_FAILURE].text;
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (slice_eq_nocase(type, text(types[i].type)))
            return types[i].outcome;
    if (passwords == 0)
        return OUTCOME_OTHER_FAILURE;
    return more ? OUTCOME_MFA_DENIED : OUTCOME_BAD_PASSWORD;
}

static void fill_signin(const struct json_value *v, bool failed, struct record *rec)
{
    struct slice methods = v[SLOT_METHODS].text, type = v[SLOT_LOGIN_TYPE].text;
    unsigned all = methods.len ? count_of(methods, LIT(",")) + 1 : 0;
    unsigned passwords = v[SLOT_METHODS].kind == JSON_TEXT ? slice_eq_nocase(methods, LIT("password"))
                                                           : count_of(methods, LIT("\"password\""));
    rec->outcome = (uint8_t)(failed ? failure(v, passwords, all > passwords) : OUTCOME_OK);
    rec->method = slice_eq_nocase(type, LIT("saml")) ? METHOD_TOKEN : METHOD_PASSWORD;
    if (rec->outcome == OUTCOME_BAD_PASSWORD && passwords > 1)
        rec->repeat = (uint16_t)(passwords < LIMIT_REPEAT ? passwords : LIMIT_REPEAT);
    rec->protocol = slice_first(type, 64);
}

static void fill_access(const struct json_value *v, const struct meaning *meaning, struct record *rec)
{
    static const enum slot objects[] = { SLOT_FORWARD_TO, SLOT_APP, SLOT_ROLE, SLOT_USER };
    struct slice object = { 0 };
    for (size_t i = 0; i < sizeof objects / sizeof objects[0] && object.len == 0; i++)
        object = v[objects[i]].text;
    if (object.len == 0 && !slice_eq(text(meaning->part), LIT("drive")))
        object = text(meaning->name);
    rec->action = (uint8_t)meaning->action;
    rec->outcome = OUTCOME_OK;
    rec->device = slice_first(object, LIMIT_NAME);
}

static void fill_place(const struct json_value *v, struct record *rec)
{
    struct slice country = v[SLOT_COUNTRY].text, asns = v[SLOT_ASNS].text;
    uint64_t asn;
    json_fill_asn(asns, rec);
    if (take_lit(&asns, LIT("[")) && take_uint(&asns, UINT32_MAX, &asn))
        rec->asn = (uint32_t)asn;
    json_fill_country(country, rec);
}

static const char *fill(struct json_value v[JSON_SLOTS], const struct json_plan *nested,
        struct arena *scratch, struct record *rec)
{
    const struct meaning *meaning = choose(v, nested, scratch);
    if (meaning == NULL)
        return "";
    if (!json_fill_time(v[SLOT_TIME].text, rec))
        return "a time (id.time)";
    struct slice account = v[SLOT_AFFECTED].text.len ? v[SLOT_AFFECTED].text : v[SLOT_ACTOR].text;
    rec->account = slice_first(account, LIMIT_NAME);
    rec->flags |= ACCOUNT_NO_CASE;
    if (rec->account.len == 0)
        return "an account (actor.email or affected_email_address)";
    if (v[SLOT_AFFECTED].text.len == 0)
        rec->account_id = slice_first(v[SLOT_ACTOR_ID].text, 64);
    if (!json_fill_address(v[SLOT_ADDRESS].text, rec))
        return "an address (ipAddress)";
    fill_place(v, rec);
    rec->organisation = slice_first(v[SLOT_CUSTOMER].text, LIMIT_NAME);
    rec->application = LIT("Google Workspace");
    if (meaning->action == ACTION_NONE)
        fill_signin(v, slice_eq(text(meaning->name), LIT("login_failure")), rec);
    else
        fill_access(v, meaning, rec);
    json_fill_hash((struct slice){ 0 }, rec); /* the qualifier tells events of one time apart */
    rec->row_hash = hash_pair(rec->row_hash, hash_bytes(v[SLOT_QUALIFIER].text, 13));
    return NULL;
}

static const struct json_source source = {
    .paths = paths,
    .count = sizeof paths / sizeof paths[0],
    .nested = element_paths,
    .nested_count = sizeof element_paths / sizeof element_paths[0],
    .fill = fill,
    .expected = "a whole JSON object of Google's Reports API",
};

static int sniff(struct slice head)
{
    struct slice first = json_first_record(head);
    if (!json_has_key(first, "applicationName") || !json_has_key(first, "id"))
        return 0;
    if (slice_find_slice(first, LIT("admin#reports#activit")) < first.len
            || json_has_key(first, "uniqueQualifier"))
        return 90;
    return json_has_key(first, "events") || json_has_key(first, "parameters") ? 70 : 0;
}

const struct format google_format = {
    .name = "google-workspace",
    .help = "Google Workspace audit: sign-ins, Google's warnings, 2-step verification, consents, downloads",
    .versions = "Reports API v1, parts login, user_accounts, token, drive and admin, as of 2026",
    .how = "GET https://admin.googleapis.com/admin/reports/v1/activity/users/all/applications/login, every "
           "page; "
           "the same for user_accounts, token, drive and admin",
    .sample = "{\"kind\":\"admin#reports#activity\",\"id\":{\"time\":\"2026-11-09T02:10:00.123Z\","
              "\"uniqueQualifier\":\"-1\",\"applicationName\":\"login\",\"customerId\":\"C01\"},"
              "\"actor\":{\"email\":\"j.meier@institute.example\"},\"ipAddress\":\"192.0.2.7\","
              "\"events\":[{\"type\":\"login\",\"name\":\"login_failure\","
              "\"parameters\":[{\"name\":\"login_challenge_method\",\"multiValue\":[\"password\"]}]}]}",
    .family = FAMILY_IDENTITY,
    .gives = GIVES_BOTH,
    .framing = FRAME_JSON_OR_LINES,
    .sniff = sniff,
    .json = &source,
    .open = json_format_open,
    .close = json_source_close,
    .parse = json_source_parse,
};
