/* inside.h - what the files of syslog share: digits, clocks, and the ways of a stamp and of a header.
 *
 * Layer   core/wire, of syslog*.c alone. Pure.
 */
#pragma once

#include "core/wire/syslog.h"

#define COLD __attribute__((noinline, cold)) /* keeps the usual line's path short */

static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline int two_digits(const char *at)
{
    return is_digit(at[0]) && is_digit(at[1]) ? (at[0] - '0') * 10 + (at[1] - '0') : -1;
}

/* "hh:mm:ss" at 8 readable bytes; microseconds within the day, or -1. */
static inline time_us clock_of(const char *at)
{
    int h = two_digits(at), m = two_digits(at + 3), s = two_digits(at + 6);
    if (at[2] != ':' || at[5] != ':' || h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 60)
        return -1;
    return h * TIME_HOUR + m * TIME_MINUTE + s * TIME_SECOND;
}

/* "Nov  9 02:10:00 " of the remembered second, or of its day. */
static inline bool syslog_take_stamp_of_day(
        struct slice *in, struct syslog_memo *memo, struct syslog_line *ret)
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

/* Any stamp at the front that loggers write, with the space or colon behind it. */
bool syslog_take_stamp(struct slice *in, struct syslog_memo *memo, struct syslog_line *ret);

/* "Nov  9 02:10:00" or "Nov 9 02:10:00", with " 2026" between or behind; the moment within 2000 when
 * no year is told. */
bool syslog_take_bsd_stamp(struct slice *in, struct syslog_memo *memo, struct syslog_line *ret);

/* "2026-11-09T02:10:00.1+01:00" */
bool syslog_take_iso_stamp(struct slice *in, struct syslog_memo *memo, struct syslog_line *ret);

/* "4711 2026-11-09 02:10:00.123 msg", the file that OpenSSH writes on Windows */
bool syslog_take_pid_and_stamp(struct slice *in, struct syslog_memo *memo, struct syslog_line *ret);

/* "prog[pid]: " or "prog: " */
bool syslog_take_tag(struct slice *in, struct syslog_line *ret);

/* "app procid msgid sd msg", as RFC 5424 has it behind the host. */
bool syslog_take_5424_tail(struct slice *in, struct syslog_line *ret);

/* "host prog[pid]: " behind a stamp, or what else may stand there. */
void syslog_take_header(struct slice *in, struct syslog_line *ret);

/* What stands behind a stamp and is not "host prog[pid]: ". */
void syslog_take_odd_header(struct slice *in, struct syslog_line *ret);

/* "[sshd]: " or "[sshd] ", as metalog writes; "[192.0.2.1] " and "[2001:db8::1] " are hosts. */
bool syslog_take_bracketed_tag(struct slice *in, struct syslog_line *ret);

/* Headers of gateways; true also when only the message is to be left as it is. */
bool syslog_take_device(struct slice *in, struct syslog_line *ret);

/* "[NAME/]192.0.2.8:1194" or "[2001:db8::8]:1194", whom OpenVPN talks to; "1,2026/11/09", with which PAN-OS begins. */
bool syslog_is_no_host(struct slice word);

/* What is said without a stamp. */
void syslog_take_unstamped(struct slice *in, struct syslog_line *ret);

/* "[ID 800047 auth.info] " (Solaris) or "kernel: [  970.699396] " (by way of the kernel's ring) */
void syslog_skip_mark(struct slice *in);

static inline void skip_spaces(struct slice *in)
{
    while (in->len && in->at[0] == ' ')
        *in = slice_skip(*in, 1);
}
