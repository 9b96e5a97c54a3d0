/* mailauth_dmarc.c - policies found, alignment judged: one row a case. */
#include "answers.h"
#include "core/mailauth/dmarc.h"

static struct arena arena;

static const char zone_text[] = "* NXDOMAIN\n"
                                "_dmarc.strict.example.com TXT \"v=DMARC1; p=reject; adkim=s; aspf=s\"\n"
                                "_dmarc.institute.com TXT \"v=DMARC1; p=reject; sp=quarantine; np=reject; "
                                "rua=mailto:d@institute.com\"\n"
                                "www.institute.com A 192.0.2.1\n"
                                "_dmarc.own.institute.com TXT \"v=DMARC1; p=none\"\n"
                                "_dmarc.plain.com TXT \"v=DMARC1; p=quarantine\"\n"
                                "_dmarc.testing.com TXT \"v=DMARC1; p=reject; t=y\"\n"
                                "_dmarc.pct.com TXT \"v=DMARC1; p=reject; pct=0\"\n"
                                "_dmarc.two.com TXT \"v=DMARC1; p=reject\"\n"
                                "_dmarc.two.com TXT \"v=DMARC1; p=none\"\n"
                                "_dmarc.beside.com TXT \"another text\"\n"
                                "_dmarc.beside.com TXT \"v=DMARC1; p=reject\"\n"
                                "_dmarc.nop.com TXT \"v=DMARC1; rua=mailto:x@nop.com\"\n"
                                "_dmarc.nothing.com TXT \"v=DMARC1; foo=bar\"\n"
                                "_dmarc.order.com TXT \"p=reject; v=DMARC1\"\n"
                                "_dmarc.case.com TXT \"v=dmarc1; p=reject\"\n"
                                "_dmarc.late.com TIMEOUT\n"
                                "_dmarc.city.com TXT \"v=DMARC1; p=none\"\n"
                                "_dmarc.clinic.city.com TXT \"v=DMARC1; p=reject; psd=n\"\n"
                                "_dmarc.shared.com TXT \"v=DMARC1; p=quarantine; psd=y\"\n"
                                "_dmarc.com.br TXT \"v=DMARC1; p=reject; psd=y\"\n"
                                "_dmarc.deep.com TXT \"v=DMARC1; p=reject\"\n";

static const struct {
    const char *name, *from;
    uint32_t from_count;
    enum auth_result spf;
    const char *spf_domain;
    enum auth_result dkim;
    const char *dkim_domain;
    enum auth_result result;
    const char *record, *organisation; /* whose record decides; From's organisation */
    enum dmarc_policy policy;
} cases[] = {
    { "no record", "quiet.com", 1, AUTH_PASS, "quiet.com", AUTH_NONE, "", AUTH_NONE, "", "quiet.com",
            DMARC_NONE },
    { "SPF of the same domain", "plain.com", 1, AUTH_PASS, "plain.com", AUTH_NONE, "", AUTH_PASS, "plain.com",
            "plain.com", DMARC_QUARANTINE },
    { "SPF of a name below", "plain.com", 1, AUTH_PASS, "bounce.plain.com", AUTH_NONE, "", AUTH_PASS,
            "plain.com", "plain.com", DMARC_QUARANTINE },
    { "SPF of another", "plain.com", 1, AUTH_PASS, "evil.com", AUTH_NONE, "", AUTH_FAIL, "plain.com",
            "plain.com", DMARC_QUARANTINE },
    { "SPF of a name that ends alike", "plain.com", 1, AUTH_PASS, "notplain.com", AUTH_NONE, "", AUTH_FAIL,
            "plain.com", "plain.com", DMARC_QUARANTINE },
    { "SPF fails, DKIM passes", "plain.com", 1, AUTH_FAIL, "plain.com", AUTH_PASS, "mail.plain.com",
            AUTH_PASS, "plain.com", "plain.com", DMARC_QUARANTINE },
    { "softfail is no pass", "plain.com", 1, AUTH_SOFTFAIL, "plain.com", AUTH_NONE, "", AUTH_FAIL,
            "plain.com", "plain.com", DMARC_QUARANTINE },
    { "DKIM neutral is no pass", "plain.com", 1, AUTH_FAIL, "plain.com", AUTH_NEUTRAL, "plain.com", AUTH_FAIL,
            "plain.com", "plain.com", DMARC_QUARANTINE },
    { "strict, the same", "strict.example.com", 1, AUTH_FAIL, "x.com", AUTH_PASS, "strict.example.com",
            AUTH_PASS, "strict.example.com", "example.com", DMARC_REJECT },
    { "strict, a name below", "strict.example.com", 1, AUTH_PASS, "a.strict.example.com", AUTH_PASS,
            "example.com", AUTH_FAIL, "strict.example.com", "example.com", DMARC_REJECT },
    { "capitals", "Plain.COM", 1, AUTH_PASS, "PLAIN.com", AUTH_NONE, "", AUTH_PASS, "Plain.COM", "Plain.COM",
            DMARC_QUARANTINE },
    { "sp= for a name below", "www.institute.com", 1, AUTH_FAIL, "x.com", AUTH_NONE, "", AUTH_FAIL,
            "institute.com", "institute.com", DMARC_QUARANTINE },
    { "np= for one that does not exist", "ghost.institute.com", 1, AUTH_FAIL, "x.com", AUTH_NONE, "",
            AUTH_FAIL, "institute.com", "institute.com", DMARC_REJECT },
    { "a record of its own", "own.institute.com", 1, AUTH_FAIL, "x.com", AUTH_NONE, "", AUTH_FAIL,
            "own.institute.com", "institute.com", DMARC_NONE },
    { "t=y", "testing.com", 1, AUTH_FAIL, "x.com", AUTH_NONE, "", AUTH_FAIL, "testing.com", "testing.com",
            DMARC_REJECT },
    { "pct=0", "pct.com", 1, AUTH_FAIL, "x.com", AUTH_NONE, "", AUTH_FAIL, "pct.com", "pct.com",
            DMARC_REJECT },
    { "two records are none", "two.com", 1, AUTH_PASS, "two.com", AUTH_NONE, "", AUTH_NONE, "", "two.com",
            DMARC_NONE },
    { "another text beside it", "beside.com", 1, AUTH_FAIL, "x.com", AUTH_NONE, "", AUTH_FAIL, "beside.com",
            "beside.com", DMARC_REJECT },
    { "p= is missing, with rua=", "nop.com", 1, AUTH_FAIL, "x.com", AUTH_NONE, "", AUTH_FAIL, "nop.com",
            "nop.com", DMARC_NONE },
    { "p= is missing", "nothing.com", 1, AUTH_FAIL, "x.com", AUTH_NONE, "", AUTH_NONE, "", "nothing.com",
            DMARC_NONE },
    { "the version is not first", "order.com", 1, AUTH_FAIL, "x.com", AUTH_NONE, "", AUTH_NONE, "",
            "order.com", DMARC_NONE },
    { "the version in small letters", "case.com", 1, AUTH_FAIL, "x.com", AUTH_NONE, "", AUTH_NONE, "",
            "case.com", DMARC_NONE },
    { "the DNS is silent", "late.com", 1, AUTH_PASS, "late.com", AUTH_NONE, "", AUTH_TEMPERROR, "",
            "late.com", DMARC_NONE },
    { "SPF could not be asked", "plain.com", 1, AUTH_TEMPERROR, "plain.com", AUTH_NONE, "", AUTH_TEMPERROR,
            "plain.com", "plain.com", DMARC_QUARANTINE },
    { "a stranger's SPF could not be asked", "plain.com", 1, AUTH_TEMPERROR, "evil.com", AUTH_NONE, "",
            AUTH_FAIL, "plain.com", "plain.com", DMARC_QUARANTINE },
    { "SPF could not be checked", "plain.com", 1, AUTH_UNKNOWN, "", AUTH_NONE, "", AUTH_UNKNOWN, "plain.com",
            "plain.com", DMARC_QUARANTINE },
    { "two addresses in From", "plain.com", 2, AUTH_PASS, "plain.com", AUTH_NONE, "", AUTH_FAIL, "", "",
            DMARC_NONE },
    { "no address in From", "", 0, AUTH_PASS, "plain.com", AUTH_NONE, "", AUTH_FAIL, "", "", DMARC_NONE },
    { "psd=n: an organisation of its own", "www.clinic.city.com", 1, AUTH_PASS, "mail.clinic.city.com",
            AUTH_NONE, "", AUTH_PASS, "clinic.city.com", "clinic.city.com", DMARC_REJECT },
    { "psd=n: the city is another", "www.clinic.city.com", 1, AUTH_PASS, "city.com", AUTH_NONE, "", AUTH_FAIL,
            "clinic.city.com", "clinic.city.com", DMARC_REJECT },
    { "psd=y: one label below", "www.a.shared.com", 1, AUTH_PASS, "b.shared.com", AUTH_NONE, "", AUTH_FAIL,
            "shared.com", "a.shared.com", DMARC_QUARANTINE },
    { "a registry speaks for all", "bank.com.br", 1, AUTH_PASS, "evil.com.br", AUTH_NONE, "", AUTH_FAIL,
            "com.br", "bank.com.br", DMARC_REJECT },
    { "a public suffix is nobody's organisation", "a.co.uk", 1, AUTH_PASS, "b.co.uk", AUTH_NONE, "",
            AUTH_NONE, "", "a.co.uk", DMARC_NONE },
    { "thirty labels", "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.deep.com", 1, AUTH_FAIL,
            "x.com", AUTH_NONE, "", AUTH_FAIL, "deep.com", "deep.com", DMARC_REJECT },
};

static void test_case(size_t i, const struct recorded *recorded)
{
    struct spf_result spf = { .result = cases[i].spf, .domain = text(cases[i].spf_domain) };
    struct dkim_result dkim = { .at = { { .result = cases[i].dkim, .domain = text(cases[i].dkim_domain) } },
        .count = cases[i].dkim != AUTH_NONE };
    struct dmarc_result got;
    struct learned learned = { .all = recorded_answers(recorded) };
    bool is_done;
    do {
        arena_reset(&arena);
        struct dns_asker asker = { .answers = learned_answers(&learned), .arena = &arena };
        is_done = dmarc_check(text(cases[i].from), cases[i].from_count, &spf, &dkim, &asker, &got);
        if (!is_done && !learn(&learned, asker.wanted, asker.wanted_count))
            break;
    } while (!is_done);
    if (!OK(is_done && got.result == cases[i].result, cases[i].name))
        printf("# %s: %s\n", auth_result_name(got.result), got.why ? got.why : "");
    IS(got.domain, cases[i].record, "whose record");
    IS(got.organisation, cases[i].organisation, "organisation");
    OK(got.policy == cases[i].policy, "policy");
    OK(learned.count <= LIMIT_DMARC_WALK + 2, "questions are few");
}

int main(void)
{
    struct error err;
    if (arena_init(&arena, (size_t)1 << 20, &err) != STATUS_OK)
        return 2;
    struct recorded *recorded = recorded_of(text(zone_text));
    EACH(i, cases)
    test_case(i, recorded);
    recorded_free(&recorded);
    arena_done(&arena);
    return tap_done();
}
