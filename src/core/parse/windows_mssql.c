/* windows_mssql.c - SQL Server in the event logs: 18452, 18453, 18454, 18456 of the application log, 33205 of its audit. */
#include "core/parse/mssql.h"
#include "core/parse/windows_inside.h"

static struct slice unnamed(const struct windows_event *event, unsigned i)
{
    return i < event->unnamed ? event->data[WINDOWS_UNNAMED + i] : LIT("");
}

static const char *finish(const struct windows_event *event, struct slice name, struct record *rec)
{
    rec->account = slice_first(name, LIMIT_NAME);
    rec->flags |= ACCOUNT_NO_CASE;
    rec->method = METHOD_PASSWORD;
    rec->protocol = LIT("mssql");
    if (ip_is_none(rec->source))
        rec->source = windows_machine(event->computer);
    return NULL;
}

/* " [CLIENT: 192.0.2.1]" */
static bool take_client(struct slice s, struct record *rec)
{
    struct slice in = slice_trim(s);
    if (!take_lit(&in, LIT("[CLIENT: ")) || !slice_ends(in, LIT("]")))
        return false;
    in.len--;
    return ip_parse(in, &rec->source) || slice_starts(in, LIT("<"));
}

/* Data are the name, the reason (which a success lacks) and the client; else the rendered text says it all. */
static const char *fill_login(const struct windows_event *event, struct record *rec)
{
    struct slice name = unnamed(event, 0), reason = event->unnamed > 2 ? unnamed(event, 1) : LIT("");
    struct slice client = unnamed(event, event->unnamed > 2 ? 2 : 1);
    if (event->id == 18452 && event->unnamed > 0 && take_client(name, rec)) { /* nothing else is told */
        rec->protocol = LIT("mssql");
        return NULL;
    }
    if (event->unnamed < 2) {
        struct slice message = event->unnamed == 1 ? name : event->message;
        if (mssql_parse(slice_trim(message), rec) != TOLD_SIGNIN)
            return "a login of SQL Server (Data)";
        return finish(event, rec->account, rec);
    }
    if (!take_client(client, rec))
        return "a client ([CLIENT: ...])";
    bool in = event->id == 18453 || event->id == 18454;
    rec->outcome = in ? OUTCOME_OK : (uint8_t)mssql_outcome(reason);
    return finish(event, name, rec);
}

/* The value of a line of the audit's text, up to its end; the first such line counts: what the attacker writes comes
 * later. */
static struct slice line_of(struct slice text, struct slice key)
{
    size_t at = slice_find_slice(text, key);
    struct slice value = slice_skip(text, at + key.len);
    value = slice_first(value, slice_find(value, '\n'));
    if (value.len > 0 && value.at[value.len - 1] == '\r')
        value.len--;
    return at < text.len ? value : slice_first(text, 0);
}

/* "<address>192.0.2.1</address>" of additional_information, which ends the text. */
static void take_address(struct slice text, struct record *rec)
{
    size_t at = slice_find_last(text, LIT("<address>"));
    struct slice in = slice_skip(text, at + 9);
    in = slice_first(in, slice_find(in, '<'));
    if (at < text.len)
        (void)ip_parse(in, &rec->source);
}

/* The audit reaches the log in bundles, seconds later (QUEUE_DELAY); event_time is when it happened, in UTC. */
static void take_event_time(struct slice text, struct record *rec)
{
    const time_us latest = 3600 * TIME_SECOND;
    struct slice in = line_of(text, LIT("\nevent_time:"));
    time_us at;
    bool zoned;
    if (take_time_iso(&in, &at, &zoned) && at < rec->time && rec->time - at <= latest)
        rec->time = at;
}

/* LGIF and LGIS: a login failed, succeeded. The statement of a failure is the message of the error log. */
static const char *fill_audit(const struct windows_event *event, struct record *rec)
{
    struct slice text = unnamed(event, 0), action = line_of(text, LIT("\naction_id:"));
    bool failed = slice_eq(slice_trim(action), LIT("LGIF"));
    if (!failed && !slice_eq(slice_trim(action), LIT("LGIS")))
        return "";
    struct slice name = line_of(text, LIT("\nserver_principal_name:"));
    size_t more = slice_find_last(text, LIT("\nadditional_information:"));
    struct slice told = slice_first(text, more);
    size_t statement = slice_find_slice(told, LIT("\nstatement:"));
    rec->outcome = failed ? OUTCOME_OTHER_FAILURE : OUTCOME_OK;
    struct record said = { .time = 0 };
    if (failed && statement < told.len
            && mssql_parse(slice_skip(told, statement + 11), &said) == TOLD_SIGNIN) {
        rec->outcome = said.outcome;
        rec->source = said.source;
        name = said.account;
    } else {
        take_address(slice_skip(text, more), rec);
    }
    rec->teller = TELLER_BESIDE;
    take_event_time(text, rec);
    return finish(event, name, rec);
}

const char *windows_fill_mssql(const struct windows_event *event, struct record *rec)
{
    rec->teller = TELLER_TRIED;
    return event->id == 33205 ? fill_audit(event, rec) : fill_login(event, rec);
}
