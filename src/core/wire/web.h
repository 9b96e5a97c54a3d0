/* web.h - bytes as HTML, CSS and addresses class them.
 *
 * Layer   core/wire, of html*.c and url*.c alone. Pure.
 */
#pragma once

#include "core/base/slice.h"

static inline bool web_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool web_is_letter(char c)
{
    return char_lower(c) >= 'a' && char_lower(c) <= 'z';
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
