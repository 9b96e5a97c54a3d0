/* uuid.h - names turned into UUIDs that everybody computes alike.
 *
 * Layer   core/base; SHA-1 is libcrypto's, in memory.
 * Source  RFC 9562 5.5 (version 5). SHA-1 is what the version prescribes; nothing here is a secret.
 */
#pragma once

#include "core/base/slice.h"
#include "core/base/status.h"

#define UUID_TEXT_MAX 37u /* 36 characters and a NUL */

struct uuid {
    uint8_t b[16];
};

/* Version 5 of `name` within `space`. False, and *ret untouched, when libcrypto refuses SHA-1. */
bool uuid_v5(const struct uuid *space, struct slice name, struct uuid *ret) MUST_USE;

/* "74738ff5-5367-5958-9aee-98fffdcd1876" */
void uuid_format(const struct uuid *uuid, char buf[UUID_TEXT_MAX]);

/* Is it written as one, in either case? */
bool uuid_is_text(struct slice s);
