/* base_time.c - the calendar from before 1970 to behind 2106, and stamps with their zones. */
#include "core/base/time.h"
#include "help.h"

static const struct {
    const char *name, *in;
    int64_t seconds;     /* since 1970; what in means */
    const char *printed; /* NULL: as it was written */
    int hour_of_week;
} moments[] = {
    { "the epoch, a Thursday", "1970-01-01T00:00:00Z", 0, NULL, 72 },
    { "a second before", "1969-12-31T23:59:59Z", -1, NULL, 71 },
    { "the end of 32 signed bits", "2038-01-19T03:14:07Z", INT32_MAX, NULL, 27 },
    { "the end of 32 bits", "2106-02-07T06:28:15Z", UINT32_MAX, NULL, 150 },
    { "one behind it", "2106-02-07T06:28:16Z", (int64_t)UINT32_MAX + 1, NULL, 150 },
    { "year one", "0001-01-01T00:00:00Z", -62135596800, NULL, 0 },
    { "year 9999", "9999-12-31T23:59:59Z", 253402300799, NULL, 119 },
    { "a leap day", "2024-02-29T12:00:00Z", 1709208000, NULL, 84 },
    { "a leap day every 400 years", "2000-02-29T00:00:00Z", 951782400, NULL, 24 },
    { "a Monday begins", "2026-11-09T00:00:00Z", 1794182400, NULL, 0 },
    { "a Sunday ends", "2026-11-08T23:59:59Z", 1794182399, NULL, 167 },
    { "east", "2026-11-09T02:10:00+01:00", 1794186600, "2026-11-09T01:10:00Z", 1 },
    { "west, without a colon", "2026-11-08T22:00:00-0330", 1794187800, "2026-11-09T01:30:00Z", 1 },
    { "hours only", "2026-11-09T02:00:00+02", 1794182400, "2026-11-09T00:00:00Z", 0 },
    { "before the clocks go forward", "2026-03-29T01:59:59+01:00", 1774745999, "2026-03-29T00:59:59Z", 144 },
    { "and a second later", "2026-03-29T03:00:00+02:00", 1774746000, "2026-03-29T01:00:00Z", 145 },
    { "a leap second is the next", "2016-12-31T23:59:60Z", 1483228800, "2017-01-01T00:00:00Z", 144 },
    { "a space for the T", "1970-01-01 00:00:07", 7, "1970-01-01T00:00:07Z", 72 },
};

static void test_moment(size_t i)
{
    struct slice in = text(moments[i].in);
    char buf[TIME_TEXT_MAX];
    time_us t;
    bool zoned;
    if (!OK(take_time_iso(&in, &t, &zoned) && in.len == 0, moments[i].name))
        return;
    OK(t == moments[i].seconds * TIME_SECOND, "moment");
    OK(zoned == (strlen(moments[i].in) > 19), "a zone was told");
    OK(time_hour_of_week(t) == moments[i].hour_of_week, "hour of the week");
    IS(((struct slice){ buf, time_format(t, buf) }), moments[i].printed ? moments[i].printed : moments[i].in,
            "printed");
}

static const struct {
    const char *name, *in;
} refused[] = {
    { "29 February of 2026", "2026-02-29T00:00:00Z" },
    { "29 February of 2100", "2100-02-29T00:00:00Z" },
    { "29 February of 1900", "1900-02-29T00:00:00Z" },
    { "31 April", "2026-04-31T00:00:00Z" },
    { "month 0", "2026-00-01T00:00:00Z" },
    { "month 13", "2026-13-01T00:00:00Z" },
    { "day 0", "2026-01-00T00:00:00Z" },
    { "year 0", "0000-01-01T00:00:00Z" },
    { "hour 24", "2026-01-01T24:00:00Z" },
    { "minute 60", "2026-01-01T00:60:00Z" },
    { "second 61", "2026-01-01T00:00:61Z" },
    { "a zone a day away", "2026-01-01T00:00:00+24:00" },
    { "a zone of 60 minutes", "2026-01-01T00:00:00+01:60" },
    { "half a zone", "2026-01-01T00:00:00+1" },
    { "one digit", "2026-1-01T00:00:00Z" },
    { "a date only", "2026-01-01" },
    { "cut", "2026-01-01T00:00:0" },
    { "empty", "" },
};

static void test_refused(size_t i)
{
    struct slice in = text(refused[i].in);
    time_us t = 5;
    bool zoned;
    OK(!take_time_iso(&in, &t, &zoned), refused[i].name);
    IS(in, refused[i].in, "nothing is taken");
    OK(t == 5, "nor said");
}

static const struct {
    const char *name, *in, *printed, *rest;
} fractions[] = {
    { "milliseconds", "2026-01-01T00:00:00.120Z", "2026-01-01T00:00:00.120Z", "" },
    { "microseconds", "2026-01-01T00:00:00.000001Z", "2026-01-01T00:00:00.000001Z", "" },
    { "seven digits, as Windows writes", "2026-01-01T00:00:00.1234567Z", "2026-01-01T00:00:00.123456Z", "" },
    { "a comma", "2026-01-01T00:00:00,5Z", "2026-01-01T00:00:00.500Z", "" },
    { "zeros are not printed", "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00Z", "" },
    { "before 1970", "1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z", "" },
    { "a full stop is no fraction", "2026-01-01T00:00:00. Then", "2026-01-01T00:00:00Z", ". Then" },
};

static void test_fraction(size_t i)
{
    struct slice in = text(fractions[i].in);
    char buf[TIME_TEXT_MAX];
    time_us t;
    bool zoned;
    OK(take_time_iso(&in, &t, &zoned), fractions[i].name);
    IS(((struct slice){ buf, time_format(t, buf) }), fractions[i].printed, "printed");
    IS(in, fractions[i].rest, "rest");
}

/* Each day is the one behind the day before, and reads back, from 1969 to behind 2106. */
static void test_every_day(void)
{
    int64_t want = -365;
    bool ok = true;
    for (int year = 1969; year <= 2107; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= time_days_in_month(year, month); day++, want++) {
                struct civil c;
                time_to_civil(want * TIME_DAY + TIME_DAY - 1, &c);
                ok &= time_days(year, month, day) == want && c.year == year && c.month == month
                        && c.day == day && c.hour == 23 && c.micro == 999999;
            }
    OK(ok, "139 years day by day");
}

int main(void)
{
    struct civil late = { .year = 10000, .month = 1, .day = 1 };
    EACH(i, moments)
    test_moment(i);
    EACH(i, refused)
    test_refused(i);
    EACH(i, fractions)
    test_fraction(i);
    test_every_day();
    OK(time_from_civil(&late) == TIME_NONE, "there is no year 10000");
    char buf[TIME_TEXT_MAX] = "x";
    OK(time_format(TIME_NONE, buf) == 0 && buf[0] == '\0', "no time is no text");
    return tap_done();
}
