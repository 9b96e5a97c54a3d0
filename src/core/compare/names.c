/* names.c - the dictionary: names that exist at neither and were tried at both, and whether as often. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/compare/inside.h"
#include "core/names/system.h"

/* Names that dictionaries hold: short ones are words and given names, longer ones are made of two. */
#define POOL_SHORT 1e4
#define POOL_LONG 1e6
#define LONG 8u

#define NAME_MAX 320u

struct tried {
    char *name; /* without its domain, small letters */
    double attempts;
};

struct tries {
    struct tried *at; /* by name, once each */
    size_t count;
};

static void tries_done(struct tries *tries)
{
    for (size_t i = 0; i < tries->count; i++)
        free(tries->at[i].name);
    free(tries->at);
}

static char *bare_name(const char *name)
{
    const char *back = strchr(name, '\\');
    const char *from = back != NULL ? back + 1 : name;
    size_t len = strcspn(from, "@");
    char *copy = malloc((len < NAME_MAX ? len : NAME_MAX) + 1);
    if (copy == NULL)
        return NULL;
    len = len < NAME_MAX ? len : NAME_MAX;
    for (size_t i = 0; i < len; i++)
        copy[i] = char_lower(from[i]);
    copy[len] = '\0';
    return copy;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct tried *)a)->name, ((const struct tried *)b)->name);
}

/* What exists there, or on every system, tells of the place and not of the dictionary. */
static bool tries_of(const struct told *told, struct tries *ret)
{
    size_t kept = 0;
    *ret = (struct tries){ .at = malloc((told->accounts_count + 1) * sizeof *ret->at) };
    if (ret->at == NULL)
        return false;
    for (size_t i = 0; i < told->accounts_count; i++) {
        const struct told_account *a = &told->accounts[i];
        if (!a->missing || a->name[0] == '\0' || name_is_system(text(a->name)))
            continue;
        char *name = bare_name(a->name);
        if (name == NULL)
            return false;
        ret->at[ret->count++] = (struct tried){ name, a->attempts };
    }
    if (ret->count > 0)
        qsort(ret->at, ret->count, sizeof *ret->at, by_name);
    for (size_t i = 0; i < ret->count; i++) {
        if (kept > 0 && strcmp(ret->at[kept - 1].name, ret->at[i].name) == 0)
            free(ret->at[i].name);
        else
            ret->at[kept++] = ret->at[i];
    }
    ret->count = kept;
    return true;
}

static double longer(const struct tries *tries)
{
    double n = 0;
    for (size_t i = 0; i < tries->count; i++)
        n += strlen(tries->at[i].name) >= LONG;
    return n;
}

/* ---- how often each was tried ---- */

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* Middle ranks in place of the values. */
static bool to_ranks(double *values, size_t n)
{
    double *sorted = malloc((n + 1) * sizeof *sorted);
    if (sorted == NULL)
        return false;
    memcpy(sorted, values, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_value);
    for (size_t i = 0; i < n; i++) {
        size_t low = 0, high = n;
        while (low < high) {
            size_t mid = low + (high - low) / 2;
            if (sorted[mid] < values[i])
                low = mid + 1;
            else
                high = mid;
        }
        size_t end = low, top = n;
        while (end < top) {
            size_t mid = end + (top - end) / 2;
            if (sorted[mid] <= values[i])
                end = mid + 1;
            else
                top = mid;
        }
        values[i] = ((double)low + (double)end - 1) / 2;
    }
    free(sorted);
    return true;
}

/* Pearson's coefficient of ranks; NAN when one of the two is constant. */
static double correlation(const double *x, const double *y, size_t n)
{
    double mx = 0, my = 0, xx = 0, yy = 0, xy = 0;
    for (size_t i = 0; i < n; i++) {
        mx += x[i] / (double)n;
        my += y[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        xx += (x[i] - mx) * (x[i] - mx);
        yy += (y[i] - my) * (y[i] - my);
        xy += (x[i] - mx) * (y[i] - my);
    }
    return xx > 1e-6 && yy > 1e-6 ? xy / sqrt(xx * yy) : NAN;
}

/* Spearman's coefficient by Fisher's transform: about normal around 0 when the orders have nothing to do with each
 * other, and here around 2 when they do. Public lists are tried from their top by everybody: half of the
 * independent pairs are taken to agree as well. */
static void tell_order(struct comparison *c, double *x, double *y, size_t n)
{
    if (n < 8 || !to_ranks(x, n) || !to_ranks(y, n))
        return;
    double rho = correlation(x, y, n);
    if (isnan(rho))
        return;
    double z = atanh(rho > 0.999 ? 0.999 : rho < -0.999 ? -0.999 : rho) * sqrt((double)n - 3);
    double agrees = 2 * z - 2; /* ln of N(z; 2, 1) over N(z; 0, 1) */
    double nats = log_sum(log(0.8) + agrees, log(0.2)) - log_sum(log(0.3) + agrees, log(0.7));
    add_reason(c, "name-order", rho, 0, nats,
            "the %zu names were tried about as often relative to each other (rank correlation %.2f; 0 by "
            "chance)",
            n, rho);
}

/* What scanners guess and what leaked elsewhere is in everybody's hands. */
static bool is_public(const struct told *told)
{
    return told_is_background(told) || strcmp(told->kind, "credential-stuffing") == 0;
}

static bool tell_shared(struct comparison *c, const struct tries *a, const struct tries *b)
{
    double *x = malloc((a->count + 1) * sizeof *x), *y = malloc((a->count + 1) * sizeof *y), long_ones = 0;
    size_t n = 0;
    for (size_t i = 0; x != NULL && y != NULL && i < a->count; i++) {
        const struct tried *other = bsearch(&a->at[i], b->at, b->count, sizeof *b->at, by_name);
        if (other == NULL)
            continue;
        x[n] = a->at[i].attempts;
        y[n++] = other->attempts;
        long_ones += strlen(other->name) >= LONG;
    }
    bool ok = x != NULL && y != NULL;
    if (ok) {
        double la = longer(a), lb = longer(b), sa = (double)a->count - la, sb = (double)b->count - lb;
        struct overlap o = { .shared = (double)n,
            .most = a->count < b->count ? (double)a->count : (double)b->count,
            .expected = la * lb / POOL_LONG + sa * sb / POOL_SHORT,
            .common = is_public(c->a) || is_public(c->b) ? 0.3 : 0.05,
            .apart = 0.6 };
        if (o.expected < 1e-6)
            o.expected = 1e-6;
        add_reason(c, "shared-names", o.shared, o.expected, overlap_nats(&o),
                "%zu of %zu and %zu tried names that nobody has are the same, %.0f of them long; chance "
                "gives %.2g. Names "
                "that every system has do not count",
                n, a->count, b->count, long_ones, o.expected);
        tell_order(c, x, y, n);
    }
    free(x);
    free(y);
    return ok;
}

bool compare_names(struct comparison *c)
{
    struct tries a = { 0 }, b = { 0 };
    bool ok = tries_of(c->a, &a) && tries_of(c->b, &b);
    if (c->a->pseudonyms + c->b->pseudonyms > 0)
        add_unknown(c, "pseudonyms",
                "some accounts are pseudonyms (person-...): they mean something at one organisation only and "
                "are not "
                "compared");
    if (ok && a.count > 0 && b.count > 0)
        ok = tell_shared(c, &a, &b);
    else if (ok)
        add_unknown(c, "shared-names",
                "at one of the two no name was tried that nobody has and not every system has");
    tries_done(&a);
    tries_done(&b);
    return ok;
}
