/* lured.h - whom a lure reached, and when: what a sign-in after it is weighed with.
 *
 * Layer   core/state: includes base. Pure.
 * Names   by hash, any case: an account is not known to the interner before it signs in.
 * Memory  grown while it is filled, sorted once, then read only; at most LURED_MAX.
 */
#pragma once

#include "core/base/slice.h"
#include "core/base/status.h"

#define LURED_MAX (1u << 20)
#define LURED_REACH \
    (7u * 86400) /* s: three of four victims answer a lure within a day, nearly all within a week */

struct lured_one {
    uint64_t name; /* hash */
    uint32_t time; /* s */
};

struct lured {
    struct lured_one *at; /* by name, then time, once lured_sort was called */
    uint32_t count, room;
    uint32_t people; /* different names */
    uint64_t dropped;
};

void lured_done(struct lured *lured);
enum status lured_add(struct lured *lured, struct slice address, uint32_t time, struct error *err) MUST_USE;
void lured_sort(struct lured *lured);

/* When the latest lure reached the address within LURED_REACH before `now`; 0: none did. */
uint32_t lured_at(const struct lured *lured, struct slice address, uint32_t now);
