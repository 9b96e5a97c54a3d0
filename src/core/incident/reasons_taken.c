/* reasons_taken.c - what speaks for an account in other hands: its place, and what was done. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/incident/reasons.h"
#include "core/incident/taken.h"

static bool shows_deed(const struct incident_evidence *row)
{
    return row->action != ACTION_NONE;
}

static bool shows_arrival(const struct incident_evidence *row)
{
    return row->action == ACTION_NONE && row->role != EVIDENCE_SAMPLE;
}

static const struct {
    const char *feature, *text, *how;
} parts[VISIT_PARTS] = {
    [VISIT_PLACE] = { "new-place", "It came from where the account had never been.",
            "Nine of ten intruders do; of holders the share of account-days here with a place that is new to "
            "the "
            "account, and half of its places while few of its days are known." },
    [VISIT_COUNTRY] = { "new-country", "From a country that the account had never been in.",
            "Seven of ten intruders; of holders the share here of new places that lie in a new country." },
    [VISIT_TRAVEL] = { "impossible-travel",
            "Nobody travels from the account's last country to this one in that time.",
            "The way between the middles of both countries, less 500 km, at more than 900 km/h since the "
            "last "
            "sign-in. A VPN does it too: never more than 0.7 nats." },
    [VISIT_AGENT] = { "rare-program", "With a program that hardly anybody here signs in with.",
            "At most one of a thousand successful sign-ins here name the same agent, application and "
            "protocol." },
    [VISIT_PROTOCOL] = { "way-in",
            "By a way in that takeovers like and that the account had not used: device code, or a protocol "
            "without "
            "second factor.",
            "One takeover in ten, or in seven; of holders the share here of new places reached that way." },
    [VISIT_DORMANT] = { "dormant-account", "The account had not been used for 45 days or more.",
            "One in five taken accounts; of holders the share here of returns that come so late." },
    [VISIT_STOPPED] = { "stopped-before",
            "Its right password had been stopped at a place that was new to it, less than a day before.",
            "Half of the intruders who get in meet a stop first; one in five holders at a new place." },
    [VISIT_PROMPTS] = { "refused-prompts", "",
            "Prompts refused or not answered from where the account is not at home, each less than an hour "
            "after "
            "the one before. Of holders who refuse one, a quarter tries again." },
    [VISIT_HAND] = { "known-hand", "Its address takes part in an attack already.",
            "A sign-in of the holder at an attacker's own address: one in a hundred and fifty." },
    [VISIT_LURE] = { "lure-before", "A lure had reached the account's mailbox in the week before.",
            "Every second takeover begins with a lure; of holders at new places the share of people here "
            "whom "
            "lures reach "
            "in a week." },
};

static void reason_of_part(struct reasons *r, const struct visit *sum, enum visit_part part)
{
    double nats = sum->part[part];
    const char *text = parts[part].text;
    if (nats < 0.05)
        return;
    if (part == VISIT_PROMPTS)
        text = SAY(r->d, "%u prompt%s of the second factor %s refused or not answered%s.", sum->prompts,
                plural(sum->prompts), sum->prompts == 1 ? "was" : "were",
                sum->flags & VISIT_SIGNED_IN ? "; then the sign-in succeeded" : "");
    reason(r,
            (struct incident_reason){ .feature = parts[part].feature,
                    .value = part == VISIT_PROMPTS ? sum->prompts : 1,
                    .has_baseline = true,
                    .unit = part == VISIT_PROMPTS ? "prompts" : "visit",
                    .nats = nats,
                    .text = text,
                    .how = parts[part].how },
            shows_arrival);
}

struct done {
    uint64_t count;
    uint32_t accounts;
    const char *object, *last;
};

static struct done counted(const struct incident *inc, enum action action)
{
    struct done done = { .last = "", .object = "" };
    for (size_t i = 0; i < inc->acts_count; i++) {
        const struct incident_act *act = &inc->acts[i];
        if (act->action != action || !act->done)
            continue;
        done.count += act->count;
        if (done.object[0] == '\0')
            done.object = act->object;
        if (strcmp(act->account, done.last) != 0)
            done.accounts++;
        done.last = act->account;
    }
    return done;
}

static const char *how_of(enum action action)
{
    if (takeover_volume(action) < VOLUMES)
        return "How many a day, against what is usual for the account and for everybody: the logarithm "
               "beyond two "
               "spreads, times 1.5, for people's days fall off as a power.";
    return "How often intruders do it in a visit against the share of account-days here with it; of several "
           "things "
           "that come together (a mailbox set up, a phone set up) the strongest counts whole, each other a "
           "quarter.";
}

/* Of the latest reason: the rows of this action alone. */
static void point_at_action(struct draft *d, enum action action)
{
    const size_t most = 3;
    struct incident *inc = d->inc;
    struct incident_reason *last = &inc->reasons[inc->reasons_count - 1];
    uint32_t *rows = memory_take(d->memory, most * sizeof *rows);
    last->rows = rows;
    last->rows_count = 0;
    for (size_t i = 0; i < inc->evidence_count && rows != NULL && last->rows_count < most; i++)
        if (inc->evidence[i].action == action)
            rows[last->rows_count++] = (uint32_t)i;
}

static void reason_of_act(struct reasons *r, const struct visit *sum, enum action action)
{
    struct draft *d = r->d;
    struct done done = counted(d->inc, action);
    if (done.count == 0 || sum->act[action] < 0.05)
        return;
    reason(r,
            (struct incident_reason){ .feature = action_name(action),
                    .value = (double)done.count,
                    .has_baseline = true,
                    .unit = done.count == 1 ? "time" : "times",
                    .nats = takeover_act(sum, action),
                    .text = SAY(d, "Somebody %s%s%.160s%s, %" PRIu64 " time%s, with %u account%s.",
                            action_says(action), done.object[0] ? ": " : "", done.object,
                            done.object[0] ? "" : "", done.count, plural(done.count), done.accounts,
                            plural(done.accounts)),
                    .how = how_of(action) },
            shows_deed);
    if (d->inc->reasons_count > 0)
        point_at_action(d, action);
}

static int strongest_first(const void *a, const void *b)
{
    const struct incident_reason *x = a, *y = b;
    if (x->nats != y->nats)
        return x->nats > y->nats ? -1 : 1;
    return strcmp(x->feature, y->feature);
}

void reasons_of_taken(struct reasons *r)
{
    struct visit sum;
    taken_sum(r->d, &sum);
    for (int part = 0; r->d->camp->trigger == TRIGGER_TAKEN && part < VISIT_PARTS; part++)
        reason_of_part(r, &sum, (enum visit_part)part);
    for (unsigned action = 1; action < ACTION_COUNT; action++)
        reason_of_act(r, &sum, (enum action)action);
    struct incident *inc = r->d->inc;
    if (r->d->camp->trigger == TRIGGER_TAKEN && inc->reasons_count > 0)
        qsort(inc->reasons, inc->reasons_count, sizeof *inc->reasons, strongest_first);
}
