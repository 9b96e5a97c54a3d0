/* auth0.c - Auth0's tenant logs: sign-ins by their type codes, and changes of its protections.
 *
 * Source  Auth0, "Log Event Type Codes", "Logs: schema", "Log streams".
 * Which   s, f, fp and fu decide, and for passwords sent by an application sepft; the exchanges of codes and tokens
 * decides that follow (seacft, sertft ...) are another matter, and so is fepft, which goes with an fp or fu.
 * Traps   user_name of a failure is what was typed. limit_wc is written when an account gets blocked for an address,
 *         once. pwd_leak means that the password was one of a leak, and right.
 */
#include "core/parse/identity.h"
#include "core/parse/json_source.h"

enum slot {
    SLOT_ID,
    SLOT_TIME,
    SLOT_TYPE,
    SLOT_ADDRESS,
    SLOT_AGENT,
    SLOT_CLIENT,
    SLOT_USER,
    SLOT_USER_ID,
    SLOT_ADMIN,
    SLOT_TENANT,
    SLOT_COUNTRY,
    SLOT_DESCRIPTION,
    SLOT_PATH,
    SLOT_METHOD,
    SLOT_STATUS,
    SLOT_ENABLED,
};

/* Both for the API's records and below "data", as log streams write them. */
#define BOTH(name, slot)   \
    { name, slot },        \
    {                      \
        "data." name, slot \
    }

static const struct json_path paths[] = {
    BOTH("log_id", SLOT_ID),
    BOTH("date", SLOT_TIME),
    BOTH("type", SLOT_TYPE),
    BOTH("ip", SLOT_ADDRESS),
    BOTH("user_agent", SLOT_AGENT),
    BOTH("client_name", SLOT_CLIENT),
    BOTH("user_name", SLOT_USER),
    BOTH("user_id", SLOT_USER_ID),
    BOTH("tenant_name", SLOT_TENANT),
    BOTH("location_info.country_code", SLOT_COUNTRY),
    BOTH("description", SLOT_DESCRIPTION),
    BOTH("details.request.auth.user.email", SLOT_ADMIN),
    BOTH("details.request.path", SLOT_PATH),
    BOTH("details.request.method", SLOT_METHOD),
    BOTH("details.response.statusCode", SLOT_STATUS),
    BOTH("details.response.body.enabled", SLOT_ENABLED),
};

static const struct type {
    const char *name;
    enum outcome outcome;
    enum action action;
} types[] = {
    { "s", OUTCOME_OK, ACTION_NONE },
    { "sepft", OUTCOME_OK, ACTION_NONE },
    { "f", OUTCOME_OTHER_FAILURE, ACTION_NONE },
    { "fp", OUTCOME_BAD_PASSWORD, ACTION_NONE },
    { "fu", OUTCOME_NO_SUCH_ACCOUNT, ACTION_NONE },
    { "limit_wc", OUTCOME_LOCKED, ACTION_NONE },
    { "pwd_leak", OUTCOME_PASSWORD_OK_STOPPED, ACTION_NONE },
    { "gd_auth_failed", OUTCOME_MFA_DENIED, ACTION_NONE },
    { "gd_auth_rejected", OUTCOME_MFA_DENIED, ACTION_NONE },
    { "gd_recovery_failed", OUTCOME_MFA_DENIED, ACTION_NONE },
    { "feoobft", OUTCOME_MFA_DENIED, ACTION_NONE },
    { "feotpft", OUTCOME_MFA_DENIED, ACTION_NONE },
    { "gd_enrollment_complete", OUTCOME_OK, ACTION_MFA_CHANGE },
    { "gd_unenroll", OUTCOME_OK, ACTION_MFA_CHANGE },
    { "scp", OUTCOME_OK, ACTION_CREDENTIAL },
    { "ss", OUTCOME_OK, ACTION_NEW_ACCOUNT },
};

static const struct type *type_of(struct slice name)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (slice_eq(name, text(types[i].name)))
            return &types[i];
    return NULL;
}

/* ---- calls of the management API: sapi ---- */

static bool holds(struct slice s, struct slice part)
{
    return slice_find_slice(s, part) < s.len;
}

static enum action action_of_call(const struct json_value *v)
{
    struct slice path = v[SLOT_PATH].text;
    if (slice_eq_nocase(v[SLOT_METHOD].text, LIT("get")))
        return ACTION_NONE;
    if (holds(path, LIT("/attack-protection/")) || holds(path, LIT("/anomaly/"))
            || holds(path, LIT("/log-streams")))
        return v[SLOT_ENABLED].kind == JSON_TRUE ? ACTION_NONE : ACTION_LOG_OFF;
    if (holds(path, LIT("/guardian/")))
        return ACTION_MFA_CHANGE;
    if (holds(path, LIT("/roles")) || holds(path, LIT("/permissions")))
        return ACTION_PRIVILEGE;
    if (holds(path, LIT("/client-grants")))
        return ACTION_CONSENT;
    return slice_ends(path, LIT("/users")) ? ACTION_NEW_ACCOUNT : ACTION_NONE;
}

static bool fill_call(const struct json_value *v, struct record *rec)
{
    rec->action = (uint8_t)action_of_call(v);
    rec->outcome = slice_starts(v[SLOT_STATUS].text, LIT("2")) ? OUTCOME_OK : OUTCOME_OTHER_FAILURE;
    return rec->action != ACTION_NONE;
}

/* ---- records ---- */

static bool fill_meaning(const struct json_value *v, struct record *rec)
{
    if (slice_eq(v[SLOT_TYPE].text, LIT("sapi")) || slice_eq(v[SLOT_TYPE].text, LIT("mgmt_api_write")))
        return fill_call(v, rec);
    const struct type *type = type_of(v[SLOT_TYPE].text);
    if (type == NULL)
        return false;
    rec->outcome = (uint8_t)type->outcome;
    rec->action = (uint8_t)type->action;
    return true;
}

static const char *fill(struct json_value v[JSON_SLOTS], const struct json_plan *nested,
        struct arena *scratch, struct record *rec)
{
    (void)nested, (void)scratch;
    if (!fill_meaning(v, rec))
        return "";
    if (!json_fill_time(v[SLOT_TIME].text, rec))
        return "a time (date)";
    struct slice account = v[SLOT_USER].text.len ? v[SLOT_USER].text : v[SLOT_ADMIN].text;
    rec->account = slice_first(account.len ? account : v[SLOT_USER_ID].text, LIMIT_NAME);
    rec->flags |= ACCOUNT_NO_CASE;
    if (rec->account.len == 0)
        return "an account (user_name or user_id)";
    rec->account_id = slice_first(v[SLOT_USER_ID].text, 64);
    if (!json_fill_address(v[SLOT_ADDRESS].text, rec))
        return "an address (ip)";
    json_fill_country(v[SLOT_COUNTRY].text, rec);
    rec->organisation = slice_first(v[SLOT_TENANT].text, LIMIT_NAME);
    rec->agent = v[SLOT_AGENT].text;
    rec->application = v[SLOT_CLIENT].text;
    if (rec->action != ACTION_NONE)
        rec->device = slice_first(v[SLOT_DESCRIPTION].text, LIMIT_NAME);
    else
        rec->method = rec->outcome == OUTCOME_MFA_DENIED ? METHOD_OTHER : METHOD_PASSWORD;
    json_fill_hash(v[SLOT_ID].text, rec);
    return NULL;
}

static const struct json_source source = {
    .paths = paths,
    .count = sizeof paths / sizeof paths[0],
    .fill = fill,
    .expected = "a whole JSON object of Auth0's logs",
};

static int sniff(struct slice head)
{
    struct slice first = json_first_record(head);
    return json_has_key(first, "log_id") && json_has_key(first, "date") && json_has_key(first, "type")
                    && json_has_key(first, "ip")
            ? 90
            : 0;
}

const struct format auth0_format = {
    .name = "auth0",
    .help = "Auth0 tenant logs: sign-ins, second factors, changes of protections",
    .versions = "Management API v2 and log streams, as of 2026",
    .how = "GET /api/v2/logs?per_page=100, every page (auth0 logs list --json); or Monitoring, Streams",
    .sample =
            "{\"log_id\":\"9001\",\"date\":\"2026-11-09T02:10:00.123Z\",\"type\":\"fp\",\"ip\":\"192.0.2.7\","
            "\"user_name\":\"j.meier@institute.example\",\"user_agent\":\"Firefox\",\"client_name\":"
            "\"Portal\"}",
    .family = FAMILY_IDENTITY,
    .gives = GIVES_BOTH,
    .framing = FRAME_JSON_OR_LINES,
    .sniff = sniff,
    .json = &source,
    .open = json_format_open,
    .close = json_source_close,
    .parse = json_source_parse,
};
