/* letter.h - what is written to the people concerned, the administrator, the CERT and the management.
 *
 * Layer   core/view. Pure: fills a buffer.
 * Names   a person is told of the own account alone; the administrator of all; the CERT and the management of
 *         none. No letter has a link or asks for a password.
 */
#pragma once

#include "core/view/matter.h"

enum letter_to { LETTER_PERSON, LETTER_ADMIN, LETTER_CERT, LETTER_MANAGEMENT, LETTERS };

const char *letter_name(enum letter_to to); /* "person" */
bool letter_from_name(struct slice name, enum letter_to *ret);

/* What a letter is marked with where nobody said otherwise: what leaves the house AMBER, else AMBER+STRICT. */
enum tlp letter_tlp(enum letter_to to);

/* One whole paper; p holds the buffer, the form and the screen. */
void letter_paper(struct paper *p, enum letter_to to, const struct matter *m);
