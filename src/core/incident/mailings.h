/* mailings.h - letters of one hand.
 *
 * Layer   core/incident: includes base and model. Pure.
 * Method  Two letters belong together when they share what one hand alone has (its address, domain, reply address,
 *         link, attachment, number or wallet), or two of what others may have too (subject, name of the attachment,
 *         address that handed it in), or most of their wording (MinHash), and no more than MAILING_PAUSE lies between
 *         them. What belongs to what belongs together is one mailing (union-find): the order of letters is no matter.
 *         A mailing has at least one letter whose verdict is phish; suspicious ones come in by what they share.
 * Memory  work arrays on the heap; about 100 bytes a mark of the letters that take part.
 */
#pragma once

#include "core/base/status.h"
#include "core/model/letter.h"

#define MAILING_PAUSE (30u * 86400) /* s */

struct mailing {
    uint32_t at, count; /* of mailings.order */
};

struct mailings {
    uint32_t *order;    /* indexes of letters: mailing by mailing, each by time, then id */
    struct mailing *at; /* by their first letters */
    uint32_t count;
};

enum status mailings_group(const struct letters *letters, struct mailings *ret, struct error *err) MUST_USE;
void mailings_done(struct mailings *mailings);

/* How alike the wording is: of LETTER_SHINGLES, 0..1; 0 where a text is too short to tell. */
double letters_alike(const struct letter *a, const struct letter *b);
