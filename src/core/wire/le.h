/* le.h - numbers of binary formats, least byte first, from any address.
 *
 * Layer   core/wire. Pure. The caller has checked that the bytes are there.
 */
#pragma once

#include <stdint.h>

static inline uint16_t le16(const char *at)
{
    const unsigned char *b = (const unsigned char *)at;
    return (uint16_t)(b[0] | b[1] << 8);
}

static inline uint32_t le32(const char *at)
{
    const unsigned char *b = (const unsigned char *)at;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static inline uint64_t le64(const char *at)
{
    return (uint64_t)le32(at) | (uint64_t)le32(at + 4) << 32;
}
