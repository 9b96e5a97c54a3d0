/* phrases.h - which concepts, in any of a dozen languages, a text speaks of.
 *
 * Layer   core/detect/mail. Pure: the tables are made from data/lure-words at build time.
 * Method  at every word all phrases that begin there are walked at once, by hashes of word sequences: at most
 *         PHRASE_STEPS look-ups a word, whatever the text is.
 */
#pragma once

#include "core/detect/mail/words.h"

enum concept_id {
#define CONCEPT(id, name, sentence) id,
#include "lure_words.inc"
#undef CONCEPT
    CONCEPTS
};

struct phrase_hit {
    uint32_t phrase;       /* the same for the same phrase and concept; below PHRASES_CAP */
    uint32_t first, count; /* words */
    enum concept_id concept;
};
#define PHRASES_CAP 65536u
#define PHRASE_STEPS 144u

typedef void phrase_hit_fn(const struct phrase_hit *hit, void *ctx);

extern const struct word_stems phrase_stems;

void phrases_find(const struct mail_word *words, size_t count, phrase_hit_fn *fn, void *ctx);
