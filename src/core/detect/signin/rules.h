/* rules.h - the sign-in rules, each asked at the one moment at which its answer can change.
 *
 * Layer   core/detect/signin: includes base, model and state. Pure.
 * Use     watch.c calls them; `at` is the index of the pair's cell. A page a rule in docs/rules/.
 */
#pragma once

#include "core/detect/signin/watch.h"

/* A fresh pair failed (surge.c's arithmetic, at once). */
void rule_surge_fresh(struct watch *watch, struct org *org, uint16_t organisation, uint32_t at, bool missing,
        struct findings *findings);

/* A fresh pair's failure stayed unexplained for the waiting time. */
void rule_surge_late(
        struct watch *watch, struct org *org, uint16_t organisation, uint32_t at, struct findings *findings);

/* An account (or name) was added to those that fail at a source. */
void rule_crowd(
        struct watch *watch, struct org *org, uint16_t organisation, uint32_t at, struct findings *findings);

/* A source was added to those from which an existing account fails. */
void rule_burst(
        struct watch *watch, struct org *org, uint16_t organisation, uint32_t at, struct findings *findings);

/* A source was added to those from which an account of the system's own fails. */
void rule_background(
        struct watch *watch, struct org *org, uint16_t organisation, uint32_t at, struct findings *findings);

/* A pair failed once more. */
void rule_persistent(
        struct watch *watch, struct org *org, uint16_t organisation, uint32_t at, struct findings *findings);
void rule_loop(
        struct watch *watch, struct org *org, uint16_t organisation, uint32_t at, struct findings *findings);

/* An account was seen from a source for the first time: is it an emergency account of the configuration? */
void rule_glass_mark(struct watch *watch, const struct event *ev, struct account *acct);

/* The right password of an emergency account was given, from wherever. */
void rule_glass(struct watch *watch, const struct event *ev, uint32_t at, struct findings *findings);

/* Is this run a machine with an old password rather than a guesser? */
bool run_is_stale(const struct watch *watch, const struct pair *pair);
