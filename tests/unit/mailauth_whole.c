/* mailauth_whole.c - one call for a message: what a server of ours wrote, what answers prove, and both together. */
#include "answers.h"
#include "core/mailauth/mailauth.h"
#include "signer.h"

static struct arena arena;
static EVP_PKEY *key;

#define RECEIVED "Received: from mx.sender.com by mx.our.example\r\n"
#define MESSAGE \
    "From: Jana <jana@sender.com>\r\nTo: lab@our.example\r\nSubject: Results\r\n\r\nAll is well.\r\n"

/* The topmost fields of a message of jana@sender.com, whether it is signed and by whom, the client, MAIL FROM; and what
 * comes of it without and with answers: spf dkim dmarc arc, aligned or not. */
static const struct {
    const char *name, *top, *signer, *client, *envelope, *without, *with;
} cases[] = {
    { "nothing is known of a message from nowhere", "", NULL, "192.0.2.7", "jana@sender.com",
            "unknown unknown unknown unknown", "unknown none unknown none" },
    { "signed, from nowhere", "", "sender.com", "192.0.2.7", "jana@sender.com",
            "unknown unknown unknown unknown", "unknown pass pass none aligned" },
    { "handed over by the right host", RECEIVED, NULL, "192.0.2.7", "jana@sender.com",
            "unknown unknown unknown unknown", "pass none pass none aligned" },
    { "handed over by another", RECEIVED, NULL, "203.0.113.9", "jana@sender.com",
            "unknown unknown unknown unknown", "fail none fail none" },
    { "handed over by another, signed", RECEIVED, "sender.com", "203.0.113.9", "jana@sender.com",
            "unknown unknown unknown unknown", "fail pass pass none aligned" },
    { "signed by another organisation", RECEIVED, "evil.com", "203.0.113.9", "x@evil.com",
            "unknown unknown unknown unknown", "none pass fail none" },
    { "a bounce speaks for HELO", RECEIVED, NULL, "192.0.2.7", "", "unknown unknown unknown unknown",
            "pass none pass none aligned" },
    { "our server wrote it",
            "Authentication-Results: mx.our.example; spf=fail smtp.mailfrom=sender.com;\r\n dkim=pass "
            "header.d=sender.com; dmarc=pass header.from=sender.com\r\n" RECEIVED,
            NULL, "192.0.2.7", "jana@sender.com", "fail pass pass unknown aligned",
            "fail pass pass none aligned" },
    { "our server wrote SPF only",
            "Authentication-Results: mx.our.example; spf=softfail smtp.mailfrom=sender.com\r\n" RECEIVED,
            "sender.com", "192.0.2.7", "jana@sender.com", "softfail unknown unknown unknown",
            "softfail pass pass none aligned" },
    { "of two DKIM results the one that helps",
            "Authentication-Results: mx.our.example; dkim=fail header.d=sender.com;\r\n dkim=pass "
            "header.d=list.com; "
            "dkim=pass header.d=mail.sender.com\r\n" RECEIVED,
            NULL, "203.0.113.9", "jana@sender.com", "unknown pass unknown unknown aligned",
            "fail pass pass none aligned" },
    { "our server speaks of another From",
            "Authentication-Results: mx.our.example; dmarc=pass header.from=evil.com\r\n" RECEIVED, NULL,
            "203.0.113.9", "jana@sender.com", "unknown unknown unknown unknown", "fail none fail none" },
    { "somebody else wrote it",
            "Authentication-Results: evil.com; dmarc=pass header.from=sender.com\r\n" RECEIVED, NULL,
            "203.0.113.9", "jana@sender.com", "unknown unknown unknown unknown", "fail none fail none" },
    { "Microsoft 365's way",
            RECEIVED "Authentication-Results: spf=pass (sender IP is 192.0.2.7)\r\n "
                     "smtp.mailfrom=sender.com; dkim=none "
                     "(message not signed)\r\n header.d=none;dmarc=bestguesspass action=none\r\n "
                     "header.from=sender.com;compauth=pass reason=109\r\n",
            NULL, "192.0.2.7", "jana@sender.com", "pass none none unknown aligned",
            "pass none none none aligned" },
    { "Received-SPF",
            "Received-SPF: pass (x) client-ip=192.0.2.7; envelope-from=\"jana@sender.com\"; "
            "receiver=mx.our.example\r\n" RECEIVED,
            NULL, "203.0.113.9", "jana@sender.com", "pass unknown unknown unknown aligned",
            "pass none pass none aligned" },
};

static struct recorded *zone(void)
{
    static const char *const names[] = { "sender.com", "evil.com", "sealer.com" };
    struct text_buf out = text_new();
    text_put(&out,
            "* NXDOMAIN\nsender.com TXT \"v=spf1 ip4:192.0.2.7 -all\"\n"
            "mx.sender.com TXT \"v=spf1 ip4:192.0.2.7 -all\"\n"
            "_dmarc.sender.com TXT \"v=DMARC1; p=reject\"\n");
    EACH(i, names)
    {
        text_put(&out, "k1._domainkey.");
        text_put(&out, names[i]);
        text_put(&out, " TXT \"p=");
        signer_public(&out, key);
        text_put(&out, "\"\n");
    }
    struct recorded *recorded = recorded_of(text(out.at));
    free(out.at);
    return recorded;
}

static char *message_of(size_t i)
{
    struct text_buf out = text_new();
    char tags[256];
    snprintf(tags, sizeof tags, "v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=k1",
            cases[i].signer ? cases[i].signer : "");
    struct signing how = { "DKIM-Signature", tags, "from:to:subject", true, true, -1, key, EVP_sha256() };
    char *inner = cases[i].signer ? sign(MESSAGE, &how) : NULL;
    text_put(&out, cases[i].top);
    text_put(&out, inner ? inner : MESSAGE);
    free(inner);
    return out.at;
}

static struct mailauth_query query_of(size_t i, const char *raw, struct hop *hop)
{
    *hop = (struct hop){
        .from = LIT("mx.sender.com"), .by = LIT("mx.our.example"), .ip = ip(cases[i].client)
    };
    return (struct mailauth_query){ .raw = text(raw),
        .hops = hop,
        .hops_count = strstr(cases[i].top, "Received: ") != NULL,
        .envelope = text(cases[i].envelope),
        .has_envelope = true,
        .from_domain = LIT("sender.com"),
        .from_count = 1,
        .time = TIME_NONE };
}

static const struct slice ids[] = { { "mx.our.example", 14 } };
static const struct mailauth_trust trust = { .ids = ids, .ids_count = 1 };
static struct mailauth_detail detail;

static void is_auth(const struct message_auth *auth, const char *want, const char *what)
{
    char got[128];
    snprintf(got, sizeof got, "%s %s %s %s%s", auth_result_name(auth->spf), auth_result_name(auth->dkim),
            auth_result_name(auth->dmarc), auth_result_name(auth->arc), auth->aligned ? " aligned" : "");
    IS(text(got), want, what);
}

static void check_in_rounds(const struct mailauth_query *query, const struct mailauth_trust *whom,
        const struct recorded *recorded, struct message_auth *ret)
{
    static struct learned learned;
    learned = (struct learned){ .all = recorded_answers(recorded) };
    for (;;) {
        struct dns_answers answers = learned_answers(&learned);
        arena_reset(&arena);
        if (mailauth_check(query, whom, &answers, &arena, ret, &detail) == MAILAUTH_DONE)
            return;
        if (!learn(&learned, detail.wanted, detail.wanted_count)) {
            OK(false, "something is wanted");
            return;
        }
    }
}

static void test_case(size_t i, const struct recorded *recorded)
{
    struct hop hop;
    struct message_auth auth;
    char *raw = message_of(i);
    struct mailauth_query query = query_of(i, raw, &hop);
    struct dns_answers answers = recorded_answers(recorded);
    printf("# %s\n", cases[i].name);
    arena_reset(&arena);
    OK(mailauth_check(&query, &trust, NULL, &arena, &auth, &detail) == MAILAUTH_DONE
                    && detail.dkim.count == 0,
            "without answers nothing is asked or hashed");
    is_auth(&auth, cases[i].without, "without answers");
    arena_reset(&arena);
    OK(mailauth_check(&query, &trust, &answers, &arena, &auth, &detail) == MAILAUTH_DONE, "with answers");
    is_auth(&auth, cases[i].with, cases[i].name);
    check_in_rounds(&query, &trust, recorded, &auth);
    is_auth(&auth, cases[i].with, "the same in rounds");
    free(raw);
}

/* Nobody can be asked: what is not there is a silence. */
static void test_final(void)
{
    struct hop hop;
    struct message_auth auth;
    struct recorded *recorded = recorded_of(LIT("sender.com TXT \"v=spf1 ip4:192.0.2.7 -all\"\n"));
    struct dns_answers answers = recorded_answers(recorded);
    char *raw = message_of(4);
    struct mailauth_query query = query_of(4, raw, &hop);
    arena_reset(&arena);
    OK(mailauth_check(&query, &trust, &answers, &arena, &auth, &detail) == MAILAUTH_NEEDS_ANSWERS
                    && detail.wanted_count == 2,
            "two questions are open");
    answers.is_final = true;
    arena_reset(&arena);
    OK(mailauth_check(&query, &trust, &answers, &arena, &auth, &detail) == MAILAUTH_DONE, "no more is asked");
    is_auth(&auth, "fail temperror temperror none", "silence is no failure");
    query.is_cut = true;
    arena_reset(&arena);
    (void)mailauth_check(&query, &trust, &answers, &arena, &auth, &detail);
    OK(auth.dkim == AUTH_UNKNOWN && detail.why != NULL, "a message that was cut cannot be checked");
    recorded_free(&recorded);
    free(raw);
}

/* Not one address in From: nobody speaks for it. */
static void test_from(const struct recorded *recorded)
{
    struct hop hop;
    struct message_auth auth;
    struct dns_answers answers = recorded_answers(recorded);
    char *raw = message_of(2);
    struct mailauth_query query = query_of(2, raw, &hop);
    query.from_count = 2;
    arena_reset(&arena);
    (void)mailauth_check(&query, &trust, &answers, &arena, &auth, &detail);
    is_auth(&auth, "pass none fail none", "two addresses in From");
    free(raw);
}

/* A forged hop below the true one names us and the right client. */
static void test_forged_hop(const struct recorded *recorded)
{
    static const char raw[] = "Received: x\r\n" RECEIVED MESSAGE;
    struct hop hops[2];
    struct message_auth auth;
    struct dns_answers answers = recorded_answers(recorded);
    struct mailauth_query query = query_of(2, raw, &hops[1]);
    hops[0] =
            (struct hop){ .from = LIT("evil.example"), .by = LIT("mx.our.example"), .ip = ip("203.0.113.9") };
    query.hops = hops;
    query.hops_count = 2;
    arena_reset(&arena);
    (void)mailauth_check(&query, &trust, &answers, &arena, &auth, &detail);
    is_auth(&auth, "fail none fail none", "the client is who handed it to us");
    hops[0].from = LIT("mx.our.example");
    arena_reset(&arena);
    (void)mailauth_check(&query, &trust, &answers, &arena, &auth, &detail);
    is_auth(&auth, "unknown none unknown none", "who greets by our name proves nothing");
}

/* A list changed the message; what it saw before is believed of a sealer whom we name. */
static void test_sealer(const struct recorded *recorded)
{
    static const struct slice sealers[] = { { "sealer.com", 10 } };
    struct mailauth_trust with_sealer = {
        .ids = ids, .ids_count = 1, .sealers = sealers, .sealers_count = 1
    };
    struct hop hop;
    struct message_auth auth;
    struct text_buf sets = text_new(), hashed = text_new();
    const char *results =
            "ARC-Authentication-Results: i=1; sealer.com; dmarc=pass header.from=sender.com\r\n";
    struct signing how = { "ARC-Message-Signature",
        "i=1; a=rsa-sha256; c=relaxed/relaxed; d=sealer.com; s=k1", "from:to:subject", true, true, -1, key,
        EVP_sha256() };
    char *signed_text = sign(MESSAGE, &how);
    size_t field_len = 0;
    const char *field = signer_find(signed_text, how.field, strlen(how.field), 0, &field_len);
    text_put(&sets, RECEIVED "ARC-Seal: i=1; a=rsa-sha256; cv=none; d=sealer.com; s=k1; b=");
    signer_field(&hashed, results, strlen(results), true);
    signer_field(&hashed, field, field_len, true);
    const char *seal = sets.at + strlen(RECEIVED);
    signer_field(&hashed, seal, strlen(seal), true);
    hashed.len -= 2;
    signer_sign(&sets, hashed.at, hashed.len, key, EVP_sha256());
    text_put(&sets, "\r\n");
    text_put(&sets, results);
    text_put(&sets, signed_text);
    struct mailauth_query query = query_of(3, sets.at, &hop);
    check_in_rounds(&query, &trust, recorded, &auth);
    is_auth(&auth, "fail none fail pass", "a sealer whom nobody named");
    check_in_rounds(&query, &with_sealer, recorded, &auth);
    is_auth(&auth, "fail none pass pass aligned", "a sealer whom we trust");
    IS(auth.told_by, "sealer.com", "told by the sealer");
    free(sets.at);
    free(hashed.at);
    free(signed_text);
}

int main(void)
{
    struct error err;
    if (arena_init(&arena, (size_t)4 << 20, &err) != STATUS_OK)
        return 2;
    key = signer_rsa(1024);
    struct recorded *recorded = zone();
    EACH(i, cases)
    test_case(i, recorded);
    test_final();
    test_from(recorded);
    test_forged_hop(recorded);
    test_sealer(recorded);
    recorded_free(&recorded);
    EVP_PKEY_free(key);
    arena_done(&arena);
    return tap_done();
}
