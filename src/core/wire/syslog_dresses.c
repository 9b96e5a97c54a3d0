/* syslog_dresses.c - headers that are not "host prog[pid]: ". */
#include "core/wire/inside.h"

/* Bytes of "  12.345678 <    0.1 >" from the front. */
static size_t clock_bytes(struct slice s)
{
    size_t i = 0;
    while (i < s.len
            && (is_digit(s.at[i]) || s.at[i] == ' ' || s.at[i] == '.' || s.at[i] == '<' || s.at[i] == '>'))
        i++;
    return i;
}

/* "[sshd]: " or "[sshd] ", as metalog writes; "[192.0.2.1] " and "[2001:db8::1] " are hosts. */
bool syslog_take_bracketed_tag(struct slice *in, struct syslog_line *ret)
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
bool syslog_take_5424_tail(struct slice *in, struct syslog_line *ret)
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

/* "auth(NAME,ADDR,sasl:login)<ID>: ", as Dovecot's own file has it: the parentheses are the message's. */
static bool take_dovecot_tag(struct slice *in, struct syslog_line *ret)
{
    if (!slice_starts(*in, LIT("auth(")) && !slice_starts(*in, LIT("auth-worker(")))
        return false;
    ret->program = slice_first(*in, slice_find(*in, '('));
    *in = slice_skip(*in, ret->program.len);
    return true;
}

/* "sogod [811]: ", and no host. */
static bool take_spaced_tag(struct slice *in, struct syslog_line *ret)
{
    struct slice s = *in, word;
    uint64_t pid;
    if (!take_word(&s, &word) || word.len > 64 || !take_lit(&s, LIT(" [")) || !take_uint(&s, UINT32_MAX, &pid)
            || !take_lit(&s, LIT("]: ")))
        return false;
    ret->program = word;
    ret->pid = (uint32_t)pid;
    *in = s;
    return true;
}

/* What stands between stamp and message when it is not "host prog[pid]: ". */
COLD void syslog_take_odd_header(struct slice *in, struct syslog_line *ret)
{
    struct slice s = *in, host;
    struct syslog_memo none = { .len = 0 };
    struct syslog_line inner = { 0 };
    ret->program = (struct slice){ s.at, 0 };
    ret->pid = 0;
    if (slice_starts(s, LIT("[pid ")) || take_spaced_tag(in, ret)) /* vsftpd's own file; SOGo's */
        return;
    if (skip_priority_words(&s)) {
        (void)syslog_take_bsd_stamp(&s, &none, &inner); /* socklog keeps the first one beside its own */
        skip_spaces(&s);
        if (syslog_take_device(&s, ret)) {
            *in = s;
            return;
        }
        if (!syslog_take_tag(&s, ret) && take_word(&s, &host) && take_lit(&s, LIT(" "))
                && !syslog_take_tag(&s, ret))
            s = slice_skip(*in, (size_t)(host.at - in->at));
        *in = s;
        return;
    }
    if (take_dovecot_tag(in, ret) || syslog_take_bracketed_tag(in, ret) || syslog_take_device(in, ret)
            || syslog_take_tag(in, ret))
        return;
    if (!take_word(&s, &host))
        return;
    skip_spaces(&s);
    if (skip_priority_words(&s) ? syslog_take_tag(&s, ret) : syslog_take_5424_tail(&s, ret)) {
        ret->host = host;
        *in = s;
    }
}

/* "[09-Nov-2026 02:10:00 +0100]: ", as PHP's programs write: a message and no program. */
static bool take_php_stamp(struct slice *in, struct syslog_line *ret)
{
    struct slice s = *in, stamp;
    struct syslog_memo none = { .len = 0 };
    struct syslog_line own = { 0 };
    char usual[] = "Nov 09 2026 02:10:00 ";
    uint64_t fraction;
    if (!take_lit(&s, LIT("[")) || !take_until(&s, LIT("]: "), &stamp) || stamp.len < 26 || stamp.len > 33
            || stamp.at[2] != '-' || stamp.at[6] != '-' || stamp.at[11] != ' ')
        return false;
    memcpy(usual, stamp.at + 3, 3);
    memcpy(usual + 4, stamp.at, 2);
    memcpy(usual + 7, stamp.at + 7, 13);
    struct slice bsd = { usual, sizeof usual - 1 }, zone = slice_skip(stamp, 20);
    if (take_lit(&zone, LIT(".")) && !take_uint(&zone, 999999, &fraction))
        return false;
    if (!take_lit(&zone, LIT(" ")) || zone.len != 5 || (zone.at[0] != '+' && zone.at[0] != '-')
            || two_digits(zone.at + 1) < 0 || two_digits(zone.at + 3) < 0
            || !syslog_take_bsd_stamp(&bsd, &none, &own) || !own.has_year)
        return false;
    time_us ahead = (two_digits(zone.at + 1) * 60 + two_digits(zone.at + 3)) * TIME_MINUTE;
    ret->time = own.time - (zone.at[0] == '-' ? -ahead : ahead);
    ret->has_time = ret->has_zone = ret->has_year = true;
    *in = s;
    return true;
}

/* No stamp: "sshd[123]: msg", "host sshd[123]: msg", "[  12.345678] host sshd[123]: msg" (monotonic clock)
 * or the message alone, which may begin "error: ". */
COLD void syslog_take_unstamped(struct slice *in, struct syslog_line *ret)
{
    static const char *const levels[] = { "error", "fatal", "debug1", "debug2", "debug3" };
    struct slice s = *in, clock;
    if (take_php_stamp(in, ret))
        return;
    if (take_lit(&s, LIT("[")) && take_until(&s, LIT("] "), &clock) && clock.len > 0
            && clock_bytes(clock) == clock.len) {
        syslog_take_header(&s, ret);
        *in = s;
        return;
    }
    skip_spaces(in);
    if (take_dovecot_tag(in, ret) || syslog_take_bracketed_tag(in, ret) || syslog_take_device(in, ret))
        return;
    s = *in;
    if (syslog_take_tag(&s, ret)) {
        if (ret->pid == 0 && is_digit(ret->program.at[0])) { /* "02:10:00.907 [thread] WARN": a clock */
            ret->program.len = 0;
            return;
        }
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
    if (host < s.len && syslog_take_tag(&behind, &told) && told.pid != 0) {
        ret->host = slice_first(s, host);
        ret->program = told.program;
        ret->pid = told.pid;
        *in = behind;
    }
}

/* "[ID 800047 auth.info] " (Solaris) or "kernel: [  970.699396] " (by way of the kernel's ring) */
COLD void syslog_skip_mark(struct slice *in)
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
