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
    return tap_done();
}
