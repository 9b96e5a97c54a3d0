/* mailauth_packet.c - answers as bytes, whole and broken; answers as text, whole and broken. */
#include "answers.h"
#include "core/mailauth/packet.h"
#include "packets.h"

static struct arena arena;
static struct packet packet;

static struct dns_answer read(const char *name, enum dns_type type)
{
    /* of just its size, so that a byte too far is seen */
    char *exact = malloc(packet.len + 1);
    memcpy(exact, packet.at, packet.len);
    struct dns_question question = { text(name), type };
    arena_reset(&arena);
    struct dns_answer answer = packet_read((struct slice){ exact, packet.len }, &question, &arena);
    free(exact);
    return answer;
}

static void start(const char *name, enum dns_type type, unsigned flags, unsigned answers)
{
    packet_start(&packet, 7, flags, text(name), type, answers);
}

static void test_types(void)
{
    struct dns_record a = { .ip = ip("192.0.2.7") }, aaaa = { .ip = ip("2001:db8::7") };
    struct dns_record mx = { .preference = 10, .text = LIT("MX.example") }, root = { .text = LIT("") };
    struct dns_record ptr = { .text = LIT("host.example") };
    struct dns_answer got;
    char long_text[600];
    memset(long_text, 'x', sizeof long_text);
    struct dns_record txt = { .text = { long_text, sizeof long_text } };

    start("a.example", DNS_A, 0x8180, 2);
    packet_record(&packet, DNS_A, &a);
    packet_record(&packet, DNS_A, &a);
    got = read("a.example", DNS_A);
    OK(got.state == DNS_FOUND && got.count == 2 && ip_eq(got.records[1].ip, a.ip), "A");
    start("a.example", DNS_AAAA, 0x8180, 1);
    packet_record(&packet, DNS_AAAA, &aaaa);
    got = read("a.example", DNS_AAAA);
    OK(got.state == DNS_FOUND && ip_eq(got.records[0].ip, aaaa.ip), "AAAA");
    start("A.Example", DNS_MX, 0x8180, 2);
    packet_record(&packet, DNS_MX, &mx);
    packet_record(&packet, DNS_MX, &root);
    got = read("a.example", DNS_MX);
    OK(got.state == DNS_FOUND && got.count == 2 && got.records[0].preference == 10,
            "MX, a question in capitals");
    IS(got.records[0].text, "mx.example", "names are in lower case");
    OK(got.records[1].text.len == 0, "the root");
    start("7.2.0.192.in-addr.arpa", DNS_PTR, 0x8180, 1);
    packet_record(&packet, DNS_PTR, &ptr);
    got = read("7.2.0.192.in-addr.arpa", DNS_PTR);
    OK(got.state == DNS_FOUND && slice_eq(got.records[0].text, ptr.text), "PTR");
    start("a.example", DNS_TXT, 0x8180, 1);
    packet_record(&packet, DNS_TXT, &txt);
    got = read("a.example", DNS_TXT);
    OK(got.state == DNS_FOUND && slice_eq(got.records[0].text, txt.text), "TXT of three strings");
}

static void test_outcomes(void)
{
    struct dns_record a = { .ip = ip("192.0.2.7") };
    start("a.example", DNS_A, 0x8183, 0);
    OK(read("a.example", DNS_A).state == DNS_NXDOMAIN, "NXDOMAIN");
    start("a.example", DNS_A, 0x8180, 0);
    OK(read("a.example", DNS_A).state == DNS_NO_DATA, "no data");
    start("a.example", DNS_A, 0x8182, 0);
    OK(read("a.example", DNS_A).state == DNS_FAILED, "SERVFAIL");
    start("a.example", DNS_A, 0x8380, 0);
    OK(read("a.example", DNS_A).state == DNS_FAILED, "cut");
    start("a.example", DNS_A, 0x0100, 0);
    OK(read("a.example", DNS_A).state == DNS_FAILED, "a question is no answer");
    start("b.example", DNS_A, 0x8180, 1);
    packet_record(&packet, DNS_A, &a);
    OK(read("a.example", DNS_A).state == DNS_FAILED, "an answer to another question");
    start("a.example", DNS_A, 0x8180, 1);
    packet_record(&packet, DNS_A, &a);
    OK(read("a.example", DNS_AAAA).state == DNS_FAILED, "an answer of another type");
    start("a.example", DNS_AAAA, 0x8180, 1);
    packet_record(&packet, DNS_A, &a);
    OK(read("a.example", DNS_AAAA).state == DNS_NO_DATA, "records of another type are passed over");
}

/* A CNAME from the question's name or from `owner` to `to`. */
static void alias(const char *owner, const char *to)
{
    packet_name(&packet, text(owner));
    packet_16(&packet, DNS_CNAME);
    packet_16(&packet, 1);
    packet_16(&packet, 0);
    packet_16(&packet, 60);
    packet_16(&packet, (unsigned)strlen(to) + 2);
    packet_name(&packet, text(to));
}

static void address(const char *owner)
{
    packet_name(&packet, text(owner));
    packet_16(&packet, DNS_A);
    packet_16(&packet, 1);
    packet_16(&packet, 0);
    packet_16(&packet, 60);
    packet_16(&packet, 4);
    packet_bytes(&packet, "\xc0\x00\x02\x07", 4);
}

static void test_aliases(void)
{
    char from[32], to[32];
    start("a.example", DNS_A, 0x8180, 3);
    alias("a.example", "b.example");
    alias("b.example", "c.example");
    address("c.example");
    OK(read("a.example", DNS_A).state == DNS_FOUND, "two aliases");
    start("a.example", DNS_A, 0x8180, 3);
    address("c.example");
    alias("b.example", "c.example");
    alias("a.example", "b.example");
    OK(read("a.example", DNS_A).state == DNS_FOUND, "in any order");
    start("a.example", DNS_A, 0x8180, 2);
    alias("a.example", "b.example");
    address("c.example");
    OK(read("a.example", DNS_A).state == DNS_NO_DATA, "an address of somebody else");
    start("a.example", DNS_A, 0x8180, 2);
    alias("a.example", "b.example");
    alias("b.example", "a.example");
    OK(read("a.example", DNS_A).state == DNS_FAILED, "aliases that go round");
    start("n0.example", DNS_A, 0x8180, 11);
    for (int i = 0; i < 10; i++) {
        snprintf(from, sizeof from, "n%d.example", i);
        snprintf(to, sizeof to, "n%d.example", i + 1);
        alias(from, to);
    }
    address("n10.example");
    OK(read("n0.example", DNS_A).state == DNS_FAILED, "ten aliases");
}

static void test_broken(void)
{
    struct dns_record mx = { .preference = 10, .text = LIT("mx.example") };
    start("a.example", DNS_MX, 0x8180, 1);
    packet_record(&packet, DNS_MX, &mx);
    size_t whole = packet.len;
    bool ok = true;
    for (packet.len = 0; packet.len < whole; packet.len++)
        ok &= read("a.example", DNS_MX).state == DNS_FAILED;
    OK(ok, "cut anywhere");
    start("a.example", DNS_MX, 0x8180, 65535);
    packet_record(&packet, DNS_MX, &mx);
    OK(read("a.example", DNS_MX).state == DNS_FAILED, "more records are told than are there");
    start("a.example", DNS_MX, 0x8180, 1);
    packet_16(&packet, 0xc000 | (unsigned)packet.len); /* to itself */
    OK(read("a.example", DNS_MX).state == DNS_FAILED, "a pointer to itself");
    start("a.example", DNS_MX, 0x8180, 1);
    packet_16(&packet, 0xffff);
    OK(read("a.example", DNS_MX).state == DNS_FAILED, "a pointer ahead");
    start("a.example", DNS_TXT, 0x8180, 1);
    packet_16(&packet, 0xc00c);
    packet_bytes(&packet, "\0\x10\0\x01\0\0\0\0\0\x02\x05x", 12);
    OK(read("a.example", DNS_TXT).state == DNS_FAILED, "a string longer than its record");
    start("a.example", DNS_PTR, 0x8180, 1);
    packet_16(&packet, 0xc00c);
    packet_bytes(&packet,
            "\0\x0c\0\x01\0\0\0\0\0\x05\x03"
            "a.b\0",
            15);
    OK(read("a.example", DNS_PTR).state == DNS_FAILED, "a dot within a label");
}

/* ---- as text ---- */

static const struct {
    const char *name, *line, *wrong; /* wrong NULL: it can be read */
} lines[] = {
    { "an address", "a.example A 192.0.2.1", NULL },
    { "a TTL", "a.example 	A 	300 192.0.2.1 # note", NULL },
    { "MX", "a.example MX 10 mx.example.", NULL },
    { "MX with a TTL", "a.example MX 300 10 mx.example", NULL },
    { "the root as MX", "a.example MX 0 .", NULL },
    { "strings", "a.example TXT 300 \"a # b\" \"\\\"\\\\\\255\"", NULL },
    { "a bare text", "a.example TXT v=spf1", NULL },
    { "a number as text", "a.example TXT 300", NULL },
    { "a quoted name", "\"a b.example\" A 192.0.2.1", NULL },
    { "a note", "# note", NULL },
    { "an empty line", "  ", NULL },
    { "CR at the end", "a.example NXDOMAIN\r", NULL },
    { "all others", "* NXDOMAIN", NULL },
    { "a type that is not there", "a.example AAAA NODATA", NULL },
    { "a mapped address", "a.example AAAA ::ffff:192.0.2.1", NULL },
    { "the type in small letters", "a.example aaaa 2001:db8::1", NULL },
    { "no type", "a.example", "a type or an outcome" },
    { "another type", "a.example SRV 0 0 1 x", "unknown type" },
    { "no address", "a.example A", "the value" },
    { "an address of the other family", "a.example A 2001:db8::1", "the value" },
    { "two addresses", "a.example A 192.0.2.1 192.0.2.2", "behind the value" },
    { "no host", "a.example MX 10", "the value" },
    { "a target that is no name", "a.example MX 10 mx..example", "the value" },
    { "a quote that does not end", "a.example TXT \"abc", "the value" },
    { "an escape that is none", "a.example TXT \"\\x\"", "the value" },
    { "an escape over a byte", "a.example TXT \"\\299\"", "the value" },
    { "something behind the outcome", "a.example NXDOMAIN x", "behind the outcome" },
    { "a name that is none", "a..example A 192.0.2.1", "no name" },
    { "a type for all others", "* A NXDOMAIN", "* takes" },
};

static void test_lines(void)
{
    EACH(i, lines)
    {
        struct recorded *recorded = NULL;
        struct error err = { .message = "" };
        char file[512];
        snprintf(file, sizeof file, "# first\n%s\n", lines[i].line);
        enum status st = recorded_new(text(file), &recorded, &err);
        bool says = lines[i].wrong != NULL && strncmp(err.message, "line 2: ", 8) == 0
                && strstr(err.message, lines[i].wrong) != NULL;
        if (!OK(lines[i].wrong == NULL ? st == STATUS_OK : st == STATUS_INVALID && says, lines[i].name))
            printf("# %s\n", err.message);
        recorded_free(&recorded);
    }
}

/* What is written is read again as the same. */
static void test_written(void)
{
    static const char file[] =
            "a.example A 192.0.2.1\na.example A 192.0.2.2\na.example AAAA ::ffff:192.0.2.3\na.example AAAA "
            "::\n"
            "a.example MX 10 mx.example\na.example TXT \"a \\\"b\\\" \\\\ \\000\\255\"\n"
            "b.example A NXDOMAIN\nc.example PTR TIMEOUT\nd.example MX 0 .\nd.example TXT \"TIMEOUT\"\n";
    static const struct {
        const char *name;
        enum dns_type type;
    } order[] = { { "a.example", DNS_A }, { "a.example", DNS_AAAA }, { "a.example", DNS_MX },
        { "a.example", DNS_TXT }, { "b.example", DNS_A }, { "c.example", DNS_PTR }, { "d.example", DNS_MX },
        { "d.example", DNS_TXT } };
    struct recorded *recorded = recorded_of(text(file));
    struct dns_answers answers = recorded_answers(recorded);
    struct out out = { .failed = false };
    EACH(i, order)
    {
        struct dns_question question = { text(order[i].name), order[i].type };
        struct dns_answer answer = answers.find(answers.ctx, &question);
        recorded_write(&out, &question, &answer);
    }
    IS(((struct slice){ out.at, out.len }),
            "a.example A 192.0.2.1\na.example A 192.0.2.2\na.example AAAA ::ffff:192.0.2.3\na.example AAAA "
            "::\na.example MX 10 "
            "mx.example\n"
            "a.example TXT \"a \\\"b\\\" \\\\ \\000\\255\"\nb.example A NXDOMAIN\nc.example PTR TIMEOUT\n"
            "d.example MX 0 .\nd.example TXT \"TIMEOUT\"\n",
            "written as it was read");
    out_done(&out);
    recorded_free(&recorded);
}

static void test_order(void)
{
    struct recorded *recorded = recorded_of(
            LIT("z.example A 192.0.2.9\na.example TXT b\nA.Example TXT a\n"
                "z.example A 192.0.2.1\nr1.example CNAME r2.example\n"
                "r2.example CNAME z.example\nq.example CNAME gone.example\n"));
    struct dns_answers answers = recorded_answers(recorded);
    struct dns_question question = { LIT("z.example"), DNS_A };
    struct dns_answer got = answers.find(answers.ctx, &question);
    OK(got.count == 2 && ip_eq(got.records[0].ip, ip("192.0.2.9")), "records keep the order of the lines");
    question = (struct dns_question){ LIT("a.example"), DNS_TXT };
    got = answers.find(answers.ctx, &question);
    OK(got.count == 2 && slice_eq(got.records[0].text, LIT("b")), "names have no case");
    question = (struct dns_question){ LIT("r1.example"), DNS_A };
    OK(answers.find(answers.ctx, &question).count == 2, "aliases");
    question = (struct dns_question){ LIT("q.example"), DNS_A };
    OK(answers.find(answers.ctx, &question).state == DNS_NOT_ASKED, "an alias of what was not asked");
    question = (struct dns_question){ LIT("other.example"), DNS_A };
    OK(answers.find(answers.ctx, &question).state == DNS_NOT_ASKED, "what was not asked");
    recorded_free(&recorded);
}

int main(void)
{
    struct error err;
    if (arena_init(&arena, (size_t)4 << 20, &err) != STATUS_OK)
        return 2;
    test_types();
    test_outcomes();
    test_aliases();
    test_broken();
    test_lines();
    test_written();
    test_order();
    arena_done(&arena);
    return tap_done();
}
