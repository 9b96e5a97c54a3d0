/* texts.h - names kept for good: in blocks that never move, so a slice stays valid.
 *
 * Layer   core/names: includes base only. Pure.
 * Memory  blocks of 64 KiB, freed together. A name over LIMIT_NAME is kept by its first bytes and a
 *         hash of the whole, so that two long names stay two.
 */
#pragma once

#include "core/base/limits.h"
#include "core/base/slice.h"

struct text_block;

struct texts {
    struct text_block *newest;
    size_t used; /* bytes of the newest block */
};

void texts_done(struct texts *texts);

/* A copy; at == NULL only when memory is out. */
struct slice texts_keep(struct texts *texts, struct slice s);

/* The form in which a name is kept: itself, or when it is over LIMIT_NAME the shortened one in buf. */
struct slice texts_bounded(struct slice s, char buf[LIMIT_NAME]);

/* Without ASCII capitals: the slice itself when it has none, else a copy in buf. s.len <= LIMIT_NAME. */
struct slice texts_folded(struct slice s, char buf[LIMIT_NAME]);
