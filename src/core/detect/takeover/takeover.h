/* takeover.h - somebody else has the account: evidence summed over a visit.
 *
 * Layer   core/detect/takeover: includes base, model, state and detect. Pure.
 * Method  A visit's sum is the natural log of how much likelier what was seen there is if an intruder has the
 *         account than if its holder is there: parts of the place (weigh.c) and of what was done (acts.c), each
 *         with its prior and the organisation's own rate. Things that come together for good reason (a new
 *         phone: factor, device, consent) share a family: the strongest counts whole, each other a quarter. The
 *         chance that the holder's sum ever passes ln(c) is at most 1/c (Ville 1939), so the level is the log
 *         of account-days a year over false alarms a year.
 * Two     hypotheses are asked: an intruder signs in (place and acts), or a machine encrypts files (renames
 *         alone, from wherever, for it runs where its victim sits).
 */
#pragma once

#include "core/detect/signin/watch.h"

_Static_assert(ACTION_COUNT <= 32, "actions are bits of a word");

#define TAKEOVER_JOINS 3.0 /* nats of a visit that looks like one by which the account was taken */
#define TAKEOVER_TOGETHER (7u * 86400)

/* The first success of a pair; `before` is the account's last success until then, 0 none. */
void takeover_success(struct watch *watch, struct org *org, const struct event *ev, struct source *src,
        uint32_t before, bool kin, struct findings *findings);

/* A right password was stopped, or a prompt of the second factor refused, where the account is not at home. */
void takeover_stopped(struct watch *watch, struct org *org, const struct event *ev, const struct source *src,
        struct findings *findings);

/* Something was done with an account; findings is emptied first. */
void takeover_access(struct watch *watch, const struct event *ev, struct findings *findings);

/* Is the visit one more by the hands of `held`, of the same account and within the week: by the same program or
 * network, or two thirds of the way to the level by itself? The holder goes on living meanwhile. */
bool takeover_is_more(const struct watch *watch, const struct visit *visit, const struct visit *held);

/* What the sum had to pass. */
double takeover_level(const struct watch *watch, const struct org *org);

struct judgement {
    double sum;      /* of the likelier hypothesis */
    bool encryption; /* which is that of a machine that encrypts */
    bool prompts;    /* most of it are refused prompts */
    bool reading;    /* most of what was done is reading or fetching in bulk */
};
void takeover_judge(const struct visit *visit, struct judgement *ret);

/* Nats of one action in the visit once its family is counted: what it adds. */
double takeover_act(const struct visit *visit, enum action action);

/* weigh.c: what a success, or a right password, at a place that is new to the account says. */
struct arrival {
    const struct event *ev;
    const struct source *src;
    const struct account *acct;
    struct holder *holder;
    uint32_t before; /* s; of the account's last success until then */
};
void takeover_weigh(
        const struct watch *watch, struct org *org, const struct arrival *place, struct visit *visit);
void takeover_prompts(struct visit *visit, unsigned prompts);
enum protocol_class takeover_protocol(const struct interner *names, uint32_t client);

/* acts.c: nats of one access, by itself, at home or not; 0: says nothing. */
double takeover_weigh_act(const struct watch *watch, const struct house *house, const struct event *ev,
        const struct holder *holder, bool new_place);

/* The volume that an action adds to; VOLUMES: none. */
enum volume takeover_volume(enum action action);

/* endings.c: nats of `count` files that got the ending today; `fresh`: nobody here had files of it until now. */
double takeover_ending(struct slice ending, uint32_t count, bool fresh);

/* travel.c: kilometres between the middles of two countries, 0 when one is not known. */
double travel_distance(const char from[2], const char to[2]);
