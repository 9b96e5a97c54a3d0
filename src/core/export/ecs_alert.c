/* ecs_alert.c - ECS: an incident as one alert. */
#include "core/export/ecs_put.h"
#include "core/export/put_incident.h"

static void put_event(struct out *out, const struct incident *inc)
{
    put_open(out, "event", '{');
    out_text(out,
            "\"kind\":\"alert\",\"category\":[\"authentication\",\"intrusion_detection\"],"
            "\"type\":[\"info\"],\"module\":\"cordon\",\"dataset\":\"cordon.incident\"");
    put_text(out, "action", kind_name(inc->kind));
    put_text(out, "outcome", inc->outcome == ACCESS_GOT_IN ? "success" : "failure");
    put_count(out, "severity", inc->severity + 1ull);
    put_text(out, "id", inc->id);
    put_time(out, "start", inc->first_seen);
    put_time(out, "end", inc->last_seen);
    if (inc->reasons_count > 0)
        put_text(out, "reason", inc->reasons[0].text);
    put_close(out, '}');
}

static void put_rule(struct out *out, const struct incident *inc, const struct exporting *x)
{
    put_open(out, "rule", '{');
    put_text(out, "id", kind_name(inc->kind));
    put_text(out, "name", kind_title(inc->kind));
    put_text(out, "category", "sign-in");
    put_text(out, "ruleset", PRODUCT);
    put_text(out, "version", x->version);
    put_close(out, '}');
}

/* ---- ATT&CK: lists side by side, as ECS wants them ---- */

enum part { PART_ID, PART_NAME, PART_PAGE };

static void put_part(struct out *out, const struct technique *t, enum part part)
{
    char url[TECHNIQUE_URL_MAX];
    put_text(out, NULL, part == PART_ID ? t->id : part == PART_NAME ? t->name : technique_url(t, url));
}

/* Sub-techniques, or what stands above: their parents and those that have none. */
static void put_parts(struct out *out, const struct incident *inc, bool subs)
{
    static const char *const keys[] = { "id", "name", "reference" };
    for (enum part part = PART_ID; part <= PART_PAGE; part++) {
        put_open(out, keys[part], '[');
        for (const char *const *id = inc->techniques; id != NULL && *id != NULL; id++) {
            const struct technique *t = technique_named(*id);
            if (t != NULL && subs == (t->parent != NULL))
                put_part(out, t, part);
            else if (t != NULL && !subs)
                put_part(out, t->parent, part);
        }
        put_close(out, ']');
    }
}

static void put_tactics(struct out *out, const struct incident *inc)
{
    put_open(out, "tactic", '{');
    for (int part = PART_ID; part <= PART_NAME; part++) {
        put_open(out, part == PART_ID ? "id" : "name", '[');
        for (const char *const *id = inc->techniques; id != NULL && *id != NULL; id++) {
            const struct technique *t = technique_named(*id);
            if (t != NULL)
                put_text(out, NULL, part == PART_ID ? t->tactics[0]->id : t->tactics[0]->name);
        }
        put_close(out, ']');
    }
    put_close(out, '}');
}

static void put_threat(struct out *out, const struct incident *inc)
{
    if (inc->techniques == NULL || inc->techniques[0] == NULL)
        return;
    put_open(out, "threat", '{');
    put_text(out, "framework", "MITRE ATT&CK");
    put_tactics(out, inc);
    put_open(out, "technique", '{');
    put_parts(out, inc, false);
    put_open(out, "subtechnique", '{');
    put_parts(out, inc, true);
    put_close(out, '}');
    put_close(out, '}');
    put_close(out, '}');
}

/* ---- who and from where ---- */

static void put_related(struct out *out, const struct incident *inc)
{
    put_open(out, "related", '{');
    put_open(out, "user", '[');
    for (size_t i = 0; i < listed(inc->accounts_count); i++)
        put_text(out, NULL, inc->accounts[i].name);
    put_close(out, ']');
    put_open(out, "ip", '[');
    for (size_t i = 0; i < listed(inc->sources_count); i++)
        if (!is_network(inc->sources[i].key))
            put_source(out, NULL, inc->sources[i].key);
    put_close(out, ']');
    put_close(out, '}');
}

/* user and source are of one account and one address; an alert that is about many has them in lists only. */
static void put_single(struct out *out, const struct incident *inc)
{
    const struct incident_source *s = inc->sources;
    if (inc->accounts_total == 1 && inc->accounts_count == 1)
        ecs_user(out, text(inc->accounts[0].name));
    if (inc->sources_total == 1 && inc->sources_count == 1)
        ecs_source(out, s->key, s->asn, s->network, s->country);
}

static void put_accounts(struct out *out, const struct incident *inc)
{
    put_open(out, "accounts", '[');
    for (size_t i = 0; i < listed(inc->accounts_count); i++) {
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
        put_close(out, '}');
    }
    put_close(out, ']');
}

static void put_sources(struct out *out, const struct incident *inc)
{
    put_open(out, "sources", '[');
    for (size_t i = 0; i < listed(inc->sources_count); i++) {
        const struct incident_source *s = &inc->sources[i];
        put_open(out, NULL, '{');
        put_source(out, "address", s->key);
        put_count(out, "attempts", s->attempts);
        put_count(out, "accounts", s->accounts);
        put_close(out, '}');
    }
    put_close(out, ']');
}

static void put_reasons(struct out *out, const struct incident *inc)
{
    put_open(out, "reasons", '[');
    for (size_t i = 0; i < inc->reasons_count; i++)
        put_text(out, NULL, inc->reasons[i].text);
    put_close(out, ']');
    put_open(out, "counter", '[');
    for (size_t i = 0; i < inc->counters_count; i++)
        put_text(out, NULL, inc->counters[i].text);
    put_close(out, ']');
    put_playbooks(out, "playbook_match", inc, listed(inc->playbooks_count));
}

static void put_own(struct out *out, const struct incident *inc)
{
    struct tally t = tally_of(inc);
    put_open(out, "cordon", '{');
    put_text(out, "outcome", access_outcome_name(inc->outcome));
    put_text(out, "severity", severity_name(inc->severity));
    put_count(out, "attempts", inc->attempts);
    put_count(out, "got_in", t.got_in);
    put_count(out, "password_known", t.known);
    put_count(out, "please_check", t.check);
    put_count(out, "accounts_listed", listed(inc->accounts_count));
    put_count(out, "accounts_total", inc->accounts_total);
    put_count(out, "sources_listed", listed(inc->sources_count));
    put_count(out, "sources_total", inc->sources_total);
    put_count(out, "evidence_listed", listed(inc->evidence_count));
    put_count(out, "evidence_total", inc->evidence_count);
    put_text(out, "attack_version", ATTACK_VERSION);
    put_accounts(out, inc);
    put_sources(out, inc);
    put_evidence_rows(out, "evidence", inc, listed(inc->evidence_count));
    put_reasons(out, inc);
    put_list(out, "do_now", inc->do_now);
    put_close(out, '}');
}

void ecs_alerts(struct out *out, const struct incidents *all, const struct exporting *x)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct incident *inc = &all->at[i];
        ecs_head(out, inc->opened_at, x);
        put_text(out, "message", inc->title);
        put_event(out, inc);
        put_rule(out, inc, x);
        ecs_organisation(out, text(inc->organisation));
        put_single(out, inc);
        put_threat(out, inc);
        put_related(out, inc);
        put_own(out, inc);
        out_text(out, "}\n");
    }
}
