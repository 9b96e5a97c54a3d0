/* syslog.h - the header of one line of syslog, in every dress: who said it, when, and the message.
 *
 * Layer   core/wire: includes base only. Pure.
 * Forms   RFC 3164 ("Nov  9 02:10:00 host prog[pid]: msg", also with <PRI>, also with a year before or
 *         behind the day), RFC 5424, rsyslog's and journalctl's ISO stamps ("2026-11-09T02:10:00.1+01:00
 *         host prog[pid]: msg"), every -o short* of journalctl, the dresses of busybox, OpenWrt, socklog,
 *         metalog, AIX, FreeBSD -v, Solaris and macOS, OpenSSH's own file on Windows, and a bare message.
 * Memory  slices point into the line.
 */
#pragma once

#include "core/base/slice.h"
#include "core/base/time.h"

struct syslog_line {
    time_us time; /* see record.h for what the flags make of it */
    bool has_time, has_zone, has_year;
    bool has_priority; /* "<PRI>" stood before it */
    struct slice host, program, message;
    uint32_t pid; /* 0: none told */
};

/* What the line before told, so that a stamp is parsed once per distinct second, and its date once per
 * day. Zero it first. */
struct syslog_memo {
    char stamp[20];
    uint8_t len; /* bytes of stamp that are compared; 0: nothing yet */
    time_us time;
    time_us day; /* its midnight; of 15 bytes only */
};

/* False only when the line is empty; anything else is at least a bare message. */
bool syslog_parse_line(struct slice line, struct syslog_memo *memo, struct syslog_line *ret);
