/* mailauth.c - the parts in their order, until an answer is missing. */
#include "core/mailauth/mailauth.h"

#include "core/mailauth/border.h"
#include "core/mailauth/told.h"
#include "core/wire/mime.h"

struct job {
    const struct mailauth_query *query;
    const struct mailauth_trust *trust;
    struct arena *arena;
    struct message_auth *auth;
    struct mailauth_detail *detail;
    struct auth_fields fields;
    struct border border;
    struct dns_asker asker;
    struct signature *signatures;
    uint32_t signatures_count;
    struct arc_chain chain;
};

/* ---- what our own servers wrote ---- */

static void read_told_spf(struct job *job)
{
    struct received_spf spf;
    if (job->border.spf == UINT32_MAX || job->auth->spf != AUTH_UNKNOWN)
        return;
    if (!received_spf_read(job->fields.at[job->border.spf].value, job->arena, &spf))
        return;
    size_t at = slice_find_last(spf.envelope, LIT("@"));
    job->auth->spf = spf.result;
    job->auth->spf_domain = at < spf.envelope.len ? slice_skip(spf.envelope, at + 1) : spf.envelope;
}

static void read_told(struct job *job)
{
    const struct border *border = &job->border;
    struct authres *res = border->results_count > 0 ? arena_take(job->arena, sizeof *res) : NULL;
    for (uint32_t i = 0; res != NULL && i < border->results_count; i++) {
        if (!authres_read(job->fields.at[border->results[i]].value, job->arena, res))
            continue;
        if (job->auth->told_by.len == 0)
            job->auth->told_by = res->id.len > 0 ? res->id : job->query->hops[border->hop].by;
        told_results(res, job->query->from_domain, job->auth);
    }
    read_told_spf(job);
    job->detail->work += job->query->raw.len - job->fields.body.len;
}

static void find_border(struct job *job)
{
    const struct mailauth_query *query = job->query;
    border_find(&job->fields, query->hops, query->hops_count, job->trust, job->arena, &job->border);
    if (job->border.hop == UINT32_MAX)
        return;
    job->detail->client = query->hops[job->border.hop].ip;
    job->detail->is_client_sure = job->border.is_sure;
    job->detail->helo = query->hops[job->border.hop].from;
}

/* ---- what the answers are needed for ---- */

static bool needs_spf(const struct job *job)
{
    return job->auth->spf == AUTH_UNKNOWN && job->query->has_envelope && job->detail->is_client_sure
            && !ip_is_none(job->detail->client) && !ip_is_private(job->detail->client);
}

static void ask_spf(struct job *job)
{
    struct spf_result *spf = &job->detail->spf;
    if (!needs_spf(job)) {
        *spf = (struct spf_result){ .result = job->auth->spf, .domain = job->auth->spf_domain };
        return;
    }
    struct spf_query query = { .ip = job->detail->client,
        .sender = job->query->envelope,
        .helo = job->detail->helo,
        .time = job->query->time };
    (void)spf_check(&query, &job->asker, spf);
    job->detail->work += spf->work;
}

static void ask_signatures(struct job *job)
{
    struct mailauth_detail *detail = job->detail;
    if (detail->why != NULL)
        return;
    if (job->auth->dkim == AUTH_UNKNOWN)
        (void)dkim_ask(&job->fields, &dkim_rules, &job->asker, &job->signatures, &job->signatures_count,
                &detail->dkim.total);
    if (job->auth->arc == AUTH_UNKNOWN)
        (void)arc_ask(&job->fields, &job->asker, &job->chain);
}

static bool check_dmarc(struct job *job)
{
    const struct mailauth_query *query = job->query;
    if (job->auth->dmarc != AUTH_UNKNOWN)
        return true;
    return dmarc_check(query->from_domain, query->from_count, &job->detail->spf, &job->detail->dkim,
            &job->asker, &job->detail->dmarc);
}

/* ---- what they say ---- */

static void check_signatures(struct job *job)
{
    struct dkim_job dkim;
    struct mailauth_detail *detail = job->detail;
    if (detail->why != NULL || !dkim_job_init(&dkim, &job->fields, &dkim_rules, job->query->time))
        return;
    if (job->auth->dkim == AUTH_UNKNOWN)
        dkim_check(&dkim, job->signatures, job->signatures_count, &job->asker, &detail->dkim);
    if (job->auth->arc == AUTH_UNKNOWN)
        arc_check(&dkim, &job->chain, &job->asker, &detail->arc);
    detail->work += dkim.work;
    dkim_job_done(&dkim);
}

/* What a trusted server told of DKIM, as if we had seen it, for DMARC. */
static void use_told_dkim(struct job *job)
{
    if (job->auth->dkim == AUTH_UNKNOWN)
        return;
    job->detail->dkim.count = 1;
    job->detail->dkim.at[0] = (struct dkim_verdict){ .result = job->auth->dkim,
        .domain = job->auth->dkim_domain };
}

/* Of several signatures the one that says most: a pass of From's organisation, a pass, a failure, a silence, the
 * rest. */
static int rank(const struct dkim_verdict *verdict, struct slice from)
{
    static const int ranks[] = {
        [AUTH_PASS] = 4, [AUTH_FAIL] = 3, [AUTH_TEMPERROR] = 2, [AUTH_NEUTRAL] = 1, [AUTH_PERMERROR] = 0
    };
    return ranks[verdict->result] + (verdict->result == AUTH_PASS && dmarc_is_aligned(verdict->domain, from));
}

static void take_dkim(struct job *job)
{
    const struct dkim_result *dkim = &job->detail->dkim;
    const struct dkim_verdict *best = NULL;
    if (job->auth->dkim != AUTH_UNKNOWN)
        return;
    for (uint32_t i = 0; i < dkim->count; i++)
        if (best == NULL || rank(&dkim->at[i], job->query->from_domain) > rank(best, job->query->from_domain))
            best = &dkim->at[i];
    if (best != NULL) {
        job->auth->dkim = best->result;
        job->auth->dkim_domain = best->domain;
    } else if (job->detail->why == NULL)
        job->auth->dkim = AUTH_NONE;
}

/* A sealer whom we trust saw DMARC pass before the message was passed on and changed. */
static void believe_sealer(struct job *job)
{
    const struct arc_result *arc = &job->detail->arc;
    struct message_auth told = { .told_by = { NULL, 0 } };
    if (arc->result != AUTH_PASS || job->auth->dmarc == AUTH_PASS || job->query->from_count != 1
            || !is_trusted(arc->sealer, job->trust->sealers, job->trust->sealers_count))
        return;
    struct authres *res = arena_take(job->arena, sizeof *res);
    if (res == NULL || !authres_read_arc(arc->results->value, job->arena, res))
        return;
    told_results(res, job->query->from_domain, &told);
    if (told.dmarc != AUTH_PASS)
        return;
    job->auth->dmarc = AUTH_PASS;
    job->auth->told_by = res->id;
    job->detail->by_sealer = true;
}

static void take_results(struct job *job)
{
    if (job->auth->spf == AUTH_UNKNOWN && needs_spf(job)) {
        job->auth->spf = job->detail->spf.result;
        job->auth->spf_domain = job->detail->spf.domain;
    }
    take_dkim(job);
    if (job->auth->arc == AUTH_UNKNOWN)
        job->auth->arc = job->detail->arc.result;
    if (job->auth->dmarc == AUTH_UNKNOWN)
        job->auth->dmarc = job->detail->dmarc.result;
    believe_sealer(job);
}

static enum mailauth_state check(struct job *job)
{
    ask_spf(job);
    ask_signatures(job);
    use_told_dkim(job);
    (void)check_dmarc(job); /* for its questions: its answers do not depend on the signatures */
    if (job->asker.wanted_count > 0) {
        job->detail->wanted = job->asker.wanted;
        job->detail->wanted_count = job->asker.wanted_count;
        return MAILAUTH_NEEDS_ANSWERS;
    }
    check_signatures(job);
    (void)check_dmarc(job);
    take_results(job);
    return MAILAUTH_DONE;
}

static struct slice address_of(const struct mail_address *address, struct arena *arena)
{
    size_t len = address->local.len + 1 + address->domain.len;
    char *at = address->domain.len > 0 ? arena_take(arena, len) : NULL;
    if (at == NULL)
        return (struct slice){ NULL, 0 };
    if (address->local.len > 0)
        memcpy(at, address->local.at, address->local.len);
    at[address->local.len] = '@';
    memcpy(at + address->local.len + 1, address->domain.at, address->domain.len);
    return (struct slice){ at, len };
}

struct mailauth_query mailauth_query_of(const struct message *message, struct arena *arena)
{
    struct mailauth_query query = { .raw = message->raw,
        .is_cut = (message->exhausted & MIME_BUDGET_MESSAGE) != 0,
        .hops = message->hops,
        .hops_count = message->hops_count,
        .envelope = address_of(&message->envelope, arena),
        .from_domain = message->from.domain,
        .from_count = message->from_count,
        .time = message->received };
    for (uint32_t i = 0; i < message->fields_count; i++)
        query.has_envelope |= slice_eq_nocase(message->fields[i].name, LIT("Return-Path"));
    return query;
}

enum mailauth_state mailauth_check(const struct mailauth_query *query, const struct mailauth_trust *trust,
        const struct dns_answers *answers, struct arena *arena, struct message_auth *ret,
        struct mailauth_detail *detail)
{
    enum mailauth_state state = MAILAUTH_DONE;
    *ret = (struct message_auth){ .spf = AUTH_UNKNOWN };
    *detail = (struct mailauth_detail){ .why = NULL };
    if (answers == NULL && trust->ids_count == 0)
        return state; /* nobody is believed and nothing can be proved */
    struct job *job = arena_take(arena, sizeof *job);
    if (job == NULL) {
        detail->why = "no memory left";
        return state;
    }
    *job = (struct job){ .query = query, .trust = trust, .arena = arena, .auth = ret, .detail = detail };
    auth_fields_read(query->raw, arena, &job->fields);
    detail->why = job->fields.why ? job->fields.why
            : query->is_cut       ? "the message is too long to be read whole"
                                  : NULL;
    find_border(job);
    read_told(job);
    if (answers != NULL) {
        job->asker.answers = *answers;
        job->asker.arena = arena;
        state = check(job);
    }
    ret->aligned = told_is_aligned(ret, query->from_domain) && query->from_count == 1;
    return state;
}
