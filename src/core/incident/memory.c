/* memory.c - blocks that are released together. */
#include "core/incident/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK 65536u

struct block {
    struct block *next;
    size_t used, size;
    _Alignas(16) char data[];
};

struct memory {
    struct block *blocks;
    bool out;
};

struct memory *memory_new(void)
{
    return calloc(1, sizeof(struct memory));
}

void memory_free(struct memory **memory)
{
    if (*memory == NULL)
        return;
    for (struct block *b = (*memory)->blocks; b != NULL;) {
        struct block *next = b->next;
        free(b);
        b = next;
    }
    free(*memory);
    *memory = NULL;
}

void *memory_take(struct memory *memory, size_t size)
{
    size_t want = (size + 15) & ~(size_t)15;
    struct block *b = memory->blocks;

    if (b == NULL || b->size - b->used < want) {
        size_t room = want > BLOCK ? want : BLOCK;
        b = malloc(sizeof *b + room);
        if (b == NULL) {
            memory->out = true;
            return NULL;
        }
        *b = (struct block){ memory->blocks, 0, room };
        memory->blocks = b;
    }
    void *at = b->data + b->used;
    b->used += want;
    return memset(at, 0, want ? want : 1);
}

char *memory_text(struct memory *memory, const char *at, size_t len)
{
    char *to = memory_take(memory, len + 1);
    if (to == NULL)
        return NULL;
    for (size_t i = 0; i < len; i++)
        to[i] = at[i] != '\0' ? at[i] : '?';
    return to;
}

char *memory_printf(struct memory *memory, const char *fmt, ...)
{
    char said[1024];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(said, sizeof said, fmt, args);
    va_end(args);
    return memory_text(memory, said, n < 0 ? 0 : (size_t)n < sizeof said ? (size_t)n : sizeof said - 1);
}

void memory_line(struct memory *memory, const char ***list, size_t most, const char *text)
{
    size_t n = 0;
    if (*list == NULL)
        *list = memory_take(memory, (most + 1) * sizeof **list);
    while (*list != NULL && n < most && (*list)[n] != NULL)
        n++;
    if (*list != NULL && n < most)
        (*list)[n] = text;
}

bool memory_is_out(const struct memory *memory)
{
    return memory->out;
}
