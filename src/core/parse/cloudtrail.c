/* cloudtrail.c - AWS CloudTrail: sign-ins to the console and by IAM Identity Center, and what is done with accounts.
 *
 * Source  AWS, "CloudTrail record contents", "AWS Management Console sign-in events", "CloudTrail userIdentity
 *         element", "Understanding IAM Identity Center sign-in events"; IAM API reference for the calls.
 * Which   ConsoleLogin decides; CheckMfa, SwitchRole and the calls that give tokens (AssumeRole, GetSessionToken)
 * decides tell of no password. Of Identity Center a refused CredentialVerification and a successful
 *         UserAuthentication decide.
 * Traps   An unknown user is HIDDEN_DUE_TO_SECURITY_REASONS, since people type passwords there. Failures of users
 *         with a second factor do not tell which of both was wrong: never more than a wrong password.
 *         sourceIPAddress may be a service ("AWS Internal", "health.amazonaws.com"). Most records are calls of
 *         machines and another matter.
 */
#include "core/parse/identity.h"
#include "core/parse/json_source.h"

enum slot {
    SLOT_ID,
    SLOT_TIME,
    SLOT_SOURCE,
    SLOT_NAME,
    SLOT_ADDRESS,
    SLOT_AGENT,
    SLOT_ERROR,
    SLOT_ERROR_TEXT,
    SLOT_RECIPIENT,
    SLOT_TYPE,
    SLOT_USER,
    SLOT_ARN,
    SLOT_ROLE,
    SLOT_PRINCIPAL,
    SLOT_ACCOUNT,
    SLOT_LOGIN,
    SLOT_VERIFIED,
    SLOT_CREDENTIAL,
    SLOT_POLICY,
    SLOT_TO_USER,
    SLOT_TO_ROLE,
    SLOT_TO_GROUP,
    SLOT_TO_NAME,
    SLOT_BUCKET,
    SLOT_SECRET,
    SLOT_SNAPSHOT,
};

/* Both for records of a trail and below "detail", as EventBridge passes them on. */
#define BOTH(name, slot)     \
    { name, slot },          \
    {                        \
        "detail." name, slot \
    }

static const struct json_path paths[] = {
    BOTH("eventID", SLOT_ID),
    BOTH("eventTime", SLOT_TIME),
    BOTH("eventSource", SLOT_SOURCE),
    BOTH("eventName", SLOT_NAME),
    BOTH("sourceIPAddress", SLOT_ADDRESS),
    BOTH("userAgent", SLOT_AGENT),
    BOTH("errorCode", SLOT_ERROR),
    BOTH("errorMessage", SLOT_ERROR_TEXT),
    BOTH("recipientAccountId", SLOT_RECIPIENT),
    BOTH("userIdentity.type", SLOT_TYPE),
    BOTH("userIdentity.userName", SLOT_USER),
    BOTH("userIdentity.arn", SLOT_ARN),
    BOTH("userIdentity.sessionContext.sessionIssuer.userName", SLOT_ROLE),
    BOTH("userIdentity.principalId", SLOT_PRINCIPAL),
    BOTH("userIdentity.accountId", SLOT_ACCOUNT),
    BOTH("responseElements.ConsoleLogin", SLOT_LOGIN),
    BOTH("responseElements.PasswordRecoveryCompleted", SLOT_LOGIN),
    BOTH("serviceEventDetails.UserAuthentication", SLOT_LOGIN),
    BOTH("serviceEventDetails.CredentialVerification", SLOT_VERIFIED),
    BOTH("additionalEventData.CredentialType", SLOT_CREDENTIAL),
    BOTH("additionalEventData.UserName", SLOT_USER),
    BOTH("requestParameters.policyArn", SLOT_POLICY),
    BOTH("requestParameters.userName", SLOT_TO_USER),
    BOTH("requestParameters.roleName", SLOT_TO_ROLE),
    BOTH("requestParameters.groupName", SLOT_TO_GROUP),
    BOTH("requestParameters.name", SLOT_TO_NAME),
    BOTH("requestParameters.trailName", SLOT_TO_NAME),
    BOTH("requestParameters.functionName", SLOT_TO_NAME),
    BOTH("requestParameters.bucketName", SLOT_BUCKET),
    BOTH("requestParameters.secretId", SLOT_SECRET),
    BOTH("requestParameters.snapshotId", SLOT_SNAPSHOT),
    BOTH("requestParameters.imageId", SLOT_SNAPSHOT),
    BOTH("requestParameters.dBSnapshotIdentifier", SLOT_SNAPSHOT),
};

static const struct call {
    const char *service, *name;
    enum action action; /* ACTION_NONE: a sign-in */
} calls[] = {
    { "signin", "ConsoleLogin", ACTION_NONE },
    { "signin", "UserAuthentication", ACTION_NONE },
    { "signin", "CredentialVerification", ACTION_NONE },
    { "sso", "UserAuthentication", ACTION_NONE },
    { "sso", "CredentialVerification", ACTION_NONE },
    { "signin", "PasswordRecoveryCompleted", ACTION_CREDENTIAL },
    { "signin", "PasswordUpdated", ACTION_CREDENTIAL },
    { "signin", "EmailUpdated", ACTION_CREDENTIAL },
    { "iam", "CreateAccessKey", ACTION_CREDENTIAL },
    { "iam", "CreateLoginProfile", ACTION_CREDENTIAL },
    { "iam", "UpdateLoginProfile", ACTION_CREDENTIAL },
    { "iam", "ChangePassword", ACTION_CREDENTIAL },
    { "iam", "CreateServiceSpecificCredential", ACTION_CREDENTIAL },
    { "iam", "UploadSigningCertificate", ACTION_CREDENTIAL },
    { "rolesanywhere", "CreateTrustAnchor", ACTION_CREDENTIAL },
    { "iam", "CreateUser", ACTION_NEW_ACCOUNT },
    { "iam", "AddUserToGroup", ACTION_PRIVILEGE },
    { "iam", "AttachUserPolicy", ACTION_PRIVILEGE },
    { "iam", "AttachGroupPolicy", ACTION_PRIVILEGE },
    { "iam", "AttachRolePolicy", ACTION_PRIVILEGE },
    { "iam", "PutUserPolicy", ACTION_PRIVILEGE },
    { "iam", "PutGroupPolicy", ACTION_PRIVILEGE },
    { "iam", "PutRolePolicy", ACTION_PRIVILEGE },
    { "iam", "CreatePolicyVersion", ACTION_PRIVILEGE },
    { "iam", "SetDefaultPolicyVersion", ACTION_PRIVILEGE },
    { "iam", "UpdateAssumeRolePolicy", ACTION_PRIVILEGE },
    { "iam", "CreateSAMLProvider", ACTION_PRIVILEGE },
    { "iam", "CreateOpenIDConnectProvider", ACTION_PRIVILEGE },
    { "lambda", "AddPermission20150331v2", ACTION_PRIVILEGE },
    { "s3", "PutBucketPolicy", ACTION_PRIVILEGE },
    { "ec2", "ModifySnapshotAttribute", ACTION_PRIVILEGE },
    { "ec2", "ModifyImageAttribute", ACTION_PRIVILEGE },
    { "rds", "ModifyDBSnapshotAttribute", ACTION_PRIVILEGE },
    { "iam", "EnableMFADevice", ACTION_MFA_CHANGE },
    { "iam", "DeactivateMFADevice", ACTION_MFA_CHANGE },
    { "iam", "DeleteVirtualMFADevice", ACTION_MFA_CHANGE },
    { "iam", "GetAccountAuthorizationDetails", ACTION_DIRECTORY_READ },
    { "iam", "ListUsers", ACTION_DIRECTORY_READ },
    { "secretsmanager", "GetSecretValue", ACTION_FILE_READ },
    { "ec2", "GetPasswordData", ACTION_FILE_READ },
    { "s3", "GetObject", ACTION_DOWNLOAD },
    { "s3", "DeleteObject", ACTION_DELETE },
    { "s3", "DeleteObjects", ACTION_DELETE },
    { "s3", "DeleteBucket", ACTION_DELETE },
    { "rds", "DeleteDBInstance", ACTION_DELETE },
    { "rds", "DeleteDBSnapshot", ACTION_DELETE },
    { "cloudtrail", "StopLogging", ACTION_LOG_OFF },
    { "cloudtrail", "DeleteTrail", ACTION_LOG_OFF },
    { "cloudtrail", "PutEventSelectors", ACTION_LOG_OFF },
    { "cloudtrail", "UpdateTrail", ACTION_LOG_OFF },
    { "guardduty", "DeleteDetector", ACTION_LOG_OFF },
    { "guardduty", "StopMonitoringMembers", ACTION_LOG_OFF },
    { "config", "StopConfigurationRecorder", ACTION_LOG_OFF },
    { "config", "DeleteConfigurationRecorder", ACTION_LOG_OFF },
    { "securityhub", "DisableSecurityHub", ACTION_LOG_OFF },
    { "ec2", "DeleteFlowLogs", ACTION_LOG_OFF },
    { "logs", "DeleteLogGroup", ACTION_LOG_OFF },
    { "organizations", "LeaveOrganization", ACTION_LOG_OFF },
};

/* "iam.amazonaws.com" is the service iam. */
static const struct call *call_of(struct slice source, struct slice name)
{
    struct slice service = slice_first(source, slice_find(source, '.'));
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
        if (slice_eq(name, text(calls[i].name)) && slice_eq(service, text(calls[i].service)))
            return &calls[i];
    return NULL;
}

/* ---- who ---- */

/* The user; of a role what stands behind it ("Admin/ida@institute.example"); the root user has no name. */
static struct slice name_of(const struct json_value *v)
{
    static const char role[] = ":assumed-role/";
    struct slice arn = v[SLOT_ARN].text;
    size_t at = slice_find_slice(arn, text(role));
    if (slice_eq(v[SLOT_TYPE].text, LIT("AssumedRole")) && at < arn.len)
        return slice_skip(arn, at + sizeof role - 1);
    if (v[SLOT_USER].text.len)
        return v[SLOT_USER].text;
    if (slice_eq(v[SLOT_TYPE].text, LIT("Root")))
        return LIT("root");
    return v[SLOT_ROLE].text.len ? v[SLOT_ROLE].text : v[SLOT_PRINCIPAL].text;
}

static void fill_account(const struct json_value *v, struct record *rec)
{
    struct slice organisation = v[SLOT_RECIPIENT].text.len ? v[SLOT_RECIPIENT].text : v[SLOT_ACCOUNT].text;
    rec->organisation = slice_first(organisation, LIMIT_NAME);
    if (slice_eq(v[SLOT_USER].text, LIT("HIDDEN_DUE_TO_SECURITY_REASONS")))
        return;
    rec->account = slice_first(name_of(v), LIMIT_NAME);
    rec->flags |= ACCOUNT_NO_CASE; /* IAM's names are unique without case */
    if (slice_eq(v[SLOT_TYPE].text, LIT("IAMUser")))
        rec->account_id = slice_first(v[SLOT_PRINCIPAL].text, 64);
}

/* A service that acts for somebody has no address of its own. */
static bool fill_address(struct slice address, struct record *rec)
{
    if (slice_ends(address, LIT(".amazonaws.com")) || slice_eq(address, LIT("AWS Internal")))
        return true;
    return json_fill_address(address, rec);
}

/* ---- what ---- */

/* False when another record tells of the same. */
static bool fill_signin(const struct json_value *v, struct record *rec)
{
    bool unknown = slice_eq(v[SLOT_ERROR_TEXT].text, LIT("No username found in supplied account"));
    bool role = slice_eq(v[SLOT_TYPE].text, LIT("AssumedRole"))
            || slice_eq(v[SLOT_TYPE].text, LIT("SAMLUser"));
    rec->method = role ? METHOD_TOKEN : METHOD_PASSWORD; /* the password was another provider's */
    rec->flags |= SIGNIN_INTERACTIVE;
    if (slice_eq(v[SLOT_NAME].text, LIT("CredentialVerification"))) {
        bool password = slice_eq_nocase(v[SLOT_CREDENTIAL].text, LIT("PASSWORD"));
        rec->outcome = password ? OUTCOME_BAD_PASSWORD : OUTCOME_MFA_DENIED;
        return slice_eq_nocase(v[SLOT_VERIFIED].text, LIT("Failure"));
    }
    bool ok = slice_eq_nocase(v[SLOT_LOGIN].text, LIT("Success"));
    if (slice_eq(v[SLOT_NAME].text, LIT("UserAuthentication")) && !ok)
        return false;
    if (ok)
        rec->outcome = OUTCOME_OK;
    else if (unknown)
        rec->outcome = OUTCOME_NO_SUCH_ACCOUNT;
    else if (slice_eq(v[SLOT_ERROR_TEXT].text, LIT("Failed authentication")))
        rec->outcome = OUTCOME_BAD_PASSWORD;
    return true;
}

static void fill_access(const struct json_value *v, const struct call *call, struct record *rec)
{
    static const enum slot objects[] = { SLOT_POLICY, SLOT_TO_USER, SLOT_TO_ROLE, SLOT_TO_GROUP, SLOT_BUCKET,
        SLOT_SECRET, SLOT_SNAPSHOT, SLOT_TO_NAME };
    struct slice object = { 0 };
    for (size_t i = 0; i < sizeof objects / sizeof objects[0] && object.len == 0; i++)
        object = v[objects[i]].text;
    bool failed = v[SLOT_ERROR].text.len || slice_eq_nocase(v[SLOT_LOGIN].text, LIT("Failure"));
    rec->action = (uint8_t)call->action;
    rec->outcome = failed ? OUTCOME_OTHER_FAILURE : OUTCOME_OK;
    rec->device = slice_first(object.len ? object : text(call->name), LIMIT_NAME);
}

static bool is_service(const struct json_value *v)
{
    return slice_eq(v[SLOT_TYPE].text, LIT("AWSService"));
}

static const char *fill(struct json_value v[JSON_SLOTS], const struct json_plan *nested,
        struct arena *scratch, struct record *rec)
{
    (void)nested;
    (void)scratch;
    const struct call *call = call_of(v[SLOT_SOURCE].text, v[SLOT_NAME].text);
    if (call == NULL || is_service(v))
        return "";
    if (!json_fill_time(v[SLOT_TIME].text, rec))
        return "a time (eventTime)";
    if (slice_eq(text(call->name), LIT("ConsoleLogin")) && v[SLOT_LOGIN].text.len == 0)
        return "an outcome (responseElements.ConsoleLogin)";
    if (call->action == ACTION_NONE && !fill_signin(v, rec))
        return "";
    fill_account(v, rec);
    if (rec->account.len == 0 && rec->outcome != OUTCOME_NO_SUCH_ACCOUNT
            && rec->outcome != OUTCOME_BAD_PASSWORD)
        return "an account (userIdentity)";
    if (!fill_address(v[SLOT_ADDRESS].text, rec))
        return "an address (sourceIPAddress)";
    rec->agent = v[SLOT_AGENT].text;
    rec->application = call->action == ACTION_NONE ? LIT("AWS console") : v[SLOT_SOURCE].text;
    if (call->action != ACTION_NONE)
        fill_access(v, call, rec);
    json_fill_hash(v[SLOT_ID].text, rec);
    return NULL;
}

static const struct json_source source = {
    .paths = paths,
    .count = sizeof paths / sizeof paths[0],
    .fill = fill,
    .expected = "a whole JSON object of CloudTrail",
};

static int sniff(struct slice head)
{
    struct slice first = json_first_record(head);
    return json_has_key(first, "eventSource") && json_has_key(first, "eventName")
                    && json_has_key(first, "eventTime") && json_has_key(first, "userIdentity")
            ? 90
            : 0;
}

const struct format cloudtrail_format = {
    .name = "aws-cloudtrail",
    .help = "AWS CloudTrail: sign-ins to the console and by IAM Identity Center, and what is done with "
            "accounts",
    .versions = "records of version 1.05 to 1.11, as of 2026",
    .how = "CloudTrail, Trails, the trail's S3 bucket: aws s3 sync s3://BUCKET/AWSLogs . (packed files are "
           "opened); "
           "or Event history, Download events, JSON",
    .sample = "{\"Records\":[{\"eventVersion\":\"1.08\",\"userIdentity\":{\"type\":\"IAMUser\","
              "\"accountId\":\"123456789012\",\"userName\":\"j.meier\"},"
              "\"eventTime\":\"2026-11-09T02:10:00Z\",\"eventSource\":\"signin.amazonaws.com\","
              "\"eventName\":\"ConsoleLogin\",\"sourceIPAddress\":\"192.0.2.7\","
              "\"errorMessage\":\"Failed authentication\","
              "\"responseElements\":{\"ConsoleLogin\":\"Failure\"}}]}",
    .family = FAMILY_IDENTITY,
    .gives = GIVES_BOTH,
    .framing = FRAME_JSON_OR_LINES,
    .sniff = sniff,
    .json = &source,
    .open = json_format_open,
    .close = json_source_close,
    .parse = json_source_parse,
};
