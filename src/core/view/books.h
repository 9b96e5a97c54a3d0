/* books.h - what is published of actors, for a person to read.
 *
 * Layer   core/view: includes base and model. Pure: fills a buffer.
 */
#pragma once

#include "core/view/terminal.h"

/* Name, title and actor of each. */
void view_playbooks(struct out *out, const struct screen *screen);

/* One in full; false when there is none of that name. */
bool view_playbook(struct out *out, const char *name, const struct screen *screen);
