/* stix.c - the bundle: who reports, the label, and each incident with its parts. */
#include "core/export/stix.h"

#include <stdio.h>

#include "core/export/stix_parts.h"

#define INCIDENT_CORE "extension-definition--ef765651-680c-498d-9894-99799f2fa126"
#define TLP_2_0 "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
#define TLP_MADE "2022-10-01T00:00:00.000Z"
/* What is said of a reporter does not change, so its time is fixed. */
#define FIXED_TIME "2020-01-01T00:00:00.000Z"

static const struct {
    const char *id, *word;
} labels[TLP_COUNT] = {
    [TLP_CLEAR] = { "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487", "clear" },
    [TLP_GREEN] = { "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb", "green" },
    [TLP_AMBER] = { "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421", "amber" },
    [TLP_AMBER_STRICT] = { "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003", "amber+strict" },
    [TLP_RED] = { "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1", "red" },
};

/* Incident types of the extension's vocabulary; NULL-terminated. */
static const char *const types[KIND_COUNT][3] = {
    [KIND_PASSWORD_SPRAY] = { "brute-force-attempt", "dictionary-attack-attempt" },
    [KIND_BRUTE_FORCE] = { "brute-force-attempt" },
    [KIND_CREDENTIAL_STUFFING] = { "dictionary-attack-attempt" },
    [KIND_USER_ENUMERATION] = { "scan-probe" },
    [KIND_ACCOUNT_TAKEOVER] = { "undetermined" },
    [KIND_MFA_FATIGUE] = { "control-system-bypass" },
    [KIND_STALE_CREDENTIAL] = { "misconfiguration" },
    [KIND_DATA_THEFT] = { "undetermined" },
    [KIND_RANSOMWARE] = { "undetermined" },
};

static void put_label(struct out *out, enum tlp tlp)
{
    put_open(out, NULL, '{');
    put_text(out, "type", "marking-definition");
    put_text(out, "spec_version", "2.1");
    put_text(out, "id", labels[tlp].id);
    put_text(out, "created", TLP_MADE);
    put_text(out, "name", tlp_name(tlp));
    put_open(out, "extensions", '{');
    put_open(out, TLP_2_0, '{');
    put_text(out, "extension_type", "property-extension");
    put_text(out, "tlp_2_0", labels[tlp].word);
    put_close(out, '}');
    put_close(out, '}');
    put_close(out, '}');
}

static void put_reporter(struct stix *s)
{
    char uuid[UUID_TEXT_MAX];
    share_reporter_uuid(s->out, s->x, s->inc, uuid);
    (void)snprintf(s->reporter, sizeof s->reporter, "identity--%s", uuid);
    if (s->x->organisation[0] != '\0' && s->inc != NULL)
        return; /* it stands at the head */
    put_open(s->out, NULL, '{');
    put_text(s->out, "type", "identity");
    put_text(s->out, "spec_version", "2.1");
    put_text(s->out, "id", s->reporter);
    put_text(s->out, "created", FIXED_TIME);
    put_text(s->out, "modified", FIXED_TIME);
    put_slice(s->out, "name", share_reporter(s->x));
    put_text(s->out, "identity_class", "organization");
    stix_put_one(s->out, "sectors", "healthcare");
    put_close(s->out, '}');
}

/* ---- the incident ---- */

static const char *determination(const struct incident *inc)
{
    if (inc->outcome == ACCESS_GOT_IN)
        return "confirmed";
    if (inc->outcome == ACCESS_PASSWORD_KNOWN || inc->kind == KIND_ACCOUNT_TAKEOVER
            || inc->kind == KIND_STALE_CREDENTIAL)
        return "suspected";
    return "failed-attempt";
}

static void put_core(struct stix *s)
{
    static const uint8_t criticality[] = { 5, 15, 40, 70, 95 }; /* the extension's appendix B */
    const struct incident *inc = s->inc;
    struct out *out = s->out;

    put_open(out, "extensions", '{');
    put_open(out, INCIDENT_CORE, '{');
    put_text(out, "extension_type", "property-extension");
    put_text(out, "determination", determination(inc));
    put_text(out, "investigation_status", "new");
    put_count(out, "criticality", criticality[inc->severity]);
    put_open(out, "detection_methods", '[');
    put_text(out, NULL, "automated-tool");
    put_textf(out, NULL, "Cordon %s", s->x->version);
    put_close(out, ']');
    put_open(out, "incident_types", '[');
    for (size_t i = 0; types[inc->kind][i] != NULL; i++)
        put_text(out, NULL, types[inc->kind][i]);
    if (inc->outcome == ACCESS_PASSWORD_KNOWN)
        put_text(out, NULL, "theft-access-credentials");
    if (inc->outcome == ACCESS_GOT_IN)
        put_text(out, NULL, "unauthorized-access-system");
    put_close(out, ']');
    put_open(out, "impacted_entity_counts", '{'); /* whose password is known, or whose account was entered */
    put_count(out, "individual",
            share_accounts(inc, ACCESS_PASSWORD_KNOWN) + share_accounts(inc, ACCESS_GOT_IN));
    put_close(out, '}');
    put_close(out, '}');
    put_close(out, '}');
}

static void put_incident(struct stix *s)
{
    char title[SHARE_TEXT_MAX];
    stix_id(s, "incident", "incident", s->incident);
    stix_open(s, "incident", s->incident);
    put_text(s->out, "name", share_title(s->inc, s->x, title));
    put_open(s->out, "external_references", '[');
    put_open(s->out, NULL, '{');
    put_text(s->out, "source_name", "cordon");
    put_text(s->out, "external_id", s->inc->id);
    put_close(s->out, '}');
    put_close(s->out, ']');
    put_core(s);
    stix_close(s);
    stix_relate(s, s->incident, "targets", s->reporter, NULL, 0);
}

static void relate_techniques(struct stix *s)
{
    char id[STIX_ID_MAX];
    for (size_t i = 0; s->inc->techniques != NULL && s->inc->techniques[i] != NULL; i++) {
        if (!stix_technique(s, s->inc->techniques[i], id))
            stix_put_technique(s, s->inc->techniques[i], id);
        stix_relate(s, s->incident, "related-to", id, NULL, 0);
    }
}

static void put_parts(struct stix *s, const struct incident *inc)
{
    s->inc = inc;
    share_pick(inc, &s->pick);
    put_reporter(s);
    put_incident(s);
    relate_techniques(s);
    stix_put_indicators(s);
    stix_put_observed(s);
    stix_put_notes(s);
}

/* ---- the bundle ---- */

/* Chained over all that it holds. */
static void put_bundle_id(struct out *out, const struct incidents *all)
{
    char uuid[UUID_TEXT_MAX] = "bundle";
    for (size_t i = 0; i < all->count; i++) {
        char before[UUID_TEXT_MAX];
        memcpy(before, uuid, sizeof before);
        share_uuid(out, before, text(all->at[i].id), uuid);
    }
    if (all->count == 0)
        share_uuid(out, "bundle", LIT("empty"), uuid);
    put_textf(out, "id", "bundle--%s", uuid);
}

static void bundle(struct out *out, const struct incidents *every, const struct exporting *x)
{
    const struct incidents told = share_told(every), *all = &told;
    struct stix s = { .out = out, .x = x };
    (void)snprintf(s.label, sizeof s.label, "%s", labels[x->tlp].id);
    out_text(out, "{");
    put_text(out, "type", "bundle");
    put_bundle_id(out, all);
    put_open(out, "objects", '[');
    put_label(out, x->tlp); /* also for nothing: some readers want an object */
    if (x->organisation[0] != '\0')
        put_reporter(&s);
    for (size_t i = 0; i < all->count; i++)
        put_parts(&s, &all->at[i]);
    stix_put_observables(&s);
    put_close(out, ']');
    out_text(out, "}\n");
}

const struct form form_stix = { .name = "stix",
    .help = "a STIX 2.1 bundle for partners; accounts are counted, not named",
    .incidents = bundle,
    .shares = true };
