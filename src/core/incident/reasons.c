/* reasons.c - what speaks for an incident: each with its number, how it is counted and where it shows. */
#include <inttypes.h>
#include <math.h>

#include "core/detect/signin/crowd.h"
#include "core/incident/facts.h"
#include "core/incident/opened.h"

#define SAY(d, ...) memory_printf((d)->memory, __VA_ARGS__)
#define US(seconds) ((time_us)(seconds)*TIME_SECOND)
#define REASONS_MAX 10
#define ROWS_SHOWN 3

struct reasons {
    struct draft *d;
    struct opened opened;
    double sum;
    char from[TIME_TEXT_MAX], until[TIME_TEXT_MAX]; /* of opened */
    char first[TIME_TEXT_MAX], last[TIME_TEXT_MAX]; /* of the incident */
};

/* Which of the evidence shows a reason. */
typedef bool (*proof)(const struct incident_evidence *row);

static bool shows_opening(const struct incident_evidence *row)
{
    return row->role == EVIDENCE_OPENING;
}

static bool shows_decision(const struct incident_evidence *row)
{
    return row->role == EVIDENCE_DECIDING;
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

static bool shows_any(const struct incident_evidence *row)
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

/* Its nats come as they are and are rounded here. */
static void reason(struct reasons *r, struct incident_reason told, proof shows)
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

static const char *plural(uint64_t n)
{
    return n == 1 ? "" : "s";
}

static double rounded(double val, double scale)
{
    return round(val * scale) / scale;
}

/* ---- many sources ---- */

/* "(12 + 3) / (40 + 5230) x 310" with its words. */
static const char *usual_text(struct draft *d, const struct baseline_parts *p, enum stream stream,
        double times, double units, const char *of)
{
    static const char *const counted[STREAM_COUNT] = { "such failures",
        "such failures that stayed unexplained", "such failures at names that nobody has" };
    return SAY(d,
            "Usual here: %s(%.4g + %.4g) / (%.4g + %.4g) x %.4g. In the %.0f day%s that had taught until "
            "then there "
            "were %.4g %s in %.4g %s; %.4g in %.4g is the published prior; %.4g are %s.",
            times > 1 ? "2 x " : "", p->prior, p->events, p->prior_units, p->units, units, p->days,
            plural((uint64_t)p->days), p->events, counted[stream], p->units,
            stream == STREAM_NAMES ? "hours (200 sign-ins of people count as one more)"
                                   : "sign-ins of people as they were to be expected",
            p->prior, p->prior_units, units, of);
}

static void reason_beside(struct reasons *r)
{
    struct draft *d = r->d;
    const struct finding *found = &d->camp->found;
    double hours = fmax((found->now - found->from) / 3600.0, 1);
    reason(r,
            (struct incident_reason){ .feature = "sources-like-nobody",
                    .value = rounded(r->opened.value, 100),
                    .baseline = rounded(found->baseline, 1000),
                    .has_baseline = true,
                    .unit = "per hour",
                    .nats = found->statistic,
                    .text = SAY(d,
                            "Inside another attack %u sources were like neither its sources nor people: "
                            "%.2f an hour; %.2f new sources of all kinds are expected here.",
                            r->opened.rows, r->opened.value, found->baseline),
                    .how = SAY(d,
                            "%u sources by their first failure, from %s until %s (%.2f h): the rows with the "
                            "role opening. %s",
                            r->opened.rows, r->from, r->until, hours,
                            usual_text(d, &found->usual, STREAM_FRESH, 2, found->usual.a_day / 24,
                                    "those of an average hour")) },
            shows_opening);
}

static void reason_of_surge(struct reasons *r)
{
    struct draft *d = r->d;
    const struct finding *found = &d->camp->found;
    double hours = fmax((found->now - found->from) / 3600.0, 1.0 / 60);
    bool whole = fabs(r->opened.rows - found->value * hours) < 0.5;
    reason(r,
            (struct incident_reason){ .feature = found->people ? "unexplained-failures" : "fresh-failures",
                    .value = rounded(found->value, 100),
                    .baseline = rounded(found->baseline, 1000),
                    .has_baseline = true,
                    .unit = "per hour",
                    .nats = found->statistic,
                    .text = SAY(d,
                            "When it was noticed, %.4g first failures an hour came from sources that the "
                            "accounts had never used; this organisation makes %.2f.",
                            rounded(found->value, 100), found->baseline),
                    .how = SAY(d,
                            "%.0f first failures from %s until %s (%.4g h): of an account at a source where "
                            "it had never signed in, neither of which had failed so within a day. They are "
                            "the rows with the role opening%s. %s",
                            found->value * hours, r->from, r->until, hours,
                            whole ? "" : ", as far as they were kept",
                            usual_text(d, &found->usual, found->stream, 1, found->usual.an_hour,
                                    "those of that hour")) },
            shows_opening);
}

static void reasons_of_many(struct reasons *r, const struct facts *f)
{
    struct draft *d = r->d;
    const struct incident *inc = d->inc;
    double usual = f->usual_per_day;
    if (d->camp->beside)
        reason_beside(r);
    else
        reason_of_surge(r);
    reason(r,
            (struct incident_reason){ .feature = "accounts-a-day",
                    .value = rounded(f->accounts_per_day, 10),
                    .baseline = rounded(usual, 100),
                    .has_baseline = true,
                    .unit = "per day",
                    .nats = log1p(f->accounts_per_day / (usual + 0.1)),
                    .text = SAY(d,
                            "%.0f different accounts a day failed from an unfamiliar source and did not sign "
                            "in from there afterwards; %.1f a day is usual here.",
                            f->accounts_per_day, usual),
                    .how = SAY(d,
                            "%u account-days (an account on a UTC day) among the attempts, over the %.4g "
                            "days "
                            "from %s until %s, at least one. %s",
                            d->days_tried, f->days > 1 ? f->days : 1, r->first, r->last,
                            usual_text(d, &f->usual, STREAM_LATE, 1, f->usual.a_day,
                                    "those of an average day")) },
            shows_any);
    if (f->one_try_share > 0.5)
        reason(r,
                (struct incident_reason){ .feature = "one-try-each",
                        .value = rounded(f->one_try_share * 100, 10),
                        .unit = "% of account-days",
                        .nats = 1.5,
                        .text = SAY(d,
                                "In %.0f %% of the cases an account was tried exactly once that day: people "
                                "who mistype try again.",
                                f->one_try_share * 100),
                        .how = SAY(d,
                                "%u of %u account-days (an account on a UTC day) hold just one attempt.",
                                d->days_one_try, d->days_tried) },
                shows_any);
    if (f->accounts_per_source > 1.5)
        reason(r,
                (struct incident_reason){ .feature = "accounts-per-source",
                        .value = rounded(f->accounts_per_source, 10),
                        .baseline = 1,
                        .has_baseline = true,
                        .unit = "accounts",
                        .nats = 2,
                        .text = SAY(d, "A source tried %.1f different accounts on average; people have one.",
                                f->accounts_per_source),
                        .how = SAY(d, "%.0f pairs of account and source among the attempts, of %zu sources.",
                                f->accounts_per_source * (double)inc->sources_count, inc->sources_count) },
                shows_any);
}

/* ---- one source, one account ---- */

static const char *address(struct draft *d)
{
    char from[IP_TEXT_MAX];
    ip_format_source(ip_source_key(source_at(d->state, d->camp->found.source)->addr), from);
    return SAY(d, "%s", from);
}

static const char *account(struct draft *d)
{
    return SAY(d, "%.120s", draft_account_name(d, d->camp->found.account));
}

static void reason_of_crowd(struct reasons *r)
{
    struct draft *d = r->d;
    const struct finding *found = &d->camp->found;
    double n = r->opened.value;
    const char *text = d->camp->beside ? SAY(d,
                               "%.0f accounts failed from one address and did not get in; the other sources "
                               "of an attack at "
                               "the same time tried %.0f (chance that people did it %.1e).",
                               n, found->baseline, exp(-found->statistic))
                                       : SAY(d,
                                               "%.0f accounts failed from one address and did not get in; at "
                                               "an address that people share at "
                                               "most one in five is in that state at a time (chance %.1e).",
                                               n, exp(-found->statistic));
    const char *usual = d->camp->beside
            ? "Usual: what half of the sources beside it stay below."
            : SAY(d,
                    "Usual at most: a fifth of these and the accounts that had signed in there, %.0f in all.",
                    found->baseline / CROWD_SHARE);
    reason(r,
            (struct incident_reason){ .feature = "accounts-at-one-source",
                    .value = n,
                    .baseline = rounded(found->baseline, 10),
                    .has_baseline = true,
                    .unit = "accounts",
                    .nats = found->statistic,
                    .text = text,
                    .how = SAY(d,
                            "The accounts that failed from %s from %s until %s without having signed in from "
                            "there, by their first failure: the rows with the role opening. %s",
                            address(d), r->from, r->until, usual) },
            shows_opening);
}

static void reason_of_persistence(struct reasons *r)
{
    struct draft *d = r->d;
    const struct finding *found = &d->camp->found;
    const char *of = found->in_turn ? "at a few accounts in turn" : SAY(d, "at %s", account(d));
    reason(r,
            (struct incident_reason){ .feature = "failures-in-a-row",
                    .value = r->opened.value,
                    .baseline = found->baseline,
                    .has_baseline = true,
                    .unit = "failures",
                    .nats = 3,
                    .text = SAY(d, "%.0f failures %s from an address that %s; people stop at about a dozen.",
                            r->opened.value, found->in_turn ? "in turn" : "in a row",
                            found->in_turn ? "hardly anybody uses" : "the account never used"),
                    .how = SAY(d,
                            "Failures from %s %s from %s until %s, when it was noticed: the rows with the "
                            "role "
                            "opening. Usual: a dozen, for everybody.",
                            address(d), of, r->from, r->until) },
            shows_opening);
}

static void reason_of_burst(struct reasons *r)
{
    struct draft *d = r->d;
    double hours = (r->opened.until - r->opened.from) / 3600.0;
    reason(r,
            (struct incident_reason){ .feature = "sources-at-one-account",
                    .value = r->opened.value,
                    .baseline = rounded(r->opened.baseline, 10),
                    .has_baseline = true,
                    .unit = "sources",
                    .nats = d->camp->found.statistic,
                    .text = SAY(d,
                            "The account was tried from %.0f unfamiliar addresses within %.2g hours; a "
                            "wandering "
                            "phone makes one in two hours.",
                            r->opened.value, hours),
                    .how = SAY(d,
                            "Sources that failed at %s from %s until %s, by the first failure of each: the "
                            "rows "
                            "with the role opening. Usual: half of one an hour, for everybody.",
                            account(d), r->from, r->until) },
            shows_opening);
}

static void reason_of_background(struct reasons *r)
{
    struct draft *d = r->d;
    reason(r,
            (struct incident_reason){ .feature = "system-account",
                    .value = r->opened.value,
                    .unit = "sources",
                    .nats = 1,
                    .text = "Sources that nobody here ever used tried an account that every system has, and "
                            "nothing else.",
                    .how = SAY(d,
                            "Sources that failed at %s until %s, by the first failure of each: the rows with "
                            "the "
                            "role opening.",
                            account(d), r->until) },
            shows_opening);
}

static void reason_of_loop(struct reasons *r)
{
    struct draft *d = r->d;
    reason(r,
            (struct incident_reason){ .feature = "same-failure-looping",
                    .value = (double)d->inc->attempts,
                    .unit = "failures",
                    .nats = 1,
                    .text = SAY(d,
                            "The same account failed %" PRIu64
                            " times from the same address, hours on end, at "
                            "its own pace and without trying anything else.",
                            d->inc->attempts),
                    .how = SAY(d, "All failures of %s from %s from %s until %s.", account(d), address(d),
                            r->first, r->last) },
            shows_any);
}

static void reason_of_glass(struct reasons *r)
{
    struct draft *d = r->d;
    const struct incident *inc = d->inc;
    reason(r,
            (struct incident_reason){ .feature = "emergency-account-used",
                    .value = (double)inc->attempts,
                    .has_baseline = true,
                    .unit = "sign-ins",
                    .nats = 2,
                    .text = SAY(d,
                            "The configuration names %s under `break_glass`, and its password was given "
                            "%" PRIu64 " time%s, from %zu address%s: any use is worth telling.",
                            inc->accounts_count ? inc->accounts[0].name : "it", inc->attempts,
                            plural(inc->attempts), inc->sources_count, inc->sources_count == 1 ? "" : "es"),
                    .how = SAY(d, "All sign-ins of %s with the right password from %s until %s.", account(d),
                            r->first, r->last) },
            shows_opening);
}

static void reasons_of_one(struct reasons *r)
{
    switch (r->d->camp->found.rule) {
    case RULE_CROWD: reason_of_crowd(r); break;
    case RULE_PERSISTENT: reason_of_persistence(r); break;
    case RULE_BURST: reason_of_burst(r); break;
    case RULE_BACKGROUND: reason_of_background(r); break;
    case RULE_LOOP: reason_of_loop(r); break;
    case RULE_GLASS: reason_of_glass(r); break;
    default: break;
    }
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
                shows_any);
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

/* ---- what it had to pass ---- */

static const char *alarm_text(struct draft *d, double false_alarms)
{
    const struct finding *found = &d->camp->found;
    const char *budget = SAY(d, "with %.4g false alarm%s a year accepted (`false_alarms_per_year`)",
            false_alarms, false_alarms == 1 ? "" : "s");
    switch (found->rule) {
    case RULE_SURGE:
        if (d->camp->beside)
            return SAY(d,
                    "These sources add up to %.1f nats of being like nobody else; to be told apart they "
                    "needed more "
                    "than %.1f, %s.",
                    found->statistic, found->level, budget);
        return SAY(d,
                "The first reason opened it: its failures against what is usual reached %.1f nats, the level "
                "is %.1f "
                "%s.",
                found->statistic, found->level, budget);
    case RULE_CROWD:
        if (d->camp->beside)
            return "The first reason opened it: many times as many accounts as at the sources beside it, or "
                   "like "
                   "nobody else.";
        return SAY(d, "The first reason opened it: %.1f nats, the level is %.1f %s.", found->statistic,
                found->level, budget);
    case RULE_BURST:
        return SAY(d, "The first reason opened it: %.1f nats, the level is %.1f %s.", found->statistic,
                found->level, budget);
    case RULE_PERSISTENT:
        return SAY(d, "The first reason opened it: %.0f failures, the level is %.0f for everybody.",
                found->value, found->level);
    case RULE_LOOP:
        return SAY(d, "The first reason opened it: %.0f failures over four hours or more, the level is %.0f.",
                found->value, found->level);
    case RULE_BACKGROUND:
        return SAY(d, "The first reason opened it: %.0f sources, the level is %.0f.", found->value,
                found->level);
    case RULE_GLASS: return "Any use of an emergency account opens it: no level, no probability.";
    }
    return "";
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
    reason_of_emergency(&r);
    reasons_shared(&r, f);
    weigh_reasons(&r);
    d->inc->alarm = alarm_text(d, watch->false_alarms_per_year);
}
