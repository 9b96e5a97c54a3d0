/* tlp.h - how far what leaves the machine may travel.
 *
 * Layer   core/model. Pure.
 * Source  FIRST, Traffic Light Protocol 2.0, August 2022.
 */
#pragma once

#include "core/base/slice.h"

enum tlp { TLP_CLEAR, TLP_GREEN, TLP_AMBER, TLP_AMBER_STRICT, TLP_RED, TLP_COUNT };

const char *tlp_name(enum tlp tlp);    /* "TLP:AMBER+STRICT" */
const char *tlp_meaning(enum tlp tlp); /* "For the recipient's organisation only." */

/* Both, as they stand above and below what is marked. */
#define TLP_MARK_MAX 160
const char *tlp_mark(enum tlp tlp, char buf[TLP_MARK_MAX]);

/* "amber", "TLP:AMBER+STRICT", "amber-strict"; also TLP 1.0's WHITE for CLEAR. */
bool tlp_from_name(struct slice name, enum tlp *ret);
