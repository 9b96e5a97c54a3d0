/* rows.h - which sign-ins the numbers of one incident are counted from, so that they can be found again.
 *
 * Layer   core/model. Pure.
 * Memory  a list from the heap, given back by attempt_rows_done.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum row_use {
    ROW_COUNTED = 1, /* one of its attempts */
    ROW_OPENING = 2, /* it was opened by this one */
    ROW_GUESS = 4,   /* a guess at an emergency account that was used */
    ROW_CHECK = 8,   /* a right password at a new place, of an account to be checked */
};

/* A sign-in by the interner's ids. Two that are alike in all of it are two rows. */
struct attempt_row {
    uint32_t account, source;
    uint32_t client; /* what it was made with; no part of the order */
    uint32_t time;   /* s; of a late line that of the sign-in before it, as the engine takes it */
    uint16_t repeat;
    uint8_t outcome;
    uint8_t use; /* enum row_use, added up */
};

/* What is not kept one by one: a loop, and the sign-ins of an emergency account. */
struct attempt_range {
    uint32_t account; /* 0: there is no range */
    uint32_t source;  /* 0: any */
    uint32_t from, until;
    bool right; /* right passwords; else failures */
};

struct attempt_rows {
    struct attempt_row *at; /* in attempt_row_order */
    size_t count;
    struct attempt_range range;
};

int attempt_row_order(const void *a, const void *b); /* rows that are alike: more uses first */
void attempt_rows_done(struct attempt_rows *rows);
