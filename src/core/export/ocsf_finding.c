/* ocsf_finding.c - OCSF: incidents, each as the detection and as the incident that is opened for it. */
#include "core/export/ocsf_put.h"
#include "core/export/put_incident.h"

static const struct ocsf_class detection = { 2, 2004, "Findings", "Detection Finding", "Create" };
static const struct ocsf_class incident = { 2, 2005, "Findings", "Incident Finding", "Create" };

static const char *const steps[] = { "Unknown", "Low", "Medium", "High", "Critical" };

static void put_step(struct out *out, const char *number, const char *name, unsigned step)
{
    put_count(out, number, step);
    put_text(out, name, steps[step]);
}

static bool is_cut(const struct incident *inc)
{
    return inc->accounts_total > listed(inc->accounts_count)
            || inc->sources_total > listed(inc->sources_count) || inc->evidence_count > LISTED_MAX;
}

static void put_head(
        struct out *out, const struct ocsf_class *c, const struct incident *inc, const struct exporting *x)
{
    put_open(out, NULL, '{');
    ocsf_class(out, c);
    put_time_ms(out, "time", inc->opened_at);
    put_time_ms(out, "start_time", inc->first_seen);
    put_time_ms(out, "end_time", inc->last_seen);
    ocsf_severity(out, inc->severity);
    put_count(out, "status_id", 1);
    put_text(out, "status", "New");
    put_text(out, "message", inc->title);
    put_step(out, "confidence_id", "confidence", confidence_step(inc));
    put_open(out, "metadata", '{');
    put_text(out, "version", "1.8.0");
    ocsf_product(out, x);
    put_textf(out, "uid", "%s-%u", inc->id, c->class);
    put_text(out, "correlation_uid", inc->id);
    if (inc->organisation[0] != '\0')
        put_text(out, "tenant_uid", inc->organisation);
    if (c->class == detection.class && is_cut(inc))
        put_bool(out, "is_truncated", true);
    put_close(out, '}');
}

/* ---- detection: who, from where, and the rows that prove it ---- */

static void put_evidences(struct out *out, const struct incident *inc)
{
    put_open(out, "evidences", '[');
    for (size_t i = 0; i < listed(inc->evidence_count); i++) {
        const struct incident_evidence *e = &inc->evidence[i];
        put_open(out, NULL, '{');
        put_text(out, "name", "sign-in");
        ocsf_user(out, text(e->account ? e->account : ""));
        ocsf_endpoint(out, &(struct ocsf_source){ .ip = e->source });
        put_open(out, "data", '{');
        put_text(out, "role", evidence_role_name(e->role));
        put_text(out, "file", e->file_name);
        put_count(out, "line", e->line);
        if (e->sha256[0] != '\0')
            put_text(out, "sha256", e->sha256);
        put_time_ms(out, "time", e->time);
        put_text(out, "outcome", outcome_name(e->outcome));
        put_close(out, '}');
        put_close(out, '}');
    }
    put_close(out, ']');
}

static void put_accounts(struct out *out, const struct incident *inc)
{
    put_open(out, "resources", '[');
    for (size_t i = 0; i < listed(inc->accounts_count); i++) {
        const struct incident_account *a = &inc->accounts[i];
        put_open(out, NULL, '{');
        put_text(out, "name", a->name);
        put_text(out, "type", "account");
        put_count(out, "role_id", a->outcome == ACCESS_TRIED ? 1 : 3);
        put_open(out, "labels", '[');
        put_text(out, NULL, access_outcome_name(a->outcome));
        if (a->check)
            put_text(out, NULL, "please-check");
        put_close(out, ']');
        put_close(out, '}');
    }
    put_close(out, ']');
}

static void put_observables(struct out *out, const struct incident *inc)
{
    put_open(out, "observables", '[');
    for (size_t i = 0; i < listed(inc->accounts_count); i++)
        ocsf_observable_user(out, "resources[].name", text(inc->accounts[i].name));
    for (size_t i = 0; i < listed(inc->sources_count); i++)
        ocsf_observable_source(out, "unmapped.sources[].ip", inc->sources[i].key);
    put_close(out, ']');
}

static void put_sources(struct out *out, const struct incident *inc)
{
    put_open(out, "sources", '[');
    for (size_t i = 0; i < listed(inc->sources_count); i++) {
        const struct incident_source *s = &inc->sources[i];
        put_open(out, NULL, '{');
        put_source(out, "ip", s->key);
        put_count(out, "attempts", s->attempts);
        put_count(out, "accounts", s->accounts);
        if (s->asn != 0)
            put_count(out, "asn", s->asn);
        if (s->country[0] != '\0')
            put_text(out, "country", s->country);
        put_close(out, '}');
    }
    put_close(out, ']');
}

/* Every list that may be cut stands beside its number listed and its number in all. */
static void put_unmapped(struct out *out, const struct incident *inc)
{
    struct tally t = tally_of(inc);
    put_open(out, "unmapped", '{');
    put_text(out, "outcome", access_outcome_name(inc->outcome));
    put_count(out, "got_in", t.got_in);
    put_count(out, "password_known", t.known);
    put_count(out, "please_check", t.check);
    put_count(out, "accounts_listed", listed(inc->accounts_count));
    put_count(out, "accounts_total", inc->accounts_total);
    put_count(out, "sources_listed", listed(inc->sources_count));
    put_count(out, "sources_total", inc->sources_total);
    put_count(out, "evidences_listed", listed(inc->evidence_count));
    put_count(out, "evidences_total", inc->evidence_count);
    put_sources(out, inc);
    put_number(out, "expected_impurity", inc->expected_impurity);
    put_count(out, "networks", inc->networks);
    put_playbooks(out, "playbook_match", inc, listed(inc->playbooks_count));
    put_list(out, "benign_if", inc->benign_if);
    put_list(out, "unseen", inc->unseen);
    put_close(out, '}');
}

static void put_remediation(struct out *out, const struct incident *inc)
{
    struct out all = { 0 };
    for (const char *const *line = inc->do_now; line != NULL && *line != NULL; line++) {
        out_text(&all, line == inc->do_now ? "" : "\n");
        out_text(&all, *line);
    }
    if (all.len > 0) {
        put_open(out, "remediation", '{');
        put_slice(out, "desc", (struct slice){ all.at, all.len });
        put_close(out, '}');
    }
    out_done(&all);
}

static void put_detection(struct out *out, const struct incident *inc, const struct exporting *x)
{
    put_head(out, &detection, inc, x);
    put_bool(out, "is_alert", inc->severity != SEVERITY_INFO);
    ocsf_finding_info(out, "finding_info", inc, x);
    put_evidences(out, inc);
    put_accounts(out, inc);
    put_observables(out, inc);
    put_remediation(out, inc);
    put_unmapped(out, inc);
    out_text(out, "}\n");
}

/* ---- incident: what somebody has to take up ---- */

/* The class asks for somebody who has it; nobody has, and that is what its status "New" says too. */
static void put_incident(struct out *out, const struct incident *inc, const struct exporting *x)
{
    static const unsigned impacts[] = {
        [ACCESS_TRIED] = 1, [ACCESS_PASSWORD_KNOWN] = 3, [ACCESS_GOT_IN] = 4
    };
    unsigned priority = inc->severity <= SEVERITY_CRITICAL ? inc->severity : 0;
    put_head(out, &incident, inc, x);
    put_text(out, "desc", inc->title);
    put_step(out, "priority_id", "priority", priority);
    put_step(out, "impact_id", "impact", inc->outcome <= ACCESS_GOT_IN ? impacts[inc->outcome] : 0);
    put_bool(out, "is_suspected_breach", inc->outcome == ACCESS_GOT_IN);
    put_open(out, "assignee_group", '{');
    put_text(out, "name", "unassigned");
    put_close(out, '}');
    put_open(out, "finding_info_list", '[');
    ocsf_finding_info(out, NULL, inc, x);
    put_close(out, ']');
    ocsf_attacks(out, inc);
    out_text(out, "}\n");
}

void ocsf_findings(struct out *out, const struct incidents *all, const struct exporting *x)
{
    for (size_t i = 0; i < all->count; i++) {
        put_detection(out, &all->at[i], x);
        put_incident(out, &all->at[i], x);
    }
}
