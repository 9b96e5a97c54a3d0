/* keycloak.c - Keycloak's events: of the admin REST API as JSON, and as its server log writes them.
 *
 * Source  Keycloak, "Server Administration Guide: Configuring auditing to track events" and Events.EventType,
 *         Errors, JBossLoggingEventListenerProvider of its source (what is written, in which order, quoted how).
 * Meaning LOGIN and LOGIN_ERROR are sign-ins. A temporarily disabled user is locked out by brute force detection. A
 *         second factor that was wrong has credential_type in its details; without it it reads as a wrong password.
 *         Errors of the way there (expired pages, unknown clients) checked no password.
 * Traps   in the older log values stand without quotes, and client and user name are the visitor's: the first
 *         fields are read in their order from the front, and an unknown client's line is none of ours.
 */
#include "core/parse/identity.h"
#include "core/parse/json_source.h"
#include "core/parse/line_source.h"

struct fields {
    struct slice type, realm, client, user_id, address, error, user, credential, object;
};

static const struct {
    const char *error;
    enum outcome outcome;
} errors[] = {
    { "invalid_user_credentials", OUTCOME_BAD_PASSWORD },
    { "user_not_found", OUTCOME_NO_SUCH_ACCOUNT },
    { "user_disabled", OUTCOME_DISABLED },
    { "user_temporarily_disabled", OUTCOME_LOCKED },
    { "resolve_required_actions", OUTCOME_PASSWORD_OK_STOPPED },
    { "access_denied", OUTCOME_PASSWORD_OK_STOPPED },
};

/* Nothing that was typed was checked. */
static const char *const on_the_way[] = { "invalid_request", "realm_disabled", "client_not_found",
    "client_disabled", "invalid_client_credentials", "invalid_client", "unauthorized_client",
    "consent_denied", "username_missing", "invalid_redirect_uri", "invalid_code", "invalid_token",
    "invalid_signature", "expired_code", "rejected_by_user", "different_user_authenticated", "ssl_required",
    "user_session_not_found", "session_expired", "cookie_not_found", "email_send_failed",
    "identity_provider_login_failure", "identity_provider_error", "not_logged_in", "not_allowed",
    "pkce_verification_failed", "already_logged_in" };

static const struct {
    const char *type;
    enum action action;
} accesses[] = {
    { "UPDATE_PASSWORD", ACTION_CREDENTIAL },
    { "UPDATE_TOTP", ACTION_MFA_CHANGE },
    { "REMOVE_TOTP", ACTION_MFA_CHANGE },
    { "UPDATE_CREDENTIAL", ACTION_MFA_CHANGE },
    { "REMOVE_CREDENTIAL", ACTION_MFA_CHANGE },
    { "FEDERATED_IDENTITY_LINK", ACTION_CREDENTIAL },
    { "GRANT_CONSENT", ACTION_CONSENT },
    { "IMPERSONATE", ACTION_PRIVILEGE },
    { "REGISTER", ACTION_NEW_ACCOUNT },
};

static bool is_password(struct slice credential)
{
    return credential.len == 0 || slice_eq(credential, LIT("password"));
}

/* NULL, "" for what checked no password, or what was expected. */
static const char *fill_error(const struct fields *f, struct record *rec)
{
    for (size_t i = 0; i < sizeof on_the_way / sizeof on_the_way[0]; i++)
        if (slice_eq(f->error, text(on_the_way[i])))
            return "";
    if (f->error.len == 0)
        return "an error";
    rec->outcome = OUTCOME_OTHER_FAILURE;
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++)
        if (slice_eq(f->error, text(errors[i].error)))
            rec->outcome = (uint8_t)errors[i].outcome;
    if (rec->outcome == OUTCOME_BAD_PASSWORD && !is_password(f->credential))
        rec->outcome = OUTCOME_MFA_DENIED;
    return NULL;
}

static const char *fill_access(const struct fields *f, struct record *rec)
{
    for (size_t i = 0; i < sizeof accesses / sizeof accesses[0]; i++) {
        if (!slice_eq(f->type, text(accesses[i].type)))
            continue;
        rec->action = (uint8_t)accesses[i].action;
        if (slice_eq(f->credential, LIT("password")))
            rec->action = ACTION_CREDENTIAL;
        rec->outcome = OUTCOME_OK;
        struct slice object = rec->action == ACTION_CONSENT ? f->client : f->credential;
        rec->device = slice_first(f->object.len ? f->object : object.len ? object : f->type, LIMIT_NAME);
        return NULL;
    }
    return "";
}

static bool is_told(struct slice s)
{
    return s.len > 0 && !slice_eq(s, LIT("null"));
}

/* All but the time. NULL, "", or what was expected. */
static const char *fill_fields(const struct fields *f, struct record *rec)
{
    const char *why = NULL;
    if (slice_eq(f->type, LIT("LOGIN"))) {
        rec->outcome = OUTCOME_OK;
        rec->method = METHOD_PASSWORD;
    } else if (slice_eq(f->type, LIT("LOGIN_ERROR"))) {
        why = fill_error(f, rec);
        rec->method = METHOD_PASSWORD;
    } else {
        why = fill_access(f, rec);
    }
    if (why != NULL)
        return why;
    rec->flags |= ACCOUNT_NO_CASE;
    rec->account = slice_first(is_told(f->user) ? f->user : f->user_id, LIMIT_NAME);
    if (!is_told(rec->account)) {
        if (rec->outcome == OUTCOME_OK || !is_told(f->address))
            return "an account (username or userId)";
        rec->account.len = 0;
    }
    if (is_told(f->user_id))
        rec->account_id = slice_first(f->user_id, 64);
    if (!is_told(f->user))
        rec->flags |= ACCOUNT_IS_GUID;
    if (is_told(f->address) && !json_fill_address(f->address, rec))
        return "an address (ipAddress)";
    rec->organisation = slice_first(f->realm, LIMIT_NAME);
    rec->application = f->client;
    rec->protocol = LIT("keycloak");
    return NULL;
}

/* ---- the server's log: key="value", or key=value in the older one ---- */

/* A value from the front up to ", " or the end. Of a quoted one backslashes take the meaning of what follows; one of
 * the older log stands in ' when it holds a space. */
static bool take_value(struct slice *in, struct slice *ret)
{
    char quote = in->len > 0 && (in->at[0] == '"' || in->at[0] == '\'') ? in->at[0] : '\0';
    size_t at = quote != '\0', begin = at;
    for (; at < in->len; at++) {
        bool ends = quote != '\0' ? in->at[at] == quote : in->at[at] == ',';
        struct slice behind = slice_skip(*in, at + (quote != '\0'));
        if (quote == '"' && in->at[at] == '\\')
            at++;
        else if (ends && (behind.len == 0 || slice_starts(behind, LIT(", ")))) {
            *ret = (struct slice){ in->at + begin, at - begin };
            *in = slice_skip(behind, 2);
            return true;
        }
    }
    *ret = slice_skip(*in, begin);
    *in = slice_skip(*in, in->len);
    return quote == '\0';
}

static bool take_key(struct slice *in, struct slice *ret)
{
    size_t end = slice_find(slice_first(*in, 64), '=');
    if (end == 0 || end >= in->len || in->at[end] != '=')
        return false;
    *ret = slice_first(*in, end);
    *in = slice_skip(*in, end + 1);
    return true;
}

/* Those that stand before the details, which are anybody's, come first; of two of a name the first counts. */
static void take_fields(struct slice in, struct fields *f)
{
    const struct {
        const char *key;
        struct slice *to;
    } keys[] = { { "type", &f->type }, { "realmId", &f->realm }, { "clientId", &f->client },
        { "userId", &f->user_id }, { "ipAddress", &f->address }, { "error", &f->error },
        { "username", &f->user }, { "credential_type", &f->credential } };
    struct slice key, value;
    while (take_key(&in, &key) && take_value(&in, &value))
        for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
            if (keys[i].to->at == NULL && slice_eq(key, text(keys[i].key)))
                *keys[i].to = value;
}

/* From `type=` of a line of the logger org.keycloak.events. */
static const char *fill_text(struct slice message, struct record *rec)
{
    struct fields f = { 0 };
    bool quoted = slice_starts(message, LIT("type=\""));
    take_fields(message, &f);
    if (f.type.len == 0)
        return ""; /* operationType: an administrator's */
    if (!quoted && slice_find_slice(message, LIT(", error=client_not_found")) < message.len)
        return ""; /* its clientId is whatever the visitor wrote, also ", ipAddress=" */
    return fill_fields(&f, rec);
}

static const char logger[] = "[org.keycloak.events]", logger_short[] = "[org.key.events]";

/* What the logger of events said: behind "WARN  [org.keycloak.events] (executor-thread-1) ". */
static bool take_logged(struct slice message, struct slice *ret)
{
    struct slice front = slice_first(message, 100);
    size_t at = 0, len = 0;
    /* From bracket to bracket: asked of many lines, of which few have any. */
    for (; (at += slice_find(slice_skip(front, at), '[')) < front.len; at++) {
        struct slice here = slice_skip(message, at);
        len = slice_starts(here, text(logger))           ? sizeof logger - 1
                : slice_starts(here, text(logger_short)) ? sizeof logger_short - 1
                                                         : 0;
        if (len > 0)
            break;
    }
    if (at >= front.len)
        return false;
    struct slice behind = slice_trim(slice_skip(message, at + len));
    if (behind.len > 0 && behind.at[0] == '(')
        behind = slice_trim(slice_skip(behind, slice_find(behind, ')') + 1));
    *ret = behind;
    return true;
}

static bool knows(struct slice program, struct slice message)
{
    struct slice logged;
    (void)program;
    return take_logged(message, &logged);
}

static enum told parse_line(struct slice program, struct slice message, struct record *ret)
{
    struct slice logged;
    (void)program;
    if (!take_logged(message, &logged))
        return TOLD_ELSEWHERE;
    const char *why = fill_text(logged, ret);
    return why == NULL ? TOLD_SIGNIN : why[0] == '\0' ? TOLD_CONTEXT : TOLD_NOTHING;
}

const struct line_source keycloak_source = {
    .name = "keycloak-log",
    .help = "Keycloak's server log: events of the logger org.keycloak.events",
    .versions = "10 to 26, values with and without quotes",
    .how = "the server's standard output or log file; LOGIN needs --log-level=INFO,org.keycloak.events:debug",
    .sample = "2026-11-09 02:10:00,123 WARN  [org.keycloak.events] (executor-thread-1) type=\"LOGIN_ERROR\", "
              "realmId=\"clinic\", clientId=\"account\", userId=\"null\", ipAddress=\"192.0.2.7\", "
              "error=\"user_not_found\", username=\"j.meier\"",
    .family = FAMILY_IDENTITY,
    .gives = GIVES_BOTH,
    .expected = "an event of Keycloak with user and address",
    .knows = knows,
    .begins = "2DEITW[(",
    .parse = parse_line,
};

/* ---- JSON: events of the admin REST API, and the server's log as JSON ---- */

enum slot {
    SLOT_ID,
    SLOT_TIME,
    SLOT_STAMP,
    SLOT_TYPE,
    SLOT_REALM,
    SLOT_CLIENT,
    SLOT_USER_ID,
    SLOT_ADDRESS,
    SLOT_ERROR,
    SLOT_USER,
    SLOT_CREDENTIAL,
    SLOT_LOGGER,
    SLOT_MESSAGE,
    SLOT_OPERATION,
    SLOT_RESOURCE,
    SLOT_PATH,
};

static const struct json_path paths[] = {
    { "id", SLOT_ID },
    { "time", SLOT_TIME },
    { "timestamp", SLOT_STAMP },
    { "type", SLOT_TYPE },
    { "realmId", SLOT_REALM },
    { "clientId", SLOT_CLIENT },
    { "userId", SLOT_USER_ID },
    { "ipAddress", SLOT_ADDRESS },
    { "authDetails.clientId", SLOT_CLIENT },
    { "authDetails.userId", SLOT_USER_ID },
    { "authDetails.ipAddress", SLOT_ADDRESS },
    { "error", SLOT_ERROR },
    { "details.username", SLOT_USER },
    { "details.credential_type", SLOT_CREDENTIAL },
    { "loggerName", SLOT_LOGGER },
    { "message", SLOT_MESSAGE },
    { "operationType", SLOT_OPERATION },
    { "resourceType", SLOT_RESOURCE },
    { "resourcePath", SLOT_PATH },
};

/* What an administrator did, named as the event that it is like; empty: another matter. */
static struct slice type_of_operation(const struct json_value *v)
{
    struct slice resource = v[SLOT_RESOURCE].text;
    if (slice_eq(v[SLOT_OPERATION].text, LIT("CREATE"))) {
        if (slice_eq(resource, LIT("USER")))
            return LIT("REGISTER");
        if (slice_eq(resource, LIT("REALM_ROLE_MAPPING")) || slice_eq(resource, LIT("CLIENT_ROLE_MAPPING")))
            return LIT("IMPERSONATE");
    }
    if (slice_ends(v[SLOT_PATH].text, LIT("/reset-password")))
        return LIT("UPDATE_PASSWORD");
    return slice_first(resource, 0);
}

static const char *fill(struct json_value v[JSON_SLOTS], const struct json_plan *nested,
        struct arena *scratch, struct record *rec)
{
    (void)nested;
    (void)scratch;
    if (!json_fill_millis(v[SLOT_TIME].text, rec) && !json_fill_time(v[SLOT_STAMP].text, rec))
        return v[SLOT_TYPE].text.len ? "a time (time)" : "";
    const char *why;
    if (slice_eq(v[SLOT_LOGGER].text, LIT("org.keycloak.events"))) {
        why = fill_text(v[SLOT_MESSAGE].text, rec);
    } else {
        struct fields f = { .type = v[SLOT_TYPE].text.len ? v[SLOT_TYPE].text : type_of_operation(v),
            .realm = v[SLOT_REALM].text,
            .client = v[SLOT_CLIENT].text,
            .user_id = v[SLOT_USER_ID].text,
            .address = v[SLOT_ADDRESS].text,
            .error = v[SLOT_ERROR].text,
            .user = v[SLOT_USER].text,
            .credential = v[SLOT_CREDENTIAL].text,
            .object = v[SLOT_PATH].text };
        why = fill_fields(&f, rec);
    }
    if (why == NULL)
        json_fill_hash(v[SLOT_ID].text, rec);
    return why;
}

static const struct json_source source = {
    .paths = paths,
    .count = sizeof paths / sizeof paths[0],
    .fill = fill,
    .expected = "a whole JSON object of Keycloak's events",
};

static int sniff(struct slice head)
{
    struct slice first = json_first_record(head);
    if (json_has_key(first, "realmId") && json_has_key(first, "time") && json_has_key(first, "ipAddress"))
        return 90;
    bool log = json_has_key(first, "loggerName") && json_has_key(first, "message");
    return log && slice_find_slice(head, LIT("org.keycloak.")) < head.len ? 80 : 0;
}

const struct format keycloak_format = {
    .name = "keycloak",
    .help = "Keycloak's events and admin events as JSON, and its server log as JSON",
    .versions = "10 to 26",
    .how = "GET /admin/realms/REALM/events?max=... (Realm settings, Events, must save them), or kcadm.sh get "
           "events -r REALM; or --log-console-output=json",
    .sample = "[{\"id\":\"e1\",\"time\":1794190200123,\"type\":\"LOGIN_ERROR\",\"realmId\":\"clinic\","
              "\"clientId\":\"account\","
              "\"ipAddress\":\"192.0.2.7\",\"error\":\"invalid_user_credentials\",\"details\":{\"username\":"
              "\"j.meier\"}}]",
    .family = FAMILY_IDENTITY,
    .gives = GIVES_BOTH,
    .framing = FRAME_JSON_OR_LINES,
    .sniff = sniff,
    .json = &source,
    .open = json_format_open,
    .close = json_source_close,
    .parse = json_source_parse,
};
