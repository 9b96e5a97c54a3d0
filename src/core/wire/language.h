/* language.h - which language a text is written in, by its small words.
 *
 * Layer   core/wire. Pure.
 * Method  counts words of data/language-words.txt among the first LANGUAGE_WORDS; a word of several languages counts
 *         a share for each. One must be ahead of all others.
 */
#pragma once

#include "core/base/slice.h"

#define LANGUAGE_WORDS 600u

/* "en", "de", "fr", "es", "pt", "it", "nl"; "other": a text in none of them; empty: too short to tell. Static. */
struct slice language_of(struct slice utf8);
