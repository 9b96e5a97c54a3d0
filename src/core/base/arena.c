/* arena.c - a bump allocator over one block. */
#include "core/base/arena.h"

#include <stdlib.h>

enum status arena_init(struct arena *arena, size_t cap, struct error *err)
{
    char *base = malloc(cap ? cap : 1);
    if (base == NULL)
        return fail(err, STATUS_NOMEM, "no memory for an arena of %zu bytes", cap);
    *arena = (struct arena){ .base = base, .cap = cap };
    return STATUS_OK;
}

void arena_done(struct arena *arena)
{
    free(arena->base);
    *arena = (struct arena){ 0 };
}

void *arena_take(struct arena *arena, size_t size)
{
    size_t start = (arena->used + 15) & ~(size_t)15;
    if (start > arena->cap || size > arena->cap - start) {
        arena->refused++;
        return NULL;
    }
    arena->used = start + size;
    return memset(arena->base + start, 0, size);
}

struct slice arena_copy(struct arena *arena, struct slice s)
{
    char *to = s.len ? arena_take(arena, s.len) : NULL;
    if (to == NULL)
        return (struct slice){ NULL, 0 };
    memcpy(to, s.at, s.len);
    return (struct slice){ to, s.len };
}
