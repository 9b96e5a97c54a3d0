/* syslog_devices.c - headers of gateways, which have a stamp, a name and a colon of their own. */
#include "core/wire/inside.h"

/* "UTC", "CEST:", "+02" */
static bool is_zone(struct slice word)
{
    if (slice_ends(word, LIT(":")))
        word.len--;
    if (word.len < 3 || word.len > 5)
        return false;
    for (size_t i = 0; i < word.len; i++)
        if (word.at[i] < 'A' || word.at[i] > 'Z')
            return false;
    return true;
}

static bool is_utc(struct slice word)
{
    return slice_starts(word, LIT("UTC")) || slice_starts(word, LIT("GMT"));
}

/* The device's own stamp says more than a relay's that has no year. */
static void take_over(const struct syslog_line *own, struct syslog_line *ret)
{
    if (!own->has_time || (ret->has_time && (ret->has_year || !own->has_year)))
        return;
    ret->time = own->time;
    ret->has_time = true;
    ret->has_zone = own->has_zone;
    ret->has_year = own->has_year;
}

/* Cisco's "[STAMP][ ZONE][:] [NAME][ :] %ASA-6-113015: " */
static bool take_cisco(struct slice *in, struct syslog_line *ret)
{
    const size_t longest = 120; /* two stamps, a zone and a host's name */
    struct syslog_line own = { 0 };
    struct syslog_memo none = { .len = 0 };
    struct slice s = *in, word, name = { 0 };
    struct slice head = slice_first(s, longest);
    if (slice_find(head, '%') == head.len)
        return false;
    (void)take_lit(&s, LIT(": "));
    for (int words = 0; words < 5 && s.len && s.at[0] != '%'; words++) {
        if (!own.has_time) {
            struct slice clock = s;
            own = (struct syslog_line){ 0 };
            if (clock.at[0] == '*' || clock.at[0] == '.') /* IOS: the clock was not set */
                clock = slice_skip(clock, 1);
            if (syslog_take_stamp(&clock, &none, &own)) {
                s = clock;
                skip_spaces(&s);
                continue;
            }
        }
        if (!take_word(&s, &word))
            return false;
        skip_spaces(&s);
        if (own.has_time && is_zone(word))
            own.has_zone = is_utc(word);
        else if (word.at[0] != ':')
            name = slice_first(word, slice_find(word, ':'));
    }
    if (s.len == 0 || s.at[0] != '%' || !syslog_take_tag(&s, ret))
        return false;
    if (name.len > 0)
        ret->host = name;
    take_over(&own, ret);
    *in = s;
    return true;
}

static bool take_two_digits(struct slice *in, int *ret)
{
    *ret = in->len >= 2 ? two_digits(in->at) : -1;
    *in = slice_skip(*in, 2);
    return *ret >= 0;
}

/* Month first unless that is no date, or is further from what a relay's stamp says. */
static time_us slashed_day(int year, int first, int second, const struct syslog_line *relay)
{
    bool month_first = first >= 1 && first <= 12 && second <= time_days_in_month(year, first);
    bool day_first = second >= 1 && second <= 12 && first <= time_days_in_month(year, second);
    if (first < 1 || second < 1 || (!month_first && !day_first))
        return TIME_NONE;
    if (month_first && day_first && relay->has_time) {
        time_us a = time_days(2000, first, second), b = time_days(2000, second, first);
        struct civil c;
        time_to_civil(relay->time, &c);
        time_us told = time_days(2000, c.month, c.day);
        month_first = (a > told ? a - told : told - a) <= (b > told ? b - told : told - b);
    }
    return month_first ? time_days(year, first, second) : time_days(year, second, first);
}

/* NetScaler's "11/09/2026:02:10:00 GMT ns1 0-PPE-0 : ", or day first as it may be configured. */
static bool take_slashed(struct slice *in, struct syslog_line *ret)
{
    struct slice s = *in, word, head;
    struct syslog_line own = { .has_time = true, .has_year = true };
    int first, second;
    uint64_t year;
    if (!take_two_digits(&s, &first) || !take_lit(&s, LIT("/")) || !take_two_digits(&s, &second)
            || !take_lit(&s, LIT("/")) || !take_uint(&s, 9999, &year) || year < 1970
            || !take_lit(&s, LIT(":")))
        return false;
    skip_spaces(&s);
    time_us day = slashed_day((int)year, first, second, ret), clock = s.len >= 8 ? clock_of(s.at) : -1;
    s = slice_skip(s, 8);
    head = slice_first(s, 128);
    if (day == TIME_NONE || clock < 0 || !take_until(&head, LIT(" : "), &word))
        return false;
    s = slice_skip(s, word.len + 3);
    own.time = day * TIME_DAY + clock;
    word = slice_trim(word);
    struct slice zone = slice_first(word, slice_find(word, ' '));
    if (zone.len < word.len && is_zone(zone)) {
        own.has_zone = is_utc(zone);
        word = slice_trim(slice_skip(word, zone.len));
    }
    size_t space = slice_find_last(word, LIT(" "));
    if (space < word.len)
        ret->host = slice_trim(slice_first(word, space));
    ret->program = slice_trim(slice_skip(word, space < word.len ? space : 0));
    if (!ret->has_year || !ret->has_zone)
        ret->has_time = false; /* the device's own says more */
    take_over(&own, ret);
    *in = s;
    return true;
}

/* "date=2026-11-09 time=..." and "1,2026/11/09 02:10:00,...": they have their stamp among their fields. */
static bool begins_as_fields(struct slice s)
{
    uint64_t number;
    if (slice_starts(s, LIT("date=")) || slice_starts(s, LIT("CEF:")) || slice_starts(s, LIT("id=firewall ")))
        return true;
    return s.len > 20 && is_digit(s.at[0]) && take_uint(&s, UINT32_MAX, &number) && take_lit(&s, LIT(","))
            && is_digit(s.at[0]) && (s.at[4] == '/' || s.at[4] == '-');
}

static bool is_peer(struct slice word)
{
    size_t colon = slice_find_last(word, LIT(":"));
    uint64_t port;
    struct slice host = slice_first(word, colon);
    return colon < word.len && slice_to_uint(slice_skip(word, colon + 1), 65535, &port) && host.len > 0
            && (host.at[host.len - 1] == ']'
                    || (slice_find(host, ':') == host.len && slice_find(host, '.') < host.len));
}

bool syslog_is_no_host(struct slice word)
{
    return slice_find(word, ',') < word.len || is_peer(word);
}

bool syslog_take_device(struct slice *in, struct syslog_line *ret)
{
    struct slice s = *in, word;
    if (s.len == 0)
        return false;
    if (s.at[0] == ':' && (s.len < 4 || s.at[s.at[1] == ':' ? 3 : 2] != '%'))
        return true; /* FreeRADIUS's ": Auth: " */
    if (take_cisco(in, ret) || take_slashed(in, ret))
        return true;
    if (begins_as_fields(s))
        return true;
    if (!take_word(&s, &word) || s.len == 0)
        return false;
    if (is_peer(word))
        return true; /* OpenVPN's "192.0.2.8:1194 TLS Error: " */
    skip_spaces(&s);
    if (!(take_cisco(&s, ret) || take_slashed(&s, ret) || begins_as_fields(s)))
        return false;
    if (ret->host.len == 0)
        ret->host = word;
    *in = s;
    return true;
}
