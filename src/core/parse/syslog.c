/* syslog.c - cuts lines, asks the program's parser, and counts what became of each. */
#include "core/parse/syslog.h"

#include "core/base/hash.h"
#include "core/parse/line_source.h"
#include "core/parse/sshd.h"
#include "core/wire/syslog.h"

/* Everything that identifies the line but its stamp, so that two exports of it hash the same. */
static uint64_t row_hash(const struct syslog_line *line)
{
    return hash_pair(hash_bytes(line->message, line->pid), hash_bytes(line->host, 3));
}

static void place(const struct syslog_line *line, struct slice text, uint64_t offset, uint32_t number,
        struct record *rec)
{
    if (rec->time == 0) { /* else the message has a stamp of its own */
        rec->time = line->time;
        rec->flags |= (uint8_t)(!line->has_time
                        ? STAMP_NONE
                        : (line->has_zone ? 0 : STAMP_NO_ZONE) | (line->has_year ? 0 : STAMP_NO_YEAR));
    }
    rec->offset = offset;
    rec->length = (uint32_t)text.len;
    rec->line = number;
    if (rec->pid == 0)
        rec->pid = line->pid;
    if (rec->host.len == 0)
        rec->host = line->host;
    if (rec->protocol.len == 0)
        rec->protocol = line->program.len == 0 || slice_starts(line->program, LIT("ssh"))
                ? LIT("sshd")
                : slice_first(line->program, slice_find(slice_first(line->program, 32), '('));
    if (rec->row_hash == 0)
        rec->row_hash = row_hash(line);
}

struct memos {
    struct syslog_memo stamps;
    struct line_memo programs;
};

/* One line; false when the batch is full. */
static bool take_line(
        struct slice text, uint64_t offset, uint32_t number, struct memos *memos, struct batch *out)
{
    struct syslog_line line;
    if (out->count == out->cap)
        return false;
    out->lines++;
    if (!syslog_parse_line(text, &memos->stamps, &line)) {
        out->irrelevant++;
        return true;
    }
    struct record *rec = batch_next(out);
    const struct line_source *source;
    enum told told = signin_parse(&memos->programs, line.program, line.message, rec, &source);
    if (told == TOLD_SIGNIN)
        place(&line, text, offset, number, rec);
    if (!line_told_as_before(out, told, source))
        line_told(out, told, source, offset, text.len, number);
    return true;
}

static size_t syslog_parse(const struct reader *reader, struct slice data, uint64_t offset, struct batch *out)
{
    struct memos memos;
    size_t at = 0;
    uint32_t number = 0;
    (void)reader;
    memos.stamps.len = 0;
    line_memo_init(&memos.programs);
    while (at < data.len) {
        const char *end = memchr(data.at + at, '\n', data.len - at);
        size_t len = end ? (size_t)(end - data.at) - at : data.len - at;
        struct slice text = { data.at + at, len };
        if (text.len && text.at[text.len - 1] == '\r')
            text.len--;
        if (!take_line(text, offset + at, number, &memos, out))
            break;
        at += len + (end != NULL);
        number++;
    }
    return at;
}

/* Sure when most of the first lines have a stamp and a tag, or are known by themselves; also when all have a stamp
 * and any is known: OpenVPN begins with a page about itself. */
static int syslog_sniff(struct slice head)
{
    struct syslog_memo memo = { .len = 0 };
    struct line_memo programs;
    unsigned lines = 0, sure = 0, stamped = 0, known = 0;
    line_memo_init(&programs);
    for (size_t at = 0; at < head.len && lines < 40;) {
        const char *end = memchr(head.at + at, '\n', head.len - at);
        size_t len = end ? (size_t)(end - head.at) - at : head.len - at;
        struct syslog_line line;
        if (syslog_parse_line((struct slice){ head.at + at, len }, &memo, &line)) {
            bool is_known = line_source_of(&programs, line.program, line.message) != NULL;
            lines++;
            stamped += line.has_time;
            known += is_known;
            sure += (line.has_time && line.program.len > 0) || is_known;
        }
        at += len + 1;
    }
    if (lines == 0)
        return 0;
    int most = (int)(sure * 90 / lines);
    return most < 60 && known > 0 && stamped * 10 >= lines * 9 ? 60 : most;
}

const struct format syslog_format = {
    .name = "syslog",
    .help = "lines of syslog in any dress: RFC 3164, RFC 5424, ISO stamps, journalctl -o short*",
    .versions = "rsyslog, syslog-ng, BSD syslogd, journalctl's texts",
    .how = "take the file: /var/log/auth.log (Debian, Ubuntu), /var/log/secure (Red Hat, SUSE), "
           "/var/log/mail.log "
           "or maillog, or what your syslog server wrote; older ones too (auth.log.1, auth.log.2.gz)",
    .sample = "Nov  9 02:10:02 gate sshd[811]: Failed password for j.meier from 192.0.2.8 port 5122 ssh2",
    .family = FAMILY_LINUX,
    .gives = GIVES_BOTH,
    .framing = FRAME_LINES,
    .sniff = syslog_sniff,
    .parse = syslog_parse,
};
