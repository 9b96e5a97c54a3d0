/* phrases.c - the walk through the tables of phrases. */
#include "core/detect/mail/phrases.h"

struct phrase_slot {
    uint32_t check;
    uint16_t set; /* 0: only the beginning of longer phrases */
    uint8_t used;
};

#define PHRASE_TABLE
#include "lure_words.inc"

#define ANY 0x5eedfeedu /* "_" in a phrase: tools/lure-words.c */
#define PATHS 4u
#define SET_MAX (sizeof sets[0] / sizeof sets[0][0]) /* concepts of one phrase */

const struct word_stems phrase_stems = { stems, 4095 };

static const struct phrase_slot *slot_of(uint64_t hash)
{
    for (uint32_t i = (uint32_t)hash & PHRASE_MASK; slots[i].used; i = (i + 1) & PHRASE_MASK)
        if (slots[i].check == (uint32_t)(hash >> 32))
            return &slots[i];
    return NULL;
}

static void tell(const struct phrase_slot *slot, uint32_t first, uint32_t count, phrase_hit_fn *fn, void *ctx)
{
    for (size_t i = 0; i < SET_MAX && sets[slot->set][i] != 0; i++)
        fn(&(struct phrase_hit){ .phrase = (uint32_t)(slot->set * SET_MAX + i),
                   .first = first,
                   .count = count,
                   .concept = (enum concept_id)(sets[slot->set][i] - 1) },
                ctx);
}

/* The paths one word on: as it stands, by its beginning, as any word. */
static size_t step(const uint64_t *paths, size_t count, const struct mail_word *word, uint64_t *next,
        uint32_t first, uint32_t words, phrase_hit_fn *fn, void *ctx)
{
    size_t n = 0;
    for (size_t p = 0; p < count; p++) {
        uint64_t ways[3] = { word->hash, word->stem != 0 ? ~word->stem : 0, words > 1 ? ANY : 0 };
        for (size_t k = 0; k < 3 && n < PATHS; k++) {
            uint64_t hash = ways[k] != 0 ? words_join(paths[p], ways[k]) : 0;
            const struct phrase_slot *slot = ways[k] != 0 ? slot_of(hash) : NULL;
            if (slot == NULL)
                continue;
            if (slot->set != 0)
                tell(slot, first, words, fn, ctx);
            next[n++] = hash;
        }
    }
    return n;
}

void phrases_find(const struct mail_word *words, size_t count, phrase_hit_fn *fn, void *ctx)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t paths[2][PATHS] = { { 0 } };
        size_t n = 1;
        for (size_t k = i; k < count && k < i + 12 && n > 0; k++)
            n = step(paths[(k - i) & 1], n, &words[k], paths[(k - i + 1) & 1], (uint32_t)i,
                    (uint32_t)(k - i + 1), fn, ctx);
    }
}
