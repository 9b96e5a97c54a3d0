/* redact.h - people under pseudonyms: the key, who is called what, and whom a pseudonym asked for means.
 *
 * Layer   app.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/names/interner.h"
#include "core/names/pseudonym.h"

struct options;
struct config;

struct redaction {
    bool on;      /* what is printed calls accounts by pseudonyms */
    bool has_key; /* on, or somebody is asked for by a pseudonym */
    struct pseudonyms names;
    struct shown *shown; /* by account id; what was said once */
    uint32_t shown_room;
};

/* Reads the key where --redact, or a pseudonym, asks for one; the default one is made on first use, and told of.
 * False after saying why not. */
bool redaction_open(struct redaction *r, const struct options *opt, const struct config *config);
void redaction_done(struct redaction *r);

/* What the account is called in what is printed: its name, or its pseudonym, which lives until the next call. */
struct slice redaction_name(
        struct redaction *r, const struct interner *names, uint16_t organisation, uint32_t account);

/* Is `asked`, a name or a pseudonym, this account? */
bool redaction_is(struct redaction *r, const struct interner *names, struct slice organisation,
        uint32_t account, struct slice asked);

/* The event as it may be shown: an agent that holds the name of who signed in is withheld, and with it what comes
 * from the same row. */
struct event redaction_event(const struct redaction *r, const struct interner *names, const struct event *ev);
