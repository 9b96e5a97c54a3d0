/* arc.c - the chain of seals, from the last to the first. */
#include "core/mailauth/arc.h"

/* "i=3; mx.example; ..." */
static uint64_t results_instance(struct slice value)
{
    struct slice first = slice_first(value, slice_find(value, ';'));
    size_t sign = slice_find(first, '=');
    uint64_t instance;
    if (!slice_eq(trim_fws(slice_first(first, sign)), LIT("i"))
            || !slice_to_uint(trim_fws(slice_skip(first, sign + 1)), 9999, &instance))
        return 0;
    return instance;
}

static const char *place(struct arc_chain *chain, uint64_t instance, const struct auth_field *results,
        struct signature *message, struct signature *seal)
{
    if (instance < 1)
        return "an ARC field has no number";
    if (instance > LIMIT_ARC_SETS)
        return "more than 50 ARC sets";
    struct arc_set *set = &chain->sets[instance - 1];
    if ((results && set->results) || (message && set->message) || (seal && set->seal))
        return "an ARC field stands twice";
    if (results != NULL)
        set->results = results;
    if (message != NULL)
        set->message = message;
    if (seal != NULL)
        set->seal = seal;
    if (instance > chain->count)
        chain->count = (uint32_t)instance;
    return NULL;
}

static const char *add_signature(struct arc_chain *chain, const struct auth_field *field,
        enum signature_kind kind, struct arena *arena)
{
    struct signature *signature = arena_take(arena, sizeof *signature);
    if (signature == NULL)
        return "no memory left";
    signature_read(field, kind, &dkim_rules, signature);
    if (kind == SIGNATURE_ARC_SEAL)
        return place(chain, signature->instance, NULL, NULL, signature);
    return place(chain, signature->instance, NULL, signature, NULL);
}

static const char *add_field(struct arc_chain *chain, const struct auth_field *field, struct arena *arena)
{
    if (field->name.len < 8 || !slice_eq_nocase(slice_first(field->name, 4), LIT("ARC-")))
        return NULL;
    bool is_results = field_is(field, "ARC-Authentication-Results"), is_seal = field_is(field, "ARC-Seal");
    if (!is_results && !is_seal && !field_is(field, "ARC-Message-Signature"))
        return NULL;
    chain->has_fields = true;
    if (is_results)
        return place(chain, results_instance(field->value), field, NULL, NULL);
    return add_signature(chain, field, is_seal ? SIGNATURE_ARC_SEAL : SIGNATURE_ARC_MESSAGE, arena);
}

static const char *set_problem(const struct arc_set *set, bool is_first)
{
    if (set->results == NULL || set->message == NULL || set->seal == NULL)
        return "an ARC set is not complete";
    if (set->seal->why != NULL)
        return set->seal->why;
    if (!slice_eq_nocase(set->seal->chain, is_first ? LIT("none") : LIT("pass")))
        return slice_eq_nocase(set->seal->chain, LIT("fail")) ? "a sealer found the chain broken"
                                                              : "cv= is not what it must be";
    return NULL;
}

static const char *chain_problem(const struct arc_chain *chain)
{
    for (uint32_t i = 0; i < chain->count; i++) {
        const char *wrong = set_problem(&chain->sets[i], i == 0);
        if (wrong != NULL)
            return wrong;
    }
    return chain->count > 0 ? chain->sets[chain->count - 1].message->why : NULL;
}

static bool ask_keys(const struct arc_chain *chain, struct dns_asker *asker)
{
    const struct signature *message = chain->sets[chain->count - 1].message;
    bool has_all = signature_key(message, asker).state != DNS_NOT_ASKED;
    for (uint32_t i = 0; i < chain->count; i++)
        has_all &= signature_key(chain->sets[i].seal, asker).state != DNS_NOT_ASKED;
    return has_all;
}

bool arc_ask(const struct auth_fields *fields, struct dns_asker *asker, struct arc_chain *ret)
{
    *ret = (struct arc_chain){ .why = NULL };
    ret->sets = arena_take(asker->arena, LIMIT_ARC_SETS * sizeof *ret->sets);
    if (ret->sets == NULL) {
        ret->why = "no memory left";
        return true;
    }
    for (uint32_t i = 0; ret->why == NULL && i < fields->count; i++)
        ret->why = add_field(ret, &fields->at[i], asker->arena);
    if (ret->why == NULL)
        ret->why = chain_problem(ret);
    return ret->why != NULL || ret->count == 0 || ask_keys(ret, asker);
}

/* ---- checking ---- */

static void hash_field(struct dkim_job *job, struct digest *digest, const struct auth_field *field)
{
    canon_field(digest, CANON_RELAXED, field->raw, (struct slice){ NULL, 0 }, false);
    job->work += field->raw.len;
}

static bool seal_verifies(const struct signature *seal, struct digest *digest, struct dns_asker *asker)
{
    unsigned char hash[DIGEST_MAX];
    size_t len;
    struct dkim_key key = { NULL, false, false };
    struct dns_answer answer = signature_key(seal, asker);
    canon_field(digest, CANON_RELAXED, seal->field->raw, seal->without, true);
    bool ok = digest_end(digest, hash, &len)
            && dkim_key_read(&answer, seal->algorithm, &dkim_rules, &key) == NULL
            && dkim_key_verifies(&key, seal->algorithm, hash, len, seal->bytes, seal->bytes_len);
    dkim_key_done(&key);
    return ok;
}

/* `so_far` holds the sets before; a copy of it with this set's fields is what the seal signs. */
static bool seals_verify(struct dkim_job *job, const struct arc_chain *chain, struct digest *so_far,
        struct digest *copy, struct dns_asker *asker)
{
    digest_start(so_far);
    digest_start(copy);
    for (uint32_t i = 0; i < chain->count; i++) {
        const struct arc_set *set = &chain->sets[i];
        hash_field(job, so_far, set->results);
        hash_field(job, so_far, set->message->field);
        if (!digest_copy(copy, so_far) || !seal_verifies(set->seal, copy, asker))
            return false;
        hash_field(job, so_far, set->seal->field);
    }
    return true;
}

static bool has_silence(const struct arc_chain *chain, struct dns_asker *asker)
{
    if (signature_key(chain->sets[chain->count - 1].message, asker).state == DNS_FAILED)
        return true;
    for (uint32_t i = 0; i < chain->count; i++)
        if (signature_key(chain->sets[i].seal, asker).state == DNS_FAILED)
            return true;
    return false;
}

static const char *signature_problem(
        struct dkim_job *job, const struct arc_chain *chain, struct dns_asker *asker)
{
    struct dkim_verdict message;
    dkim_check_one(job, chain->sets[chain->count - 1].message, asker, &message);
    if (message.result != AUTH_PASS)
        return message.why;
    struct digest *so_far = digest_new(false), *copy = digest_new(false);
    bool ok = so_far && copy && seals_verify(job, chain, so_far, copy, asker);
    digest_free(&so_far);
    digest_free(&copy);
    return ok ? NULL : "a seal is not its sealer's";
}

void arc_check(
        struct dkim_job *job, const struct arc_chain *chain, struct dns_asker *asker, struct arc_result *ret)
{
    *ret = (struct arc_result){ .result = AUTH_NONE, .sets = chain->count, .why = chain->why };
    if (!chain->has_fields)
        return;
    ret->result = AUTH_FAIL;
    if (ret->why != NULL || chain->count == 0)
        return;
    const struct arc_set *newest = &chain->sets[chain->count - 1];
    ret->sealer = newest->seal->domain;
    ret->results = newest->results;
    if (has_silence(chain, asker)) {
        ret->result = AUTH_TEMPERROR;
        ret->why = "the DNS did not answer for a key";
        return;
    }
    ret->why = signature_problem(job, chain, asker);
    if (ret->why == NULL)
        ret->result = AUTH_PASS;
}
