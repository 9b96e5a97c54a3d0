/* put_sightings.c - sightings in the order of docs/output.md. */
#include "core/export/put_sightings.h"

#include "core/export/put.h"

static void put_when(struct out *out, time_us first, time_us last)
{
    if (first == TIME_NONE)
        return;
    put_time(out, "first_seen", first);
    put_time(out, "last_seen", last);
}

static void put_asked(struct out *out, const struct sightings *all)
{
    out_text(out, "{");
    put_open(out, "indicators", '{');
    put_open(out, "files", '[');
    for (size_t i = 0; i < all->files_count; i++)
        put_text(out, NULL, all->files[i]);
    put_close(out, ']');
    put_count(out, "asked", all->asked);
    put_count(out, "sighted", all->count);
    put_count(out, "networks", all->networks);
    put_count(out, "domains", all->domains);
    put_count(out, "agents", all->agents);
    put_count(out, "not_for_detection", all->doubted);
    put_count(out, "not_in_sign_ins", all->foreign);
    put_count(out, "withdrawn", all->withdrawn);
    put_count(out, "not_understood", all->bad);
    put_when(out, all->first, all->last);
    put_close(out, '}');
    out_text(out, "}");
}

static void put_outcomes(struct out *out, const struct sighting *s)
{
    put_open(out, "outcomes", '{');
    for (int i = 0; i < OUTCOME_COUNT; i++)
        if (s->outcomes[i] > 0)
            put_count(out, outcome_name((enum outcome)i), s->outcomes[i]);
    put_close(out, '}');
}

static void put_accounts(struct out *out, const struct sighting *s)
{
    put_open(out, "accounts", '[');
    for (size_t i = 0; i < s->accounts_count; i++) {
        const struct sighting_account *a = &s->accounts[i];
        put_open(out, NULL, '{');
        put_text(out, "name", a->name);
        put_text(out, "outcome", access_outcome_name(a->outcome));
        put_count(out, "attempts", a->attempts);
        put_when(out, a->first, a->last);
        put_close(out, '}');
    }
    put_close(out, ']');
    put_count(out, "accounts_total", s->accounts_total);
}

static void put_one(struct out *out, const struct sighting *s)
{
    out_text(out, "{");
    put_open(out, "sighting", '{');
    put_text(out, "kind", s->kind);
    put_text(out, "value", s->value);
    put_text(out, "file", s->file);
    put_count(out, "entry", s->place);
    put_bool(out, "for_detection", !s->doubted);
    put_when(out, s->first, s->last);
    put_count(out, "attempts", s->attempts);
    put_count(out, "accesses", s->accesses);
    put_outcomes(out, s);
    put_accounts(out, s);
    put_list(out, "incidents", s->incidents);
    put_close(out, '}');
    out_text(out, "}");
}

void put_sightings(struct out *out, const struct sightings *all, const char *between)
{
    put_asked(out, all);
    for (size_t i = 0; i < all->count; i++) {
        out_text(out, between);
        put_one(out, &all->at[i]);
    }
    out_text(out, "\n");
}
