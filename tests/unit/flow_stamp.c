/* flow_stamp.c - the year that a stamp does not tell, from the file's time; the zone, from the system's. */
#include "core/flow/stamp.h"

#include "help.h"

/* Central Europe: +1, from 2026-03-29T01:00Z +2, from 2026-10-25T01:00Z +1. */
static struct zone_change europe[] = { { INT64_MIN / 2, 3600 }, { 1774746000 * TIME_SECOND, 7200 },
    { 1792890000 * TIME_SECOND, 3600 } };

static time_us moment(const char *s)
{
    struct slice in = text(s);
    time_us t = TIME_NONE;
    bool zoned;
    (void)take_time_iso(&in, &t, &zoned);
    return t;
}

/* Stamps: "2000-" is one without its year, "-" none at all; those without a Z are wall clocks. */
static const struct {
    const char *name, *file; /* the file's time */
    int year;                /* --year; 0: not told */
    const char *in[4], *out[4];
} cases[] = {
    { "last month", "2026-11-09T12:00:00Z", 0, { "2000-10-01T00:00:00Z" }, { "2026-10-01T00:00:00Z" } },
    { "later than the file is last year", "2026-11-09T12:00:00Z", 0, { "2000-12-01T00:00:00Z" },
            { "2025-12-01T00:00:00Z" } },
    { "a day ahead is a clock that is wrong", "2026-11-09T12:00:00Z", 0, { "2000-11-10T00:00:00Z" },
            { "2026-11-10T00:00:00Z" } },
    { "New Year", "2027-01-02T00:00:00Z", 0, { "2000-12-31T23:59:59Z", "2000-01-01T00:00:01Z" },
            { "2026-12-31T23:59:59Z", "2027-01-01T00:00:01Z" } },
    { "a late line of last year", "2027-01-02T00:00:00Z", 0,
            { "2000-12-31T23:59:58Z", "2000-01-01T00:00:01Z", "2000-12-31T23:59:59Z",
                    "2000-01-01T00:00:02Z" },
            { "2026-12-31T23:59:58Z", "2027-01-01T00:00:01Z", "2026-12-31T23:59:59Z",
                    "2027-01-01T00:00:02Z" } },
    { "a little back is only late", "2026-11-09T12:00:00Z", 0,
            { "2000-10-02T00:00:00Z", "2000-10-01T00:00:00Z" },
            { "2026-10-02T00:00:00Z", "2026-10-01T00:00:00Z" } },
    { "two years in one file", "2026-06-01T00:00:00Z", 0,
            { "2000-02-01T00:00:00Z", "2000-07-01T00:00:00Z", "2000-12-01T00:00:00Z",
                    "2000-05-01T00:00:00Z" },
            { "2025-02-01T00:00:00Z", "2025-07-01T00:00:00Z", "2025-12-01T00:00:00Z",
                    "2026-05-01T00:00:00Z" } },
    { "29 February finds its leap year", "2026-11-09T12:00:00Z", 0, { "2000-02-29T12:00:00Z" },
            { "2024-02-29T12:00:00Z" } },
    { "--year is that of the newest line", "2026-11-09T12:00:00Z", 2019,
            { "2000-12-31T00:00:00Z", "2000-01-01T00:00:00Z" },
            { "2018-12-31T00:00:00Z", "2019-01-01T00:00:00Z" } },
    { "a year that was told stays", "2026-11-09T12:00:00Z", 0, { "1999-01-01T00:00:00Z" },
            { "1999-01-01T00:00:00Z" } },
    { "no stamp: as the one before", "2026-11-09T12:00:00Z", 0, { "2026-01-01T00:00:00Z", "-", "-" },
            { "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z" } },
    { "winter", "2026-11-09T12:00:00Z", 0, { "2026-01-01T12:00:00" }, { "2026-01-01T11:00:00Z" } },
    { "summer", "2026-11-09T12:00:00Z", 0, { "2026-07-01T12:00:00" }, { "2026-07-01T10:00:00Z" } },
    { "the clocks go forward", "2026-11-09T12:00:00Z", 0, { "2026-03-29T01:59:59", "2026-03-29T03:00:00" },
            { "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z" } },
    { "the clocks go back", "2026-11-09T12:00:00Z", 0, { "2026-10-25T01:59:59", "2026-10-25T03:00:00" },
            { "2026-10-24T23:59:59Z", "2026-10-25T02:00:00Z" } },
    { "neither year nor zone", "2026-11-09T12:00:00Z", 0, { "2000-07-01T12:00:00" },
            { "2026-07-01T10:00:00Z" } },
};

static struct record record_of(const char *stamp)
{
    struct record rec = { .time = moment(stamp) };
    if (stamp[0] == '-')
        rec.flags = STAMP_NONE;
    if (strncmp(stamp, "2000-", 5) == 0)
        rec.flags |= STAMP_NO_YEAR;
    if (stamp[strlen(stamp) - 1] != 'Z')
        rec.flags |= STAMP_NO_ZONE;
    return rec;
}

/* Reads the records as the pipeline does: again with what was learned, at most as often as years go back. */
static bool resolve(size_t i, struct record *records, size_t count)
{
    struct flow_conf conf = { .year = cases[i].year, .zone = { europe, COUNT(europe) } };
    struct stamps stamps = { .newest = moment(cases[i].file) + TIME_DAY };
    for (int round = 0; round < 10; round++) {
        struct stamps again = { .newest = stamps.newest, .shift = stamps.shift };
        stamps = again;
        for (size_t k = 0; k < count; k++)
            records[k] = record_of(cases[i].in[k]);
        if (stamps_resolve(&stamps, &conf, records, count) == STATUS_OK)
            return true;
    }
    return false;
}

static void test_case(size_t i)
{
    struct record records[4];
    size_t count = 0;
    while (count < 4 && cases[i].in[count])
        count++;
    if (!OK(resolve(i, records, count), cases[i].name))
        return;
    for (size_t k = 0; k < count; k++) {
        char buf[TIME_TEXT_MAX];
        IS(((struct slice){ buf, time_format(records[k].time, buf) }), cases[i].out[k], "moment");
    }
}

int main(void)
{
    EACH(i, cases)
    test_case(i);
    return tap_done();
}
