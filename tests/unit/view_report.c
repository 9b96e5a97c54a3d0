/* view_report.c - the report says what there is, in three forms, and nothing of it is markup. */
#include "core/view/report.h"

#include <stdio.h>

#include "incident_sample.h"

static struct out report_of(struct incidents *all, enum paper_form form, const char *mark)
{
    static const char *const settings[] = { "--since 2026-09-01", NULL };
    static const char *const inputs[] = { "logs/signins.json" };
    struct out out = { 0 };
    struct paper p = { .out = &out, .form = form, .screen = { .width = 80, .paths = "logs/" } };
    const struct report_options options = {
        .version = "9.9", .mark = mark, .settings = settings, .inputs = inputs, .inputs_count = 1
    };
    view_report(&p, all, &options);
    out_text(&out, "");
    return out;
}

static bool has(const struct out *out, const char *words)
{
    struct slice all = { out->at, out->len };
    return slice_find_slice(all, text(words)) < all.len;
}

/* ---- what it says ---- */

static const struct {
    const char *name, *words;
} said[] = {
    { "the state", "1 account is in an attacker's hands." },
    { "... and of the password that is known", "The password of 1 account is known to an attacker." },
    { "... and how many were tried", "4 accounts were tried." },
    { "... and how much is to be done", "2 things to do." },
    { "the title", "Password spray from many sources: 1 account taken" },
    { "the extent",
            "1,122 attempts at 4 accounts from 2 addresses in 2 networks, at most 1 try per account" },
    { "who got in, when", "Got in" },
    { "what to do", "Revoke all sessions of j.meier" },
    { "whom to ask", "1 account to check" },
    { "a moment", "signed in as j.meier" },
    { "the network", "Example Hosting, Ltd." },
    { "its number", "AS64500" },
    { "with what", "Exchange Online" },
    { "a reason", "247 failures in one hour that nobody can explain" },
    { "... how it is counted", "failures of accounts from sources that were never theirs" },
    { "... its rows", "Rows of evidence: 1, 2." },
    { "... its share", "80 %" },
    { "what speaks against it", "Less than two weeks were known." },
    { "the likeness", "likeness 0.71" },
    { "... that is none of a person", "not an attribution" },
    { "... the next best", "Next best: " },
    { "what would be benign", "a test that you ordered" },
    { "what cannot be told", "what the account did afterwards" },
    { "a hash, its beginning", "9f86d081884c7d65" },
    { "a row that is gone", "no longer readable" },
    { "the technique by its name", "Password Spraying" },
    { "what was asked for", "--since 2026-09-01" },
    { "what was read", "logs/signins.json" },
    { "by whom it was made", "Cordon 9.9" },
};

static struct incidents one(struct incident *inc)
{
    struct incidents all = { .at = inc, .count = 1 };
    all.summary = (struct summary){
        .first = TIME_NONE, .last = TIME_NONE, .signins = 9000, .inputs = 1, .days = 20
    };
    return all;
}

/* Words as a form may write them: broken lines and escapes aside. */
static struct out plain(const struct out *from)
{
    struct out to = { 0 };
    for (size_t i = 0; i < from->len; i++) {
        char c = from->at[i];
        bool space = c == ' ' || c == '\n';
        if (c == '<')
            while (i < from->len && from->at[i] != '>')
                i++;
        else if (space && to.len > 0 && to.at[to.len - 1] == ' ')
            continue;
        else if (c != '\\' && c != '*' && c != '`')
            out_bytes(&to, (struct slice){ space ? " " : &c, 1 });
    }
    out_text(&to, "");
    return to;
}

static void test_said(enum paper_form form, const char *name)
{
    struct incident rich = sample_rich();
    struct incidents all = one(&rich);
    struct out out = report_of(&all, form, "TLP:AMBER");
    struct out words = plain(&out);
    printf("# %s\n", name);
    EACH(i, said)
    {
        struct out want = { 0 };
        if (form == PAPER_HTML)
            out_html(&want, text(said[i].words));
        else
            out_text(&want, said[i].words);
        out_bytes(&want, (struct slice){ "", 1 });
        if (!OK(has(&words, want.at), said[i].name))
            printf("# no '%s'\n", said[i].words);
        out_done(&want);
    }
    OK(!out.failed, "whole");
    OK(has(&out, "AMBER"), "its mark");
    out_done(&words);
    out_done(&out);
}

/* ---- the other states ---- */

static struct out quiet(struct summary sum, const char **ret)
{
    struct incidents all = { .summary = sum };
    struct out out = report_of(&all, PAPER_TEXT, NULL);
    out_bytes(&out, (struct slice){ "", 1 });
    *ret = out.at;
    return out;
}

static void test_quiet(void)
{
    const struct summary clean = { .first = 0, .last = TIME_DAY, .signins = 10, .inputs = 1, .days = 20 };
    struct summary sum = clean;
    const char *words;
    struct out out = quiet(sum, &words);
    OK(has(&out, "No attack was found."), "nothing found");
    OK(has(&out, "nothing was left out"), "... in all of it");
    out_done(&out);
    sum.unparsed = 2;
    out = quiet(sum, &words);
    OK(has(&out, "not a clean result"), "nothing found in what could be read");
    OK(has(&out, "2 lines were not understood"), "... and what could not");
    out_done(&out);
    sum = clean;
    sum.signins = 0;
    out = quiet(sum, &words);
    OK(has(&out, "No sign-ins were found"), "no sign-ins");
    OK(!has(&out, "What could not be seen"), "... so nothing of what would be seen in them");
    out_done(&out);
    sum = clean;
    sum.hidden = 3;
    out = quiet(sum, &words);
    OK(has(&out, "Nothing that was asked for."), "all hidden");
    OK(!has(&out, "No attack was found"), "... is not clean");
    out_done(&out);
}

static void test_several(void)
{
    struct incident at[2] = { sample_rich(), sample_rich() };
    struct incidents all = one(at);
    memcpy(at[1].id, "INC-SECOND0000", 15);
    all.count = 2;
    struct out out = report_of(&all, PAPER_HTML, NULL);
    OK(has(&out, "4 accounts were tried. 2 things to do."), "what two incidents share counts once");
    OK(has(&out, "<a href=\"#INC-SECOND0000\">"), "a link to the second");
    OK(has(&out, "<h2 id=\"INC-SECOND0000\">"), "... which is there");
    OK(!has(&out, "class=\"mark\""), "no mark where none was asked for");
    out_done(&out);
}

/* ---- hostile words ---- */

static const struct {
    const char *name;
    enum paper_form form;
    const char *never;
} never[] = {
    { "HTML: no element of a name", PAPER_HTML, "<b>" },
    { "HTML: no quote ends an attribute", PAPER_HTML, "b\"c" },
    { "HTML: no escape", PAPER_HTML, "\x1b" },
    { "HTML: no turn of direction", PAPER_HTML, "\xe2\x80\xae" },
    { "Markdown: no line of its own", PAPER_MARKDOWN, "\ni<" },
    { "Markdown: no cell of its own", PAPER_MARKDOWN, "1+1|a" },
    { "Markdown: no escape", PAPER_MARKDOWN, "\x1b" },
    { "text: no escape", PAPER_TEXT, "\x1b" },
    { "text: no line of its own", PAPER_TEXT, "h\r" },
    { "text: no turn of direction", PAPER_TEXT, "\xe2\x80\xae" },
};

static void test_hostile(void)
{
    struct incidents all = sample_incidents();
    all.summary = (struct summary){ .first = TIME_NONE, .last = TIME_NONE, .signins = 1 };
    EACH(i, never)
    {
        struct out out = report_of(&all, never[i].form, "TLP:RED\"}</style><b>");
        OK(!out.failed && !has(&out, never[i].never), never[i].name);
        if (never[i].form == PAPER_HTML)
            OK(has(&out, "content:\"TLP\\3a RED\\22 \\7d \\3c \\2f style\\3e \\3c b\\3e \""),
                    "a mark ends no style");
        out_done(&out);
    }
}

static void test_same_bytes(void)
{
    struct incident rich = sample_rich();
    struct incidents all = one(&rich);
    struct out a = report_of(&all, PAPER_HTML, NULL), b = report_of(&all, PAPER_HTML, NULL);
    OK(a.len == b.len && memcmp(a.at, b.at, a.len) == 0, "the same bytes twice");
    out_done(&a);
    out_done(&b);
}

int main(void)
{
    test_said(PAPER_HTML, "as a page");
    test_said(PAPER_MARKDOWN, "as Markdown");
    test_said(PAPER_TEXT, "as text");
    test_quiet();
    test_several();
    test_hostile();
    test_same_bytes();
    return tap_done();
}
