/* entra_json.c - JSON of every layout: where the fields stand. */
#include "core/parse/entra.h"
#include "core/parse/json_source.h"

enum slot {
    SLOT_ID,
    SLOT_TIME,
    SLOT_TIME_OUTER,
    SLOT_UPN,
    SLOT_USER_ID,
    SLOT_DISPLAY,
    SLOT_ADDRESS,
    SLOT_ADDRESS_OUTER,
    SLOT_CODE,
    SLOT_REASON,
    SLOT_TENANT,
    SLOT_TENANT_HOME,
    SLOT_TENANT_AAD,
    SLOT_AGENT,
    SLOT_APP,
    SLOT_APP_ID,
    SLOT_CLIENT_APP,
    SLOT_PROTOCOL,
    SLOT_DEVICE,
    SLOT_BROWSER,
    SLOT_ASN,
    SLOT_COUNTRY,
    SLOT_COUNTRY_OUTER,
    SLOT_CATEGORY,
    SLOT_TYPE,
    SLOT_INTERACTIVE,
    SLOT_STATUS_TEXT,
    SLOT_DEVICE_TEXT,
    SLOT_LOCATION_TEXT,
    SLOT_TRANSFER,
    /* Of the directory's audit. */
    SLOT_ACTIVITY,
    SLOT_RESULT,
    SLOT_SERVICE,
    SLOT_WHO,
    SLOT_WHO_ID,
    SLOT_WHO_ADDRESS,
    SLOT_INITIATOR_TEXT,
    SLOT_TARGETS,
};

/* Both for a flat record (Graph, portal, Log Analytics) and below "properties" (diagnostic records). */
#define BOTH(name, slot)         \
    { name, slot },              \
    {                            \
        "properties." name, slot \
    }

static const struct json_path paths[] = {
    BOTH("id", SLOT_ID),
    BOTH("createdDateTime", SLOT_TIME),
    { "time", SLOT_TIME_OUTER },
    { "timeGenerated", SLOT_TIME_OUTER },
    BOTH("userPrincipalName", SLOT_UPN),
    BOTH("userId", SLOT_USER_ID),
    BOTH("userDisplayName", SLOT_DISPLAY),
    BOTH("ipAddress", SLOT_ADDRESS),
    { "callerIpAddress", SLOT_ADDRESS_OUTER },
    { "resultType", SLOT_CODE },
    BOTH("errorNumber", SLOT_CODE),
    BOTH("requestId", SLOT_ID),
    BOTH("status.errorCode", SLOT_CODE),
    BOTH("status.failureReason", SLOT_REASON),
    { "resultDescription", SLOT_REASON },
    { "tenantId", SLOT_TENANT },
    { "aadTenantId", SLOT_TENANT_AAD },
    BOTH("homeTenantId", SLOT_TENANT_HOME),
    BOTH("userAgent", SLOT_AGENT),
    BOTH("appDisplayName", SLOT_APP),
    BOTH("appId", SLOT_APP_ID),
    BOTH("clientAppUsed", SLOT_CLIENT_APP),
    BOTH("authenticationProtocol", SLOT_PROTOCOL),
    BOTH("deviceDetail.deviceId", SLOT_DEVICE),
    BOTH("deviceDetail.browser", SLOT_BROWSER),
    BOTH("autonomousSystemNumber", SLOT_ASN),
    BOTH("location.countryOrRegion", SLOT_COUNTRY),
    { "locationDetails.countryOrRegion", SLOT_COUNTRY },
    { "location", SLOT_COUNTRY_OUTER },
    { "category", SLOT_CATEGORY },
    { "type", SLOT_TYPE },
    BOTH("isInteractive", SLOT_INTERACTIVE),
    { "status", SLOT_STATUS_TEXT },
    { "deviceDetail", SLOT_DEVICE_TEXT },
    { "locationDetails", SLOT_LOCATION_TEXT },
    BOTH("originalTransferMethod", SLOT_TRANSFER),
    BOTH("activityDateTime", SLOT_TIME),
    BOTH("activityDisplayName", SLOT_ACTIVITY),
    BOTH("result", SLOT_RESULT),
    BOTH("loggedByService", SLOT_SERVICE),
    BOTH("initiatedBy.user.userPrincipalName", SLOT_WHO),
    BOTH("initiatedBy.user.id", SLOT_WHO_ID),
    BOTH("initiatedBy.user.ipAddress", SLOT_WHO_ADDRESS),
    { "initiatedBy", SLOT_INITIATOR_TEXT },
    BOTH("targetResources", SLOT_TARGETS),
};

static struct slice either(const struct json_value *values, enum slot first, enum slot second)
{
    return values[first].text.len ? values[first].text : values[second].text;
}

/* ---- what Log Analytics writes as text ---- */

static void take_nested(const struct json_value *inner, enum entra_nested from, struct json_value *to)
{
    if (to->text.len == 0)
        *to = inner[from];
}

static void read_all_nested(
        struct json_value values[JSON_SLOTS], const struct json_plan *nested, struct arena *scratch)
{
    struct json_value inner[JSON_SLOTS];
    if (json_read_nested(nested, values[SLOT_STATUS_TEXT].text, scratch, inner)) {
        take_nested(inner, ENTRA_CODE, &values[SLOT_CODE]);
        take_nested(inner, ENTRA_REASON, &values[SLOT_REASON]);
    }
    if (json_read_nested(nested, values[SLOT_DEVICE_TEXT].text, scratch, inner)) {
        take_nested(inner, ENTRA_DEVICE, &values[SLOT_DEVICE]);
        take_nested(inner, ENTRA_BROWSER, &values[SLOT_BROWSER]);
    }
    if (json_read_nested(nested, values[SLOT_LOCATION_TEXT].text, scratch, inner))
        take_nested(inner, ENTRA_COUNTRY, &values[SLOT_COUNTRY]);
}

static struct entra_fields fields_of(const struct json_value *v)
{
    return (struct entra_fields){
        .id = v[SLOT_ID].text,
        .time = either(v, SLOT_TIME, SLOT_TIME_OUTER),
        .upn = v[SLOT_UPN].text,
        .user_id = v[SLOT_USER_ID].text,
        .display = v[SLOT_DISPLAY].text,
        .address = either(v, SLOT_ADDRESS, SLOT_ADDRESS_OUTER),
        .code = v[SLOT_CODE].text,
        .reason = v[SLOT_REASON].text,
        .tenant = v[SLOT_TENANT_AAD].text.len ? v[SLOT_TENANT_AAD].text
                                              : either(v, SLOT_TENANT, SLOT_TENANT_HOME),
        .agent = v[SLOT_AGENT].text,
        .application = either(v, SLOT_APP, SLOT_APP_ID),
        .client_app = v[SLOT_CLIENT_APP].text,
        .protocol = v[SLOT_PROTOCOL].text,
        .transfer = v[SLOT_TRANSFER].text,
        .device = v[SLOT_DEVICE].text,
        .browser = v[SLOT_BROWSER].text,
        .asn = v[SLOT_ASN].text,
        .country = either(v, SLOT_COUNTRY, SLOT_COUNTRY_OUTER),
        .category = either(v, SLOT_CATEGORY, SLOT_TYPE),
        .interactive = json_truth(v[SLOT_INTERACTIVE]),
    };
}

static struct entra_audit_fields audit_of(const struct json_value *v)
{
    return (struct entra_audit_fields){
        .id = v[SLOT_ID].text,
        .time = either(v, SLOT_TIME, SLOT_TIME_OUTER),
        .operation = v[SLOT_ACTIVITY].text,
        .result = v[SLOT_RESULT].text,
        .service = v[SLOT_SERVICE].text,
        .tenant = either(v, SLOT_TENANT_AAD, SLOT_TENANT),
        .user = v[SLOT_WHO].text,
        .user_id = v[SLOT_WHO_ID].text,
        .address = v[SLOT_WHO_ADDRESS].text,
        .initiator = v[SLOT_INITIATOR_TEXT].text,
        .targets = v[SLOT_TARGETS].text,
        .targets_are_text = v[SLOT_TARGETS].kind == JSON_TEXT,
    };
}

/* A record of the audit names its targets, also where it has no category (Graph, portal). */
static bool is_audit(const struct json_value *v)
{
    struct slice category = either(v, SLOT_CATEGORY, SLOT_TYPE);
    return slice_eq_nocase(category, LIT("AuditLogs")) || v[SLOT_TARGETS].kind != JSON_ABSENT;
}

static const char *fill(struct json_value values[JSON_SLOTS], const struct json_plan *nested,
        struct arena *scratch, struct record *rec)
{
    if (is_audit(values)) {
        struct entra_audit_fields audit = audit_of(values);
        return entra_audit_fill(&audit, nested, scratch, rec);
    }
    read_all_nested(values, nested, scratch);
    struct entra_fields f = fields_of(values);
    return entra_fill(&f, rec);
}

static const struct json_source source = {
    .paths = paths,
    .count = sizeof paths / sizeof paths[0],
    .nested = entra_nested_paths,
    .nested_count = ENTRA_NESTED_PATHS,
    .fill = fill,
    .expected = "a whole JSON object",
};

/* ---- sniffing: the first object's members decide, whatever its layout ---- */

static bool holds(struct slice head, const char *name)
{
    return slice_find_slice(head, text(name)) < head.len;
}

static bool looks_like_entra(struct slice head)
{
    bool who = holds(head, "serPrincipalName\"") || holds(head, "userId\"") || holds(head, "UserId\"");
    bool what = holds(head, "rrorCode") || holds(head, "esultType\"") || holds(head, "rrorNumber\"");
    bool entra = holds(head, "onditionalAccessStatus") || holds(head, "lientAppUsed")
            || holds(head, "SignInLogs") || holds(head, "SigninLogs") || holds(head, "reatedDateTime")
            || holds(head, "Microsoft.aadiam") || holds(head, "PreAuthenticationDiscoveryLogs");
    bool audit = holds(head, "nitiatedBy\"") && holds(head, "argetResources\"")
            && (holds(head, "ctivityDisplayName\"") || holds(head, "perationName\""));
    return (who && what && entra) || audit;
}

static int sniff(struct slice head)
{
    struct slice s = head;
    while (s.len && (unsigned char)s.at[0] <= ' ')
        s = slice_skip(s, 1);
    return begins_as_json(s) && looks_like_entra(head) ? 90 : 0;
}

const struct format entra_json_format = {
    .name = "entra-json",
    .help = "Entra ID sign-ins and the directory's audit as JSON of any layout: one record a line (Event "
            "Hub, Storage, diagnostic "
            "settings), "
            "portal download, Graph signIns, Log Analytics",
    .versions = "diagnostic records and Graph v1.0 and beta, as of 2026",
    .family = FAMILY_ENTRA,
    .gives = GIVES_BOTH,
    .how = "Entra admin center, Monitoring & health, Sign-in logs, Download, JSON: once for interactive and "
           "once for non-interactive sign-ins; and Audit logs, Download, JSON; or Diagnostic settings, Add "
           "diagnostic "
           "setting, SignInLogs, NonInteractiveUserSignInLogs and AuditLogs, to a storage account or event "
           "hub",
    .sample = "{\"time\":\"2026-11-09T02:10:00Z\",\"category\":\"SignInLogs\",\"resultType\":\"50126\","
              "\"callerIpAddress\":\"192.0.2.7\",\"properties\":{\"id\":\"a1\","
              "\"createdDateTime\":\"2026-11-09T02:10:00Z\","
              "\"userPrincipalName\":\"j.meier@institute.example\",\"ipAddress\":\"192.0.2.7\","
              "\"status\":{\"errorCode\":50126},\"appDisplayName\":\"OfficeHome\",\"clientAppUsed\":"
              "\"Browser\","
              "\"userAgent\":\"Mozilla/5.0\"}}",
    .framing = FRAME_JSON_OR_LINES,
    .sniff = sniff,
    .json = &source,
    .open = json_format_open,
    .close = json_source_close,
    .parse = json_source_parse,
};
