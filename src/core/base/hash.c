/* hash.c - XXH3 behind our own names. */
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "core/base/hash.h"
#include "core/base/limits.h"

uint64_t hash_bytes(struct slice s, uint64_t seed)
{
    return XXH3_64bits_withSeed(s.at ? s.at : "", s.len, seed);
}

uint64_t hash_lower(struct slice s, uint64_t seed)
{
    char lower[LIMIT_NAME];
    size_t len = s.len < sizeof lower ? s.len : sizeof lower;
    for (size_t i = 0; i < len; i++)
        lower[i] = char_lower(s.at[i]);
    return hash_bytes((struct slice){ lower, len }, seed);
}

uint64_t hash_ip(struct ip_addr ip, uint64_t seed)
{
    return XXH3_64bits_withSeed(&ip, sizeof ip, seed);
}
