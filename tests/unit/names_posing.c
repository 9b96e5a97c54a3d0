/* names_posing.c - whom a text names, and whose a domain is or pretends to be. */
#include "core/names/posing.h"

#include "help.h"

static const struct {
    const char *name, *in, *out; /* who in brackets, "~" before a common word */
} names[] = {
    { "a display name", "World Health Organization", "[World Health Organization]" },
    { "with more around", "Dr. J. Meier - World Health Organization (WHO)",
            "[World Health Organization][World Health Organization]" },
    { "short, in capitals", "WHO Situation Report 63", "[World Health Organization]" },
    { "another language", "Die Weltgesundheitsorganisation teilt mit", "[World Health Organization]" },
    { "accents or none", "Organizacion Mundial de la Salud", "[World Health Organization]" },
    { "Cyrillic letters", "\xd0\xa0\xd0\xb0y\xd0\xa0\xd0\xb0l Service", "[PayPal]" },
    { "zero width within", "Pay\xe2\x80\x8bPal", "[PayPal]" },
    { "digits and a capital for letters", "PayPaI and Micr0soft", "[PayPal][Microsoft]" },
    { "the longest counts", "Microsoft Outlook", "[Microsoft]" },
    { "a sign within", "Johnson & Johnson careers", "[Johnson & Johnson]" },
    { "no spaces between words",
            "\xe4\xbb\x8a\xe6\x97\xa5\xe5\x8e\x9a\xe7\x94\x9f\xe5\x8a\xb4\xe5\x83\x8d\xe7\x9c\x81\xe3\x81\x8b"
            "\xe3\x82\x89",
            "[Ministry of Health, Labour and Welfare]" },
    { "a common word", "Apple pie and Orange juice", "[~Apple][~Orange]" },
    { "a pronoun", "Who is there? who knows", "" },
    { "within a word", "Dhling and Upstairs, whodunit, Boeings", "" },
    { "small letters of a short name", "ups, it rose", "" },
    { "words apart", "World Bank Health and Organization", "" },
    { "a person", "J. Meier", "" },
    { "nothing", "", "" },
};

static void test_names(void)
{
    EACH(i, names)
    {
        struct posing_hit hits[4];
        char got[256] = "";
        size_t count = posing_names(text(names[i].in), hits, COUNT(hits)), n = 0;
        for (size_t k = 0; k < count; k++)
            n += (size_t)snprintf(got + n, sizeof got - n, "[%s%s]", hits[k].is_common ? "~" : "",
                    posing_name(hits[k].who));
        IS(text(got), names[i].out, names[i].name);
    }
    struct posing_hit hit;
    if (OK(posing_names(LIT("the PayPal team"), &hit, 1) == 1, "one"))
        OK(hit.at == 4 && hit.len == 6 && !posing_is_authority(hit.who), "where it stands");
    OK(posing_names(LIT("PayPal PayPal PayPal"), &hit, 1) == 1, "no more than there is room for");
}

static const struct {
    const char *domain, *who;
    enum likeness likeness;
} domains[] = {
    { "who.int", "World Health Organization", LIKE_SAME },
    { "mail.who.int", "World Health Organization", LIKE_SAME },
    { "www.cdc.gov", "Centers for Disease Control and Prevention", LIKE_SAME },
    { "wh0.int", "World Health Organization", LIKE_CONFUSABLE },
    { "who.com", "World Health Organization", LIKE_SUFFIX },
    { "who-safety.org", "World Health Organization", LIKE_COMBINED },
    { "who.int.example.com", "World Health Organization", LIKE_SUBDOMAIN },
    { "www-who-int.example.com", "", LIKE_NOT },
    { "ecdc-europa-eu.example", "European Centre for Disease Prevention and Control", LIKE_SUBDOMAIN },
    { "cdc-gov.org", "Centers for Disease Control and Prevention", LIKE_SUBDOMAIN },
    { "rnicrosoft.com", "Microsoft", LIKE_CONFUSABLE },
    { "micosoft.com", "Microsoft", LIKE_TYPO },
    { "microsofft.com", "Microsoft", LIKE_TYPO },
    { "mircosoft.com", "Microsoft", LIKE_TYPO },
    { "nicrosoft.com", "Microsoft", LIKE_TYPO },
    { "pfizer-careers.example", "Pfizer", LIKE_COMBINED },
    { "novavaxjobs.com", "Novavax", LIKE_COMBINED },
    { "secure.paypal.com.example.net", "PayPal", LIKE_SUBDOMAIN },
    /* quiet */
    { "institute.example", "", LIKE_NOT },
    { "whoi.edu", "", LIKE_NOT },
    { "whole.org", "", LIKE_NOT },
    { "doctor-who.com", "", LIKE_NOT },
    { "live.example", "", LIKE_NOT },
    { "postbox.com", "", LIKE_NOT },
    { "macrosoftware.com", "", LIKE_NOT },
    { "pharmacy-of-the-world.com", "", LIKE_NOT },
    { "cdn.example.com", "", LIKE_NOT },
    { "apply.com", "", LIKE_NOT },
    { "example.github.io", "GitHub", LIKE_SAME },
    { "192.0.2.1", "", LIKE_NOT },
    { "com", "", LIKE_NOT },
    { "", "", LIKE_NOT },
};

static void test_domains(void)
{
    EACH(i, domains)
    {
        struct posing_likeness got = { .likeness = LIKE_NOT };
        bool any = posing_domain(text(domains[i].domain), &got);
        if (!OK(any == (domains[i].likeness != LIKE_NOT) && got.likeness == domains[i].likeness
                            && (!any || strcmp(posing_name(got.who), domains[i].who) == 0),
                    domains[i].domain))
            printf("# got: %s of %s\n", likeness_name(got.likeness), any ? posing_name(got.who) : "");
    }
}

static void test_owners(void)
{
    struct posing_hit hit;
    if (OK(posing_names(LIT("HMRC"), &hit, 1) == 1, "somebody")) {
        OK(posing_owns(hit.who, LIT("notify.service.gov.uk")), "a domain that several have");
        OK(!posing_owns(hit.who, LIT("gov.uk.example")), "not what only begins alike");
    }
}

int main(void)
{
    test_names();
    test_domains();
    test_owners();
    return tap_done();
}
