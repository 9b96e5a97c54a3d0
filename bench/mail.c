/* mail.c - how long one message takes: read, and judged.
 *
 * Use     mail FOLDER...: every file below, each on its own. Without a folder, made-up messages of four kinds.
 * Prints  messages a second of both steps together, and of one message the median, the 99th and the longest of those up to
 *         1 MB. `cordon scan --messages` adds opening the files and keeping the verdicts.
 */
#include "bench/messages.h"
#include "core/base/limits.h"
#include "core/detect/mail/verdict.h"
#include "core/parse/message.h"

#define ROUNDS 5u
#define MEGABYTE ((size_t)1000 * 1000)

/* ---- made-up ones ---- */

static const char head[] =
        "Received: from mail.example (mail.example [192.0.2.7]) by mx.institute.example with ESMTPS id "
        "%u;\r\n"
        "\tMon, 9 Nov 2026 02:10:00 +0000\r\n"
        "From: Sender %u <s%u@mail.example>\r\nTo: j.meier@institute.example\r\nSubject: Message number "
        "%u\r\n"
        "Date: Mon, 9 Nov 2026 02:09:58 +0000\r\nMessage-ID: <%u@mail.example>\r\nMIME-Version: 1.0\r\n";
static const char words[] =
        "Dear colleague, the meeting of Monday is on Tuesday, please bring the minutes of the last one and "
        "see the page of the institute for the rest of the programme.\r\n";

static void make(unsigned n)
{
    const size_t room = 300000;
    char *at = need(malloc(room));
    size_t len = (size_t)snprintf(at, room, head, n, n, n % 97, n, n);
    unsigned kind = n % 4, lines = 5 + n % 60;
    len += (size_t)snprintf(at + len, room - len, "Content-Type: %s\r\n\r\n",
            kind == 0           ? "text/plain"
                    : kind == 1 ? "text/html"
                                : "multipart/mixed; boundary=b");
    if (kind >= 2)
        len += (size_t)snprintf(at + len, room - len, "--b\r\nContent-Type: text/html\r\n\r\n");
    for (unsigned i = 0; i < lines; i++)
        len += (size_t)snprintf(at + len, room - len,
                kind == 0 ? "%s"
                          : "<p style=\"color:#222\">%s <a "
                            "href=\"https://www.institute.example/%u\">more</a></p>\r\n",
                words, i);
    if (kind == 3) {
        len += (size_t)snprintf(at + len, room - len,
                "--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n"
                "Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjcK\r\n");
        for (unsigned i = 0; i < 2000; i++)
            len += (size_t)snprintf(at + len, room - len,
                    "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB\r\n");
    }
    if (kind >= 2)
        len += (size_t)snprintf(at + len, room - len, "--b--\r\n");
    add_message(at, len);
}

/* ---- measuring ---- */

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The least of several rounds: what the message costs, not what the machine did beside it. */
static double cost_of(struct slice raw, struct arena *arena)
{
    const struct mail_conf conf = { 0 };
    double least = 1e9;
    for (unsigned i = 0; i < ROUNDS; i++) {
        struct message message;
        struct verdict verdict;
        struct error err;
        double start = now();
        arena_reset(arena);
        if (message_read(raw, arena, &message, &err) == STATUS_OK)
            verdict_of(&message, &conf, NULL, arena, &verdict);
        double took = now() - start;
        least = took < least ? took : least;
    }
    return least;
}

int main(int argc, char **argv)
{
    struct arena arena;
    struct error err;
    for (int i = 1; i < argc; i++)
        add_path(argv[i], 0);
    for (unsigned i = 0; argc == 1 && i < 4000; i++)
        make(i);
    if (messages.count == 0 || arena_init(&arena, LIMIT_MESSAGE_ARENA, &err) != STATUS_OK) {
        puts("mail: no messages: skipped");
        return 0;
    }
    double *cost = need(malloc(messages.count * sizeof *cost)), all = 0;
    size_t small = 0;
    for (size_t i = 0; i < messages.count; i++) {
        double took = cost_of(messages.at[i], &arena);
        all += took;
        if (messages.at[i].len <= MEGABYTE)
            cost[small++] = took;
    }
    qsort(cost, small, sizeof *cost, by_size);
    printf("%zu messages of %.1f kB on average: %.0f a second, %.0f MB/s\n", messages.count,
            (double)messages.bytes / (double)messages.count / 1000, (double)messages.count / all,
            (double)messages.bytes / all / 1e6);
    if (small > 0)
        printf("one of up to 1 MB: median %.3f ms, 99 of 100 below %.3f ms, longest %.3f ms\n",
                cost[small / 2] * 1000, cost[small * 99 / 100] * 1000, cost[small - 1] * 1000);
    arena_done(&arena);
    return 0;
}
