/* unseen.c - what these logs cannot tell of an incident: only what was looked for in them and is not there. */
#include "core/incident/facts.h"

#define SAY(d, ...) memory_printf((d)->memory, __VA_ARGS__)

void logged_gather(const struct state *state, struct logged *ret)
{
    *ret = (struct logged){ 0 };
    for (uint32_t i = 0; i < state->pairs.count && !ret->stops; i++)
        ret->stops = pair_at(state, i)->stopped_at != 0;
    for (uint32_t i = 0; i < state->clients_count; i++) {
        bool used = state->clients[i].ok + state->clients[i].fail > 0;
        ret->agents |= used && interner_agent(state->interner, i).len > 0;
        ret->applications |= used && interner_application(state->interner, i).len > 0;
    }
}

static void unseen(struct draft *d, const char *text)
{
    if (d->inc->unseen == NULL)
        d->inc->unseen = memory_take(d->memory, (UNSEEN_MAX + 1) * sizeof *d->inc->unseen);
    incident_add_unseen(d->inc, text);
}

static uint64_t without_agent(const struct incident *inc)
{
    uint64_t n = 0;
    for (size_t i = 0; i < inc->clients_count; i++)
        n += inc->clients[i].agent[0] == '\0' ? inc->clients[i].attempts : 0;
    return n;
}

static void unseen_means(struct draft *d, const struct logged *logged)
{
    const struct incident *inc = d->inc;
    uint64_t dumb = without_agent(inc);
    size_t placed = 0;
    if (!logged->agents)
        unseen(d, "with which program it was done: these logs name no agent");
    else if (dumb > 0)
        unseen(d,
                SAY(d, "with which program it was done at %llu of the %llu attempts: they name no agent",
                        (unsigned long long)dumb, (unsigned long long)inc->attempts));
    if (!logged->applications)
        unseen(d, "at which application it was aimed: these logs name none");
    for (size_t i = 0; i < inc->sources_count; i++)
        placed += inc->sources[i].asn != 0 || inc->sources[i].country[0] != '\0';
    if (placed == 0)
        unseen(d,
                "networks and countries of the addresses: these logs do not tell; a database that tells them "
                "here may "
                "be of another day");
    else if (placed < inc->sources_count)
        unseen(d,
                SAY(d, "the network and country of %zu of the %zu sources: these logs do not tell",
                        inc->sources_count - placed, inc->sources_count));
}

static void unseen_time(struct draft *d, const struct watch *watch)
{
    const struct org *org = &watch->orgs[d->camp->organisation];
    uint32_t since = d->camp->since > org->first ? d->camp->since - org->first : 0;
    uint64_t lost = d->state->evictions + interner_refused(d->state->interner);
    if (since < 14 * 86400u && d->camp->trigger == TRIGGER_MANY)
        unseen(d,
                SAY(d,
                        "what two weeks before it were like: these logs begin %.1f days before it, so a "
                        "published "
                        "prior stands in for what is usual",
                        since / 86400.0));
    if (lost > 0)
        unseen(d,
                SAY(d,
                        "what belongs to %llu names, addresses or attempts that were forgotten to stay "
                        "within memory",
                        (unsigned long long)lost));
}

void draft_unseen(struct draft *d, const struct watch *watch, const struct facts *f)
{
    const struct org *org = &watch->orgs[d->camp->organisation];
    bool use = d->camp->trigger == TRIGGER_GLASS;
    if (org->successes == 0 && d->camp->trigger != TRIGGER_TAKEN)
        unseen(d,
                "whether anybody got in: there is no successful sign-in in these logs; were they left out?");
    if (d->logged != NULL && !d->logged->stops && !use && d->inc->kind != KIND_RANSOMWARE)
        unseen(d,
                "whether a second factor was asked for: no sign-in in these logs was stopped behind a right "
                "password");
    if ((f->got_in > 0 || f->check > 0) && org->house.accesses == 0)
        unseen(d, "what was done after signing in: no audit log was read");
    if (d->logged != NULL)
        unseen_means(d, d->logged);
    if (d->camp->trigger != TRIGGER_LOOP)
        unseen(d, "whether messages belong to it: no mail was read");
    unseen_time(d, watch);
}
