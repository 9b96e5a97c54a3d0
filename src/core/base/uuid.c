/* uuid.c - UUIDs of names. */
#include "core/base/uuid.h"

#include <openssl/evp.h>
#include <stdio.h>

#define SHA1_BYTES 20u

static bool digest(const struct uuid *space, struct slice name, EVP_MD_CTX *ctx, unsigned char *sum)
{
    return ctx != NULL && EVP_DigestInit_ex(ctx, EVP_sha1(), NULL) == 1
            && EVP_DigestUpdate(ctx, space->b, sizeof space->b) == 1
            && EVP_DigestUpdate(ctx, name.at, name.len) == 1 && EVP_DigestFinal_ex(ctx, sum, NULL) == 1;
}

bool uuid_v5(const struct uuid *space, struct slice name, struct uuid *ret)
{
    unsigned char sum[SHA1_BYTES];
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    bool ok = digest(space, name, ctx, sum);

    EVP_MD_CTX_free(ctx);
    if (!ok)
        return false;
    memcpy(ret->b, sum, sizeof ret->b);
    ret->b[6] = (uint8_t)((ret->b[6] & 0x0f) | 0x50); /* version */
    ret->b[8] = (uint8_t)((ret->b[8] & 0x3f) | 0x80); /* variant */
    return true;
}

void uuid_format(const struct uuid *uuid, char buf[UUID_TEXT_MAX])
{
    size_t len = 0;
    for (size_t i = 0; i < sizeof uuid->b; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            buf[len++] = '-';
        (void)snprintf(buf + len, 3, "%02x", uuid->b[i]);
        len += 2;
    }
}

bool uuid_is_text(struct slice s)
{
    if (s.len != UUID_TEXT_MAX - 1)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (dash ? c != '-' : !hex)
            return false;
    }
    return true;
}
