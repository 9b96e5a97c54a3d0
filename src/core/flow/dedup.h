/* dedup.h - rows that several exports tell are one: within each second, the input that tells a row most
 * often tells it (a line that occurs m and n times counts max(m, n)).
 *
 * Layer   core/flow. Pure.
 * Memory  one second of events, at most DEDUP_GROUP; a longer second is taken in pieces.
 */
#pragma once

#include "core/base/status.h"
#include "core/model/event.h"

#define DEDUP_GROUP 65536u

/* Events of one second, in order, of any inputs: keeps one telling of each in place and returns their
 * number. `scratch` holds 2 * count indices. */
size_t dedup_group(struct event *events, size_t count, uint32_t *scratch);
