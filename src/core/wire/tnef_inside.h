/* tnef_inside.h - what the files of TNEF share.
 *
 * Layer   core/wire, of tnef*.c alone. Pure.
 */
#pragma once

#include "core/wire/tnef.h"

/* Uncompresses RTF (MS-OXRTFCP), at most `most` bytes. False: it is broken, or over the cap; *ret holds what was read. */
bool tnef_rtf(struct slice in, struct arena *arena, size_t most, struct slice *ret);
