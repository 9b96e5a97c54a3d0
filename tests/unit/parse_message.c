/* parse_message.c - what a message's features are, in whole and hostile messages. */
#include <stdlib.h>

#include "core/base/limits.h"
#include "core/parse/message.h"
#include "core/wire/mime.h"
#include "core/wire/url.h"
#include "tap.h"

static struct arena arena;

static struct message read_it(struct slice raw)
{
    struct message m;
    struct error err;
    arena_reset(&arena);
    if (message_read(raw, &arena, &m, &err) != STATUS_OK)
        abort();
    return m;
}

#define IS(s, words) slice_eq((s), LIT(words))
#define HAS(s, words) (slice_find_slice((s), LIT(words)) < (s).len)

static const char whole[] =
        "Return-Path: <bounce@mail.example>\r\n"
        "Received: from mail.example (mail.example [192.0.2.7]) by mx.institute.example with ESMTPS id "
        "4X;\r\n"
        "\tMon, 9 Nov 2026 02:10:00 +0000\r\n"
        "X-Spam-Status: Yes\r\n"
        "From: =?utf-8?Q?J=C3=B6rg?= <Jobs@Mail.Example>\r\n"
        "Reply-To: \"HR, Acme\" <hr@freemail.example>\r\n"
        "To: j.meier@institute.example, Others: a@b.example, c@d.example;\r\n"
        "Cc: e@f.example\r\n"
        "Subject: =?utf-8?B?QSBwb3NpdGlvbg==?= for\r\n you\r\n"
        "Date: Mon, 9 Nov 2026 02:09:58 +0000\r\n"
        "Message-ID: <1@mail.example>\r\n"
        "In-Reply-To: <0@institute.example>\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n"
        "\r\n"
        "--b\r\n"
        "Content-Type: multipart/alternative; boundary=c\r\n"
        "\r\n"
        "--c\r\n"
        "\r\n"
        "The plain words of the twin.\r\n"
        "--c\r\n"
        "Content-Type: text/html\r\n"
        "\r\n"
        "<p>Dear colleague, the position that we have for you is at "
        "<a href=\"https://evil.example/a?x=1\">www.acme.example</a> and https://two.example/b</p>"
        "<p style=\"display:none\">nobody sees this</p>"
        "<form action=\"https://evil.example/p\"><input type=password></form>\r\n"
        "--c--\r\n"
        "--b\r\n"
        "Content-Type: application/pdf\r\n"
        "Content-Disposition: attachment; filename=\"job.pdf.exe\"\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        "\r\n"
        "TVqQAAMAAAAEAAAA\r\n"
        "--b\r\n"
        "Content-Type: message/rfc822\r\n"
        "\r\n"
        "From: who@who.int\r\n"
        "Subject: inner\r\n"
        "\r\n"
        "The inner text.\r\n"
        "--b--\r\n";

static void test_fields(const struct message *m)
{
    OK(IS(m->from.name, "J\xc3\xb6rg") && IS(m->from.local, "Jobs") && IS(m->from.domain, "mail.example"),
            "from");
    OK(m->from_count == 1, "the sender of an inner message is none of this one");
    OK(IS(m->reply_to.name, "HR, Acme") && IS(m->reply_to.domain, "freemail.example"),
            "a comma within a name");
    OK(m->to_count == 4 && m->to_total == 4 && IS(m->to[2].local, "c"), "recipients, a group's too");
    OK(IS(m->subject, "A position for you"), "the subject, decoded and unfolded");
    OK(IS(m->message_id, "1@mail.example") && IS(m->in_reply_to, "0@institute.example") && m->is_reply,
            "ids");
    OK(IS(m->envelope.local, "bounce") && m->hops_count == 1 && IS(m->hops[0].from, "mail.example"),
            "envelope, hops");
    OK(m->received - m->date == 2 * TIME_SECOND, "times");
    bool kept = false;
    for (uint32_t i = 0; i < m->fields_count; i++)
        kept = kept || IS(m->fields[i].name, "X-Spam-Status");
    OK(!kept, "what another filter wrote is left out");
}

static void test_body(const struct message *m)
{
    OK(HAS(m->text, "Dear colleague") && HAS(m->text, "The inner text."),
            "the text, and that of what was forwarded");
    OK(!HAS(m->text, "twin") && HAS(m->plain_twin, "twin"), "the twin is kept apart");
    OK(HAS(m->hidden, "nobody sees this") && !HAS(m->text, "nobody"), "what is hidden is kept apart");
    OK(m->has_html && m->has_inner_message && IS(m->language, "en"), "what kind it is");
    bool link = false, plain = false;
    for (uint32_t i = 0; i < m->links_count; i++) {
        const struct message_link *l = &m->links[i];
        struct slice words = { m->text.at + l->at, l->len };
        link = link || (l->kind == LINK_A && IS(l->host, "evil.example") && IS(words, "www.acme.example"));
        plain = plain || (l->kind == LINK_TEXT && IS(l->host, "two.example"));
    }
    OK(link && plain, "links with their texts, addresses in the text");
    OK(m->forms_count == 1 && m->forms[0].has_password && IS(m->forms[0].host, "evil.example"), "forms");
    OK(m->files_count == 1 && strcmp(m->files[0].type, "exe") == 0
                    && IS(m->files[0].declared, "application/pdf"),
            "files by true type");
    OK(m->files[0].size == 12 && strlen(m->files[0].sha256) == 64, "size and sum");
    OK(m->exhausted == 0, "nothing was too much");
}

static void test_invitation(void)
{
    struct message m = read_it(
            LIT("Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nSUMMARY;LANGUAGE=en:Interview\n"
                "DESCRIPTION:Join at https://meet.example/x\\nat no\n on\nUID:secret-uid\nEND:VCALENDAR\n"));
    OK(m.is_calendar && HAS(m.text, "Interview\n") && HAS(m.text, "at noon"), "an invitation's words");
    OK(!HAS(m.text, "secret-uid") && m.links_count == 1 && IS(m.links[0].host, "meet.example"),
            "and links; no more");
}

static void test_kinds(void)
{
    struct message m = read_it(
            LIT("Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nno\n"
                "--b\nContent-Type: message/delivery-status\n\nStatus: 5.1.1\n--b--\n"));
    OK(m.is_bounce, "a bounce");
    m = read_it(LIT("Content-Type: multipart/signed; boundary=b\n\n--b\n\nyes\n--b\nContent-Type: "
                    "application/pgp-signature\n\nx\n--b--\n"));
    OK(m.is_signed && m.files_count == 0, "a signature is no attachment");
    m = read_it(LIT("Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nx\n"));
    OK(m.is_encrypted, "S/MIME");
    m = read_it(LIT(""));
    OK(m.from_count == 0 && m.text.len == 0 && m.date == TIME_NONE, "nothing at all");
    m = read_it(LIT("From: a@b.example\nFrom: c@d.example, e@f.example\n\n"));
    OK(m.from_count == 3 && IS(m.from.local, "a"), "several senders are counted");
}

/* ---- hostile ---- */

static char *made;
static size_t made_len, made_room;

static void add(const char *s, size_t times)
{
    size_t len = strlen(s);
    while (made_len + len * times > made_room) {
        made_room = made_room ? made_room * 2 : 1 << 20;
        made = realloc(made, made_room);
        if (made == NULL)
            abort();
    }
    for (size_t i = 0; i < times; i++, made_len += len)
        memcpy(made + made_len, s, len);
}

static void bounded(const char *what, unsigned budgets)
{
    struct message m = read_it((struct slice){ made, made_len });
    OK((m.exhausted & budgets) == budgets && m.exhausted != 0, what);
    OK(m.work < 40 * (uint64_t)made_len + 100000, "its work is bounded");
    printf("# %s: %zu bytes, %.1f units a byte, exhausted 0x%x\n", what, made_len,
            (double)m.work / (double)made_len, m.exhausted);
    made_len = 0;
}

static void test_hostile(void)
{
    add("Content-Type: multipart/mixed; boundary=b\n\n", 1);
    add("--b\n\nx\n", 200000);
    bounded("200,000 parts", MIME_BUDGET_PARTS);
    add("Content-Type: text/html\n\n", 1);
    add("<a href=\"https://a.example/\">x</a> ", 50000);
    bounded("50,000 links", 0);
    add("Content-Type: text/plain\n\n", 1);
    add("https://a.example/ ", 50000);
    bounded("50,000 addresses in a text", MIME_BUDGET_LINKS);
    add("Subject: x\n", 300000);
    bounded("300,000 fields", MIME_BUDGET_FIELDS);
    add("To: ", 1);
    add("a@b.example, ", 100000);
    add("\n\nx", 1);
    bounded("100,000 recipients", MIME_BUDGET_HEADER);
    add("Content-Type: text/plain\n\n", 1);
    add("words of a text without an end ", 400000);
    bounded("a text of 12 MB", MIME_BUDGET_TEXT);
    add("Content-Type: multipart/digest; boundary=b\n\n", 1);
    add("--b\n\nSubject: one of many\n\nits text\n", 300);
    struct message digest = read_it((struct slice){ made, made_len });
    OK(digest.exhausted == 0 && digest.text.len > 300 * 8, "a digest of 300 messages is no attack");
    made_len = 0;
    add("Content-Type: multipart/mixed; boundary=b\n\n", 1);
    for (int i = 0; i < 900; i++) {
        add("--b\nContent-Type: application/octet-stream\nContent-Disposition: attachment\n\nMZ", 1);
        add("0123456789abcdef", 2000);
        add("\n", 1);
    }
    struct message m = read_it((struct slice){ made, made_len });
    OK(m.files_count == 900 && m.files[899].head.len > 0 && strcmp(m.files[899].type, "exe") == 0
                    && m.exhausted == 0,
            "900 files of 32 kB");
    free(made);
}

int main(void)
{
    struct error err;
    if (!OK(arena_init(&arena, LIMIT_MESSAGE_ARENA, &err) == STATUS_OK, "an arena"))
        return tap_done();
    struct message m = read_it(text(whole));
    test_fields(&m);
    test_body(&m);
    test_invitation();
    test_kinds();
    test_hostile();
    arena_done(&arena);
    return tap_done();
}
