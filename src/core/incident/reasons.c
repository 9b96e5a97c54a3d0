/* reasons.c - what speaks for an incident: each with its number, how it is counted and where it shows. */
#include "core/incident/reasons.h"

#include <inttypes.h>

#define US(seconds) ((time_us)(seconds)*TIME_SECOND)
#define REASONS_MAX 40
#define ROWS_SHOWN 3

bool shows_opening(const struct incident_evidence *row)
{
    return row->role == EVIDENCE_OPENING;
}

static bool shows_decision(const struct incident_evidence *row)
{
    return row->role == EVIDENCE_DECIDING;
}

/* Guesses at an account that was used are no evidence of its use; --rows has them. */
static bool shows_none(const struct incident_evidence *row)
{
    (void)row;
    return false;
}

static bool shows_in(const struct incident_evidence *row)
{
    return shows_decision(row) && row->outcome == OUTCOME_OK;
}

static bool shows_stop(const struct incident_evidence *row)
{
    return shows_decision(row) && row->outcome != OUTCOME_OK;
}

static bool shows_missing(const struct incident_evidence *row)
{
    return row->outcome == OUTCOME_NO_SUCH_ACCOUNT;
}

bool shows_any(const struct incident_evidence *row)
{
    return row->role == EVIDENCE_SAMPLE || row->role == EVIDENCE_OPENING;
}

static void point_at_rows(struct draft *d, struct incident_reason *reason, proof shows)
{
    const struct incident *inc = d->inc;
    uint32_t *rows = memory_take(d->memory, ROWS_SHOWN * sizeof *rows);
    reason->rows = rows;
    for (size_t i = 0; i < inc->evidence_count && rows != NULL && reason->rows_count < ROWS_SHOWN; i++)
        if (shows(&inc->evidence[i]))
            rows[reason->rows_count++] = (uint32_t)i;
}

void reason(struct reasons *r, struct incident_reason told, proof shows)
{
    struct incident *inc = r->d->inc;
    if (inc->reasons == NULL)
        inc->reasons = memory_take(r->d->memory, REASONS_MAX * sizeof *inc->reasons);
    if (inc->reasons == NULL || inc->reasons_count == REASONS_MAX)
        return;
    told.weight = told.nats;
    r->sum += told.nats;
    told.nats = round(told.nats * 1000) / 1000;
    point_at_rows(r->d, &told, shows);
    inc->reasons[inc->reasons_count++] = told;
}

/* Strengths were nats; as shares they add up to one. */
static void weigh_reasons(struct reasons *r)
{
    for (size_t i = 0; i < r->d->inc->reasons_count && r->sum > 0; i++)
        r->d->inc->reasons[i].weight = round(r->d->inc->reasons[i].weight / r->sum * 1000) / 1000;
}

/* ---- whatever it was ---- */

static void reason_of_emergency(struct reasons *r)
{
    struct draft *d = r->d;
    bool glass = d->camp->trigger == TRIGGER_GLASS;
    uint64_t tries = d->guesses;
    const char *name = "";
    for (size_t i = d->inc->accounts_count; d->emergency && i-- > 0;) {
        const struct incident_account *a = &d->inc->accounts[i];
        if (!a->emergency)
            continue;
        name = a->name;
        tries += glass ? 0 : a->attempts;
    }
    if (d->emergency)
        reason(r,
                (struct incident_reason){ .feature = "emergency-account-tried",
                        .value = (double)tries,
                        .has_baseline = true,
                        .unit = "tries",
                        .nats = 3,
                        .text = SAY(d,
                                "%" PRIu64
                                " tr%s at an emergency account (%s) from places where it is not at "
                                "home: nobody should know its name.",
                                tries, tries == 1 ? "y" : "ies", name),
                        .how = glass
                                ? "Failures at it from where it is not at home, from a week before its use "
                                  "until "
                                  "a week after: the rows with the role guess."
                                : "The attempts of all accounts that are marked as emergency accounts." },
                glass ? shows_none : shows_any);
}

static void reasons_shared(struct reasons *r, const struct facts *f)
{
    struct draft *d = r->d;
    const struct incident *inc = d->inc;
    if (f->missing > 0 && f->missing_share > 0.02)
        reason(r,
                (struct incident_reason){ .feature = "names-that-do-not-exist",
                        .value = rounded(f->missing_share * 100, 10),
                        .unit = "% of names",
                        .nats = 1 + 3 * f->missing_share,
                        .text = SAY(d, "%u of the %zu names tried do not exist here.", f->missing,
                                inc->accounts_count),
                        .how = SAY(d,
                                "%u of its %zu accounts: the log said that there is no such account, and "
                                "never "
                                "that a password was wrong or right there.",
                                f->missing, inc->accounts_count) },
                shows_missing);
    if (d->asked > 0 && d->asked + d->missed == d->attempts)
        reason(r,
                (struct incident_reason){ .feature = "no-password-looked-at",
                        .value = (double)d->asked,
                        .unit = "attempts",
                        .nats = 1,
                        .text = SAY(d,
                                "No password was looked at: %" PRIu64
                                " attempts met accounts that are locked or "
                                "disabled, which a domain controller says to whoever asks for their name.",
                                d->asked),
                        .how = SAY(d,
                                "Kerberos result 0x12 at %" PRIu64 " of %" PRIu64
                                " attempts, and none at an account that is open.",
                                d->asked, d->attempts) },
                shows_any);
    if (f->agent_share > 0.5 && f->agent.len > 0 && inc->clients_count > 0
            && f->agent_people < f->agent_attempts / 20.0)
        reason(r,
                (struct incident_reason){ .feature = "rare-agent",
                        .value = rounded(f->agent_share * 100, 10),
                        .baseline = rounded(100.0 * f->agent_people_share, 10),
                        .has_baseline = true,
                        .unit = "% of attempts",
                        .nats = 3,
                        .text = SAY(d,
                                "%.0f %% of the attempts name the agent \"%.120s\"; %.2f %% of successful "
                                "sign-ins "
                                "here do.",
                                f->agent_share * 100, inc->clients[0].agent, 100 * f->agent_people_share),
                        .how = SAY(d,
                                "%u of %" PRIu64 " attempts, and %u of the %" PRIu64
                                " successful sign-ins in these logs, with the same agent, application and "
                                "protocol.",
                                f->agent_attempts, inc->attempts, f->agent_people, f->successes) },
                shows_any);
    if (f->got_in > 0)
        reason(r,
                (struct incident_reason){ .feature = "got-in",
                        .value = f->got_in,
                        .has_baseline = true,
                        .unit = f->got_in == 1 ? "account" : "accounts",
                        .nats = 5,
                        .text = SAY(d, "%u account%s accepted the password at a source that takes part.",
                                f->got_in, plural(f->got_in)),
                        .how = "Its accounts with a successful sign-in from one of its sources, where they "
                               "had not "
                               "been at home: each by the row with the role deciding." },
                shows_in);
    if (f->known > 0)
        reason(r,
                (struct incident_reason){ .feature = "password-known",
                        .value = f->known,
                        .has_baseline = true,
                        .unit = f->known == 1 ? "account" : "accounts",
                        .nats = 4,
                        .text = SAY(d,
                                "At %u account%s the password was right and something else stopped the "
                                "sign-in.",
                                f->known, plural(f->known)),
                        .how = "Its accounts whose password was right at one of its sources and that did not "
                               "get in: "
                               "each by the row with the role deciding." },
                shows_stop);
}

void draft_reason(struct draft *d, const struct watch *watch, const struct facts *f)
{
    struct reasons r = { .d = d };
    opened_count(d, watch, NULL, &r.opened);
    time_format(US(r.opened.from), r.from);
    time_format(US(r.opened.until), r.until);
    time_format(d->inc->first_seen, r.first);
    time_format(d->inc->last_seen, r.last);
    if (d->camp->found.rule == RULE_SURGE)
        reasons_of_many(&r, f);
    else
        reasons_of_one(&r);
    reasons_of_taken(&r);
    reason_of_emergency(&r);
    if (d->camp->trigger != TRIGGER_TAKEN)
        reasons_shared(&r, f);
    weigh_reasons(&r);
    d->inc->alarm = reasons_alarm(d, watch->false_alarms_per_year);
}
