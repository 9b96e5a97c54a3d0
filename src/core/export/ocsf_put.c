/* ocsf_put.c - shared objects of OCSF. */
#include "core/export/ocsf_put.h"

void ocsf_class(struct out *out, const struct ocsf_class *c)
{
    unsigned number = c->number ? c->number : 1;
    put_count(out, "activity_id", number);
    put_text(out, "activity_name", c->activity);
    put_count(out, "category_uid", c->category);
    put_text(out, "category_name", c->category_name);
    put_count(out, "class_uid", c->class);
    put_text(out, "class_name", c->class_name);
    put_count(out, "type_uid", c->class * 100ull + number);
}

void ocsf_severity(struct out *out, enum severity severity)
{
    static const char *const names[] = { "Informational", "Low", "Medium", "High", "Critical" };
    unsigned step = severity <= SEVERITY_CRITICAL ? severity : SEVERITY_INFO;
    put_count(out, "severity_id", step + 1);
    put_text(out, "severity", names[step]);
}

void ocsf_product(struct out *out, const struct exporting *x)
{
    put_open(out, "product", '{');
    put_text(out, "name", PRODUCT);
    put_text(out, "vendor_name", PRODUCT);
    put_text(out, "version", x->version);
    put_close(out, '}');
}

void ocsf_user(struct out *out, struct slice name)
{
    put_open(out, "user", '{');
    put_slice(out, "name", name.len > 0 ? name : LIT("unknown"));
    put_count(out, "type_id", 0);
    if (is_mail_address(name))
        put_slice(out, "email_addr", name);
    put_close(out, '}');
}

void ocsf_endpoint(struct out *out, const struct ocsf_source *s)
{
    bool named = s->network != NULL && s->network[0] != '\0';
    if (ip_is_none(s->ip))
        return;
    put_open(out, "src_endpoint", '{');
    put_source(out, is_network(s->ip) ? "name" : "ip", s->ip);
    if (s->asn != 0 || named)
        put_open(out, "autonomous_system", '{');
    if (s->asn != 0)
        put_count(out, "number", s->asn);
    if (named)
        put_text(out, "name", s->network);
    if (s->asn != 0 || named)
        put_close(out, '}');
    if (s->country != NULL && s->country[0] != '\0') {
        put_open(out, "location", '{');
        put_text(out, "country", s->country);
        put_close(out, '}');
    }
    put_close(out, '}');
}

void ocsf_observable_user(struct out *out, const char *where, struct slice name)
{
    if (name.len == 0)
        return;
    put_open(out, NULL, '{');
    put_text(out, "name", where);
    put_count(out, "type_id", 4);
    put_text(out, "type", "User Name");
    put_slice(out, "value", name);
    put_close(out, '}');
}

void ocsf_observable_source(struct out *out, const char *where, struct ip_addr ip)
{
    bool net = is_network(ip);
    if (ip_is_none(ip))
        return;
    put_open(out, NULL, '{');
    put_text(out, "name", where);
    bool machine = ip_is_machine(ip);
    put_count(out, "type_id", machine ? 1 : net ? 12 : 2);
    put_text(out, "type", machine ? "Hostname" : net ? "Subnet" : "IP Address");
    put_source(out, "value", ip);
    put_close(out, '}');
}
