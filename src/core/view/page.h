/* page.h - what every page of Cordon has around its content: a strict policy, one style, light and dark, print.
 *
 * Layer   core/view. Pure (the style's hash comes from libcrypto, in memory).
 */
#pragma once

#include "core/base/out.h"

struct page {
    const char *title; /* also in the head of printed pages */
    /* First and last on the page ("TLP:AMBER. For ..."); its name, up to the first stop, in head and foot of every
     * printed one; NULL: none. */
    const char *mark;
    const char *foot;  /* in the foot of printed pages: who made it; NULL: nothing */
    const char *sheet; /* "A4", "letter"; NULL: as the printer has it */
};

/* No script, no network: the policy allows the page's own style, by its hash. */
void page_begin(struct out *out, const struct page *page);
void page_end(struct out *out, const char *mark);
