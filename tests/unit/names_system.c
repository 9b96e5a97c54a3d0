/* names_system.c - which accounts every system has. */
#include "core/names/system.h"

#include "help.h"

static const struct {
    const char *name, *account;
    bool is;
} cases[] = {
    { "plain", "root", true },
    { "capitals", "Administrator", true },
    { "with a mail domain", "root@institute.example", true },
    { "with a Windows domain", "INSTITUTE\\Administrator", true },
    { "only its beginning", "root2", false },
    { "only its end", "toroot", false },
    { "a person", "ada.zanek", false },
    { "a domain called so", "ada@root", false },
    { "nothing", "", false },
    { "only a domain", "@institute.example", false },
};

int main(void)
{
    EACH(i, cases)
    OK(name_is_system(text(cases[i].account)) == cases[i].is, cases[i].name);
    return tap_done();
}
