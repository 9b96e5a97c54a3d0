/* alarm.c - what opened an incident, and the level that this had to pass. */
#include "core/incident/reasons.h"

const char *reasons_alarm(struct draft *d, double false_alarms)
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
    case RULE_TAKEOVER:
        return SAY(d,
                "Its reasons of that moment opened it: the natural logarithm of how much likelier an "
                "intruder makes "
                "them than the holder reached %.1f; the level is %.1f %s.",
                found->statistic, found->level, budget);
    case RULE_GLASS: return "Any use of an emergency account opens it: no level, no probability.";
    }
    return "";
}
