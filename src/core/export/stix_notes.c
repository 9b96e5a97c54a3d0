/* stix_notes.c - why it is one, what it is like, and what to do: in words. */
#include <stdio.h>

#include "core/export/stix_parts.h"

#define PLAYBOOKS_MAX 3u
#define LIKE_ENOUGH 0.5 /* likelier than not; below it a likeness is told in words only */

/* What MITRE publishes about those whose manner a playbook states. */
static const struct {
    const char *playbook, *ref;
} actors[] = {
    { "strontium-2020", "intrusion-set--bef4c620-0787-42a8-a96d-b7eb6e85917c" },    /* G0007, APT28 */
    { "gru-2021", "intrusion-set--bef4c620-0787-42a8-a96d-b7eb6e85917c" },          /* the same */
    { "midnight-blizzard", "intrusion-set--899ce53f-13a0-479b-a0e4-67d46e241542" }, /* G0016, APT29 */
    { "quad7", "campaign--e7511089-1076-4a3b-984d-1a0a8afe31e9" }, /* C0055, Quad7 Activity */
};

static const char *published(const struct incident_playbook *book)
{
    for (size_t i = 0; i < sizeof actors / sizeof actors[0]; i++)
        if (book->similarity >= LIKE_ENOUGH && strcmp(actors[i].playbook, book->name) == 0)
            return actors[i].ref;
    return NULL;
}

/* Takes the text. */
static void put_note(
        struct stix *s, const char *part, const char *abstract, struct out *said, const char *about)
{
    char id[STIX_ID_MAX];
    stix_id(s, "note", part, id);
    stix_open(s, "note", id);
    put_text(s->out, "abstract", abstract);
    put_slice(s->out, "content", share_said(said));
    put_open(s->out, "object_refs", '[');
    put_text(s->out, NULL, s->incident);
    if (about != NULL)
        put_text(s->out, NULL, about);
    put_close(s->out, ']');
    stix_close(s);
    s->out->failed = s->out->failed || said->failed;
    out_done(said);
}

static void put_playbook(struct stix *s, size_t rank)
{
    const struct incident_playbook *book = &s->inc->playbooks[rank];
    const char *actor = rank == 0 ? published(book) : NULL;
    struct out said = { 0 };
    char part[32];

    share_playbook(&said, book);
    (void)snprintf(part, sizeof part, "playbook %zu", rank);
    put_note(s, part, "Likeness to a published manner; no attribution", &said, actor);
    if (actor != NULL)
        stix_relate(s, s->incident, "related-to", actor,
                "Likeness to its published manner, found by a machine. This is no attribution.",
                (int)(100 * book->similarity));
}

static void put_advice(struct stix *s)
{
    const char *const *techniques = (const char *const *)s->inc->techniques;
    char id[STIX_ID_MAX], technique[STIX_ID_MAX];
    struct out said = { 0 };

    share_advice(&said, s->inc, s->x);
    if (said.len > 0) {
        stix_id(s, "course-of-action", "advice", id);
        stix_open(s, "course-of-action", id);
        put_text(s->out, "name", "What to do now");
        put_slice(s->out, "description", share_said(&said));
        stix_close(s);
        for (; techniques != NULL && *techniques != NULL; techniques++) {
            (void)stix_technique(s, *techniques, technique);
            stix_relate(s, id, "mitigates", technique, NULL, 0);
        }
    }
    s->out->failed = s->out->failed || said.failed;
    out_done(&said);
}

void stix_put_notes(struct stix *s)
{
    struct out said = { 0 };
    share_reasons(&said, s->inc, s->x);
    share_left_out(&said, s->inc, &s->pick);
    put_note(s, "reasons", "Why it is one, and what of it is listed", &said, NULL);
    for (size_t i = 0; i < s->inc->playbooks_count && i < PLAYBOOKS_MAX; i++)
        put_playbook(s, i);
    put_advice(s);
}
