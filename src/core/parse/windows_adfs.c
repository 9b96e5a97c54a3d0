/* windows_adfs.c - AD FS: 1200 to 1203 and 1210 (Windows Server 2016 and later: an audit as XML), 411 and 516 (2012 R2).
 *
 * Source  Microsoft Learn, "Auditing Enhancements to AD FS in Windows Server 2016"; "Troubleshoot account lockout in AD
 *         FS on Windows Server"; the AD FS event list of adfshelp.microsoft.com (411, 516).
 * Address The last public one of a list: what stands before it comes from X-MS-Forwarded-Client-IP, which a client may
 *         send itself.
 */
#include "core/parse/windows_inside.h"
#include "core/wire/xml.h"

static struct slice unnamed(const struct windows_event *event, unsigned i)
{
    return i < event->unnamed ? slice_trim(event->data[WINDOWS_UNNAMED + i]) : LIT("");
}

/* "203.0.113.9,192.0.2.7": the last one that is public, else the last. */
static bool address_of(struct slice list, struct ip_addr *ret)
{
    struct slice rest = list;
    bool found = false;
    while (rest.len > 0) {
        size_t comma = slice_find_last(rest, LIT(","));
        struct slice one = slice_trim(comma < rest.len ? slice_skip(rest, comma + 1) : rest);
        struct ip_addr ip;
        if (ip_parse(one, &ip) && (!found || !ip_is_private(ip))) {
            *ret = ip;
            found = true;
            if (!ip_is_private(ip))
                break;
        }
        rest = comma < rest.len ? slice_first(rest, comma) : slice_first(rest, 0);
    }
    return found;
}

/* ---- the audit as XML ---- */

struct audit {
    struct slice result, failure, user, party, address, agent, protocol;
};

static struct slice *field_of(struct audit *audit, struct slice name)
{
    const struct {
        struct slice name;
        struct slice *field;
    } fields[] = {
        { LIT("AuditResult"), &audit->result },
        { LIT("FailureType"), &audit->failure },
        { LIT("UserId"), &audit->user },
        { LIT("RelyingParty"), &audit->party },
        { LIT("IpAddress"), &audit->address },
        { LIT("UserAgentString"), &audit->agent },
        { LIT("AuthProtocol"), &audit->protocol },
    };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (slice_eq(fields[i].name, name))
            return fields[i].field;
    return NULL;
}

static bool read_audit(struct slice text, struct arena *scratch, struct audit *ret)
{
    struct xml xml;
    struct slice *field = NULL;
    xml_begin(&xml, text);
    for (;;) {
        struct xml_token token = xml_next(&xml);
        if (token.kind == XML_BROKEN || token.kind == XML_END)
            return token.kind == XML_END;
        if (token.kind == XML_TEXT && field != NULL && field->len == 0)
            *field = xml_text(&token, scratch);
        if (token.kind != XML_TEXT)
            field = token.kind == XML_OPEN ? field_of(ret, token.name) : NULL;
    }
}

static bool is_told(struct slice s)
{
    return s.len > 0 && !slice_eq_nocase(s, LIT("N/A")) && !slice_eq(s, LIT("Not set"));
}

static enum outcome failure_of(const struct windows_event *event, struct slice failure)
{
    if (event->id == 1210 || slice_eq(failure, LIT("ExtranetLockoutError")))
        return OUTCOME_LOCKED;
    if (slice_eq(failure, LIT("CredentialValidationError")))
        return OUTCOME_BAD_PASSWORD;
    return OUTCOME_OTHER_FAILURE;
}

/* A token that was not given, or a lockout, is told beside the password that was wrong. */
static const char *fill_audit(const struct windows_event *event, struct arena *scratch, struct record *rec)
{
    struct audit audit = { .result = LIT("") };
    bool read = false;
    for (unsigned i = 0; i < event->unnamed && !read; i++)
        if (slice_starts(unnamed(event, i), LIT("<")))
            read = read_audit(unnamed(event, i), scratch, &audit);
    if (!read)
        return "an audit of AD FS (XML)";
    if (!is_told(audit.user) || !windows_is_person(audit.user, LIT("")))
        return ""; /* of a service or device */
    bool ok = slice_eq(audit.result, LIT("Success"));
    if (!ok && !slice_eq(audit.result, LIT("Failure")))
        return "a result (AuditResult)";
    rec->outcome = (uint8_t)(ok ? OUTCOME_OK : failure_of(event, audit.failure));
    rec->method = event->id == 1200 ? METHOD_TOKEN : METHOD_PASSWORD;
    rec->teller = event->id == 1201 || event->id == 1210 ? TELLER_BESIDE : TELLER_TRIED;
    windows_account(audit.user, LIT(""), rec);
    (void)address_of(audit.address, &rec->source);
    rec->agent = is_told(audit.agent) ? audit.agent : LIT("");
    rec->application = is_told(audit.party) ? audit.party : LIT("");
    rec->protocol = is_told(audit.protocol) ? audit.protocol : LIT("adfs");
    return NULL;
}

/* ---- 2012 R2 ---- */

static unsigned address_datum(const struct windows_event *event, struct record *rec)
{
    for (unsigned i = 0; i < event->unnamed; i++)
        if (address_of(unnamed(event, i), &rec->source))
            return i;
    return event->unnamed;
}

/* "name@clinic.example-The user name or password is incorrect" */
static const struct {
    const char *says;
    enum outcome outcome;
} errors[] = {
    { "-The user name or password is incorrect", OUTCOME_BAD_PASSWORD },
    { "-The referenced account is currently locked out", OUTCOME_LOCKED },
    { "-This user can't sign in because this account is currently disabled", OUTCOME_DISABLED },
    { "-The user's account has expired", OUTCOME_DISABLED },
    { "-The user's password must be changed", OUTCOME_PASSWORD_OK_STOPPED },
    { "-The password for this account has expired", OUTCOME_PASSWORD_OK_STOPPED },
};

static bool take_error(struct slice s, struct slice *ret_name, struct record *rec)
{
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        size_t at = slice_find_last(s, text(errors[i].says));
        if (at < s.len) {
            *ret_name = slice_first(s, at);
            rec->outcome = (uint8_t)errors[i].outcome;
            return true;
        }
    }
    return false;
}

static const char *fill_token(const struct windows_event *event, struct record *rec)
{
    struct slice name = LIT("");
    bool typed = false, known = false;
    unsigned at = address_datum(event, rec);
    for (unsigned i = 0; i < event->unnamed; i++) {
        typed = typed || slice_ends(unnamed(event, i), LIT("/UserName"));
        known = known || (i != at && take_error(unnamed(event, i), &name, rec));
    }
    if (!known)
        return typed ? "an error (Error message)" : ""; /* a token that is no name and password */
    windows_account(name, LIT(""), rec);
    rec->method = METHOD_PASSWORD;
    rec->teller = TELLER_TRIED;
    rec->protocol = LIT("adfs");
    return NULL;
}

/* Activity, user, address, count, time. */
static const char *fill_lockout(const struct windows_event *event, struct record *rec)
{
    unsigned at = address_datum(event, rec);
    if (at == 0 || at == event->unnamed)
        return "a user and an address (User, Client IP)";
    rec->outcome = OUTCOME_LOCKED;
    rec->teller = TELLER_BESIDE;
    rec->method = METHOD_PASSWORD;
    rec->protocol = LIT("adfs");
    windows_account(unnamed(event, at - 1), LIT(""), rec);
    return NULL;
}

const char *windows_fill_adfs(const struct windows_event *event, struct arena *scratch, struct record *rec)
{
    switch (event->id) {
    case 411: return fill_token(event, rec);
    case 516: return fill_lockout(event, rec);
    default: return fill_audit(event, scratch, rec);
    }
}
