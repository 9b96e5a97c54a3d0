/* rule_surge.c - fresh failures against what people make; docs/rules/password-spray.md. */
#include "core/detect/signin/rules.h"

#include <math.h>

static double level_of(const struct watch *watch, const struct org *org, enum stream stream)
{
    return surge_level(baseline_usual(&org->base, stream), watch->false_alarms_per_year);
}

static void move_all(struct org *org)
{
    double fresh = baseline_clock(&org->base, STREAM_FRESH), hours = baseline_clock(&org->base, STREAM_NAMES);
    double exp_fresh = (fresh - org->fresh.clock) * baseline_share(&org->base, STREAM_FRESH);
    double exp_late = (fresh - org->late.clock) * baseline_share(&org->base, STREAM_LATE);
    double exp_names = (hours - org->names.clock) * baseline_share(&org->base, STREAM_NAMES);

    surge_move(&org->fresh, fresh, exp_fresh);
    surge_move(&org->late, fresh, exp_late);
    surge_move(&org->names, hours, exp_names);
    surge_move(&org->joint, 0, exp_fresh + exp_names);
}

static bool is_raised(const struct surge *surge, double level)
{
    return surge_height(surge) > level / 2;
}

static void surge_finding(struct watch *watch, struct org *org, uint16_t organisation, uint32_t at,
        enum stream stream, bool people, uint32_t since, double level, double statistic,
        struct findings *findings)
{
    struct finding *found = findings_add(findings);
    uint32_t kept = org->recent_count < WATCH_RECENT ? org->recent_count : WATCH_RECENT;
    uint32_t oldest = org->recent[(org->recent_count - kept) % WATCH_RECENT].time;

    found->rule = RULE_SURGE;
    found->organisation = organisation;
    found->now = watch->now;
    found->since = since;
    found->people = people;
    found->stream = stream;
    found->counted = org->recent_count;
    found->pair = at;
    found->source = pair_at(watch->state, at)->source;
    found->account = pair_at(watch->state, at)->account;
    for (uint32_t i = 0; i < kept; i++) {
        const struct recent *one = &org->recent[i];
        const struct pair *pair = pair_at(watch->state, one->pair);
        if (one->time < since || !(pair->flags & PAIR_COUNTED))
            continue;
        found->value += 1;
        found->names += (watch->state->accounts[pair->account].flags & ACCOUNT_MISSING) != 0;
    }
    found->from = kept == WATCH_RECENT && oldest > since ? oldest : since;
    found->value /= fmax((watch->now - found->from) / 3600.0, 1.0 / 60);
    baseline_parts(&org->base, stream, &found->usual);
    found->baseline = baseline_per_hour(&org->base, stream) / BASELINE_DISPERSION;
    found->level = level;
    found->statistic = statistic;
    surge_reset(&org->fresh);
    surge_reset(&org->late);
    surge_reset(&org->names);
    surge_reset(&org->joint);
}

void rule_surge_fresh(struct watch *watch, struct org *org, uint16_t organisation, uint32_t at, bool missing,
        struct findings *findings)
{
    enum stream stream = missing ? STREAM_NAMES : STREAM_FRESH;
    struct surge *own = missing ? &org->names : &org->fresh;
    uint32_t since = 0, since_joint = 0;

    move_all(org);
    baseline_count(&org->base, stream, 1);
    if (missing ? org->busy_names : org->busy)
        return;
    double level = level_of(watch, org, stream);
    bool alarm = surge_add(own, level, watch->now, &since);
    bool joint = !org->busy && !org->busy_names && surge_add(&org->joint, level, watch->now, &since_joint);
    if (is_raised(own, level))
        baseline_freeze(&org->base);
    if (alarm)
        surge_finding(
                watch, org, organisation, at, stream, !missing, since, level, surge_height(own), findings);
    else if (joint)
        surge_finding(watch, org, organisation, at, stream, false, since_joint, level,
                surge_height(&org->joint), findings);
}

void rule_surge_late(
        struct watch *watch, struct org *org, uint16_t organisation, uint32_t at, struct findings *findings)
{
    struct pair *pair = pair_at(watch->state, at);
    uint32_t since = 0;

    if (watch->state->accounts[pair->account].flags & ACCOUNT_MISSING)
        return;
    move_all(org);
    baseline_count(&org->base, STREAM_LATE, 1);
    pair->flags |= PAIR_LATE;
    if (org->busy)
        return;
    double level = level_of(watch, org, STREAM_LATE);
    bool alarm = surge_add(&org->late, level, pair->counted_at, &since);
    if (is_raised(&org->late, level))
        baseline_freeze(&org->base);
    if (alarm)
        surge_finding(watch, org, organisation, at, STREAM_LATE, true, since, level, surge_height(&org->late),
                findings);
}
