/* ocsf.c - OCSF: sign-ins. */
#include "core/export/ocsf.h"

#include "core/export/ocsf_put.h"

static const struct ocsf_class authentication = { 3, 3002, "Identity & Access Management", "Authentication",
    "Logon" };

/* Where the schema has a word for an outcome it is that, else ours in the same dress. */
static const char *const details[OUTCOME_COUNT] = {
    [OUTCOME_OTHER_FAILURE] = "OTHER_FAILURE",
    [OUTCOME_BAD_PASSWORD] = "INVALID_CREDENTIALS",
    [OUTCOME_NO_SUCH_ACCOUNT] = "USER_DOES_NOT_EXIST",
    [OUTCOME_PASSWORD_OK_STOPPED] = "PASSWORD_OK_STOPPED",
    [OUTCOME_LOCKED] = "ACCOUNT_LOCKED_OUT",
    [OUTCOME_DISABLED] = "ACCOUNT_DISABLED",
    [OUTCOME_MFA_DENIED] = "MFA_DENIED",
    [OUTCOME_NOT_AN_ATTEMPT] = "NOT_AN_ATTEMPT",
};

static void put_status(struct out *out, enum outcome outcome)
{
    bool ok = outcome == OUTCOME_OK;
    put_count(out, "status_id", ok ? 1 : 2);
    put_text(out, "status", ok ? "Success" : "Failure");
    put_text(out, "status_code", outcome_name(outcome));
    if (outcome < OUTCOME_COUNT && details[outcome] != NULL)
        put_text(out, "status_detail", details[outcome]);
}

static void put_factor(struct out *out, enum method method)
{
    if (method == METHOD_UNKNOWN)
        return;
    put_open(out, "auth_factors", '[');
    put_open(out, NULL, '{');
    put_count(out, "factor_type_id", method == METHOD_PASSWORD ? 11 : 99);
    put_text(out, "factor_type", method == METHOD_PASSWORD ? "Password" : method_name(method));
    put_close(out, '}');
    put_close(out, ']');
}

/* How it was signed in: the log's protocol has no number there, so it is told by name. */
static void put_way(struct out *out, const struct sign_in *in)
{
    struct slice protocol = interner_protocol(in->names, in->ev->client);
    struct slice agent = interner_agent(in->names, in->ev->client);
    bool from = in->ev->source != 0;
    put_count(out, "auth_protocol_id", protocol.len > 0 ? 99 : 0);
    if (protocol.len > 0)
        put_slice(out, "auth_protocol", protocol);
    put_count(out, "logon_type_id", from ? 3 : 0);
    if (from)
        put_bool(out, "is_remote", true);
    if (in->ev->outcome == OUTCOME_MFA_DENIED)
        put_bool(out, "is_mfa", true);
    put_factor(out, in->ev->method);
    if (agent.len > 0) {
        put_open(out, "http_request", '{');
        put_slice(out, "user_agent", agent);
        put_close(out, '}');
    }
}

static void put_metadata(struct out *out, const struct sign_in *in, const struct exporting *x)
{
    struct slice tenant = interner_organisation_name(in->names, in->ev->organisation);
    char uid[EVENT_UID_MAX];
    put_open(out, "metadata", '{');
    put_text(out, "version", "1.8.0");
    ocsf_product(out, x);
    put_slice(out, "uid", event_uid(in->ev, uid));
    put_time(out, "original_time", in->ev->time);
    put_text(out, "log_source", in->file);
    if (tenant.len > 0)
        put_slice(out, "tenant_uid", tenant);
    put_close(out, '}');
}

/* What is read, sent or filed is a resource of the web; all else changes an account. OCSF's own number for it where
 * there is one, else 99 with our name. */
static bool put_access_class(struct out *out, enum action action)
{
    struct ocsf_class c = { 3, 3001, "Identity & Access Management", "Account Change", action_name(action),
        99 };
    unsigned number = 0;
    switch (action) {
    case ACTION_MAIL_READ:
    case ACTION_FILE_READ:
    case ACTION_DOWNLOAD:
    case ACTION_DIRECTORY_READ: number = 2, c.activity = "Read"; break;
    case ACTION_FILE_WRITE:
    case ACTION_RENAME: number = 3, c.activity = "Update"; break;
    case ACTION_DELETE: number = 4, c.activity = "Delete"; break;
    case ACTION_MAIL_SENT:
    case ACTION_LOG_OFF:
    case ACTION_REPORT: number = 99; break;
    case ACTION_NEW_ACCOUNT: c.activity = "Create", c.number = 1; break;
    default: break;
    }
    if (number != 0) {
        c.category = 6;
        c.class = 6001;
        c.category_name = "Application Activity";
        c.class_name = "Web Resources Activity";
        c.number = number;
    }
    ocsf_class(out, &c);
    return number != 0;
}

static void put_resource(struct out *out, struct slice name)
{
    put_open(out, "web_resources", '[');
    put_open(out, NULL, '{');
    put_slice(out, "name", name);
    put_close(out, '}');
    put_close(out, ']');
}

static void access(struct out *out, const struct sign_in *in, const struct exporting *x,
        const struct ocsf_source *source)
{
    const struct event *ev = in->ev;
    struct slice object = interner_device(in->names, ev->device);
    put_open(out, NULL, '{');
    bool resource = put_access_class(out, (enum action)ev->action);
    put_time_ms(out, "time", ev->time);
    put_count(out, "count", ev->repeat);
    ocsf_severity(out, SEVERITY_INFO);
    put_text(out, "status", ev->outcome == OUTCOME_OK ? "Success" : "Failure");
    put_count(out, "status_id", ev->outcome == OUTCOME_OK ? 1 : 2);
    if (resource)
        put_resource(out, object.len > 0 ? object : service_of(in));
    else
        ocsf_user(out, in->account);
    ocsf_endpoint(out, source);
    put_metadata(out, in, x);
    put_open(out, "observables", '[');
    ocsf_observable_user(out, resource ? "unmapped.user" : "user.name", in->account);
    ocsf_observable_source(out, is_network(source->ip) ? "src_endpoint.name" : "src_endpoint.ip", source->ip);
    put_close(out, ']');
    put_open(out, "unmapped", '{');
    put_text(out, "action", action_name((enum action)ev->action));
    put_slice(out, "object", object);
    if (resource)
        put_slice(out, "user", in->account);
    put_slice(out, "application", interner_application(in->names, ev->client));
    put_count(out, "line", ev->line);
    put_close(out, '}');
    out_text(out, "}\n");
}

static void event(struct out *out, const struct sign_in *in, const struct exporting *x)
{
    const struct event *ev = in->ev;
    char country[3] = "";
    interner_source_country(in->names, ev->source, country);
    const struct ocsf_source source = { .ip = interner_source(in->names, ev->source),
        .asn = interner_source_asn(in->names, ev->source),
        .country = country };
    if (ev->action != ACTION_NONE) {
        access(out, in, x, &source);
        return;
    }
    put_open(out, NULL, '{');
    ocsf_class(out, &authentication);
    put_time_ms(out, "time", ev->time);
    put_count(out, "count", ev->repeat);
    ocsf_severity(out, SEVERITY_INFO);
    put_status(out, ev->outcome);
    ocsf_user(out, in->account);
    ocsf_endpoint(out, &source);
    put_open(out, "service", '{');
    put_slice(out, "name", service_of(in));
    put_close(out, '}');
    put_way(out, in);
    put_metadata(out, in, x);
    put_open(out, "observables", '[');
    ocsf_observable_user(out, "user.name", in->account);
    ocsf_observable_source(out, is_network(source.ip) ? "src_endpoint.name" : "src_endpoint.ip", source.ip);
    put_close(out, ']');
    put_open(out, "unmapped", '{');
    put_count(out, "line", ev->line);
    put_text(out, "method", method_name(ev->method));
    if (in->account.len == 0)
        put_bool(out, "account_untold", true);
    put_close(out, '}');
    out_text(out, "}\n");
}

const struct form form_ocsf = { .name = "ocsf",
    .help = "OCSF 1.8.0: an incident is two findings, a sign-in an Authentication, one a line",
    .incidents = ocsf_findings,
    .event = event };
