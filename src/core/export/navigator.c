/* navigator.c - one layer: how many incidents used which technique. */
#include "core/export/navigator.h"

#include <stdio.h>

#include "core/export/put.h"
#include "core/export/share.h"
#include "core/model/technique.h"

#define LAYER_VERSION "4.5"
#define NAVIGATOR_VERSION "5.1.0"
#define TECHNIQUES_MAX 64u /* more than Cordon names */
#define TOLD_MAX 20u       /* incidents by their id in a comment */

struct use {
    const char *id;
    uint64_t incidents, attempts;
    enum access_outcome worst;
    time_us first, last;
};

struct uses {
    struct use at[TECHNIQUES_MAX];
    size_t count;
    uint64_t most;
};

static void add(struct uses *uses, const char *id, const struct incident *inc)
{
    size_t i = 0;
    while (i < uses->count && strcmp(uses->at[i].id, id) != 0)
        i++;
    if (i == TECHNIQUES_MAX)
        return;
    struct use *use = &uses->at[i];
    if (i == uses->count) {
        uses->count++;
        *use = (struct use){ .id = id, .first = inc->first_seen, .last = inc->last_seen };
    }
    use->incidents++;
    use->attempts += inc->attempts;
    use->worst = inc->outcome > use->worst ? inc->outcome : use->worst;
    use->first = inc->first_seen < use->first ? inc->first_seen : use->first;
    use->last = inc->last_seen > use->last ? inc->last_seen : use->last;
    uses->most = use->incidents > uses->most ? use->incidents : uses->most;
}

static bool has_technique(const struct incident *inc, const char *id)
{
    for (size_t i = 0; inc->techniques != NULL && inc->techniques[i] != NULL; i++)
        if (strcmp(inc->techniques[i], id) == 0)
            return true;
    return false;
}

static void put_comment(
        struct out *out, const struct incidents *all, const struct exporting *x, const struct use *use)
{
    struct out said = { 0 };
    size_t told = 0;
    for (size_t i = 0; i < all->count && told < TOLD_MAX; i++) {
        char title[SHARE_TEXT_MAX];
        if (!has_technique(&all->at[i], use->id))
            continue;
        out_printf(&said, "%s%s %s", told++ ? "\n" : "", all->at[i].id, share_title(&all->at[i], x, title));
    }
    if (use->incidents > told)
        out_printf(&said, "\nand %llu more", (unsigned long long)(use->incidents - told));
    put_slice(out, "comment", share_said(&said));
    out->failed = out->failed || said.failed;
    out_done(&said);
}

static void put_datum(struct out *out, const char *name, const char *val)
{
    put_open(out, NULL, '{');
    put_text(out, "name", name);
    put_text(out, "value", val);
    put_close(out, '}');
}

static void put_metadata(struct out *out, const struct use *use)
{
    char buf[TIME_TEXT_MAX];
    put_open(out, "metadata", '[');
    (void)snprintf(buf, sizeof buf, "%llu", (unsigned long long)use->attempts);
    put_datum(out, "attempts", buf);
    put_datum(out, "outcome", access_outcome_name(use->worst));
    share_stamp(use->first, buf);
    put_datum(out, "first seen", buf);
    share_stamp(use->last, buf);
    put_datum(out, "last seen", buf);
    put_close(out, ']');
}

static void put_link(struct out *out, const struct technique *t)
{
    char url[TECHNIQUE_URL_MAX];
    put_open(out, "links", '[');
    put_open(out, NULL, '{');
    put_text(out, "label", "ATT&CK");
    put_text(out, "url", technique_url(t, url));
    put_close(out, '}');
    put_close(out, ']');
}

static void put_technique(
        struct out *out, const struct incidents *all, const struct exporting *x, const struct use *use)
{
    const struct technique *t = technique_named(use->id);
    put_open(out, NULL, '{');
    put_text(out, "techniqueID", use->id);
    put_count(out, "score", use->incidents);
    put_bool(out, "enabled", true);
    put_comment(out, all, x, use);
    put_metadata(out, use);
    if (t != NULL)
        put_link(out, t);
    put_close(out, '}');
}

/* A sub-technique is seen only where its parent is unfolded. */
static void put_parents(struct out *out, const struct uses *uses)
{
    for (size_t i = 0; i < uses->count; i++) {
        const struct technique *t = technique_named(uses->at[i].id);
        bool told = t == NULL || t->parent == NULL;
        for (size_t k = 0; k < uses->count && !told; k++) {
            const struct technique *other = technique_named(uses->at[k].id);
            told = strcmp(uses->at[k].id, t->parent->id) == 0
                    || (k < i && other != NULL && other->parent == t->parent);
        }
        if (told)
            continue;
        put_open(out, NULL, '{');
        put_text(out, "techniqueID", t->parent->id);
        put_bool(out, "showSubtechniques", true);
        put_close(out, '}');
    }
}

static void put_head(struct out *out, const struct incidents *all, const struct exporting *x)
{
    char attack[8];
    (void)snprintf(attack, sizeof attack, "%.*s", (int)strcspn(ATTACK_VERSION, "."), ATTACK_VERSION);
    put_text(out, "name", "Sign-in attacks");
    put_open(out, "versions", '{');
    put_text(out, "attack", attack);
    put_text(out, "navigator", NAVIGATOR_VERSION);
    put_text(out, "layer", LAYER_VERSION);
    put_close(out, '}');
    put_text(out, "domain", "enterprise-attack");
    put_textf(out, "description",
            "%s: techniques of %zu incident%s that Cordon %s found. The score is their number.",
            tlp_name(x->tlp), all->count, all->count == 1 ? "" : "s", x->version);
    put_count(out, "sorting", 3); /* by score, falling */
}

static void put_gradient(struct out *out, uint64_t most)
{
    put_open(out, "gradient", '{');
    put_open(out, "colors", '[');
    put_text(out, NULL, "#fff3e0");
    put_text(out, NULL, "#e65100");
    put_close(out, ']');
    put_count(out, "minValue", 0);
    put_count(out, "maxValue", most > 0 ? most : 1);
    put_close(out, '}');
}

static void layer(struct out *out, const struct incidents *every, const struct exporting *x)
{
    const struct incidents told = share_told(every), *all = &told;
    struct uses uses = { .count = 0 };
    for (size_t i = 0; i < all->count; i++)
        for (size_t k = 0; all->at[i].techniques != NULL && all->at[i].techniques[k] != NULL; k++)
            add(&uses, all->at[i].techniques[k], &all->at[i]);
    out_text(out, "{");
    put_head(out, all, x);
    put_open(out, "techniques", '[');
    for (size_t i = 0; i < uses.count; i++)
        put_technique(out, all, x, &uses.at[i]);
    put_parents(out, &uses);
    put_close(out, ']');
    put_gradient(out, uses.most);
    put_open(out, "metadata", '[');
    put_datum(out, "made by", "Cordon");
    put_datum(out, "reported by", x->organisation[0] != '\0' ? x->organisation : "not said");
    put_close(out, ']');
    out_text(out, "}\n");
}

const struct form form_navigator = { .name = "navigator",
    .help = "a layer of the ATT&CK Navigator: techniques by their number of incidents",
    .incidents = layer,
    .shares = true };
