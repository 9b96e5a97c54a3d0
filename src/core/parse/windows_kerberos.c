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
    fill_client(event, name, rec);
    return NULL;
}

const char *windows_fill_kerberos(const struct windows_event *event, struct record *rec)
{
    return event->id == 4769 ? "" : fill_account_ticket(event, rec);
}
