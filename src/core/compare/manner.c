/* manner.c - with which clients, of which kind, at which pace. */
#include <math.h>
#include <string.h>

#include "core/compare/inside.h"

/* An independent campaign uses the same client as often as this: tools are few and popular, and a client that people
 * use is what everybody pretends to be. */
#define SAME_TOOL 0.07
#define SAME_USUAL 0.5
#define USUAL 50.0     /* successes with a client at which it is half usual */
#define KEEPS_TOOL 0.7 /* one campaign comes to both with the same client */

static bool is_same(const struct told_client *x, const struct told_client *y)
{
    return strcmp(x->agent, y->agent) == 0 && strcmp(x->application, y->application) == 0
            && strcmp(x->protocol, y->protocol) == 0;
}

static double attempts_of(const struct told *told)
{
    double n = 0;
    for (size_t i = 0; i < told->clients_count; i++)
        if (told->clients[i].agent[0] != '\0' || told->clients[i].application[0] != '\0')
            n += told->clients[i].attempts;
    return n;
}

struct common {
    double share, by_chance;
    const struct told_client *most;
    double most_share;
};

static void add_common(
        struct common *to, const struct told_client *x, const struct told_client *y, double share)
{
    double people = x->people > y->people ? x->people : y->people;
    double usual = x->agent[0] == '\0' ? 1
                                       : people / (people + USUAL); /* an application is a target, no tool */
    to->share += share;
    to->by_chance += share * (SAME_TOOL + (SAME_USUAL - SAME_TOOL) * usual);
    if (share > to->most_share) {
        to->most_share = share;
        to->most = x;
    }
}

void compare_clients(struct comparison *c)
{
    double a_all = attempts_of(c->a), b_all = attempts_of(c->b);
    struct common common = { 0 };
    if (a_all <= 0 || b_all <= 0) {
        add_unknown(c, "clients", "the logs of one of the two do not tell agents and applications");
        return;
    }
    for (size_t i = 0; i < c->a->clients_count; i++)
        for (size_t k = 0; k < c->b->clients_count; k++) {
            const struct told_client *x = &c->a->clients[i], *y = &c->b->clients[k];
            if ((x->agent[0] != '\0' || x->application[0] != '\0') && is_same(x, y))
                add_common(&common, x, y, fmin(x->attempts / a_all, y->attempts / b_all));
        }
    double chance = common.share > 0 ? common.by_chance / common.share : SAME_TOOL;
    double nats = common.share * log((KEEPS_TOOL + (1 - KEEPS_TOOL) * chance) / chance)
            + (1 - common.share) * log(1 - KEEPS_TOOL);
    if (common.most != NULL)
        add_reason(c, "clients", common.share, chance, nats,
                "%.0f %% of the attempts at both came with the same clients, most with \"%.60s\" to %.40s, "
                "with which "
                "%.0f sign-ins of people succeeded at the first; another campaign shares such a client in "
                "%.0f of 100 "
                "cases",
                common.share * 100, common.most->agent[0] ? common.most->agent : common.most->protocol,
                common.most->application[0] ? common.most->application : "no application",
                common.most->people, chance * 100);
    else
        add_reason(c, "clients", 0, chance, nats, "no agent, application and protocol came to both");
}

/* ---- kind and pace ---- */

#define KEEPS_KIND 0.85
#define CHANCE_KIND 0.4 /* most are sprays and brute force */

static void tell_kind(struct comparison *c)
{
    bool same = strcmp(c->a->kind, c->b->kind) == 0;
    double nats = same ? log(KEEPS_KIND / CHANCE_KIND) : log((1 - KEEPS_KIND) / (1 - CHANCE_KIND));
    if (same)
        add_reason(c, "kind", 1, CHANCE_KIND, nats, "both are a %.40s", c->a->kind);
    else
        add_reason(
                c, "kind", 0, CHANCE_KIND, nats, "one is a %.40s, the other a %.40s", c->a->kind, c->b->kind);
}

/* ln of tries per account and day. */
static double pace_of(const struct told *told)
{
    double days = (double)(told->last - told->first) / (double)TIME_DAY;
    return log(told->attempts / (double)told->accounts_count / (days > 1 ? days : 1));
}

static double bell(double x, double deviation)
{
    return exp(-x * x / (2 * deviation * deviation)) / deviation;
}

/* Paces of campaigns lie between one try a week and thousands an hour: ln has a deviation of some 2.5, and a
 * third of them keep to the same few. */
static void tell_pace(struct comparison *c)
{
    if (c->a->accounts_count == 0 || c->b->accounts_count == 0 || c->a->attempts <= 0 || c->b->attempts <= 0)
        return;
    double a = pace_of(c->a), b = pace_of(c->b), d = a - b;
    double same = 0.8 * bell(d, 0.5) + 0.2 * bell(d, 2.5), other = 0.3 * bell(d, 0.5) + 0.7 * bell(d, 2.5);
    add_reason(c, "pace", exp(a), exp(b), log(same / other), "%.2g and %.2g tries per account and day",
            exp(a), exp(b));
}

void compare_manner(struct comparison *c)
{
    if (told_is_background(c->a) && told_is_background(c->b)) {
        add_unknown(c, "manner",
                "both are what every address on the internet hears all the time: kind, pace and beginning "
                "tell nothing");
        return;
    }
    tell_kind(c);
    tell_pace(c);
}
