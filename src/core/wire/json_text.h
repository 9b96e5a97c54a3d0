/* json_text.h - what a JSON string says.
 *
 * Layer   core/wire: includes base only. Pure. For json.c, and for who reads a list of strings by itself.
 */
#pragma once

#include "core/base/arena.h"

/* From behind the opening quote to the closing one: itself when it has no escapes, else decoded into scratch.
 * A lone surrogate becomes U+FFFD. False for an escape that is none, or when scratch is full. 16 bytes behind
 * it are readable. */
bool json_text(struct slice written, struct arena *scratch, struct slice *ret);
