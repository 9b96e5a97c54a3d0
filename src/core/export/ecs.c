/* ecs.c - ECS: sign-ins, and what they share with alerts. */
#include "core/export/ecs.h"

#include "core/export/ecs_put.h"

void ecs_head(struct out *out, time_us at, const struct exporting *x)
{
    put_open(out, NULL, '{');
    put_time(out, "@timestamp", at);
    put_open(out, "ecs", '{');
    put_text(out, "version", "9.0.0");
    put_close(out, '}');
    put_open(out, "observer", '{');
    put_text(out, "vendor", PRODUCT);
    put_text(out, "product", PRODUCT);
    put_text(out, "type", "ids");
    put_text(out, "version", x->version);
    put_close(out, '}');
}

void ecs_organisation(struct out *out, struct slice name)
{
    if (name.len == 0)
        return;
    put_open(out, "organization", '{');
    put_slice(out, "id", name);
    put_close(out, '}');
}

void ecs_user(struct out *out, struct slice name)
{
    if (name.len == 0)
        return;
    put_open(out, "user", '{');
    put_slice(out, "name", name);
    if (is_mail_address(name))
        put_slice(out, "email", name);
    put_close(out, '}');
}

static void put_as(struct out *out, uint32_t asn, const char *network)
{
    bool named = network != NULL && network[0] != '\0';
    if (asn == 0 && !named)
        return;
    put_open(out, "as", '{');
    if (asn != 0)
        put_count(out, "number", asn);
    if (named) {
        put_open(out, "organization", '{');
        put_text(out, "name", network);
        put_close(out, '}');
    }
    put_close(out, '}');
}

void ecs_source(struct out *out, struct ip_addr ip, uint32_t asn, const char *network, const char *country)
{
    if (ip_is_none(ip))
        return;
    put_open(out, "source", '{');
    put_source(out, "address", ip);
    if (!is_network(ip))
        put_source(out, "ip", ip);
    put_as(out, asn, network);
    if (country[0] != '\0') {
        put_open(out, "geo", '{');
        put_text(out, "country_iso_code", country);
        put_close(out, '}');
    }
    put_close(out, '}');
}

/* ---- sign-ins ---- */

/* The allowed values of event.category and event.type (ECS 9) that come nearest. */
static void ecs_category(struct out *out, enum action action)
{
    const char *category = "configuration", *type = "change";
    switch (action) {
    case ACTION_MAIL_READ:
    case ACTION_MAIL_SENT: category = "email", type = "info"; break;
    case ACTION_FILE_READ:
    case ACTION_DOWNLOAD: category = "file", type = "access"; break;
    case ACTION_FILE_WRITE:
    case ACTION_RENAME: category = "file", type = "change"; break;
    case ACTION_DELETE: category = "file", type = "deletion"; break;
    case ACTION_DIRECTORY_READ: category = "iam", type = "info"; break;
    case ACTION_NEW_ACCOUNT: category = "iam", type = "creation"; break;
    case ACTION_CREDENTIAL:
    case ACTION_MFA_CHANGE:
    case ACTION_DEVICE:
    case ACTION_PRIVILEGE: category = "iam", type = "change"; break;
    case ACTION_REPORT: category = "threat", type = "indicator"; break;
    default: break;
    }
    put_open(out, "category", '[');
    put_text(out, NULL, category);
    put_close(out, ']');
    put_open(out, "type", '[');
    put_text(out, NULL, type);
    put_close(out, ']');
}

static void put_event(struct out *out, const struct event *ev)
{
    char uid[EVENT_UID_MAX];
    put_open(out, "event", '{');
    if (ev->action != ACTION_NONE) {
        put_text(out, "kind", "event");
        ecs_category(out, (enum action)ev->action);
        put_text(out, "module", "cordon");
        put_text(out, "dataset", "cordon.access");
        put_text(out, "action", action_name((enum action)ev->action));
    } else {
        out_text(out,
                "\"kind\":\"event\",\"category\":[\"authentication\"],\"type\":[\"start\"],"
                "\"module\":\"cordon\",\"dataset\":\"cordon.signin\",\"action\":\"sign-in\"");
    }
    put_text(out, "outcome", ev->outcome == OUTCOME_OK ? "success" : "failure");
    put_text(out, "reason", outcome_name(ev->outcome));
    put_slice(out, "id", event_uid(ev, uid));
    put_close(out, '}');
}

static void put_related(struct out *out, struct slice account, struct ip_addr ip)
{
    bool alone = !ip_is_none(ip) && !is_network(ip);
    if (account.len == 0 && !alone)
        return;
    put_open(out, "related", '{');
    if (account.len > 0) {
        put_open(out, "user", '[');
        put_slice(out, NULL, account);
        put_close(out, ']');
    }
    if (alone) {
        put_open(out, "ip", '[');
        put_source(out, NULL, ip);
        put_close(out, ']');
    }
    put_close(out, '}');
}

static void put_under(struct out *out, const char *field, const char *key, struct slice val)
{
    if (val.len == 0)
        return;
    put_open(out, field, '{');
    put_slice(out, key, val);
    put_close(out, '}');
}

static void event(struct out *out, const struct sign_in *in, const struct exporting *x)
{
    const struct event *ev = in->ev;
    struct ip_addr ip = interner_source(in->names, ev->source);
    char country[3] = "";
    interner_source_country(in->names, ev->source, country);
    ecs_head(out, ev->time, x);
    put_event(out, ev);
    ecs_organisation(out, interner_organisation_name(in->names, ev->organisation));
    ecs_user(out, in->account);
    ecs_source(out, ip, interner_source_asn(in->names, ev->source), NULL, country);
    put_related(out, in->account, ip);
    put_under(out, "service", "name", service_of(in));
    put_under(out, "user_agent", "original", interner_agent(in->names, ev->client));
    put_open(out, "log", '{');
    put_under(out, "file", "path", text(in->file));
    put_close(out, '}');
    put_open(out, "cordon", '{');
    put_text(out, "outcome", outcome_name(ev->outcome));
    if (ev->action != ACTION_NONE)
        put_slice(out, "object", interner_device(in->names, ev->device));
    put_text(out, "method", method_name(ev->method));
    put_slice(out, "protocol", interner_protocol(in->names, ev->client));
    put_count(out, "attempts", ev->repeat);
    put_count(out, "line", ev->line);
    put_close(out, '}');
    out_text(out, "}\n");
}

const struct form form_ecs = { .name = "ecs",
    .help = "Elastic Common Schema 9: an incident is an alert, a sign-in an authentication, one a line",
    .incidents = ecs_alerts,
    .event = event };
