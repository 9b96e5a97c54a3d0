/* echo.h - an attempt that several machines tell is one sign-in.
 *
 * Layer   core/flow: includes base and model. Pure. Private to join.c.
 * Method  A wrong password in a Windows domain may be told three times: by the machine that was tried (4625: TELLER_TRIED),
 *         by the domain controller that gave no ticket (4771: TELLER_TICKET) and by the one that NTLM asked (4776:
 *         TELLER_CHECK), which knows no address. Whoever tells it first with an address is passed on, and takes the word
 *         of the others, before or behind it. What has no address, or is told beside (TELLER_BESIDE), is held for
 *         ECHO_PATIENCE and passed on when nobody told it better, which is all there is of a spray over NTLM. Matched are
 *         the account (where none is told the source) and whether it was let in, one for one: within the patience an
 *         account's attempts are the highest number that one teller told.
 * Memory  ECHO_HELD events; a fuller ring passes its oldest on. ECHO_CREDITS cells; a newer account takes an older one's.
 */
#pragma once

#include "core/model/event.h"
#include "core/model/record.h"

#define ECHO_HELD 1024u
#define ECHO_CREDITS 1024u
#define ECHO_PATIENCE (3 * TIME_SECOND) /* tellers are milliseconds apart, a domain's clocks hardly more */

enum echo_kind { ECHO_TRIED, ECHO_TICKET, ECHO_CHECK, ECHO_BESIDE, ECHO_KINDS }; /* the better first */

struct echo_held {
    struct event ev;
    bool valid;
    uint16_t next, prev; /* number + 1 of the older and the newer one of its bucket; 0: none */
};

struct echo_credit {
    uint32_t account;
    time_us at;
    uint8_t left[ECHO_KINDS]; /* events of each kind that were told better already */
};

struct echo {
    struct echo_held ring[ECHO_HELD]; /* oldest first */
    uint16_t bucket[ECHO_HELD];
    struct echo_credit credits[ECHO_CREDITS];
    uint32_t first, count;
};

static inline bool echo_is(uint8_t teller)
{
    return teller >= TELLER_TRIED && teller <= TELLER_BESIDE;
}

/* An event of one of the tellers. Writes it, unless it was told already or is held, behind
 * what has to make room; at most two. Returns their number. `latest` is the time of what was passed on last, and stays
 * so. */
size_t echo_take(struct echo *echo, const struct event *ev, time_us *latest, struct event *out);

/* Passes on what nobody told better by `now`; at most ECHO_HELD. */
size_t echo_pass(struct echo *echo, time_us now, time_us *latest, struct event *out);
