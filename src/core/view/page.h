/* page.h - what every page of Cordon has around its content: a strict policy, one style, light and dark, print.
 *
 * Layer   core/view. Pure (the style's hash comes from libcrypto, in memory).
 */
#pragma once

#include "core/base/out.h"

/* No script, no network: the policy allows the page's own style, by its hash. mark is repeated on every
 * printed page; NULL: none. */
void page_begin(struct out *out, const char *title, const char *mark);
void page_end(struct out *out);
