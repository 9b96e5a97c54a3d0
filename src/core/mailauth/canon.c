/* canon.c - simple and relaxed, byte by byte into a digest. */
#include "core/mailauth/canon.h"

#include <openssl/evp.h>
#include <stdlib.h>

#include "core/mailauth/tags.h"

#define BLOCK 4096u

struct digest {
    EVP_MD_CTX *ctx;
    const EVP_MD *md;
    bool has_failed;
    size_t len; /* of block */
    unsigned char block[BLOCK];
};

struct digest *digest_new(bool is_sha1)
{
    struct digest *digest = calloc(1, sizeof *digest);
    if (digest == NULL)
        return NULL;
    digest->ctx = EVP_MD_CTX_new();
    digest->md = is_sha1 ? EVP_sha1() : EVP_sha256();
    if (digest->ctx == NULL)
        digest_free(&digest);
    return digest;
}

void digest_free(struct digest **digest)
{
    if (*digest != NULL)
        EVP_MD_CTX_free((*digest)->ctx);
    free(*digest);
    *digest = NULL;
}

void digest_start(struct digest *digest)
{
    digest->len = 0;
    digest->has_failed = EVP_DigestInit_ex(digest->ctx, digest->md, NULL) != 1;
}

static void flush(struct digest *digest)
{
    if (digest->len > 0 && EVP_DigestUpdate(digest->ctx, digest->block, digest->len) != 1)
        digest->has_failed = true;
    digest->len = 0;
}

bool digest_copy(struct digest *to, const struct digest *from)
{
    if (EVP_MD_CTX_copy_ex(to->ctx, from->ctx) != 1)
        return false;
    to->has_failed = from->has_failed;
    to->len = from->len;
    memcpy(to->block, from->block, from->len);
    return true;
}

bool digest_end(struct digest *digest, unsigned char ret[DIGEST_MAX], size_t *ret_len)
{
    unsigned len = 0;
    flush(digest);
    if (EVP_DigestFinal_ex(digest->ctx, ret, &len) != 1)
        return false;
    *ret_len = len;
    return !digest->has_failed;
}

static void put(struct digest *digest, char c)
{
    if (digest->len == BLOCK)
        flush(digest);
    digest->block[digest->len++] = (unsigned char)c;
}

static void put_all(struct digest *digest, struct slice s)
{
    if (s.len > BLOCK - digest->len)
        flush(digest);
    if (s.len > BLOCK) {
        if (EVP_DigestUpdate(digest->ctx, s.at, s.len) != 1)
            digest->has_failed = true;
        return;
    }
    if (s.len > 0)
        memcpy(digest->block + digest->len, s.at, s.len);
    digest->len += s.len;
}

/* ---- header ---- */

static void simple_piece(struct digest *digest, struct slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '\n' && (i == 0 || s.at[i - 1] != '\r'))
            put(digest, '\r');
        put(digest, s.at[i]);
    }
}

/* Unfolds and reduces white space; *pending: some is due before the next letter. */
static void relaxed_piece(struct digest *digest, struct slice s, bool *pending, bool *started)
{
    for (size_t i = 0; i < s.len; i++) {
        if (is_fws(s.at[i])) {
            *pending = true;
            continue;
        }
        if (*pending && *started)
            put(digest, ' ');
        *pending = false;
        *started = true;
        put(digest, s.at[i]);
    }
}

static void relaxed_name(struct digest *digest, struct slice name)
{
    for (size_t i = 0; i < name.len; i++)
        put(digest, char_lower(name.at[i]));
    put(digest, ':');
}

void canon_field(struct digest *digest, enum canon canon, struct slice raw, struct slice without, bool last)
{
    size_t from = without.len > 0 ? (size_t)(without.at - raw.at) : raw.len;
    struct slice before = slice_first(raw, from), after = slice_skip(raw, from + without.len);
    if (canon == CANON_SIMPLE) {
        simple_piece(digest, before);
        simple_piece(digest, after);
    } else {
        size_t colon = slice_find(before, ':');
        bool pending = false, started = false;
        relaxed_name(digest, trim_fws(slice_first(before, colon)));
        relaxed_piece(digest, slice_skip(before, colon + 1), &pending, &started);
        relaxed_piece(digest, after, &pending, &started);
    }
    if (!last)
        put_all(digest, LIT("\r\n"));
}

/* ---- body ---- */

struct body {
    struct digest *digest;
    uint64_t most, len; /* len: canonical bytes so far */
};

static void body_put(struct body *body, struct slice s)
{
    uint64_t left = body->len < body->most ? body->most - body->len : 0;
    put_all(body->digest, slice_first(s, s.len < left ? s.len : (size_t)left));
    body->len += s.len;
}

static bool is_wsp(char c)
{
    return c == ' ' || c == '\t';
}

static struct slice trim_end_wsp(struct slice line)
{
    while (line.len > 0 && is_wsp(line.at[line.len - 1]))
        line.len--;
    return line;
}

static void relaxed_line(struct body *body, struct slice line)
{
    while (line.len > 0) {
        size_t words = 0, blanks = 0;
        while (words < line.len && !is_wsp(line.at[words]))
            words++;
        body_put(body, slice_first(line, words));
        line = slice_skip(line, words);
        while (blanks < line.len && is_wsp(line.at[blanks]))
            blanks++;
        if (blanks > 0)
            body_put(body, LIT(" "));
        line = slice_skip(line, blanks);
    }
}

uint64_t canon_body(struct digest *digest, enum canon canon, struct slice in, uint64_t most)
{
    struct body body = { digest, most, 0 };
    uint64_t empty = 0; /* empty lines that count only when something follows */
    while (in.len > 0) {
        size_t used;
        struct slice line = slice_line(in, &used);
        in = slice_skip(in, used);
        if (canon == CANON_RELAXED)
            line = trim_end_wsp(line);
        if (line.len == 0) {
            empty++;
            continue;
        }
        for (; empty > 0; empty--)
            body_put(&body, LIT("\r\n"));
        if (canon == CANON_SIMPLE)
            body_put(&body, line);
        else
            relaxed_line(&body, line);
        body_put(&body, LIT("\r\n"));
    }
    if (canon == CANON_SIMPLE && body.len == 0)
        body_put(&body, LIT("\r\n"));
    return body.len;
}
