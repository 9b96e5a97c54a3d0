/* letter_inside.h - the four letters, one file each.
 *
 * Layer   core/view. Pure.
 */
#pragma once

#include "core/view/letter.h"

/* Between paper_begin and paper_end. */
void letter_person(struct paper *p, const struct matter *m);
void letter_admin(struct paper *p, const struct matter *m);
void letter_cert(struct paper *p, const struct matter *m);
void letter_management(struct paper *p, const struct matter *m);

/* letter_commands.c: what the administrator may copy, each with its undoing. */
void letter_commands(struct paper *p, const struct matter *m);
