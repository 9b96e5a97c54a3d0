/* draws.h - a campaign of one playbook, or of nobody, drawn by a seed.
 *
 * Layer   bench.
 */
#pragma once

#include "world.h"

/* A small organisation and one attack, in the manner of the playbook where something is published, as anybody's
 * where nothing is. False: no such playbook. */
bool draw_plan(const char *book, uint64_t seed, struct plan *ret);
