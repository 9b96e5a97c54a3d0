/* names_domain.c - parts of a domain. */
#include "core/names/domain.h"

#include "help.h"

static const struct {
    const char *domain, *registered, *suffix, *label;
} parts[] = {
    { "www.who.int", "who.int", "int", "who" },
    { "who.int", "who.int", "int", "who" },
    { "a.b.x.co.uk", "x.co.uk", "co.uk", "x" },
    { "co.uk", "co.uk", "co.uk", "co.uk" },
    { "x.example.", "x.example", "example", "x" },
    { "192.0.2.1", "192.0.2.1", "", "192.0.2.1" },
    { "localhost", "localhost", "localhost", "localhost" },
    { "", "", "", "" },
};

static const struct {
    const char *name, *in, *out;
} skeletons[] = {
    { "as it stands", "Example Bank", "example bank" },
    { "Cyrillic", "\xd0\xa0\xd0\xb0\xd1\x83\xd0\xa0\xd0\xb0l", "paypal" },
    { "Greek",
            "\xce\x9c\xce\xb9"
            "crosoft",
            "microsoft" },
    { "full width", "\xef\xbc\xb7\xef\xbc\xa8\xef\xbc\xaf", "who" },
    { "mathematical", "\xf0\x9d\x90\x96\xf0\x9d\x97\x9b\xf0\x9d\x93\x9e", "who" },
    { "small capitals", "\xe1\xb4\xa1\xca\x9c\xe1\xb4\x8f", "who" },
    { "accents of either kind", "S\xc3\xa4nt\xc3\xa9 e\xcc\x81", "sante e" },
    { "what is not seen", "T\xf3\xa0\x84\x80r\xe2\x80\x8bu\xc2\xadst", "trust" },
    { "digits", "0ff1ce 365", "offlce 36s" },
    { "pairs", "rnodern vvho clear", "modem who dear" },
    { "a capital within a word", "PayPaI Inc", "paypal inc" },
    { "another script stays", "\xe4\xb8\xad\xe5\x9b\xbd", "\xe4\xb8\xad\xe5\x9b\xbd" },
    { "controls", "a\r\nb\x1b", "ab" },
    { "no UTF-8",
            "a\xff"
            "b",
            "a\xff"
            "b" },
    { "nothing", "", "" },
};

static void test_skeletons(void)
{
    char buf[64];
    EACH(i, skeletons)
    {
        size_t len = skeleton_of(text(skeletons[i].in), buf, sizeof buf);
        IS(((struct slice){ buf, len }), skeletons[i].out, skeletons[i].name);
    }
    OK(skeleton_of(LIT("\xe4\xb8\xad\xe5\x9b\xbd"), buf, 5) == 3, "no half character where there is no room");
    OK(skeleton_of(LIT("abcdef"), buf, 4) == 4, "no more than there is room for");
}

static const struct {
    const char *domain, *of;
    enum likeness likeness;
} likes[] = {
    { "who.int", "who.int", LIKE_SAME },
    { "www.who.int", "who.int", LIKE_SAME },
    { "wh0.int", "who.int", LIKE_CONFUSABLE },
    { "xn--wh-gmc.int", "who.int", LIKE_CONFUSABLE },
    { "vvho.int", "who.int", LIKE_CONFUSABLE },
    { "rnicrosoft.com", "microsoft.com", LIKE_CONFUSABLE },
    { "paypa1.com", "paypal.com", LIKE_CONFUSABLE },
    { "xn--pypal-4ve.com", "paypal.com", LIKE_CONFUSABLE },
    { "astrazenca.com", "astrazeneca.com", LIKE_TYPO },
    { "astrazeneeca.com", "astrazeneca.com", LIKE_TYPO },
    { "astrazenaca.net", "astrazeneca.com", LIKE_TYPO },
    { "astrazenceya.example", "astrazeneca.com", LIKE_NOT },
    { "pfiezr.com", "pfizer.com", LIKE_TYPO },
    { "micro-soft.com", "microsoft.com", LIKE_TYPO },
    { "who.com", "who.int", LIKE_SUFFIX },
    { "mail.who.org", "who.int", LIKE_SUFFIX },
    { "acme.us", "acme.com", LIKE_SUFFIX },
    { "acme.de", "acme.com", LIKE_SUFFIX },
    { "who.int.example.com", "who.int", LIKE_SUBDOMAIN },
    { "login.who.int.example.com", "who.int", LIKE_SUBDOMAIN },
    { "www.who-int.example.com", "who.int", LIKE_SUBDOMAIN },
    { "who-int.com", "who.int", LIKE_SUBDOMAIN },
    { "who-safety.org", "who.int", LIKE_COMBINED },
    { "covid19-who.org", "who.int", LIKE_COMBINED },
    { "acme-careers.com", "acme.com", LIKE_COMBINED },
    { "pfizercareers.com", "pfizer.com", LIKE_COMBINED },
    { "secure-paypal-now.example", "paypal.com", LIKE_COMBINED },
    { "rnicrosoft-login.com", "microsoft.com", LIKE_COMBINED },
    /* honest neighbours */
    { "whoi.edu", "who.int", LIKE_NOT },
    { "who-is-who.com", "who.int", LIKE_NOT },
    { "doctor-who.com", "who.int", LIKE_NOT },
    { "wholesale.com", "who.int", LIKE_NOT },
    { "whole.org", "who.int", LIKE_NOT },
    { "cdcr.ca.gov", "cdc.gov", LIKE_NOT },
    { "cdn.example.com", "cdc.gov", LIKE_NOT },
    { "nih.example.com", "nih.gov", LIKE_NOT },
    { "nhsp.co.uk", "nhs.uk", LIKE_NOT },
    { "acne.com", "acme.com", LIKE_NOT },
    { "acmeworks.com", "acme.com", LIKE_NOT },
    { "microfocus.com", "microsoft.com", LIKE_NOT },
    { "novonordisk.com", "novartis.com", LIKE_NOT },
    { "a.gov.uk", "b.gov.uk", LIKE_NOT },
    { "www.example.com", "mail.example.com", LIKE_NOT },
    { "int", "who.int", LIKE_NOT },
    { "pfizer.taleo.example", "pfizer.com", LIKE_NOT },
    { "pineapple.com", "apple.com", LIKE_NOT },
    { "192.0.2.1", "who.int", LIKE_NOT },
    { "", "who.int", LIKE_NOT },
};

static void test_likes(void)
{
    EACH(i, likes)
    {
        enum likeness got = domain_likeness(text(likes[i].domain), text(likes[i].of));
        if (!OK(got == likes[i].likeness, likes[i].domain))
            printf("# got: %s\n# want: %s\n", likeness_name(got), likeness_name(likes[i].likeness));
    }
}

int main(void)
{
    char buf[DOMAIN_MAX + 1];
    struct slice got;
    EACH(i, parts)
    {
        IS(domain_registered(text(parts[i].domain)), parts[i].registered, parts[i].domain);
        IS(domain_suffix(text(parts[i].domain)), parts[i].suffix, "suffix");
        IS(domain_label(text(parts[i].domain)), parts[i].label, "label");
    }
    OK(domain_is_within(LIT("a.who.int"), LIT("who.int"))
                    && domain_is_within(LIT("who.int"), LIT("WHO.int.")),
            "below, and the same");
    OK(!domain_is_within(LIT("xwho.int"), LIT("who.int")) && !domain_is_within(LIT("int"), LIT("who.int")),
            "beside, and above");
    if (OK(domain_to_ascii(LIT("b\xc3\xbc"
                               "cher.example"),
                   buf, sizeof buf, &got),
                "to ASCII"))
        IS(got, "xn--bcher-kva.example", "as computers write it");
    if (OK(domain_to_unicode(LIT("xn--bcher-kva.example"), buf, sizeof buf, &got), "to Unicode"))
        IS(got,
                "b\xc3\xbc"
                "cher.example",
                "as people see it");
    OK(!domain_to_unicode(LIT("xn--bcher-kva.example"), buf, 8, &got), "no room");
    test_skeletons();
    test_likes();
    return tap_done();
}
