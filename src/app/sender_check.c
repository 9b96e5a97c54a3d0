/* sender_check.c - core/mailauth with the answers that the options allow. */
#include "app/sender_check.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "core/mailauth/mailauth.h"
#include "core/mailauth/recorded.h"
#include "io/config/config.h"
#include "io/dns/client.h"
#include "io/whole/file.h"

struct sender_check {
    struct mailauth_trust trust;
    struct recorded *recorded;  /* --dns-answers; NULL: none */
    struct dns_answers answers; /* of them */
    struct dns_client *client;  /* --dns; NULL: no network is asked */
    pthread_mutex_t lock;       /* of the client */
};

static enum status read_recorded(struct sender_check *check, const char *path, struct error *err)
{
    struct slice answers;
    enum status st = file_read(path, &answers, err);
    if (st == STATUS_OK) {
        st = recorded_new(answers, &check->recorded, err);
        free((void *)(uintptr_t)answers.at);
    }
    if (st != STATUS_OK)
        return fail_in(err, "--dns-answers: %s", path);
    check->answers = recorded_answers(check->recorded);
    return STATUS_OK;
}

static enum status open_client(struct sender_check *check, const char *server, struct error *err)
{
    struct dns_client_conf conf = DNS_CLIENT_DEFAULTS;
    conf.server = strcmp(server, "system") == 0 ? NULL : server;
    conf.recorded = check->answers;
    return dns_client_new(&conf, &check->client, err) == STATUS_OK ? STATUS_OK : fail_in(err, "--dns");
}

enum status sender_check_new(const struct run *run, struct sender_check **ret, struct error *err)
{
    size_t ids, sealers;
    enum status st = STATUS_OK;
    struct sender_check *check = calloc(1, sizeof *check);
    if (check == NULL)
        return fail(err, STATUS_NOMEM, "no memory to check senders");
    check->trust.ids = config_authserv_ids(run->config, &ids);
    check->trust.ids_count = (uint32_t)ids;
    check->trust.sealers = config_arc_sealers(run->config, &sealers);
    check->trust.sealers_count = (uint32_t)sealers;
    struct own own = config_engine(run->config).own;
    check->trust.networks = own.networks;
    check->trust.networks_count = own.networks_count;
    pthread_mutex_init(&check->lock, NULL);
    if (run->opt->dns_answers != NULL)
        st = read_recorded(check, run->opt->dns_answers, err);
    if (st == STATUS_OK && run->opt->dns != NULL)
        st = open_client(check, run->opt->dns, err);
    check->answers.is_final = check->client == NULL; /* what the file does not tell, nobody will */
    if (st == STATUS_OK)
        *ret = check;
    else
        sender_check_free(&check);
    return st;
}

void sender_check_free(struct sender_check **check)
{
    if (*check == NULL)
        return;
    dns_client_free(&(*check)->client);
    recorded_free(&(*check)->recorded);
    pthread_mutex_destroy(&(*check)->lock);
    free(*check);
    *check = NULL;
}

void sender_check(struct sender_check *check, struct message *message, bool is_cut, struct arena *arena,
        struct ip_addr *ret_client)
{
    struct mailauth_detail detail = { 0 };
    struct mailauth_query query = mailauth_query_of(message, arena);
    query.is_cut |= is_cut;
    if (check->client != NULL) {
        pthread_mutex_lock(&check->lock);
        dns_client_check(check->client, &query, &check->trust, arena, &message->auth, &detail);
        pthread_mutex_unlock(&check->lock);
    } else {
        (void)mailauth_check(&query, &check->trust, check->recorded != NULL ? &check->answers : NULL, arena,
                &message->auth, &detail);
    }
    *ret_client = detail.client;
}
