/* windows_kerberos.c - what a domain controller gives tickets for: 4768, 4769, 4771. */
#include "core/parse/windows_inside.h"

static void fill_client(const struct windows_event *event, struct slice name, struct record *rec)
{
    windows_account(name, windows_datum(event, WINDOWS_TARGET_SID), rec);
    rec->protocol = LIT("Kerberos");
    windows_source(event, windows_datum(event, WINDOWS_IP_ADDRESS), LIT(""), rec);
}

/* Without pre-authentication (PreAuthType 0) the ticket goes to whoever asks: nothing was proven. */
static bool is_proven(const struct windows_event *event)
{
    uint32_t type;
    return windows_number(windows_datum(event, WINDOWS_PRE_AUTH), &type) && type != 0;
}

static const char *fill_account_ticket(const struct windows_event *event, struct record *rec)
{
    struct slice name = windows_datum(event, WINDOWS_TARGET_USER);
    uint32_t status;
    if (!windows_is_person(name, LIT("")))
        return "";
    if (!windows_number(windows_datum(event, WINDOWS_STATUS), &status))
        return "a result code (Status)";
    if (name.len == 0)
        return "an account (TargetUserName)";
    rec->outcome = (uint8_t)windows_outcome(WINDOWS_KERBEROS, status);
    rec->code = (int32_t)status;
    if (rec->outcome == OUTCOME_NOT_AN_ATTEMPT || (rec->outcome == OUTCOME_OK && !is_proven(event)))
        return "";
    rec->method = METHOD_PASSWORD;
    rec->teller = rec->outcome == OUTCOME_OK ? TELLER_SOLE : TELLER_TICKET;
    fill_client(event, name, rec);
    return NULL;
}

/* RC4 (0x17, 0x18) encrypts the ticket with the service's password alone, and whoever holds the ticket can guess that
 * at leisure. Tickets of machines have passwords that nobody guesses. */
static bool can_be_cracked(const struct windows_event *event, struct slice service)
{
    uint32_t type;
    return windows_number(windows_datum(event, WINDOWS_TICKET_TYPE), &type) && (type == 0x17 || type == 0x18)
            && service.len > 0 && !slice_ends(service, LIT("$")) && !slice_eq_nocase(service, LIT("krbtgt"));
}

/* TargetUserName is "name@REALM", and TargetDomainName the realm. */
static struct slice without_realm(const struct windows_event *event)
{
    struct slice name = windows_datum(event, WINDOWS_TARGET_USER);
    struct slice realm = windows_datum(event, WINDOWS_TARGET_DOMAIN);
    size_t at = slice_find_last(name, LIT("@"));
    bool same = at < name.len && slice_eq_nocase(slice_skip(name, at + 1), realm);
    return same ? slice_first(name, at) : name;
}

static const char *fill_service_ticket(const struct windows_event *event, struct record *rec)
{
    struct slice name = without_realm(event), service = windows_datum(event, WINDOWS_SERVICE);
    uint32_t status;
    if (!windows_number(windows_datum(event, WINDOWS_STATUS), &status))
        return "a result code (Status)";
    if (status != 0 || !windows_is_person(name, LIT("")) || !can_be_cracked(event, service))
        return "";
    if (name.len == 0)
        return "an account (TargetUserName)";
    rec->action = ACTION_TICKET;
    rec->outcome = OUTCOME_OK;
    rec->device = slice_first(service, LIMIT_NAME);
    fill_client(event, name, rec);
    return NULL;
}

const char *windows_fill_kerberos(const struct windows_event *event, struct record *rec)
{
    return event->id == 4769 ? fill_service_ticket(event, rec) : fill_account_ticket(event, rec);
}
