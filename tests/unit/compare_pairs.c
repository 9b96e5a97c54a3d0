/* compare_pairs.c - pairs of incidents made by hand: what ties them, what does not, and what cannot be known. */
#include "core/compare/compare.h"

#include <math.h>

#include "help.h"

#define MANY 400u
#define HOURS 240u

struct side {
    struct told told;
    struct told_source sources[MANY];
    struct told_account accounts[MANY];
    struct told_client client;
    char names[MANY][40];
    double hours[HOURS];
};

/* What a side is made of: addresses and names count from where they begin, so that two sides share what overlaps. */
struct recipe {
    const char *kind, *agent, *name; /* names get a number behind */
    double people;                   /* with this agent */
    unsigned sources_from, sources, names_from, names;
    double start_day, tries; /* per account and day */
    bool missing;
};

static void make(struct side *s, const struct recipe *r)
{
    *s = (struct side){ .told = { .file = "x", .id = "INC-X", .kind = r->kind, .organisation = "" } };
    for (unsigned i = 0; i < r->sources && i < MANY; i++) {
        unsigned no = (r->sources_from + i) * 2654435761u; /* no neighbours */
        s->sources[i].key = (struct ip_addr){ { 0x20, 1, 0xd, 0xb8, (uint8_t)(no >> 24), (uint8_t)(no >> 16),
                (uint8_t)(no >> 8), (uint8_t)no } };
    }
    for (unsigned i = 0; i < r->names && i < MANY; i++) {
        (void)snprintf(s->names[i], sizeof s->names[i], "%s%u", r->name, r->names_from + i);
        s->accounts[i] = (struct told_account){ s->names[i], 5, r->missing };
    }
    s->client = (struct told_client){ r->agent, "Office", "Browser", 100, r->people };
    s->told.sources = s->sources;
    s->told.sources_count = r->sources;
    s->told.accounts = s->accounts;
    s->told.accounts_count = r->names;
    s->told.clients = &s->client;
    s->told.clients_count = 1;
    s->told.first = (time_us)(r->start_day * (double)TIME_DAY);
    s->told.last = s->told.first + 10 * TIME_DAY;
    s->told.attempts = r->tries * 10 * r->names;
}

static struct side a, b;
static struct comparison c;

static double nats_of(const struct comparison *of, const char *feature)
{
    for (size_t i = 0; i < of->reasons_count; i++)
        if (strcmp(of->reasons[i].feature, feature) == 0)
            return of->reasons[i].nats;
    return NAN;
}

static bool is_unknown(const char *feature)
{
    for (size_t i = 0; i < c.unknowns_count; i++)
        if (strcmp(c.unknowns[i].feature, feature) == 0)
            return true;
    return false;
}

#define SPRAY "password-spray"
#define FORCE "brute-force"
#define STAFF "former.staff"

static const struct {
    const char *name;
    struct recipe a, b;
    enum tie least, most;
} cases[] = {
    { "the same in everything", { SPRAY, "kit/1", STAFF, 0, 0, 200, 0, 40, 5, 1, true },
            { SPRAY, "kit/1", STAFF, 0, 50, 200, 10, 40, 6, 1, true }, TIE_SAME, TIE_SAME },
    { "half of the addresses, the rest like anybody's",
            { SPRAY, "Mozilla", "a", 5000, 0, 200, 0, 100, 5, 1, false },
            { SPRAY, "Mozilla", "b", 5000, 100, 200, 0, 100, 6, 1, false }, TIE_SAME, TIE_SAME },
    { "the same kit and days, other addresses", { SPRAY, "kit/1", "a", 0, 0, 200, 0, 100, 5, 1, false },
            { SPRAY, "kit/1", "b", 0, 5000, 200, 0, 100, 6, 1, false }, TIE_PERHAPS, TIE_PERHAPS },
    { "the same kit, weeks apart", { SPRAY, "kit/1", "a", 0, 0, 200, 0, 100, 5, 1, false },
            { SPRAY, "kit/1", "b", 0, 5000, 200, 0, 100, 65, 1, false }, TIE_NONE, TIE_NONE },
    { "nothing in common", { SPRAY, "kit/1", "a", 0, 0, 200, 0, 100, 5, 1, false },
            { FORCE, "kit/2", "b", 0, 5000, 3, 0, 4, 40, 3000, false }, TIE_NONE, TIE_NONE },
    { "addresses that changed hands", { SPRAY, "kit/1", "a", 0, 0, 200, 0, 100, 5, 1, false },
            { FORCE, "kit/2", "b", 0, 190, 200, 0, 4, 80, 3000, false }, TIE_NONE, TIE_PERHAPS },
    { "scanners that come to all", { FORCE, "", "a", 0, 0, 200, 0, 100, 5, 9, true },
            { FORCE, "", "a", 0, 100, 200, 0, 100, 5, 9, true }, TIE_NONE, TIE_PERHAPS },
    { "few addresses, all shared", { SPRAY, "kit/1", "a", 0, 0, 3, 0, 100, 5, 9, false },
            { SPRAY, "kit/1", "b", 0, 0, 3, 0, 100, 6, 9, false }, TIE_SAME, TIE_SAME },
    { "an hour of brute force each, on other days", { FORCE, "", "root", 0, 0, 1, 0, 1, 5, 900, false },
            { FORCE, "", "root", 0, 900, 1, 0, 1, 25, 900, false }, TIE_NONE, TIE_NONE },
};

static void test_case(size_t i)
{
    struct comparison back = { 0 };
    make(&a, &cases[i].a);
    make(&b, &cases[i].b);
    bool ok = compare(&a.told, &b.told, &c) && compare(&b.told, &a.told, &back);
    if (!OK(ok && c.tie >= cases[i].least && c.tie <= cases[i].most, cases[i].name))
        for (size_t k = 0; k < c.reasons_count; k++)
            printf("# %+.2f %s: %s\n", c.reasons[k].nats, c.reasons[k].feature, c.reasons[k].text);
    OK(fabs(c.nats - back.nats) < 1e-9, "... from either side");
    bool bounded = isfinite(c.nats);
    for (size_t k = 0; k < c.reasons_count; k++)
        bounded = bounded && c.reasons[k].nats > -4 && c.reasons[k].nats < 7;
    OK(bounded, "... no reason without bounds");
}

static void test_names(void)
{
    static const struct recipe tried = { SPRAY, "", STAFF, 0, 0, 10, 0, 50, 5, 1, true };
    struct recipe other = tried;
    make(&a, &tried);
    other.names_from = 25;
    make(&b, &other);
    OK(compare(&a.told, &b.told, &c) && nats_of(&c, "shared-names") > 1.5,
            "half of the invented names shared");
    other.names_from = 1000;
    make(&b, &other);
    OK(compare(&a.told, &b.told, &c) && nats_of(&c, "shared-names") < 0, "none shared speaks against");
    other.names_from = 0;
    other.missing = false;
    make(&b, &other);
    OK(compare(&a.told, &b.told, &c) && is_unknown("shared-names"), "names that exist tell nothing");
    make(&b, &tried);
    for (size_t i = 0; i < 50; i++)
        a.accounts[i].name = b.accounts[i].name = i % 2 ? "root" : "admin@x.example";
    OK(compare(&a.told, &b.told, &c) && is_unknown("shared-names"), "nor those of every system");
    make(&a, &tried);
    for (size_t i = 0; i < 50; i++)
        a.accounts[i].name = "";
    a.told.pseudonyms = 50;
    make(&b, &tried);
    OK(compare(&a.told, &b.told, &c) && is_unknown("pseudonyms"),
            "pseudonyms are not compared, and that is told");
    make(&a, &tried);
    make(&b, &tried);
    for (size_t i = 0; i < 50; i++) {
        a.accounts[i].attempts = (double)(i + 1);
        b.accounts[i].attempts = (double)(3 * i + 2);
    }
    OK(compare(&a.told, &b.told, &c) && nats_of(&c, "name-order") > 0.5, "as often relative to each other");
    for (size_t i = 0; i < 50; i++)
        b.accounts[i].attempts = (double)(50 - i);
    OK(compare(&a.told, &b.told, &c) && nats_of(&c, "name-order") < 0, "in another order");
    for (size_t i = 0; i < 50; i++)
        b.accounts[i].attempts = 3;
    OK(compare(&a.told, &b.told, &c) && isnan(nats_of(&c, "name-order")), "all as often: no order");
}

static void test_clients(void)
{
    static const struct recipe rare = { SPRAY, "kit/1", "a", 0, 0, 10, 0, 50, 5, 1, false };
    struct recipe usual = rare;
    make(&a, &rare);
    make(&b, &rare);
    OK(compare(&a.told, &b.told, &c) && nats_of(&c, "clients") > 2, "a client that nobody uses");
    usual.people = 10000;
    make(&a, &usual);
    double with_people = compare(&a.told, &b.told, &c) ? nats_of(&c, "clients") : NAN;
    OK(with_people > 0 && with_people < 1, "one that people use says less");
    make(&a, &rare);
    b.client.agent = "kit/2";
    OK(compare(&a.told, &b.told, &c) && nats_of(&c, "clients") < 0, "another speaks against");
    b.client.agent = b.client.application = "";
    OK(compare(&a.told, &b.told, &c) && is_unknown("clients"), "not told is not another");
}

/* rate(hour) attempts each hour, with chance of its own. */
static void fill_hours(
        struct side *s, double (*rate)(unsigned hour, unsigned shift), unsigned shift, uint64_t seed)
{
    for (unsigned h = 0; h < HOURS; h++) {
        double until = 0, mean = rate(h, shift);
        s->hours[h] = 0;
        while (mean > 0 && (until += chance_wait(&seed, mean)) < 1)
            s->hours[h]++;
    }
    s->told.per_hour = s->hours;
    s->told.hours = HOURS;
}

static double by_day(unsigned hour, unsigned shift)
{
    (void)shift;
    return hour % 24 >= 8 && hour % 24 < 18 ? 20 : 1;
}

/* Bursts of some hours at irregular times. */
static double in_bursts(unsigned hour, unsigned shift)
{
    uint64_t seed = (hour + 1000 - shift) / 7;
    return chance_next(&seed) % 4 == 0 ? 25 : 0.5;
}

static double other_bursts(unsigned hour, unsigned shift)
{
    return in_bursts(hour + 50000, shift);
}

static double hours_nats(double (*x)(unsigned, unsigned), double (*y)(unsigned, unsigned), unsigned shift)
{
    static const struct recipe any = { SPRAY, "", "a", 0, 0, 10, 0, 50, 0, 1, false };
    make(&a, &any);
    make(&b, &any);
    fill_hours(&a, x, 0, 1);
    fill_hours(&b, y, shift, 2);
    return compare(&a.told, &b.told, &c) ? nats_of(&c, "hours-together") : NAN;
}

static void test_hours(void)
{
    OK(hours_nats(in_bursts, in_bursts, 0) > 0.9, "bursts at the same hours");
    OK(hours_nats(in_bursts, in_bursts, 1) > 0.9, "an hour behind");
    OK(hours_nats(in_bursts, other_bursts, 0) < 0.6, "bursts at other hours");
    OK(hours_nats(by_day, by_day, 0) < 0.6, "both by day: everybody's rhythm");
    a.told.hours = 24;
    OK(compare(&a.told, &b.told, &c) && is_unknown("hours-together"), "a day is too little");
}

static void test_empty(void)
{
    struct told none = { .file = "", .id = "", .kind = "", .organisation = "" };
    OK(compare(&none, &none, &c) && isfinite(c.nats) && is_unknown("shared-sources"), "nothing told at all");
}

int main(void)
{
    EACH(i, cases)
    test_case(i);
    test_names();
    test_clients();
    test_hours();
    test_empty();
    return tap_done();
}
