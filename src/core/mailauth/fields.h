/* fields.h - a message's header fields byte by byte, as signatures cover them, and where its body begins.
 *
 * Layer   core/mailauth. Pure; slices of the message.
 * Method  lines: a field is a line and those that begin with a space or tab behind it; the first empty line ends the
 *         header. A line that is no field is kept without a name. A first line "From " (mbox) is left out. Nothing is
 *         decoded or mended, unlike in core/wire/mime.h: one byte more or less breaks a signature.
 * Limits  LIMIT_MIME_FIELDS, LIMIT_MIME_HEADER: over one of them `why` says so and there are no fields.
 */
#pragma once

#include "core/base/arena.h"

struct auth_field {
    struct slice name;  /* without white space before the colon; empty: the line has no colon */
    struct slice value; /* behind the colon, folds included, without the line end */
    struct slice raw;   /* name, colon, value */
    uint64_t hash;      /* of the name in lower case */
};

struct auth_fields {
    struct auth_field *at;
    uint32_t count;
    struct slice body;
    const char *why; /* why there are none; NULL: there are */
};

void auth_fields_read(struct slice raw, struct arena *arena, struct auth_fields *ret);

uint64_t field_name_hash(struct slice name);
bool field_is(const struct auth_field *field, const char *name);
