/* windows_fill.c - what an event means: which family it belongs to, and what all families have in common. */
#include "core/base/hash.h"
#include "core/parse/windows_inside.h"

struct slice windows_datum(const struct windows_event *event, enum windows_datum which)
{
    struct slice s = event->data[which];
    while (s.len > 0 && (unsigned char)s.at[0] <= ' ')
        s = slice_skip(s, 1);
    while (s.len > 0 && (unsigned char)s.at[s.len - 1] <= ' ')
        s.len--;
    return slice_eq(s, LIT("-")) ? slice_first(s, 0) : s;
}

/* ---- accounts ---- */

/* S-1-5-21-... is of a domain or machine, S-1-12-1-... of Entra ID; S-1-0-0 stands where nothing was found. */
static bool is_sid_of_people(struct slice sid)
{
    return slice_starts(sid, LIT("S-1-5-21-")) || slice_starts(sid, LIT("S-1-12-1-"));
}

bool windows_is_person(struct slice name, struct slice sid)
{
    static const char *const own[] = { "SYSTEM", "LOCAL SERVICE", "NETWORK SERVICE", "ANONYMOUS LOGON",
        "IUSR" };
    if (slice_ends(name, LIT("$")))
        return false;
    if (slice_starts(sid, LIT("S-1-")) && !slice_eq(sid, LIT("S-1-0-0")))
        return is_sid_of_people(sid);
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        if (slice_eq_nocase(name, text(own[i])))
            return false;
    return !slice_starts(name, LIT("DWM-")) && !slice_starts(name, LIT("UMFD-"));
}

void windows_account(struct slice name, struct slice sid, struct record *rec)
{
    rec->account = slice_first(name, LIMIT_NAME);
    rec->flags |= ACCOUNT_NO_CASE;
    if (is_sid_of_people(sid))
        rec->account_id = slice_first(sid, 64);
}

/* ---- sources ---- */

struct ip_addr windows_machine(struct slice name)
{
    struct slice in = name;
    while (take_lit(&in, LIT("\\")))
        ;
    size_t dot = slice_find(in, '.');
    uint64_t number;
    bool label = dot > 0
            && !slice_to_uint(slice_first(in, dot), UINT64_MAX, &number); /* of a name, not an address */
    return ip_of_machine(label ? slice_first(in, dot) : in, LIT(""));
}

static bool is_loopback(struct ip_addr ip)
{
    static const struct ip_addr v6 = { { [15] = 1 } };
    return ip_eq(ip, v6) || (ip_is_v4(ip) && ip.b[12] == 127);
}

void windows_source(
        const struct windows_event *event, struct slice address, struct slice name, struct record *rec)
{
    uint64_t port;
    if (ip_parse(address, &rec->source) && !ip_is_none(rec->source) && !is_loopback(rec->source)) {
        if (slice_to_uint(windows_datum(event, WINDOWS_IP_PORT), 65535, &port))
            rec->port = (uint16_t)port;
        return;
    }
    rec->source = windows_machine(name.len > 0 ? name : event->computer);
}

/* ---- all ---- */

/* The same record exported by two tools is one: its number on the computer, and the second, since a log that was
 * cleared counts from the beginning. */
static uint64_t row_of(const struct windows_event *event, const struct record *rec)
{
    uint64_t where = hash_bytes(event->computer, event->id);
    uint64_t what = event->record
            ? event->record
            : hash_pair(hash_bytes(rec->account, rec->outcome), hash_ip(rec->source, rec->port));
    return hash_pair(hash_pair(where, what), (uint64_t)(event->time / TIME_SECOND));
}

static const char *fill_family(const struct windows_event *event, struct arena *scratch, struct record *rec)
{
    switch (event->id) {
    case 4624:
    case 4625:
    case 4648:
    case 4740:
    case 4776:
    case 4778:
    case 4779: return windows_fill_logon(event, rec);
    case 4768:
    case 4769:
    case 4771: return windows_fill_kerberos(event, rec);
    case 4:
    case 131:
    case 140:
    case 1149:
    case 6272:
    case 6273: return windows_fill_remote(event, rec);
    case 411:
    case 516:
    case 1200:
    case 1201:
    case 1202:
    case 1203:
    case 1210: return windows_fill_adfs(event, scratch, rec);
    case 6200: return windows_fill_iis(event, rec);
    case 18452:
    case 18453:
    case 18454:
    case 18456:
    case 33205: return windows_fill_mssql(event, rec);
    default: return windows_fill_access(event, scratch, rec);
    }
}

const char *windows_fill(const struct windows_event *event, struct arena *scratch, struct record *rec)
{
    if (event->time == TIME_NONE)
        return "a time (TimeCreated)";
    rec->time = event->time;
    rec->flags |= event->flags;
    rec->host = slice_first(event->computer, LIMIT_NAME);
    const char *why = fill_family(event, scratch, rec);
    if (why == NULL)
        rec->row_hash = row_of(event, rec);
    return why;
}
