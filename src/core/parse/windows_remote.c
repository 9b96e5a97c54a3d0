/* windows_remote.c - Network Policy Server (6272, 6273), OpenSSH for Windows (4), Remote Desktop (140).
 *
 * Source  Microsoft Learn, "Event ID 6273 - NPS Authentication Status" and the NPS reason codes; Win32-OpenSSH's manifest
 *         of events (process, payload).
 */
#include "core/parse/sshd.h"
#include "core/parse/windows_inside.h"

/* CallingStationID is what the access server says of the caller: an address of a VPN, or the hardware address of a
 * wireless card, which is a machine too. */
static void fill_caller(const struct windows_event *event, struct record *rec)
{
    struct slice caller = windows_datum(event, WINDOWS_NPS_CALLER);
    if (caller.len > 0 && !ip_parse(caller, &rec->source))
        rec->source = ip_of_machine(caller, LIT(""));
}

static const char *fill_radius(const struct windows_event *event, struct record *rec)
{
    struct slice name = windows_datum(event, WINDOWS_SUBJECT_USER);
    struct slice sid = windows_datum(event, WINDOWS_SUBJECT_SID);
    uint32_t reason = 0;
    bool told = windows_number(windows_datum(event, WINDOWS_NPS_REASON), &reason);
    if (!windows_is_person(name, sid) || slice_starts(name, LIT("host/")))
        return "";
    if (name.len == 0)
        return "an account (SubjectUserName)";
    if (event->id == 6273 && !told)
        return "a reason (ReasonCode)";
    rec->outcome = (uint8_t)(event->id == 6272 ? OUTCOME_OK : windows_outcome(WINDOWS_NPS, reason));
    if (event->id == 6273 && rec->outcome == OUTCOME_OK)
        rec->outcome = OUTCOME_OTHER_FAILURE;
    rec->code = (int32_t)reason;
    windows_account(name, sid, rec);
    rec->method = METHOD_PASSWORD;
    rec->protocol = LIT("radius");
    fill_caller(event, rec);
    return NULL;
}

/* The payload is the line that sshd writes elsewhere; the process is one connection. */
static const char *fill_sshd(const struct windows_event *event, struct record *rec)
{
    struct slice line = windows_datum(event, WINDOWS_PAYLOAD);
    if (line.len == 0) /* without a manifest: "sshd: Failed password ..." */
        line = event->unnamed > 0 ? slice_trim(event->data[WINDOWS_UNNAMED]) : event->message;
    (void)take_lit(&line, LIT("sshd: "));
    if (line.len == 0)
        return "";
    switch (sshd_parse(line, rec)) {
    case TOLD_SIGNIN: break;
    case TOLD_NOTHING: return "a line that OpenSSH is known to write";
    default: return "";
    }
    rec->flags |= ACCOUNT_NO_CASE;
    rec->pid = event->pid;
    rec->protocol = LIT("sshd");
    return NULL;
}

/* Name or password was wrong, and the event tells an address alone; 4625 tells the same with a name. */
static const char *fill_desktop(const struct windows_event *event, struct record *rec)
{
    if (!ip_parse(windows_datum(event, WINDOWS_IP_ADDRESS), &rec->source))
        return "an address (IPString)";
    rec->outcome = OUTCOME_BAD_PASSWORD;
    rec->method = METHOD_PASSWORD;
    rec->teller = TELLER_BESIDE;
    rec->protocol = LIT("rdp");
    return NULL;
}

const char *windows_fill_remote(const struct windows_event *event, struct record *rec)
{
    switch (event->id) {
    case 4: return fill_sshd(event, rec);
    case 140: return fill_desktop(event, rec);
    case 6272:
    case 6273: return fill_radius(event, rec);
    default: return ""; /* 131, 1149: somebody came, and may have proven nothing */
    }
}
