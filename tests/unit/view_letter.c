/* view_letter.c FOLDER - letters about one incident: whole texts, whom they name, and commands that stay commands. */
#include "core/view/letter.h"

#include "core/view/quote.h"
#include "hospital.h"

static struct out lettered(enum letter_to to, enum paper_form form, const struct matter *m)
{
    struct out out = { 0 };
    struct paper p = { .out = &out, .form = form, .screen = hospital_screen() };
    letter_paper(&p, to, m);
    out_text(&out, "");
    return out;
}

static void test_whole(const char *folder, enum letter_to to)
{
    struct hospital h;
    hospital(&h);
    h.matter.tlp = letter_tlp(to);
    struct out out = lettered(to, PAPER_TEXT, &h.matter);
    is_file(&out, folder, letter_name(to));
    OK(widest_line(&out) <= 80, "80 columns");
    out_done(&out);
}

/* ---- one person ---- */

static size_t lines_between_marks(const struct out *out)
{
    struct slice all = { out->at, out->len };
    size_t lines = 0;
    all = slice_skip(all, slice_find_slice(all, LIT("[INC-")));
    while (all.len > 0 && !slice_starts(all, LIT("TLP:"))) {
        size_t len = slice_find(all, '\n');
        lines += len > 0 && all.at[0] != '-';
        all = slice_skip(all, len + 1);
    }
    return lines;
}

static const struct {
    const char *name;
    size_t account;
    const char *says, *says_not;
} people[] = {
    { "got in", 0, "Somebody signed in to your account", "They did not get in" },
    { "password known", 1, "they did not get in. But they know the password", "Somebody signed in" },
    { "to be asked", 3, "That may well have been you", "Somebody signed in to your account" },
    { "only tried", 4, "They did not get in, as far as our logs tell", "Somebody signed in to your account" },
};

static void test_person(size_t i)
{
    struct hospital h;
    hospital(&h);
    h.matter.only = &h.accounts[people[i].account];
    struct out out = { 0 };
    struct paper p = { .out = &out, .form = PAPER_TEXT, .screen = hospital_screen() };
    p.screen.width = 400;
    letter_paper(&p, LETTER_PERSON, &h.matter);
    OK(holds_text(&out, people[i].says), people[i].name);
    OK(!holds_text(&out, people[i].says_not), "... and not more");
    for (size_t k = 0; k < COUNT(h.accounts); k++)
        OK(holds_text(&out, h.accounts[k].name) == (k == people[i].account), "... names this one alone");
    OK(!holds_text(&out, "http") && !holds_text(&out, "www."), "... has no link");
    OK(!holds_text(&out, "fault")
                    && holds_text(&out, "you did nothing wrong") != holds_text(&out, "You did nothing wrong"),
            "... and no blame");
    out_done(&out);
    out = lettered(LETTER_PERSON, PAPER_TEXT, &h.matter);
    OK(lines_between_marks(&out) <= 15, "... in at most 15 lines");
    out_done(&out);
}

static const struct {
    const char *name;
    size_t account;
    enum incident_kind kind;
} nobody[] = {
    { "no letter for a name that is nobody's", 5, KIND_PASSWORD_SPRAY },
    { "no letter for root", 6, KIND_PASSWORD_SPRAY },
    { "no warning for an old password", 0, KIND_STALE_CREDENTIAL },
};

static void test_nobody(size_t i)
{
    struct hospital h;
    hospital(&h);
    h.inc.kind = nobody[i].kind;
    h.matter.only = &h.accounts[nobody[i].account];
    struct out out = lettered(LETTER_PERSON, PAPER_TEXT, &h.matter);
    OK(holds_text(&out, "No letter") && !holds_text(&out, "password, at"), nobody[i].name);
    out_done(&out);
}

/* ---- whom it names ---- */

static void test_names_nobody(enum letter_to to)
{
    static const char *const names[] = { "meier", "rossi", "novak", "b.lee", "glass", "pfister",
        "Thunderbird" };
    struct hospital h;
    hospital(&h);
    for (int form = PAPER_HTML; form <= PAPER_TEXT; form++) {
        struct out out = lettered(to, (enum paper_form)form, &h.matter);
        EACH(i, names)
        OK(!holds_text(&out, names[i]), names[i]);
        out_done(&out);
    }
}

static void test_hostile(enum letter_to to)
{
    struct hospital h;
    hospital_hostile(&h);
    for (int form = PAPER_HTML; form <= PAPER_TEXT; form++) {
        struct out out = lettered(to, (enum paper_form)form, &h.matter);
        OK(!holds_text(&out, "\x1b"), "nothing that a terminal obeys");
        OK(to != LETTER_CERT || holds_text(&out, "reason"), "its reasons");
        OK(!holds_text(&out, "\nTLP:CLEAR") && !holds_text(&out, "\n# a"), "no line of its own");
        OK(form != PAPER_HTML || !holds_text(&out, "<script"), "no tag");
        OK(!holds_text(&out, "-UserId '") && !holds_text(&out, "-UserId &#39;"), "no command for it");
        out_done(&out);
    }
}

/* ---- commands ---- */

static const struct {
    const char *name, *value, *posix, *powershell; /* NULL: no part of a command */
} quotes[] = {
    { "a name", "j.meier", "'j.meier'", "'j.meier'" },
    { "a principal name", "j.meier+x@hospital.example", "'j.meier+x@hospital.example'",
            "'j.meier+x@hospital.example'" },
    { "an apostrophe", "o'brien", "'o'\\''brien'", "'o''brien'" },
    { "a Windows domain", "WARD7\\j.meier", "'WARD7\\j.meier'", "'WARD7\\j.meier'" },
    { "a command of its own", "x;reboot", NULL, NULL },
    { "what a shell puts in", "$(reboot)", NULL, NULL },
    { "backquotes", "x`reboot`", NULL, NULL },
    { "a typographic quote, which PowerShell takes for one",
            "o\xe2\x80\x99"
            "brien';reboot",
            NULL, NULL },
    { "only that quote",
            "o\xe2\x80\x99"
            "brien",
            NULL, NULL },
    { "a line end", "x\nreboot", NULL, NULL },
    { "an option", "-rf", NULL, NULL },
    { "a blank", "j meier", NULL, NULL },
    { "nothing", "", NULL, NULL },
    { "longer than any",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            NULL, NULL },
};

static void test_quote(size_t i)
{
    for (int shell = SHELL_POSIX; shell <= SHELL_POWERSHELL; shell++) {
        const char *want = shell == SHELL_POSIX ? quotes[i].posix : quotes[i].powershell;
        struct out out = { 0 };
        bool plain = quote(&out, (enum shell)shell, text(quotes[i].value));
        OK(plain == (want != NULL), quotes[i].name);
        IS(((struct slice){ out.at, out.len }), want != NULL ? want : "", quotes[i].name);
        out_done(&out);
    }
}

/* Nobody's way in is taken away: own people, emergency accounts, root. */
static void test_careful(void)
{
    struct hospital h;
    hospital(&h);
    h.accounts[2].outcome = h.accounts[6].outcome = ACCESS_GOT_IN;
    struct out out = lettered(LETTER_ADMIN, PAPER_TEXT, &h.matter);
    OK(holds_text(&out, "-UserId 'j.meier@hospital.example'"), "who was signed in to is locked");
    OK(!holds_text(&out, "-UserId 'glass@"), "the emergency account is not");
    OK(!holds_text(&out, "-UserId 'root'"), "root is not");
    OK(holds_text(&out, "Not locked here"), "... and it is said");
    OK(!holds_text(&out, "-UserId 'a.rossi"), "nor whose password is known");
    OK(holds_text(&out, "'203.0.113.7/32'") && holds_text(&out, "'2001:db8:1:2::/64'"),
            "addresses are named");
    OK(!holds_text(&out, "'198.51.100.20/32'"), "but not one of which own people come");
    OK(holds_text(&out, "1 address from which your own people sign in"), "... and it is said");
    out_done(&out);
    h.clients[0] = h.clients[1] = (struct incident_client){ "", "", "sshd", 45, 0 };
    out = lettered(LETTER_ADMIN, PAPER_TEXT, &h.matter);
    OK(holds_text(&out, "usermod --lock --expiredate 1 'j.meier@hospital.example'"), "on a host: locked");
    OK(!holds_text(&out, "'root'"), "on a host: not root");
    OK(holds_text(&out, "add element inet cordon_7K2Q9F3MX2 v4 { 203.0.113.7 timeout 24h }"), "blocked");
    OK(!holds_text(&out, "{ 198.51.100.20"), "but not own people");
    OK(holds_text(&out, "nft delete table inet cordon_7K2Q9F3MX2"), "and undone");
    h.inc.sources_total = 1601;
    out_done(&out);
    out = lettered(LETTER_ADMIN, PAPER_TEXT, &h.matter);
    OK(!holds_text(&out, "nft -f"), "too many addresses: none is blocked");
    out_done(&out);
}

int main(int argc, char **argv)
{
    for (int to = 0; to < LETTERS; to++) {
        enum letter_to again = LETTERS;
        OK(letter_from_name(text(letter_name((enum letter_to)to)), &again) && (int)again == to, "its name");
        test_whole(argc > 1 ? argv[1] : ".", (enum letter_to)to);
        test_hostile((enum letter_to)to);
    }
    EACH(i, people)
    test_person(i);
    EACH(i, nobody)
    test_nobody(i);
    test_names_nobody(LETTER_CERT);
    test_names_nobody(LETTER_MANAGEMENT);
    EACH(i, quotes)
    test_quote(i);
    test_careful();
    return tap_done();
}
