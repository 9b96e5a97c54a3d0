/* word.h - how far one short word is from another, for "did you mean".
 *
 * Layer   core/base. Pure.
 */
#pragma once

#include <stddef.h>

/* How many letters must be changed, added or left out to make one of the other (Levenshtein 1966); 99 when
 * either is over 60 letters: nobody mistypes as much. */
size_t word_distance(const char *a, const char *b);
