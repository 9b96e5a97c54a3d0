/* clocks.c - sources whose day begins hours before or behind that of the others: a clock or a zone is wrong.
 *
 * Rule    Successful sign-ins by hour of the day, of two sources; the shift by which they are most alike (cosine of
 *         the two, each less its mean). Told when the best shift is not 0, is at least 0.85 alike, and 0.25 more alike
 *         than no shift at all.
 */
#include <math.h>

#include "core/doctor/inside.h"

#define SUCCESSES_ENOUGH 200u
#define DAYS_ENOUGH 3
#define ALIKE 0.85
#define BETTER 0.25

static uint64_t successes(const struct cell *c)
{
    return c->outcome[OUTCOME_OK];
}

static bool is_enough(const struct cell *c)
{
    return successes(c) >= SUCCESSES_ENOUGH && c->first != TIME_NONE
            && c->last - c->first >= DAYS_ENOUGH * TIME_DAY;
}

static bool has_zone(const struct cell *c)
{
    return c->no_zone * 2 < cell_signins(c) + c->accesses;
}

/* How alike `c` is to `to` when its clock is set back by `shift` hours. */
static double likeness(const struct cell *c, const struct cell *to, unsigned shift)
{
    double mean_c = (double)successes(c) / 24, mean_to = (double)successes(to) / 24, both = 0, cc = 0, tt = 0;
    for (unsigned h = 0; h < 24; h++) {
        double a = (double)c->ok_by_hour[(h + shift) % 24] - mean_c, b = (double)to->ok_by_hour[h] - mean_to;
        both += a * b;
        cc += a * a;
        tt += b * b;
    }
    return cc > 0 && tt > 0 ? both / sqrt(cc * tt) : 0;
}

/* The source that the others are compared with: it tells its zone, and most successes. */
static const struct cell *reference(const struct exam *x)
{
    const struct cell *best = NULL;
    for (size_t i = 0; i < x->sources_count; i++) {
        const struct cell *c = &x->sources[i];
        if (is_enough(c) && has_zone(c) && (best == NULL || successes(c) > successes(best)))
            best = c;
    }
    return best;
}

static void compare(struct exam *x, const struct cell *c, const struct cell *to)
{
    struct out said = { 0 };
    unsigned best = 0;
    double most = likeness(c, to, 0), still = most;
    for (unsigned shift = 1; shift < 24; shift++)
        if (likeness(c, to, shift) > most) {
            most = likeness(c, to, shift);
            best = shift;
        }
    if (best == 0 || most < ALIKE || most - still < BETTER)
        return;
    int hours = best <= 14 ? (int)best : (int)best - 24; /* zones go from -12 to +14 */
    out_printf(&said,
            "its people begin their day %d hour%s %s than those of %s; set %s by it the two are %.2f alike, "
            "as they stand %.2f",
            hours < 0 ? -hours : hours, hours == 1 || hours == -1 ? "" : "s", hours < 0 ? "earlier" : "later",
            to->name, hours < 0 ? "forward" : "back", most, still);
    exam_add(x,
            &(struct telling_lack){ .check = has_zone(c) ? "clock" : "zone",
                    .grave = GRAVE_WORTH,
                    .cell = c,
                    .why = "a guess here and a sign-in there that belong together are torn apart, and what "
                           "came first "
                           "is told wrongly",
                    .how = has_zone(c)
                            ? "set the clock and the zone of that machine (timedatectl; w32tm /resync)"
                            : "its stamps tell no zone and are read as UTC: scan it with --input-tz and the "
                              "zone it stands in, for example --input-tz Europe/Berlin" },
            has_zone(c) ? "its clock differs by whole hours" : "its stamps are of another zone than UTC",
            &said);
}

void check_clocks(struct exam *x)
{
    const struct cell *to = reference(x);
    for (size_t i = 0; to != NULL && i < x->sources_count; i++)
        if (&x->sources[i] != to && is_enough(&x->sources[i]))
            compare(x, &x->sources[i], to);
}
