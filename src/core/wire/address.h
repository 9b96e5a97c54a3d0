/* address.h - the addresses of From, To and the like, one by one, in whatever state they are.
 *
 * Layer   core/wire. Pure.
 * Method  RFC 5322 3.4 and 4.4 with groups, comments, quoted local parts and routes; beyond it what people meet:
 *         several @ (the last counts), a missing bracket, words beside a bare address, addresses that stand
 *         beside each other without a comma.
 * Memory  texts in the field's bytes where they stand so, else in the arena.
 */
#pragma once

#include "core/base/arena.h"
#include "core/base/slice.h"

struct address {
    struct slice raw; /* all of it, where it stands in the field */
    struct slice
            name; /* display name for people, decoded; else the comment; may hold an address of its own */
    struct slice local;  /* before the last @, without quotes */
    struct slice domain; /* as written, without blanks and comments; empty: there was no @ */
    bool has_brackets;
};

/* The next address at or behind *at of a field's raw value, which moves behind it. False: no more. "<>" is an address
 * with nothing in it; "undisclosed-recipients:;" is none. `exhausted`: enum mime_budget. */
bool address_next(
        struct slice field, size_t *at, struct arena *arena, struct address *ret, unsigned *exhausted);
