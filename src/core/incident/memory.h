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
/* Puts one more at the end of a NULL-terminated list of at most `most`, made when the first comes; what is more, or does
 * not fit, is left out. */
void memory_line(struct memory *memory, const char ***list, size_t most, const char *text);
bool memory_is_out(const struct memory *memory);
