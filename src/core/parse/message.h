/* message.h - the bytes of a message become its features.
 *
 * Layer   core/parse: includes base, wire, names and model. Pure.
 * Memory  everything in `arena`, which the caller resets before the next message.
 */
#pragma once

#include "core/base/arena.h"
#include "core/model/message.h"

/* Never fails on what raw holds: what was not read is in ret->exhausted. */
enum status message_read(struct slice raw, struct arena *arena, struct message *ret, struct error *err)
        MUST_USE;
