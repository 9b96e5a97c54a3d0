/* hash.c - XXH3 behind our own names. */
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "core/base/hash.h"

uint64_t hash_bytes(struct slice s, uint64_t seed)
{
    return XXH3_64bits_withSeed(s.at ? s.at : "", s.len, seed);
}

uint64_t hash_ip(struct ip_addr ip, uint64_t seed)
{
    return XXH3_64bits_withSeed(&ip, sizeof ip, seed);
}
