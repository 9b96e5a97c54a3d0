/* windows_logon.c - signing in to a machine, and NTLM's check of a password: 4624, 4625, 4648, 4740, 4776, 4778. */
#include "core/parse/windows_inside.h"

/* Kinds of logon; those of which nobody proves anything (runas /netonly) or that the machine makes by itself (system,
 * service, task) have no name for a success. */
static const struct kind {
    const char *protocol;
    bool proof, interactive;
} kinds[] = {
    [2] = { "console", true, true },
    [3] = { "network", true, false },
    [4] = { "batch", false, false },
    [5] = { "service", false, false },
    [7] = { "unlock", true, true },
    [8] = { "network-cleartext", true, false },
    [9] = { "new-credentials", false, false },
    [10] = { "rdp", true, true },
    [11] = { "cached", true, true },
    [12] = { "cached-rdp", true, true },
    [13] = { "cached-unlock", true, true },
};

static const struct kind *kind_of(const struct windows_event *event)
{
    uint32_t type;
    bool told = windows_number(windows_datum(event, WINDOWS_LOGON_TYPE), &type);
    return told && type < sizeof kinds / sizeof kinds[0] && kinds[type].protocol ? &kinds[type] : NULL;
}

/* The file name of "C:\Program Files\OpenSSH\sshd.exe". */
static struct slice program_of(const struct windows_event *event)
{
    struct slice path = windows_datum(event, WINDOWS_PROCESS);
    size_t last = slice_find_last(path, LIT("\\"));
    return slice_first(last < path.len ? slice_skip(path, last + 1) : path, LIMIT_NAME);
}

/* How it was made: Kerberos over the network shows a ticket, and nobody typed anything. */
static void fill_kind(const struct windows_event *event, const struct kind *kind, struct record *rec)
{
    struct slice package = windows_datum(event, WINDOWS_AUTH_PACKAGE);
    bool network = kind != NULL && kind == &kinds[3];
    bool ticket = network && slice_eq_nocase(package, LIT("Kerberos"));
    rec->method = ticket ? METHOD_TOKEN : METHOD_PASSWORD;
    if (kind != NULL && kind->interactive)
        rec->flags |= SIGNIN_INTERACTIVE;
    rec->protocol = network && package.len > 0 ? slice_first(package, LIMIT_NAME)
            : kind != NULL                     ? text(kind->protocol)
                                               : LIT("");
    rec->application = program_of(event);
    rec->teller = TELLER_TRIED;
}

static const char *fill_success(const struct windows_event *event, struct record *rec)
{
    const struct kind *kind = kind_of(event);
    struct slice name = windows_datum(event, WINDOWS_TARGET_USER);
    struct slice sid = windows_datum(event, WINDOWS_TARGET_SID);
    if (kind == NULL && windows_datum(event, WINDOWS_LOGON_TYPE).len == 0)
        return "a kind of logon (LogonType)";
    if (kind == NULL || !kind->proof || !windows_is_person(name, sid))
        return "";
    if (name.len == 0)
        return "an account (TargetUserName)";
    rec->outcome = OUTCOME_OK;
    windows_account(name, sid, rec);
    fill_kind(event, kind, rec);
    windows_source(
            event, windows_datum(event, WINDOWS_IP_ADDRESS), windows_datum(event, WINDOWS_WORKSTATION), rec);
    return NULL;
}

/* SubStatus says why; 0 where Status says all. */
static bool fill_status(const struct windows_event *event, struct record *rec)
{
    uint32_t status, sub;
    bool told = windows_number(windows_datum(event, WINDOWS_STATUS), &status);
    if (windows_number(windows_datum(event, WINDOWS_SUB_STATUS), &sub) && (sub != 0 || !told)) {
        status = sub;
        told = true;
    }
    if (!told)
        return false;
    rec->outcome = (uint8_t)windows_outcome(WINDOWS_NT, status);
    rec->code = (int32_t)status;
    return true;
}

static const char *fill_failure(const struct windows_event *event, struct record *rec)
{
    struct slice name = windows_datum(event, WINDOWS_TARGET_USER);
    struct slice sid = windows_datum(event, WINDOWS_TARGET_SID);
    if (!windows_is_person(name, sid))
        return "";
    if (!fill_status(event, rec))
        return "a status (Status or SubStatus)";
    if (rec->outcome == OUTCOME_OK)
        rec->outcome = OUTCOME_OTHER_FAILURE;
    windows_account(name, sid, rec);
    fill_kind(event, kind_of(event), rec);
    windows_source(
            event, windows_datum(event, WINDOWS_IP_ADDRESS), windows_datum(event, WINDOWS_WORKSTATION), rec);
    return NULL;
}

/* NTLM asked whether a password is right, with no address: the workstation is what the client calls itself. */
static const char *fill_check(const struct windows_event *event, struct record *rec)
{
    struct slice name = windows_datum(event, WINDOWS_TARGET_USER);
    if (!windows_is_person(name, LIT("")))
        return "";
    if (!fill_status(event, rec))
        return "an error code (Status)";
    if (name.len == 0)
        return "an account (TargetUserName)";
    windows_account(name, LIT(""), rec);
    rec->method = METHOD_PASSWORD;
    rec->protocol = LIT("NTLM");
    rec->teller = TELLER_CHECK;
    rec->source = windows_machine(windows_datum(event, WINDOWS_WORKSTATION));
    return NULL;
}

/* Somebody who is signed in uses another account's password, and the event does not tell whether it was right: 4624 or
 * 4625 does, where the other machine's log is there as well. Only people count: IIS, Exchange and tasks do so all day.
 * The source is the user of this machine, so that the users of a terminal server are not one. */
static const char *fill_explicit(const struct windows_event *event, struct record *rec)
{
    struct slice name = windows_datum(event, WINDOWS_TARGET_USER);
    struct slice subject = windows_datum(event, WINDOWS_SUBJECT_USER);
    if (name.len == 0 || subject.len == 0 || slice_eq_nocase(name, subject)
            || !windows_is_person(name, LIT(""))
            || !windows_is_person(subject, windows_datum(event, WINDOWS_SUBJECT_SID)))
        return "";
    rec->outcome = OUTCOME_OTHER_FAILURE;
    rec->flags |= OUTCOME_UNTOLD;
    rec->teller = TELLER_BESIDE;
    rec->method = METHOD_PASSWORD;
    windows_account(name, LIT(""), rec);
    rec->protocol = LIT("explicit");
    rec->application = program_of(event);
    rec->source = ip_of_machine(slice_first(event->computer, slice_find(event->computer, '.')), subject);
    return NULL;
}

/* TargetDomainName is the computer that the wrong passwords came from. */
static const char *fill_lockout(const struct windows_event *event, struct record *rec)
{
    struct slice name = windows_datum(event, WINDOWS_TARGET_USER);
    if (!windows_is_person(name, windows_datum(event, WINDOWS_TARGET_SID)))
        return "";
    if (name.len == 0)
        return "an account (TargetUserName)";
    rec->outcome = OUTCOME_LOCKED;
    rec->teller = TELLER_BESIDE;
    rec->method = METHOD_PASSWORD;
    windows_account(name, windows_datum(event, WINDOWS_TARGET_SID), rec);
    rec->protocol = LIT("lockout");
    rec->source = windows_machine(windows_datum(event, WINDOWS_TARGET_DOMAIN));
    return NULL;
}

/* A session is taken up again: its holder has signed in anew. "LOCAL" is the console. */
static const char *fill_session(const struct windows_event *event, struct record *rec)
{
    struct slice name = windows_datum(event, WINDOWS_TARGET_USER);
    struct slice from = windows_datum(event, WINDOWS_IP_ADDRESS);
    if (!windows_is_person(name, LIT("")))
        return "";
    if (name.len == 0)
        return "an account (AccountName)";
    rec->outcome = OUTCOME_OK;
    rec->method = METHOD_PASSWORD;
    rec->flags |= SIGNIN_INTERACTIVE;
    windows_account(name, LIT(""), rec);
    rec->protocol = LIT("rdp");
    windows_source(event, from,
            slice_eq_nocase(from, LIT("LOCAL")) ? LIT("") : windows_datum(event, WINDOWS_WORKSTATION), rec);
    return NULL;
}

const char *windows_fill_logon(const struct windows_event *event, struct record *rec)
{
    switch (event->id) {
    case 4624: return fill_success(event, rec);
    case 4625: return fill_failure(event, rec);
    case 4648: return fill_explicit(event, rec);
    case 4740: return fill_lockout(event, rec);
    case 4776: return fill_check(event, rec);
    case 4778: return fill_session(event, rec);
    default: return "";
    }
}
