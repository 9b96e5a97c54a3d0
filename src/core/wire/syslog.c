/* syslog.c - stamps, tags, structured data. */
#include "core/wire/syslog.h"

#define COLD __attribute__((noinline, cold)) /* keeps the usual line's path short */

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

/* "Nov  9 02:10:00 " of the remembered second, or of its day. */
static inline bool take_stamp_of_day(struct slice *in, struct syslog_memo *memo, struct syslog_line *ret)
{
    const size_t date = 7; /* "Nov  9 " */
    struct slice s = *in;
    if (memo->len != 15 || s.len <= 16 || memcmp(s.at, memo->stamp, date) != 0 || s.at[15] != ' '
            || is_digit(s.at[16]))
        return false;
    if (memcmp(s.at + date, memo->stamp + date, 15 - date) != 0) {
        time_us clock = clock_of(s.at + date);
        if (clock < 0)
            return false;
        memcpy(memo->stamp + date, s.at + date, 15 - date);
        memo->time = memo->day + clock;
    }
    ret->time = memo->time;
    ret->has_time = true;
    *in = slice_skip(s, 16);
    return true;
}

/* "Nov  9 02:10:00" or "Nov 9 02:10:00", with " 2026" between or behind; the moment within 2000 when
 * no year is told. */
static inline bool take_bsd_stamp(struct slice *in, struct syslog_memo *memo, struct syslog_line *ret)
{
    struct slice s = *in;
    if (take_stamp_of_day(in, memo, ret))
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
    if (take_iso_stamp(&s, memo, ret)) {
        if (!ret->has_zone)
            take_zone_word(&s, ret);
    } else if (!take_bsd_stamp(&s, memo, ret)) {
        return false;
    }
    *in = s;
    return true;
}

/* "4711 2026-11-09 02:10:00.123 msg", the file that OpenSSH writes on Windows */
COLD static bool take_pid_and_stamp(struct slice *in, struct syslog_memo *memo, struct syslog_line *ret)
{
    struct slice s = *in;
    uint64_t pid;
    if (!take_uint(&s, UINT32_MAX, &pid) || !take_lit(&s, LIT(" ")) || !take_iso_stamp(&s, memo, ret))
        return false;
    ret->pid = (uint32_t)pid;
    *in = s;
    return true;
}

static bool take_stamp(struct slice *in, struct syslog_memo *memo, struct syslog_line *ret)
{
    if (in->len == 0 || !is_digit(in->at[0]))
        return take_bsd_stamp(in, memo, ret) || take_weekday_stamp(in, memo, ret);
    return take_iso_stamp(in, memo, ret) || take_unix_stamp(in, ret);
}

/* Bytes of "  12.345678 <    0.1 >" from the front. */
static size_t clock_bytes(struct slice s)
{
    size_t i = 0;
    while (i < s.len
            && (is_digit(s.at[i]) || s.at[i] == ' ' || s.at[i] == '.' || s.at[i] == '<' || s.at[i] == '>'))
        i++;
    return i;
}

/* "[pid]" at `at`, of ten digits at most; the bytes used, 0 when it is none. */
static size_t read_pid(const char *at, size_t len, uint32_t *ret)
{
    uint64_t pid = 0;
    size_t i = 1;
    for (; i < len && i <= 10 && is_digit(at[i]); i++)
        pid = pid * 10 + (uint64_t)(at[i] - '0');
    if (i == 1 || i == len || at[i] != ']' || pid > UINT32_MAX)
        return 0;
    *ret = (uint32_t)pid;
    return i + 1;
}

/* "prog[pid]: " or "prog: " */
static bool take_tag(struct slice *in, struct syslog_line *ret)
{
    const size_t longest = 64; /* RFC 3164 allows 32; systemd units are longer */
    const char *at = in->at;
    size_t n = in->len < longest ? in->len : longest, i = 0;
    uint32_t pid = 0;
    while (i < n && at[i] != '[' && at[i] != ':' && at[i] != ' ')
        i++;
    if (i == 0 || i == n || at[i] == ' ')
        return false;
    size_t end = i;
    if (at[i] == '[') {
        size_t used = read_pid(at + i, in->len - i, &pid);
        end += used;
        if (used == 0 || end == in->len)
            return false;
    }
    if (at[end] == ':')
        end++;
    else if (pid == 0 || at[end] != ' ') /* some templates drop the colon */
        return false;
    ret->program = slice_first(*in, i);
    ret->pid = pid;
    *in = slice_skip(*in, end + (end < in->len && at[end] == ' '));
    return true;
}

/* "[sshd]: " or "[sshd] ", as metalog writes; "[192.0.2.1] " and "[2001:db8::1] " are hosts. */
static bool take_bracketed_tag(struct slice *in, struct syslog_line *ret)
{
    struct slice s = *in, program;
    if (!take_lit(&s, LIT("[")) || !take_until(&s, LIT("]"), &program) || program.len == 0
            || program.len > 64)
        return false;
    for (size_t i = 0; i < program.len; i++)
        if (program.at[i] == '.' || program.at[i] == ':' || program.at[i] == ' ')
            return false;
    (void)take_lit(&s, LIT(":"));
    if (!take_lit(&s, LIT(" ")))
        return false;
    ret->program = program;
    *in = s;
    return true;
}

static void skip_spaces(struct slice *in)
{
    while (in->len && in->at[0] == ' ')
        *in = slice_skip(*in, 1);
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

/* "app procid msgid sd msg" */
static bool take_5424_tail(struct slice *in, struct syslog_line *ret)
{
    struct slice s = *in, program, procid, msgid;
    uint64_t pid = 0;
    if (!take_word(&s, &program) || !take_lit(&s, LIT(" ")) || !take_word(&s, &procid)
            || !take_lit(&s, LIT(" ")) || !take_word(&s, &msgid) || !take_lit(&s, LIT(" "))
            || !skip_structured_data(&s))
        return false;
    (void)take_lit(&s, LIT(" "));
    (void)take_lit(&s, LIT("\xef\xbb\xbf"));
    if (!slice_to_uint(procid, UINT32_MAX, &pid) && !slice_eq(procid, LIT("-")) && ret->has_priority == 0)
        return false;
    ret->program = program;
    ret->pid = (uint32_t)pid;
    *in = s;
    return true;
}

/* Behind "<PRI>1 ": stamp host app procid msgid sd msg. */
static bool take_5424(struct slice *in, struct syslog_memo *memo, struct syslog_line *ret)
{
    struct slice s = *in;
    if (!take_lit(&s, LIT("1 ")))
        return false;
    if (!take_lit(&s, LIT("- ")) && !take_iso_stamp(&s, memo, ret))
        return false;
    if (!take_word(&s, &ret->host) || !take_lit(&s, LIT(" ")) || !take_5424_tail(&s, ret))
        return false;
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

static bool is_severity(struct slice s)
{
    static const char *const names[] = { "info", "notice", "warning", "warn", "err", "error", "crit", "alert",
        "emerg", "debug" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (slice_eq(s, text(names[i])))
            return true;
    return false;
}

/* The priority in words: "auth.info " (busybox), "auth.info: " (socklog), "auth|security:info " (AIX),
 * "<auth.info> " or "<4.6> " (FreeBSD). */
static bool skip_priority_words(struct slice *in)
{
    struct slice s = *in, word;
    if (take_lit(&s, LIT("<"))) {
        if (!take_until(&s, LIT("> "), &word) || word.len > 24)
            return false;
    } else {
        if (!take_word(&s, &word) || word.len > 24)
            return false;
        if (slice_ends(word, LIT(":")))
            word.len--;
        size_t mark = slice_find_last(word, LIT("."));
        if (mark == word.len)
            mark = slice_find_last(word, LIT(":"));
        if (mark == word.len || !is_severity(slice_skip(word, mark + 1)))
            return false;
    }
    skip_spaces(&s);
    *in = s;
    return true;
}

/* What stands between stamp and message when it is not "host prog[pid]: ". */
COLD static void take_odd_header(struct slice *in, struct syslog_line *ret)
{
    struct slice s = *in, host;
    struct syslog_memo none = { .len = 0 };
    struct syslog_line inner = { 0 };
    ret->program = (struct slice){ s.at, 0 };
    ret->pid = 0;
    if (skip_priority_words(&s)) {
        (void)take_bsd_stamp(&s, &none, &inner); /* socklog keeps the first one beside its own */
        skip_spaces(&s);
        if (!take_tag(&s, ret) && take_word(&s, &host) && take_lit(&s, LIT(" ")) && !take_tag(&s, ret))
            s = slice_skip(*in, (size_t)(host.at - in->at));
        *in = s;
        return;
    }
    if (take_bracketed_tag(in, ret) || take_tag(in, ret))
        return;
    if (!take_word(&s, &host))
        return;
    skip_spaces(&s);
    if (skip_priority_words(&s) ? take_tag(&s, ret) : take_5424_tail(&s, ret)) {
        ret->host = host;
        *in = s;
    }
}

/* "host prog[pid]: "; false when it only looks like it: "[sshd] error: ", "<4.6> gate sshd[1]: ",
 * "gate auth|security:info sshd[1]: ", "sshd[1]: error: ". */
static inline bool take_usual_header(struct slice *in, struct syslog_line *ret)
{
    size_t host = slice_find(*in, ' ');
    struct slice behind = slice_skip(*in, host + 1);
    if (host == 0 || host == in->len || in->at[0] == '<' || in->at[host - 1] == ':'
            || !take_tag(&behind, ret))
        return false;
    struct slice tag = *in;
    struct syslog_line other;
    if (ret->program.at[0] == 'a' && slice_starts(ret->program, LIT("auth")))
        return false;
    if (in->at[0] == '[' && take_bracketed_tag(&tag, &other))
        return false;
    ret->host = slice_first(*in, host);
    *in = behind;
    return true;
}

static void take_header(struct slice *in, struct syslog_line *ret)
{
    skip_spaces(in); /* macOS writes two */
    if (!take_usual_header(in, ret))
        take_odd_header(in, ret);
}

/* No stamp: "sshd[123]: msg", "host sshd[123]: msg", "[  12.345678] host sshd[123]: msg" (monotonic clock)
 * or the message alone, which may begin "error: ". */
COLD static void take_unstamped(struct slice *in, struct syslog_line *ret)
{
    static const char *const levels[] = { "error", "fatal", "debug1", "debug2", "debug3" };
    struct slice s = *in, clock;
    if (take_lit(&s, LIT("[")) && take_until(&s, LIT("] "), &clock) && clock.len > 0
            && clock_bytes(clock) == clock.len) {
        take_header(&s, ret);
        *in = s;
        return;
    }
    s = *in;
    if (take_bracketed_tag(in, ret))
        return;
    if (take_tag(&s, ret)) {
        for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++)
            if (ret->pid == 0 && slice_eq(ret->program, text(levels[i]))) {
                ret->program.len = 0;
                return;
            }
        *in = s;
        return;
    }
    size_t host = slice_find(s, ' ');
    struct slice behind = slice_skip(s, host + 1);
    struct syslog_line told = { 0 };
    if (host < s.len && take_tag(&behind, &told) && told.pid != 0) {
        ret->host = slice_first(s, host);
        ret->program = told.program;
        ret->pid = told.pid;
        *in = behind;
    }
}

/* "[ID 800047 auth.info] " (Solaris) or "kernel: [  970.699396] " (by way of the kernel's ring) */
COLD static void skip_mark(struct slice *in)
{
    struct slice s = *in, mark;
    bool kernel = take_lit(&s, LIT("kernel:"));
    skip_spaces(&s);
    if (!slice_starts(s, kernel ? LIT("[") : LIT("[ID ")) || !take_until(&s, LIT("]"), &mark))
        return;
    (void)take_lit(&s, LIT(":"));
    skip_spaces(&s);
    *in = s;
}

bool syslog_parse_line(struct slice line, struct syslog_memo *memo, struct syslog_line *ret)
{
    struct slice s = line;
    memset(ret, 0, sizeof *ret);
    if (s.len == 0)
        return false;
    if (s.at[0] == '<' && take_priority(&s)) {
        ret->has_priority = true;
        if (take_5424(&s, memo, ret))
            return true;
    }
    struct slice begin = s;
    if (take_stamp(&s, memo, ret)) {
        take_header(&s, ret);
    } else {
        memset(ret, 0, sizeof *ret);
        s = begin;
        if (!take_pid_and_stamp(&s, memo, ret))
            take_unstamped(&s, ret);
    }
    if (s.len && s.at[0] == ' ')
        skip_spaces(&s);
    if (s.len && (s.at[0] == '[' || s.at[0] == 'k'))
        skip_mark(&s);
    ret->message = s;
    return true;
}
