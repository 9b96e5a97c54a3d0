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

/* A line of its own in one colour, wrapped; begins with `indent` spaces. */
void paint_heading(
        struct out *out, const struct screen *s, enum colour colour, size_t indent, const char *words);

/* "  label   paragraph" with a hanging indent of 9. */
void paint_labelled(struct out *out, const struct screen *s, const char *label, const char *text);

/* A moment in the calendar of the screen's zone; its year. */
int paint_civil(const struct screen *s, time_us t, struct civil *ret);

/* "12 Sep", "12 Sep 2026" with the year; the day of the zone. */
void paint_day(struct out *out, time_us t, bool year);

/* "10 Nov 03:12" */
void paint_time(struct out *out, const struct screen *s, time_us t);

/* "10 Nov 2026 03:12": the first moment of a list, so that nobody has to guess the year. */
void paint_time_of_year(struct out *out, const struct screen *s, time_us t);

/* "10 Nov 2026 03:12 → 12 Nov 04:00", the second year only where it is another. */
void paint_period(struct out *out, const struct screen *s, time_us first, time_us last);

/* A name within a sentence: in quotes where it holds what could be taken for the sentence. */
void paint_name(struct out *out, const char *name);

/* "1 account", "2,392 accounts" */
void paint_count(struct out *out, uint64_t n, const char *one, const char *many);

/* The text so far as a C string; "" when memory ran out. */
const char *paint_text(struct out *out);

/* 12,345 */
const char *grouped(uint64_t n, char buf[32]);

/* One bar, as high as val is of most; a dot for nothing. */
void paint_bar(struct out *out, const struct screen *s, uint64_t val, uint64_t most);

/* Bars of eight heights, one a bucket, at most `columns`. */
void paint_spark(
        struct out *out, const struct screen *s, const uint32_t *per_hour, size_t hours, size_t columns);

/* A heading with an empty line before it. */
void paint_section(struct out *out, const struct screen *s, const char *words);

/* "severity  INC-...  title" */
void paint_front(struct out *out, const struct incident *inc, const struct screen *s);

/* A section of numbered lines; nothing when there are none (NULL or NULL-terminated). */
void paint_list(struct out *out, const struct screen *s, const char *title, const char *const *items);

/* One row of the input, with what it tells and its sum. */
void paint_row(
        struct out *out, const struct screen *s, const char *role, const struct incident_evidence *row);

/* What speaks against an incident; whose published manner it is like. */
void paint_counters(struct out *out, const struct incident *inc, const struct screen *s);
void paint_playbooks(struct out *out, const struct incident *inc, const struct screen *s);

/* "118.42 per hour, here usually 0.062" */
void paint_value(struct out *out, const struct incident_reason *reason);

/* The rows that prove it, those of the screen's account and source. */
void paint_evidence(struct out *out, const struct incident *inc, const struct screen *s);

enum colour severity_colour(enum severity severity);

/* When, what, the spark line and the result of an incident: what its summary and its full page share. */
void paint_facts(struct out *out, const struct incident *inc, const struct screen *s);

/* Who was tried when: accounts by day, or by hour of the day when the screen says so. */
void paint_matrix(struct out *out, const struct incident *inc, const struct screen *s);
