/* compare_json.c - pairs in the order of docs/compare.md. */
#include "core/export/compare_json.h"

#include "core/export/put.h"

static void put_side(struct out *out, const char *key, const struct told *told)
{
    put_open(out, key, '{');
    put_text(out, "file", told->file);
    put_text(out, "id", told->id);
    put_text(out, "kind", told->kind);
    put_text(out, "organisation", told->organisation);
    put_close(out, '}');
}

static void put_reasons(struct out *out, const struct comparison *c, const char *key, bool for_it)
{
    put_open(out, key, '[');
    for (size_t i = 0; i < c->reasons_count; i++) {
        const struct evidence *e = &c->reasons[i];
        if ((e->nats >= 0) != for_it)
            continue;
        put_open(out, NULL, '{');
        put_text(out, "feature", e->feature);
        put_number(out, "value", e->value);
        put_number(out, "expected", e->expected);
        put_number(out, "nats", e->nats);
        put_text(out, "text", e->text);
        put_close(out, '}');
    }
    put_close(out, ']');
}

static void put_pair(struct out *out, const struct comparison *c)
{
    put_open(out, NULL, '{');
    put_side(out, "a", c->a);
    put_side(out, "b", c->b);
    put_text(out, "result", tie_name(c->tie));
    put_number(out, "probability", c->probability);
    put_number(out, "nats", c->nats);
    put_reasons(out, c, "reasons", true);
    put_reasons(out, c, "counter", false);
    put_open(out, "unknown", '[');
    for (size_t i = 0; i < c->unknowns_count; i++) {
        put_open(out, NULL, '{');
        put_text(out, "feature", c->unknowns[i].feature);
        put_text(out, "text", c->unknowns[i].text);
        put_close(out, '}');
    }
    put_close(out, ']');
    put_close(out, '}');
}

void put_comparisons(struct out *out, const struct comparison *pairs, size_t count)
{
    out_text(out, "{");
    put_number(out, "prior", 1 / (1 + COMPARE_PRIOR));
    put_number(out, "same_from", COMPARE_SAME);
    put_number(out, "perhaps_from", COMPARE_PERHAPS);
    put_open(out, "pairs", '[');
    for (size_t i = 0; i < count; i++)
        put_pair(out, &pairs[i]);
    put_close(out, ']');
    out_text(out, "}\n");
}
