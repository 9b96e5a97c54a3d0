/* letters.h - verdicts on the screen.
 *
 * Layer   core/view: includes base and model only. Pure.
 */
#pragma once

#include "core/model/letter.h"
#include "core/view/paint.h"

/* What was read, for the head of the list. */
struct letters_read {
    uint64_t messages, files, phish, suspicious, unscannable, narrowed;
    time_us first, last;
};

void view_letters_head(struct out *out, const struct letters_read *read, const struct screen *screen);

/* "phish  0.97  credential  MSG-7K2Q9F3MX2  9 Nov 02:10", who wrote what, where it lies, and why. */
void view_letter_line(
        struct out *out, const struct letter *letter, const char *file, const struct screen *screen);

/* "and 7,900 clean: cordon scan --messages --format jsonl lists all" */
void view_letters_rest(struct out *out, uint64_t clean, uint64_t more, const struct screen *screen);

enum colour verdict_colour(enum verdict_kind kind);
