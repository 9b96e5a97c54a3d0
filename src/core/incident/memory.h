/* memory.h - the one owner of everything that an incident list points to.
 *
 * Layer   core/incident. Pure.
 * Memory  a chain of blocks; memory_take answers NULL when memory is out and stays so (sticky).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct memory;

struct memory *memory_new(void);
void memory_free(struct memory **memory);
void *memory_take(struct memory *memory, size_t size);                /* zeroed, 16-byte aligned */
char *memory_text(struct memory *memory, const char *at, size_t len); /* with a NUL; NULs within become '?' */
char *memory_printf(struct memory *memory, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
bool memory_is_out(const struct memory *memory);
