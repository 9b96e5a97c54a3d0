/* pseudonym.c - HMAC, and ten letters of it. */
#include "core/names/pseudonym.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "core/base/limits.h"
#include "core/names/system.h"

#define PREFIX "person-"
#define LETTERS 10u
#define TEXT_MAX (2 * LIMIT_NAME) /* the interner keeps less */

static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void pseudonyms_init(struct pseudonyms *names, struct slice secret)
{
    unsigned len;
    memset(names->key, 0, sizeof names->key);
    EVP_Digest(secret.at, secret.len, names->key, &len, EVP_sha256(), NULL);
}

static struct slice without_domain(struct slice name)
{
    size_t domain = slice_find(name, '\\');
    if (domain < name.len)
        name = slice_skip(name, domain + 1);
    return slice_first(name, slice_find(name, '@'));
}

/* With the organisation's length before both, so that no two pairs are the same bytes. */
static size_t message_of(struct slice organisation, struct slice account, unsigned char *to)
{
    organisation = slice_first(organisation, TEXT_MAX);
    account = slice_first(account, TEXT_MAX);
    to[0] = (unsigned char)(organisation.len & 0xff);
    to[1] = (unsigned char)(organisation.len >> 8);
    if (organisation.len > 0)
        memcpy(to + 2, organisation.at, organisation.len);
    memcpy(to + 2 + organisation.len, account.at, account.len);
    return 2 + organisation.len + account.len;
}

struct slice pseudonym_of(const struct pseudonyms *names, struct slice organisation, struct slice account,
        char buf[PSEUDONYM_MAX])
{
    unsigned char message[2 + 2 * TEXT_MAX], sum[EVP_MAX_MD_SIZE];
    uint64_t bits = 0;
    if (account.len == 0 || slice_eq(account, LIT("(others)")))
        return account;
    if (name_is_system(account))
        return without_domain(account);
    size_t len = message_of(organisation, account, message);
    if (HMAC(EVP_sha256(), names->key, sizeof names->key, message, len, sum, NULL) == NULL)
        return LIT("(a person)");
    for (int i = 0; i < 7; i++)
        bits = bits << 8 | sum[i];
    memcpy(buf, PREFIX, sizeof PREFIX - 1);
    for (unsigned i = 0; i < LETTERS; i++, bits >>= 5)
        buf[sizeof PREFIX - 1 + i] = digits[bits & 31];
    buf[sizeof PREFIX - 1 + LETTERS] = '\0';
    return (struct slice){ buf, sizeof PREFIX - 1 + LETTERS };
}

bool pseudonym_is_undone(struct slice words, struct slice account)
{
    struct slice name = without_domain(account);
    if (name_is_system(account))
        return false;
    for (size_t i = 0; name.len >= 4 && i + name.len <= words.len; i++)
        if (slice_eq_nocase((struct slice){ words.at + i, name.len }, name))
            return true;
    return false;
}

bool pseudonym_is(struct slice s)
{
    if (s.len != sizeof PREFIX - 1 + LETTERS
            || !slice_eq_nocase(slice_first(s, sizeof PREFIX - 1), LIT(PREFIX)))
        return false;
    for (size_t i = sizeof PREFIX - 1; i < s.len; i++) {
        char c = s.at[i];
        if (c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        if (memchr(digits, c, sizeof digits - 1) == NULL)
            return false;
    }
    return true;
}
