/* stamp.c - years, zones, missing stamps. */
#include "core/flow/stamp.h"

#define HALF_YEAR (183 * TIME_DAY)

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

static enum status year_of(struct stamps *stamps, const struct flow_conf *conf, time_us stamp, time_us *ret)
{
    time_us newest = newest_of(stamps, conf);
    int year;
    if (stamps->year == 0) {
        stamps->year = newest_year(stamp, newest) - stamps->shift;
        stamps->last = stamp;
    }
    year = stamps->year;
    if (stamp < stamps->last - HALF_YEAR) {
        year = ++stamps->year;
        stamps->last = stamp;
    } else if (stamp > stamps->last + HALF_YEAR) {
        year--;
    } else if (stamp > stamps->last) {
        stamps->last = stamp;
    }
    *ret = in_year(stamp, year);
    bool impossible = *ret == TIME_NONE || *ret > newest;
    if (impossible && stamps->shift < 9) {
        stamps->shift++;
        stamps->year = 0;
        return STATUS_AGAIN;
    }
    if (*ret == TIME_NONE)
        *ret = in_year(stamp - TIME_DAY, year);
    return STATUS_OK;
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
    for (size_t i = 0; i < count; i++) {
        struct record *rec = &records[i];
        if (rec->flags & STAMP_NONE) {
            rec->time = stamps->before;
            continue;
        }
        if (rec->flags & STAMP_NO_YEAR) {
            enum status st = year_of(stamps, conf, rec->time, &rec->time);
            if (st != STATUS_OK)
                return st;
        }
        if (rec->flags & STAMP_NO_ZONE)
            rec->time = to_utc(&conf->zone, rec->time);
        stamps->before = rec->time;
    }
    return STATUS_OK;
}
