/* known_lookout.c - what was here, when, how often, whom it touched, and in which incident. */
#include "core/known/lookout.h"

#include "core/known/list.h"
#include "signin.h"

static const char *const files[] = { "bad.txt" };

struct fixture {
    struct interner *names;
    struct indicators set;
    struct lookout *lookout;
};

static bool fixture_init(struct fixture *f, const char *list)
{
    struct error err;
    *f = (struct fixture){ 0 };
    list_take(&f->set, 0, text(list));
    indicators_seal(&f->set);
    return interner_new(&interner_default_caps, 1, &f->names, &err) == STATUS_OK
            && lookout_new(&f->set, files, 1, f->names, &f->lookout, &err) == STATUS_OK;
}

static void fixture_done(struct fixture *f)
{
    lookout_free(&f->lookout);
    indicators_done(&f->set);
    interner_free(&f->names);
}

static void see(struct fixture *f, int second, const char *account, const char *source, const char *agent,
        enum outcome outcome)
{
    struct record rec = record_of(MONDAY + second, account, source, outcome);
    rec.agent = text(agent);
    struct event ev = event_of(f->names, rec);
    lookout_take(f->lookout, &ev, 1);
}

static void see_access(
        struct fixture *f, int second, const char *account, const char *source, enum action action)
{
    struct record rec = record_of(MONDAY + second, account, source, OUTCOME_OK);
    rec.action = action;
    struct event ev = event_of(f->names, rec);
    lookout_take(f->lookout, &ev, 1);
}

static const struct sightings *report(struct fixture *f, const struct incidents *incidents)
{
    const struct sightings *ret = NULL;
    struct error err;
    return lookout_report(f->lookout, incidents, &ret, &err) == STATUS_OK ? ret : NULL;
}

/* Sign-ins are counted; what is done with an account is told beside them, and by itself. */
static void test_accesses(void)
{
    struct fixture f;
    struct incidents none = { 0 };
    OK(fixture_init(&f, "192.0.2.7\n192.0.2.8\n"), "made");
    see(&f, 10, "ann", "192.0.2.7", "", OUTCOME_BAD_PASSWORD);
    see_access(&f, 20, "ann", "192.0.2.7", ACTION_MAIL_READ);
    see_access(&f, 30, "ann", "192.0.2.7", ACTION_INBOX_RULE);
    see_access(&f, 5, "bob", "192.0.2.8", ACTION_DOWNLOAD);
    const struct sightings *s = report(&f, &none);
    if (!OK(s != NULL && s->count == 2, "both were here, one of them by an access alone"))
        return;
    OK(s->at[0].attempts == 1 && s->at[0].accesses == 2, "one sign-in, two accesses");
    OK(s->at[0].outcomes[OUTCOME_OK] == 0, "none of them was let in");
    OK(s->at[0].accounts[0].attempts == 1 && s->at[0].accounts[0].outcome == ACCESS_GOT_IN,
            "but the account is in other hands");
    OK(s->at[1].attempts == 0 && s->at[1].accesses == 1 && s->at[1].first == (MONDAY + 5) * TIME_SECOND,
            "seen when it was");
    fixture_done(&f);
}

static void test_counts(void)
{
    struct fixture f;
    struct incident_source sources[] = { { .key = ip("192.0.2.9") }, { .key = ip("192.0.2.7") },
        { .key = ip("192.0.2.8") } };
    struct incident inc[] = { { .id = "INC-A", .sources = sources, .sources_count = 1 },
        { .id = "INC-B", .sources = sources + 1, .sources_count = 2 } };
    struct incidents all = { .at = inc, .count = 2 };
    OK(fixture_init(&f, "# one\n192.0.2.0/29\n192.0.2.7\n203.0.113.1\n"), "made");
    see(&f, 10, "ann", "192.0.2.7", "", OUTCOME_BAD_PASSWORD);
    see(&f, 5, "ann", "192.0.2.1", "", OUTCOME_BAD_PASSWORD); /* later lines may be earlier */
    see(&f, 20, "bob", "192.0.2.7", "", OUTCOME_OK);
    see(&f, 30, "cid", "192.0.2.7", "", OUTCOME_MFA_DENIED);
    see(&f, 90, "dan", "198.51.100.1", "", OUTCOME_OK);
    const struct sightings *s = report(&f, &all);
    if (!OK(s != NULL && s->count == 2 && s->asked == 3 && s->networks == 3, "two of three were here"))
        return;
    OK(s->first == (MONDAY + 5) * TIME_SECOND && s->last == (MONDAY + 90) * TIME_SECOND,
            "between all sign-ins");
    OK(strcmp(s->at[0].value, "192.0.2.0/29") == 0 && s->at[0].attempts == 4, "the network saw all");
    OK(strcmp(s->at[1].value, "192.0.2.7") == 0 && s->at[1].attempts == 3, "the address its own");
    OK(s->at[0].first == (MONDAY + 5) * TIME_SECOND && s->at[0].last == (MONDAY + 30) * TIME_SECOND,
            "first and last");
    OK(s->at[0].outcomes[OUTCOME_OK] == 1 && s->at[0].outcomes[OUTCOME_BAD_PASSWORD] == 2, "outcomes");
    OK(s->at[0].place == 2 && strcmp(s->at[0].file, "bad.txt") == 0, "where it was told");
    OK(s->at[0].accounts_count == 3 && strcmp(s->at[0].accounts[0].name, "bob") == 0
                    && s->at[0].accounts[0].outcome == ACCESS_GOT_IN,
            "who was entered stands first");
    OK(s->at[0].accounts[1].outcome == ACCESS_PASSWORD_KNOWN && strcmp(s->at[0].accounts[2].name, "ann") == 0
                    && s->at[0].accounts[2].attempts == 2,
            "then whose password is known, then who was tried");
    OK(s->at[0].incidents != NULL && strcmp(s->at[0].incidents[0], "INC-B") == 0
                    && s->at[0].incidents[1] == NULL,
            "the incident, once");
    OK(s->at[1].incidents != NULL, "of the address too");
    fixture_done(&f);
}

static void test_names(void)
{
    struct fixture f;
    struct incidents none = { 0 };
    OK(fixture_init(&f, "evil.example\nagent:*bad bot*\n"), "made");
    see(&f, 1, "ann@evil.example", "192.0.2.7", "Bad Bot 1", OUTCOME_BAD_PASSWORD);
    see(&f, 2, "ann@evil.example", "192.0.2.7", "Good", OUTCOME_OK);
    see(&f, 3, "bob@institute.example", "192.0.2.7", "a BAD BOT", OUTCOME_BAD_PASSWORD);
    const struct sightings *s = report(&f, &none);
    OK(s != NULL && s->count == 2 && s->domains == 1 && s->agents == 1, "both were here");
    OK(s != NULL && strcmp(s->at[0].kind, "domain") == 0 && s->at[0].attempts == 2
                    && s->at[0].accounts_total == 1,
            "a domain by its accounts");
    OK(s != NULL && strcmp(s->at[1].kind, "agent") == 0 && s->at[1].attempts == 2
                    && s->at[1].incidents == NULL,
            "an agent by its piece");
    fixture_done(&f);
}

static void test_quiet(void)
{
    struct fixture f;
    struct incidents none = { 0 };
    OK(fixture_init(&f, "192.0.2.9\nevil.example\nagent:Bad/1\n2001:db8:1::/48\n"), "made");
    const struct sightings *s = report(&f, &none);
    OK(s != NULL && s->count == 0 && s->first == TIME_NONE, "nothing read, nothing seen");
    fixture_done(&f);
    OK(fixture_init(&f, "192.0.2.9\nevil.example\nagent:Bad/1\n2001:db8:1::/48\n"), "made again");
    see(&f, 1, "evil.example", "192.0.2.8", "Bad/12", OUTCOME_OK);
    see(&f, 2, "", "2001:db8:2::1", "", OUTCOME_OK);
    s = report(&f, &none);
    OK(s != NULL && s->count == 0 && s->asked == 4, "near is not there");
    fixture_done(&f);
}

static void test_restart(void)
{
    struct fixture f;
    struct incidents none = { 0 };
    OK(fixture_init(&f, "192.0.2.7\n"), "made");
    see(&f, 1, "ann", "192.0.2.7", "", OUTCOME_OK);
    lookout_restart(f.lookout);
    see(&f, 2, "bob", "192.0.2.7", "", OUTCOME_BAD_PASSWORD);
    const struct sightings *s = report(&f, &none);
    OK(s != NULL && s->count == 1 && s->at[0].attempts == 1 && s->at[0].accounts_total == 1,
            "what was read again counts once");
    fixture_done(&f);
}

static void test_many(void)
{
    struct fixture f;
    struct incidents none = { 0 };
    char name[32];
    OK(fixture_init(&f, "192.0.2.0/24\n"), "made");
    for (int i = 0; i < 3000; i++) {
        (void)snprintf(name, sizeof name, "n%d", i);
        see(&f, i, name, "192.0.2.7", "", i == 2999 ? OUTCOME_OK : OUTCOME_NO_SUCH_ACCOUNT);
    }
    const struct sightings *s = report(&f, &none);
    OK(s != NULL && s->at[0].accounts_total == 3000 && s->at[0].accounts_count == SIGHTING_ACCOUNTS_MAX,
            "more accounts than are listed are counted");
    OK(s != NULL && strcmp(s->at[0].accounts[0].name, "n2999") == 0, "the worst is among the listed");
    fixture_done(&f);
}

int main(void)
{
    test_counts();
    test_accesses();
    test_names();
    test_quiet();
    test_restart();
    test_many();
    return tap_done();
}
