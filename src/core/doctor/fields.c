/* fields.c - what records leave out: names, addresses, agents. */
#include "core/doctor/inside.h"

/* Fewer records than this say nothing about a source. */
#define RECORDS_ENOUGH 50u

/* "312 of 400 (78 %)" */
static void part(struct out *out, uint64_t some, uint64_t all)
{
    say_number(out, some);
    out_text(out, " of ");
    say_number(out, all);
    out_text(out, " (");
    say_number(out, (some * 100 / all));
    out_text(out, " %)");
}

static void names(struct exam *x, const struct cell *c)
{
    struct out said = { 0 };
    uint64_t all = cell_signins(c), nameless = c->no_account + c->masked;
    if (all < RECORDS_ENOUGH || nameless * 5 < all)
        return;
    part(&said, nameless, all);
    out_printf(&said, " sign-ins have no name%s", c->masked > 0 ? ", or a masked one" : "");
    exam_add(x,
            &(struct telling_lack){ .check = "no-names",
                    .grave = nameless * 2 > all ? GRAVE_IMPORTANT : GRAVE_WORTH,
                    .cell = c,
                    .why = "one try at each of many accounts cannot be told from many tries at one, nor whom "
                           "to warn" },
            "names of accounts are left out", &said);
}

static void addresses(struct exam *x, const struct cell *c)
{
    struct out said = { 0 };
    uint64_t failures = cell_failures(c);
    if (failures < RECORDS_ENOUGH || c->failures_no_address * 5 < failures)
        return;
    part(&said, c->failures_no_address, failures);
    out_text(&said, " refused sign-ins have no address");
    exam_add(x,
            &(struct telling_lack){ .check = "no-addresses",
                    .grave = c->failures_no_address * 2 > failures ? GRAVE_IMPORTANT : GRAVE_WORTH,
                    .cell = c,
                    .why = "where an attack comes from, what to block, and whether the same hand got in, "
                           "stays "
                           "invisible" },
            "addresses are left out", &said);
}

/* Only of what tells agents where it is exported whole. */
static void agents(struct exam *x, const struct cell *c)
{
    struct out said = { 0 };
    uint64_t all = cell_signins(c);
    bool tells = c->family == FAMILY_ENTRA || c->family == FAMILY_IDENTITY;
    if (!tells || all < RECORDS_ENOUGH || c->no_agent * 10 < all * 9)
        return;
    part(&said, c->no_agent, all);
    out_text(&said, " sign-ins have no user agent");
    exam_add(x,
            &(struct telling_lack){ .check = "no-agents",
                    .grave = GRAVE_WORTH,
                    .cell = c,
                    .why = "a campaign that changes its address with every try is told by its tool; without "
                           "it slow "
                           "ones show later" },
            "the clients' user agents are left out", &said);
}

void check_fields(struct exam *x)
{
    for (size_t i = 0; i < x->sources_count; i++) {
        names(x, &x->sources[i]);
        addresses(x, &x->sources[i]);
        agents(x, &x->sources[i]);
    }
}
