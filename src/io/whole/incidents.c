/* incidents.c - from lines of JSON to what can be compared. */
#include "io/whole/incidents.h"

#include <stdlib.h>

#include "io/whole/file.h"
#include "io/whole/tree.h"

#define CLIENTS_MOST 200u /* ours lists 50 */

void told_file_done(struct told_file *file)
{
    for (size_t i = 0; i < file->count; i++) {
        free(file->at[i].sources);
        free(file->at[i].accounts);
        free(file->at[i].clients);
        free(file->at[i].per_hour);
    }
    json_decref(file->trees);
    free(file->at);
    *file = (struct told_file){ 0 };
}

static const char *text_at(const json_t *object, const char *key)
{
    const char *s = json_string_value(tree_at(object, key));
    return s != NULL ? s : "";
}

/* A number that can be counted with: 0 for anything else. */
static double number_at(const json_t *object, const char *key)
{
    double x = json_number_value(tree_at(object, key));
    return x > 0 && x < 1e15 ? x : 0;
}

static bool time_at(const json_t *object, const char *key, time_us *ret)
{
    struct slice s = tree_text(object, key);
    bool zoned;
    return take_time_iso(&s, ret, &zoned) && s.len == 0;
}

/* As put_source writes: an address, or its /64. */
static bool source_at(const json_t *one, struct told_source *ret)
{
    struct ip_net net;
    double asn = number_at(one, "asn");
    if (!ip_net_parse(tree_text(one, "ip"), &net))
        return false;
    *ret = (struct told_source){ ip_source_key(net.addr), asn <= UINT32_MAX ? (uint32_t)asn : 0 };
    return true;
}

static size_t length(const json_t *list)
{
    return json_is_array(list) ? json_array_size(list) : 0;
}

static bool take_sources(const json_t *list, struct told *to)
{
    to->sources = calloc(length(list) + 1, sizeof *to->sources);
    for (size_t i = 0; to->sources != NULL && i < length(list); i++)
        to->sources_count += source_at(json_array_get(list, i), &to->sources[to->sources_count]);
    return to->sources != NULL;
}

static bool is_pseudonym(const char *name)
{
    return slice_starts(text(name), LIT("person-"));
}

static bool take_accounts(const json_t *list, struct told *to)
{
    to->accounts = calloc(length(list) + 1, sizeof *to->accounts);
    for (size_t i = 0; to->accounts != NULL && i < length(list); i++) {
        const json_t *one = json_array_get(list, i);
        const char *name = text_at(one, "name");
        bool hidden = is_pseudonym(name);
        to->pseudonyms += hidden;
        to->accounts[to->accounts_count++] = (struct told_account){ hidden ? "" : name,
            number_at(one, "attempts"), tree_is_true(one, "missing") };
    }
    return to->accounts != NULL;
}

static bool take_clients(const json_t *list, struct told *to)
{
    size_t count = length(list) < CLIENTS_MOST ? length(list) : CLIENTS_MOST;
    to->clients = calloc(count + 1, sizeof *to->clients);
    for (size_t i = 0; to->clients != NULL && i < count; i++) {
        const json_t *one = json_array_get(list, i);
        to->clients[to->clients_count++] = (struct told_client){ text_at(one, "agent"),
            text_at(one, "application"), text_at(one, "protocol"), number_at(one, "attempts"),
            number_at(one, "people") };
    }
    return to->clients != NULL;
}

static bool take_hours(const json_t *list, struct told *to)
{
    to->per_hour = calloc(length(list) + 1, sizeof *to->per_hour);
    for (size_t i = 0; to->per_hour != NULL && i < length(list); i++) {
        double x = json_number_value(json_array_get(list, i));
        to->per_hour[to->hours++] = x > 0 && x < 1e12 ? x : 0;
    }
    return to->per_hour != NULL;
}

static enum status take_incident(
        struct told_file *file, const char *path, const json_t *one, struct error *err)
{
    struct told told = { .file = path,
        .id = text_at(one, "id"),
        .kind = text_at(one, "kind"),
        .organisation = text_at(one, "organisation"),
        .attempts = number_at(one, "attempts"),
        .truncated = tree_is_true(one, "truncated") };
    if (tree_at(one, "sighting") != NULL || tree_at(one, "indicators") != NULL)
        return STATUS_OK;
    if (told.id[0] == '\0' || told.kind[0] == '\0' || !time_at(one, "first_seen", &told.first)
            || !time_at(one, "last_seen", &told.last) || told.last < told.first)
        return fail(err, STATUS_INVALID,
                "no incident: expected id, kind, first_seen and last_seen as scan --format jsonl writes");
    if (slice_eq(tree_text(one, "severity"), LIT("info"))) {
        file->advice++;
        return STATUS_OK;
    }
    if (file->count == file->room) {
        size_t room = file->room ? file->room * 2 : 16;
        struct told *grown = realloc(file->at, room * sizeof *grown);
        if (grown == NULL)
            return fail(err, STATUS_NOMEM, "no memory for the incidents");
        file->at = grown;
        file->room = room;
    }
    struct told *to = &file->at[file->count++];
    *to = told;
    if (take_sources(tree_at(one, "sources"), to) && take_accounts(tree_at(one, "accounts"), to)
            && take_clients(tree_at(one, "clients"), to) && take_hours(tree_at(one, "per_hour"), to))
        return STATUS_OK;
    return fail(err, STATUS_NOMEM, "no memory for the incidents");
}

static enum status take_tree(struct told_file *file, const char *path, json_t *tree, struct error *err)
{
    if (json_array_append_new(file->trees, tree) != 0) /* it keeps the tree, or releases it */
        return fail(err, STATUS_NOMEM, "no memory for the incidents");
    if (!json_is_array(tree))
        return take_incident(file, path, tree, err);
    enum status st = STATUS_OK;
    for (size_t i = 0; i < json_array_size(tree) && st == STATUS_OK; i++)
        st = take_incident(file, path, json_array_get(tree, i), err);
    return st;
}

/* STATUS_NOMEM ends the reading; what is not understood is counted. */
static enum status take_text(
        struct told_file *file, const char *path, struct slice json, size_t line, struct error *err)
{
    struct error why = { 0 };
    json_t *tree = tree_read(json, &why);
    enum status st = tree != NULL ? take_tree(file, path, tree, &why) : why.status;
    if (st == STATUS_NOMEM) {
        *err = why;
        return st;
    }
    if (st != STATUS_OK && file->bad++ == 0) {
        file->bad_line = line;
        file->bad_why = why;
    }
    return STATUS_OK;
}

/* `scan --format json` writes one list over several lines. */
static bool is_list(struct slice data)
{
    struct slice in = slice_trim(data);
    return in.len > 0 && in.at[0] == '[';
}

static enum status take_lines(
        struct told_file *file, const char *path, struct slice data, size_t *texts, struct error *err)
{
    enum status st = STATUS_OK;
    if (is_list(data)) {
        *texts = 1;
        return take_text(file, path, data, 1, err);
    }
    for (size_t line = 1; data.len > 0 && st == STATUS_OK; line++) {
        size_t end = slice_find(data, '\n');
        struct slice one = slice_trim(slice_first(data, end));
        if (one.len > 0 && one.at[0] != '\r') {
            st = take_text(file, path, one, line, err);
            *texts += 1;
        }
        data = slice_skip(data, end + 1);
    }
    return st;
}

enum status incidents_take(struct slice all, const char *path, struct told_file *ret, struct error *err)
{
    size_t texts = 0;
    *ret = (struct told_file){ .trees = json_array() };
    if (ret->trees == NULL)
        return fail(err, STATUS_NOMEM, "no memory for the incidents");
    enum status st = take_lines(ret, path, all, &texts, err);
    if (st == STATUS_OK && texts > 0 && ret->bad == texts)
        st = fail(err, STATUS_INVALID, "line %zu: %.300s", ret->bad_line, ret->bad_why.message);
    if (st != STATUS_OK)
        told_file_done(ret);
    return st;
}

enum status incidents_read(const char *path, struct told_file *ret, struct error *err)
{
    struct slice all;
    enum status st = file_read(path, &all, err);
    if (st != STATUS_OK)
        return st;
    st = incidents_take(all, path, ret, err);
    free((void *)(uintptr_t)all.at);
    return st;
}
