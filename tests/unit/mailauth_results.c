/* mailauth_results.c - Authentication-Results by the grammar, and which of them are believed. */
#include <stdlib.h>

#include "core/mailauth/authres.h"
#include "core/mailauth/border.h"
#include "help.h"

static struct arena arena;

/* ---- the grammar: what is read, written plainly: "id|method=result(reason) type.name=value ...|..." ---- */

static const struct {
    const char *name, *in, *out; /* out NULL: nothing is believed */
} fields[] = {
    { "none", " mx.example; none", "mx.example" },
    { "nothing but the name", "mx.example", "mx.example" },
    { "one result", " mx.example; spf=pass smtp.mailfrom=institute.example",
            "mx.example|spf=pass smtp.mailfrom=institute.example" },
    { "a version", "mx.example 1; spf=fail", "mx.example|spf=fail" },
    { "versions of methods", "mx.example; spf/1=fail smtp.mailfrom=a.example",
            "mx.example|spf=fail smtp.mailfrom=a.example" },
    { "folds and several", " mx.example;\r\n\tdkim=pass header.d=a.example\r\n header.s=k1;\r\n\tdmarc=fail",
            "mx.example|dkim=pass header.d=a.example header.s=k1|dmarc=fail" },
    { "comments everywhere",
            "(a) mx.example (b) ; (c(d)e) spf (f) = (g) pass (h;i=j) smtp (k) . (l) mailfrom (m) = (n) "
            "a.example (o)",
            "mx.example|spf=pass smtp.mailfrom=a.example" },
    { "a comment with an escape", "mx.example; spf=pass (a \\) b) smtp.helo=h.example",
            "mx.example|spf=pass smtp.helo=h.example" },
    { "a comment that holds a result", "mx.example; spf=fail (dmarc=pass; dkim=pass)",
            "mx.example|spf=fail" },
    { "a comment that does not end", "mx.example; spf=pass (a", NULL },
    { "quoted values", "mx.example; dkim=fail reason=\"bad; \\\"b\\\" key\" header.d=\"a.example\"",
            "mx.example|dkim=fail(bad; \"b\" key) header.d=a.example" },
    { "a quoted name", "\"mx.example\"; spf=pass", "mx.example|spf=pass" },
    { "a quote that does not end", "mx.example; dkim=fail reason=\"bad", NULL },
    { "a quoted local part", "mx.example; spf=pass smtp.mailfrom=\"a b\"@a.example",
            "mx.example|spf=pass smtp.mailfrom=\"a b\"@a.example" },
    { "an address", "mx.example; iprev=pass policy.iprev=2001:db8::1",
            "mx.example|iprev=pass policy.iprev=2001:db8::1" },
    { "without a name, as Microsoft 365 writes",
            "spf=pass (sender IP is 192.0.2.7)\r\n smtp.mailfrom=a.example; dkim=none (message not "
            "signed)\r\n "
            "header.d=none;dmarc=bestguesspass action=none\r\n header.from=a.example;compauth=pass "
            "reason=109",
            "|spf=pass smtp.mailfrom=a.example|dkim=none header.d=none|dmarc=bestguesspass "
            "header.from=a.example|compauth=pass(109)" },
    { "a semicolon at the end", "mx.example; spf=pass;", "mx.example|spf=pass" },
    { "two semicolons", "mx.example; spf=pass;; dkim=pass", NULL },
    { "capitals", "MX.example; SPF=Pass SMTP.MailFrom=A.example",
            "MX.example|SPF=Pass SMTP.MailFrom=A.example" },
    { "a result that nobody knows", "mx.example; spf=policy", "mx.example|spf=policy" },
    { "no result", "mx.example; spf=", NULL },
    { "no method", "mx.example; =pass", NULL },
    { "words in place of a result", "mx.example; this is fine", NULL },
    { "empty", "", "" },
};

static void put(char *out, size_t cap, const char *before, struct slice s, const char *after)
{
    size_t len = strlen(out);
    snprintf(out + len, cap - len, "%s%.*s%s", before, (int)s.len, s.len ? s.at : "", after);
}

static void as_text(const struct authres *res, char *out, size_t cap)
{
    out[0] = '\0';
    put(out, cap, "", res->id, "");
    for (uint32_t i = 0; i < res->count; i++) {
        const struct authres_item *item = &res->items[i];
        put(out, cap, "|", item->method, "=");
        put(out, cap, "", item->word, "");
        if (item->reason.len > 0)
            put(out, cap, "(", item->reason, ")");
        for (uint32_t k = 0; k < item->properties; k++) {
            const struct authres_property *property = &res->properties[item->property + k];
            put(out, cap, " ", property->type, ".");
            put(out, cap, "", property->name, "=");
            put(out, cap, "", property->value, "");
        }
    }
}

static void test_grammar(void)
{
    EACH(i, fields)
    {
        static struct authres res;
        char got[2048];
        arena_reset(&arena);
        bool ok = authres_read(text(fields[i].in), &arena, &res);
        as_text(&res, got, sizeof got);
        if (!OK(ok == (fields[i].out != NULL) && (!ok || strcmp(got, fields[i].out) == 0), fields[i].name))
            printf("# %d %s\n", ok, got);
    }
}

/* What an attacker may write without end. */
static const struct {
    const char *name, *before, *piece;
    size_t count;
} floods[] = {
    { "100,000 open comments", "mx.example; spf=pass ", "(", 100000 },
    { "100,000 results", "mx.example", "; spf=pass", 100000 },
    { "100,000 properties", "mx.example; spf=pass", " a.b=c", 100000 },
    { "100,000 reasons", "mx.example; spf=pass", " reason=c", 100000 },
    { "100,000 backslashes", "mx.example; spf=pass reason=\"", "\\", 100000 },
};

static void test_floods(void)
{
    EACH(i, floods)
    {
        static struct authres res;
        size_t before = strlen(floods[i].before), piece = strlen(floods[i].piece);
        char *s = malloc(before + piece * floods[i].count);
        memcpy(s, floods[i].before, before);
        for (size_t k = 0; k < floods[i].count; k++)
            memcpy(s + before + k * piece, floods[i].piece, piece);
        arena_reset(&arena);
        bool ok = authres_read((struct slice){ s, before + piece * floods[i].count }, &arena, &res);
        OK(res.count <= LIMIT_AUTHRES_RESULTS && res.properties_count <= LIMIT_AUTHRES_PROPERTIES
                        && (!ok || strstr(floods[i].name, "reasons") != NULL),
                floods[i].name);
        free(s);
    }
}

/* ---- the border ---- */

/* A message as its fields from the top, told shortly: "R:name [client [greeting]]" a Received by that host, "A:text"
 * Authentication-Results, "S:text" Received-SPF, "-" another field. believed: indexes of those that are. */
static const struct {
    const char *name, *fields[8], *believed, *client;
} borders[] = {
    { "above our own Received", { "A:mx.our.example; spf=pass", "R:mx.our.example", "-" }, "0", "0" },
    { "two above it", { "A:mx.our.example; spf=pass", "A:mx.our.example; dkim=pass", "R:mx.our.example" },
            "0 1", "0" },
    { "directly below it", { "R:mx.our.example", "A:mx.our.example; spf=pass", "R:evil.example" }, "1", "0" },
    { "below it, behind other fields", { "R:mx.our.example", "-", "A:mx.our.example; spf=pass" }, "2", "0" },
    { "a forged one below the true one",
            { "R:mx.our.example", "A:mx.our.example; spf=fail", "A:mx.our.example; spf=pass",
                    "R:evil.example" },
            "1", "0" },
    { "a forged one below, the true one above",
            { "A:mx.our.example; spf=fail", "R:mx.our.example", "A:mx.our.example; dmarc=pass" }, "0", "0" },
    { "below a stranger's Received", { "R:mx.our.example", "R:evil.example", "A:mx.our.example; spf=pass" },
            "", "0" },
    { "below our name behind a stranger's",
            { "R:mx.our.example", "R:evil.example", "R:mx.our.example", "A:mx.our.example; spf=pass" }, "",
            "0" },
    { "no Received at all", { "A:mx.our.example; spf=pass", "-" }, "", "-" },
    { "a stranger's Received on top", { "A:mx.our.example; spf=pass", "R:evil.example" }, "", "-" },
    { "another's results above ours",
            { "A:evil.example; spf=pass", "A:mx.our.example; spf=fail", "R:mx.our.example" }, "1", "0" },
    { "another's results first below",
            { "R:mx.our.example", "A:evil.example; spf=pass", "A:mx.our.example; spf=pass" }, "", "0" },
    { "two hops of ours",
            { "R:store.our.example", "A:mx.our.example; spf=pass", "R:mx.our.example", "R:evil.example" },
            "1", "1" },
    { "two hops, results below the second",
            { "R:store.our.example", "R:mx.our.example", "A:mx.our.example; spf=pass", "R:evil.example" },
            "2", "1" },
    { "results below both hops",
            { "R:store.our.example", "A:mx.our.example; spf=pass", "R:mx.our.example",
                    "A:mx.our.example; dkim=pass" },
            "1", "1" },
    { "an inner hop from a private address",
            { "R:store.our.example 10.0.0.1 x", "R:mx.our.example 192.0.2.7", "A:mx.our.example; spf=pass" },
            "2", "1" },
    { "an inner hop from an own network",
            { "R:store.our.example 198.51.100.7 x", "R:mx.our.example 192.0.2.7",
                    "A:mx.our.example; spf=pass" },
            "2", "1" },
    { "our own name below a client from outside",
            { "R:mx.our.example 203.0.113.9 evil.example", "R:mx.our.example 192.0.2.7",
                    "A:mx.our.example; spf=pass" },
            "", "0" },
    { "a client from outside that greets by our name",
            { "R:mx.our.example 203.0.113.9 mx.our.example", "R:mx.our.example 192.0.2.7",
                    "A:mx.our.example; spf=pass" },
            "2", "1?" },
    { "a client from outside whose address is not told",
            { "R:mx.our.example - evil.example", "R:mx.our.example 192.0.2.7", "A:mx.our.example; spf=pass" },
            "", "0" },
    { "a name that ends like ours", { "A:mxour.example; spf=pass", "R:mx.our.example" }, "", "0" },
    { "a name below ours", { "A:a.mx.our.example; spf=pass", "R:a.mx.our.example" }, "0", "0" },
    { "without a name, below our Received", { "R:mx.our.example", "A:spf=pass smtp.mailfrom=a.example" }, "1",
            "0" },
    { "without a name, above all", { "A:spf=pass smtp.mailfrom=a.example", "R:mx.our.example" }, "", "0" },
    { "results that break the grammar",
            { "A:mx.our.example; spf=", "A:mx.our.example; spf=pass", "R:mx.our.example" }, "1", "0" },
    { "Received-SPF above", { "S:pass client-ip=192.0.2.1; receiver=mx.our.example", "R:mx.our.example" },
            "s0", "0" },
    { "Received-SPF of another", { "S:pass client-ip=192.0.2.1; receiver=evil.example", "R:mx.our.example" },
            "", "0" },
    { "Received-SPF below", { "R:mx.our.example", "S:fail (text; receiver=x) receiver=mx.our.example" }, "s1",
            "0" },
    { "Received-SPF, forged below",
            { "R:mx.our.example", "R:evil.example", "S:pass receiver=mx.our.example" }, "", "0" },
};

/* "by", "by ADDRESS" or "by ADDRESS from" */
static struct hop hop_of(struct slice s)
{
    struct hop hop = { .time = TIME_NONE };
    struct slice word;
    (void)take_word(&s, &hop.by);
    s = slice_trim(s);
    if (take_word(&s, &word))
        (void)ip_parse(word, &hop.ip);
    hop.from = slice_trim(s);
    return hop;
}

static size_t build(const char *const rows[8], char *out, size_t cap, struct hop *hops, uint32_t *ret_hops)
{
    size_t len = 0;
    *ret_hops = 0;
    for (size_t i = 0; i < 8 && rows[i] != NULL; i++) {
        const char *name = rows[i][0] == 'R' ? "Received: by "
                : rows[i][0] == 'A'          ? "Authentication-Results: "
                : rows[i][0] == 'S'          ? "Received-SPF: "
                                             : "X-Note: -";
        const char *rest = rows[i][0] == '-' ? "" : rows[i] + 2;
        len += (size_t)snprintf(out + len, cap - len, "%s%s\r\n", name, rest);
        if (rows[i][0] == 'R')
            hops[(*ret_hops)++] = hop_of(text(rest));
    }
    return len;
}

static void test_borders(void)
{
    static const struct slice ids[] = { { "mx.our.example", 14 }, { "store.our.example", 17 } };
    struct ip_net own;
    struct mailauth_trust trust = { .ids = ids, .ids_count = 2, .networks = &own, .networks_count = 1 };
    (void)ip_net_parse(LIT("198.51.100.0/24"), &own);
    EACH(i, borders)
    {
        char raw[2048], got[64] = "", client[16] = "-";
        struct hop hops[8];
        uint32_t hops_count;
        struct auth_fields read;
        struct border border;
        arena_reset(&arena);
        size_t len = build(borders[i].fields, raw, sizeof raw, hops, &hops_count);
        auth_fields_read((struct slice){ raw, len }, &arena, &read);
        border_find(&read, hops, hops_count, &trust, &arena, &border);
        for (uint32_t k = 0; k < border.results_count; k++)
            snprintf(got + strlen(got), sizeof got - strlen(got), "%s%u", k ? " " : "", border.results[k]);
        if (border.spf != UINT32_MAX)
            snprintf(got + strlen(got), sizeof got - strlen(got), "s%u", border.spf);
        if (border.hop != UINT32_MAX)
            snprintf(client, sizeof client, "%u%s", border.hop, border.is_sure ? "" : "?");
        IS(text(got), borders[i].believed, borders[i].name);
        IS(text(client), borders[i].client, "the border's hop");
    }
}

int main(void)
{
    struct error err;
    if (arena_init(&arena, (size_t)4 << 20, &err) != STATUS_OK)
        return 2;
    test_grammar();
    test_floods();
    test_borders();
    arena_done(&arena);
    return tap_done();
}
