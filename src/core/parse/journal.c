/* journal.c - journalctl -o json, json-seq, json-sse and json-pretty: objects whose MESSAGE is a line of syslog. */
#include <stdlib.h>

#include "core/base/hash.h"
#include "core/parse/sshd.h"
#include "core/parse/syslog.h"
#include "core/wire/json.h"
#include "core/wire/json_split.h"

enum slot { SLOT_MESSAGE, SLOT_PROGRAM, SLOT_PID, SLOT_HOST, SLOT_TIME };

static const struct json_path paths[] = {
    { "MESSAGE", SLOT_MESSAGE },
    { "SYSLOG_IDENTIFIER", SLOT_PROGRAM },
    { "_COMM", SLOT_PROGRAM },
    { "_PID", SLOT_PID },
    { "SYSLOG_PID", SLOT_PID },
    { "_HOSTNAME", SLOT_HOST },
    { "_SOURCE_REALTIME_TIMESTAMP", SLOT_TIME },
    { "__REALTIME_TIMESTAMP", SLOT_TIME },
};

struct reader {
    struct json_plan *plan;
};

static enum status journal_open(
        const struct format *format, struct slice head, struct reader **ret, struct error *err)
{
    (void)format;
    struct reader *reader = calloc(1, sizeof *reader);
    (void)head;
    if (reader == NULL)
        return fail(err, STATUS_NOMEM, "no memory to read a journal");
    enum status st = json_plan_new(paths, sizeof paths / sizeof paths[0], &reader->plan, err);
    if (st != STATUS_OK)
        free(reader);
    else
        *ret = reader;
    return st;
}

static void journal_close(struct reader **reader)
{
    if (*reader != NULL)
        json_plan_free(&(*reader)->plan);
    free(*reader);
    *reader = NULL;
}

struct taking {
    struct batch *out;
    struct line_memo *programs;
    struct slice row;
    uint64_t offset;
    uint32_t line;
};

/* journalctl writes a message that is no UTF-8 as the list of its bytes: "[70,97,...]". */
static struct slice message_of(const struct json_value *val, struct arena *scratch)
{
    struct slice in = val->text, none = { "", 0 };
    size_t n = 0;
    if (val->kind != JSON_OTHER)
        return val->text;
    char *to = arena_take(scratch, in.len / 2 + 1);
    if (to == NULL)
        return none;
    for (size_t i = 0; i < in.len;) {
        unsigned byte = 0;
        bool digits = false;
        for (; i < in.len && in.at[i] >= '0' && in.at[i] <= '9' && byte <= 255; i++) {
            byte = byte * 10 + (unsigned)(in.at[i] - '0');
            digits = true;
        }
        if (byte > 255)
            return none;
        if (digits)
            to[n++] = (char)byte;
        else
            i++;
    }
    return (struct slice){ to, n };
}

static bool take_entry(void *ctx, struct json_value v[JSON_SLOTS])
{
    struct taking *t = ctx;
    struct record *rec = batch_next(t->out);
    uint64_t time, pid = 0;
    struct slice program = v[SLOT_PROGRAM].text, message = message_of(&v[SLOT_MESSAGE], &t->out->scratch);
    if (rec == NULL)
        return false;
    const struct line_source *source;
    enum told told = signin_parse(t->programs, program, message, rec, &source);
    (void)slice_to_uint(v[SLOT_PID].text, UINT32_MAX, &pid);
    if (told == TOLD_SIGNIN && !slice_to_uint(v[SLOT_TIME].text, INT64_MAX, &time))
        told = TOLD_NOTHING;
    if (told == TOLD_SIGNIN) {
        rec->time = (time_us)time; /* of the journal: with zone and year */
        rec->flags &= (uint8_t) ~(STAMP_NO_ZONE | STAMP_NO_YEAR | STAMP_NONE);
        rec->offset = t->offset;
        rec->length = (uint32_t)t->row.len;
        rec->line = t->line;
        if (rec->pid == 0)
            rec->pid = (uint32_t)pid;
        rec->host = v[SLOT_HOST].text;
        if (rec->protocol.len == 0)
            rec->protocol = slice_starts(program, LIT("ssh")) ? LIT("sshd") : program;
        rec->row_hash = hash_pair(hash_bytes(message, (uint32_t)pid), hash_bytes(rec->host, 3));
    }
    line_told(t->out, told, source, t->offset, t->row.len, t->line);
    return false;
}

/* What json-seq (RFC 7464) and json-sse put before an object. */
static struct slice without_mark(struct slice line)
{
    if (!take_lit(&line, LIT("\x1e")))
        (void)take_lit(&line, LIT("data: "));
    return line;
}

static void take_object(const struct reader *reader, struct line_memo *programs, struct slice row,
        uint64_t offset, uint32_t line, struct batch *out)
{
    struct taking t = { out, programs, row, offset, line };
    out->lines++;
    if (row.len == 0)
        out->irrelevant++;
    else if (!json_read(reader->plan, row, &out->scratch, take_entry, &t)) {
        batch_source(out, NULL);
        batch_unparsed(out, offset, row.len, line, "a whole JSON object of journalctl");
    }
}

static size_t journal_parse(
        const struct reader *reader, struct slice data, uint64_t offset, struct batch *out)
{
    struct line_memo programs;
    size_t at = 0;
    uint32_t number = 0;
    line_memo_init(&programs);
    while (at < data.len && out->count < out->cap) {
        const char *end = memchr(data.at + at, '\n', data.len - at);
        size_t len = end ? (size_t)(end - data.at) - at : data.len - at;
        struct slice row = without_mark((struct slice){ data.at + at, len });
        take_object(reader, &programs, row, offset + (size_t)(row.at - data.at), number, out);
        at += len + (end != NULL);
        number++;
    }
    return at;
}

static size_t pretty_parse(const struct reader *reader, struct slice data, uint64_t offset, struct batch *out)
{
    size_t pos = 0, done = 0;
    uint32_t line = 0;
    struct slice row;
    struct line_memo programs;
    line_memo_init(&programs);
    while (out->count < out->cap && json_next_record(data, &pos, &row)) {
        for (; done < (size_t)(row.at - data.at); done++)
            line += data.at[done] == '\n';
        take_object(reader, &programs, row, offset + done, line, out);
        for (; done < pos; done++)
            line += data.at[done] == '\n';
    }
    if (out->count == out->cap)
        return done;
    if (pos < data.len) { /* the input ends within an object */
        out->lines++;
        batch_source(out, NULL);
        batch_unparsed(out, offset + pos, data.len - pos, line, "the end of a JSON object of journalctl");
    }
    return data.len;
}

static bool names_journal(struct slice head)
{
    return slice_find_slice(head, LIT("\"__REALTIME_TIMESTAMP\"")) < head.len
            || slice_find_slice(head, LIT("\"__CURSOR\"")) < head.len;
}

static int journal_sniff(struct slice head)
{
    struct slice line = without_mark(slice_first(head, slice_find(head, '\n')));
    return line.len > 1 && line.at[0] == '{' && names_journal(line) ? 96 : 0;
}

static int pretty_sniff(struct slice head)
{
    struct slice s = head;
    while (s.len && (unsigned char)s.at[0] <= ' ')
        s = slice_skip(s, 1);
    return begins_as_json(s) && names_journal(slice_first(head, 8192)) ? 94 : 0;
}

const struct format journal_format = {
    .name = "journal-json",
    .help = "the journal of systemd: journalctl -o json, json-seq, json-sse",
    .versions = "systemd 189 and later",
    .how = "journalctl -o json --since -30d > journal.json; only OpenSSH: journalctl -t sshd -t sshd-session "
           "-o json --since -30d",
    .sample = "{\"__REALTIME_TIMESTAMP\":\"1794190200000000\",\"_HOSTNAME\":\"gate\","
              "\"SYSLOG_IDENTIFIER\":\"sshd\",\"_PID\":\"811\","
              "\"MESSAGE\":\"Failed password for j.meier from 192.0.2.8 port 5122 ssh2\"}",
    .family = FAMILY_LINUX,
    .gives = GIVES_BOTH,
    .framing = FRAME_LINES,
    .sniff = journal_sniff,
    .open = journal_open,
    .close = journal_close,
    .parse = journal_parse,
};

const struct format journal_pretty_format = {
    .name = "journal-json-pretty",
    .help = "the same by journalctl -o json-pretty, or its objects in any other layout",
    .versions = "systemd 189 and later",
    .how = "journalctl -o json-pretty --since -30d > journal.json",
    .sample = "{\n"
              "  \"__REALTIME_TIMESTAMP\" : \"1794190200000000\",\n"
              "  \"_HOSTNAME\" : \"gate\",\n"
              "  \"SYSLOG_IDENTIFIER\" : \"sshd\",\n"
              "  \"_PID\" : \"811\",\n"
              "  \"MESSAGE\" : \"Failed password for j.meier from 192.0.2.8 port 5122 ssh2\"\n"
              "}",
    .family = FAMILY_LINUX,
    .gives = GIVES_BOTH,
    .framing = FRAME_JSON,
    .sniff = pretty_sniff,
    .open = journal_open,
    .close = journal_close,
    .parse = pretty_parse,
};
