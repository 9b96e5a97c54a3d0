/* reasons_many.c - what speaks for an attack from many sources. */
#include "core/incident/reasons.h"

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

void reasons_of_many(struct reasons *r, const struct facts *f)
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
