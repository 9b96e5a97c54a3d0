/* stix_observables.c - addresses, networks and accounts, each once in a bundle, by the ids that all compute.
 *
 * Source  STIX 2.1 2.9: UUID version 5 of the contributing properties as RFC 8785 writes them.
 */
#include <stdio.h>
#include <stdlib.h>

#include "core/base/chars.h"
#include "core/export/stix_parts.h"

static const struct uuid stix_space = { { 0x00, 0xab, 0xed, 0xb4, 0xaa, 0x42, 0x46, 0x6c, 0x9c, 0x01, 0xfe,
        0xd2, 0x33, 0x15, 0xa9, 0xb7 } };

/* RFC 8785 3.2.2.2. Whoever reads our JSON and computes the id writes the same bytes: what is no UTF-8 was
 * U+FFFD there too. */
static void canonical_text(struct out *out, struct slice s)
{
    static const char *const short_form[] = {
        ['\b'] = "\\b", ['\t'] = "\\t", ['\n'] = "\\n", ['\f'] = "\\f", ['\r'] = "\\r"
    };
    out_text(out, "\"");
    for (size_t i = 0, n; i < s.len; i += n) {
        uint32_t c = char_next(slice_skip(s, i), &n);
        if (c == '"' || c == '\\')
            out_printf(out, "\\%c", (char)c);
        else if (c < sizeof short_form / sizeof short_form[0] && short_form[c] != NULL)
            out_text(out, short_form[c]);
        else if (c < 0x20)
            out_printf(out, "\\u%04x", c);
        else if (c == 0xfffd)
            out_text(out, "\xef\xbf\xbd");
        else
            out_bytes(out, slice_first(slice_skip(s, i), n));
    }
    out_text(out, "\"");
}

/* Takes the canonical text. */
static void compute_id(struct out *out, const char *type, struct out *canonical, char id[STIX_ID_MAX])
{
    struct uuid uuid = { 0 };
    char digits[UUID_TEXT_MAX];
    if (canonical->failed || !uuid_v5(&stix_space, (struct slice){ canonical->at, canonical->len }, &uuid))
        out->failed = true;
    out_done(canonical);
    uuid_format(&uuid, digits);
    (void)snprintf(id, STIX_ID_MAX, "%.20s--%s", type, digits);
}

static void network_id(struct out *out, uint32_t asn, char id[STIX_ID_MAX])
{
    struct out canonical = { 0 };
    out_printf(&canonical, "{\"number\":%u}", asn);
    compute_id(out, "autonomous-system", &canonical, id);
}

static void add(struct stix *s, const struct observable *seen)
{
    struct observables *all = &s->seen;
    if (all->count == all->room) {
        size_t room = all->room ? 2 * all->room : 64;
        struct observable *grown = realloc(all->at, room * sizeof *grown);
        if (grown == NULL) {
            s->out->failed = true;
            return;
        }
        all->at = grown;
        all->room = room;
    }
    all->at[all->count++] = *seen;
}

void stix_address(struct stix *s, const struct incident_source *src, char id[STIX_ID_MAX])
{
    struct observable seen = { .type = OBSERVABLE_ADDRESS, .key = src->key, .asn = src->asn };
    struct observable network = { .type = OBSERVABLE_NETWORK, .asn = src->asn };
    struct out canonical = { 0 };
    char value[IP_TEXT_MAX];
    ip_format_source(src->key, value);
    out_printf(&canonical, "{\"value\":\"%s\"}", value);
    compute_id(s->out, ip_is_v4(src->key) ? "ipv4-addr" : "ipv6-addr", &canonical, seen.id);
    (void)snprintf(id, STIX_ID_MAX, "%s", seen.id);
    add(s, &seen);
    if (src->asn == 0)
        return;
    network_id(s->out, src->asn, network.id);
    add(s, &network);
}

void stix_account(struct stix *s, const char *name, char id[STIX_ID_MAX])
{
    struct observable seen = { .type = OBSERVABLE_ACCOUNT, .account = name };
    struct out canonical = { 0 };
    out_text(&canonical, "{\"account_login\":");
    canonical_text(&canonical, text(name));
    out_text(&canonical, "}");
    compute_id(s->out, "user-account", &canonical, seen.id);
    (void)snprintf(id, STIX_ID_MAX, "%s", seen.id);
    add(s, &seen);
}

/* One incident may know the network of an address and another not: the larger number comes first and stays. */
static int by_id(const void *a, const void *b)
{
    const struct observable *x = a, *y = b;
    int order = strcmp(x->id, y->id);
    return order != 0 ? order : (x->asn < y->asn) - (x->asn > y->asn);
}

static void put_address(struct out *out, const struct observable *seen)
{
    put_text(out, "type", ip_is_v4(seen->key) ? "ipv4-addr" : "ipv6-addr");
    put_source(out, "value", seen->key);
}

static void put_belongs(struct out *out, uint32_t asn)
{
    char id[STIX_ID_MAX];
    network_id(out, asn, id);
    stix_put_one(out, "belongs_to_refs", id);
}

static void put_observable(struct stix *s, const struct observable *seen)
{
    put_open(s->out, NULL, '{');
    switch (seen->type) {
    case OBSERVABLE_ADDRESS: put_address(s->out, seen); break;
    case OBSERVABLE_NETWORK:
        put_text(s->out, "type", "autonomous-system");
        put_count(s->out, "number", seen->asn);
        break;
    case OBSERVABLE_ACCOUNT:
        put_text(s->out, "type", "user-account");
        put_text(s->out, "account_login", seen->account);
        break;
    }
    put_text(s->out, "spec_version", "2.1");
    put_text(s->out, "id", seen->id);
    stix_put_one(s->out, "object_marking_refs", s->label);
    if (seen->type == OBSERVABLE_ADDRESS && seen->asn != 0)
        put_belongs(s->out, seen->asn);
    put_close(s->out, '}');
}

void stix_put_observables(struct stix *s)
{
    if (s->seen.count > 0)
        qsort(s->seen.at, s->seen.count, sizeof *s->seen.at, by_id);
    for (size_t i = 0; i < s->seen.count; i++)
        if (i == 0 || strcmp(s->seen.at[i].id, s->seen.at[i - 1].id) != 0)
            put_observable(s, &s->seen.at[i]);
    free(s->seen.at);
    s->seen = (struct observables){ 0 };
}
