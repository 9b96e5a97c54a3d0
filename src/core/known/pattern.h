/* pattern.h - STIX patterns that a sign-in can answer: alternatives of addresses, domains and user agents.
 *
 * Layer   core/known. Pure; nothing recurses.
 * Form    [ path = 'value' OR path IN ('a', 'b') ] OR [ path ISSUBSET '192.0.2.0/24' ] OR [ path LIKE '%bot%' ].
 *         What narrows (AND, FOLLOWEDBY, NOT, START, WITHIN, REPEATS) would have to hold together in one
 *         sign-in or in time; to leave it out would find too much, so such a pattern is not understood as a
 *         whole and told. A path that no sign-in has (file:hashes) is foreign and counted.
 * Source  OASIS STIX 2.1, part 9.
 */
#pragma once

#include "core/known/indicators.h"

void pattern_take(struct indicators *set, const struct passage *place, struct slice pattern);
