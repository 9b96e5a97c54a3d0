/* jsonl.c - fields in the order of the contract; fields are only ever added. */
#include "core/export/jsonl.h"

static void key(struct out *out, const char *name)
{
    if (out->len && out->at[out->len - 1] != '{' && out->at[out->len - 1] != '[')
        out_text(out, ",");
    out_printf(out, "\"%s\":", name);
}

static void comma(struct out *out)
{
    if (out->len && out->at[out->len - 1] != '[')
        out_text(out, ",");
}

static void put_text(struct out *out, const char *name, const char *val)
{
    key(out, name);
    out_json(out, text(val ? val : ""));
}

static void put_number(struct out *out, const char *name, double val)
{
    key(out, name);
    out_json_number(out, val);
}

static void put_time(struct out *out, const char *name, time_us t)
{
    char buf[TIME_TEXT_MAX];
    time_format(t, buf);
    put_text(out, name, buf);
}

static void put_source(struct out *out, const char *name, struct ip_addr ip)
{
    char buf[IP_TEXT_MAX];
    ip_format_source(ip_source_key(ip), buf);
    put_text(out, name, buf);
}

static void put_list(struct out *out, const char *name, const char *const *list)
{
    key(out, name);
    out_text(out, "[");
    for (; list != NULL && *list != NULL; list++) {
        comma(out);
        out_json(out, text(*list));
    }
    out_text(out, "]");
}

static void put_accounts(struct out *out, const struct incident *inc)
{
    key(out, "accounts");
    out_text(out, "[");
    for (size_t i = 0; i < inc->accounts_count; i++) {
        const struct incident_account *a = &inc->accounts[i];
        comma(out);
        out_text(out, "{");
        put_text(out, "name", a->name);
        put_text(out, "outcome", access_outcome_name(a->outcome));
        put_number(out, "attempts", a->attempts);
        if (a->at != TIME_NONE) {
            put_time(out, "at", a->at);
            put_source(out, "from", a->from);
        }
        if (a->check)
            out_text(out, ",\"check\":true");
        if (a->check_rank > 0)
            put_number(out, "check_rank", a->check_rank);
        if (a->emergency)
            out_text(out, ",\"emergency\":true");
        if (a->missing)
            out_text(out, ",\"missing\":true");
        out_text(out, "}");
    }
    out_text(out, "]");
}

static void put_sources(struct out *out, const struct incident *inc)
{
    key(out, "sources");
    out_text(out, "[");
    for (size_t i = 0; i < inc->sources_count; i++) {
        const struct incident_source *s = &inc->sources[i];
        comma(out);
        out_text(out, "{");
        put_source(out, "ip", s->key);
        put_number(out, "attempts", s->attempts);
        put_number(out, "accounts", s->accounts);
        if (s->asn != 0)
            put_number(out, "asn", s->asn);
        if (s->country[0] != '\0')
            put_text(out, "country", s->country);
        out_text(out, "}");
    }
    out_text(out, "]");
}

static void put_reasons(struct out *out, const struct incident *inc)
{
    key(out, "reasons");
    out_text(out, "[");
    for (size_t i = 0; i < inc->reasons_count; i++) {
        const struct incident_reason *r = &inc->reasons[i];
        comma(out);
        out_text(out, "{");
        put_text(out, "feature", r->feature);
        put_number(out, "value", r->value);
        if (r->has_baseline)
            put_number(out, "baseline", r->baseline);
        put_text(out, "unit", r->unit);
        put_number(out, "weight", r->weight);
        put_text(out, "text", r->text);
        out_text(out, "}");
    }
    out_text(out, "]");
    key(out, "counter");
    out_text(out, "[");
    for (size_t i = 0; i < inc->counters_count; i++) {
        comma(out);
        out_text(out, "{");
        put_text(out, "feature", inc->counters[i].feature);
        put_text(out, "text", inc->counters[i].text);
        out_text(out, "}");
    }
    out_text(out, "]");
}

static void put_playbooks(struct out *out, const struct incident *inc)
{
    key(out, "playbooks");
    out_text(out, "[");
    for (size_t i = 0; i < inc->playbooks_count; i++) {
        const struct incident_playbook *p = &inc->playbooks[i];
        comma(out);
        out_text(out, "{");
        put_text(out, "name", p->name);
        put_number(out, "similarity", p->similarity);
        put_list(out, "for", p->for_);
        put_list(out, "against", p->against);
        put_list(out, "unknown", p->unknown);
        out_text(out, "}");
    }
    out_text(out, "]");
}

static void put_evidence(struct out *out, const struct incident *inc)
{
    static const char *const roles[] = { "opening", "deciding", "sample" };
    key(out, "evidence");
    out_text(out, "[");
    for (size_t i = 0; i < inc->evidence_count; i++) {
        const struct incident_evidence *e = &inc->evidence[i];
        comma(out);
        out_text(out, "{");
        put_text(out, "file", e->file_name);
        put_number(out, "line", (double)e->line);
        put_text(out, "sha256", e->sha256);
        put_text(out, "role", roles[e->role]);
        out_text(out, "}");
    }
    out_text(out, "]");
}

void jsonl_incident(struct out *out, const struct incident *inc)
{
    out_text(out, "{");
    put_text(out, "id", inc->id);
    put_text(out, "status", "new");
    put_number(out, "revision", 1);
    put_text(out, "kind", kind_name(inc->kind));
    put_text(out, "severity", severity_name(inc->severity));
    put_text(out, "outcome", access_outcome_name(inc->outcome));
    put_text(out, "title", inc->title);
    put_text(out, "organisation", inc->organisation);
    put_time(out, "first_seen", inc->first_seen);
    put_time(out, "last_seen", inc->last_seen);
    put_time(out, "opened_at", inc->opened_at);
    put_number(out, "attempts", (double)inc->attempts);
    put_accounts(out, inc);
    put_sources(out, inc);
    put_reasons(out, inc);
    put_playbooks(out, inc);
    put_list(out, "techniques", inc->techniques);
    put_evidence(out, inc);
    put_list(out, "do_now", inc->do_now);
    put_list(out, "benign_if", inc->benign_if);
    put_number(out, "networks", inc->networks);
    put_number(out, "expected_impurity", inc->expected_impurity);
    if (inc->accounts_total > inc->accounts_count || inc->sources_total > inc->sources_count) {
        put_number(out, "accounts_total", (double)inc->accounts_total);
        put_number(out, "sources_total", (double)inc->sources_total);
        out_text(out, ",\"truncated\":true");
    }
    out_text(out, "}\n");
}

/* ---- sign-ins ---- */

static struct ip_addr address_of(const struct interner *names, const struct event *ev)
{
    return interner_source(names, ev->source);
}

void jsonl_event(struct out *out, const struct interner *names, const struct event *ev, const char *file)
{
    out_text(out, "{");
    put_time(out, "time", ev->time);
    key(out, "organisation");
    out_json(out, interner_organisation_name(names, ev->organisation));
    key(out, "account");
    out_json(out, interner_account(names, ev->account));
    put_source(out, "source", address_of(names, ev));
    put_text(out, "outcome", outcome_name(ev->outcome));
    put_text(out, "method", method_name(ev->method));
    key(out, "application");
    out_json(out, interner_application(names, ev->client));
    key(out, "protocol");
    out_json(out, interner_protocol(names, ev->client));
    key(out, "agent");
    out_json(out, interner_agent(names, ev->client));
    put_number(out, "attempts", ev->repeat);
    put_text(out, "file", file);
    put_number(out, "line", ev->line);
    out_text(out, "}\n");
}

void csv_event_header(struct out *out)
{
    out_text(out,
            "time,organisation,account,source,outcome,method,application,protocol,agent,attempts,file,"
            "line\r\n");
}

void csv_event(struct out *out, const struct interner *names, const struct event *ev, const char *file)
{
    char when[TIME_TEXT_MAX], from[IP_TEXT_MAX];
    time_format(ev->time, when);
    ip_format_source(address_of(names, ev), from);
    const struct slice fields[] = { text(when), interner_organisation_name(names, ev->organisation),
        interner_account(names, ev->account), text(from), text(outcome_name(ev->outcome)),
        text(method_name(ev->method)), interner_application(names, ev->client),
        interner_protocol(names, ev->client), interner_agent(names, ev->client) };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        out_csv(out, fields[i]);
        out_text(out, ",");
    }
    out_printf(out, "%u,", ev->repeat);
    out_csv(out, text(file));
    out_printf(out, ",%u\r\n", ev->line);
}

void csv_incident_header(struct out *out)
{
    out_text(out,
            "id,kind,severity,outcome,title,organisation,first_seen,last_seen,opened_at,attempts,accounts,"
            "sources,got_in\r\n");
}

void csv_incident(struct out *out, const struct incident *inc)
{
    char when[3][TIME_TEXT_MAX];
    time_format(inc->first_seen, when[0]);
    time_format(inc->last_seen, when[1]);
    time_format(inc->opened_at, when[2]);
    const char *const fields[] = { inc->id, kind_name(inc->kind), severity_name(inc->severity),
        access_outcome_name(inc->outcome), inc->title, inc->organisation, when[0], when[1], when[2] };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        out_csv(out, text(fields[i]));
        out_text(out, ",");
    }
    size_t got_in = 0;
    for (size_t i = 0; i < inc->accounts_count; i++)
        got_in += inc->accounts[i].outcome == ACCESS_GOT_IN;
    out_printf(out, "%llu,%zu,%zu,%zu\r\n", (unsigned long long)inc->attempts, inc->accounts_total,
            inc->sources_total, got_in);
}
