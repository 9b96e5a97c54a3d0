/* paint.h - the pieces that terminal screens are made of.
 *
 * Layer   core/view. Pure.
 */
#pragma once

#include "core/view/terminal.h"

enum colour { PLAIN, BOLD, DIM, RED, YELLOW, GREEN, CYAN };

void paint(struct out *out, const struct screen *s, enum colour colour, const char *text);

/* A paragraph, broken at spaces; the first line begins at column `at`, the others at `indent`. Ends the
 * line. Hostile characters are escaped. */
void paint_wrapped(struct out *out, const struct screen *s, size_t at, size_t indent, const char *text);

/* "  label   paragraph" with a hanging indent of 9. */
void paint_labelled(struct out *out, const struct screen *s, const char *label, const char *text);

/* "10 Nov 03:12" */
void paint_time(struct out *out, const struct screen *s, time_us t);

/* 12,345 */
const char *grouped(uint64_t n, char buf[32]);

/* Bars of eight heights, one a bucket, at most `columns`. */
void paint_spark(
        struct out *out, const struct screen *s, const uint32_t *per_hour, size_t hours, size_t columns);

enum colour severity_colour(enum severity severity);
