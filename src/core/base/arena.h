/* arena.h - memory for one batch or message: asked for, used, forgotten at once.
 *
 * Layer   core/base. Pure.
 * Memory  one block of a fixed cap, allocated by arena_init; nothing grows. A request that does not
 *         fit returns NULL and is counted in `refused`.
 * Threads none; one owner.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "core/base/slice.h"
#include "core/base/status.h"

struct arena {
    char *base;
    size_t used, cap; /* bytes */
    uint64_t refused; /* requests over the cap since arena_init */
};

enum status arena_init(struct arena *arena, size_t cap, struct error *err) MUST_USE;
void arena_done(struct arena *arena);

static inline void arena_reset(struct arena *arena)
{
    arena->used = 0;
}

/* 16-byte aligned and zeroed; NULL when over the cap. */
void *arena_take(struct arena *arena, size_t size);

/* A copy of the bytes, no NUL; an empty slice with at == NULL when over the cap. */
struct slice arena_copy(struct arena *arena, struct slice s);
