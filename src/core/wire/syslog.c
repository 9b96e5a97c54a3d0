/* syslog.c - stamps, tags, structured data. */
#include "core/wire/syslog.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int two_digits(const char *at)
{
    return is_digit(at[0]) && is_digit(at[1]) ? (at[0] - '0') * 10 + (at[1] - '0') : -1;
}

/* 1..12, or 0. */
static int month_of(const char *at)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (int m = 0; m < 12; m++)
        if (memcmp(at, months + 3 * m, 3) == 0)
            return m + 1;
    return 0;
}

/* "hh:mm:ss" at 8 readable bytes; microseconds within the day, or -1. */
static time_us clock_of(const char *at)
{
    int h = two_digits(at), m = two_digits(at + 3), s = two_digits(at + 6);
    if (at[2] != ':' || at[5] != ':' || h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 60)
        return -1;
    return h * TIME_HOUR + m * TIME_MINUTE + s * TIME_SECOND;
}

/* "Nov  9 02:10:00" or "Nov 9 02:10:00", with " 2026" between or behind; the moment within 2000 when
 * no year is told. */
static bool take_bsd_stamp(struct slice *in, struct syslog_memo *memo, struct syslog_line *ret)
{
    struct slice s = *in;
    if (memo->len == 15 && s.len > 16 && memcmp(s.at, memo->stamp, 15) == 0 && s.at[15] == ' '
            && !is_digit(s.at[16])) {
        ret->time = memo->time;
        ret->has_time = true;
        *in = slice_skip(s, 16);
        return true;
    }
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
static bool take_iso_stamp(struct slice *in, struct syslog_memo *memo, struct syslog_line *ret)
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

/* "prog[pid]: " or "prog: " */
static bool take_tag(struct slice *in, struct syslog_line *ret)
{
    const size_t longest = 64; /* RFC 3164 allows 32; systemd units are longer */
    size_t n = in->len < longest ? in->len : longest, i = 0;
    uint64_t pid = 0;
    while (i < n && in->at[i] != '[' && in->at[i] != ':' && in->at[i] != ' ')
        i++;
    if (i == 0 || i == n || in->at[i] == ' ')
        return false;
    struct slice s = slice_skip(*in, i);
    if (take_lit(&s, LIT("[")) && (!take_uint(&s, UINT32_MAX, &pid) || !take_lit(&s, LIT("]"))))
        return false;
    if (!take_lit(&s, LIT(":")))
        return false;
    ret->program = slice_first(*in, i);
    ret->pid = (uint32_t)pid;
    (void)take_lit(&s, LIT(" "));
    *in = s;
    return true;
}

/* "-" or "[id key="value" ...][...]": skipped. */
static bool skip_structured_data(struct slice *in)
{
    bool quoted = false;
    if (take_lit(in, LIT("-")))
        return true;
    if (in->len == 0 || in->at[0] != '[')
        return false;
    for (size_t i = 0; i < in->len; i++) {
        if (quoted && in->at[i] == '\\')
            i++;
        else if (in->at[i] == '"')
            quoted = !quoted;
        else if (!quoted && in->at[i] == ']' && (i + 1 == in->len || in->at[i + 1] != '[')) {
            *in = slice_skip(*in, i + 1);
            return true;
        }
    }
    return false;
}

/* Behind "<PRI>1 ": stamp host app procid msgid sd msg. */
static bool take_5424(struct slice *in, struct syslog_memo *memo, struct syslog_line *ret)
{
    struct slice s = *in, procid, msgid;
    uint64_t pid = 0;
    if (!take_lit(&s, LIT("1 ")))
        return false;
    if (!take_lit(&s, LIT("- ")) && !take_iso_stamp(&s, memo, ret))
        return false;
    if (!take_word(&s, &ret->host) || !take_lit(&s, LIT(" ")) || !take_word(&s, &ret->program)
            || !take_lit(&s, LIT(" ")) || !take_word(&s, &procid) || !take_lit(&s, LIT(" "))
            || !take_word(&s, &msgid) || !take_lit(&s, LIT(" ")) || !skip_structured_data(&s))
        return false;
    (void)take_lit(&s, LIT(" "));
    (void)take_lit(&s, LIT("\xef\xbb\xbf"));
    (void)slice_to_uint(procid, UINT32_MAX, &pid);
    ret->pid = (uint32_t)pid;
    ret->message = s;
    return true;
}

static bool take_priority(struct slice *in)
{
    struct slice s = *in;
    uint64_t pri;
    if (!take_lit(&s, LIT("<")) || !take_uint(&s, 191, &pri) || !take_lit(&s, LIT(">")))
        return false;
    *in = s;
    return true;
}

bool syslog_parse_line(struct slice line, struct syslog_memo *memo, struct syslog_line *ret)
{
    struct slice s = line;
    memset(ret, 0, sizeof *ret);
    if (s.len == 0)
        return false;
    if (s.at[0] == '<' && take_priority(&s) && take_5424(&s, memo, ret))
        return true;
    bool stamped = s.len > 0 && is_digit(s.at[0]) ? take_iso_stamp(&s, memo, ret)
                                                  : take_bsd_stamp(&s, memo, ret);
    if (!stamped) {
        memset(ret, 0, sizeof *ret);
        s = line;
        (void)take_tag(&s, ret); /* "sshd[123]: msg" */
        ret->message = s;
        return true;
    }
    size_t host = slice_find(s, ' ');
    struct slice behind = slice_skip(s, host + 1);
    if (host < s.len && take_tag(&behind, ret)) {
        ret->host = slice_first(s, host);
        s = behind;
    } else {
        (void)take_tag(&s, ret); /* no host told */
    }
    ret->message = s;
    return true;
}
