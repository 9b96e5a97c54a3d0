/* message_marks.h - a text in runs, each with the reason that it proves.
 *
 * Layer   core/view.
 */
#pragma once

#include "core/model/letter.h"

#define MARKS_SHOWN 64u

/* A stretch of one text: [at, at+len) proves reason `number` (from 1). */
struct text_mark {
    uint32_t at, len, number;
};

struct text_marks {
    struct text_mark at[MARKS_SHOWN];
    uint32_t count;
};

/* Those of the letter's reasons that lie in a text: of PLACE_TEXT the links' texts too. In order; of what overlaps the
 * first. */
void text_marks_of(struct text_marks *ret, const struct letter *letter, const struct message *message,
        enum place_kind kind);

/* The number of the reason that rests on the field, link or file; 0: none. */
uint32_t mark_of(const struct letter *letter, enum place_kind kind, uint32_t index);

/* The next run of the text from *at on: all of one mark (*ret_number), or up to the next mark (0). False at the end. */
bool next_run(
        const struct text_marks *marks, struct slice s, size_t *at, struct slice *ret, uint32_t *ret_number);
