/* stix_parts.c - what every STIX object says, relationships, and whose technique it is. */
#include "core/export/stix_parts.h"

#include <stdio.h>

#include "core/model/technique.h"

void stix_id(struct stix *s, const char *type, const char *part, char id[STIX_ID_MAX])
{
    char uuid[UUID_TEXT_MAX];
    share_uuid(s->out, s->inc->id, text(part), uuid);
    (void)snprintf(id, STIX_ID_MAX, "%.20s--%s", type, uuid);
}

void stix_put_one(struct out *out, const char *key, const char *val)
{
    put_list(out, key, (const char *const[]){ val, NULL });
}

void stix_open(struct stix *s, const char *type, const char *id)
{
    put_open(s->out, NULL, '{');
    put_text(s->out, "type", type);
    put_text(s->out, "spec_version", "2.1");
    put_text(s->out, "id", id);
    put_text(s->out, "created_by_ref", s->reporter);
    put_stamp(s->out, "created", s->inc->opened_at);
    put_stamp(s->out, "modified", share_modified(s->inc));
    stix_put_one(s->out, "object_marking_refs", s->label);
}

void stix_close(struct stix *s)
{
    put_close(s->out, '}');
}

void stix_relate(
        struct stix *s, const char *from, const char *how, const char *to, const char *why, int confidence)
{
    char part[16 + 2 * STIX_ID_MAX], id[STIX_ID_MAX];
    (void)snprintf(part, sizeof part, "%.15s %s %s", how, from, to);
    stix_id(s, "relationship", part, id);
    stix_open(s, "relationship", id);
    put_text(s->out, "relationship_type", how);
    put_text(s->out, "source_ref", from);
    put_text(s->out, "target_ref", to);
    if (why != NULL)
        put_text(s->out, "description", why);
    if (confidence > 0)
        put_count(s->out, "confidence", (uint64_t)confidence);
    stix_close(s);
}

bool stix_technique(struct stix *s, const char *technique, char id[STIX_ID_MAX])
{
    const struct technique *known = technique_named(technique);
    char part[32];
    if (known != NULL) {
        (void)snprintf(id, STIX_ID_MAX, "%s", known->stix);
        return true;
    }
    (void)snprintf(part, sizeof part, "technique %.16s", technique);
    stix_id(s, "attack-pattern", part, id);
    return false;
}

void stix_put_technique(struct stix *s, const char *technique, const char *id)
{
    stix_open(s, "attack-pattern", id);
    put_text(s->out, "name", technique);
    put_open(s->out, "external_references", '[');
    put_open(s->out, NULL, '{');
    put_text(s->out, "source_name", "mitre-attack");
    put_text(s->out, "external_id", technique);
    put_close(s->out, '}');
    put_close(s->out, ']');
    stix_close(s);
}
