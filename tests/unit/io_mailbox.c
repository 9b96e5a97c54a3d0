/* io_mailbox.c - mailboxes of several kinds become their messages, wherever reads break. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <unistd.h>

#include "core/base/limits.h"
#include "io/read/mail.h"
#include "io/read/mail_cut.h"
#include "tap.h"

static char path[] = "/tmp/cordon-mailbox-XXXXXX";

static void put(const char *at, size_t len)
{
    FILE *f = fopen(path, "wb");
    if (f == NULL || fwrite(at, 1, len, f) != len || fclose(f) != 0)
        abort();
}

/* All messages of the file. */
static enum status read_all(enum mail_kind kind, struct mail_batch *batch, uint64_t size)
{
    struct mail_source source = { .name = path, .size = size, .spool = -1, .kind = (uint8_t)kind };
    struct mailbox *box = NULL;
    struct error err = { 0 };
    bool last = false;
    enum status st = mailbox_open(&source, &box, &err);
    while (st == STATUS_OK && !last)
        st = mailbox_read(box, batch, &last, &err);
    mailbox_close(&box);
    return st;
}

#define A "From a@mail.example Mon Nov  9 02:10:00 2026\n"
#define B "From b@mail.example Mon Nov  9 02:11:00 2026\n"
#define H "Subject: x\n"

static const struct {
    const char *what, *box;
    const char *first; /* NUL-terminated: the first message's bytes */
    size_t count;
} cases[] = {
    { "two messages", A H "\none\n\n" B H "\ntwo\n", H "\none\n", 2 },
    { "a quoted line", A H "\n>From me\n\n", H "\n>From me\n", 1 },
    { "a line of the text that begins so", A H "\none\n\nFrom here on it is easy.\n",
            H "\none\n\nFrom here on it is easy.\n", 1 },
    { "a line that is no separator without an empty one before it", A H "\none\n" B H "\ntwo\n",
            H "\none\n" B H "\ntwo\n", 1 },
    { "counted: mboxcl2 does not quote", A H "Content-Length: 66\n\none\n\n" B H "\ntwo\n\n" B H "\nthree\n",
            H "Content-Length: 66\n\none\n\n" B H "\ntwo\n", 2 },
    { "a count that is wrong is not believed", A H "Content-Length: 7\n\none\n\n" B H "\ntwo\n",
            H "Content-Length: 7\n\none\n", 2 },
    { "line ends of Windows",
            "From a@mail.example Mon Nov 9 02:10:00 2026\r\nSubject: x\r\n\r\none\r\n\r\nFrom b@mail.example "
            "Mon Nov 9 02:10:00 2026\r\nSubject: y\r\n\r\ntwo\r\n",
            "Subject: x\r\n\r\none\r\n", 2 },
    { "empty lines before the first", "\n\n" A H "\none\n", H "\none\n", 1 },
    { "a header alone", A H, H, 1 },
    { "a separator at the very end", A H "\none\n\nFrom ", H "\none\n\nFrom ", 1 },
};

static void test_case(size_t i)
{
    struct mail_batch batch = { 0 };
    put(cases[i].box, strlen(cases[i].box));
    bool ok = read_all(MAIL_BOX, &batch, strlen(cases[i].box)) == STATUS_OK && batch.count == cases[i].count;
    struct slice got = batch.count > 0 ? (struct slice){ batch.buffer + batch.at[0].at, batch.at[0].len }
                                       : LIT("");
    if (!OK(ok && slice_eq(got, text(cases[i].first)), cases[i].what))
        printf("# %zu messages\n", batch.count);
    for (size_t k = 0; k < batch.count; k++) {
        const struct mail_span *span = &batch.at[k];
        ok = span->index == k && span->length == span->len
                && memcmp(cases[i].box + span->offset, batch.buffer + span->at, span->len) == 0
                && slice_lines((struct slice){ cases[i].box, span->offset }) + 1 == span->line;
        OK(ok, "it lies where it is said to lie");
    }
    mail_batch_done(&batch);
}

/* Every message is found, wherever the file is read in pieces. */
static void test_many(void)
{
    size_t count = 20000, len = 0, good = 0;
    char *all = malloc(count * 400), body[300];
    memset(body, 'x', sizeof body);
    for (size_t i = 0; all != NULL && i < count; i++)
        len += (size_t)sprintf(all + len, A "Subject: %zu\n\n%.*s\n\n", i, (int)(i % 257), body);
    put(all, len);
    struct mail_batch batch = { 0 };
    OK(read_all(MAIL_BOX, &batch, len) == STATUS_OK && batch.count == count, "20,000 messages");
    for (size_t i = 0; i < batch.count; i++) {
        char begin[32];
        (void)snprintf(begin, sizeof begin, "Subject: %zu\n", i);
        struct slice got = { batch.buffer + batch.at[i].at, batch.at[i].len };
        good += slice_starts(got, text(begin)) && got.len == strlen(begin) + 2 + i % 257
                && memcmp(all + batch.at[i].offset, got.at, got.len) == 0;
    }
    OK(good == count, "each its own");
    mail_batch_done(&batch);
    free(all);
}

/* The inside of a large attachment is left out, what stands around it is not; the next message is found. */
static void test_large(enum mail_kind kind)
{
    size_t room = 3 * (size_t)LIMIT_MESSAGE, len = 0;
    char *all = malloc(room + 4096);
    if (all == NULL)
        abort();
    if (kind == MAIL_BOX)
        len += (size_t)sprintf(all, A);
    size_t begin = len;
    len += (size_t)sprintf(
            all + len, H "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nbefore\n--b\n\n");
    while (len < room) {
        memset(all + len, 'A', 76);
        all[len + 76] = '\n';
        len += 77;
    }
    len += (size_t)sprintf(all + len, "--b\n\nbehind\n--b--\n");
    size_t end = len;
    if (kind == MAIL_BOX)
        len += (size_t)sprintf(all + len, "\n" B H "\nnext\n");
    put(all, len);
    struct mail_batch batch = { 0 };
    OK(read_all(kind, &batch, len) == STATUS_OK && batch.count == (kind == MAIL_BOX ? 2 : 1),
            "a large message");
    const struct mail_span *span = batch.at;
    struct slice got = { batch.buffer + span->at, span->len };
    OK(span->is_cut && span->offset == begin && span->length == end - begin,
            "where it lies is told of all of it");
    OK(got.len < MAIL_CUT_RUN + LIMIT_CHUNK + 4096 && got.len >= MAIL_CUT_RUN,
            "the inside of its attachment is left out");
    OK(slice_ends(got, LIT("\n--b\n\nbehind\n--b--\n")) && slice_find_slice(got, LIT("before")) < 200,
            "not more");
    if (kind == MAIL_BOX) {
        got = (struct slice){ batch.buffer + batch.at[1].at, batch.at[1].len };
        OK(slice_eq(got, LIT(H "\nnext\n")) && !batch.at[1].is_cut, "the next one");
        OK(memcmp(all + batch.at[1].offset, got.at, got.len) == 0, "and where it lies");
        OK(slice_lines((struct slice){ all, batch.at[1].offset }) + 1 == batch.at[1].line,
                "and in which line");
    }
    OK(batch.cap < 2 * (size_t)LIMIT_MESSAGE, "memory is bounded");
    mail_batch_done(&batch);
    free(all);
}

/* One line without an end, and nothing but lines that look like boundaries. */
static void test_hostile(char fill_with, bool lines)
{
    size_t len = 3 * (size_t)LIMIT_MESSAGE;
    char *all = malloc(len);
    if (all == NULL)
        abort();
    memset(all, fill_with, len);
    memcpy(all, H "\n", 12);
    for (size_t i = 12; lines && i < len; i += 8)
        all[i] = '\n';
    put(all, len);
    struct mail_batch batch = { 0 };
    OK(read_all(MAIL_ONE, &batch, len) == STATUS_OK && batch.count == 1,
            lines ? "boundaries" : "a line without end");
    OK(batch.at != NULL && batch.at[0].is_cut && batch.at[0].len <= LIMIT_MESSAGE + LIMIT_CHUNK
                    && batch.at[0].length == len,
            "is cut");
    OK(batch.cap < 2 * (size_t)LIMIT_MESSAGE, "memory is bounded");
    mail_batch_done(&batch);
    free(all);
}

static void test_one(const char *what, struct slice bytes, const char *is)
{
    struct mail_source source = { .name = path, .size = bytes.len, .spool = -1, .kind = MAIL_ONE };
    struct mail_batch batch = { 0 };
    struct error err = { 0 };
    put(bytes.at, bytes.len);
    bool ok = mail_read_file(&source, &batch, &err) == STATUS_OK && batch.count == 1;
    OK(ok && slice_eq((struct slice){ batch.buffer + batch.at[0].at, batch.at[0].len }, text(is)), what);
    mail_batch_done(&batch);
}

static const struct {
    const char *what;
    struct slice head;
    enum mail_kind kind;
} heads[] = {
    { "a message", LIT("Received: from x by y\r\n\tfor z\r\nFrom: a@mail.example\r\n"), MAIL_ONE },
    { "a message of few fields", LIT("From: a@mail.example\nSubject: x\n\ntext"), MAIL_ONE },
    { "a mailbox", LIT(A H "To: x\n"), MAIL_BOX },
    { "a body part", LIT("Content-Type: text/plain\nContent-Transfer-Encoding: base64\n"), MAIL_ONE },
    { "cut within its second line", LIT("Return-Path: <a@mail.example>\nRec"), MAIL_ONE },
    { "a log of syslog",
            LIT("Nov  9 02:10:00 host sshd[1]: Failed password for bob from 192.0.2.7 port 22 ssh2\n"),
            MAIL_NONE },
    { "an answer of HTTP",
            LIT("HTTP/1.1 200 OK\r\nDate: Mon, 9 Nov 2026 02:10:00 GMT\r\nContent-Type: text/html\r\n"),
            MAIL_NONE },
    { "settings", LIT("Host: x\nUser: y\nPort: 22\n"), MAIL_NONE },
    { "prose", LIT("From here on it is easy.\nSubject: none\nTo: nobody\n"), MAIL_NONE },
    { "JSON", LIT("{\"From\": 1,\n\"To\": 2}\n"), MAIL_NONE },
    { "nothing", LIT(""), MAIL_NONE },
    { "Apple's count first", LIT("77\nReceived: x\nFrom: y\n"), MAIL_ONE },
    { "numbers", LIT("77\n78\n79\n"), MAIL_NONE },
};

int main(void)
{
    int fd = mkstemp(path);
    if (fd < 0)
        abort();
    close(fd);
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        OK(mail_sniff(heads[i].head) == heads[i].kind, heads[i].what);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        test_case(i);
    test_many();
    test_large(MAIL_BOX);
    test_large(MAIL_ONE);
    test_hostile('x', false);
    test_hostile('-', true);
    test_one("a file of one", LIT(H "\none\n"), H "\none\n");
    test_one("a byte order mark", LIT("\xef\xbb\xbf" H "\none\n"), H "\none\n");
    test_one("UTF-16", LIT("\xff\xfeS\0u\0b\0j\0:\0 \0x\0\n\0"), "Subj: x\n");
    test_one(".emlx", LIT("33\nMessage-ID: <1@mail.example>\n\none\n<?xml version=\"1.0\"?>"),
            "Message-ID: <1@mail.example>\n\none");
    unlink(path);
    return tap_done();
}
