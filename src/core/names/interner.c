/* interner.c - a batch of records becomes a batch of events. */
#include "core/names/interner.h"

#include <stdlib.h>

#include "core/base/hash.h"
#include "core/model/own.h"
#include "core/names/inside.h"

/* About 45 MB of accounts, 170 MB of sources when a flood fills them; a real 21-day log needs 1 to 5. */
const struct interner_caps interner_default_caps = {
    .accounts = 1u << 21,
    .sources = 1u << 22,
    .clients = 1u << 16,
    .devices = 1u << 20,
    .organisations = 65535,
};

enum { BLOCK = 64 }; /* records looked up together: their hashes and folded names fit the first-level cache */

static enum status caps_check(const struct interner_caps *caps, struct error *err)
{
    const uint32_t all[] = { caps->accounts, caps->sources, caps->clients, caps->devices,
        caps->organisations };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (all[i] < NAMES_RESERVED || all[i] > 1u << 28)
            return fail(err, STATUS_RANGE, "a cap of names is %u, allowed 2..%u", all[i], 1u << 28);
    }
    if (caps->organisations > 65535)
        return fail(err, STATUS_RANGE, "%u organisations, allowed 2..65535", caps->organisations);
    return STATUS_OK;
}

enum status interner_new(
        const struct interner_caps *caps, uint64_t seed, struct interner **ret, struct error *err)
{
    enum status st = caps_check(caps, err);
    if (st != STATUS_OK)
        return st;
    struct interner *in = calloc(1, sizeof *in);
    if (in == NULL)
        return fail(err, STATUS_NOMEM, "no memory for names");
    in->accounts = (struct accounts){ .cap = caps->accounts, .seed = seed, .texts = &in->texts };
    in->sources = (struct sources){ .cap = caps->sources, .seed = seed };
    in->clients = (struct labels){ .width = 3, .cap = caps->clients, .seed = seed, .texts = &in->texts };
    in->devices = (struct labels){ .width = 1, .cap = caps->devices, .seed = seed, .texts = &in->texts };
    in->organisations =
            (struct labels){ .width = 1, .cap = caps->organisations, .seed = seed, .texts = &in->texts };
    *ret = in;
    return STATUS_OK;
}

void interner_free(struct interner **interner)
{
    struct interner *in = *interner;
    if (in == NULL)
        return;
    accounts_done(&in->accounts);
    sources_done(&in->sources);
    labels_done(&in->clients);
    labels_done(&in->devices);
    labels_done(&in->organisations);
    texts_done(&in->texts);
    free(in);
    *interner = NULL;
}

/* Texts lie in the cache of the core that parsed them: all are asked for before the first is read. */
static void prefetch_texts(const struct record *rec)
{
    __builtin_prefetch(rec->organisation.at);
    __builtin_prefetch(rec->account.at);
    __builtin_prefetch(rec->account_id.at);
    __builtin_prefetch(rec->application.at);
    __builtin_prefetch(rec->protocol.at);
    for (size_t i = 0; i < rec->agent.len && i < LIMIT_NAME; i += 64)
        __builtin_prefetch(rec->agent.at + i);
}

/* What is prepared for one record between hashing and looking up. */
struct ready {
    struct spelling name, object;
    struct ip_addr source;
    uint64_t source_hash;
    char folded[2][LIMIT_NAME]; /* where a spelling lives when it had to be changed */
};

/* What the record before had: most have the same. */
struct before {
    struct slice organisation, host;
    uint16_t organisation_id;
    uint64_t host_hash;
    struct slice client[3];
    uint32_t client_id;
};

static bool is_nil_guid(struct slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] != '0' && s.at[i] != '-')
            return false;
    }
    return true;
}

static struct slice spell(struct slice s, bool fold, char buf[LIMIT_NAME])
{
    struct slice bounded = texts_bounded(s, buf);
    return fold ? texts_folded(bounded, buf) : bounded;
}

static void prepare_account(
        const struct accounts *accounts, const struct record *rec, uint16_t organisation, struct ready *ready)
{
    bool lone_object = rec->flags & ACCOUNT_IS_GUID;
    struct slice object = lone_object ? rec->account : rec->account_id;
    struct slice name = lone_object ? LIT("") : rec->account;
    ready->name = (struct spelling){ 0 };
    ready->object = (struct spelling){ 0 };
    if (name.len) {
        struct slice bare = accounts->domain.len > 0 ? own_bare_name(accounts->domain, name) : name;
        /* of a domain's account case means nothing */
        bool fold = rec->flags & ACCOUNT_NO_CASE || bare.len < name.len;
        struct slice text = spell(bare, fold, ready->folded[0]);
        ready->name = accounts_spelling(accounts, text, organisation, false);
        index_prefetch(&accounts->index, ready->name.hash);
    }
    if (object.len && !is_nil_guid(object)) {
        struct slice text = spell(object, true, ready->folded[1]);
        ready->object = accounts_spelling(accounts, text, organisation, true);
        index_prefetch(&accounts->index, ready->object.hash);
    }
}

static void prepare_source(const struct sources *sources, const struct record *rec, struct ready *ready)
{
    ready->source = ip_source_key(rec->source);
    ready->source_hash = 0;
    if (ip_is_none(rec->source))
        return;
    ready->source_hash = sources_hash(sources, ready->source);
    index_prefetch(&sources->index, ready->source_hash);
}

static uint16_t organisation_of(
        struct interner *in, const struct record *rec, uint16_t fallback, struct before *before)
{
    if (rec->organisation.len == 0)
        return fallback;
    if (!slice_eq(rec->organisation, before->organisation)) {
        before->organisation = rec->organisation;
        before->organisation_id = interner_organisation(in, rec->organisation);
    }
    return before->organisation_id;
}

static bool same_bytes(struct slice a, struct slice b)
{
    return a.at == b.at ? a.len == b.len : slice_eq(a, b);
}

static uint32_t client_of(struct interner *in, const struct record *rec, struct before *before)
{
    const struct slice told[3] = { rec->agent, rec->application, rec->protocol };
    if (same_bytes(told[0], before->client[0]) && same_bytes(told[1], before->client[1])
            && same_bytes(told[2], before->client[2]))
        return before->client_id;
    char bufs[3][LIMIT_NAME];
    struct slice name[3];
    for (int i = 0; i < 3; i++) {
        before->client[i] = told[i];
        name[i] = texts_bounded(told[i], bufs[i]);
    }
    before->client_id = labels_id(&in->clients, name, labels_hash(&in->clients, name));
    return before->client_id;
}

static uint32_t device_of(struct interner *in, struct slice device)
{
    char buf[LIMIT_NAME];
    if (device.len == 0 || is_nil_guid(device))
        return 0;
    struct slice name = texts_bounded(device, buf);
    return labels_id(&in->devices, &name, labels_hash(&in->devices, &name));
}

/* Unseeded: which lines are joined must not differ between processes. */
static uint32_t join_of(const struct record *rec, uint16_t organisation, struct before *before)
{
    uint64_t who = rec->pid;
    if (who == 0) { /* a connection is known by its address and port as well */
        if (rec->port == 0 || rec->teller == TELLER_SOLE || ip_is_none(rec->source))
            return 0;
        who = hash_ip(rec->source, rec->port);
    }
    if (!same_bytes(rec->host, before->host)) {
        before->host = rec->host;
        before->host_hash = hash_bytes(rec->host, 0);
    }
    uint32_t join = (uint32_t)hash_pair(before->host_hash + organisation, who);
    return join ? join : 1;
}

static uint32_t account_of(struct interner *in, const struct ready *ready)
{
    bool told = ready->name.text.len || ready->object.text.len;
    return told ? accounts_id(&in->accounts, &ready->name, &ready->object) : 0;
}

static uint32_t source_of(struct interner *in, const struct record *rec, const struct ready *ready)
{
    if (ready->source_hash == 0)
        return 0;
    uint32_t id = sources_id(&in->sources, ready->source, ready->source_hash);
    if (id == NAMES_OVERFLOW)
        return id;
    struct source_cell *cell = &in->sources.cells[id];
    if (rec->asn)
        cell->asn = rec->asn;
    if (rec->country[0])
        memcpy(cell->country, rec->country, sizeof cell->country);
    return id;
}

/* Does the record speak of an account that exists? Whatever does not can be invented without end, and must not
 * take the room of what does. */
static bool is_of_somebody(const struct record *rec)
{
    return rec->account.len > 0 && rec->outcome != OUTCOME_NO_SUCH_ACCOUNT
            && rec->outcome != OUTCOME_OTHER_FAILURE && rec->outcome != OUTCOME_NOT_AN_ATTEMPT;
}

static void fill(const struct record *rec, uint16_t file, uint64_t first_line, struct event *ev)
{
    uint64_t line = first_line + rec->line;
    *ev = (struct event){
        .time = rec->time,
        .offset = rec->offset,
        .row_hash = rec->row_hash,
        .length = rec->length,
        .line = line < UINT32_MAX ? (uint32_t)line : UINT32_MAX,
        .file = file,
        .repeat = rec->repeat,
        .outcome = rec->outcome,
        .method = rec->method,
        .teller = rec->teller,
        .flags = rec->flags,
        .action = rec->action,
    };
}

void interner_events(struct interner *in, const struct record *records, size_t count, uint16_t file,
        uint64_t first_line, uint16_t default_organisation, struct event *events)
{
    struct ready ready[BLOCK];
    struct before before = { .host_hash = hash_bytes(LIT(""), 0) };

    for (size_t start = 0; start < count; start += BLOCK) {
        size_t n = count - start < BLOCK ? count - start : BLOCK;
        for (size_t i = 0; i < n; i++)
            prefetch_texts(&records[start + i]);
        for (size_t i = 0; i < n; i++) {
            const struct record *rec = &records[start + i];
            struct event *ev = &events[start + i];
            fill(rec, file, first_line, ev);
            ev->organisation = organisation_of(in, rec, default_organisation, &before);
            ev->join = join_of(rec, ev->organisation, &before);
            prepare_account(&in->accounts, rec, ev->organisation, &ready[i]);
            prepare_source(&in->sources, rec, &ready[i]);
        }
        for (size_t i = 0; i < n; i++) {
            const struct record *rec = &records[start + i];
            struct event *ev = &events[start + i];
            in->accounts.invented = in->sources.invented = !is_of_somebody(rec);
            ev->account = account_of(in, &ready[i]);
            ev->source = source_of(in, rec, &ready[i]);
            if (rec->agent.len || rec->application.len || rec->protocol.len)
                ev->client = client_of(in, rec, &before);
            ev->device = device_of(in, rec->device);
        }
    }
}

void interner_own_domain(struct interner *in, struct slice domain)
{
    in->accounts.domain = domain;
}

uint16_t interner_organisation(struct interner *in, struct slice name)
{
    char buf[LIMIT_NAME];
    struct slice bounded = texts_bounded(name, buf);
    return (uint16_t)labels_id(&in->organisations, &bounded, labels_hash(&in->organisations, &bounded));
}

struct slice interner_account(const struct interner *in, uint32_t id)
{
    return accounts_name(&in->accounts, id);
}

struct slice interner_account_object(const struct interner *in, uint32_t id)
{
    return accounts_object(&in->accounts, id);
}

static const struct source_cell *source_at(const struct interner *in, uint32_t id)
{
    static const struct source_cell none;
    return id >= NAMES_RESERVED && id < in->sources.count ? &in->sources.cells[id] : &none;
}

struct ip_addr interner_source(const struct interner *in, uint32_t id)
{
    return source_at(in, id)->key;
}

uint32_t interner_source_asn(const struct interner *in, uint32_t id)
{
    return source_at(in, id)->asn;
}

void interner_source_country(const struct interner *in, uint32_t id, char ret[3])
{
    memcpy(ret, source_at(in, id)->country, 2);
    ret[2] = '\0';
}

struct slice interner_organisation_name(const struct interner *in, uint16_t id)
{
    return labels_text(&in->organisations, id, 0);
}

struct slice interner_agent(const struct interner *in, uint32_t client)
{
    return labels_text(&in->clients, client, 0);
}

struct slice interner_application(const struct interner *in, uint32_t client)
{
    return labels_text(&in->clients, client, 1);
}

struct slice interner_protocol(const struct interner *in, uint32_t client)
{
    return labels_text(&in->clients, client, 2);
}

struct slice interner_device(const struct interner *in, uint32_t id)
{
    return labels_text(&in->devices, id, 0);
}

static uint32_t at_least_reserved(uint32_t count)
{
    return count > NAMES_RESERVED ? count : NAMES_RESERVED;
}

uint32_t interner_accounts(const struct interner *in)
{
    return at_least_reserved(in->accounts.count);
}

uint32_t interner_sources(const struct interner *in)
{
    return at_least_reserved(in->sources.count);
}

uint32_t interner_clients(const struct interner *in)
{
    return at_least_reserved(in->clients.count);
}

uint64_t interner_refused(const struct interner *in)
{
    return in->accounts.refused + in->sources.refused + in->clients.refused + in->devices.refused
            + in->organisations.refused;
}
