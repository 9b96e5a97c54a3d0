/* paper_inside.h - what paper's own files share.
 *
 * Layer   core/view. Pure.
 */
#pragma once

#include "core/view/paper.h"

extern const char *const tone_class[]; /* by enum tone: the name of its style */

void paper_cell_end(struct paper *p);
