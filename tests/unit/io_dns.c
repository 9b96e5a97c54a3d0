/* io_dns.c - the client against a server of the test's own on the loopback: answers, silence, lies, cut answers. */
#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "answers.h"
#include "io/dns/client.h"
#include "packets.h"

static struct dns_answers zone; /* what the server knows */
static int udp = -1, tcp = -1;
static unsigned questions; /* that reached the server */

/* The question's name in plain text; 0 when the packet is none. */
static size_t question_of(const unsigned char *p, size_t len, char name[256], unsigned *ret_type)
{
    size_t at = 12, out = 0;
    while (at < len && p[at] != 0 && out + p[at] + 1 < 256) {
        if (out > 0)
            name[out++] = '.';
        for (unsigned i = 0; i < p[at]; i++)
            name[out++] = (char)(p[at + 1 + i] | (p[at + 1 + i] >= 'A' && p[at + 1 + i] <= 'Z' ? 32 : 0));
        at += p[at] + 1u;
    }
    name[out] = '\0';
    *ret_type = at + 2 < len ? (unsigned)p[at + 1] << 8 | p[at + 2] : 0;
    return out;
}

/* Names say how the server behaves: silent.*, fails.*, liar.*, cut.* (over UDP), noise.* */
static bool reply(const unsigned char *in, size_t len, bool over_tcp, struct packet *out)
{
    static struct packet wrong;
    char name[256];
    unsigned type, id = (unsigned)in[0] << 8 | in[1];
    size_t name_len = question_of(in, len, name, &type);
    struct dns_question question = { { name, name_len }, (enum dns_type)type };
    struct dns_answer answer = zone.find(zone.ctx, &question);
    questions++;
    if (strncmp(name, "silent.", 7) == 0)
        return false;
    unsigned rcode = strncmp(name, "fails.", 6) == 0 ? 2 : answer.state == DNS_NXDOMAIN ? 3 : 0;
    unsigned flags = 0x8180u | rcode | (!over_tcp && strncmp(name, "cut.", 4) == 0 ? 0x0200u : 0);
    uint32_t count = rcode == 0 ? answer.count : 0;
    packet_start(out, id, flags, question.name, type, count);
    for (uint32_t i = 0; i < count; i++)
        packet_record(out, question.type, &answer.records[i]);
    if (strncmp(name, "liar.", 5) == 0) {
        packet_start(&wrong, id, 0x8180, LIT("other.example"), type, 0);
        *out = wrong;
    }
    if (strncmp(name, "noise.", 6) == 0)
        out->len = 20;
    return true;
}

static void serve_tcp(void)
{
    static struct packet out;
    unsigned char in[2048];
    int fd = accept(tcp, NULL, NULL);
    ssize_t len = fd >= 0 ? recv(fd, in, sizeof in, 0) : -1;
    if (len > 14 && reply(in + 2, (size_t)len - 2, true, &out)) {
        unsigned char size[2] = { (unsigned char)(out.len >> 8), (unsigned char)out.len };
        (void)!write(fd, size, 2);
        (void)!write(fd, out.at, out.len);
    }
    if (fd >= 0)
        (void)close(fd);
}

static void *serve(void *arg)
{
    static struct packet out;
    unsigned char in[2048];
    struct pollfd fds[2] = { { .fd = udp, .events = POLLIN }, { .fd = tcp, .events = POLLIN } };
    (void)arg;
    while (poll(fds, 2, -1) > 0) {
        struct sockaddr_storage from;
        socklen_t from_len = sizeof from;
        if (fds[1].revents != 0)
            serve_tcp();
        if (fds[0].revents == 0)
            continue;
        ssize_t len = recvfrom(udp, in, sizeof in, 0, (struct sockaddr *)&from, &from_len);
        if (len == 4) /* "stop" */
            return NULL;
        if (len > 12 && reply(in, (size_t)len, false, &out))
            (void)!sendto(udp, out.at, out.len, 0, (struct sockaddr *)&from, from_len);
    }
    return NULL;
}

/* Both sockets on one port of the loopback; 0: the machine has none. */
static unsigned listen_both(void)
{
    struct sockaddr_in addr = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t len = sizeof addr;
    udp = socket(AF_INET, SOCK_DGRAM, 0);
    tcp = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(udp, (struct sockaddr *)&addr, sizeof addr) != 0
            || getsockname(udp, (struct sockaddr *)&addr, &len) != 0
            || bind(tcp, (struct sockaddr *)&addr, sizeof addr) != 0 || listen(tcp, 8) != 0)
        return 0;
    return ntohs(addr.sin_port);
}

static void stop(unsigned port)
{
    struct sockaddr_in addr = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)
    };
    (void)!sendto(udp, "stop", 4, 0, (struct sockaddr *)&addr, sizeof addr);
}

static enum dns_state state_of(struct dns_client *client, const char *name, enum dns_type type)
{
    struct dns_question question = { text(name), type };
    struct dns_answers answers = dns_client_answers(client);
    return answers.find(answers.ctx, &question).state;
}

static const struct {
    const char *what, *name;
    enum dns_type type;
    enum dns_state state;
} cases[] = {
    { "an address", "host.example", DNS_A, DNS_FOUND },
    { "an IPv6 address", "host.example", DNS_AAAA, DNS_FOUND },
    { "an exchanger", "host.example", DNS_MX, DNS_FOUND },
    { "a text", "host.example", DNS_TXT, DNS_FOUND },
    { "no data", "host.example", DNS_PTR, DNS_NO_DATA },
    { "no such name", "gone.example", DNS_A, DNS_NXDOMAIN },
    { "a server that fails", "fails.example", DNS_A, DNS_FAILED },
    { "a server that is silent", "silent.example", DNS_A, DNS_FAILED },
    { "an answer to another question", "liar.example", DNS_A, DNS_FAILED },
    { "half a packet", "noise.example", DNS_A, DNS_FAILED },
    { "an answer that was cut, then over TCP", "cut.example", DNS_TXT, DNS_FOUND },
    { "a name that cannot be asked", "a b.example", DNS_A, DNS_NXDOMAIN },
};

static void test_client(const char *server)
{
    struct dns_client_conf conf = DNS_CLIENT_DEFAULTS;
    struct dns_client *client = NULL;
    struct error err;
    struct dns_question wanted[COUNT(cases)];
    conf.server = server;
    conf.timeout_ms = 100;
    conf.tries = 2;
    if (!OK(dns_client_new(&conf, &client, &err) == STATUS_OK, "a client"))
        return;
    OK(state_of(client, "host.example", DNS_A) == DNS_NOT_ASKED && questions == 0,
            "nothing is asked unbidden");
    EACH(i, cases)
    wanted[i] = (struct dns_question){ text(cases[i].name), cases[i].type };
    dns_client_ask(client, wanted, COUNT(cases));
    EACH(i, cases)
    if (!OK(state_of(client, cases[i].name, cases[i].type) == cases[i].state, cases[i].what))
        printf("# state %d\n", state_of(client, cases[i].name, cases[i].type));
    unsigned before = questions;
    dns_client_ask(client, wanted, COUNT(cases));
    OK(questions == before, "what is known is not asked again");
    struct out out = { .failed = false };
    dns_client_write(client, &out);
    OK(slice_find_slice((struct slice){ out.at, out.len }, LIT("host.example A 192.0.2.7\n")) < out.len,
            "recorded");
    struct recorded *again = recorded_of((struct slice){ out.at, out.len });
    struct dns_answers answers = recorded_answers(again);
    bool same = true;
    for (size_t i = 0; i + 1 < COUNT(cases); i++)
        same &= answers.find(answers.ctx, &wanted[i]).state == cases[i].state;
    OK(same, "what was recorded answers the same");
    recorded_free(&again);
    out_done(&out);
    dns_client_free(&client);
}

/* A whole message, in rounds. */
static void test_message(const char *server)
{
    static const char raw[] =
            "Received: from mx.sender.example by mx.our.example\r\nFrom: a@sender.example\r\n\r\nx\r\n";
    static const struct slice ids[] = { { "mx.our.example", 14 } };
    struct hop hop = { .from = LIT("mx.sender.example"), .by = LIT("mx.our.example"), .ip = ip("192.0.2.7") };
    struct mailauth_query query = { .raw = text(raw),
        .hops = &hop,
        .hops_count = 1,
        .envelope = LIT("a@sender.example"),
        .has_envelope = true,
        .from_domain = LIT("sender.example"),
        .from_count = 1,
        .time = TIME_NONE };
    struct mailauth_trust trust = { .ids = ids, .ids_count = 1 };
    struct dns_client_conf conf = DNS_CLIENT_DEFAULTS;
    struct dns_client *client = NULL;
    struct message_auth auth;
    static struct mailauth_detail detail;
    struct arena arena;
    struct error err;
    conf.server = server;
    if (arena_init(&arena, (size_t)2 << 20, &err) != STATUS_OK
            || dns_client_new(&conf, &client, &err) != STATUS_OK)
        return;
    dns_client_check(client, &query, &trust, &arena, &auth, &detail);
    OK(auth.spf == AUTH_PASS && auth.dkim == AUTH_NONE && auth.dmarc == AUTH_PASS && auth.aligned,
            "SPF and DMARC");
    dns_client_free(&client);
    arena_done(&arena);
}

static const struct {
    const char *name;
    struct dns_client_conf conf;
    enum status status;
} confs[] = {
    { "no server", { .server = "mx example", .timeout_ms = 100, .tries = 1 }, STATUS_INVALID },
    { "no time", { .timeout_ms = 1, .tries = 1 }, STATUS_RANGE },
    { "no tries", { .timeout_ms = 100, .tries = 0 }, STATUS_RANGE },
};

int main(void)
{
    pthread_t server;
    char address[64];
    struct recorded *recorded = recorded_of(
            LIT("* NXDOMAIN\nhost.example A 192.0.2.7\nhost.example AAAA 2001:db8::7\n"
                "host.example MX 10 mx.example\nhost.example TXT \"v=spf1 -all\"\n"
                "cut.example TXT \"long\"\nfails.example A 192.0.2.1\n"
                "noise.example A 192.0.2.1\nliar.example A 192.0.2.1\n"
                "sender.example TXT \"v=spf1 mx -all\"\n"
                "sender.example MX 10 mx.sender.example\n"
                "mx.sender.example A 192.0.2.7\n"
                "_dmarc.sender.example TXT \"v=DMARC1; p=reject\"\n"));
    EACH(i, confs)
    {
        struct dns_client *client = NULL;
        struct error err;
        OK(dns_client_new(&confs[i].conf, &client, &err) == confs[i].status && client == NULL, confs[i].name);
    }
    zone = recorded_answers(recorded);
    unsigned port = listen_both();
    if (port == 0 || pthread_create(&server, NULL, serve, NULL) != 0) {
        puts("1..0 # SKIP no loopback");
        return 0;
    }
    snprintf(address, sizeof address, "127.0.0.1:%u", port);
    test_client(address);
    test_message(address);
    stop(port);
    (void)pthread_join(server, NULL);
    (void)close(udp);
    (void)close(tcp);
    recorded_free(&recorded);
    return tap_done();
}
