/* compare_json.h - comparisons of incidents as JSON.
 *
 * Layer   core/export. Pure.
 */
#pragma once

#include "core/base/out.h"
#include "core/compare/compare.h"

/* One object with all pairs, ends with a line end. */
void put_comparisons(struct out *out, const struct comparison *pairs, size_t count);
