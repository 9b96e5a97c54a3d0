/* digit.h - digits that stand for bytes: hexadecimal and base64.
 *
 * Layer   core/base. Pure.
 */
#pragma once

#include <stddef.h>

/* 0 to 15, in either case; -1: it is none. */
static inline int digit_hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* 0 to 63 (RFC 4648, section 4); -1: it is none. */
static inline int digit_base64(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Two digits a byte, lower case; no NUL. */
static inline void digits_put(const unsigned char *bytes, size_t count, char *to)
{
    static const char hex[] = "0123456789abcdef";
    for (size_t i = 0; i < count; i++) {
        to[2 * i] = hex[bytes[i] >> 4];
        to[2 * i + 1] = hex[bytes[i] & 15];
    }
}
