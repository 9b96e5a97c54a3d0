/* wire_address.c - the addresses of a field, whole or broken. */
#include "core/base/limits.h"
#include "core/wire/address.h"
#include "tap.h"

static struct arena arena;

/* Each address as name|local|domain, with a line end between. */
static const struct {
    const char *name, *field, *got;
} lists[] = {
    { "plain", "a@b.example", "|a|b.example" },
    { "named", " Jan Meier <j.meier@institute.example>", "Jan Meier|j.meier|institute.example" },
    { "quoted", "\"Meier, Jan\" <j@x.example>, k@x.example", "Meier, Jan|j|x.example\n|k|x.example" },
    { "comment", "j@x.example (Jan Meier)", "Jan Meier|j|x.example" },
    { "group", "All: a@x.example, B <b@x.example>;, c@x.example",
            "|a|x.example\nB|b|x.example\n|c|x.example" },
    { "nobody", "undisclosed-recipients:;", "" },
    { "an address for a name", "a@b.example <c@d.example>", "a@b.example|c|d.example" },
    { "several at", "a@b@c.example", "|a@b|c.example" },
    { "several at in brackets", "<a@b.example@c.example>", "|a@b.example|c.example" },
    { "no closing bracket", "Jan <j@x.example", "Jan|j|x.example" },
    { "no closing bracket, then another", "Jan <j@x.example, k@x.example", "Jan|j|x.example\n|k|x.example" },
    { "no closing quote", "\"Jan <j@x.example>", "Jan|j|x.example" },
    { "two in brackets", "<a@x.example> <b@x.example>", "|a|x.example\n|b|x.example" },
    { "words behind", "Jan <j@x.example> (home), k@x.example", "Jan|j|x.example\n|k|x.example" },
    { "no brackets", "Jan Meier j@x.example", "Jan Meier|j|x.example" },
    { "name alone", "Jan Meier", "Jan Meier||" },
    { "empty brackets", "<>", "||" },
    { "name and empty brackets", "MAILER <>", "MAILER||" },
    { "route", "<@a.example,@b.example:j@x.example>", "|j|x.example" },
    { "quoted local part", "\"j m\"@x.example", "|j m|x.example" },
    { "quoted local part in brackets", "J <\"j@m\"@x.example>", "J|j@m|x.example" },
    { "blanks within", "j . meier @ x . example", "|j.meier|x.example" },
    { "word with a comma", "=?utf-8?q?Meier,_Jan?= <j@x.example>", "Meier, Jan|j|x.example" },
    { "word with an address", "=?utf-8?q?ceo=40x.example?= <j@y.example>", "ceo@x.example|j|y.example" },
    { "word in quotes", "\"=?utf-8?b?SmFu?=\" <j@x.example>", "Jan|j|x.example" },
    { "folded", "Jan\r\n\tMeier\r\n <j@x.example>", "Jan Meier|j|x.example" },
    { "empty elements", ",, ;a@x.example,,", "|a|x.example" },
    { "domain literal", "j@[192.0.2.1]", "|j|[192.0.2.1]" },
    { "mailto", "<mailto:j@x.example>", "|j|x.example" },
    { "UTF-8", "J\xc3\xbcrg <j\xc3\xbcrg@b\xc3\xbc.example>", "J\xc3\xbcrg|j\xc3\xbcrg|b\xc3\xbc.example" },
    { "comments everywhere", "(a) Jan (b) <j(c)@(d)x.example> (e)", "(a) Jan (b)|j|x.example" },
    { "empty brackets before the address", "Jan <>j@x.example", "Jan||\n|j|x.example" },
    { "brackets within brackets", "To <Jan Meier <j@x.example>>", "To <Jan Meier|j|x.example" },
    { "words within brackets", "<Jan Meier j@x.example>", "Jan Meier|j|x.example" },
    { "comments within brackets", "P(a \\) b) <pete(his account)@x.example(his host)>",
            "P(a ) b)|pete|x.example" },
    { "a comment alone", "list:; (nobody)", "" },
    { "nothing", "", "" },
    { "blanks", " \r\n ", "" },
};

static void test_list(size_t i)
{
    char got[400];
    size_t at = 0, len = 0;
    unsigned exhausted = 0;
    struct address address;
    struct slice field = text(lists[i].field);
    arena_reset(&arena);
    while (address_next(field, &at, &arena, &address, &exhausted) && len < 300)
        len += (size_t)snprintf(got + len, sizeof got - len, "%s%.*s|%.*s|%.*s", len ? "\n" : "",
                (int)address.name.len, address.name.at, (int)address.local.len, address.local.at,
                (int)address.domain.len, address.domain.at);
    if (!OK(slice_eq((struct slice){ got, len }, text(lists[i].got)), lists[i].name))
        printf("# got %.*s\n", (int)len, got);
}

int main(void)
{
    struct error err;
    if (arena_init(&arena, 1 << 20, &err) != STATUS_OK)
        return 1;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        test_list(i);
    arena_done(&arena);
    return tap_done();
}
