/* world.h - a made-up organisation, its sign-ins, and who attacked it.
 *
 * Use     script_read or script_line fills the plan; world_build makes people, life and attacks;
 *         write_sshd, write_entra and write_truth put them into files. Nothing is ever sent anywhere.
 * Ranges  All addresses are private or from the documentation ranges (RFC 5737, RFC 3849), all domains are
 *         example domains (RFC 2606), all numbers of networks documentation numbers (RFC 5398) but asn= of a plan.
 * Memory  world_free releases everything. About 80 bytes a sign-in.
 */
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include "core/base/ip.h"
#include "core/base/time.h"
#include "dice.h"

#define ATTACKS_MAX 16u
#define NAME_ROOM 48u
#define LINE_ROOM 2048u

/* What an attacker who knows Cordon's design tries. */
enum evasion {
    EVADE_OWN_ACCOUNT = 1, /* every address first signs in with an account that he owns */
    EVADE_SUCCESSES = 2,   /* a success of that account after every few tries */
    EVADE_IPV6 = 4,        /* every try from another /64 */
    EVADE_HOURS = 8,       /* only while people work */
    EVADE_METRONOME = 16,  /* to the second */
    EVADE_NAMES = 32,      /* two of three names are made up */
    EVADE_NEIGHBOUR = 64,  /* part of the tries through the network of a real person */
};

/* One attack of the plan. Zero fields were not given and come from the kind's table in attacks.c. */
struct attack_plan {
    char kind[NAME_ROOM];
    double day, days;   /* begin after the log's begin; length */
    double per_day;     /* tries per account and day */
    uint32_t accounts;  /* tried accounts */
    uint32_t addresses; /* of the pool */
    uint32_t hits;      /* accounts whose password is right */
    bool hits_given, missing_given;
    unsigned evasions;   /* enum evasion */
    double missing;      /* share of the names that nobody has */
    double dormant;      /* share of the accounts that nobody uses */
    double burst, quiet; /* hours of work, then days of silence, again; 0: no pause */
    double hours[2];     /* of the day, UTC; 0, 0: all */
    double peak[2];      /* half of the tries come between these; 0, 0: none */
    double inside;       /* share of the tries that keep to the hours; 0: all */
    unsigned week;       /* days, bit 0 is Monday; 0: all */
    uint32_t asn;        /* of its addresses; 0: documentation numbers */
    char agent[1024], application[256], protocol[256]; /* parted by |, one a try; "": the kind's */
    uint64_t campaign; /* the same number, the same addresses and names in any organisation; 0 none */
};

struct plan {
    uint32_t people; /* 10 .. 200,000 */
    double days;     /* 0.1 .. 4000 */
    uint64_t seed;
    time_us start;
    double noise;       /* tries of unrelated internet scanners a day */
    double locks;       /* share of those that are answered with a lock (Entra), 0..1 */
    double nat;         /* day from which the workplace is seen as one public address; negative: never */
    double late;        /* seconds: lines come up to so much later than their stamp */
    bool no_agents;     /* the log names no agent (Entra) */
    bool second_factor; /* the log can tell of one: set for Entra, where some passwords are stopped by it */
    struct attack_plan attacks[ATTACKS_MAX];
    uint32_t attacks_count;
};

enum ending { END_OK, END_BAD_PASSWORD, END_NO_SUCH, END_MFA_STOPPED, END_LOCKED };
enum way { WAY_BROWSER, WAY_PHONE, WAY_KEY, WAY_LEGACY, WAY_SCRIPT };

/* What a sign-in is in life, or that it is none of life's. */
enum why { WORK, TYPING, GAVE_UP, STALE_PHONE, SERVICE, STALE_SERVICE, KEY, SCANNER, ATTACK };

struct signin {
    time_us at;
    struct ip_addr from;
    uint32_t account; /* index of world.accounts */
    uint32_t no;      /* in the order of making: breaks ties */
    uint8_t end, way;
    uint8_t attack; /* 0: life; else 1 + index of world.attacks */
    uint8_t why;    /* enum why, index of world_why */
};

struct account {
    char name[NAME_ROOM]; /* "mira.tolen" */
    bool missing;         /* nobody has this name */
    bool service;
    bool has_mfa;
    uint8_t country;
};

/* What is true of an attack: what a detector is judged by. */
struct attack_truth {
    const char *kind;
    time_us first, last; /* of its tries */
    uint64_t tries;
    uint32_t *accounts; /* tried, each once */
    size_t accounts_count;
    struct ip_addr *sources; /* ip_source_key form, each once */
    size_t sources_count;
    uint32_t got_in[64], known[64]; /* accounts */
    size_t got_in_count, known_count;
};

struct world {
    struct plan plan;
    struct account *accounts;
    size_t accounts_count, accounts_room;
    uint32_t people;        /* accounts 0 .. people-1 are staff */
    struct signin *signins; /* in time order once built */
    size_t signins_count, signins_room;
    struct attack_truth attacks[ATTACKS_MAX];
    size_t attacks_count;
};

extern const char *const world_why[];

/* The memory itself; without it the program ends: a simulator without memory has nothing to say. */
void *must(void *memory);

/* One line of a scenario: "life key=value...", "attack KIND key=value...". False with a reason for lines
 * that are neither or hold unknown keys. */
bool script_line(struct plan *plan, const char *line, char why[160]);
void plan_default(struct plan *plan);

void world_build(struct world *world, const struct plan *plan);
void world_free(struct world *world);

/* Steps of world_build, in their order. */
void people_make(struct world *world);
void life_make(struct world *world);
bool attack_make(struct world *world, const struct attack_plan *plan);
bool attack_is_kind(const char *kind);
void attack_list(FILE *to);

uint32_t world_account(struct world *world, const char *name, bool missing);
void world_add(struct world *world, time_us at, uint32_t account, struct ip_addr from, enum ending end,
        enum way way, enum why why);
bool world_ended(const struct world *world, time_us at);

/* Addresses. */
struct ip_addr v4(unsigned a, unsigned b, unsigned c, unsigned d);
struct ip_addr v6(unsigned net, unsigned site, uint64_t host); /* 2001:db8:net:site::host */
struct ip_addr person_at_work(const struct world *world, uint32_t person, time_us at);
struct ip_addr workplace(void); /* as seen from outside, see plan.nat */
struct ip_addr person_at_home(const struct world *world, uint32_t person, struct dice *d);

void write_sshd(const struct world *world, FILE *to);
void write_entra(const struct world *world, FILE *to);
void write_labels(const struct world *world, FILE *to);
void write_truth(const struct world *world, FILE *to);
/* Endless invented names and addresses, n sign-ins: made while it writes, without memory. */
void write_flood(const struct plan *plan, uint64_t n, bool entra, FILE *to);
