/* m365_fill.c - what a record of the unified audit log says, whatever its dress.
 *
 * Trap     ResultStatus is "Success" on failed sign-ins: the operation decides (Microsoft: the status tells of the
 *          request, not of the sign-in).
 * Account  the actor, UserId. For a name that nobody has UserId is "Not Available" and no account is told.
 * Rules    of a mailbox are read for what they do: who gets the mail (forwarding), and whether the holder would still
 *          see it (hiding).
 */
#include "core/base/hash.h"
#include "core/base/uuid.h"
#include "core/parse/entra.h"
#include "core/parse/m365.h"

const struct json_path m365_paths[M365_PATHS] = {
    { "CreationTime", M365_TIME },
    { "TimeGenerated", M365_TIME },
    { "Operation", M365_OPERATION },
    { "UserId", M365_USER },
    { "UserKey", M365_USER_KEY },
    { "ClientIP", M365_ADDRESS },
    { "ClientIPAddress", M365_ADDRESS },
    { "Client_IPAddress", M365_ADDRESS },
    { "ActorIpAddress", M365_ADDRESS_ACTOR },
    { "Workload", M365_WORKLOAD },
    { "OfficeWorkload", M365_WORKLOAD },
    { "ResultStatus", M365_RESULT },
    { "LogonError", M365_LOGON_ERROR },
    { "ErrorNumber", M365_ERROR_NUMBER },
    { "ExtendedProperties", M365_EXTENDED },
    { "Parameters", M365_PARAMETERS },
    { "OperationProperties", M365_PROPERTIES },
    { "OrganizationId", M365_ORGANISATION },
    { "Id", M365_ID },
    { "UserAgent", M365_AGENT },
    { "ClientInfoString", M365_CLIENT },
    { "ClientAppId", M365_APP },
    { "AppId", M365_APP },
    { "ApplicationId", M365_APP },
    { "ObjectId", M365_OBJECT },
    { "OfficeObjectId", M365_OBJECT },
    { "OperationCount", M365_COUNT_TOLD },
    { "Folders", M365_FOLDERS },
    { "DestinationFileExtension", M365_ENDING },
    { "AuditData", M365_AUDIT_DATA },
    /* Of an element of a list. */
    { "Name", M365_NAME },
    { "Value", M365_VALUE },
};

static const struct json_path wanted[] = {
    { "UserAgent", M365_AGENT },
    { "RequestType", M365_REQUEST },
    { "Name", M365_RULE },
    { "RuleName", M365_RULE },
    { "RuleOperation", M365_RULE_OPERATION },
    { "RuleActions", M365_RULE_ACTIONS },
    { "ForwardTo", M365_FORWARD },
    { "ForwardAsAttachmentTo", M365_FORWARD_ATTACHED },
    { "RedirectTo", M365_REDIRECT },
    { "RedirectMessageTo", M365_REDIRECT },
    { "ForwardingSmtpAddress", M365_SMTP_FORWARD },
    { "ForwardingAddress", M365_SMTP_FORWARD },
    { "BlindCopyTo", M365_COPY },
    { "CopyTo", M365_COPY },
    { "AddToRecipients", M365_COPY },
    { "DeleteMessage", M365_DELETE },
    { "SoftDeleteMessage", M365_DELETE },
    { "MoveToFolder", M365_MOVE },
    { "MarkAsRead", M365_MARK_READ },
    { "User", M365_GRANTEE },
    { "Trustee", M365_GRANTEE },
    { "AuditBypassEnabled", M365_ENABLED },
    { "UnifiedAuditLogIngestionEnabled", M365_AUDITING },
    { "AdminAuditLogEnabled", M365_AUDITING },
};

/* ---- lists of names and values ---- */

static const struct json_pairs pairs = {
    .name = M365_NAME,
    .value = M365_VALUE,
    .wanted = wanted,
    .count = sizeof wanted / sizeof wanted[0],
};

/* A list that is a cell or a text is copied, so that padding lies behind it. */
static struct slice list_of(const struct json_value *value, struct arena *scratch)
{
    struct slice list = value->text;
    if (list.len < 2 || list.at[0] != '[')
        return slice_first(list, 0);
    if (value->kind == JSON_OTHER)
        return list;
    char *copy = arena_take(scratch, list.len + LIMIT_PADDING);
    if (copy == NULL)
        return slice_first(list, 0);
    memcpy(copy, list.at, list.len);
    return (struct slice){ copy, list.len };
}

static void read_lists(struct json_value v[JSON_SLOTS], const struct json_plan *nested, struct arena *scratch)
{
    static const enum m365_slot lists[] = { M365_EXTENDED, M365_PARAMETERS, M365_PROPERTIES };
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        struct slice list = list_of(&v[lists[i]], scratch);
        if (list.len > 0)
            (void)json_read_pairs(nested, list, &pairs, scratch, v);
    }
}

/* ---- rules ---- */

static bool is_true(struct json_value value)
{
    return slice_eq_nocase(json_truth(value), LIT("true"));
}

/* Folders that nobody opens, in the languages' own names as far as they are English or of Outlook itself. */
static bool is_out_of_sight(struct slice folder)
{
    static const char *const ends[] = { "RSS Feeds", "RSS Subscriptions", "RSS", "Conversation History",
        "Deleted Items", "Archive", "Junk Email", "Junk E-mail", "Junk", "Notes", "Sync Issues", "Outbox" };
    size_t cut = slice_find_last(folder, LIT("\\"));
    struct slice last = cut < folder.len ? slice_skip(folder, cut + 1) : folder;
    cut = slice_find_last(last, LIT(":"));
    last = slice_trim(cut < last.len ? slice_skip(last, cut + 1) : last);
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (slice_eq_nocase(last, text(ends[i])))
            return true;
    return false;
}

static struct slice first_told(const struct json_value *v, const enum m365_slot *slots, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (v[slots[i]].text.len > 0 && v[slots[i]].kind != JSON_NULL)
            return v[slots[i]].text;
    return (struct slice){ "", 0 };
}

static struct slice recipients(const struct json_value *v)
{
    static const enum m365_slot slots[] = { M365_FORWARD, M365_REDIRECT, M365_FORWARD_ATTACHED,
        M365_SMTP_FORWARD, M365_COPY };
    return first_told(v, slots, sizeof slots / sizeof slots[0]);
}

static bool holds(struct slice text, const char *word)
{
    struct slice part = { word, strlen(word) };
    return slice_find_slice(text, part) < text.len;
}

/* What the rule of a mailbox does; ACTION_NONE when it was taken away. */
static enum action rule_action(const struct json_value *v)
{
    struct slice actions = v[M365_RULE_ACTIONS].text, operation = v[M365_RULE_OPERATION].text;
    if (holds(operation, "Remove"))
        return ACTION_NONE;
    if (recipients(v).len > 0 || holds(actions, "\"Forward\"") || holds(actions, "\"Redirect\"")
            || holds(actions, "\"ForwardAsAttachment\""))
        return ACTION_FORWARDING;
    if (is_true(v[M365_DELETE]) || is_true(v[M365_MARK_READ]) || is_out_of_sight(v[M365_MOVE].text)
            || holds(actions, "\"Delete\"") || holds(actions, "\"MarkAsRead\""))
        return ACTION_HIDING_RULE;
    return ACTION_INBOX_RULE;
}

/* "NAME -> WHERE", either of which may be missing. */
static struct slice arrow(struct slice name, struct slice where, struct arena *scratch)
{
    name = slice_first(name, 96);
    where = slice_first(where, 200);
    if (where.len == 0)
        return name;
    char *to = arena_take(scratch, name.len + where.len + 4);
    if (to == NULL)
        return where;
    size_t n = name.len;
    memcpy(to, name.at, n);
    memcpy(to + n, n > 0 ? " -> " : "-> ", n > 0 ? 4 : 3);
    n += n > 0 ? 4 : 3;
    memcpy(to + n, where.at, where.len);
    return (struct slice){ to, n + where.len };
}

/* A rule's name without the mailbox before it, where no parameter tells it. */
static struct slice rule_name(const struct json_value *v)
{
    struct slice object = v[M365_OBJECT].text;
    size_t cut = slice_find_last(object, LIT("\\"));
    if (v[M365_RULE].text.len > 0)
        return v[M365_RULE].text;
    return cut < object.len ? slice_skip(object, cut + 1) : object;
}

/* Whom a rule made by Outlook sends to: [{"ActionType":"Forward","Recipients":["a@example.com"]}]. */
static struct slice recipients_of(struct slice actions)
{
    struct slice in = actions, before, list;
    if (take_until(&in, LIT("\"Recipients\":[\""), &before) && take_until(&in, LIT("\"]"), &list))
        return list;
    return actions;
}

static void fill_rule(const struct json_value *v, struct arena *scratch, struct record *rec)
{
    struct slice where = rec->action == ACTION_FORWARDING ? recipients(v) : v[M365_MOVE].text;
    if (where.len == 0 && rec->action == ACTION_FORWARDING)
        where = recipients_of(v[M365_RULE_ACTIONS].text);
    rec->device = arrow(rule_name(v), where, scratch);
}

/* ---- accesses ---- */

/* A renamed file's new ending, as ".locked". */
static struct slice ending_of(const struct json_value *v, struct arena *scratch)
{
    struct slice ending = slice_first(v[M365_ENDING].text, 32);
    char *to = ending.len > 0 ? arena_take(scratch, ending.len + 1) : NULL;
    if (to == NULL)
        return (struct slice){ "", 0 };
    to[0] = '.';
    memcpy(to + 1, ending.at, ending.len);
    return (struct slice){ to, ending.len + 1 };
}

static uint16_t items_of(const struct json_value *v)
{
    static const struct slice mark = { "\"InternetMessageId\"", 19 };
    struct slice folders = v[M365_FOLDERS].text;
    uint64_t n = 0;
    if (!slice_to_uint(v[M365_COUNT_TOLD].text, UINT32_MAX, &n) || n == 0)
        for (size_t at; (at = slice_find_slice(folders, mark)) < folders.len; n++)
            folders = slice_skip(folders, at + mark.len);
    return (uint16_t)(n == 0 ? 1 : n < LIMIT_REPEAT ? n : LIMIT_REPEAT);
}

static bool is_false(struct json_value value)
{
    return slice_eq_nocase(json_truth(value), LIT("false"));
}

/* Set-AdminAuditLogConfig also switches it on, or sets its age; an association also ends. */
static bool turns_off(const struct json_value *v, struct slice operation)
{
    if (slice_eq(operation, LIT("Set-AdminAuditLogConfig")))
        return is_false(v[M365_AUDITING]);
    return v[M365_ENABLED].text.len == 0 || is_true(v[M365_ENABLED]);
}

/* False when the operation does nothing of interest: a mailbox's other settings, a rule that is taken away. */
static bool fill_action(const struct json_value *v, const struct m365_operation *op, struct arena *scratch,
        struct record *rec)
{
    rec->action = (uint8_t)op->action;
    switch (op->action) {
    case ACTION_INBOX_RULE:
        rec->action = (uint8_t)rule_action(v);
        fill_rule(v, scratch, rec);
        return rec->action != ACTION_NONE;
    case ACTION_FORWARDING:
        rec->device = arrow(v[M365_OBJECT].text, recipients(v), scratch);
        return recipients(v).len > 0;
    case ACTION_MAILBOX_GRANT:
        rec->device = arrow(v[M365_OBJECT].text, v[M365_GRANTEE].text, scratch);
        return true;
    case ACTION_LOG_OFF:
        rec->device = arrow(text(op->name), v[M365_OBJECT].text, scratch);
        return turns_off(v, text(op->name));
    case ACTION_MAIL_READ: rec->repeat = items_of(v); return true;
    case ACTION_RENAME: rec->device = ending_of(v, scratch); return true;
    case ACTION_MAIL_SENT:
    case ACTION_FILE_READ:
    case ACTION_FILE_WRITE:
    case ACTION_DOWNLOAD:
    case ACTION_DELETE: return true;
    default: rec->device = slice_first(v[M365_OBJECT].text, 200); return true;
    }
}

static bool was_refused(const struct json_value *v)
{
    struct slice result = v[M365_RESULT].text;
    return slice_eq_nocase(result, LIT("Failed")) || slice_eq_nocase(result, LIT("Failure"))
            || slice_eq_nocase(result, LIT("False")) || v[M365_RESULT].kind == JSON_FALSE;
}

/* ---- sign-ins ---- */

static void fill_signin(const struct json_value *v, bool failed, struct record *rec)
{
    uint64_t code = 0;
    if (!slice_to_uint(v[M365_ERROR_NUMBER].text, INT32_MAX, &code) || code == 0)
        code = (uint64_t)m365_code_of(v[M365_LOGON_ERROR].text);
    rec->code = (int32_t)code;
    rec->outcome = OUTCOME_OK;
    if (failed)
        rec->outcome = (uint8_t)(code == 0 ? OUTCOME_OTHER_FAILURE
                                           : entra_outcome((int64_t)code, v[M365_LOGON_ERROR].text));
    rec->method = METHOD_PASSWORD;
    if (!failed && slice_eq_nocase(v[M365_REQUEST].text, LIT("OAuth2:Token")))
        rec->method = METHOD_TOKEN;
}

/* ---- what both tell ---- */

static bool is_told(struct slice name)
{
    return name.len > 0 && !slice_eq_nocase(name, LIT("Not Available"))
            && !slice_eq_nocase(name, LIT("Unknown"));
}

static void fill_account(const struct json_value *v, struct record *rec)
{
    struct slice user = v[M365_USER].text, key = v[M365_USER_KEY].text;
    rec->flags |= ACCOUNT_NO_CASE;
    if (is_told(user))
        rec->account = slice_first(user, LIMIT_NAME);
    else if (uuid_is_text(
                     key)) { /* beside a name it is no id of Entra's: some workloads have keys of their own */
        rec->account = rec->account_id = key;
        rec->flags |= ACCOUNT_IS_GUID;
    }
}

/* "192.0.2.8", "192.0.2.8:443", "[2001:db8::1]:443"; "Not Available", "<null>" and services' names tell none. */
static void fill_address(const struct json_value *v, struct record *rec)
{
    if (!ip_parse(slice_trim(v[M365_ADDRESS].text), &rec->source))
        (void)ip_parse(slice_trim(v[M365_ADDRESS_ACTOR].text), &rec->source);
}

/* "Client=IMAP4;Protocol=IMAP4" tells the way in; else the workload does. */
static struct slice protocol_of(const struct json_value *v)
{
    static const char *const ways[] = { "IMAP4", "POP3", "SMTP", "WebServices", "ActiveSync", "OWA",
        "MSExchangeRPC", "REST" };
    struct slice client = slice_first(v[M365_CLIENT].text, 64);
    if (take_lit(&client, LIT("Client=")))
        for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
            if (slice_starts(client, text(ways[i])))
                return text(ways[i]);
    return slice_first(v[M365_WORKLOAD].text, 64);
}

static void fill_client(const struct json_value *v, struct record *rec)
{
    rec->agent = v[M365_AGENT].text.len ? v[M365_AGENT].text : v[M365_CLIENT].text;
    rec->application = slice_first(v[M365_APP].text, 96);
    rec->protocol = protocol_of(v);
    rec->organisation = slice_first(v[M365_ORGANISATION].text, LIMIT_NAME);
}

static void fill_hash(const struct json_value *v, struct record *rec)
{
    json_fill_hash(v[M365_ID].text, rec);
    if (v[M365_ID].text.len == 0)
        rec->row_hash = hash_pair(rec->row_hash,
                hash_pair(hash_bytes(v[M365_OPERATION].text, rec->action), hash_bytes(rec->device, 7)));
}

/* PowerShell and Purview put the record as a text into another. */
static void unwrap(struct json_value v[JSON_SLOTS], const struct json_plan *nested, struct arena *scratch)
{
    struct json_value inner[JSON_SLOTS];
    if (v[M365_AUDIT_DATA].text.len == 0
            || !json_read_nested(nested, v[M365_AUDIT_DATA].text, scratch, inner))
        return;
    for (unsigned i = 0; i < M365_SLOTS; i++)
        if (inner[i].kind != JSON_ABSENT)
            v[i] = inner[i];
}

const char *m365_fill(struct json_value v[JSON_SLOTS], const struct json_plan *nested, struct arena *scratch,
        struct record *rec)
{
    unwrap(v, nested, scratch);
    struct slice operation = slice_trim(v[M365_OPERATION].text);
    bool failed = slice_eq_nocase(operation, LIT("UserLoginFailed"));
    bool signin = failed || slice_eq_nocase(operation, LIT("UserLoggedIn"));
    const struct m365_operation *op = signin ? NULL : m365_operation_of(operation);
    if (operation.len == 0)
        return "an operation (Operation)";
    if (!signin && op == NULL)
        return "";
    if (rec->time == 0 && !json_fill_time(v[M365_TIME].text, rec))
        return "a time (CreationTime)";
    read_lists(v, nested, scratch);
    fill_account(v, rec);
    fill_address(v, rec);
    fill_client(v, rec);
    if (signin) {
        fill_signin(v, failed, rec);
    } else {
        if (!fill_action(v, op, scratch, rec))
            return "";
        if (rec->account.len == 0)
            return "an account (UserId)";
        rec->outcome = was_refused(v) ? OUTCOME_OTHER_FAILURE : OUTCOME_OK;
    }
    fill_hash(v, rec);
    return NULL;
}
