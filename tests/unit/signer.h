/* signer.h - signs messages for tests: DKIM and ARC, written apart from what checks them.
 *
 * Method  plain strings: a message is a text with CR LF; canonical forms are built as RFC 6376 3.4 words them. Keys are
 *         made anew in every run: no result depends on which.
 */
#pragma once

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <stdlib.h>

#include "help.h"

#define SIGNER_TEXT ((size_t)1 << 20)

struct text_buf {
    char *at;
    size_t len;
};

static inline struct text_buf text_new(void)
{
    return (struct text_buf){ calloc(1, SIGNER_TEXT), 0 };
}

static inline void text_add(struct text_buf *buf, const char *s, size_t len)
{
    if (len >= SIGNER_TEXT - buf->len) {
        puts("Bail out! a text of a test is too long");
        exit(2);
    }
    memcpy(buf->at + buf->len, s, len);
    buf->len += len;
    buf->at[buf->len] = '\0';
}

static inline void text_put(struct text_buf *buf, const char *s)
{
    text_add(buf, s, strlen(s));
}

/* ---- canonical forms ---- */

static inline bool signer_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* One field of `len` bytes with its CR LF. */
static inline void signer_field(struct text_buf *out, const char *field, size_t len, bool relaxed)
{
    if (!relaxed) {
        text_add(out, field, len);
        return;
    }
    size_t colon = (size_t)((const char *)memchr(field, ':', len) - field), end = len, i = colon + 1;
    for (size_t k = 0; k < colon && !signer_blank(field[k]); k++) {
        char c = (char)(field[k] >= 'A' && field[k] <= 'Z' ? field[k] + 32 : field[k]);
        text_add(out, &c, 1);
    }
    text_put(out, ":");
    while (end > i && signer_blank(field[end - 1]))
        end--;
    while (i < end && signer_blank(field[i]))
        i++;
    for (; i < end; i++) {
        bool blank = signer_blank(field[i]);
        if (!blank)
            text_add(out, field + i, 1);
        else if (!signer_blank(field[i + 1]))
            text_put(out, " ");
    }
    text_put(out, "\r\n");
}

static inline void signer_body(struct text_buf *out, const char *body, bool relaxed)
{
    size_t start = out->len;
    for (const char *line = body; *line != '\0';) {
        const char *end = strstr(line, "\r\n"), *next = end ? end + 2 : line + strlen(line);
        if (end == NULL)
            end = next;
        const char *stop = end;
        while (relaxed && stop > line && (stop[-1] == ' ' || stop[-1] == '\t'))
            stop--;
        for (const char *c = line; c < stop; c++) {
            bool blank = relaxed && (*c == ' ' || *c == '\t');
            if (!blank)
                text_add(out, c, 1);
            else if (c[1] != ' ' && c[1] != '\t')
                text_put(out, " ");
        }
        text_put(out, "\r\n");
        line = next;
    }
    while (out->len - start >= 4 && memcmp(out->at + out->len - 4, "\r\n\r\n", 4) == 0)
        out->at[out->len -= 2] = '\0';
    if (out->len - start == 2 && relaxed)
        out->at[out->len -= 2] = '\0';
    if (out->len == start && !relaxed)
        text_put(out, "\r\n");
}

/* ---- keys ---- */

static inline EVP_PKEY *signer_rsa(unsigned bits)
{
    return EVP_RSA_gen(bits);
}

static inline EVP_PKEY *signer_ed25519(void)
{
    return EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
}

static inline void signer_base64(struct text_buf *out, const unsigned char *bytes, size_t len)
{
    char *buf = malloc(len * 2 + 8);
    int n = EVP_EncodeBlock((unsigned char *)buf, bytes, (int)len);
    text_add(out, buf, (size_t)n);
    free(buf);
}

/* The value of p=. */
static inline void signer_public(struct text_buf *out, EVP_PKEY *key)
{
    unsigned char raw[64], *der = NULL;
    size_t len = sizeof raw;
    if (EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519) {
        (void)EVP_PKEY_get_raw_public_key(key, raw, &len);
        signer_base64(out, raw, len);
        return;
    }
    int n = i2d_PUBKEY(key, &der);
    signer_base64(out, der, (size_t)n);
    OPENSSL_free(der);
}

static inline void signer_hash(struct text_buf *out, const char *s, size_t len, const EVP_MD *md)
{
    unsigned char hash[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    (void)EVP_Digest(s, len, hash, &n, md, NULL);
    signer_base64(out, hash, n);
}

/* A signature over `s`, in base64. Ed25519 signs the hash (RFC 8463). */
static inline void signer_sign(
        struct text_buf *out, const char *s, size_t len, EVP_PKEY *key, const EVP_MD *md)
{
    unsigned char hash[EVP_MAX_MD_SIZE], sig[2048];
    unsigned n = 0;
    size_t sig_len = sizeof sig;
    bool is_ed = EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519;
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    (void)EVP_Digest(s, len, hash, &n, EVP_sha256(), NULL);
    (void)EVP_DigestSignInit(ctx, NULL, is_ed ? NULL : md, NULL, key);
    if (EVP_DigestSign(ctx, sig, &sig_len, is_ed ? hash : (const unsigned char *)s, is_ed ? n : len) != 1)
        sig_len = 1;
    EVP_MD_CTX_free(ctx);
    signer_base64(out, sig, sig_len);
}

/* ---- messages ---- */

static inline const char *signer_body_of(const char *message)
{
    const char *at = strstr(message, "\r\n\r\n");
    return at ? at + 4 : message + strlen(message);
}

/* The n-th field of that name from the bottom, with its folds and CR LF; NULL when there is none. */
static inline const char *signer_find(
        const char *message, const char *name, size_t name_len, unsigned n, size_t *ret_len)
{
    const char *end = signer_body_of(message), *found[64];
    unsigned count = 0;
    for (const char *line = message; line < end && strncmp(line, "\r\n", 2) != 0;) {
        const char *next = strstr(line, "\r\n") + 2;
        while (*next == ' ' || *next == '\t')
            next = strstr(next, "\r\n") + 2;
        size_t len = 0;
        while (len < name_len && (line[len] | 32) == (name[len] | 32))
            len++;
        if (len == name_len && (line[len] == ':' || line[len] == ' ') && count < 64)
            found[count++] = line;
        line = next;
    }
    if (n >= count)
        return NULL;
    const char *at = found[count - 1 - n], *stop = strstr(at, "\r\n") + 2;
    while (*stop == ' ' || *stop == '\t')
        stop = strstr(stop, "\r\n") + 2;
    *ret_len = (size_t)(stop - at);
    return at;
}

struct signing {
    const char *field; /* "DKIM-Signature" or "ARC-Message-Signature" */
    const char *tags;  /* what stands before bh=: "v=1; a=...; d=...; s=...; h=" must be in it */
    const char *names; /* of h= */
    bool relaxed_header, relaxed_body;
    long most; /* bytes of the body that are hashed; -1: all */
    EVP_PKEY *key;
    const EVP_MD *md;
};

/* The message with its signature on top; free it. */
static inline char *sign(const char *message, const struct signing *how)
{
    struct text_buf out = text_new(), body = text_new(), header = text_new();
    unsigned counts[64] = { 0 };
    char seen[64][64];
    size_t seen_count = 0;
    signer_body(&body, signer_body_of(message), how->relaxed_body);
    size_t most = how->most >= 0 && (size_t)how->most < body.len ? (size_t)how->most : body.len;
    text_put(&out, how->field);
    text_put(&out, ": ");
    text_put(&out, how->tags);
    text_put(&out, "; h=");
    text_put(&out, how->names);
    text_put(&out, ";\r\n\tbh=");
    signer_hash(&out, body.at, most, how->md);
    text_put(&out, "; b=");
    for (const char *name = how->names; name != NULL && *name != '\0';) {
        size_t len = strcspn(name, ":"), i = 0, field_len;
        while (i < seen_count && (strlen(seen[i]) != len || strncasecmp(seen[i], name, len) != 0))
            i++;
        if (i == seen_count && seen_count < 64) {
            snprintf(seen[i], sizeof seen[i], "%.*s", (int)len, name);
            seen_count++;
        }
        const char *field = i < 64 ? signer_find(message, name, len, counts[i]++, &field_len) : NULL;
        if (field != NULL)
            signer_field(&header, field, field_len, how->relaxed_header);
        name = name[len] == ':' ? name + len + 1 : NULL;
    }
    size_t start = header.len;
    text_add(&out, "\r\n", 2);
    signer_field(&header, out.at, out.len, how->relaxed_header);
    out.at[out.len -= 2] = '\0';
    header.len -= 2;
    (void)start;
    signer_sign(&out, header.at, header.len, how->key, how->md);
    text_put(&out, "\r\n");
    text_put(&out, message);
    free(body.at);
    free(header.at);
    return out.at;
}
