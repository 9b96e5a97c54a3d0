/* matter.c - counts, moments and the two sentences that every text begins with. */
#include "core/view/matter.h"

#include <stdio.h>
#include <string.h>

#include "core/names/pseudonym.h"
#include "core/names/system.h"
#include "core/view/paint.h"

bool matter_is_person(const struct incident_account *a)
{
    return !a->missing && *a->name != '\0' && !name_is_system(text(a->name));
}

struct tally matter_tally(const struct matter *m)
{
    struct tally t = { 0 };
    for (size_t i = 0; i < m->inc->accounts_count; i++) {
        const struct incident_account *a = &m->inc->accounts[i];
        t.emergency += a->emergency;
        if (a->missing)
            t.missing++;
        else if (a->outcome == ACCESS_GOT_IN)
            t.got_in++;
        else if (a->outcome == ACCESS_PASSWORD_KNOWN)
            t.known++;
        else if (a->check)
            t.check++;
        else
            t.tried++;
    }
    return t;
}

bool matter_is_attack(const struct matter *m)
{
    return m->inc->kind != KIND_STALE_CREDENTIAL;
}

bool matter_is_use(const struct matter *m)
{
    return incident_is_use(m->inc);
}

const char *matter_mark(const struct matter *m, char buf[TLP_MARK_MAX])
{
    return tlp_mark(m->tlp, buf);
}

/* ---- pieces ---- */

void say_moment(struct paper *p, time_us t)
{
    char iso[TIME_TEXT_MAX];
    paper_time(p, t);
    if (t == TIME_NONE || p->screen.zone.count == 0)
        return;
    time_format(t - t % TIME_SECOND, iso);
    paper_sayf(p, " (%.10s %.5s UTC)", iso, iso + 11);
}

void say_period(struct paper *p, time_us first, time_us last)
{
    if (first == last) {
        paper_say(p, "on ");
        say_moment(p, first);
        return;
    }
    paper_say(p, "between ");
    say_moment(p, first);
    paper_say(p, " and ");
    say_moment(p, last);
}

void say_house(struct paper *p, const char *told, const char *what)
{
    if (told != NULL && *told != '\0')
        paper_say(p, told);
    else
        paper_sayf(p, "[fill in: %s]", what);
}

static const char *passwords_of(enum incident_kind kind)
{
    switch (kind) {
    case KIND_USER_ENUMERATION: return "tried names, to learn who has an account: ";
    case KIND_STALE_CREDENTIAL: return "went on with an old password: ";
    default: return "tried passwords: ";
    }
}

void say_happened(struct paper *p, const struct matter *m)
{
    const struct incident *inc = m->inc;
    if (matter_is_use(m)) {
        paper_say(p, "An account kept for emergencies was used ");
        say_period(p, inc->first_seen, inc->last_seen);
        paper_say(p, ".");
        return;
    }
    paper_sayf(p, "%s. ", kind_title(inc->kind));
    paper_count(p, inc->sources_total, "address", "addresses");
    paper_say(p, " in ");
    paper_count(p, inc->networks, "network", "networks");
    paper_sayf(p, " %s", passwords_of(inc->kind));
    paper_count(p, inc->attempts, "attempt", "attempts");
    paper_say(p, " at ");
    paper_count(p, inc->accounts_total, "account", "accounts");
    paper_say(p, ", ");
    say_period(p, inc->first_seen, inc->last_seen);
    paper_say(p, ".");
}

/* "1 account was", "3 accounts were", each sentence behind a blank but the first. */
static void say_were(struct paper *p, size_t *said, size_t n, const char *words)
{
    if (n == 0)
        return;
    paper_say(p, (*said)++ ? " " : "");
    paper_count(p, n, "account was", "accounts were");
    paper_sayf(p, " %s", words);
}

void say_outcome(struct paper *p, const struct matter *m)
{
    struct tally t = matter_tally(m);
    size_t said = 0;
    if (matter_is_use(m)) {
        paper_say(p, "By whom " UNTOLD ".");
        return;
    }
    say_were(p, &said, t.got_in, "signed in to from an address that takes part.");
    if (t.known > 0) {
        paper_say(p, said++ ? " At " : "At ");
        paper_count(p, t.known, "account", "accounts");
        paper_say(p, " the password was right and something else stopped the sign-in: it is known.");
    }
    if (said == 0) {
        paper_say(p, "Nobody got in, as far as these logs tell.");
        said = 1;
    }
    say_were(p, &said, t.check,
            "signed in to from a new place meanwhile, which travellers do too: to be asked.");
    say_were(p, &said, t.tried, "only tried.");
    if (t.missing > 0) {
        paper_say(p, " ");
        paper_count(p, t.missing, "name", "names");
        paper_say(p, t.missing == 1 ? " does not exist here." : " do not exist here.");
    }
    if (m->inc->accounts_total > m->inc->accounts_count)
        paper_sayf(p, " Of %zu accounts the first %zu are counted.", m->inc->accounts_total,
                m->inc->accounts_count);
}

/* ---- what names nobody ---- */

bool matter_names_nobody(const struct matter *m, const char *words)
{
    for (size_t i = 0; i < m->inc->accounts_count; i++)
        if (pseudonym_is_undone(text(words), text(m->inc->accounts[i].name)))
            return false;
    return true;
}

size_t matter_agents(const struct matter *m, const char **ret, size_t max)
{
    size_t n = 0;
    for (size_t i = 0; i < m->inc->clients_count && i < 2 * max && n < max; i++) {
        const char *agent = m->inc->clients[i].agent;
        bool had = agent[0] == '\0';
        for (size_t k = 0; k < n && !had; k++)
            had = strcmp(ret[k], agent) == 0;
        if (!had && matter_names_nobody(m, agent))
            ret[n++] = agent;
    }
    return n;
}
