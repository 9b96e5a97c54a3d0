/* dkim_key.c - the key record, and the signature by OpenSSL. */
#include "core/mailauth/dkim_key.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "core/mailauth/tags.h"

const struct dkim_rules dkim_rules = { .rsa_bits_min = LIMIT_DKIM_BITS_MIN };

static const char *const no_key = "the DNS has no key of this name";

static EVP_PKEY *rsa_of(const unsigned char *der, size_t len)
{
    const unsigned char *at = der;
    EVP_PKEY *key = d2i_PUBKEY(NULL, &at, (long)len);
    if (key == NULL) { /* RFC 6376 asks for the bare RSAPublicKey, everybody publishes the other */
        at = der;
        key = d2i_PublicKey(EVP_PKEY_RSA, NULL, &at, (long)len);
    }
    ERR_clear_error();
    return key;
}

static const char *rsa_problem(EVP_PKEY *key, const struct dkim_rules *rules)
{
    BIGNUM *exponent = NULL;
    if (EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA)
        return "the key is no RSA key";
    int bits = EVP_PKEY_get_bits(key);
    if (bits < (int)rules->rsa_bits_min)
        return "the RSA key is shorter than 1,024 bits";
    if (bits > (int)LIMIT_DKIM_BITS_MAX)
        return "the RSA key is longer than 8,192 bits";
    if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &exponent) != 1)
        return "the RSA key cannot be read";
    int exponent_bits = BN_num_bits(exponent);
    BN_free(exponent);
    return exponent_bits > (int)LIMIT_DKIM_EXPONENT_BITS ? "the RSA key's exponent is over 33 bits" : NULL;
}

static const char *load_rsa(
        const unsigned char *der, size_t len, const struct dkim_rules *rules, struct dkim_key *ret)
{
    EVP_PKEY *key = rsa_of(der, len);
    if (key == NULL)
        return "the RSA key cannot be read";
    const char *wrong = rsa_problem(key, rules);
    ERR_clear_error();
    if (wrong != NULL)
        EVP_PKEY_free(key);
    else
        ret->key = key;
    return wrong;
}

static const char *load_ed25519(const unsigned char *raw, size_t len, struct dkim_key *ret)
{
    if (len != 32)
        return "the Ed25519 key has not 32 bytes";
    ret->key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, raw, len);
    ERR_clear_error();
    return ret->key ? NULL : "the Ed25519 key cannot be read";
}

static const char *load(
        struct slice base64, bool is_rsa, const struct dkim_rules *rules, struct dkim_key *ret)
{
    unsigned char der[LIMIT_DKIM_KEY];
    size_t len;
    if (base64.len == 0)
        return "the key was revoked";
    if (!tag_base64(base64, der, sizeof der, &len))
        return "the key is no base64, or longer than 4 KiB";
    return is_rsa ? load_rsa(der, len, rules, ret) : load_ed25519(der, len, ret);
}

/* Everything but the key itself. */
static const char *record_problem(const struct tags *tags, enum dkim_algorithm algorithm)
{
    const char *type = algorithm == DKIM_ED25519_SHA256 ? "ed25519" : "rsa";
    const char *hash = algorithm == DKIM_RSA_SHA1 ? "sha1" : "sha256";
    const struct tag *version = tags_get(tags, "v"), *hashes = tags_get(tags, "h");
    if (version != NULL && (version != tags->at || !slice_eq(version->value, LIT("DKIM1"))))
        return "the key record has another version";
    if (!slice_eq(tags_value(tags, "k", "rsa"), text(type)))
        return "the key is of another type than the signature";
    if (hashes != NULL && !tag_list_has(hashes->value, hash))
        return "the key allows other hashes only";
    struct slice services = tags_value(tags, "s", "*");
    if (!tag_list_has(services, "*") && !tag_list_has(services, "email"))
        return "the key is not for mail";
    return tags_get(tags, "p") ? NULL : "the key record holds no key";
}

static const char *read_record(struct slice record, enum dkim_algorithm algorithm,
        const struct dkim_rules *rules, struct dkim_key *ret)
{
    struct tags tags;
    if (record.len > 2 * (size_t)LIMIT_DKIM_KEY)
        return "the key record is longer than 8 KiB";
    if (tags_read(record, &tags) != NULL)
        return "the key record cannot be read";
    const char *wrong = record_problem(&tags, algorithm);
    if (wrong != NULL)
        return wrong;
    struct slice flags = tags_value(&tags, "t", "");
    *ret = (struct dkim_key){ NULL, tag_list_has(flags, "y"), tag_list_has(flags, "s") };
    return load(tags_value(&tags, "p", ""), algorithm != DKIM_ED25519_SHA256, rules, ret);
}

const char *dkim_key_read(const struct dns_answer *answer, enum dkim_algorithm algorithm,
        const struct dkim_rules *rules, struct dkim_key *ret)
{
    const char *first_wrong = NULL;
    if (answer->state != DNS_FOUND)
        return no_key;
    for (uint32_t i = 0; i < answer->count && i < LIMIT_DKIM_SIGNATURES; i++) {
        const char *wrong = read_record(answer->records[i].text, algorithm, rules, ret);
        if (wrong == NULL)
            return NULL;
        if (first_wrong == NULL)
            first_wrong = wrong;
    }
    return first_wrong ? first_wrong : no_key;
}

void dkim_key_done(struct dkim_key *key)
{
    EVP_PKEY_free(key->key);
    key->key = NULL;
}

static bool verify_rsa(EVP_PKEY *key, const EVP_MD *md, const unsigned char *hash, size_t hash_len,
        const unsigned char *signature, size_t signature_len)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(key, NULL);
    bool ok = ctx != NULL && EVP_PKEY_verify_init(ctx) == 1
            && EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PADDING) == 1
            && EVP_PKEY_CTX_set_signature_md(ctx, md) == 1
            && EVP_PKEY_verify(ctx, signature, signature_len, hash, hash_len) == 1;
    EVP_PKEY_CTX_free(ctx);
    return ok;
}

static bool verify_ed25519(EVP_PKEY *key, const unsigned char *hash, size_t hash_len,
        const unsigned char *signature, size_t signature_len)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    bool ok = ctx != NULL && EVP_DigestVerifyInit(ctx, NULL, NULL, NULL, key) == 1
            && EVP_DigestVerify(ctx, signature, signature_len, hash, hash_len) == 1;
    EVP_MD_CTX_free(ctx);
    return ok;
}

bool dkim_key_verifies(const struct dkim_key *key, enum dkim_algorithm algorithm, const unsigned char *hash,
        size_t hash_len, const unsigned char *signature, size_t signature_len)
{
    bool ok = algorithm == DKIM_ED25519_SHA256
            ? verify_ed25519(key->key, hash, hash_len, signature, signature_len)
            : verify_rsa(key->key, algorithm == DKIM_RSA_SHA1 ? EVP_sha1() : EVP_sha256(), hash, hash_len,
                    signature, signature_len);
    ERR_clear_error();
    return ok;
}
