/* times.c - how many days are covered, sources that fell silent, holes.
 *
 * Rule    A pause is told when, by the source's own hours so far, it would come less than once in ten thousand hours,
 *         and when it is at least twice as long as its longest other pause. The first is the product over the hours
 *         of the pause of the chance that such an hour is empty: of that hour of the week where four weeks are known,
 *         else of that hour of a working day or of a day of a weekend; hours never seen count for nothing. Hours
 *         depend on each other (a holiday empties all of a day), which the second covers.
 */
#include <math.h>

#include "core/doctor/inside.h"

#define DAYS_COLD 14.0    /* until then a cautious baseline stands in */
#define DAYS_PATIENT 30.0 /* campaigns of one try a day and account take weeks */
#define HOURS_ENOUGH 48u  /* of a source, before its pauses are judged */
#define BUSY_ENOUGH 12u   /* of those, hours with a record */
#define PAUSE_LEAST 6u    /* hours: shorter ones are nights */
#define LOG_RARE (-9.21)  /* ln of one in ten thousand */
#define FULL_MOST 0.9     /* no hour is surer to hold a record */

static double days_between(time_us first, time_us last)
{
    return (double)(last - first) / (double)TIME_DAY;
}

static void put_day(struct out *out, time_us t)
{
    char buf[TIME_TEXT_MAX];
    (void)time_format(t / TIME_SECOND * TIME_SECOND, buf);
    out_printf(out, "%.10s %.5s", buf, buf + 11);
}

static void put_hours(struct out *out, uint32_t hours)
{
    if (hours < 72)
        out_printf(out, "%u hours", hours);
    else
        out_printf(out, "%u days", (hours + 12) / 24);
}

/* ---- days covered ---- */

static void days_covered(struct exam *x, time_us first, time_us last)
{
    double days = days_between(first, last);
    struct out said = { 0 };
    if (days >= DAYS_PATIENT)
        return;
    out_printf(&said, "%.1f days, from ", days);
    put_day(&said, first);
    out_text(&said, " to ");
    put_day(&said, last);
    if (x->sum->signins > 0)
        out_printf(&said,
                "; at the pace of this log a spray of less than about %.0f account%s a day is not seen",
                x->sum->visible_per_day < 1 ? 1.0 : x->sum->visible_per_day,
                x->sum->visible_per_day < 1.5 ? "" : "s");
    exam_add(x,
            &(struct telling_lack){ .check = "few-days",
                    .grave = days < DAYS_COLD ? GRAVE_IMPORTANT : GRAVE_WORTH,
                    .why = days < DAYS_COLD ? "what is usual here cannot be known from less than two weeks, "
                                              "and a patient campaign, "
                                              "one try a day at each account, lies beside it unseen"
                                            : "patient campaigns last for weeks: their beginning, and who "
                                              "was got first, lie before "
                                              "these logs",
                    .how = "export a longer period, or keep logs longer: /etc/logrotate.d rotate 52 weekly; "
                           "Event "
                           "Viewer, Security, Properties, maximum log size (or forward events); Entra keeps "
                           "7 to 30 "
                           "days, so send them to storage by Diagnostic settings" },
            days < DAYS_COLD ? "less than two weeks are covered" : "less than a month is covered", &said);
}

/* A source whose records begin late beside the others: it keeps less. */
static void begins_late(struct exam *x, const struct cell *c, time_us first, time_us last)
{
    struct out said = { 0 };
    double own = days_between(c->first, c->last), all = days_between(first, last);
    bool late = all >= 2 && days_between(first, c->first) > all / 2;
    if (!late || own >= DAYS_COLD || cell_signins(c) + c->accesses < 20)
        return;
    out_printf(&said, "%.1f days, from ", own);
    put_day(&said, c->first);
    out_printf(&said, "; all logs together cover %.1f", all);
    exam_add(x,
            &(struct telling_lack){ .check = "begins-late",
                    .grave = GRAVE_WORTH,
                    .cell = c,
                    .why = "an attack that began before shows there in part, or not at all",
                    .how = "export the same period of it, or keep it longer; if it is new, nothing is to be "
                           "done" },
            "its records begin later than those of the others", &said);
}

/* ---- pauses ---- */

struct habit {
    uint32_t seen[168], busy[168];
    bool by_week;
};

static unsigned bin_of(const struct habit *h, int64_t hour)
{
    unsigned of_week = (unsigned)(((hour + 72) % 168 + 168)
            % 168); /* 1970-01-01 was a Thursday: 0 is Monday's first */
    return h->by_week ? of_week : of_week % 24 + (of_week >= 120 ? 24 : 0);
}

static struct habit habit_of(const struct cell *c)
{
    struct habit h = { .by_week = c->hours_count >= 4 * 168 };
    for (uint32_t i = 0; i < c->hours_count; i++) {
        unsigned bin = bin_of(&h, c->base + i);
        h.seen[bin]++;
        h.busy[bin] += c->hours[i] > 0;
    }
    return h;
}

/* ln of the chance that all these hours are empty. */
static double log_chance(const struct habit *h, int64_t from, uint32_t hours)
{
    double sum = 0;
    for (uint32_t i = 0; i < hours; i++) {
        unsigned bin = bin_of(h, from + i);
        double full = (double)h->busy[bin] / (h->seen[bin] + 1.0);
        sum += log(1 - (full < FULL_MOST ? full : FULL_MOST));
    }
    return sum;
}

struct pauses {
    uint32_t longest, second; /* hours */
    int64_t at;               /* of the longest */
    uint32_t busy;            /* hours with a record */
};

static struct pauses pauses_of(const struct cell *c)
{
    struct pauses p = { 0 };
    uint32_t run = 0;
    for (uint32_t i = 0; i < c->hours_count; i++) {
        if (c->hours[i] == 0) {
            run++;
            continue;
        }
        p.busy++;
        if (run > p.longest) {
            p.second = p.longest;
            p.longest = run;
            p.at = c->base + i - run;
        } else if (run > p.second) {
            p.second = run;
        }
        run = 0;
    }
    return p;
}

static bool is_strange(const struct habit *h, int64_t from, uint32_t hours, uint32_t usual)
{
    return hours >= PAUSE_LEAST && hours >= 2 * usual && log_chance(h, from, hours) < LOG_RARE;
}

static void fell_silent(
        struct exam *x, const struct cell *c, const struct habit *h, const struct pauses *p, int64_t end)
{
    struct out said = { 0 };
    int64_t from = c->base + c->hours_count, hours = end - from + 1;
    if (hours <= 0 || hours > HOURS_MAX || !is_strange(h, from, (uint32_t)hours, p->longest))
        return;
    out_text(&said, "its last record is of ");
    put_day(&said, c->last);
    out_text(&said, ", ");
    put_hours(&said, (uint32_t)hours);
    out_printf(&said, " before the end of the others; it wrote in %u of %u hours, its longest pause was ",
            p->busy, c->hours_count);
    put_hours(&said, p->longest);
    exam_add(x,
            &(struct telling_lack){ .check = "silent",
                    .grave = GRAVE_IMPORTANT,
                    .cell = c,
                    .why = "whatever happened there since is invisible; intruders switch logs off, too",
                    .how = "on that machine: is the service logging (systemctl status; Event Viewer; the "
                           "agent that "
                           "forwards)? Was the export cut at a date? If it was taken out of use, nothing is "
                           "to be done" },
            "it fell silent", &said);
}

static void hole(struct exam *x, const struct cell *c, const struct habit *h, const struct pauses *p)
{
    struct out said = { 0 };
    if (!is_strange(h, p->at, p->longest, p->second))
        return;
    out_text(&said, "nothing for ");
    put_hours(&said, p->longest);
    out_text(&said, " from ");
    put_day(&said, p->at * HOUR);
    out_text(&said, " on; its longest other pause was ");
    put_hours(&said, p->second);
    exam_add(x,
            &(struct telling_lack){ .check = "hole",
                    .grave = GRAVE_WORTH,
                    .cell = c,
                    .why = "what happened in that time is invisible; a file may be missing between two "
                           "others, or the "
                           "log was switched off or cleared",
                    .how = "look for the file of that time (auth.log.2.gz), export that day again; in "
                           "Windows look for "
                           "event 1102 (the log was cleared)" },
            "there is a hole in its records", &said);
}

/* ---- all ---- */

void check_times(struct exam *x)
{
    time_us first = TIME_NONE, last = TIME_NONE;
    for (size_t i = 0; i < x->sources_count; i++) {
        const struct cell *c = &x->sources[i];
        if (c->first == TIME_NONE)
            continue;
        first = first == TIME_NONE || c->first < first ? c->first : first;
        last = last == TIME_NONE || c->last > last ? c->last : last;
    }
    if (first == TIME_NONE)
        return;
    days_covered(x, first, last);
    for (size_t i = 0; i < x->sources_count; i++)
        if (x->sources[i].first != TIME_NONE)
            begins_late(x, &x->sources[i], first, last);
    for (uint32_t i = 0; i < x->doctor->count; i++) {
        const struct cell *c = &x->doctor->cells[i];
        struct pauses p = pauses_of(c);
        struct habit h = habit_of(c);
        if (c->hours_count < HOURS_ENOUGH || p.busy < BUSY_ENOUGH)
            continue;
        fell_silent(x, c, &h, &p, last / HOUR);
        hole(x, c, &h, &p);
    }
}
