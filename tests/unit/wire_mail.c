/* wire_mail.c - addresses, mbox files: what is told of a field or a file that holds mail. */
#include "core/base/limits.h"
#include "core/wire/address.h"
#include "core/wire/mbox.h"
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

static const struct {
    const char *line;
    bool is;
} from_lines[] = {
    { "From j.meier@institute.example Mon Nov  9 10:00:00 2020", true },
    { "From MAILER-DAEMON Fri Jul  8 12:08:34 2011", true },
    { "From j@x.example  Mon Nov  9 10:00:00 2020 +0100", true },
    { "From 123@xxx Mon Nov 9 10:00:00 PST 2020 remote from uucp", true },
    { "From - Mon Nov 09 10:00:00 2020", true },
    { "From j@x.example 2020-11-09 10:00:00", true },
    { "From Monday on we are closed.", false },
    { "From here to there", false },
    { "From j@x.example", false },
    { "From: j@x.example", false },
    { ">From j@x.example Mon Nov  9 10:00:00 2020", false },
    { "From Mon to Fri the office is open.", false },
};

/* Messages of an mbox, each as the bytes between From lines. */
static size_t split(struct slice in, size_t piece, char *got, size_t room)
{
    size_t at = 0, seen = piece < in.len ? piece : in.len, n = 0, begin, body, len = 0;
    bool may_begin = true;
    for (;;) {
        struct slice part = slice_first(in, seen);
        if (mbox_next(part, at, may_begin, seen == in.len, &begin, &body)) {
            len += (size_t)snprintf(got + len, room - len, "%zu,%zu ", begin, body);
            at = body;
            may_begin = false;
            n++;
            continue;
        }
        if (seen == in.len)
            return n;
        may_begin = may_begin && begin == at;
        at = begin;
        seen = seen + piece < in.len ? seen + piece : in.len;
    }
}

static void test_split(void)
{
    static const char mbox[] =
            "From a@x.example Mon Nov  9 10:00:00 2020\nSubject: 1\n\nOne\n\nFrom Monday on, no.\n"
            "From b@x.example Mon Nov  9 10:00:01 2020\n\n"
            "From b@x.example Mon Nov  9 10:00:01 2020\r\nSubject: 2\r\n\r\nTwo\r\n\r\n"
            "From c@x.example Mon Nov  9 10:00:02 2020\nSubject: 3\n\nThree";
    char whole[200], cut[200];
    size_t n = split(text(mbox), sizeof mbox, whole, sizeof whole);
    OK(n == 3, "three messages; prose and a From line without an empty one before it are none");
    bool alike = true;
    for (size_t piece = 1; piece < sizeof mbox; piece++)
        alike = alike && split(text(mbox), piece, cut, sizeof cut) == n && strcmp(cut, whole) == 0;
    OK(alike, "the same in pieces of any size");
}

static void test_hint(void)
{
    OK(mbox_hinted_end(text("Content-Length: 4\n\nOne\n\nFrom a@x.example Mon Nov  9 10:00:00 2020\n"), false)
                    == 23,
            "Content-Length that a From line confirms");
    OK(mbox_hinted_end(text("Content-Length: 3\n\nOne four\n"), true) == 0, "one that nothing confirms");
    OK(mbox_hinted_end(text("Content-Length: 99\n\nOne\n"), true) == 0, "one beyond the file");
    OK(mbox_hinted_end(text("Content-Length: 4\n\nOne\n"), true) == 23, "one that ends with the file");
}

int main(void)
{
    struct error err;
    if (arena_init(&arena, 1 << 20, &err) != STATUS_OK)
        return 1;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        test_list(i);
    for (size_t i = 0; i < sizeof from_lines / sizeof from_lines[0]; i++)
        OK(mbox_begins(text(from_lines[i].line)) == from_lines[i].is, from_lines[i].line);
    test_split();
    test_hint();
    arena_done(&arena);
    return tap_done();
}
