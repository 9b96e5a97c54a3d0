/* stamp.c - years, zones, missing stamps. */
#include "core/flow/stamp.h"

#define HALF_YEAR (183 * TIME_DAY)
#define SHIFT_MAX 9 /* years: no log without them is kept longer */

/* The moment of a stamp within 2000, moved to another year; 29 February of a common year is none. */
static time_us in_year(time_us within_2000, int year)
{
    struct civil c;
    time_to_civil(within_2000, &c);
    c.year = year;
    return time_from_civil(&c);
}

static int newest_year(time_us within_2000, time_us newest)
{
    struct civil c;
    time_to_civil(newest, &c);
    for (int year = c.year; year > c.year - 9; year--) {
        time_us t = in_year(within_2000, year);
        if (t != TIME_NONE && t <= newest)
            return year;
    }
    return c.year;
}

/* --year is that of the newest line: what the file's time would say at its end. */
static time_us newest_of(const struct stamps *stamps, const struct flow_conf *conf)
{
    struct civil c = { .year = conf->year, .month = 12, .day = 31, .hour = 23, .minute = 59, .second = 59 };
    return conf->year ? time_from_civil(&c) : stamps->newest;
}

time_us stamp_years_back(time_us t, int years)
{
    struct civil c;
    time_to_civil(t, &c);
    time_us back = in_year(t, c.year - years);
    return back != TIME_NONE ? back : in_year(t - TIME_DAY, c.year - years);
}

/* The same, computed once a day of the log. */
static time_us in_year_again(struct stamps *stamps, time_us within_2000, int year)
{
    time_us clock = within_2000 % TIME_DAY, day = within_2000 - clock;
    if (stamps->memo_year != year || stamps->memo_day != day) {
        stamps->memo_year = year;
        stamps->memo_day = day;
        stamps->memo = in_year(day, year);
    }
    return stamps->memo == TIME_NONE ? TIME_NONE : stamps->memo + clock;
}

/* The stamp's time; returns by how many years everything before it was taken too late. */
static int year_of(struct stamps *stamps, const struct flow_conf *conf, time_us stamp, time_us *ret)
{
    time_us newest = newest_of(stamps, conf);
    int late = 0, raised = 0;
    if (stamps->year == 0) {
        stamps->year = newest_year(stamp, newest) - stamps->shift;
        stamps->last = stamp;
    }
    if (stamp < stamps->last - HALF_YEAR) {
        stamps->year++;
        stamps->last = stamp;
    } else if (stamp > stamps->last + HALF_YEAR) {
        late = 1; /* of last year */
    } else if (stamp > stamps->last) {
        stamps->last = stamp;
    }
    *ret = in_year_again(stamps, stamp, stamps->year - late);
    while ((*ret == TIME_NONE || *ret > newest) && stamps->shift < SHIFT_MAX) {
        stamps->shift++;
        stamps->year--;
        raised++;
        *ret = in_year_again(stamps, stamp, stamps->year - late);
    }
    if (*ret == TIME_NONE)
        *ret = in_year(stamp - TIME_DAY, stamps->year - late);
    return raised;
}

static void move_back(struct stamps *stamps, struct record *records, size_t count, int years)
{
    for (size_t i = 0; i < count; i++)
        if (records[i].flags & (STAMP_NO_YEAR | STAMP_NONE))
            records[i].time = stamp_years_back(records[i].time, years);
    stamps->before = stamp_years_back(stamps->before, years);
}

static time_us to_utc(const struct zone *zone, time_us wall)
{
    int32_t offset = 0;
    size_t low = 0, high = zone->count;
    while (low < high) { /* the last change whose own wall clock is not later */
        size_t mid = (low + high) / 2;
        if (zone->changes[mid].at + zone->changes[mid].offset * TIME_SECOND <= wall)
            low = mid + 1;
        else
            high = mid;
    }
    if (low > 0)
        offset = zone->changes[low - 1].offset;
    return wall - offset * TIME_SECOND;
}

enum status stamps_resolve(
        struct stamps *stamps, const struct flow_conf *conf, struct record *records, size_t count)
{
    enum status st = STATUS_OK;
    for (size_t i = 0; i < count; i++) {
        struct record *rec = &records[i];
        if (rec->flags & STAMP_NONE) {
            rec->time = stamps->before;
            continue;
        }
        if (rec->flags & STAMP_NO_YEAR) {
            int raised = year_of(stamps, conf, rec->time, &rec->time);
            if (raised > 0) {
                move_back(stamps, records, i, raised);
                st = STATUS_AGAIN;
            }
        }
        if (rec->flags & STAMP_NO_ZONE)
            rec->time = to_utc(&conf->zone, rec->time);
        stamps->before = rec->time;
    }
    return st;
}
