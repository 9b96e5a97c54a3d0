/* model_technique.c - the table of techniques hangs together. */
#include "core/model/technique.h"

#include "help.h"

static const struct {
    const char *id, *name, *url, *first_tactic;
    const char *parent; /* NULL: it is none of another */
} cases[] = {
    { "T1110.001", "Password Guessing", "https://attack.mitre.org/techniques/T1110/001/", "credential-access",
            "T1110" },
    { "T1110.003", "Password Spraying", "https://attack.mitre.org/techniques/T1110/003/", "credential-access",
            "T1110" },
    { "T1110.004", "Credential Stuffing", "https://attack.mitre.org/techniques/T1110/004/",
            "credential-access", "T1110" },
    { "T1589.002", "Email Addresses", "https://attack.mitre.org/techniques/T1589/002/", "reconnaissance",
            "T1589" },
    { "T1078", "Valid Accounts", "https://attack.mitre.org/techniques/T1078/", "initial-access", NULL },
    { "T1621", "Multi-Factor Authentication Request Generation", "https://attack.mitre.org/techniques/T1621/",
            "credential-access", NULL },
};

static void test_case(size_t i)
{
    char url[TECHNIQUE_URL_MAX];
    const struct technique *t = technique_named(cases[i].id);
    if (!OK(t != NULL, cases[i].id))
        return;
    IS(text(t->name), cases[i].name, "name");
    IS(text(technique_url(t, url)), cases[i].url, "page");
    IS(text(t->tactics[0]->short_name), cases[i].first_tactic, "tactic");
    OK(cases[i].parent ? t->parent == technique_named(cases[i].parent) : t->parent == NULL, "parent");
    OK(strlen(t->stix) == strlen("attack-pattern--") + 36, "MITRE's own object");
}

int main(void)
{
    EACH(i, cases)
    test_case(i);
    OK(technique_named("T9999") == NULL && technique_named("") == NULL, "what is no id of ours is none");
    const struct tactic *const *last = technique_named("T1078")->tactics;
    while (last[1] != NULL)
        last++;
    IS(text((*last)->short_name), "stealth", "v19 has no Defense Evasion");
    return tap_done();
}
