/* word.h - how far one short word is from another, for "did you mean"; and one or many.
 *
 * Layer   core/base. Pure.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* What makes a noun many: "s", or nothing of one. */
static inline const char *plural(uint64_t n)
{
    return n == 1 ? "" : "s";
}

/* How many letters must be changed, added or left out to make one of the other (Levenshtein 1966); 99 when
 * either is over 60 letters: nobody mistypes as much. */
size_t word_distance(const char *a, const char *b);
