/* client.c - c-ares carries, a table keeps, a loop waits. */
#define CARES_NO_DEPRECATED /* ares_query is what Debian 12's c-ares has */
#include "io/dns/client.h"

#include <ares.h>
#include <poll.h>
#include <stdlib.h>

#include "core/base/hash.h"
#include "core/mailauth/packet.h"
#include "core/mailauth/recorded.h"

#define CLASS_IN 1
#define SLOTS (LIMIT_DNS_ANSWERS * 2) /* a power of two */
#define SOCKETS 12      /* UDP and TCP of the servers; c-ares's macros are undefined for its 16th */
#define EDNS_BYTES 1232 /* what passes everywhere without fragments */

/* One question of the run. `answer.state` is DNS_NOT_ASKED while it is under way. */
struct known {
    struct dns_client *client;
    struct dns_question question;
    uint64_t hash;
    struct dns_answer answer;
};

struct dns_client {
    struct dns_client_conf conf;
    ares_channel channel;
    struct arena arena; /* names, records, texts */
    struct known *known;
    uint32_t known_count;
    uint32_t *slots; /* index in known plus one; 0: free */
    struct dns_client_counts counts;
};

static enum status conf_check(const struct dns_client_conf *conf, struct error *err)
{
    if (conf->timeout_ms < 10 || conf->timeout_ms > 60000)
        return fail(err, STATUS_RANGE, "a DNS time-out is 10 to 60000 ms, not %u", conf->timeout_ms);
    if (conf->tries < 1 || conf->tries > 10)
        return fail(err, STATUS_RANGE, "DNS tries are 1 to 10, not %u", conf->tries);
    return STATUS_OK;
}

static enum status open_channel(struct dns_client *client, struct error *err)
{
    struct ares_options options = { .flags = ARES_FLAG_EDNS | ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES,
        .timeout = (int)client->conf.timeout_ms,
        .tries = (int)client->conf.tries,
        .ednspsz = EDNS_BYTES };
    int mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_EDNSPSZ;
    int st = ares_library_init(ARES_LIB_INIT_ALL);
    if (st == ARES_SUCCESS)
        st = ares_init_options(&client->channel, &options, mask);
    if (st != ARES_SUCCESS)
        return fail(err, STATUS_IO, "the DNS cannot be asked: %s", ares_strerror(st));
    if (client->conf.server != NULL)
        st = ares_set_servers_ports_csv(client->channel, client->conf.server);
    if (st != ARES_SUCCESS)
        return fail(err, STATUS_INVALID, "%s is no DNS server; allowed is an address, or address:port",
                client->conf.server);
    return STATUS_OK;
}

enum status dns_client_new(const struct dns_client_conf *conf, struct dns_client **ret, struct error *err)
{
    enum status st = conf_check(conf, err);
    if (st != STATUS_OK)
        return st;
    struct dns_client *client = calloc(1, sizeof *client);
    if (client == NULL)
        return fail(err, STATUS_NOMEM, "no memory for DNS answers");
    client->conf = *conf;
    client->known = calloc(LIMIT_DNS_ANSWERS, sizeof *client->known);
    client->slots = calloc(SLOTS, sizeof *client->slots);
    if (client->known == NULL || client->slots == NULL)
        st = fail(err, STATUS_NOMEM, "no memory for DNS answers");
    if (st == STATUS_OK)
        st = arena_init(&client->arena, LIMIT_DNS_BYTES, err);
    if (st == STATUS_OK)
        st = open_channel(client, err);
    if (st != STATUS_OK)
        dns_client_free(&client);
    else
        *ret = client;
    return st;
}

void dns_client_free(struct dns_client **client)
{
    if (*client != NULL) {
        if ((*client)->channel != NULL)
            ares_destroy((*client)->channel);
        arena_done(&(*client)->arena);
        free((*client)->known);
        free((*client)->slots);
    }
    free(*client);
    *client = NULL;
}

/* ---- what is known ---- */

/* Its slot, or the free one where it belongs. */
static uint32_t slot_of(const struct dns_client *client, const struct dns_question *question, uint64_t hash)
{
    uint32_t slot = (uint32_t)hash & (SLOTS - 1);
    while (client->slots[slot] != 0) {
        const struct known *known = &client->known[client->slots[slot] - 1];
        if (known->hash == hash && known->question.type == question->type
                && slice_eq(known->question.name, question->name))
            break;
        slot = (slot + 1) & (SLOTS - 1);
    }
    return slot;
}

static uint64_t hash_of(const struct dns_question *question)
{
    return hash_pair(hash_bytes(question->name, 0), question->type);
}

static struct dns_answer find(const void *ctx, const struct dns_question *question)
{
    const struct dns_client *client = ctx;
    struct dns_answer answer = { .state = DNS_NOT_ASKED };
    if (client->conf.recorded.find != NULL)
        answer = client->conf.recorded.find(client->conf.recorded.ctx, question);
    if (answer.state != DNS_NOT_ASKED)
        return answer;
    uint32_t slot = slot_of(client, question, hash_of(question));
    if (client->slots[slot] != 0)
        return client->known[client->slots[slot] - 1].answer;
    /* over the limit nothing is asked any more */
    return (struct dns_answer){ .state = client->known_count == LIMIT_DNS_ANSWERS ? DNS_FAILED
                                                                                  : DNS_NOT_ASKED };
}

struct dns_answers dns_client_answers(const struct dns_client *client)
{
    return (struct dns_answers){ find, client, false };
}

struct dns_client_counts dns_client_counts(const struct dns_client *client)
{
    return client->counts;
}

/* NULL: known already, or over a limit. */
static struct known *add(struct dns_client *client, const struct dns_question *question)
{
    uint64_t hash = hash_of(question);
    uint32_t slot = slot_of(client, question, hash);
    if (client->slots[slot] != 0)
        return NULL;
    struct slice name = arena_copy(&client->arena, question->name);
    if (client->known_count == LIMIT_DNS_ANSWERS || name.len == 0) {
        client->known_count = LIMIT_DNS_ANSWERS; /* memory is used up: from now on nothing is asked */
        client->counts.refused++;
        return NULL;
    }
    struct known *known = &client->known[client->known_count++];
    *known = (struct known){ client, { name, question->type }, hash, { .state = DNS_NOT_ASKED } };
    client->slots[slot] = client->known_count;
    return known;
}

/* ---- asking ---- */

static void on_answer(void *arg, int status, int timeouts, unsigned char *bytes, int len)
{
    struct known *known = arg;
    struct slice packet = { (const char *)bytes, len > 0 ? (size_t)len : 0 };
    (void)timeouts;
    if (bytes != NULL && len > 0)
        known->answer = packet_read(packet, &known->question, &known->client->arena);
    else
        known->answer.state = status == ARES_ENOTFOUND ? DNS_NXDOMAIN
                : status == ARES_ENODATA               ? DNS_NO_DATA
                                                       : DNS_FAILED;
    known->client->counts.failed += known->answer.state == DNS_FAILED;
}

static bool is_askable(struct slice name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.at[i] <= ' ' || name.at[i] >= 0x7f || name.at[i] == '\\')
            return false;
    return dns_name_ok(name);
}

static void ask(struct dns_client *client, struct known *known)
{
    char name[256];
    if (!is_askable(known->question.name)) {
        known->answer.state = DNS_NXDOMAIN;
        return;
    }
    memcpy(name, known->question.name.at, known->question.name.len);
    name[known->question.name.len] = '\0';
    client->counts.asked++;
    ares_query(client->channel, name, CLASS_IN, (int)known->question.type, on_answer, known);
}

/* Sockets that c-ares waits for; 0: nothing is under way. */
static int sockets_of(struct dns_client *client, struct pollfd fds[SOCKETS])
{
    ares_socket_t sockets[SOCKETS];
    int bits = ares_getsock(client->channel, sockets, SOCKETS), count = 0;
    for (int i = 0; i < SOCKETS; i++) {
        bool reads = ARES_GETSOCK_READABLE(bits, i), writes = ARES_GETSOCK_WRITABLE(bits, i);
        if (reads || writes)
            fds[count++] = (struct pollfd){
                .fd = sockets[i],
                .events = (short)((reads ? POLLIN : 0) | (writes ? POLLOUT : 0)),
            };
    }
    return count;
}

static void wait_for_all(struct dns_client *client)
{
    struct pollfd fds[SOCKETS];
    int count;
    while ((count = sockets_of(client, fds)) > 0) {
        struct timeval most = { 1, 0 }, room;
        struct timeval *left = ares_timeout(client->channel, &most, &room);
        int ready = poll(fds, (nfds_t)count, (int)(left->tv_sec * 1000 + left->tv_usec / 1000 + 1));
        for (int i = 0; ready > 0 && i < count; i++) {
            bool reads = (fds[i].revents & (POLLIN | POLLERR | POLLHUP)) != 0;
            bool writes = (fds[i].revents & POLLOUT) != 0;
            ares_process_fd(client->channel, reads ? fds[i].fd : ARES_SOCKET_BAD,
                    writes ? fds[i].fd : ARES_SOCKET_BAD);
        }
        ares_process_fd(client->channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD); /* time-outs */
    }
}

void dns_client_ask(struct dns_client *client, const struct dns_question *wanted, uint32_t count)
{
    uint32_t first = client->known_count;
    for (uint32_t i = 0; i < count; i++) {
        struct known *known = add(client, &wanted[i]);
        if (known != NULL)
            ask(client, known);
    }
    wait_for_all(client);
    for (uint32_t i = first; i < client->known_count; i++)
        if (client->known[i].answer.state == DNS_NOT_ASKED) /* c-ares gave up without a word */
            client->known[i].answer.state = DNS_FAILED;
}

void dns_client_check(struct dns_client *client, const struct mailauth_query *query,
        const struct mailauth_trust *trust, struct arena *arena, struct message_auth *ret,
        struct mailauth_detail *detail)
{
    struct dns_answers answers = dns_client_answers(client);
    size_t before = arena->used;
    for (unsigned round = 0; round <= LIMIT_DNS_ROUNDS; round++) {
        answers.is_final = round == LIMIT_DNS_ROUNDS;
        arena->used = before;
        if (mailauth_check(query, trust, &answers, arena, ret, detail) == MAILAUTH_DONE)
            return;
        dns_client_ask(client, detail->wanted, detail->wanted_count);
    }
}

/* ---- recording ---- */

static int by_name(const void *x, const void *y)
{
    const struct known *a = x, *b = y;
    int names = slice_cmp(a->question.name, b->question.name);
    return names != 0 ? names : (int)a->question.type - (int)b->question.type;
}

void dns_client_write(const struct dns_client *client, struct out *out)
{
    struct known *order = calloc((size_t)client->known_count + 1, sizeof *order);
    if (order == NULL) {
        out->failed = true;
        return;
    }
    memcpy(order, client->known, client->known_count * sizeof *order);
    qsort(order, client->known_count, sizeof *order, by_name);
    for (uint32_t i = 0; i < client->known_count; i++)
        if (order[i].question.name.len > 0)
            recorded_write(out, &order[i].question, &order[i].answer);
    free(order);
}
