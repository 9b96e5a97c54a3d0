/* campaign.h - findings that belong together become one campaign, at the moment they are made.
 *
 * Layer   core/incident: includes base, model, names, state and detect. Pure.
 * Causal  a campaign is opened, and later findings are taken into it, by what was known at that
 *         event; link.h may look ahead, but only to name more participants.
 * Memory  CAMPAIGNS_MAX cells; beyond it findings are counted in `dropped`.
 */
#pragma once

#include "core/detect/signin/watch.h"

#define CAMPAIGNS_MAX 8192u
#define CAMPAIGN_SEEDS 64u
#define CAMPAIGN_LOOK 64u       /* unfamiliar pairs after which it is looked into for a second campaign */
#define CAMPAIGN_ACCOUNTS 16u   /* that one hand guesses from many sources; more are a spray */
#define OPENINGS_MAX (1u << 20) /* of all campaigns together; beyond it fewer rows are named */
#define CAMPAIGN_COMES_BACK (30 * 86400u) /* s that a campaign may be silent and still be the same */
#define CAMPAIGN_REACH 7200u /* s before the rise at which the first participants may have come */

enum trigger {
    TRIGGER_MANY,    /* many sources */
    TRIGGER_SOURCE,  /* one source, many accounts */
    TRIGGER_PAIR,    /* one source, one account */
    TRIGGER_ACCOUNT, /* one account, many sources */
    TRIGGER_SCAN,    /* the internet's permanent guessing of names that nobody has here */
    TRIGGER_LOOP,    /* advice */
    TRIGGER_TAKEN,   /* an account is in other hands; its visits are held by number */
    TRIGGER_GLASS,   /* an emergency account was used: seeds are the pairs from which it was */
};

/* One of the failures that a campaign from many sources was opened by: names that stay the same whatever the
 * tables forget. */
struct opening {
    uint32_t account, source; /* ids of the interner */
    uint32_t time;            /* s */
};

struct campaign {
    enum trigger trigger;
    uint16_t organisation;
    uint16_t joined;                 /* sources that later findings added */
    struct finding found;            /* the one that opened it */
    uint32_t since;                  /* s; where it begins */
    uint32_t closed;                 /* s; 0 while it goes on */
    uint32_t checked, checked_count; /* when and at which count of fresh pairs its pulse was felt */
    uint32_t counted_at_open;        /* unfamiliar pairs of the organisation until then */
    uint32_t seeds[CAMPAIGN_SEEDS];  /* pairs of the opening evidence */
    uint32_t seeds_count;
    uint32_t opening_at, opening_count; /* range of campaigns.openings: what found.value counts */
    bool beside;                        /* found in another campaign: sources that are like nobody else */
    uint32_t uses[CAMPAIGN_SEEDS]; /* GLASS: sign-ins of each seed; the last also those of further pairs */
    uint32_t last_use;             /* s; GLASS, TAKEN */
    uint32_t taken_at;             /* s; MANY: when the takeover was noticed that it goes on with; 0: none */
    uint16_t goes_on;              /* TAKEN: index + 1 of the campaign that it became part of; 0: none */
    uint32_t typical[CAMPAIGN_SEEDS]; /* pairs of sources that tell it from a campaign beside it */
    uint32_t typical_count;
    uint32_t others[CAMPAIGN_ACCOUNTS]; /* ACCOUNT: accounts that the same hand guesses as well */
    uint32_t others_count;
    uint32_t spread_at; /* s; ACCOUNT: when it came to the latest of its accounts */
    uint32_t split_at;  /* count of opened pairs at which to look again for a second campaign in it */
    uint32_t reopened;  /* times that it came back after silence */
    bool only_names;    /* so far it tried nothing but names which nobody has here */
    bool tries_names;   /* names which nobody has are among what it tries */
};

struct campaigns {
    struct campaign *at;
    uint32_t count, room;
    uint64_t dropped;
    struct opening *openings; /* in the order of campaigns */
    uint32_t openings_count, openings_room;
    uint32_t next_pulse; /* s; when campaigns_step has something to do */
};

void campaigns_done(struct campaigns *campaigns);

/* Takes what the rules found at one sign-in. */
void campaigns_take(struct campaigns *campaigns, struct watch *watch, const struct findings *findings);

/* Opens a campaign of the trigger; NULL when there are too many. */
struct campaign *campaign_open(
        struct campaigns *campaigns, enum trigger trigger, const struct finding *found);

/* One more failure that opened the latest campaign. */
void campaign_opened_by(struct campaigns *campaigns, struct campaign *latest, const struct watch *watch,
        const struct pair *pair, uint32_t time);

/* The latest campaign of a trigger; NULL: none. */
struct campaign *campaign_latest(struct campaigns *campaigns, uint16_t organisation, enum trigger trigger);

/* The open campaign from many sources; `only_names`: also one that so far tried names alone. */
struct campaign *campaign_open_many(struct campaigns *campaigns, uint16_t organisation, bool only_names);

/* Is it one of the accounts that an ACCOUNT campaign guesses? */
bool campaign_aims_at(const struct campaign *camp, uint32_t account);

/* The latest campaign is none. */
void campaign_undo(struct campaigns *campaigns);

/* Is the pair one of those that are typical of it, or, unless such were chosen, that opened it? */
bool campaign_has_seed(const struct campaign *camp, uint32_t pair);

/* The source takes part in the campaign from now on. */
void campaign_claim(struct campaigns *campaigns, struct campaign *camp, struct source *src);

/* From now on fresh failures (and names, when it tries them) are the campaign's and raise nothing; or no longer. */
void campaign_set_busy(const struct campaign *camp, struct org *org, bool open);

/* Makes room in full tables without losing what campaigns hold. */
void campaigns_sweep(struct campaigns *campaigns, struct watch *watch);

/* Feels the pulse of the open campaigns from many sources; call as time goes on (cheap). True once an
 * hour of the events' time. */
bool campaigns_step(struct campaigns *campaigns, struct watch *watch);
