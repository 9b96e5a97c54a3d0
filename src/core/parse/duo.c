/* duo.c - Duo's second factor: authentication logs of both versions, and what administrators did.
 *
 * Source  Duo Security, "Admin API": authentication logs (v2, v1) and administrator logs; "Duo authentication
 *         logs: reasons".
 * Meaning Duo asks after the password was right, in nearly all set-ups: a push that was refused, not answered or
 *         called a fraud is a second factor denied; what policy, place or device stopped is a right password
 *         stopped. A fraud is also its holder's report.
 * Traps   the source is access_device.ip, not auth_device.ip, which is the telephone. success does not mean that
 *         somebody was asked: bypass_user, trusted networks and remembered devices are successes too.
 */
#include "core/parse/identity.h"
#include "core/parse/json_source.h"

enum slot {
    SLOT_ID,
    SLOT_TIME,
    SLOT_SECONDS,
    SLOT_RESULT,
    SLOT_REASON,
    SLOT_USER,
    SLOT_USER_KEY,
    SLOT_ADDRESS,
    SLOT_AGENT,
    SLOT_APP,
    SLOT_FACTOR,
    SLOT_EVENT,
    SLOT_ACTION,
    SLOT_OBJECT,
    SLOT_DESCRIPTION,
};

static const struct json_path paths[] = {
    { "txid", SLOT_ID },
    { "isotimestamp", SLOT_TIME },
    { "timestamp", SLOT_SECONDS },
    { "result", SLOT_RESULT },
    { "reason", SLOT_REASON },
    { "user.name", SLOT_USER },
    { "user.key", SLOT_USER_KEY },
    { "username", SLOT_USER },
    { "access_device.ip", SLOT_ADDRESS },
    { "ip", SLOT_ADDRESS },
    { "access_device.browser", SLOT_AGENT },
    { "application.name", SLOT_APP },
    { "integration", SLOT_APP },
    { "factor", SLOT_FACTOR },
    { "event_type", SLOT_EVENT },
    { "action", SLOT_ACTION },
    { "object", SLOT_OBJECT },
    { "description", SLOT_DESCRIPTION },
};

/* Of an administrator's record: its description is JSON as text. */
static const struct json_path description_paths[] = {
    { "ip_address", SLOT_ADDRESS },
    { "error", SLOT_REASON },
    { "factor", SLOT_FACTOR },
};

/* v1 writes words in capitals and reasons as sentences: "User mistake" is user_mistake. */
static bool says(struct slice told, const char *word)
{
    size_t len = strlen(word);
    if (told.len != len)
        return false;
    for (size_t i = 0; i < len; i++) {
        char c = told.at[i] == ' ' ? '_' : told.at[i];
        c = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
        if (c != word[i])
            return false;
    }
    return true;
}

static bool is_one_of(struct slice told, const char *const *words)
{
    for (; *words != NULL; words++)
        if (says(told, *words))
            return true;
    return false;
}

static enum outcome denied(struct slice reason)
{
    static const char *const factor[] = { "no_response", "user_mistake", "user_cancelled", "invalid_passcode",
        "call_timed_out", "no_keys_pressed", "anomalous_push", "frequent_attempts", "user_marked_fraud",
        "verification_code_incorrect", "verification_code_missing", NULL };
    static const char *const policy[] = { "denied_by_policy", "denied_network", "anonymous_ip",
        "location_restricted", "factor_restricted", "platform_restricted", "version_restricted",
        "software_restricted", "out_of_date", "rooted_device", "invalid_device", "no_disk_encryption",
        "no_screen_lock", "no_duo_certificate_present", "deny_unenrolled_user", "user_not_in_permitted_group",
        "endpoint_is_not_trusted", "endpoint_is_not_in_management_system",
        "endpoint_failed_google_verification", "could_not_determine_if_endpoint_was_trusted",
        "no_activated_duo_mobile_account", NULL };
    if (says(reason, "locked_out"))
        return OUTCOME_LOCKED;
    if (says(reason, "user_disabled"))
        return OUTCOME_DISABLED;
    if (is_one_of(reason, policy))
        return OUTCOME_PASSWORD_OK_STOPPED;
    return is_one_of(reason, factor) ? OUTCOME_MFA_DENIED : OUTCOME_OTHER_FAILURE;
}

static bool fill_outcome(const struct json_value *v, struct record *rec)
{
    struct slice result = v[SLOT_RESULT].text;
    if (says(result, "success"))
        rec->outcome = OUTCOME_OK;
    else if (says(result, "fraud"))
        rec->outcome = OUTCOME_MFA_DENIED;
    else if (says(result, "denied") || says(result, "deny") || says(result, "failure"))
        rec->outcome = (uint8_t)denied(v[SLOT_REASON].text);
    else
        rec->outcome = OUTCOME_OTHER_FAILURE; /* an error, or a word that is not known */
    rec->method = METHOD_OTHER;
    return result.len > 0;
}

/* ---- administrators ---- */

static const struct {
    const char *name;
    enum action action;
    enum outcome outcome;
} admin_actions[] = {
    { "admin_login", ACTION_NONE, OUTCOME_OK },
    { "admin_login_error", ACTION_NONE, OUTCOME_BAD_PASSWORD },
    { "admin_2fa_error", ACTION_NONE, OUTCOME_MFA_DENIED },
    { "admin_create", ACTION_PRIVILEGE, OUTCOME_OK },
    { "bypass_create", ACTION_MFA_CHANGE, OUTCOME_OK },
    { "phone_create", ACTION_MFA_CHANGE, OUTCOME_OK },
    { "phone_associate", ACTION_MFA_CHANGE, OUTCOME_OK },
    { "integration_create", ACTION_CREDENTIAL, OUTCOME_OK },
};

static bool fill_admin(
        struct json_value *v, const struct json_plan *nested, struct arena *scratch, struct record *rec)
{
    struct json_value inner[JSON_SLOTS];
    for (size_t i = 0; i < sizeof admin_actions / sizeof admin_actions[0]; i++)
        if (says(v[SLOT_ACTION].text, admin_actions[i].name)) {
            if (json_read_nested(nested, v[SLOT_DESCRIPTION].text, scratch, inner))
                v[SLOT_ADDRESS] = inner[SLOT_ADDRESS];
            rec->action = (uint8_t)admin_actions[i].action;
            rec->outcome = (uint8_t)admin_actions[i].outcome;
            rec->application = LIT("Duo Admin Panel");
            rec->method = METHOD_OTHER;
            if (rec->action != ACTION_NONE)
                rec->device = slice_first(v[SLOT_OBJECT].text, LIMIT_NAME);
            return true;
        }
    return false;
}

/* ---- records ---- */

static bool fill_time(const struct json_value *v, struct record *rec)
{
    if (json_fill_time(v[SLOT_TIME].text, rec) || json_fill_time(v[SLOT_SECONDS].text, rec))
        return true;
    return json_fill_seconds(v[SLOT_SECONDS].text, rec);
}

static const char *fill(struct json_value v[JSON_SLOTS], const struct json_plan *nested,
        struct arena *scratch, struct record *rec)
{
    bool authentication = v[SLOT_RESULT].text.len > 0 && v[SLOT_ACTION].text.len == 0;
    if (authentication && v[SLOT_EVENT].text.len && !says(v[SLOT_EVENT].text, "authentication"))
        return ""; /* an enrolment */
    rec->application = v[SLOT_APP].text;
    if (authentication ? !fill_outcome(v, rec) : !fill_admin(v, nested, scratch, rec))
        return "";
    if (!fill_time(v, rec))
        return "a time (isotimestamp or timestamp)";
    rec->account = slice_first(v[SLOT_USER].text, LIMIT_NAME);
    rec->account_id = slice_first(v[SLOT_USER_KEY].text, 64);
    rec->flags |= ACCOUNT_NO_CASE;
    if (rec->account.len == 0)
        return "an account (user.name or username)";
    if (!slice_eq(v[SLOT_ADDRESS].text, LIT("0.0.0.0")) && !json_fill_address(v[SLOT_ADDRESS].text, rec))
        return "an address (access_device.ip)";
    rec->agent = v[SLOT_AGENT].text;
    rec->protocol = slice_first(v[SLOT_FACTOR].text, 64);
    json_fill_hash(v[SLOT_ID].text, rec);
    return NULL;
}

static bool also(const struct json_value v[JSON_SLOTS], struct record *rec)
{
    if (!says(v[SLOT_RESULT].text, "fraud"))
        return false;
    rec->action = ACTION_REPORT;
    rec->outcome = OUTCOME_OK;
    rec->device = v[SLOT_REASON].text.len ? slice_first(v[SLOT_REASON].text, LIMIT_NAME) : LIT("fraud");
    return true;
}

static const struct json_source source = {
    .paths = paths,
    .count = sizeof paths / sizeof paths[0],
    .nested = description_paths,
    .nested_count = sizeof description_paths / sizeof description_paths[0],
    .fill = fill,
    .also = also,
    .expected = "a whole JSON object of Duo's logs",
};

static int sniff(struct slice head)
{
    struct slice first = json_first_record(head);
    bool v2 = json_has_key(first, "access_device") && json_has_key(first, "factor");
    bool v1 = json_has_key(first, "new_enrollment") && json_has_key(first, "integration");
    bool admin = json_has_key(first, "action") && json_has_key(first, "isotimestamp")
            && json_has_key(first, "object") && json_has_key(first, "username");
    return v2 || v1 ? 90 : admin ? 70 : 0;
}

const struct format duo_format = {
    .name = "duo",
    .help = "Duo: authentications by the second factor, and what administrators did",
    .versions = "Admin API v1 and v2, as of 2026",
    .how = "GET /admin/v2/logs/authentication?mintime=... by the Admin API, every page; or Duo Log Sync to a "
           "file",
    .sample = "{\"txid\":\"t-1\",\"isotimestamp\":\"2026-11-09T02:10:00.123456+00:00\","
              "\"event_type\":\"authentication\",\"result\":\"denied\",\"reason\":\"no_response\","
              "\"factor\":\"duo_push\",\"user\":{\"name\":\"j.meier\"},"
              "\"access_device\":{\"ip\":\"192.0.2.7\"}}",
    .family = FAMILY_IDENTITY,
    .gives = GIVES_BOTH,
    .framing = FRAME_JSON_OR_LINES,
    .sniff = sniff,
    .json = &source,
    .open = json_format_open,
    .close = json_source_close,
    .parse = json_source_parse,
};
