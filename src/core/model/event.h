/* event.h - one sign-in or access as the core sees it: a 64-byte cell without pointers.
 *
 * Layer   core/model. Pure.
 * Ids     account, source, client, device and organisation are ids of core/names/interner.h; 0 is
 *         "not told". They mean something only beside their interner.
 */
#pragma once

#include "core/base/time.h"
#include "core/model/action.h"
#include "core/model/outcome.h"

struct event {
    time_us time;
    uint64_t offset;   /* of the row in its unpacked input */
    uint64_t row_hash; /* equal for the same attempt exported twice */
    uint32_t length;   /* bytes of the row */
    uint32_t line;     /* 1-based; saturates at UINT32_MAX */
    uint32_t join;     /* hash of (host, pid) or (host, address, port); 0: nothing to join */
    uint32_t account;
    uint32_t source;
    uint32_t client; /* (agent, application, protocol) as one id */
    uint32_t device; /* of an access: its object, a text of the same table */
    uint16_t file;   /* index of the input */
    uint16_t organisation;
    uint16_t repeat; /* attempts told, 1.. */
    uint8_t outcome; /* enum outcome */
    uint8_t method;  /* enum method */
    uint8_t teller;  /* enum teller of record.h */
    uint8_t flags;   /* enum record_flags of record.h */
    uint8_t action;  /* enum action; ACTION_NONE: a sign-in */
    uint8_t mark;    /* free for the stage at work */
};

_Static_assert(sizeof(struct event) == 64, "an event is one cache line");
