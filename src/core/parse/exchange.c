/* exchange.c - Exchange Server's protocol logs: IMAP4 and POP3, and SMTP as received.
 *
 * Source  Microsoft: "Protocol logging in Exchange Server", "Configure protocol logging for POP3 and IMAP4".
 * Columns are fixed, and each row shows by its endpoints which log it is of, so a part without #Fields is read as well.
 *         IMAP4, POP3: time, session, number, server, client, user, three sizes, command, parameters, context.
 *         SMTP: time, connector, session, number, server, client, event, data, context.
 * Decides R= at the front of the context, behind the client's own tag; the reason is ErrMsg=, behind all that the client
 *         chose. SMTP: 535 as sent; "User Name:" tells whose, joined by session; "authenticated" tells who was let in.
 * Secret  login's parameters are masked by Exchange, and are not read.
 */
#include "core/parse/exchange.h"

#include "core/base/hash.h"
#include "core/parse/mail.h"
#include "core/wire/csv.h"

enum {
    AT_TIME = 0,
    POP_SERVER = 3,
    POP_CLIENT = 4,
    POP_USER = 5,
    POP_COMMAND = 9,
    POP_CONTEXT = 11,
    POP_FIELDS = 12,
    SMTP_SESSION = 2,
    SMTP_SERVER = 4,
    SMTP_CLIENT = 5,
    SMTP_EVENT = 6,
    SMTP_DATA = 7,
    SMTP_CONTEXT = 8,
    SMTP_FIELDS = 9,
};

static bool take_endpoint(struct slice s, struct ip_addr *ret_addr, uint16_t *ret_port)
{
    uint64_t port = 0;
    size_t at = slice_find_last(s, LIT(":"));
    if (at == s.len || !slice_to_uint(slice_skip(s, at + 1), 65535, &port) || !ip_parse(s, ret_addr))
        return false;
    *ret_port = (uint16_t)port;
    return true;
}

static bool is_health(struct slice user)
{
    return mail_has(user, "HealthMailbox");
}

/* ErrMsg= stands last: no name of a client's comes behind it. */
static enum outcome reason_of(struct slice context)
{
    static const struct {
        const char *words;
        enum outcome outcome;
    } rows[] = {
        { "expired", OUTCOME_PASSWORD_OK_STOPPED },
        { "mustchange", OUTCOME_PASSWORD_OK_STOPPED },
        { "disabled", OUTCOME_DISABLED },
        { "locked", OUTCOME_LOCKED },
        { "usernotfound", OUTCOME_NO_SUCH_ACCOUNT },
        { "proxynotauthenticated", OUTCOME_OTHER_FAILURE },
    };
    size_t at = slice_find_last(context, LIT("ErrMsg="));
    struct slice why = slice_skip(context, at == context.len ? at : at + 7);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (mail_has(why, rows[i].words))
            return rows[i].outcome;
    return OUTCOME_BAD_PASSWORD;
}

enum answer { ANSWER_NONE, ANSWER_OK, ANSWER_NO };

/* R=ok, R="2 NO LOGIN failed.", R="-ERR ...": the first word of IMAP is the client's tag. */
static enum answer answer_of(struct slice context)
{
    struct slice in = context, tag;
    if (!take_lit(&in, LIT("R=")))
        return ANSWER_NONE;
    if (slice_eq_nocase(slice_first(in, slice_find(in, ';')), LIT("ok")))
        return ANSWER_OK;
    (void)take_lit(&in, LIT("\""));
    if (slice_starts(in, LIT("+OK")))
        return ANSWER_OK;
    if (slice_starts(in, LIT("-ERR")))
        return ANSWER_NO;
    if (!take_word(&in, &tag) || !take_lit(&in, LIT(" ")))
        return ANSWER_NONE;
    return slice_starts(in, LIT("OK")) ? ANSWER_OK : slice_starts(in, LIT("NO ")) ? ANSWER_NO : ANSWER_NONE;
}

static const char *fill_pop(const struct slice *f, struct record *rec)
{
    static const char *const commands[] = { "login", "authenticate", "pass", "auth" };
    struct slice command = slice_trim(f[POP_COMMAND]);
    bool signs_in = false;
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        signs_in |= slice_eq_nocase(command, text(commands[i]));
    enum answer answer = answer_of(f[POP_CONTEXT]);
    if (!signs_in || answer == ANSWER_NONE || is_health(f[POP_USER]))
        return "";
    rec->protocol = slice_eq_nocase(command, LIT("login")) || slice_eq_nocase(command, LIT("authenticate"))
            ? LIT("imap")
            : LIT("pop3");
    mail_account(f[POP_USER], rec);
    (void)mail_told(rec, answer == ANSWER_OK ? OUTCOME_OK : reason_of(f[POP_CONTEXT]));
    return NULL;
}

static const char *fill_smtp(const struct slice *f, struct record *rec)
{
    struct slice name = f[SMTP_CONTEXT];
    bool remark = slice_eq(f[SMTP_EVENT], LIT("*"));
    rec->protocol = LIT("smtp");
    rec->pid = (uint32_t)hash_bytes(f[SMTP_SESSION], 25) | 1;
    if (slice_eq(f[SMTP_EVENT], LIT(">")) && slice_starts(f[SMTP_DATA], LIT("535 "))) {
        rec->teller = TELLER_RESULT;
        (void)mail_told(rec, OUTCOME_BAD_PASSWORD);
        return NULL;
    }
    if (remark && take_lit(&name, LIT("User Name: ")) && name.len > 0 && !slice_eq(name, LIT("NULL"))) {
        rec->teller = TELLER_NAME;
        mail_account(name, rec);
        (void)mail_told(rec, OUTCOME_BAD_PASSWORD);
        return NULL;
    }
    if (!remark || !slice_eq(f[SMTP_CONTEXT], LIT("authenticated")) || is_health(f[SMTP_DATA]))
        return "";
    rec->teller = TELLER_RESULT;
    mail_account(f[SMTP_DATA], rec);
    (void)mail_told(rec, OUTCOME_OK);
    return NULL;
}

enum shape { SHAPE_NONE, SHAPE_POP, SHAPE_SMTP };

static enum shape shape_of(const struct slice *f, size_t count, struct record *rec)
{
    struct ip_addr server;
    uint16_t port;
    bool zoned;
    if (count < SMTP_FIELDS)
        return SHAPE_NONE;
    struct slice time = f[AT_TIME];
    if (!take_time_iso(&time, &rec->time, &zoned) || time.len > 0)
        return SHAPE_NONE;
    rec->flags = zoned ? 0 : STAMP_NO_ZONE;
    if (f[SMTP_EVENT].len == 1 && take_endpoint(f[SMTP_SERVER], &server, &port)
            && take_endpoint(f[SMTP_CLIENT], &rec->source, &rec->port))
        return SHAPE_SMTP;
    if (count >= POP_FIELDS && take_endpoint(f[POP_SERVER], &server, &port)
            && take_endpoint(f[POP_CLIENT], &rec->source, &rec->port))
        return SHAPE_POP;
    return SHAPE_NONE;
}

static const char *fill(struct slice line, struct arena *scratch, struct record *rec)
{
    struct slice fields[CSV_FIELDS];
    size_t count = csv_fields(line, ',', scratch, fields);
    rec->row_hash = hash_bytes(line, 25);
    switch (shape_of(fields, count, rec)) {
    case SHAPE_POP: return fill_pop(fields, rec);
    case SHAPE_SMTP: return fill_smtp(fields, rec);
    default: return "a time, two endpoints, and the columns of a protocol log";
    }
}

static void take_line(struct slice line, uint64_t offset, uint32_t number, struct batch *out)
{
    struct record *rec = batch_next(out);
    bool remark = line.len == 0 || line.at[0] == '#' || slice_starts(line, LIT("\xef\xbb\xbf#"))
            || slice_starts(line, LIT("dateTime,")) || slice_starts(line, LIT("date-time,"));
    const char *why = remark ? "" : fill(line, &out->scratch, rec);
    bool context = !remark && why != NULL && why[0] == '\0';
    rec->offset = offset;
    rec->length = (uint32_t)line.len;
    rec->line = number;
    batch_told(out, why, offset, line.len, number);
    out->context += context;
    out->irrelevant -= context;
}

static size_t exchange_parse(
        const struct reader *reader, struct slice data, uint64_t offset, struct batch *out)
{
    size_t at = 0, used;
    uint32_t number = 0;
    (void)reader;
    while (at < data.len && out->count < out->cap) {
        struct slice line = slice_line(slice_skip(data, at), &used);
        take_line(line, offset + at, number++, out);
        at += used;
    }
    return at;
}

static int exchange_sniff(struct slice head)
{
    unsigned rows = 0, known = 0;
    struct arena none = { 0 };
    while (head.len > 0 && rows < 10) {
        size_t used;
        struct slice fields[CSV_FIELDS], line = slice_line(head, &used);
        struct record rec = { 0 };
        if (slice_starts(line, LIT("#Fields: dateTime,sessionId,"))
                || slice_starts(line, LIT("#Fields: date-time,connector-id,")))
            return 95;
        if (line.len > 0 && line.at[0] != '#') {
            bool dated = line.at[0] >= '0' && line.at[0] <= '9';
            rows++;
            known += dated && shape_of(fields, csv_fields(line, ',', &none, fields), &rec) != SHAPE_NONE;
        }
        head = slice_skip(head, used);
    }
    return rows == 0 ? 0 : (int)(known * 93 / rows);
}

const struct format exchange_format = {
    .name = "exchange",
    .help = "Exchange Server's protocol logs: IMAP4, POP3, and SMTP as received",
    .versions = "Exchange 2013 to SE",
    .how = "Set-ImapSettings and Set-PopSettings -ProtocolLogEnabled $true, Set-ReceiveConnector "
           "-ProtocolLoggingLevel "
           "Verbose; copy Logging\\Imap4, Logging\\Pop3 and "
           "TransportRoles\\Logs\\FrontEnd\\ProtocolLog\\SmtpReceive",
    .sample = "2026-11-09T02:10:00.530Z,000000000000000E,2,192.0.2.1:993,192.0.2.8:35070,j.meier,168,31,31,"
              "login,j.meier "
              "*****,\"R=\"\"2 NO LOGIN failed.\"\";Msg=\"\"AuthFailed:LogonDenied,User: "
              "j.meier\"\";ErrMsg=AuthFailed:"
              "LogonDenied\",",
    .family = FAMILY_MAIL,
    .framing = FRAME_LINES,
    .sniff = exchange_sniff,
    .parse = exchange_parse,
};
