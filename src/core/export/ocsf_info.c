/* ocsf_info.c - OCSF: what a finding says of itself, the same in both classes. */
#include "core/export/ocsf_put.h"

/* ---- ATT&CK ---- */

static void put_technique(struct out *out, const char *key, const struct technique *t)
{
    char url[TECHNIQUE_URL_MAX];
    put_open(out, key, '{');
    put_text(out, "uid", t->id);
    put_text(out, "name", t->name);
    put_text(out, "src_url", technique_url(t, url));
    put_close(out, '}');
}

void ocsf_attacks(struct out *out, const struct incident *inc)
{
    put_open(out, "attacks", '[');
    for (const char *const *id = inc->techniques; id != NULL && *id != NULL; id++) {
        const struct technique *t = technique_named(*id);
        put_open(out, NULL, '{');
        put_text(out, "version", ATTACK_VERSION);
        put_open(out, t ? "tactic" : "technique", '{');
        put_text(out, "uid", t ? t->tactics[0]->id : *id);
        put_text(out, "name", t ? t->tactics[0]->name : *id);
        put_close(out, '}');
        if (t != NULL)
            put_technique(out, "technique", t->parent ? t->parent : t);
        if (t != NULL && t->parent != NULL)
            put_technique(out, "sub_technique", t);
        put_close(out, '}');
    }
    put_close(out, ']');
}

/* ---- what both findings tell ---- */

static void put_trait(struct out *out, const char *category, const char *name, const char *says)
{
    put_open(out, NULL, '{');
    put_text(out, "category", category);
    put_text(out, "name", name);
    put_open(out, "values", '[');
    put_text(out, NULL, says);
    put_close(out, ']');
    put_close(out, '}');
}

static void put_traits(struct out *out, const struct incident *inc)
{
    put_open(out, "traits", '[');
    for (size_t i = 0; i < inc->reasons_count; i++)
        put_trait(out, "reason", inc->reasons[i].feature, inc->reasons[i].text);
    for (size_t i = 0; i < inc->counters_count; i++)
        put_trait(out, "counter-evidence", inc->counters[i].feature, inc->counters[i].text);
    put_close(out, ']');
}

static void put_tags(struct out *out, const struct incident *inc)
{
    put_open(out, "tags", '[');
    for (size_t i = 0; i < listed(inc->playbooks_count); i++) {
        put_open(out, NULL, '{');
        put_text(out, "name", "playbook_match");
        put_text(out, "value", inc->playbooks[i].name);
        put_close(out, '}');
    }
    put_close(out, ']');
}

static void put_analytic(struct out *out, const struct incident *inc, const struct exporting *x)
{
    put_open(out, "analytic", '{');
    put_text(out, "uid", kind_name(inc->kind));
    put_text(out, "name", kind_title(inc->kind));
    put_count(out, "type_id", 3);
    put_text(out, "type", "Statistical");
    put_text(out, "category", "sign-in");
    put_text(out, "version", x->version);
    put_close(out, '}');
}

void ocsf_finding_info(
        struct out *out, const char *key, const struct incident *inc, const struct exporting *x)
{
    put_open(out, key, '{');
    put_text(out, "uid", inc->id);
    put_text(out, "title", inc->title);
    if (inc->reasons_count > 0)
        put_text(out, "desc", inc->reasons[0].text);
    put_open(out, "types", '[');
    put_text(out, NULL, kind_name(inc->kind));
    put_close(out, ']');
    put_time_ms(out, "created_time", inc->opened_at);
    put_time_ms(out, "first_seen_time", inc->first_seen);
    put_time_ms(out, "last_seen_time", inc->last_seen);
    put_count(out, "related_events_count", inc->attempts);
    put_analytic(out, inc, x);
    ocsf_attacks(out, inc);
    put_traits(out, inc);
    put_tags(out, inc);
    ocsf_product(out, x);
    put_close(out, '}');
}
