/* indicators.c - from a file to a set. */
#include "io/whole/indicators.h"

#include <stdlib.h>

#include "core/known/entry.h"
#include "core/known/list.h"
#include "io/whole/file.h"
#include "io/whole/tree.h"

struct reading {
    struct indicators *set;
    struct passage place;
};

static bool is_type(const json_t *object, const char *type)
{
    return slice_eq(tree_text(object, "type"), text(type));
}

/* ---- STIX ---- */

static void take_stix_indicator(struct reading *r, const json_t *object)
{
    struct slice language = tree_text(object, "pattern_type");
    if (tree_is_true(object, "revoked"))
        r->set->withdrawn++;
    else if (language.len > 0 && !slice_eq(language, LIT("stix")))
        indicators_bad(r->set, &r->place, "a pattern in another language than STIX", language);
    else
        entry_take(r->set, &r->place, ENTRY_STIX, tree_text(object, "pattern"));
}

static void take_stix_object(struct reading *r, const json_t *object)
{
    static const char *const observables[] = { "ipv4-addr", "ipv6-addr", "domain-name", "url", "email-addr" };
    struct slice type = tree_text(object, "type");
    r->place.no++;
    r->place.doubted = false;
    if (is_type(object, "indicator"))
        take_stix_indicator(r, object);
    for (size_t i = 0; i < sizeof observables / sizeof observables[0]; i++)
        if (slice_eq(type, text(observables[i])))
            entry_take(r->set, &r->place, entry_type_named(type), tree_text(object, "value"));
}

/* ---- MISP ---- */

static void take_attributes(struct reading *r, const json_t *list)
{
    size_t i;
    const json_t *one;
    json_array_foreach(list, i, one)
    {
        r->place.no++;
        r->place.doubted = tree_is_false(one, "to_ids");
        if (tree_is_true(one, "deleted"))
            r->set->withdrawn++;
        else
            entry_take(r->set, &r->place, entry_type_named(tree_text(one, "type")), tree_text(one, "value"));
    }
}

static bool take_event(struct reading *r, const json_t *event)
{
    size_t i;
    const json_t *object, *list = tree_at(event, "Attribute"), *objects = tree_at(event, "Object");
    take_attributes(r, list);
    json_array_foreach(objects, i, object)
    {
        take_attributes(r, tree_at(object, "Attribute"));
    }
    return json_is_array(list) || json_is_array(objects);
}

/* ---- which of them ---- */

static bool take_member(struct reading *r, const json_t *one)
{
    const json_t *event = tree_at(one, "Event");
    if (event != NULL)
        return take_event(r, event);
    if (tree_text(one, "type").len > 0 && tree_text(one, "id").len > 0) {
        take_stix_object(r, one);
        return true;
    }
    return take_event(r, one);
}

static bool take_list(struct reading *r, const json_t *list)
{
    size_t i;
    const json_t *one;
    bool known = false;
    json_array_foreach(list, i, one)
    {
        known = take_member(r, one) || known;
    }
    return known;
}

static bool take_tree(struct reading *r, const json_t *tree)
{
    const json_t *objects = tree_at(tree, "objects"), *response = tree_at(tree, "response");
    if (is_type(tree, "bundle"))
        return json_is_array(objects) && (take_list(r, objects) || json_array_size(objects) == 0);
    if (response != NULL)
        return json_is_array(response) ? take_list(r, response) : take_member(r, response);
    return json_is_array(tree) ? take_list(r, tree) : take_member(r, tree);
}

static enum status take_json(struct reading *r, struct slice data, struct error *err)
{
    json_t *tree = tree_read(data, err);
    if (tree == NULL)
        return err->status;
    bool known = take_tree(r, tree);
    json_decref(tree);
    return known ? STATUS_OK : fail(err, STATUS_INVALID, "JSON, but neither a STIX bundle nor a MISP event");
}

/* A tree begins with a brace, or with a list of them; "[2001:db8::1]" and a STIX pattern are lines. */
static bool is_json(struct slice data)
{
    static const char spaces[] = " \t\r\n";
    struct slice in = data;
    for (bool in_list = false; in.len > 0; in = slice_skip(in, 1)) {
        if (in.at[0] == '{' || (in_list && in.at[0] == ']'))
            return true;
        if (in.at[0] == '[' && !in_list)
            in_list = true;
        else if (in.at[0] == '\0' || strchr(spaces, in.at[0]) == NULL)
            return false;
    }
    return false;
}

enum status indicators_take(struct slice all, uint32_t file, struct indicators *set, struct error *err)
{
    struct reading r = { .set = set, .place = { .file = file } };
    enum status st = STATUS_OK;
    struct slice data = all;
    (void)take_lit(&data, LIT("\xef\xbb\xbf"));
    size_t before = set->count + set->bad + set->foreign + set->withdrawn;
    if (is_json(data))
        st = take_json(&r, data, err);
    else
        list_take(set, file, data);
    if (st == STATUS_OK && set->count + set->bad + set->foreign + set->withdrawn == before)
        st = fail(err, STATUS_INVALID,
                "holds no indicators; expected addresses, networks, domains or user agents, one a line, "
                "or CSV with a header, or a STIX bundle, or a MISP event");
    return st;
}

enum status indicators_read(const char *path, uint32_t file, struct indicators *set, struct error *err)
{
    struct slice all;
    enum status st = file_read(path, &all, err);
    if (st != STATUS_OK)
        return st;
    st = indicators_take(all, file, set, err);
    free((void *)(uintptr_t)all.at);
    return st;
}
