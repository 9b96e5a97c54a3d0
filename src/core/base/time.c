/* time.c - calendar arithmetic and ISO 8601. */
#include "core/base/time.h"

#include <stdio.h>

bool time_is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int time_days_in_month(int year, int month)
{
    static const int days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return month == 2 && time_is_leap(year) ? 29 : days[month - 1];
}

/* Method: days from civil with the year starting in March, as in H. Hinnant's public-domain note. */
int64_t time_days(int year, int month, int day)
{
    int64_t y = year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t yoe = y - era * 400;
    int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

time_us time_from_civil(const struct civil *c)
{
    if (c->year < 1 || c->year > 9999 || c->month < 1 || c->month > 12 || c->day < 1
            || c->day > time_days_in_month(c->year, c->month) || c->hour < 0 || c->hour > 23 || c->minute < 0
            || c->minute > 59 || c->second < 0 || c->second > 60 || c->micro < 0 || c->micro > 999999)
        return TIME_NONE;
    return time_days(c->year, c->month, c->day) * TIME_DAY + c->hour * TIME_HOUR + c->minute * TIME_MINUTE
            + c->second * TIME_SECOND + c->micro;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

void time_to_civil(time_us t, struct civil *ret)
{
    int64_t days = floor_div(t, TIME_DAY);
    int64_t in_day = t - days * TIME_DAY;
    int64_t z = days + 719468;
    int64_t era = floor_div(z, 146097);
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;

    ret->day = (int)(doy - (153 * mp + 2) / 5 + 1);
    ret->month = (int)(mp < 10 ? mp + 3 : mp - 9);
    ret->year = (int)(yoe + era * 400 + (ret->month <= 2));
    ret->hour = (int)(in_day / TIME_HOUR);
    ret->minute = (int)(in_day / TIME_MINUTE % 60);
    ret->second = (int)(in_day / TIME_SECOND % 60);
    ret->micro = (int)(in_day % TIME_SECOND);
}

/* Exactly n decimal digits. */
static bool take_digits(struct slice *in, size_t n, int *ret)
{
    int val = 0;
    if (in->len < n)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (in->at[i] < '0' || in->at[i] > '9')
            return false;
        val = val * 10 + (in->at[i] - '0');
    }
    *in = slice_skip(*in, n);
    *ret = val;
    return true;
}

/* Microseconds; digits behind the sixth are passed over. */
static int take_fraction(struct slice *in)
{
    static const int tens[6] = { 1, 10, 100, 1000, 10000, 100000 };
    int micro = 0, places = 0;
    if (in->len < 2 || (in->at[0] != '.' && in->at[0] != ',') || in->at[1] < '0' || in->at[1] > '9')
        return 0;
    *in = slice_skip(*in, 1);
    for (; in->len && in->at[0] >= '0' && in->at[0] <= '9'; *in = slice_skip(*in, 1))
        if (places < 6) {
            micro = micro * 10 + (in->at[0] - '0');
            places++;
        }
    return micro * tens[6 - places];
}

/* Minutes east of UTC; absent is not an error. */
static bool take_zone(struct slice *in, int *ret_minutes, bool *ret_zoned)
{
    int hours, minutes = 0;
    *ret_minutes = 0;
    *ret_zoned = true;
    if (take_lit(in, LIT("Z")) || take_lit(in, LIT("z")))
        return true;
    if (in->len == 0 || (in->at[0] != '+' && in->at[0] != '-')) {
        *ret_zoned = false;
        return true;
    }
    int sign = in->at[0] == '-' ? -1 : 1;
    *in = slice_skip(*in, 1);
    if (!take_digits(in, 2, &hours) || hours > 23)
        return false;
    (void)take_lit(in, LIT(":"));
    (void)take_digits(in, 2, &minutes);
    *ret_minutes = sign * (hours * 60 + minutes);
    return minutes < 60;
}

static bool two_digits(const char *at, int *ret)
{
    unsigned tens = (unsigned)(at[0] - '0'), ones = (unsigned)(at[1] - '0');
    *ret = (int)(tens * 10 + ones);
    return tens < 10 && ones < 10;
}

/* "2026-11-09T02:10:00", or with a blank for the T. */
static bool take_iso_moment(struct slice *in, struct civil *ret)
{
    const char *at = in->at;
    const size_t len = 19;
    int century;
    if (in->len < len || at[4] != '-' || at[7] != '-' || (at[10] != 'T' && at[10] != ' ') || at[13] != ':'
            || at[16] != ':' || !two_digits(at, &century) || !two_digits(at + 2, &ret->year)
            || !two_digits(at + 5, &ret->month) || !two_digits(at + 8, &ret->day)
            || !two_digits(at + 11, &ret->hour) || !two_digits(at + 14, &ret->minute)
            || !two_digits(at + 17, &ret->second))
        return false;
    ret->year += century * 100;
    *in = slice_skip(*in, len);
    return true;
}

bool take_time_iso(struct slice *in, time_us *ret, bool *ret_zoned)
{
    struct slice s = *in;
    struct civil c = { 0 };
    int zone;
    bool zoned;

    if (!take_iso_moment(&s, &c))
        return false;
    c.micro = take_fraction(&s);
    time_us t = time_from_civil(&c);
    if (t == TIME_NONE || !take_zone(&s, &zone, &zoned))
        return false;
    *in = s;
    *ret = t - zone * TIME_MINUTE;
    *ret_zoned = zoned;
    return true;
}

size_t time_format(time_us t, char buf[TIME_TEXT_MAX])
{
    struct civil c;
    if (t == TIME_NONE) {
        buf[0] = '\0';
        return 0;
    }
    time_to_civil(t, &c);
    int n = snprintf(buf, TIME_TEXT_MAX, "%04d-%02d-%02dT%02d:%02d:%02d", c.year % 10000, c.month, c.day,
            c.hour, c.minute, c.second);
    if (c.micro % 1000 != 0)
        n += snprintf(buf + n, TIME_TEXT_MAX - (size_t)n, ".%06d", c.micro);
    else if (c.micro != 0)
        n += snprintf(buf + n, TIME_TEXT_MAX - (size_t)n, ".%03d", c.micro / 1000);
    n += snprintf(buf + n, TIME_TEXT_MAX - (size_t)n, "Z");
    return (size_t)n;
}

int time_hour_of_week(time_us t)
{
    int64_t hours = floor_div(t, TIME_HOUR); /* 1970-01-01 was a Thursday, 72 hours into its week */
    return (int)(((hours + 72) % 168 + 168) % 168);
}

int32_t zone_offset(const struct zone *zone, time_us t)
{
    size_t low = 0, high = zone->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (zone->changes[mid].at <= t)
            low = mid + 1;
        else
            high = mid;
    }
    return low > 0 ? zone->changes[low - 1].offset : 0;
}
