/* incident_marks.c - what of a message tells the hand behind it, and what many hands share. */
#include <string.h>

#include "core/incident/letter_marks.h"
#include "core/incident/mailings.h"
#include "tap.h"

static struct pen *pen;
static const struct slice own_domains[] = { { "institute.example", 17 } };
static const struct own own = { .domains = own_domains, .domains_count = 1 };

static bool has(const struct letter *letter, enum mark_kind kind, const char *what)
{
    for (uint32_t i = 0; i < letter->marks_count; i++)
        if (letter->marks[i].kind == kind && strcmp(letter->marks[i].text, what) == 0)
            return true;
    return false;
}

static uint32_t count(const struct letter *letter, enum mark_kind kind)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < letter->marks_count; i++)
        n += letter->marks[i].kind == kind;
    return n;
}

static struct letter marked(struct message *m)
{
    struct letter letter = { .source = ip_source_key((struct ip_addr){ { 0 } }) };
    letter_mark(&letter, m, &own, pen);
    return letter;
}

static struct message_link link_to(struct slice host, struct slice registered, struct slice path)
{
    return (struct message_link){ .kind = LINK_A, .host = host, .registered = registered, .path = path };
}

static void test_marks(void)
{
    struct mail_address to[] = { { LIT("Jutta Meier"), LIT("j.meier"), LIT("institute.example") } };
    struct message_link links[] = { link_to(LIT("login.evil.example"), LIT("evil.example"), LIT("/a")),
        link_to(LIT("www.institute.example"), LIT("institute.example"), LIT("/")),
        link_to(LIT("www.who.int"), LIT("who.int"), LIT("/")),
        link_to(LIT("bit.ly"), LIT("bit.ly"), LIT("/3xyz")),
        link_to(LIT("bit.ly"), LIT("bit.ly"), LIT("/")) };
    struct message_file files[] = { { .name = LIT("Job Description.pdf"), .sha256 = "00ff" },
        { .name = LIT("logo-of-mail.png"), .sha256 = "11ff", .is_inline = true } };
    struct message m = { .from = { LIT("HR"), LIT("Jobs"), LIT("mail.evil.example") },
        .reply_to = { LIT(""), LIT("hr"), LIT("other.example") },
        .to = to,
        .to_count = 1,
        .subject = LIT("Re: Meier, your application 4711 is waiting"),
        .text = LIT("Write to +44 20 7946 0000 or pay to 1BoatSLRHtKNngkdXEeobR76b53LETtpyT, room +12 34."),
        .links = links,
        .links_count = 5,
        .files = files,
        .files_count = 2 };
    struct letter letter = marked(&m);
    OK(has(&letter, MARK_SENDER, "jobs@mail.evil.example"), "sender, in lower case");
    OK(has(&letter, MARK_DOMAIN, "evil.example"), "its registered domain");
    OK(has(&letter, MARK_REPLY, "hr@other.example"), "where answers go");
    OK(has(&letter, MARK_LINK, "evil.example") && has(&letter, MARK_LINK, "bit.ly/3xyz"), "links");
    OK(count(&letter, MARK_LINK) == 2, "not our own site, not a well-known one, not a shortener by itself");
    OK(has(&letter, MARK_FILE, "00ff") && count(&letter, MARK_FILE) == 1, "files; no picture of the text");
    OK(has(&letter, MARK_FILE_NAME, "jobdescriptionpdf"), "names of files");
    OK(has(&letter, MARK_SUBJECT, "your application is waiting"),
            "the subject without numbers and recipient");
    OK(has(&letter, MARK_PHONE, "442079460000") && count(&letter, MARK_PHONE) == 1, "numbers to call");
    OK(has(&letter, MARK_WALLET, "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"), "wallets");
    OK(letter.shingles[0] != 0, "wording");
}

static void test_shared(void)
{
    struct message m = {
        .from = { LIT("A"), LIT("a"), LIT("gmail.com") }, .subject = LIT("Hello"), .text = LIT("short")
    };
    struct letter letter = marked(&m);
    OK(count(&letter, MARK_DOMAIN) == 0 && count(&letter, MARK_SENDER) == 1,
            "a free mailbox's domain is nobody's");
    OK(count(&letter, MARK_SUBJECT) == 0, "one word is no subject");
    OK(letter.shingles[0] == 0, "too short to compare");
    m.from.domain = LIT("institute.example");
    letter = marked(&m);
    OK(count(&letter, MARK_SENDER) == 0, "our own address, forged, is no attacker's");
}

static void test_wording(void)
{
    struct message a = { .text = LIT("Dear Dr Meier we have read your work on vaccines and would like to "
                                     "offer you a place in our team "
                                     "please open the description number 17 and answer before Friday") };
    struct message b = { .text = LIT("Dear Dr Schulz we have read your work on vaccines and would like to "
                                     "offer you a place in our team "
                                     "please open the description number 99 and answer before Friday") };
    struct message c = { .text = LIT("The canteen will stay closed on Monday because of works on the water "
                                     "pipes, sandwiches are sold "
                                     "in the entrance hall from eleven until two") };
    struct letter x = marked(&a), y = marked(&b), z = marked(&c);
    OK(letters_alike(&x, &x) == 1.0, "the same is the same");
    OK(letters_alike(&x, &y) > 0.5, "one text to two people");
    OK(letters_alike(&x, &z) < 0.2, "two texts");
}

int main(void)
{
    struct error err;
    if (!OK(pen_new(&pen, &err) == STATUS_OK, "a pen"))
        return tap_done();
    test_marks();
    test_shared();
    test_wording();
    pen_free(&pen);
    return tap_done();
}
