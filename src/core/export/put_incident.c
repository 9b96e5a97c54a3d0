/* put_incident.c - playbooks and evidence. */
#include "core/export/put_incident.h"

void put_playbooks(struct out *out, const char *key, const struct incident *inc, size_t most)
{
    put_open(out, key, '[');
    for (size_t i = 0; i < inc->playbooks_count && i < most; i++) {
        const struct incident_playbook *p = &inc->playbooks[i];
        put_open(out, NULL, '{');
        put_text(out, "name", p->name);
        put_number(out, "similarity", p->similarity);
        put_list(out, "for", p->for_);
        put_list(out, "against", p->against);
        put_list(out, "unknown", p->unknown);
        put_close(out, '}');
    }
    put_close(out, ']');
}

void put_evidence_rows(struct out *out, const char *key, const struct incident *inc, size_t most)
{
    put_open(out, key, '[');
    for (size_t i = 0; i < inc->evidence_count && i < most; i++) {
        const struct incident_evidence *e = &inc->evidence[i];
        put_open(out, NULL, '{');
        put_text(out, "file", e->file_name);
        put_count(out, "line", e->line);
        put_text(out, "sha256", e->sha256);
        put_text(out, "role", evidence_role_name(e->role));
        put_close(out, '}');
    }
    put_close(out, ']');
}
