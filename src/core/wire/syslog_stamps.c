/* syslog_stamps.c - when: every stamp that loggers write. */
#include "core/wire/inside.h"

/* 1..12, or 0. */
static int month_of(const char *at)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (int m = 0; m < 12; m++)
        if (memcmp(at, months + 3 * m, 3) == 0)
            return m + 1;
    return 0;
}

bool syslog_take_bsd_stamp(struct slice *in, struct syslog_memo *memo, struct syslog_line *ret)
{
    struct slice s = *in;
    if (syslog_take_stamp_of_day(in, memo, ret))
        return true;
    uint64_t day, year = 2000;
    if (s.len < 14)
        return false;
    int month = month_of(s.at);
    if (month == 0 || s.at[3] != ' ')
        return false;
    s = slice_skip(s, s.at[4] == ' ' ? 5 : 4);
    if (!take_uint(&s, 31, &day) || day == 0 || !take_lit(&s, LIT(" ")))
        return false;
    bool told = s.len > 5 && is_digit(s.at[0]) && is_digit(s.at[3]) && s.at[4] == ' ';
    if (told && (!take_uint(&s, 9999, &year) || !take_lit(&s, LIT(" "))))
        return false;
    time_us clock = s.len >= 8 ? clock_of(s.at) : -1;
    if (clock < 0)
        return false;
    s = slice_skip(s, 8);
    if (s.len > 1 && s.at[0] == '.') /* journalctl -o short-precise */
        for (s = slice_skip(s, 1); s.len && is_digit(s.at[0]); s = slice_skip(s, 1))
            ;
    struct slice behind = s;
    uint64_t late_year;
    if (!told && take_lit(&behind, LIT(" ")) && behind.len > 4 && behind.at[4] == ' '
            && take_uint(&behind, 2999, &late_year) && late_year >= 1970) {
        year = late_year;
        told = true;
        s = behind;
    }
    if (day > (uint64_t)time_days_in_month((int)year, month))
        return false;
    ret->time = time_days((int)year, month, (int)day) * TIME_DAY + clock;
    ret->has_time = true;
    ret->has_year = told;
    if (!told && in->len > 15 && (size_t)(s.at - in->at) == 15) {
        memcpy(memo->stamp, in->at, 15);
        memo->len = 15;
        memo->time = ret->time;
        memo->day = ret->time - clock;
    }
    *in = s;
    return take_lit(in, LIT(" ")) || in->len == 0 || take_lit(in, LIT(": "));
}

/* Fraction and zone behind a remembered stamp; false when they are longer than any that programs write. */
static bool take_iso_tail(struct slice *s, const struct syslog_memo *memo, struct syslog_line *ret)
{
    char fake[40] = "1970-01-01T00:00:00";
    size_t tail = s->len - 19 < 20 ? s->len - 19 : 20;
    memcpy(fake + 19, s->at + 19, tail);
    struct slice rest = { fake, 19 + tail };
    if (!take_time_iso(&rest, &ret->time, &ret->has_zone) || (rest.len < 7 && s->len > 19 + tail))
        return false;
    ret->time += memo->time;
    *s = slice_skip(*s, (size_t)(rest.at - fake));
    return true;
}

/* ISO: the first 19 bytes are remembered, fraction and zone are read each time. */
bool syslog_take_iso_stamp(struct slice *in, struct syslog_memo *memo, struct syslog_line *ret)
{
    struct slice s = *in;
    if (s.len < 20 || s.at[4] != '-' || !is_digit(s.at[0]))
        return false;
    if (!(memo->len == 19 && memcmp(s.at, memo->stamp, 19) == 0 && take_iso_tail(&s, memo, ret))) {
        s = *in;
        if (!take_time_iso(&s, &ret->time, &ret->has_zone))
            return false;
        bool zoned;
        struct slice head = slice_first(*in, 19);
        if (take_time_iso(&head, &memo->time, &zoned)) {
            memcpy(memo->stamp, in->at, 19);
            memo->len = 19;
        }
    }
    ret->has_time = ret->has_year = true;
    *in = s;
    return take_lit(in, LIT(" ")) || in->len == 0;
}

/* "1794190200.123456 ", as journalctl -o short-unix writes */
COLD static bool take_unix_stamp(struct slice *in, struct syslog_line *ret)
{
    struct slice s = *in;
    uint64_t seconds, micro;
    if (!take_uint(&s, 99999999999, &seconds) || seconds < 100000000 || !take_lit(&s, LIT(".")))
        return false;
    size_t before = s.len;
    if (!take_uint(&s, 999999, &micro) || before - s.len != 6 || !take_lit(&s, LIT(" ")))
        return false;
    ret->time = (time_us)seconds * TIME_SECOND + (time_us)micro;
    ret->has_time = ret->has_zone = ret->has_year = true;
    *in = s;
    return true;
}

/* "UTC ", "CET ", "+03 ", "-0330 " behind a stamp; a name of a zone tells no offset but for UTC. */
static void take_zone_word(struct slice *in, struct syslog_line *ret)
{
    struct slice s = *in, word;
    uint64_t digits;
    if (!take_word(&s, &word) || !take_lit(&s, LIT(" ")) || word.len < 2 || word.len > 5)
        return;
    if (word.at[0] == '+' || word.at[0] == '-') {
        if (!slice_to_uint(slice_skip(word, 1), 1459, &digits) || (word.len != 3 && word.len != 5))
            return;
        time_us minutes = word.len == 3 ? (time_us)digits * 60 : (time_us)(digits / 100 * 60 + digits % 100);
        ret->time -= (word.at[0] == '-' ? -minutes : minutes) * TIME_MINUTE;
        ret->has_zone = true;
    } else {
        for (size_t i = 0; i < word.len; i++)
            if (word.at[i] < 'A' || word.at[i] > 'Z')
                return;
        ret->has_zone = slice_eq(word, LIT("UTC")) || slice_eq(word, LIT("GMT"));
    }
    *in = s;
}

/* "Mon 2026-11-09 02:10:00 UTC " (journalctl -o short-full) or "Mon Nov  9 02:10:00 2026 " (OpenWrt) */
COLD static bool take_weekday_stamp(struct slice *in, struct syslog_memo *memo, struct syslog_line *ret)
{
    static const char days[] = "MonTueWedThuFriSatSun";
    struct slice s = *in;
    int day = 0;
    if (s.len < 20 || s.at[3] != ' ')
        return false;
    while (day < 7 && memcmp(s.at, days + 3 * day, 3) != 0)
        day++;
    s = slice_skip(s, 4);
    if (day == 7)
        return false;
    if (syslog_take_iso_stamp(&s, memo, ret)) {
        if (!ret->has_zone)
            take_zone_word(&s, ret);
    } else if (!syslog_take_bsd_stamp(&s, memo, ret)) {
        return false;
    }
    *in = s;
    return true;
}

COLD bool syslog_take_pid_and_stamp(struct slice *in, struct syslog_memo *memo, struct syslog_line *ret)
{
    struct slice s = *in;
    uint64_t pid;
    if (!take_uint(&s, UINT32_MAX, &pid) || !take_lit(&s, LIT(" ")) || !syslog_take_iso_stamp(&s, memo, ret))
        return false;
    ret->pid = (uint32_t)pid;
    *in = s;
    return true;
}

/* "@400000006b0fd7f41dcd6500 ", TAI64N, as multilog and s6-log write: seconds since 1970 and 2^62, ten more for the leap
 * seconds before, then nanoseconds. */
COLD static bool take_tai_stamp(struct slice *in, struct syslog_line *ret)
{
    uint64_t seconds = 0, nano = 0;
    if (in->len < 26 || in->at[0] != '@' || in->at[25] != ' ')
        return false;
    for (size_t i = 1; i < 25; i++) {
        char c = in->at[i];
        if (!is_digit(c) && (c < 'a' || c > 'f'))
            return false;
        uint64_t digit = (uint64_t)(is_digit(c) ? c - '0' : c - 'a' + 10);
        if (i < 17)
            seconds = seconds << 4 | digit;
        else
            nano = nano << 4 | digit;
    }
    const uint64_t zero = (UINT64_C(1) << 62) + 10;
    if (seconds < zero || seconds - zero > 99999999999 || nano > 999999999)
        return false;
    ret->time = (time_us)(seconds - zero) * TIME_SECOND + (time_us)(nano / 1000);
    ret->has_time = ret->has_zone = ret->has_year = true;
    *in = slice_skip(*in, 26);
    return true;
}

bool syslog_take_stamp(struct slice *in, struct syslog_memo *memo, struct syslog_line *ret)
{
    if (in->len == 0 || !is_digit(in->at[0]))
        return take_tai_stamp(in, ret) || syslog_take_bsd_stamp(in, memo, ret)
                || take_weekday_stamp(in, memo, ret);
    return syslog_take_iso_stamp(in, memo, ret) || take_unix_stamp(in, ret);
}
