/* sources.c - addresses, their neighbourhoods and their networks that came to both. */
#include <stdlib.h>

#include "core/base/ip.h"
#include "core/compare/inside.h"

/* Addresses from which sign-in is attacked in a few weeks: what public lists of such addresses hold, to the nearest
 * power of ten. Two lists drawn from it by chance share n times m of its parts. */
#define POOL 1e6
/* Their /24 (IPv6: /48): fewer, as such addresses stand together. */
#define POOL_NEIGHBOURHOODS 2e5
/* Networks (AS) that attacks come from: most come from a few hundred. */
#define POOL_NETWORKS 300.0

static int by_ip(const void *a, const void *b)
{
    return ip_cmp(*(const struct ip_addr *)a, *(const struct ip_addr *)b);
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static size_t each_once(void *list, size_t count, size_t size, int (*order)(const void *, const void *))
{
    char *at = list;
    size_t kept = 0;
    if (count == 0)
        return 0;
    qsort(list, count, size, order);
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && order(at + (kept - 1) * size, at + i * size) == 0)
            continue;
        if (kept != i)
            memcpy(at + kept * size, at + i * size, size);
        kept++;
    }
    return kept;
}

struct addresses {
    struct ip_addr *at; /* once each, in order */
    size_t count;
};

static bool addresses_of(const struct told *told, struct addresses *ret)
{
    ret->at = malloc((told->sources_count + 1) * sizeof *ret->at);
    if (ret->at == NULL)
        return false;
    for (size_t i = 0; i < told->sources_count; i++)
        ret->at[i] = told->sources[i].key;
    ret->count = each_once(ret->at, told->sources_count, sizeof *ret->at, by_ip);
    return true;
}

static bool has(const struct addresses *list, struct ip_addr ip)
{
    return list->count > 0 && bsearch(&ip, list->at, list->count, sizeof ip, by_ip) != NULL;
}

static size_t shared(const struct addresses *a, const struct addresses *b)
{
    size_t n = 0;
    for (size_t i = 0; i < a->count; i++)
        n += has(b, a->at[i]);
    return n;
}

/* The /24 or /48 of what the other does not have: what both have has spoken already. */
static bool neighbourhoods_of(
        const struct addresses *of, const struct addresses *other, struct addresses *ret)
{
    ret->count = 0;
    ret->at = malloc((of->count + 1) * sizeof *ret->at);
    if (ret->at == NULL)
        return false;
    for (size_t i = 0; i < of->count; i++)
        if (!has(other, of->at[i]))
            ret->at[ret->count++] = ip_mask(of->at[i], ip_is_v4(of->at[i]) ? 96 + 24 : 48);
    ret->count = each_once(ret->at, ret->count, sizeof *ret->at, by_ip);
    return true;
}

static double least(double a, double b)
{
    return a < b ? a : b;
}

static void tell_sources(struct comparison *c, const struct addresses *a, const struct addresses *b)
{
    bool background = told_is_background(c->a) || told_is_background(c->b);
    size_t n = shared(a, b);
    struct overlap o = { .shared = (double)n,
        .most = least((double)a->count, (double)b->count),
        .expected = (double)a->count * (double)b->count / POOL,
        .common = background ? 0.3 : 0.001,
        .apart = 0.3 };
    add_reason(c, "shared-sources", o.shared, o.expected, overlap_nats(&o),
            "%zu of %zu and %zu addresses came to both; two lists of such lengths out of a million share "
            "%.2g by "
            "chance%s",
            n, a->count, b->count, o.expected,
            background ? ". One of the two is what every address on the internet hears: scanners come to all"
                       : "");
}

static bool tell_neighbourhoods(struct comparison *c, const struct addresses *a, const struct addresses *b)
{
    struct addresses na = { 0 }, nb = { 0 };
    bool background = told_is_background(c->a) || told_is_background(c->b);
    bool ok = neighbourhoods_of(a, b, &na) && neighbourhoods_of(b, a, &nb);
    if (ok && na.count > 0 && nb.count > 0) {
        size_t n = shared(&na, &nb);
        struct overlap o = { .shared = (double)n,
            .most = least((double)na.count, (double)nb.count),
            .expected = (double)na.count * (double)nb.count / POOL_NEIGHBOURHOODS,
            .common = background ? 0.5 : 0.15, /* hosters that everybody rents from */
            .apart = 0.6 };
        add_reason(c, "shared-neighbourhoods", o.shared, o.expected, overlap_nats(&o),
                "beside these, %zu of %zu and %zu neighbourhoods (/24, in IPv6 /48) are the same; chance "
                "gives %.2g",
                n, na.count, nb.count, o.expected);
    }
    free(na.at);
    free(nb.at);
    return ok;
}

/* The numbers of networks, once each; NULL without any or without memory. */
static uint32_t *networks_of(const struct told *told, size_t *ret_count)
{
    uint32_t *list = malloc((told->sources_count + 1) * sizeof *list);
    size_t n = 0;
    for (size_t i = 0; list != NULL && i < told->sources_count; i++)
        if (told->sources[i].asn != 0)
            list[n++] = told->sources[i].asn;
    *ret_count = list != NULL ? each_once(list, n, sizeof *list, by_number) : 0;
    return list;
}

static bool tell_networks(struct comparison *c)
{
    size_t a_count, b_count, n = 0;
    uint32_t *a = networks_of(c->a, &a_count), *b = networks_of(c->b, &b_count);
    bool ok = a != NULL && b != NULL;
    for (size_t i = 0; ok && b_count > 0 && i < a_count; i++)
        n += bsearch(&a[i], b, b_count, sizeof *b, by_number) != NULL;
    if (ok && a_count > 0 && b_count > 0) {
        struct overlap o = { .shared = (double)n,
            .most = least((double)a_count, (double)b_count),
            .expected = (double)a_count * (double)b_count / POOL_NETWORKS,
            .common = 0.4,
            .apart = 0.3 };
        add_reason(c, "shared-networks", o.shared, o.expected, overlap_nats(&o),
                "%zu of %zu and %zu networks (AS) are the same; attacks come from a few hundred, chance "
                "gives %.2g",
                n, a_count, b_count, o.expected);
    } else if (ok) {
        add_unknown(c, "shared-networks", "the logs do not tell the networks (AS) of the addresses");
    }
    free(a);
    free(b);
    return ok;
}

bool compare_sources(struct comparison *c)
{
    struct addresses a = { 0 }, b = { 0 };
    bool ok = addresses_of(c->a, &a) && addresses_of(c->b, &b);
    if (ok && (a.count == 0 || b.count == 0)) {
        add_unknown(c, "shared-sources", "one of the two names no addresses");
    } else if (ok) {
        tell_sources(c, &a, &b);
        ok = tell_neighbourhoods(c, &a, &b) && tell_networks(c);
    }
    free(a.at);
    free(b.at);
    return ok;
}
