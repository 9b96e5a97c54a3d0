/* letter_marks.h - what of a message tells the hand behind it: marks and the wording's shingles.
 *
 * Layer   core/incident: includes base, model, names and state only. Pure.
 * Left out  what many hands share: freemail domains, sites of well-known organisations, the organisation's own domains,
 *         inline pictures, services that send and count for others.
 * Limits  LETTER_MARKS; of text the first 64 KiB.
 */
#pragma once

#include "core/model/letter.h"
#include "core/model/own.h"
#include "core/state/letters.h"

/* Fills marks and shingles of a letter whose message is still there; texts go to the pen. */
void letter_mark(
        struct letter *letter, const struct message *message, const struct own *own, struct pen *pen);
