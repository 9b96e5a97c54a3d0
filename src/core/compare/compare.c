/* compare.c - the sum, and its word. */
#include "core/compare/compare.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/compare/inside.h"
#include "core/names/system.h"

const char *tie_name(enum tie tie)
{
    static const char *const names[] = { "nothing ties them", "perhaps", "the same campaign" };
    return names[tie <= TIE_SAME ? tie : TIE_NONE];
}

bool told_is_background(const struct told *told)
{
    double all = 0, generic = 0;
    if (strcmp(told->kind, "brute-force") != 0 && strcmp(told->kind, "user-enumeration") != 0)
        return false;
    for (size_t i = 0; i < told->accounts_count; i++) {
        const struct told_account *a = &told->accounts[i];
        all++;
        generic += a->missing || name_is_system(text(a->name));
    }
    return all > 0 && generic >= 0.8 * all;
}

void add_reason(struct comparison *c, const char *feature, double value, double expected, double nats,
        const char *fmt, ...)
{
    if (c->reasons_count == COMPARE_REASONS)
        return;
    struct evidence *e = &c->reasons[c->reasons_count++];
    *e = (struct evidence){ .feature = feature, .value = value, .expected = expected, .nats = nats };
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(e->text, sizeof e->text, fmt, args);
    va_end(args);
}

void add_unknown(struct comparison *c, const char *feature, const char *text)
{
    if (c->unknowns_count < COMPARE_REASONS)
        c->unknowns[c->unknowns_count++] = (struct unknown){ feature, text };
}

double log_sum(double a, double b)
{
    double most = a > b ? a : b, least = a > b ? b : a;
    return most + log1p(exp(least - most));
}

/* Poisson against any number at all, each as likely. */
double overlap_nats(const struct overlap *o)
{
    double chance = o->shared * log(o->expected) - o->expected - lgamma(o->shared + 1);
    double any = -log(o->most + 1);
    double same = log_sum(log(o->apart) + chance, log(1 - o->apart) + any);
    double independent = log_sum(log(1 - o->common) + chance, log(o->common) + any);
    return same - independent;
}

static int by_nats(const void *a, const void *b)
{
    const struct evidence *x = a, *y = b;
    if (x->nats != y->nats)
        return x->nats > y->nats ? -1 : 1;
    return strcmp(x->feature, y->feature);
}

bool compare(const struct told *a, const struct told *b, struct comparison *ret)
{
    *ret = (struct comparison){ .a = a, .b = b, .nats = -log(COMPARE_PRIOR) };
    compare_clients(ret);
    compare_manner(ret);
    if (!compare_sources(ret) || !compare_names(ret) || !compare_timing(ret))
        return false;
    for (size_t i = 0; i < ret->reasons_count; i++)
        ret->nats += ret->reasons[i].nats;
    qsort(ret->reasons, ret->reasons_count, sizeof *ret->reasons, by_nats);
    ret->probability = 1 / (1 + exp(-ret->nats));
    ret->tie = ret->probability >= COMPARE_SAME   ? TIE_SAME
            : ret->probability >= COMPARE_PERHAPS ? TIE_PERHAPS
                                                  : TIE_NONE;
    return true;
}
