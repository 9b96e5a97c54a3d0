/* mailauth_dkim.c - signatures made by a signer of the test's own, whole and broken in every way; what hostile ones
 * cost. */
#include "answers.h"
#include "core/mailauth/dkim.h"
#include "signer.h"

static struct arena arena;
static EVP_PKEY *rsa, *rsa_short, *rsa_other, *ed;

static const char message[] =
        "Received: from a.example by mx.example;\r\n\tMon, 1 Jan 2024 00:00:00 +0000\r\n"
        "From: Jana  Meier <j.meier@institute.example>\r\n"
        "To: lab@clinic.example\r\n"
        "Subject:   Results\t of  week\r\n 12\r\n"
        "Date: Mon, 1 Jan 2024 00:00:00 +0000\r\n"
        "\r\n"
        "Dear  colleague, \t\r\n\r\nall is well.\t\r\n\r\n\r\n";

/* What happens to the signed message on its way. */
enum change {
    AS_IT_IS,
    LINE_FEEDS,  /* CR LF becomes LF */
    BODY_LETTER, /* a letter of the body */
    BODY_BLANKS, /* white space within and at the end of lines */
    BODY_LINES,  /* empty lines behind the body */
    BODY_MORE,   /* a line behind the body */
    SUBJECT_LETTER,
    SUBJECT_BLANKS,
    SUBJECT_TWICE, /* another Subject above */
    FROM_TWICE,
    RECEIVED_MORE, /* another server's field */
    OWN_FIELD,     /* a letter of the signature's other tags */
    BROKEN_B,
};

#define D "v=1; a=rsa-sha256; c=relaxed/relaxed; d=institute.example; s=k1"
#define SIMPLE "v=1; a=rsa-sha256; d=institute.example; s=k1"
#define NAMES "from:to:subject:date"

static const struct {
    const char *name, *tags, *names;
    const char *record; /* what stands before p= */
    enum change change;
    enum auth_result result;
    const char *why; /* a part of it; NULL: none */
} cases[] = {
    { "relaxed, untouched", D, NAMES, "", AS_IT_IS, AUTH_PASS, NULL },
    { "simple, untouched", SIMPLE, NAMES, "", AS_IT_IS, AUTH_PASS, NULL },
    { "simple/relaxed", SIMPLE "; c=simple/relaxed", NAMES, "", BODY_BLANKS, AUTH_PASS, NULL },
    { "relaxed alone is relaxed/simple", SIMPLE "; c=relaxed", NAMES, "", SUBJECT_BLANKS, AUTH_PASS, NULL },
    { "stored with LF", D, NAMES, "", LINE_FEEDS, AUTH_PASS, NULL },
    { "simple, stored with LF", SIMPLE, NAMES, "", LINE_FEEDS, AUTH_PASS, NULL },
    { "a letter of the body", D, NAMES, "", BODY_LETTER, AUTH_FAIL, "the body was changed" },
    { "white space of the body, relaxed", D, NAMES, "", BODY_BLANKS, AUTH_PASS, NULL },
    { "white space of the body, simple", SIMPLE, NAMES, "", BODY_BLANKS, AUTH_FAIL, "the body was changed" },
    { "empty lines at the end", SIMPLE, NAMES, "", BODY_LINES, AUTH_PASS, NULL },
    { "a line at the end", D, NAMES, "", BODY_MORE, AUTH_FAIL, "the body was changed" },
    { "a letter of the subject", D, NAMES, "", SUBJECT_LETTER, AUTH_FAIL, "the header was changed" },
    { "white space of the subject, relaxed", D, NAMES, "", SUBJECT_BLANKS, AUTH_PASS, NULL },
    { "white space of the subject, simple", SIMPLE, NAMES, "", SUBJECT_BLANKS, AUTH_FAIL, "the header was" },
    { "a subject that is not signed", D, "from:to", "", SUBJECT_LETTER, AUTH_PASS, NULL },
    { "a second subject", D, NAMES, "", SUBJECT_TWICE, AUTH_PASS, NULL },
    { "a second subject, signed twice over", D, NAMES ":subject", "", SUBJECT_TWICE, AUTH_FAIL,
            "the header" },
    { "a second From, signed twice over", D, NAMES ":from", "", FROM_TWICE, AUTH_FAIL, "the header" },
    { "names that are not there", D, NAMES ":cc:cc:reply-to", "", AS_IT_IS, AUTH_PASS, NULL },
    { "a server's field above", D, NAMES ":received", "", RECEIVED_MORE, AUTH_PASS, NULL },
    { "names in capitals", D, "From:TO:Subject", "", AS_IT_IS, AUTH_PASS, NULL },
    { "a letter of the signature's own field", D "; x_note=abc", NAMES, "", OWN_FIELD, AUTH_FAIL,
            "the header" },
    { "b= that is no base64", D, NAMES, "", BROKEN_B, AUTH_PERMERROR, "b= is no signature" },
    { "tags that nobody knows", D "; zz=1; q=dns/txt:http", NAMES, "v=DKIM1; zz=3; n=a note; ", AS_IT_IS,
            AUTH_PASS, NULL },
    { "a key that is for mail", D, NAMES, "v=DKIM1; k=rsa; s=email:chat; h=sha1:sha256; ", AS_IT_IS,
            AUTH_PASS, NULL },
    { "a key that is not for mail", D, NAMES, "v=DKIM1; s=chat; ", AS_IT_IS, AUTH_PERMERROR, "not for mail" },
    { "a key for another hash", D, NAMES, "v=DKIM1; h=sha1; ", AS_IT_IS, AUTH_PERMERROR, "other hashes" },
    { "a key of another type", D, NAMES, "v=DKIM1; k=ed25519; ", AS_IT_IS, AUTH_PERMERROR, "another type" },
    { "a key record of another version", D, NAMES, "v=DKIM2; ", AS_IT_IS, AUTH_PERMERROR, "another version" },
    { "the version not first", D, NAMES, "k=rsa; v=DKIM1; ", AS_IT_IS, AUTH_PERMERROR, "another version" },
    { "a key that is being tested", D, NAMES, "v=DKIM1; t=y; ", BODY_LETTER, AUTH_NEUTRAL, "the body" },
    { "i= below d=", D "; i=@lab.institute.example", NAMES, "", AS_IT_IS, AUTH_PASS, NULL },
    { "i= below d=, and the key forbids it", D "; i=@lab.institute.example", NAMES, "v=DKIM1; t=s; ",
            AS_IT_IS, AUTH_PERMERROR, "below its domain" },
    { "i= is d=, and the key asks for it", D "; i=jana@institute.example", NAMES, "v=DKIM1; t=y:s; ",
            AS_IT_IS, AUTH_PASS, NULL },
    { "i= quoted-printable", D "; i=jana=40institute.example", NAMES, "", AS_IT_IS, AUTH_PASS, NULL },
    { "i= beside d=", D "; i=@other.example", NAMES, "", AS_IT_IS, AUTH_PERMERROR, "i= is of another" },
    { "i= that only ends like d=", D "; i=@badinstitute.example", NAMES, "", AS_IT_IS, AUTH_PERMERROR,
            "i= is of" },
    { "expired", D "; t=1600000000; x=1600000100", NAMES, "", AS_IT_IS, AUTH_PERMERROR, "it had expired" },
    { "not expired", D "; t=1600000000; x=2000000000", NAMES, "", AS_IT_IS, AUTH_PASS, NULL },
    { "expires before it was made", D "; t=1600000100; x=1600000000", NAMES, "", AS_IT_IS, AUTH_PERMERROR,
            "it expires before" },
    { "a time that is none", D "; t=yesterday", NAMES, "", AS_IT_IS, AUTH_PERMERROR, "a time is no number" },
    { "another version", "v=2; a=rsa-sha256; d=institute.example; s=k1", NAMES, "", AS_IT_IS, AUTH_PERMERROR,
            "v= is not 1" },
    { "no version", "a=rsa-sha256; d=institute.example; s=k1", NAMES, "", AS_IT_IS, AUTH_PERMERROR, "v= is" },
    { "rsa-sha1", "v=1; a=rsa-sha1; d=institute.example; s=k1", NAMES, "", AS_IT_IS, AUTH_PERMERROR,
            "rsa-sha1" },
    { "an algorithm nobody knows", "v=1; a=dsa-sha256; d=institute.example; s=k1", NAMES, "", AS_IT_IS,
            AUTH_PERMERROR, "unknown algorithm" },
    { "a canonical form nobody knows", SIMPLE "; c=nofws", NAMES, "", AS_IT_IS, AUTH_PERMERROR,
            "canonical form" },
    { "another way to the key", D "; q=http", NAMES, "", AS_IT_IS, AUTH_PERMERROR, "another way" },
    { "From is not signed", D, "to:subject", "", AS_IT_IS, AUTH_PERMERROR, "From is not signed" },
    { "d= is missing", "v=1; a=rsa-sha256; s=k1", NAMES, "", AS_IT_IS, AUTH_PERMERROR, "d= is no domain" },
    { "d= is one label", "v=1; a=rsa-sha256; d=example; s=k1", NAMES, "", AS_IT_IS, AUTH_PERMERROR,
            "d= is no" },
    { "s= is missing", "v=1; a=rsa-sha256; d=institute.example", NAMES, "", AS_IT_IS, AUTH_PERMERROR,
            "s= is no" },
    { "a tag twice", D "; d=other.example", NAMES, "", AS_IT_IS, AUTH_PERMERROR, "a tag stands twice" },
    { "a part that is no tag", D "; quux", NAMES, "", AS_IT_IS, AUTH_PERMERROR, "no tag=value" },
    { "no such key", "v=1; a=rsa-sha256; d=institute.example; s=lost", NAMES, "", AS_IT_IS, AUTH_PERMERROR,
            "no key of this name" },
    { "the DNS is silent", "v=1; a=rsa-sha256; d=institute.example; s=late", NAMES, "", AS_IT_IS,
            AUTH_TEMPERROR, "did not answer" },
    { "revoked", "v=1; a=rsa-sha256; d=institute.example; s=revoked", NAMES, "", AS_IT_IS, AUTH_PERMERROR,
            "revoked" },
    { "a key in several strings", "v=1; a=rsa-sha256; c=relaxed/relaxed; d=institute.example; s=split", NAMES,
            "", AS_IT_IS, AUTH_PASS, NULL },
    { "another record beside the key", "v=1; a=rsa-sha256; c=relaxed/relaxed; d=institute.example; s=beside",
            NAMES, "", AS_IT_IS, AUTH_PASS, NULL },
    { "somebody else's key", "v=1; a=rsa-sha256; d=institute.example; s=other", NAMES, "", AS_IT_IS,
            AUTH_FAIL, "another key" },
    { "512 bits", "v=1; a=rsa-sha256; d=institute.example; s=short", NAMES, "", AS_IT_IS, AUTH_PERMERROR,
            "shorter than 1,024" },
    { "a key that is rubbish", "v=1; a=rsa-sha256; d=institute.example; s=rubbish", NAMES, "", AS_IT_IS,
            AUTH_PERMERROR, "cannot be read" },
    { "Ed25519", "v=1; a=ed25519-sha256; c=relaxed/relaxed; d=institute.example; s=ed", NAMES, "", AS_IT_IS,
            AUTH_PASS, NULL },
    { "Ed25519, changed", "v=1; a=ed25519-sha256; c=relaxed/relaxed; d=institute.example; s=ed", NAMES, "",
            SUBJECT_LETTER, AUTH_FAIL, "the header" },
    { "Ed25519 and an RSA key", "v=1; a=ed25519-sha256; d=institute.example; s=k1", NAMES, "", AS_IT_IS,
            AUTH_PERMERROR, "another type" },
    { "an Ed25519 key of 31 bytes", "v=1; a=ed25519-sha256; d=institute.example; s=ed31", NAMES, "", AS_IT_IS,
            AUTH_PERMERROR, "has not 32 bytes" },
};

/* The zone: one key of each kind; `record` stands before p= of k1. */
static struct recorded *zone(const char *record)
{
    struct text_buf out = text_new(), p = text_new();
    signer_public(&p, rsa);
    text_put(&out, "* NXDOMAIN\nk1._domainkey.institute.example TXT \"");
    text_put(&out, record);
    text_put(&out, "p=");
    text_put(&out, p.at);
    text_put(&out, "\"\nsplit._domainkey.institute.example TXT \"v=DKIM1; p=");
    text_add(&out, p.at, 100);
    text_put(&out, "\" \"");
    text_put(&out, p.at + 100);
    text_put(&out,
            "\"\nbeside._domainkey.institute.example TXT \"this is a note\"\n"
            "beside._domainkey.institute.example TXT \"p=");
    text_put(&out, p.at);
    text_put(&out, "\"\nother._domainkey.institute.example TXT \"p=");
    signer_public(&out, rsa_other);
    text_put(&out, "\"\nshort._domainkey.institute.example TXT \"p=");
    signer_public(&out, rsa_short);
    text_put(&out, "\"\ned._domainkey.institute.example TXT \"k=ed25519; p=");
    signer_public(&out, ed);
    text_put(&out,
            "\"\nrevoked._domainkey.institute.example TXT \"v=DKIM1; p=\"\n"
            "late._domainkey.institute.example TIMEOUT\n"
            "rubbish._domainkey.institute.example TXT \"p=QUJDREVGRw==\"\n"
            "ed31._domainkey.institute.example TXT \"k=ed25519; "
            "p=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\"\n");
    struct recorded *recorded = recorded_of(text(out.at));
    free(out.at);
    free(p.at);
    return recorded;
}

/* `from` becomes `to` at its last place. */
static char *replace(char *s, const char *from, const char *to)
{
    struct text_buf out = text_new();
    char *at = NULL;
    for (char *next = s; (next = strstr(next, from)) != NULL; next++)
        at = next;
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

static char *changed(char *s, enum change change)
{
    struct text_buf out;
    switch (change) {
    case BODY_LETTER: return replace(s, "all is well", "all is ill");
    case BODY_BLANKS: return replace(replace(s, "Dear  coll", "Dear coll"), "well.\t", "well.");
    case BODY_LINES: return replace(s, "\r\n\r\n\r\n", "\r\n\r\n\r\n\r\n\r\n");
    case BODY_MORE: return replace(s, "well.\t\r\n", "well.\t\r\nPay here.\r\n");
    case SUBJECT_LETTER: return replace(s, "week\r\n 12", "week\r\n 13");
    case SUBJECT_BLANKS: return replace(s, "week\r\n 12", "week 12");
    case SUBJECT_TWICE: return replace(s, "From:", "Subject: Pay\r\nFrom:");
    case FROM_TWICE: return replace(s, "Received:", "From: boss@institute.example\r\nReceived:");
    case RECEIVED_MORE: return replace(s, "Received:", "Received: from b by c; now\r\nReceived:");
    case OWN_FIELD: return replace(s, "x_note=abc", "x_note=abd");
    case BROKEN_B: return replace(s, "; b=", "; b=!");
    case LINE_FEEDS:
        out = text_new();
        for (const char *c = s; *c != '\0'; c++)
            if (*c != '\r')
                text_add(&out, c, 1);
        free(s);
        return out.at;
    default: return s;
    }
}

static EVP_PKEY *key_for(const char *tags)
{
    if (strstr(tags, "s=ed") != NULL || strstr(tags, "a=ed25519") != NULL)
        return ed;
    return strstr(tags, "s=short") != NULL ? rsa_short : rsa;
}

static struct signing how_of(const char *tags, const char *names)
{
    bool both = strstr(tags, "c=relaxed/relaxed") != NULL;
    return (struct signing){ .field = "DKIM-Signature",
        .tags = tags,
        .names = names,
        .relaxed_header = both || strstr(tags, "c=relaxed") != NULL,
        .relaxed_body = both || strstr(tags, "c=simple/relaxed") != NULL,
        .most = -1,
        .key = key_for(tags),
        .md = strstr(tags, "rsa-sha1") != NULL ? EVP_sha1() : EVP_sha256() };
}

static void check_text(
        struct slice raw, const struct recorded *recorded, struct dkim_result *ret, uint64_t *ret_work)
{
    struct auth_fields fields;
    struct signature *signatures;
    uint32_t count;
    struct dkim_job job;
    arena_reset(&arena);
    struct dns_asker asker = { .answers = recorded_answers(recorded), .arena = &arena };
    auth_fields_read(raw, &arena, &fields);
    if (!dkim_job_init(&job, &fields, &dkim_rules, 1700000000 * TIME_SECOND))
        exit(2);
    (void)dkim_ask(&fields, &dkim_rules, &asker, &signatures, &count, &ret->total);
    dkim_check(&job, signatures, count, &asker, ret);
    if (ret_work != NULL)
        *ret_work = job.work;
    dkim_job_done(&job);
}

static void test_case(size_t i)
{
    struct dkim_result result;
    struct signing how = how_of(cases[i].tags, cases[i].names);
    struct recorded *recorded = zone(cases[i].record);
    char *signed_text = changed(sign(message, &how), cases[i].change);
    check_text(text(signed_text), recorded, &result, NULL);
    const struct dkim_verdict *got = &result.at[0];
    bool says = cases[i].why == NULL ? got->why == NULL
                                     : got->why != NULL && strstr(got->why, cases[i].why) != NULL;
    if (!OK(result.count == 1 && got->result == cases[i].result && says, cases[i].name))
        printf("# %s: %s\n", auth_result_name(got->result), got->why ? got->why : "");
    free(signed_text);
    recorded_free(&recorded);
}

/* ---- l= ---- */

static const struct {
    const char *name;
    long most;        /* bytes that are hashed */
    const char *l;    /* what l= says */
    const char *more; /* is put behind the body */
    enum auth_result result;
} lengths[] = {
    { "l= of the whole body", 33, "; l=33", "", AUTH_PASS },
    { "l= and a line behind", 33, "; l=33", "Pay here.\r\n", AUTH_NEUTRAL },
    { "l= of nothing", 0, "; l=0", "", AUTH_NEUTRAL },
    { "l= longer than the body", 34, "; l=34", "", AUTH_FAIL },
    { "l= that is no number", 33, "; l=many", "", AUTH_PERMERROR },
    { "l= over 64 bits", 33, "; l=99999999999999999999999", "", AUTH_PERMERROR },
};

static void test_lengths(void)
{
    struct recorded *recorded = zone("");
    EACH(i, lengths)
    {
        char tags[256];
        struct dkim_result result;
        snprintf(tags, sizeof tags, D "%s", lengths[i].l);
        struct signing how = how_of(tags, NAMES);
        how.most = lengths[i].most;
        char *s = sign(message, &how);
        struct text_buf out = text_new();
        text_put(&out, s);
        text_put(&out, lengths[i].more);
        check_text(text(out.at), recorded, &result, NULL);
        if (!OK(result.at[0].result == lengths[i].result, lengths[i].name))
            printf("# %s: %s\n", auth_result_name(result.at[0].result),
                    result.at[0].why ? result.at[0].why : "");
        free(s);
        free(out.at);
    }
    recorded_free(&recorded);
}

/* ---- bodies ---- */

static const struct {
    const char *name, *body;
} bodies[] = {
    { "no body and no empty line", NULL },
    { "an empty body", "" },
    { "one line end", "\r\n" },
    { "line ends only", "\r\n\r\n\r\n" },
    { "blanks only", "  \t \r\n \r\n" },
    { "no line end at the end", "a  b \t" },
    { "a dot and dashes", ".\r\n..\r\n--\r\n" },
    { "blanks at the start of a line", "  a\r\n\tb\r\n" },
    { "bytes over 127", "\xc3\xa4\xff\x80 \x01\r\n" },
};

static void test_bodies(void)
{
    static const char *const forms[] = { D, SIMPLE };
    struct recorded *recorded = zone("");
    EACH(i, bodies)
    for (size_t k = 0; k < 2; k++) {
        struct text_buf m = text_new();
        struct dkim_result result;
        text_put(&m, "From: j.meier@institute.example\r\nTo: lab@clinic.example\r\n");
        if (bodies[i].body != NULL) {
            text_put(&m, "\r\n");
            text_put(&m, bodies[i].body);
        }
        struct signing how = how_of(forms[k], NAMES);
        char *s = sign(m.at, &how);
        check_text(text(s), recorded, &result, NULL);
        OK(result.at[0].result == AUTH_PASS, bodies[i].name);
        free(s);
        free(m.at);
    }
    recorded_free(&recorded);
}

/* ---- several, and hostile ---- */

static void test_several(void)
{
    struct dkim_result result;
    struct recorded *recorded = zone("");
    struct signing how = how_of(D, NAMES);
    struct signing other = how_of("v=1; a=rsa-sha256; d=institute.example; s=lost", NAMES);
    char *one = sign(message, &how), *two = sign(one, &other);
    check_text(text(two), recorded, &result, NULL);
    OK(result.count == 2 && result.at[0].result == AUTH_PERMERROR && result.at[1].result == AUTH_PASS,
            "each signature has its own result");
    free(one);
    free(two);
    check_text(text(message), recorded, &result, NULL);
    OK(result.count == 0 && result.total == 0, "none");
    recorded_free(&recorded);
}

/* `count` copies of `piece` before and behind a rest. */
static char *flood(const char *before, const char *piece, size_t count, const char *behind)
{
    size_t len = strlen(piece), start = strlen(before);
    char *s = malloc(start + len * count + strlen(behind) + 1);
    memcpy(s, before, start);
    for (size_t i = 0; i < count; i++)
        memcpy(s + start + i * len, piece, len);
    memcpy(s + start + len * count, behind, strlen(behind) + 1);
    return s;
}

#define SIGNATURE "DKIM-Signature: " D "; h=from; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=QUJD"
#define REST "From: j.meier@institute.example\r\n\r\nbody\r\n"

static const struct {
    const char *name, *before, *piece, *behind;
    size_t count;
    uint32_t results; /* that are looked at */
    uint64_t work;    /* at most */
    const char *why;
} floods[] = {
    { "1,000 signatures", "", SIGNATURE "\r\n", REST, 1000, 10, 100000, "the body was changed" },
    { "10,000 signatures", "", SIGNATURE "\r\n", REST, 10000, 0, 0, NULL },
    { "h= of 100,000 names", "DKIM-Signature: " D "; bh=QUJD; b=QUJD; h=from", ":a", "\r\n" REST, 100000, 1,
            0, "bh= is no hash" },
    { "h= of 257 names",
            "DKIM-Signature: " D "; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=QUJD; h=from", ":a",
            "\r\n" REST, 257, 1, 0, "more than 256 names" },
    { "h= of 256 names and 1,900 fields",
            "DKIM-Signature: " D
            "; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=QUJD; h=from:a:a:a:a:a:a\r\n",
            "A: b\r\n", REST, 1900, 1, 100000, "the body was changed" },
    { "1,000 tags", "DKIM-Signature: " D, "; a", "=1\r\n" REST, 1000, 1, 0, "no tag=value" },
    { "b= of 100 kB", "DKIM-Signature: " D "; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; h=from; b=",
            "QUJD", "\r\n" REST, 25000, 1, 0, "b= is no signature" },
    { "a header of 10 MB", "",
            "X: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n ", "\r\n" REST,
            131072, 0, 0, NULL },
};

static void test_floods(void)
{
    struct recorded *recorded = zone("");
    EACH(i, floods)
    {
        struct dkim_result result;
        uint64_t work;
        char *s = flood(floods[i].before, floods[i].piece, floods[i].count, floods[i].behind);
        check_text(text(s), recorded, &result, &work);
        const char *why = result.count > 0 ? result.at[0].why : NULL;
        bool says = floods[i].why == NULL || (why != NULL && strstr(why, floods[i].why) != NULL);
        if (!OK(result.count == floods[i].results && says && work <= floods[i].work, floods[i].name))
            printf("# %u results, work %llu, %s\n", result.count, (unsigned long long)work, why ? why : "");
        free(s);
    }
    recorded_free(&recorded);
}

int main(void)
{
    struct error err;
    if (arena_init(&arena, (size_t)8 << 20, &err) != STATUS_OK)
        return 2;
    rsa = signer_rsa(1024);
    rsa_short = signer_rsa(512);
    rsa_other = signer_rsa(1024);
    ed = signer_ed25519();
    EACH(i, cases)
    test_case(i);
    test_lengths();
    test_bodies();
    test_several();
    test_floods();
    EVP_PKEY_free(rsa);
    EVP_PKEY_free(rsa_short);
    EVP_PKEY_free(rsa_other);
    EVP_PKEY_free(ed);
    arena_done(&arena);
    return tap_done();
}
