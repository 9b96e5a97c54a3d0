/* mailauth_arc.c - chains sealed by a signer of the test's own, whole and broken; what long ones cost. */
#include "answers.h"
#include "core/mailauth/arc.h"
#include "signer.h"

static struct arena arena;
static EVP_PKEY *key;

static const char message[] =
        "From: j.meier@institute.example\r\nTo: list@lists.example\r\nSubject: Results\r\n\r\n"
        "All is well.\r\n";

static struct recorded *zone(void)
{
    struct text_buf out = text_new();
    text_put(&out, "* NXDOMAIN\nlate._domainkey.lists.example TIMEOUT\nk1._domainkey.lists.example TXT \"p=");
    signer_public(&out, key);
    text_put(&out, "\"\n");
    struct recorded *recorded = recorded_of(text(out.at));
    free(out.at);
    return recorded;
}

struct seal {
    const char *selector, *chain, *results;
    unsigned number; /* i= */
};

/* One more set on top. `so_far` is what the seals below sign, and grows. */
static char *seal(char *m, const struct seal *how, struct text_buf *so_far)
{
    char tags[256], results[512], start[512];
    struct text_buf out = text_new();
    snprintf(results, sizeof results, "ARC-Authentication-Results: i=%u; lists.example; %s\r\n", how->number,
            how->results);
    snprintf(tags, sizeof tags, "i=%u; a=rsa-sha256; c=relaxed/relaxed; d=lists.example; s=%s", how->number,
            how->selector);
    struct signing sign_how = { "ARC-Message-Signature", tags, "from:to:subject", true, true, -1, key,
        EVP_sha256() };
    char *with_signature = sign(m, &sign_how);
    signer_field(so_far, results, strlen(results), true);
    signer_field(so_far, with_signature, strlen(with_signature) - strlen(m), true);
    snprintf(start, sizeof start, "ARC-Seal: i=%u; a=rsa-sha256; cv=%s; d=lists.example; s=%s; b=\r\n",
            how->number, how->chain, how->selector);
    size_t before = so_far->len;
    signer_field(so_far, start, strlen(start), true);
    text_add(&out, start, strlen(start) - 2);
    signer_sign(&out, so_far->at, so_far->len - 2, key, EVP_sha256());
    text_put(&out, "\r\n");
    so_far->at[so_far->len = before] = '\0';
    signer_field(so_far, out.at, out.len, true);
    text_put(&out, results);
    text_put(&out, with_signature);
    free(m);
    free(with_signature);
    return out.at;
}

static char *sealed(unsigned sets, const char *first, const char *later)
{
    struct text_buf m = text_new(), so_far = text_new();
    text_put(&m, message);
    char *s = m.at;
    for (unsigned i = 1; i <= sets; i++) {
        struct seal how = { "k1", i == 1 ? first : later, "spf=pass; dkim=pass; dmarc=pass", i };
        s = seal(s, &how, &so_far);
    }
    free(so_far.at);
    return s;
}

static char *replace(char *s, const char *from, const char *to)
{
    char *at = strstr(s, from);
    struct text_buf out = text_new();
    if (at == NULL) {
        printf("Bail out! \"%s\" is not there\n", from);
        exit(2);
    }
    text_add(&out, s, (size_t)(at - s));
    text_put(&out, to);
    text_put(&out, at + strlen(from));
    free(s);
    return out.at;
}

static void check_text(
        const char *s, const struct recorded *recorded, struct arc_result *ret, uint64_t *ret_work)
{
    struct auth_fields fields;
    struct arc_chain chain;
    struct dkim_job job;
    arena_reset(&arena);
    struct dns_asker asker = { .answers = recorded_answers(recorded), .arena = &arena };
    auth_fields_read(text(s), &arena, &fields);
    if (!dkim_job_init(&job, &fields, &dkim_rules, TIME_NONE))
        exit(2);
    (void)arc_ask(&fields, &asker, &chain);
    arc_check(&job, &chain, &asker, ret);
    *ret_work = job.work;
    dkim_job_done(&job);
}

static const struct {
    const char *name;
    unsigned sets;
    const char *first, *later; /* cv= */
    const char *from, *to;     /* what is changed afterwards; NULL: nothing */
    enum auth_result result;
    const char *why;
} cases[] = {
    { "no sets", 0, "none", "pass", NULL, NULL, AUTH_NONE, NULL },
    { "one set", 1, "none", "pass", NULL, NULL, AUTH_PASS, NULL },
    { "three sets", 3, "none", "pass", NULL, NULL, AUTH_PASS, NULL },
    { "the first says pass", 2, "pass", "pass", NULL, NULL, AUTH_FAIL, "cv=" },
    { "a later one says none", 2, "none", "none", NULL, NULL, AUTH_FAIL, "cv=" },
    { "a sealer saw it broken", 2, "none", "fail", NULL, NULL, AUTH_FAIL, "a sealer found" },
    { "the body, under the newest", 2, "none", "pass", "All is", "All was", AUTH_FAIL, "the body" },
    { "the subject", 1, "none", "pass", "Subject: R", "Subject: r", AUTH_FAIL, "the header" },
    { "what the newest saw", 2, "none", "pass", "i=2; lists.example; spf=pass",
            "i=2; lists.example; spf=fail", AUTH_FAIL, "a seal" },
    { "what the first saw", 2, "none", "pass", "i=1; lists.example; spf=pass", "i=1; lists.example; spf=fail",
            AUTH_FAIL, "a seal" },
    { "white space in what the first saw", 2, "none", "pass", "i=1; lists.example; spf=pass",
            "i=1;  lists.example; \r\n spf=pass", AUTH_PASS, NULL },
    { "a seal's number", 2, "none", "pass", "ARC-Seal: i=2", "ARC-Seal: i=3", AUTH_FAIL, "not complete" },
    { "no number", 1, "none", "pass", "ARC-Seal: i=1; ", "ARC-Seal: ", AUTH_FAIL, "no number" },
    { "number 0", 1, "none", "pass", "ARC-Seal: i=1; ", "ARC-Seal: i=0; ", AUTH_FAIL, "no number" },
    { "number 51", 1, "none", "pass", "ARC-Seal: i=1; ", "ARC-Seal: i=51; ", AUTH_FAIL, "more than 50" },
    { "results without a number", 1, "none", "pass", "Results: i=1; ", "Results: ", AUTH_FAIL, "no number" },
    { "results twice", 1, "none", "pass", "ARC-Seal",
            "ARC-Authentication-Results: i=1; x.example; none\r\nARC-Seal", AUTH_FAIL, "twice" },
    { "no results", 1, "none", "pass", "ARC-Authentication-Results", "X-Results", AUTH_FAIL, "not complete" },
    { "no message signature", 1, "none", "pass", "ARC-Message", "X-Message", AUTH_FAIL, "not complete" },
    { "a seal with h=", 1, "none", "pass", "ARC-Seal: ", "ARC-Seal: h=from; ", AUTH_FAIL, "may not have h=" },
    { "a message signature over a seal", 1, "none", "pass", "h=from:", "h=arc-seal:from:", AUTH_FAIL,
            "ARC-Seal" },
    { "a seal by rsa-sha1", 1, "none", "pass", "a=rsa-sha256; cv", "a=rsa-sha1; cv", AUTH_FAIL, "rsa-sha1" },
    { "the sealer's key is gone", 1, "none", "pass", "cv=none; d=lists.example", "cv=none; d=other.example",
            AUTH_FAIL, "a seal" },
    { "the DNS is silent", 1, "none", "pass",
            "d=lists.example; s=k1; b=", "d=lists.example; s=late; b=", AUTH_TEMPERROR, "did not answer" },
    { "an older message signature is sealed too", 2, "none", "pass", "i=1; a=rsa-sha256; c=relaxed/relaxed",
            "i=1; a=rsa-sha256; c=relaxed/simple", AUTH_FAIL, "a seal" },
};

static void test_cases(const struct recorded *recorded)
{
    EACH(i, cases)
    {
        struct arc_result result;
        uint64_t work;
        char *s = sealed(cases[i].sets, cases[i].first, cases[i].later);
        if (cases[i].from != NULL)
            s = replace(s, cases[i].from, cases[i].to);
        check_text(s, recorded, &result, &work);
        bool says = cases[i].why == NULL ? result.why == NULL
                                         : result.why != NULL && strstr(result.why, cases[i].why) != NULL;
        if (!OK(result.result == cases[i].result && says, cases[i].name))
            printf("# %s: %s\n", auth_result_name(result.result), result.why ? result.why : "");
        free(s);
    }
}

/* Twice the sets cost twice the work: seals are hashed as they grow. */
static void test_length(const struct recorded *recorded)
{
    struct arc_result result;
    uint64_t ten, fifty;
    char *s = sealed(10, "none", "pass");
    check_text(s, recorded, &result, &ten);
    OK(result.result == AUTH_PASS && result.sets == 10, "ten sets");
    IS(result.sealer, "lists.example", "the newest sealer");
    free(s);
    s = sealed(50, "none", "pass");
    check_text(s, recorded, &result, &fifty);
    OK(result.result == AUTH_PASS && result.sets == 50, "fifty sets");
    OK(fifty < 6 * ten, "fifty cost less than six times what ten cost");
    free(s);
    s = sealed(51, "none", "pass");
    check_text(s, recorded, &result, &fifty);
    OK(result.result == AUTH_FAIL, "fifty-one sets");
    free(s);
}

int main(void)
{
    struct error err;
    if (arena_init(&arena, (size_t)8 << 20, &err) != STATUS_OK)
        return 2;
    key = signer_rsa(1024);
    struct recorded *recorded = zone();
    test_cases(recorded);
    test_length(recorded);
    recorded_free(&recorded);
    EVP_PKEY_free(key);
    arena_done(&arena);
    return tap_done();
}
