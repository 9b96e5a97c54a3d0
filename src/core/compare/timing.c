/* timing.c - when they began, and whether they rise and fall together beyond the rhythm of the day. */
#include <math.h>
#include <stdlib.h>

#include "core/compare/inside.h"

/* One campaign comes to two organisations within days; two that have nothing to do with each other lie anywhere
 * within the two months that such logs usually share. */
#define DAYS_APART 5.0
#define DAYS_LOG 30.0
#define KEEPS_TIME 0.8

static void tell_start(struct comparison *c)
{
    double days = fabs((double)(c->a->first - c->b->first)) / (double)TIME_DAY;
    double any = 1 / (2 * DAYS_LOG), near = exp(-days / DAYS_APART) / (2 * DAYS_APART);
    double nats = log((KEEPS_TIME * near + (1 - KEEPS_TIME) * any) / any);
    time_us first = c->a->first > c->b->first ? c->a->first : c->b->first;
    time_us last = c->a->last < c->b->last ? c->a->last : c->b->last;
    double both = last > first ? (double)(last - first) / (double)TIME_DAY : 0;
    add_reason(c, "start", days, DAYS_LOG, nats,
            "they began %.1f days apart and ran side by side for %.1f days", days, both);
}

/* ---- hours ---- */

#define HOURS_LEAST 72u
#define HOURS_MOST 4400u /* half a year: the shifts of more would take seconds */
#define LAG 2u           /* h that one may run behind the other */
#define AWAY 13u         /* h by which a shift must be off to be chance */
#define TRIES_LEAST 50.0

struct series {
    double *a, *b;
    size_t n;
};

/* ln(1 + attempts) without the mean of its hour of the day. */
static void without_rhythm(double *x, size_t n)
{
    for (size_t hour = 0; hour < 24; hour++) {
        double sum = 0, count = 0;
        for (size_t i = hour; i < n; i += 24) {
            x[i] = log1p(x[i]);
            sum += x[i];
            count++;
        }
        for (size_t i = hour; i < n; i += 24)
            x[i] -= sum / count;
    }
}

/* The hours that both saw. */
static bool series_of(const struct comparison *c, struct series *ret)
{
    time_us a = c->a->first / TIME_HOUR, b = c->b->first / TIME_HOUR, from = a > b ? a : b;
    time_us a_end = a + (time_us)c->a->hours, b_end = b + (time_us)c->b->hours,
            to = a_end < b_end ? a_end : b_end;
    *ret = (struct series){ .n = to > from ? (size_t)(to - from) : 0 };
    ret->n = ret->n < HOURS_MOST ? ret->n : HOURS_MOST;
    ret->a = malloc((ret->n + 1) * sizeof *ret->a);
    ret->b = malloc((ret->n + 1) * sizeof *ret->b);
    for (size_t i = 0; ret->a != NULL && ret->b != NULL && i < ret->n; i++) {
        ret->a[i] = c->a->per_hour[(size_t)(from - a) + i];
        ret->b[i] = c->b->per_hour[(size_t)(from - b) + i];
    }
    return ret->a != NULL && ret->b != NULL;
}

static double sum_of(const double *x, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    return sum;
}

/* The product of a and b shifted in a circle, for every shift; the caller frees it. */
static double *products_of(const struct series *s)
{
    double *at = calloc(s->n + 1, sizeof *at);
    for (size_t shift = 0; at != NULL && shift < s->n; shift++)
        for (size_t i = 0, k = shift; i < s->n; i++, k = k + 1 == s->n ? 0 : k + 1)
            at[shift] += s->a[i] * s->b[k];
    return at;
}

static double best_around(const double *products, size_t n, size_t shift, int *ret_lag)
{
    double best = -INFINITY;
    for (unsigned k = 0; k <= 2 * LAG; k++) {
        double p = products[(shift + n + k - LAG) % n];
        if (p > best) {
            best = p;
            *ret_lag = (int)k - (int)LAG;
        }
    }
    return best;
}

/* How many of the shifts that can mean nothing, half a day away and more, fit as well as no shift. p becomes a
 * likelihood ratio by the calibrator 1 / (2 sqrt p) (Vovk and Wang 2021), never over what the number of
 * shifts supports. Sums in another order differ by rounding: equal is what hardly differs. */
static void tell_fit(struct comparison *c, const struct series *s, const double *products)
{
    double xx = 0, yy = 0, better = 0, shifts = 0;
    int lag = 0, other;
    for (size_t i = 0; i < s->n; i++) {
        xx += s->a[i] * s->a[i];
        yy += s->b[i] * s->b[i];
    }
    if (xx < 1e-9 || yy < 1e-9)
        return;
    double here = best_around(products, s->n, 0, &lag), least = here - 1e-9 * sqrt(xx * yy);
    for (size_t shift = AWAY; shift + AWAY <= s->n; shift++) {
        better += best_around(products, s->n, shift, &other) >= least;
        shifts++;
    }
    double p = (1 + better) / (1 + shifts), r = here / sqrt(xx * yy);
    add_reason(c, "hours-together", r, 0, log(0.5 / sqrt(p)),
            "over %zu hours that both saw, without the rhythm of the day, they rise and fall with "
            "correlation "
            "%.2f (one %d h behind the other); of %.0f shifted comparisons %.0f fit as well",
            s->n, r, abs(lag), shifts, better);
}

bool compare_timing(struct comparison *c)
{
    struct series s = { 0 };
    if (!told_is_background(c->a) || !told_is_background(c->b))
        tell_start(c);
    bool ok = series_of(c, &s);
    if (ok && (s.n < HOURS_LEAST || sum_of(s.a, s.n) < TRIES_LEAST || sum_of(s.b, s.n) < TRIES_LEAST)) {
        add_unknown(c, "hours-together",
                "fewer than three days, or than 50 attempts, that both saw: too little to compare hours");
    } else if (ok) {
        without_rhythm(s.a, s.n);
        without_rhythm(s.b, s.n);
        double *products = products_of(&s);
        ok = products != NULL;
        if (ok)
            tell_fit(c, &s, products);
        free(products);
    }
    free(s.a);
    free(s.b);
    return ok;
}
