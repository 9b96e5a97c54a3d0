/* tnef.h - what is packed into a winmail.dat: its text and its files.
 *
 * Layer   core/wire. Pure.
 * Method  one pass over the attributes; an attachment's begin with its rendering data. Of the MAPI properties only those are
 *         read that name or hold something. A length that goes over the end ends the reading.
 * Memory  bytes lie within the data; texts that must be converted or uncompressed lie in the arena.
 * Source  MS-OXTNEF, MS-OXCDATA, MS-OXRTFCP.
 */
#pragma once

#include "core/base/arena.h"
#include "core/base/slice.h"

enum tnef_kind {
    TNEF_TEXT,    /* the body, in tnef_item.charset */
    TNEF_HTML,    /* the same */
    TNEF_RTF,     /* uncompressed */
    TNEF_FILE,    /* an attachment */
    TNEF_MESSAGE, /* an attached message, which is TNEF again */
};

struct tnef_item {
    enum tnef_kind kind;
    struct slice name;    /* of a file, as it stands or in UTF-8 */
    struct slice type;    /* MIME type as told; empty: none */
    struct slice charset; /* of name and text */
    struct slice bytes;
};

/* Does it begin as TNEF does? */
bool tnef_begins(struct slice data);

/* At most `room` items; *ret_broken: a length went over the end, *ret_more: there were more items. `most`: bytes of
 * what is uncompressed. */
uint32_t tnef_read(struct slice data, struct arena *arena, size_t most, struct tnef_item *to, uint32_t room,
        bool *ret_broken, bool *ret_more);
