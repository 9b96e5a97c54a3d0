/* reasons_one.c - what speaks for an attack by one source or at one account, and for advice. */
#include <inttypes.h>

#include "core/detect/signin/crowd.h"
#include "core/incident/reasons.h"

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

static void reason_of_haste(struct reasons *r)
{
    struct draft *d = r->d;
    bool ssh = d->camp->found.haste == HASTE_SSH;
    const char *text = ssh
            ? SAY(d,
                    "%.0f failures over SSH from inside, four of them within three seconds; nobody types so "
                    "fast, and SSH clients ask for each password.",
                    r->opened.value)
            : SAY(d,
                    "%.0f failures from inside at a name that signed in nowhere in these logs, four of them "
                    "within three seconds, one behind another; nobody types so fast.",
                    r->opened.value);
    reason(r,
            (struct incident_reason){ .feature = "failures-in-a-row",
                    .value = r->opened.value,
                    .baseline = r->opened.baseline,
                    .has_baseline = true,
                    .unit = "failures",
                    .nats = ssh ? 2 : 1,
                    .text = text,
                    .how = SAY(d,
                            "Failures from %s at %s from %s until %s, when it was noticed: the rows with the "
                            "role opening. Usual: three, which is how often a client asks.",
                            address(d), account(d), r->from, r->until) },
            shows_opening);
}

static void reason_of_persistence(struct reasons *r)
{
    struct draft *d = r->d;
    const struct finding *found = &d->camp->found;
    if (found->haste != HASTE_NONE) {
        reason_of_haste(r);
        return;
    }
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

void reasons_of_one(struct reasons *r)
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
