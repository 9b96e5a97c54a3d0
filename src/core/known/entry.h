/* entry.h - one indicator as people and their tools write it: made harmless, in an address, with a type beside it.
 *
 * Layer   core/known. Pure.
 * Source  types: MISP core format (attribute types), STIX 2.1 (cyber-observable objects), and what lists call
 *         the same. Made harmless ("defanged"): [.] (.) {.} [dot] (dot) [:] [at] [@] hxxp hxxps.
 */
#pragma once

#include "core/known/indicators.h"

/* What a type of another tool is to us. */
enum entry_type {
    ENTRY_FOREIGN, /* nothing that a sign-in holds */
    ENTRY_ANY,     /* told by its form */
    ENTRY_ADDRESS,
    ENTRY_ADDRESS_PORT, /* "192.0.2.7|443" */
    ENTRY_DOMAIN,
    ENTRY_DOMAIN_ADDRESS, /* "evil.example|192.0.2.7", "evil.example|443" */
    ENTRY_EMAIL,
    ENTRY_URL,
    ENTRY_AGENT,
    ENTRY_STIX, /* a STIX pattern */
};

enum entry_type entry_type_named(struct slice type);

/* Adds what it is to the set, or counts why not. */
void entry_take(struct indicators *set, const struct passage *place, enum entry_type type, struct slice said);

#define ENTRY_MAX 4096u /* bytes; the longest URL that servers take, and far over any other */

/* The text with its harm put back; in buf, or itself. At most ENTRY_MAX bytes of it. */
struct slice entry_undo(struct slice said, char buf[ENTRY_MAX]);
