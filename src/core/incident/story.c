/* story.c - the title and the reasons of an incident, each with its numbers. */
#include <math.h>
#include <stdio.h>

#include "core/incident/draft.h"
#include "core/incident/facts.h"
#include "core/incident/playbook.h"

#define SAY(d, ...) memory_printf((d)->memory, __VA_ARGS__)

static const char *plural(uint64_t n)
{
    return n == 1 ? "" : "s";
}

/* ---- the title ---- */

static const char *title_of(struct draft *d, const struct facts *f)
{
    const struct incident *inc = d->inc;
    const char *first = inc->accounts_count ? inc->accounts[0].name : "";
    switch (d->camp->trigger) {
    case TRIGGER_LOOP: return SAY(d, "%s fails again and again with an old password", first);
    case TRIGGER_GLASS: return SAY(d, "Emergency account %s was used", first);
    case TRIGGER_PAIR:
    case TRIGGER_ACCOUNT:
        return SAY(d, "%s on %s%s", f->got_in ? "Account taken by brute force" : "Brute force", first,
                inc->accounts_count > 1 ? " and others" : "");
    case TRIGGER_SCAN: return "Background guessing of names that nobody has here";
    default: break;
    }
    const char *what = kind_title(inc->kind);
    const char *how = d->camp->trigger == TRIGGER_SOURCE ? "from one source"
            : f->tries_per_account_day <= 1.5            ? "low and slow, from many sources"
                                                         : "from many sources";
    if (f->got_in > 0)
        return SAY(d, "%s %s: %u account%s taken", what, how, f->got_in, plural(f->got_in));
    return SAY(d, "%s %s", what, how);
}

/* ---- reasons ---- */

struct reasons {
    struct draft *d;
    double sum;
};

#define REASONS_MAX 10

static void reason(struct reasons *r, const char *feature, double value, double baseline, bool has_baseline,
        const char *unit, double strength, const char *text)
{
    struct incident *inc = r->d->inc;
    if (inc->reasons == NULL)
        inc->reasons = memory_take(r->d->memory, REASONS_MAX * sizeof *inc->reasons);
    if (inc->reasons == NULL || inc->reasons_count == REASONS_MAX)
        return;
    inc->reasons[inc->reasons_count++] = (struct incident_reason){ .feature = feature,
        .value = value,
        .baseline = baseline,
        .has_baseline = has_baseline,
        .unit = unit,
        .nats = round(strength * 1000) / 1000,
        .weight = strength,
        .text = text };
    r->sum += strength;
}

/* Strengths were nats; as shares they add up to one. */
static void weigh_reasons(struct reasons *r)
{
    for (size_t i = 0; i < r->d->inc->reasons_count && r->sum > 0; i++)
        r->d->inc->reasons[i].weight = round(r->d->inc->reasons[i].weight / r->sum * 1000) / 1000;
}

static void reasons_of_many(struct reasons *r, const struct facts *f)
{
    struct draft *d = r->d;
    const struct finding *found = &d->camp->found;
    reason(r, found->people ? "unexplained-failures" : "fresh-failures", round(found->value * 100) / 100,
            round(found->baseline * 1000) / 1000, true, "per hour", found->statistic,
            SAY(d,
                    "When it was noticed, %.0f first failures an hour came from sources that the accounts "
                    "had never used; "
                    "this organisation makes %.2f.",
                    found->value, found->baseline));
    double usual = f->usual_per_day;
    reason(r, "accounts-a-day", round(f->accounts_per_day * 10) / 10, round(usual * 100) / 100, true,
            "per day", log1p(f->accounts_per_day / (usual + 0.1)),
            SAY(d,
                    "%.0f different accounts a day failed from an unfamiliar source and did not sign in from "
                    "there "
                    "afterwards; %.1f a day is usual here.",
                    f->accounts_per_day, usual));
    if (f->one_try_share > 0.5)
        reason(r, "one-try-each", round(f->one_try_share * 1000) / 10, 0, false, "% of account-days", 1.5,
                SAY(d,
                        "In %.0f %% of the cases an account was tried exactly once that day: people who "
                        "mistype try "
                        "again.",
                        f->one_try_share * 100));
    if (f->accounts_per_source > 1.5)
        reason(r, "accounts-per-source", round(f->accounts_per_source * 10) / 10, 1, true, "accounts", 2,
                SAY(d, "A source tried %.1f different accounts on average; people have one.",
                        f->accounts_per_source));
}

static void reasons_shared(struct reasons *r, const struct facts *f)
{
    struct draft *d = r->d;
    if (f->missing > 0 && f->missing_share > 0.02)
        reason(r, "names-that-do-not-exist", round(f->missing_share * 1000) / 10, 0, false, "% of names",
                1 + 3 * f->missing_share,
                SAY(d, "%u of the %zu names tried do not exist here.", f->missing, d->inc->accounts_count));
    if (f->agent_share > 0.5 && f->agent.len > 0 && d->inc->clients_count > 0
            && f->agent_people < f->agent_attempts / 20.0)
        reason(r, "rare-agent", round(f->agent_share * 1000) / 10,
                round(100.0 * f->agent_people_share * 10) / 10, true, "% of attempts", 3,
                SAY(d,
                        "%.0f %% of the attempts name the agent \"%.120s\"; %.2f %% of successful sign-ins "
                        "here do.",
                        f->agent_share * 100, d->inc->clients[0].agent, 100 * f->agent_people_share));
    if (f->got_in > 0)
        reason(r, "got-in", f->got_in, 0, true, f->got_in == 1 ? "account" : "accounts", 5,
                SAY(d, "%u account%s accepted the password at a source that takes part.", f->got_in,
                        f->got_in == 1 ? "" : "s"));
    if (f->known > 0)
        reason(r, "password-known", f->known, 0, true, f->known == 1 ? "account" : "accounts", 4,
                SAY(d, "At %u account%s the password was right and something else stopped the sign-in.",
                        f->known, plural(f->known)));
}

static void reasons_of_one(struct reasons *r)
{
    struct draft *d = r->d;
    const struct finding *found = &d->camp->found;
    switch (found->rule) {
    case RULE_CROWD:
        reason(r, "accounts-at-one-source", found->value, round(found->baseline * 10) / 10, true, "accounts",
                found->statistic,
                SAY(d,
                        "%.0f accounts failed from one address and did not get in; at an address that people "
                        "share at "
                        "most one in five is in that state at a time (chance %.1e).",
                        found->value, exp(-found->statistic)));
        break;
    case RULE_PERSISTENT:
        reason(r, "failures-in-a-row", found->value, found->baseline, true, "failures", 3,
                SAY(d,
                        "%.0f failures in a row from an address that the account never used; people stop at "
                        "about a "
                        "dozen.",
                        found->value));
        break;
    case RULE_BURST:
        reason(r, "sources-at-one-account", found->value, found->baseline, true, "sources", found->statistic,
                SAY(d,
                        "The account was tried from %.0f unfamiliar addresses; a wandering phone makes one "
                        "in two "
                        "hours.",
                        found->value));
        break;
    case RULE_BACKGROUND:
        reason(r, "system-account", found->value, 0, false, "sources", 1,
                SAY(d,
                        "Sources that nobody here ever used tried an account that every system has, and "
                        "nothing "
                        "else."));
        break;
    case RULE_LOOP:
        reason(r, "same-failure-looping", d->inc->attempts, 0, false, "failures", 1,
                SAY(d,
                        "The same account failed %llu times from the same address, hours on end, at its own "
                        "pace and "
                        "without trying anything else.",
                        (unsigned long long)d->inc->attempts));
        break;
    case RULE_GLASS:
        reason(r, "emergency-account-used", (double)d->inc->attempts, 0, true, "sign-ins", 2,
                SAY(d,
                        "The configuration names %s under `break_glass`, and its password was given %llu "
                        "time%s, from %zu address%s: any use is worth telling.",
                        d->inc->accounts_count ? d->inc->accounts[0].name : "it",
                        (unsigned long long)d->inc->attempts, plural(d->inc->attempts), d->inc->sources_count,
                        d->inc->sources_count == 1 ? "" : "es"));
        break;
    default: break;
    }
}

static void reason_of_emergency(struct reasons *r)
{
    struct draft *d = r->d;
    uint64_t tries = d->guesses;
    const char *name = "";
    for (size_t i = d->inc->accounts_count; d->emergency && i-- > 0;) {
        const struct incident_account *a = &d->inc->accounts[i];
        if (!a->emergency)
            continue;
        name = a->name;
        tries += d->camp->trigger == TRIGGER_GLASS ? 0 : a->attempts;
    }
    if (d->emergency)
        reason(r, "emergency-account-tried", (double)tries, 0, true, "tries", 3,
                SAY(d,
                        "%llu tr%s at an emergency account (%s) from places where it is not at home: "
                        "nobody should know its name.",
                        (unsigned long long)tries, tries == 1 ? "y" : "ies", name));
}

void draft_tell(struct draft *d, const struct watch *watch)
{
    struct facts f;
    struct reasons r = { .d = d };

    facts_gather(d, watch, &f);
    d->inc->title = title_of(d, &f);
    if (d->camp->found.rule == RULE_SURGE)
        reasons_of_many(&r, &f);
    else
        reasons_of_one(&r);
    reason_of_emergency(&r);
    reasons_shared(&r, &f);
    weigh_reasons(&r);
    draft_advise(d, watch, &f);
    playbooks_match(d, &f);
}
