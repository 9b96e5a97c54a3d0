/* view_message.c - a message on the screen and on a page: evidence marked, nothing that it holds does anything. */
#include <string.h>

#include "core/view/message.h"
#include "core/view/message_marks.h"
#include "tap.h"

#define TEXT "Dear \033[31muser, <script>alert(1)</script> verify your password at the portal now.\n"
#define HIDDEN "nobody sees \xe2\x80\xae this"

static struct message_link links[] = { { .kind = LINK_A,
        .target = { "https://user@login.evil.example/a.b?c=d.e", 41 },
        .host = { "login.evil.example", 18 },
        .len = 6 } };
static struct message_file files[] = {
    { .name = { "a<b>.pdf.exe", 12 }, .declared = { "application/pdf", 15 }, .type = "exe", .size = 12345 }
};
static struct letter_reason reasons[] = {
    { "password", "it asks for a password", "password", 2.5, { PLACE_TEXT, 0, 0, 0 } },
    { "link", "a link leads elsewhere", "login.evil.example", 1.5, { PLACE_LINK, 0, 0, 0 } },
    { "file", "a program is called a document", "", 1, { PLACE_FILE, 0, 0, 0 } },
    { "subject", "the subject hurries", "now", 0.5, { PLACE_FIELD, 1, 0, 3 } },
    { "hidden", "text that nobody sees", "", 0.25, { PLACE_HIDDEN, 0, 0, 6 } },
    { "known", "the sender is known", "", -1, { PLACE_NONE, 0, 0, 0 } },
};

static struct message message = { .from = { { "Boss\033]0;x\007", 9 }, { "boss", 4 },
                                          { "evil.example", 12 } },
    .subject = { "<now>", 5 },
    .from_field = 0,
    .subject_field = 1,
    .reply_field = UINT32_MAX,
    .text = { TEXT, sizeof TEXT - 1 },
    .hidden = { HIDDEN, sizeof HIDDEN - 1 },
    .links = links,
    .links_count = 1,
    .files = files,
    .files_count = 1,
    .date = TIME_NONE,
    .received = TIME_NONE };

static const struct letter letter = { .id = "MSG-7K2Q9F3MX2",
    .index = 2,
    .line = 40,
    .time = TIME_NONE,
    .kind = VERDICT_PHISH,
    .lure = LURE_CREDENTIAL,
    .score = 0.97,
    .reasons = reasons,
    .reasons_count = 6,
    .reasons_total = 6 };

static const struct message_shown shown = { .message = &message, .letter = &letter, .file = "in<box>" };

static struct slice of(const struct out *out)
{
    return (struct slice){ out->at, out->len };
}

static bool has(const struct out *out, const char *words)
{
    return slice_find_slice(of(out), text(words)) < out->len;
}

static void test_screen(bool colour)
{
    struct out out = { 0 };
    struct screen screen = { .width = 80, .colour = colour, .tz_name = "UTC" };
    view_message(&out, &shown, &screen);
    OK(has(&out, "phish") && has(&out, "MSG-7K2Q9F3MX2") && has(&out, "credential"), "the verdict");
    OK(has(&out, "in<box>#2 (line 40)"), "where it lies");
    OK(has(&out, "hxxps://user[@]login[.]evil[.]example/a.b?c=d.e"), "a link that nobody opens by accident");
    OK(has(&out, "12,345 bytes") && has(&out, "said to be"), "files by true type and by what they say");
    OK(has(&out, "text that nobody sees"), "hidden text apart");
    OK(!has(&out, "\033[31muser") && !has(&out, "\033]0") && !has(&out, "\xe2\x80\xae"),
            "nothing moves the cursor");
    if (!colour) {
        OK(has(&out, "[1>password<1]") && has(&out, "[5>nobody<5]"), "marks, numbered as the reasons are");
        OK(slice_find(of(&out), '\033') == out.len, "no colour");
    } else {
        OK(!has(&out, "[1>") && has(&out, "[1]"), "colour needs no brackets around it");
    }
    out_done(&out);
}

static void test_page(void)
{
    struct out out = { 0 };
    view_message_html(&out, &shown);
    OK(has(&out, "<mark>password</mark><b>[1]</b>"), "marks on a page");
    OK(!has(&out, "<script>") && has(&out, "&lt;script&gt;"), "what the text holds is text");
    OK(!has(&out, "<now>") && !has(&out, "a<b>") && !has(&out, "in<box>"), "so are subject and names");
    OK(!has(&out, "href") && !has(&out, "https://"), "no link that works");
    OK(slice_find(of(&out), '\033') == out.len, "no controls");
    out_done(&out);
}

/* What overlaps is shown once; what lies behind the text is not shown. */
static void test_marks(void)
{
    struct letter_reason at[] = { { .place = { PLACE_TEXT, 0, 5, 10 } }, { .place = { PLACE_TEXT, 0, 7, 2 } },
        { .place = { PLACE_TEXT, 0, 0, 5 } }, { .place = { PLACE_TEXT, 0, 4000, 9 } } };
    struct letter l = { .reasons = at, .reasons_count = 4 };
    struct text_marks marks;
    struct slice run;
    size_t from = 0, total = 0;
    uint32_t number, numbers[8] = { 0 }, n = 0;
    text_marks_of(&marks, &l, &message, PLACE_TEXT);
    while (n < 8 && next_run(&marks, slice_first(message.text, 40), &from, &run, &number)) {
        numbers[n++] = number;
        total += run.len;
    }
    OK(n == 3 && numbers[0] == 3 && numbers[1] == 1 && numbers[2] == 0 && total == 40, "runs");
    OK(!next_run(&marks, LIT(""), &(size_t){ 0 }, &run, &number), "of nothing there is no run");
}

int main(void)
{
    size_t at = slice_find_slice(message.text, LIT("password"));
    reasons[0].place.at = (uint32_t)at;
    reasons[0].place.len = 8;
    links[0].at = (uint32_t)slice_find_slice(message.text, LIT("portal"));
    test_screen(false);
    test_screen(true);
    test_page();
    test_marks();
    return tap_done();
}
