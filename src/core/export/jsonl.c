/* jsonl.c - fields in the order of the contract; fields are only ever added. */
#include "core/export/jsonl.h"

#include "core/export/put.h"
#include "core/export/put_incident.h"
#include "core/export/put_sightings.h"

static void put_accounts(struct out *out, const struct incident *inc)
{
    put_open(out, "accounts", '[');
    for (size_t i = 0; i < inc->accounts_count; i++) {
        const struct incident_account *a = &inc->accounts[i];
        put_open(out, NULL, '{');
        put_text(out, "name", a->name);
        put_text(out, "outcome", access_outcome_name(a->outcome));
        put_count(out, "attempts", a->attempts);
        if (a->at != TIME_NONE) {
            put_time(out, "at", a->at);
            put_source(out, "from", a->from);
        }
        if (a->check)
            put_bool(out, "check", true);
        if (a->check_rank > 0)
            put_number(out, "check_rank", a->check_rank);
        if (a->emergency)
            put_bool(out, "emergency", true);
        if (a->missing)
            put_bool(out, "missing", true);
        put_close(out, '}');
    }
    put_close(out, ']');
}

static void put_sources(struct out *out, const struct incident *inc)
{
    put_open(out, "sources", '[');
    for (size_t i = 0; i < inc->sources_count; i++) {
        const struct incident_source *s = &inc->sources[i];
        put_open(out, NULL, '{');
        put_source(out, "ip", s->key);
        put_count(out, "attempts", s->attempts);
        put_count(out, "accounts", s->accounts);
        put_count(out, "successes", s->successes);
        if (s->asn != 0)
            put_count(out, "asn", s->asn);
        if (s->acts > 0)
            put_count(out, "actions", s->acts);
        if (s->country[0] != '\0')
            put_text(out, "country", s->country);
        if (s->network != NULL && s->network[0] != '\0')
            put_text(out, "network", s->network);
        put_close(out, '}');
    }
    put_close(out, ']');
}

/* What was done with accounts in other hands; `row` is one of evidence. */
static void put_acts(struct out *out, const struct incident *inc)
{
    put_open(out, "actions", '[');
    for (size_t i = 0; i < inc->acts_count; i++) {
        const struct incident_act *a = &inc->acts[i];
        put_open(out, NULL, '{');
        put_time(out, "time", a->time);
        if (a->last != a->time)
            put_time(out, "last", a->last);
        put_text(out, "account", a->account);
        put_text(out, "action", action_name(a->action));
        put_text(out, "object", a->object);
        if (!ip_is_none(a->source))
            put_source(out, "source", a->source);
        put_count(out, "count", a->count);
        if (!a->done)
            put_bool(out, "refused", true);
        if (a->row != ACT_NO_ROW)
            put_count(out, "row", a->row);
        put_close(out, '}');
    }
    put_close(out, ']');
    if (inc->acts_total > inc->acts_count)
        put_count(out, "actions_total", inc->acts_total);
}

static void put_clients(struct out *out, const struct incident *inc)
{
    put_open(out, "clients", '[');
    for (size_t i = 0; i < inc->clients_count; i++) {
        const struct incident_client *c = &inc->clients[i];
        put_open(out, NULL, '{');
        put_text(out, "agent", c->agent);
        put_text(out, "application", c->application);
        put_text(out, "protocol", c->protocol);
        put_count(out, "attempts", c->attempts);
        put_count(out, "people", c->people);
        put_close(out, '}');
    }
    put_close(out, ']');
}

static void put_messages(struct out *out, const struct incident *inc)
{
    put_open(out, "messages", '[');
    for (size_t i = 0; i < inc->messages_count; i++) {
        const struct incident_message *m = &inc->messages[i];
        put_open(out, NULL, '{');
        put_text(out, "id", m->id);
        put_time(out, "time", m->time);
        put_text(out, "from", m->from);
        put_text(out, "from_name", m->from_name);
        put_text(out, "reply_to", m->reply_to);
        put_text(out, "subject", m->subject);
        put_text(out, "message_id", m->message_id);
        put_number(out, "score", m->score);
        put_text(out, "verdict", verdict_name(m->verdict));
        put_text(out, "lure", lure_name(m->lure));
        put_count(out, "recipients", m->recipients);
        if (m->answered)
            put_bool(out, "answered", true);
        if (m->row != ACT_NO_ROW)
            put_count(out, "row", m->row);
        put_close(out, '}');
    }
    put_close(out, ']');
    put_count(out, "messages_total", inc->messages_total);
    put_open(out, "marks", '[');
    for (size_t i = 0; i < inc->marks_count; i++) {
        put_open(out, NULL, '{');
        put_text(out, "kind", mark_kind_name(inc->marks[i].kind));
        put_text(out, "value", inc->marks[i].text);
        put_count(out, "messages", inc->marks[i].messages);
        put_close(out, '}');
    }
    put_close(out, ']');
}

/* Attempts by hour from the hour of first_seen on; what two organisations compare. */
static void put_hours(struct out *out, const struct incident *inc)
{
    put_open(out, "per_hour", '[');
    for (size_t i = 0; i < inc->hours; i++)
        put_count(out, NULL, inc->per_hour[i]);
    put_close(out, ']');
}

static void put_reasons(struct out *out, const struct incident *inc)
{
    put_open(out, "reasons", '[');
    for (size_t i = 0; i < inc->reasons_count; i++) {
        const struct incident_reason *r = &inc->reasons[i];
        put_open(out, NULL, '{');
        put_text(out, "feature", r->feature);
        put_number(out, "value", r->value);
        if (r->has_baseline)
            put_number(out, "baseline", r->baseline);
        put_text(out, "unit", r->unit);
        put_number(out, "weight", r->weight);
        put_number(out, "nats", r->nats);
        put_text(out, "text", r->text);
        put_text(out, "how", r->how);
        put_open(out, "rows", '[');
        for (size_t k = 0; k < r->rows_count; k++)
            put_count(out, NULL, r->rows[k]);
        put_close(out, ']');
        put_close(out, '}');
    }
    put_close(out, ']');
    put_open(out, "counter", '[');
    for (size_t i = 0; i < inc->counters_count; i++) {
        put_open(out, NULL, '{');
        put_text(out, "feature", inc->counters[i].feature);
        put_text(out, "text", inc->counters[i].text);
        put_close(out, '}');
    }
    put_close(out, ']');
}

static void put_incident(struct out *out, const struct incident *inc)
{
    out_text(out, "{");
    put_text(out, "id", inc->id);
    put_text(out, "status", "new");
    put_count(out, "revision", 1);
    put_text(out, "kind", kind_name(inc->kind));
    put_text(out, "severity", severity_name(inc->severity));
    put_text(out, "outcome", access_outcome_name(inc->outcome));
    put_text(out, "title", inc->title);
    put_text(out, "organisation", inc->organisation);
    put_time(out, "first_seen", inc->first_seen);
    put_time(out, "last_seen", inc->last_seen);
    put_time(out, "opened_at", inc->opened_at);
    put_count(out, "attempts", inc->attempts);
    put_accounts(out, inc);
    put_sources(out, inc);
    put_reasons(out, inc);
    put_playbooks(out, "playbooks", inc, inc->playbooks_count);
    put_list(out, "techniques", inc->techniques);
    put_evidence_rows(out, "evidence", inc, inc->evidence_count);
    put_list(out, "do_now", inc->do_now);
    put_list(out, "benign_if", inc->benign_if);
    put_list(out, "unseen", inc->unseen);
    put_count(out, "networks", inc->networks);
    put_number(out, "expected_impurity", inc->expected_impurity);
    put_text(out, "alarm", inc->alarm);
    if (inc->places != NULL)
        put_text(out, "places", inc->places);
    put_count(out, "max_tries_per_account_day", inc->max_tries_per_account_day);
    put_clients(out, inc);
    put_hours(out, inc);
    put_acts(out, inc);
    if (inc->messages_total > 0)
        put_messages(out, inc);
    if (inc->accounts_total > inc->accounts_count || inc->sources_total > inc->sources_count) {
        put_count(out, "accounts_total", inc->accounts_total);
        put_count(out, "sources_total", inc->sources_total);
        put_bool(out, "truncated", true);
    }
    out_text(out, "}\n");
}

static void list(struct out *out, const struct incidents *all, const struct exporting *x)
{
    (void)x;
    for (size_t i = 0; i < all->count; i++)
        put_incident(out, &all->at[i]);
    if (all->sightings != NULL)
        put_sightings(out, all->sightings, "\n");
}

static void array(struct out *out, const struct incidents *all, const struct exporting *x)
{
    (void)x;
    out_text(out, "[");
    for (size_t i = 0; i < all->count; i++) {
        out_text(out, i > 0 ? "," : "");
        put_incident(out, &all->at[i]);
    }
    if (all->sightings != NULL) {
        out_text(out, all->count > 0 ? "," : "");
        put_sightings(out, all->sightings, ",\n");
    }
    out_text(out, "]\n");
}

static void event(struct out *out, const struct sign_in *in, const struct exporting *x)
{
    const struct event *ev = in->ev;
    (void)x;
    out_text(out, "{");
    put_time(out, "time", ev->time);
    put_slice(out, "organisation", interner_organisation_name(in->names, ev->organisation));
    put_slice(out, "account", in->account);
    put_source(out, "source", interner_source(in->names, ev->source));
    if (ev->action != ACTION_NONE) {
        put_text(out, "action", action_name(ev->action));
        put_slice(out, "object", interner_device(in->names, ev->device));
    }
    put_text(out, "outcome", outcome_name(ev->outcome));
    put_text(out, "method", method_name(ev->method));
    put_slice(out, "application", interner_application(in->names, ev->client));
    put_slice(out, "protocol", interner_protocol(in->names, ev->client));
    put_slice(out, "agent", interner_agent(in->names, ev->client));
    put_count(out, "attempts", ev->repeat);
    put_text(out, "file", in->file);
    put_count(out, "line", ev->line);
    out_text(out, "}\n");
}

const struct form form_json = { .name = "json", .help = "one list of all incidents", .incidents = array };

const struct form form_jsonl = { .name = "jsonl",
    .help = "one incident, or one sign-in, a line: Cordon's own form, complete",
    .incidents = list,
    .event = event };
