/* names_pseudonym.c - people under other names: always the same, of no use without the key. */
#include "core/names/pseudonym.h"

#include "help.h"

static struct pseudonyms keyed(const char *secret)
{
    struct pseudonyms names;
    pseudonyms_init(&names, text(secret));
    return names;
}

/* Told by hand: printf '\020\000St Example Trustj.meier' | openssl dgst -sha256 -mac HMAC -macopt hexkey:KEY, KEY
 * being the SHA-256 of 32 times "k"; its first 56 bits, five at a time from the low end. */
static const struct {
    const char *name, *organisation, *account, *shown; /* NULL: some pseudonym */
} cases[] = {
    { "a person", "St Example Trust", "j.meier", NULL },
    { "a person of no organisation", "", "j.meier", NULL },
    { "a person by mail", "", "j.meier@institute.example", NULL },
    { "somebody called as a pseudonym is", "", "person-7K2Q9F3MX2", NULL },
    { "a name that begins like a system's", "", "root2", NULL },
    { "a domain called like a system's account", "", "j.meier@root", NULL },
    { "letters that a terminal obeys", "", "\x1b[2J", NULL },
    { "root", "", "root", "root" },
    { "root without its domain", "", "root@secret-ward.example", "root" },
    { "Administrator without its domain", "", "WARD7\\Administrator", "Administrator" },
    { "nobody", "", "", "" },
    { "those beyond the cap", "", "(others)", "(others)" },
};

static void test_case(size_t i, const struct pseudonyms *names)
{
    char buf[PSEUDONYM_MAX];
    struct slice shown = pseudonym_of(names, text(cases[i].organisation), text(cases[i].account), buf);
    if (cases[i].shown != NULL)
        IS(shown, cases[i].shown, cases[i].name);
    else
        OK(pseudonym_is(shown) && !slice_eq(shown, text(cases[i].account)), cases[i].name);
}

static void is_same(
        bool want, const char *secret, const char *organisation, const char *account, const char *what)
{
    char one[PSEUDONYM_MAX], other[PSEUDONYM_MAX];
    struct pseudonyms a = keyed("kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"), b = keyed(secret);
    struct slice x = pseudonym_of(&a, LIT("St Example Trust"), LIT("j.meier"), one);
    struct slice y = pseudonym_of(&b, text(organisation), text(account), other);
    OK(slice_eq(x, y) == want, what);
}

static void test_stable(void)
{
    const char *key = "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk";
    char buf[PSEUDONYM_MAX];
    struct pseudonyms names = keyed(key);
    IS(pseudonym_of(&names, LIT("St Example Trust"), LIT("j.meier"), buf), "person-0ERW4VQJMN",
            "the same as another program tells");
    is_same(true, key, "St Example Trust", "j.meier", "the same again");
    is_same(false, "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkl", "St Example Trust", "j.meier", "another key");
    is_same(false, key, "Other Trust", "j.meier", "another organisation");
    is_same(false, key, "St Example Trust", "j.meier2", "another account");
    is_same(false, key, "St Example Trustj", ".meier", "the same letters, parted elsewhere");
}

static const struct {
    const char *name, *words, *account;
    bool is;
} agents[] = {
    { "an agent that names somebody", "Thunderbird of J.Meier", "j.meier@hospital.example", true },
    { "with a Windows domain", "x/j.meier", "WARD7\\j.meier", true },
    { "an agent that does not", "Thunderbird/128", "j.meier", false },
    { "half of a name", "Thunderbird of J.Mei", "j.meier", false },
    { "a short name is in many words", "Thunderbird/li", "li", false },
    { "nothing", "", "j.meier", false },
    { "an account that every system has", "rootless/1.0", "root", false },
    { "nobody", "Thunderbird/128", "", false },
    { "only a domain", "Thunderbird/128", "@hospital.example", false },
};

static const struct {
    const char *text;
    bool is;
} written[] = {
    { "person-7K2Q9F3MX2", true },
    { "person-7k2q9f3mx2", true },
    { "PERSON-7K2Q9F3MX2", true },
    { "person-7K2Q9F3MX", false },
    { "person-7K2Q9F3MX22", false },
    { "person-7K2Q9F3MXU", false }, /* no letter of Crockford's */
    { "person7K2Q9F3MX22", false },
    { "INC-7K2Q9F3MX2", false },
    { "", false },
};

int main(void)
{
    struct pseudonyms names = keyed("kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk");
    EACH(i, cases)
    test_case(i, &names);
    test_stable();
    EACH(i, agents)
    OK(pseudonym_is_undone(text(agents[i].words), text(agents[i].account)) == agents[i].is, agents[i].name);
    EACH(i, written)
    OK(pseudonym_is(text(written[i].text)) == written[i].is, written[i].text);
    return tap_done();
}
