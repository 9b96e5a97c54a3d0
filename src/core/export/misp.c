/* misp.c - a MISP event an incident: a report object a source, and what to know in comments. */
#include "core/export/misp.h"

#include <stdio.h>

#include "core/export/put.h"
#include "core/export/share.h"
#include "core/model/technique.h"

#define REPORT_UUID "9b39afe0-9809-4fe0-8a0b-4cec2b140dd2"
#define REPORT_VERSION "4"
#define MISP_TIME_MAX 40u

struct misp {
    struct out *out;
    const struct exporting *x;
    const struct incident *inc;
    const char *service; /* what was signed in to, "sshd" */
    struct share_pick pick;
};

static void put_uuid(struct misp *m, const char *part)
{
    char uuid[UUID_TEXT_MAX];
    share_uuid(m->out, m->inc->id, text(part), uuid);
    put_text(m->out, "uuid", uuid);
}

/* Seconds, as a text. */
static void put_timestamp(struct misp *m)
{
    put_textf(m->out, "timestamp", "%lld", (long long)(share_modified(m->inc) / TIME_SECOND));
}

static void put_seen(struct out *out, const char *key, time_us t)
{
    char stamp[TIME_TEXT_MAX];
    share_stamp(t, stamp);
    put_textf(out, key, "%.19s.000000+00:00", stamp);
}

/* ---- tags ---- */

static void put_tag(struct out *out, const char *name)
{
    put_open(out, NULL, '{');
    put_text(out, "name", name);
    put_close(out, '}');
}

/* That the listed sources take part. */
static const char *likelihood(const struct incident *inc)
{
    return inc->expected_impurity < 0.05   ? "almost-certain"
            : inc->expected_impurity < 0.2 ? "very-likely"
                                           : "likely";
}

static void put_tags(struct misp *m)
{
    static const char *const tlp[TLP_COUNT] = { "tlp:clear", "tlp:green", "tlp:amber", "tlp:amber+strict",
        "tlp:red" };
    char buf[160];

    put_open(m->out, "Tag", '[');
    put_tag(m->out, tlp[m->x->tlp]);
    put_tag(m->out, "PAP:GREEN"); /* blocking tells the attacker no more than his failures do */
    for (size_t i = 0; m->inc->techniques != NULL && m->inc->techniques[i] != NULL; i++) {
        const struct technique *t = technique_named(m->inc->techniques[i]);
        if (t == NULL)
            continue; /* a galaxy's tag needs the name; the id stands in the comment */
        (void)snprintf(buf, sizeof buf, "misp-galaxy:mitre-attack-pattern=\"%s - %s\"", t->name, t->id);
        put_tag(m->out, buf);
    }
    (void)snprintf(buf, sizeof buf, "estimative-language:likelihood-probability=\"%s\"", likelihood(m->inc));
    put_tag(m->out, buf);
    put_tag(m->out, "admiralty-scale:source-reliability=\"b\"");
    put_close(m->out, ']');
}

/* ---- attributes ---- */

struct attribute {
    const char *part; /* which of the incident's */
    const char *type, *category, *relation;
    struct slice value, comment;
    bool to_ids, disable_correlation;
    const struct incident_source *seen; /* NULL: when it was seen is not said */
};

static void put_attribute(struct misp *m, const struct attribute *a)
{
    put_open(m->out, NULL, '{');
    put_uuid(m, a->part);
    put_text(m->out, "type", a->type);
    put_text(m->out, "category", a->category);
    if (a->relation != NULL)
        put_text(m->out, "object_relation", a->relation);
    put_slice(m->out, "value", a->value);
    put_bool(m->out, "to_ids", a->to_ids);
    put_bool(m->out, "disable_correlation", a->disable_correlation);
    put_text(m->out, "distribution", "5"); /* as the event's */
    put_timestamp(m);
    if (a->comment.len > 0)
        put_slice(m->out, "comment", a->comment);
    if (a->seen != NULL && a->seen->first != TIME_NONE && a->seen->last >= a->seen->first) {
        put_seen(m->out, "first_seen", a->seen->first);
        put_seen(m->out, "last_seen", a->seen->last);
    }
    put_close(m->out, '}');
}

static void put_words(struct misp *m, const char *part, struct out *said)
{
    if (share_said(said).len > 0)
        put_attribute(m,
                &(struct attribute){ .part = part,
                        .type = "comment",
                        .category = "Other",
                        .value = share_said(said),
                        .disable_correlation = true });
    m->out->failed = m->out->failed || said->failed;
    out_done(said);
}

static void put_attributes(struct misp *m)
{
    struct out said = { 0 };
    char part[32];

    put_open(m->out, "Attribute", '[');
    share_reasons(&said, m->inc, m->x);
    put_words(m, "why", &said);
    for (size_t i = 0; m->inc->techniques != NULL && m->inc->techniques[i] != NULL; i++)
        out_printf(&said, "%s%s", i ? ", " : "ATT&CK: ", m->inc->techniques[i]);
    out_text(&said, said.len > 0 ? ". " : "");
    share_left_out(&said, m->inc, &m->pick);
    put_words(m, "listed", &said);
    for (size_t i = 0; i < m->inc->playbooks_count && i < 3; i++) {
        (void)snprintf(part, sizeof part, "playbook %zu", i);
        share_playbook(&said, &m->inc->playbooks[i]);
        put_words(m, part, &said);
    }
    share_advice(&said, m->inc, m->x);
    put_words(m, "advice", &said);
    put_close(m->out, ']');
}

/* ---- objects ---- */

/* One of an address, or of an account with the address that decided. */
struct report {
    char id[IP_TEXT_MAX + 32];
    const char *address, *account;
    const struct incident_source *seen;
    uint32_t total;
    struct slice comment;
};

static void put_field(
        struct misp *m, const struct report *r, const char *relation, const char *type, const char *value)
{
    char part[sizeof r->id + 16];
    bool address = strcmp(type, "ip-src") == 0;
    (void)snprintf(part, sizeof part, "%s %s", r->id, relation);
    put_attribute(m,
            &(struct attribute){ .part = part,
                    .type = type,
                    .category = address ? "Network activity" : "Other",
                    .relation = relation,
                    .value = text(value),
                    .comment = address ? r->comment : (struct slice){ NULL, 0 },
                    .to_ids = address && r->seen != NULL,
                    .disable_correlation = !address,
                    .seen = address ? r->seen : NULL });
}

static void put_report(struct misp *m, const struct report *r)
{
    char total[16];
    (void)snprintf(total, sizeof total, "%u", r->total);
    put_open(m->out, NULL, '{');
    put_uuid(m, r->id);
    put_text(m->out, "name", "authentication-failure-report");
    put_text(m->out, "meta-category", "network");
    put_text(m->out, "description", "Authentication Failure Report");
    put_text(m->out, "template_uuid", REPORT_UUID);
    put_text(m->out, "template_version", REPORT_VERSION);
    put_text(m->out, "distribution", "5");
    put_timestamp(m);
    put_open(m->out, "Attribute", '[');
    put_field(m, r, "total", "counter", total);
    put_field(m, r, "type", "text", m->service);
    if (r->address != NULL)
        put_field(m, r, "ip-src", "ip-src", r->address);
    if (r->account != NULL)
        put_field(m, r, "username", "text", r->account);
    put_close(m->out, ']');
    put_close(m->out, '}');
}

static void put_source_report(struct misp *m, const struct incident_source *src)
{
    struct report r = { .seen = src, .total = src->attempts };
    struct out said = { 0 };
    char address[IP_TEXT_MAX];

    ip_format_source(src->key, address);
    (void)snprintf(r.id, sizeof r.id, "source %s", address);
    share_source(&said, src);
    r.address = address;
    r.comment = share_said(&said);
    put_report(m, &r);
    m->out->failed = m->out->failed || said.failed;
    out_done(&said);
}

static void put_objects(struct misp *m)
{
    size_t told = 0;
    put_open(m->out, "Object", '[');
    for (size_t i = 0; i < m->pick.count; i++)
        put_source_report(m, &m->inc->sources[m->pick.at[i]]);
    for (size_t i = 0; m->x->names && i < m->inc->accounts_count && told < SHARE_ACCOUNTS_MAX; i++) {
        const struct incident_account *a = &m->inc->accounts[i];
        struct report r = { .account = a->name, .total = a->attempts };
        if (!share_names_account(a))
            continue;
        (void)snprintf(r.id, sizeof r.id, "account %zu", told++);
        put_report(m, &r);
    }
    put_close(m->out, ']');
}

/* ---- events ---- */

static const char *threat_level(enum severity severity) /* 1 high .. 4 undefined */
{
    static const char *const levels[] = { "4", "3", "2", "1", "1" };
    return levels[severity];
}

/* Never wider than the label: the rest is the receiving server's to open. */
static const char *distribution(enum tlp tlp)
{
    return tlp == TLP_CLEAR ? "3" : tlp == TLP_GREEN ? "1" : "0"; /* all, this community, one's own */
}

static void put_organisation(struct misp *m)
{
    char uuid[UUID_TEXT_MAX];
    share_reporter_uuid(m->out, m->x, m->inc, uuid);
    put_open(m->out, "Orgc", '{');
    put_slice(m->out, "name", share_reporter(m->x));
    put_text(m->out, "uuid", uuid);
    put_close(m->out, '}');
}

static void put_event(struct misp *m)
{
    char title[SHARE_TEXT_MAX], date[TIME_TEXT_MAX];
    share_stamp(m->inc->first_seen, date);
    put_open(m->out, NULL, '{');
    put_open(m->out, "Event", '{');
    put_uuid(m, "misp-event");
    put_text(m->out, "info", share_title(m->inc, m->x, title));
    put_textf(m->out, "date", "%.10s", date);
    put_text(m->out, "threat_level_id", threat_level(m->inc->severity));
    put_text(m->out, "analysis", "0"); /* initial: nobody has looked at it yet */
    put_text(m->out, "distribution", distribution(m->x->tlp));
    put_timestamp(m);
    put_bool(m->out, "published", false);
    put_organisation(m);
    put_tags(m);
    put_attributes(m);
    put_objects(m);
    put_close(m->out, '}');
    put_close(m->out, '}');
}

static const char *service_of(const struct incident *inc)
{
    const struct incident_client *c = inc->clients_count > 0 ? &inc->clients[0] : NULL;
    if (c != NULL && c->application[0] != '\0')
        return c->application;
    return c != NULL && c->protocol[0] != '\0' ? c->protocol : "sign-in";
}

static void events(struct out *out, const struct incidents *every, const struct exporting *x)
{
    const struct incidents told = share_told(every), *all = &told;
    struct misp m = { .out = out, .x = x };
    out_text(out, "{");
    put_open(out, "response", '[');
    for (size_t i = 0; i < all->count; i++) {
        m.inc = &all->at[i];
        m.service = service_of(m.inc);
        share_pick(m.inc, &m.pick);
        put_event(&m);
    }
    put_close(out, ']');
    out_text(out, "}\n");
}

const struct form form_misp = { .name = "misp",
    .help = "MISP events, one an incident; accounts are counted, not named",
    .incidents = events,
    .shares = true };
