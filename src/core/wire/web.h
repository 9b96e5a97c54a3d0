/* web.h - bytes as HTML, CSS and addresses class them.
 *
 * Layer   core/wire, of html*.c and url*.c alone. Pure.
 */
#pragma once

#include <stdbool.h>

static inline char web_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static inline bool web_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool web_is_letter(char c)
{
    return web_lower(c) >= 'a' && web_lower(c) <= 'z';
}

/* WHATWG's ASCII whitespace. */
static inline bool web_is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* Browsers take both. */
static inline bool web_is_slash(char c)
{
    return c == '/' || c == '\\';
}
