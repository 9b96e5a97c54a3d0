/* siem.h - what the forms for a SIEM have in common, so that they cannot tell it differently.
 *
 * Layer   core/export. Pure.
 */
#pragma once

#include "core/export/export.h"
#include "core/model/technique.h"

#define PRODUCT "Cordon"

/* Entries of one list within one event. A SIEM drops, cuts or refuses an event of megabytes; what is left out
 * is counted beside the list, and --format jsonl has all of it. */
#define LISTED_MAX 100u

struct tally { /* of the accounts of an incident */
    size_t got_in, known, check;
};

struct tally tally_of(const struct incident *inc);

/* min(count, LISTED_MAX) */
size_t listed(size_t count);

/* How sure: the evidence of all reasons in nats, as a step 0 unknown, 1 low, 2 medium, 3 high. At 5 nats an
 * attack is 150 times likelier than chance, at 10 it is 22,000 times. */
unsigned confidence_step(const struct incident *inc);

/* What was signed in to, as far as the log tells: the application, else the protocol, else "unknown". */
struct slice service_of(const struct sign_in *in);

/* Equal for the same row of the same log, whatever the file is called: a SIEM that gets it twice knows. */
#define EVENT_UID_MAX 32
struct slice event_uid(const struct event *ev, char buf[EVENT_UID_MAX]);

/* An address for mail and nothing else: what a strict reader takes. */
bool is_mail_address(struct slice s);

/* A source that is a network, which fields for one address cannot hold. */
bool is_network(struct ip_addr source);

/* Where a row of evidence stands: "auth.log:812". */
void out_place(struct out *out, const struct incident_evidence *e);
