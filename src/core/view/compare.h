/* compare.h - comparisons of incidents for people.
 *
 * Layer   core/view. Pure.
 */
#pragma once

#include "core/compare/compare.h"
#include "core/view/terminal.h"

/* Pairs in their order; those that nothing ties are counted, the likeliest of them in full when it is the only. */
void view_comparisons(
        struct out *out, const struct comparison *pairs, size_t count, const struct screen *screen);
