/* state.h - what is remembered of accounts, sources and pairs of them, and what that explains.
 *
 * Layer   core/state: includes base, model and names. Pure: time is the event's own.
 * Units   seconds since 1970 (uint32_t, until 2106) in cells; 0 is "never".
 * Memory  capped tables: STATE_* below; the sum of the caps is stated in docs/architecture.md. A full
 *         table is swept: what is least worth keeping goes first (state_sweep), counted.
 * Familiarity  an account is familiar with a source after a success from there, with its network
 *         (IPv4 /24, IPv6 /56) and with a registered device likewise. A success from a source that has
 *         unexplained failures of others teaches nothing.
 */
#pragma once

#include "core/model/event.h"
#include "core/model/own.h"
#include "core/names/interner.h"
#include "core/state/row.h"
#include "core/state/table.h"
#include "core/state/visit.h"

#define STATE_SOURCES (1u << 21) /* cells of 64 bytes */
#define STATE_PAIRS (1u << 21)   /* cells of 112 bytes */
#define STATE_KIN (1u << 22)     /* cells of 16 bytes */

enum account_flags {
    ACCOUNT_EXISTS = 1,  /* the log said so: a wrong password, or a success */
    ACCOUNT_MISSING = 2, /* the log said that there is no such account */
    ACCOUNT_BREAK_GLASS = 4,
    ACCOUNT_SYSTEM = 8, /* every system has it: root, Administrator */
};

struct account {
    uint32_t first_seen, last_ok, last_human; /* last_human: when it last counted as exposure */
    uint32_t last_counted;                    /* by the streams of fresh pairs */
    uint32_t ok_count;
    uint32_t open_sources; /* unfamiliar sources with failures that nothing explains (yet) */
    uint32_t burst_at;     /* of the distributed-guessing statistic below */
    float burst;
    uint16_t organisation;
    uint16_t ok_sources;
    uint8_t flags;
    uint8_t unused;
    uint16_t days; /* with a success */
    uint32_t last_fail, fails;
};

enum source_flags {
    SOURCE_INSIDE = 1,  /* private or configured as own */
    SOURCE_EXIT = 2,    /* configured as a shared exit */
    SOURCE_SCANNER = 4, /* configured as own scanner */
    SOURCE_ALARMED = 8, /* a detector named it already */
};

struct source {
    uint64_t key; /* organisation, source id */
    uint32_t first_seen, last_seen;
    uint32_t last_counted; /* by the streams of fresh pairs */
    uint32_t last_ok_day;
    uint32_t attempts;    /* failing ones that nothing explains */
    uint16_t ok_accounts; /* distinct accounts that succeeded from here */
    uint16_t ok_days;
    uint16_t open_accounts; /* distinct existing accounts with unexplained failures and no success */
    uint16_t open_missing;  /* distinct names that do not exist */
    uint16_t shared_names;  /* of those, names that other sources tried too */
    uint16_t campaign;      /* index + 1 of the campaign that it was named in */
    uint8_t flags;
    uint8_t unused[3];
    uint32_t slip; /* pair of the last name that does not exist: perhaps a slip of the pen */
    struct ip_addr addr;
};

enum pair_flags {
    PAIR_FAMILIAR = 1,   /* a success from here taught it */
    PAIR_PENDING = 2,    /* a failure waits for an explanation */
    PAIR_OPEN = 4,       /* the waiting time went by without one */
    PAIR_COUNTED = 8,    /* the stream of fresh failures counted it */
    PAIR_LATE = 16,      /* the stream of unexplained failures counted it */
    PAIR_STALE = 32,     /* known as a stale secret in a loop */
    PAIR_ALARMED = 64,   /* a detector named it already */
    PAIR_FRESH_OK = 128, /* its first success was unfamiliar */
};

#define PAIR_RUN_SHOWN OUTCOME_COUNT /* certificates were shown, and no password was tried */

struct pair {
    uint64_t key; /* account id, source cell index */
    uint32_t account;
    uint32_t source;                /* index of the source cell */
    uint32_t first_fail, last_fail; /* of the present run of failures */
    uint32_t first_ok, last_ok;
    uint32_t stopped_at;  /* right password, stopped */
    uint32_t fails;       /* failures since the last success */
    uint32_t longest_gap; /* s, within the run */
    uint32_t client;      /* of the last failure, or of the first unfamiliar success */
    uint8_t flags;
    uint8_t run_outcome; /* outcome class of the run's first; NOT_AN_ATTEMPT: OUTCOME_UNTOLD; PAIR_RUN_SHOWN */
    uint16_t locked;     /* failures that were lock-outs */
    uint32_t counted_at; /* when the stream counted it */
    struct row row;      /* of the run's first failure */
    struct row ok_row;   /* of the first success, or of the last stopped sign-in */
};

struct client_counts {
    uint32_t ok;   /* successes (exposure) with this agent, application and protocol */
    uint32_t fail; /* unexplained failures */
};

struct state {
    const struct interner *interner; /* names; not owned */
    const struct own *own;           /* configuration; NULL or not owned */
    const struct lured *lured;       /* whom lures reached by mail; NULL: no mail was read; not owned */
    struct account *accounts;        /* by account id */
    uint32_t accounts_count, accounts_room;
    struct client_counts *clients; /* by client id */
    uint32_t clients_count, clients_room;
    struct table sources, pairs;
    struct table kin; /* (account, network) and (account, device) that a success taught */
    struct visits visits;
    uint32_t log_start; /* s; of the first sign-in */
    uint64_t evictions;
};

enum status state_init(struct state *state, const struct interner *interner, struct error *err) MUST_USE;
void state_done(struct state *state);

/* The account's memory; NULL when memory is out. Valid until the next call. */
struct account *state_account(struct state *state, uint32_t id);
struct client_counts *state_client(struct state *state, uint32_t id);

/* An account is met for the first time. */
void state_meet(const struct state *state, struct account *acct, uint32_t id, uint32_t now);

/* Index of the source's cell (made when new); TABLE_NONE when the table is full. */
uint32_t state_source(struct state *state, uint16_t organisation, uint32_t source_id, uint32_t now);
uint32_t state_pair(struct state *state, uint32_t account, uint32_t source_cell);
/* The same without making one: TABLE_NONE when they never met. */
uint32_t state_find_pair(const struct state *state, uint32_t account, uint32_t source_cell);

static inline struct source *source_at(const struct state *state, uint32_t i)
{
    return table_at(&state->sources, i);
}
static inline struct pair *pair_at(const struct state *state, uint32_t i)
{
    return table_at(&state->pairs, i);
}

/* Brings into the cache where an event's account and source lie, which is to be taken soon. */
void state_prefetch(const struct state *state, const struct event *ev);

/* Is the account at home on this source's network or this device? */
bool state_is_kin(const struct state *state, uint32_t account, struct ip_addr addr, uint32_t device);
void state_teach_kin(struct state *state, uint32_t account, struct ip_addr addr, uint32_t device);

/* Many accounts, several days, mostly successes: a clinic, a VPN or proxy exit. */
bool source_is_exit(const struct source *source);

/* What the population of an address counts by: IPv4 /16, IPv6 /32. */
struct ip_addr source_network(struct ip_addr addr);
