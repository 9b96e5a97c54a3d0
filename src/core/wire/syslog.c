/* syslog.c - the usual line, fast; what is unusual about a line stands in syslog_stamps.c and syslog_dresses.c. */
#include "core/wire/inside.h"

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

static inline bool take_tag(struct slice *in, struct syslog_line *ret)
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

bool syslog_take_tag(struct slice *in, struct syslog_line *ret)
{
    return take_tag(in, ret);
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

/* Behind "<PRI>1 ": stamp host app procid msgid sd msg. */
static bool take_5424(struct slice *in, struct syslog_memo *memo, struct syslog_line *ret)
{
    struct slice s = *in;
    if (!take_lit(&s, LIT("1 ")))
        return false;
    if (!take_lit(&s, LIT("- ")) && !syslog_take_iso_stamp(&s, memo, ret))
        return false;
    if (!take_word(&s, &ret->host) || !take_lit(&s, LIT(" ")) || !syslog_take_5424_tail(&s, ret))
        return false;
    ret->message = s;
    return true;
}

/* "auth.info: ", "auth|security:info ": a priority in words, and no program, as Dovecot's auth is. */
static bool is_priority(struct slice program, struct slice behind)
{
    size_t n = 0;
    while (n < program.len && program.at[n] >= 'a' && program.at[n] <= 'z')
        n++;
    return n < program.len ? program.at[n] == '.' || program.at[n] == '|' : behind.at[-1] != ' ';
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
    if (ret->pid == 0 && is_digit(in->at[host - 1]) && syslog_is_no_host(slice_first(*in, host)))
        return false;
    struct slice tag = *in;
    struct syslog_line other;
    if (ret->program.at[0] == 'a' && slice_starts(ret->program, LIT("auth")) && ret->pid == 0
            && is_priority(ret->program, behind))
        return false;
    if (in->at[0] == '[' && syslog_take_bracketed_tag(&tag, &other))
        return false;
    ret->host = slice_first(*in, host);
    *in = behind;
    return true;
}

void syslog_take_header(struct slice *in, struct syslog_line *ret)
{
    skip_spaces(in); /* macOS writes two */
    if (!take_usual_header(in, ret))
        syslog_take_odd_header(in, ret);
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
    if (syslog_take_stamp_of_day(&s, memo, ret) || syslog_take_stamp(&s, memo, ret)) {
        syslog_take_header(&s, ret);
    } else {
        memset(ret, 0, sizeof *ret);
        s = begin;
        if (!syslog_take_pid_and_stamp(&s, memo, ret))
            syslog_take_unstamped(&s, ret);
    }
    if (s.len && s.at[0] == ' ')
        skip_spaces(&s);
    if (s.len && (s.at[0] == '[' || s.at[0] == 'k'))
        syslog_skip_mark(&s);
    ret->message = s;
    return true;
}
