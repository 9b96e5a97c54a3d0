/* hash.h - one hash for every table (XXH3, 64 bits).
 *
 * Layer   core/base; xxHash is header-only here.
 * Note    The seed is a process secret set once at start (tables only); no result depends on it: it
 *         decides where a cell lies, never which cell is kept or in which order anything is printed.
 */
#pragma once

#include <stdint.h>

#include "core/base/ip.h"
#include "core/base/slice.h"

uint64_t hash_bytes(struct slice s, uint64_t seed);
/* The same for all spellings in ASCII capitals; of the first LIMIT_NAME bytes. */
uint64_t hash_lower(struct slice s, uint64_t seed);
uint64_t hash_ip(struct ip_addr ip, uint64_t seed);

/* Mixes two 64-bit values into one; for keys made of parts. */
static inline uint64_t hash_pair(uint64_t a, uint64_t b)
{
    __uint128_t p = (__uint128_t)(a ^ 0x9e3779b97f4a7c15u) * (b ^ 0xe7037ed1a0b428dbu);
    uint64_t h = (uint64_t)p ^ (uint64_t)(p >> 64);
    h ^= h >> 32;
    h *= 0xd6e8feb86659fd93u;
    return h ^ h >> 32;
}
