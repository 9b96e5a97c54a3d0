/* dkim.c - each signature of a message held against its key. */
#include "core/mailauth/dkim.h"

bool dkim_job_init(
        struct dkim_job *job, const struct auth_fields *fields, const struct dkim_rules *rules, time_us time)
{
    *job = (struct dkim_job){ .fields = fields, .rules = rules, .time = time };
    job->digest[0] = digest_new(false);
    if (rules->accepts_old)
        job->digest[1] = digest_new(true);
    return job->digest[0] != NULL && (!rules->accepts_old || job->digest[1] != NULL);
}

void dkim_job_done(struct dkim_job *job)
{
    digest_free(&job->digest[0]);
    digest_free(&job->digest[1]);
}

static bool collect(const struct auth_fields *fields, const struct dkim_rules *rules, struct arena *arena,
        struct signature **ret, uint32_t *ret_count, uint32_t *ret_total)
{
    static const struct slice name = { "DKIM-Signature", 14 };
    uint64_t hash = field_name_hash(name);
    *ret = NULL;
    *ret_count = *ret_total = 0;
    for (uint32_t i = 0; i < fields->count; i++) {
        const struct auth_field *field = &fields->at[i];
        if (field->hash != hash || !slice_eq_nocase(field->name, name))
            continue;
        if (*ret == NULL)
            *ret = arena_take(arena, LIMIT_DKIM_SIGNATURES * sizeof **ret);
        if (*ret == NULL)
            return false;
        if (*ret_count < LIMIT_DKIM_SIGNATURES)
            signature_read(field, SIGNATURE_DKIM, rules, &(*ret)[(*ret_count)++]);
        ++*ret_total;
    }
    return true;
}

bool dkim_ask(const struct auth_fields *fields, const struct dkim_rules *rules, struct dns_asker *asker,
        struct signature **ret, uint32_t *ret_count, uint32_t *ret_total)
{
    bool has_all = true;
    if (!collect(fields, rules, asker->arena, ret, ret_count, ret_total))
        return true;
    for (uint32_t i = 0; i < *ret_count; i++)
        if ((*ret)[i].why == NULL)
            has_all &= signature_key(&(*ret)[i], asker).state != DNS_NOT_ASKED;
    return has_all;
}

/* Index in job->bodies of the body as the signature covers it. */
static uint32_t body_of(struct dkim_job *job, const struct signature *signature)
{
    bool is_sha1 = signature->algorithm == DKIM_RSA_SHA1;
    uint32_t i = 0;
    while (i < job->bodies_count
            && (job->bodies[i].canon != signature->body || job->bodies[i].most != signature->most
                    || job->bodies[i].is_sha1 != is_sha1))
        i++;
    if (i < job->bodies_count)
        return i;
    if (i == DKIM_BODIES) /* never with a message's own signatures */
        job->bodies_count = i = 0;
    struct digest *digest = job->digest[is_sha1];
    digest_start(digest);
    job->bodies[i].canon = signature->body;
    job->bodies[i].most = signature->most;
    job->bodies[i].is_sha1 = is_sha1;
    job->bodies[i].all = canon_body(digest, signature->body, job->fields->body, signature->most);
    if (!digest_end(digest, job->bodies[i].hash, &job->bodies[i].hash_len))
        job->bodies[i].hash_len = 0;
    job->work += job->fields->body.len;
    job->bodies_count = i + 1;
    return i;
}

static bool has_expired(const struct signature *signature, time_us time)
{
    return signature->expires > 0 && time != TIME_NONE && time / TIME_SECOND > (time_us)signature->expires;
}

/* What can be said before anything is hashed. */
static const char *key_problem(const struct dkim_job *job, const struct signature *signature,
        const struct dns_answer *answer, struct dkim_key *key)
{
    const char *wrong = dkim_key_read(answer, signature->algorithm, job->rules, key);
    if (wrong != NULL)
        return wrong;
    if (key->needs_same_host && signature->is_for_below)
        return "the key is not for names below its domain";
    return has_expired(signature, job->time) ? "it had expired" : NULL;
}

static const char *hash_problem(
        struct dkim_job *job, const struct signature *signature, const struct dkim_key *key)
{
    unsigned char hash[DIGEST_MAX];
    size_t len;
    uint32_t body = body_of(job, signature);
    if (job->bodies[body].hash_len != signature->body_hash_len
            || memcmp(job->bodies[body].hash, signature->body_hash, signature->body_hash_len) != 0)
        return "the body was changed";
    if (signature->most != UINT64_MAX && job->bodies[body].all < signature->most)
        return "l= is longer than the body";
    struct digest *digest = job->digest[signature->algorithm == DKIM_RSA_SHA1];
    digest_start(digest);
    signature_hash_header(signature, job->fields, digest, &job->work);
    if (!digest_end(digest, hash, &len)
            || !dkim_key_verifies(
                    key, signature->algorithm, hash, len, signature->bytes, signature->bytes_len))
        return "the header was changed, or another key signed it";
    return NULL;
}

/* l= over less than the body: what follows may be anybody's. */
static bool is_partial(const struct dkim_job *job, const struct signature *signature)
{
    for (uint32_t i = 0; i < job->bodies_count; i++)
        if (job->bodies[i].canon == signature->body && job->bodies[i].most == signature->most)
            return job->bodies[i].all > signature->most;
    return false;
}

static enum auth_result verify(struct dkim_job *job, const struct signature *signature,
        const struct dkim_key *key, struct dkim_verdict *ret)
{
    ret->why = hash_problem(job, signature, key);
    if (ret->why != NULL)
        return key->is_testing ? AUTH_NEUTRAL : AUTH_FAIL;
    if (!is_partial(job, signature))
        return AUTH_PASS;
    ret->why = "it leaves the end of the body out";
    return AUTH_NEUTRAL;
}

void dkim_check_one(struct dkim_job *job, const struct signature *signature, struct dns_asker *asker,
        struct dkim_verdict *ret)
{
    struct dkim_key key = { NULL, false, false };
    *ret = (struct dkim_verdict){ AUTH_PERMERROR, signature->domain, signature->selector, signature->why,
        false };
    if (ret->why != NULL)
        return;
    struct dns_answer answer = signature_key(signature, asker);
    if (answer.state == DNS_FAILED || answer.state == DNS_NOT_ASKED) {
        ret->result = AUTH_TEMPERROR;
        ret->why = "the DNS did not answer for the key";
        return;
    }
    ret->why = key_problem(job, signature, &answer, &key);
    ret->is_testing = key.is_testing;
    if (ret->why == NULL)
        ret->result = verify(job, signature, &key, ret);
    dkim_key_done(&key);
}

void dkim_check(struct dkim_job *job, const struct signature *signatures, uint32_t count,
        struct dns_asker *asker, struct dkim_result *ret)
{
    ret->count = count;
    for (uint32_t i = 0; i < count; i++)
        dkim_check_one(job, &signatures[i], asker, &ret->at[i]);
}
