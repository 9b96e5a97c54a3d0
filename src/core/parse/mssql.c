/* mssql.c - SQL Server's logins, and the format "mssql-errorlog". */
#include "core/parse/mssql.h"

#include "core/base/hash.h"

/* ---- messages ---- */

/* States 2 and 5 to 9, 18, 38 and 40 in words; the words are English in servers of any language that were installed
 * in English, others are OUTCOME_OTHER_FAILURE. A database is opened once the password was right. */
static const struct {
    const char *says;
    enum outcome outcome;
} reasons[] = {
    { "Password did not match", OUTCOME_BAD_PASSWORD },
    { "Could not find a login matching the name", OUTCOME_NO_SUCH_ACCOUNT },
    { "Could not find a user matching the name", OUTCOME_NO_SUCH_ACCOUNT },
    { "account is disabled", OUTCOME_DISABLED },
    { "account is currently locked", OUTCOME_LOCKED },
    { "account is locked", OUTCOME_LOCKED },
    { "password of the account must be changed", OUTCOME_PASSWORD_OK_STOPPED },
    { "password of the account has expired", OUTCOME_PASSWORD_OK_STOPPED },
    { "Failed to open the explicitly specified database", OUTCOME_PASSWORD_OK_STOPPED },
    { "Failed to open the database", OUTCOME_PASSWORD_OK_STOPPED },
};

enum outcome mssql_outcome(struct slice reason)
{
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
        if (slice_find_slice(reason, text(reasons[i].says)) < reason.len)
            return reasons[i].outcome;
    return OUTCOME_OTHER_FAILURE;
}

/* Cuts "[CLIENT: 192.0.2.1]" off the end. */
static bool take_client(struct slice *in, struct record *rec)
{
    struct slice rest = slice_trim(*in), client;
    size_t at = slice_find_last(rest, LIT("[CLIENT: "));
    if (at == rest.len || rest.at[rest.len - 1] != ']')
        return false;
    client = slice_skip(rest, at + 9);
    client.len--;
    if (!slice_eq(client, LIT("<local machine>")) && !slice_eq(client, LIT("<named pipe>"))
            && !ip_parse(client, &rec->source))
        return false;
    *in = slice_first(rest, at);
    return true;
}

/* 18452, "... cannot be used with Integrated authentication. [CLIENT: 192.0.2.1]" (up to 2008: "with Windows authentication"): a
 * ticket or an NTLM answer that was not believed. No name is told. */
static enum told untrusted(struct slice in, struct record *rec)
{
    if (!take_client(&in, rec))
        return TOLD_NOTHING;
    rec->outcome = OUTCOME_OTHER_FAILURE;
    rec->protocol = LIT("mssql");
    return TOLD_SIGNIN;
}

enum told mssql_parse(struct slice message, struct record *rec)
{
    struct slice in = message, name;
    if (take_lit(&in, LIT("Login failed. The login is from an untrusted domain ")))
        return untrusted(in, rec);
    bool failed = take_lit(&in, LIT("Login failed for user '"));
    if (!failed && !take_lit(&in, LIT("Login succeeded for user '")))
        return TOLD_CONTEXT;
    if (!take_client(&in, rec))
        return TOLD_NOTHING;
    if (!failed) { /* "'. Connection made using SQL Server authentication." */
        if (!take_until_last(&in, LIT("'. Connection"), &name)
                && !take_until_last(&in, LIT("'."), &name)) /* SQL Server 2000 */
            return TOLD_NOTHING;
        rec->outcome = OUTCOME_OK;
    } else if (take_until_last(&in, LIT("'. Reason: "), &name)) {
        rec->outcome = (uint8_t)mssql_outcome(in);
    } else if (take_until_last(
                       &in, LIT("'."), &name)) { /* up to SQL Server 2005: the line before tells a state */
        rec->outcome = OUTCOME_BAD_PASSWORD;
    } else {
        return TOLD_NOTHING;
    }
    rec->account = slice_first(name, LIMIT_NAME);
    rec->flags |= ACCOUNT_NO_CASE;
    rec->method = METHOD_PASSWORD;
    rec->protocol = LIT("mssql");
    return TOLD_SIGNIN;
}

/* ---- ERRORLOG ---- */

/* "2026-11-09 02:10:00.12 Logon       Login failed ...": the stamp is the server's wall clock. */
static bool take_header(struct slice *in, time_us *ret_time, struct slice *ret_source)
{
    struct slice rest = *in;
    bool zoned;
    if (rest.len < 23 || rest.at[4] != '-' || rest.at[10] != ' ' || !take_time_iso(&rest, ret_time, &zoned)
            || !take_lit(&rest, LIT(" ")) || !take_word(&rest, ret_source))
        return false;
    *in = slice_trim(rest);
    return true;
}

static const char *fill_line(struct slice line, struct record *rec, bool *ret_context)
{
    struct slice in = line, source;
    *ret_context = false;
    if (!take_header(&in, &rec->time, &source))
        return ""; /* the rest of a message of several lines */
    *ret_context = true;
    if (!slice_eq(source, LIT("Logon")))
        return "";
    rec->flags = STAMP_NO_ZONE;
    switch (mssql_parse(in, rec)) {
    case TOLD_SIGNIN: rec->row_hash = hash_bytes(line, 18456); return NULL;
    case TOLD_NOTHING: return "a line that SQL Server is known to write";
    default: return "";
    }
}

static void take_line(struct slice line, uint64_t offset, uint32_t number, struct batch *out)
{
    struct record *rec = batch_next(out);
    bool context;
    rec->offset = offset;
    rec->length = (uint32_t)line.len;
    rec->line = number;
    const char *why = fill_line(line, rec, &context);
    context = context && why != NULL && why[0] == '\0';
    batch_told(out, why, offset, line.len, number);
    out->context += context;
    out->irrelevant -= context;
}

static size_t mssql_parse_lines(
        const struct reader *reader, struct slice data, uint64_t offset, struct batch *out)
{
    size_t at = 0;
    uint32_t number = 0;
    (void)reader;
    while (at < data.len && out->count < out->cap) {
        size_t used;
        struct slice line = slice_line(slice_skip(data, at), &used);
        take_line(line, offset + at, number++, out);
        at += used;
    }
    return at;
}

/* Lines of ERRORLOG begin with a stamp and one of its own sources. */
static int mssql_sniff(struct slice head)
{
    unsigned lines = 0, known = 0;
    for (struct slice s = head; s.len > 0 && lines < 40;) {
        size_t len = slice_find(s, '\n');
        struct slice in = slice_first(s, len), source;
        time_us time;
        if (take_header(&in, &time, &source)) {
            lines++;
            known += slice_eq(source, LIT("Logon")) || slice_eq(source, LIT("Server"))
                    || slice_eq(source, LIT("Backup")) || slice_starts(source, LIT("spid"));
        }
        s = slice_skip(s, len + 1);
    }
    return lines == 0 ? 0 : (int)(known * 95 / lines);
}

const struct format mssql_format = {
    .name = "mssql-errorlog",
    .help = "SQL Server's ERRORLOG: failed logins, and successful ones where they are audited",
    .versions = "SQL Server 2005 and later",
    .how = "copy ERRORLOG, ERRORLOG.1 ... from MSSQL\\Log of the instance; Server Properties, Security, "
           "Login auditing: "
           "Both failed and successful logins",
    .sample = "2026-11-09 02:10:00.12 Logon       Login failed for user 'sa'. Reason: Password did not match "
              "that for "
              "the login provided. [CLIENT: 192.0.2.1]",
    .family = FAMILY_WINDOWS,
    .framing = FRAME_LINES,
    .sniff = mssql_sniff,
    .parse = mssql_parse_lines,
};
