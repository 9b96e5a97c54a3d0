/* iis_fill.c - from method, path and the three codes to an outcome.
 *
 * Source  Microsoft: "HTTP status code in IIS", "System Error Codes" (1300-1999), "Configure logging in IIS"; Exchange
 *         Server: "Log fields", virtual directories; [MS-ASHTTP] for what ActiveSync tells in its query.
 * Decides 401 with a code that says why: 1326 wrong password, 1909 locked ... A 401 without a name is the first leg of
 *         every handshake and no attempt. A form (OWA, RD Web) is always answered with a redirect: the attempt is held, and
 *         what its client asks next tells: logon.aspx with reason=2, or the first page behind the form with a name.
 * Session Requests that carry a name are one sign-in for as long as they come: joined by client, agent and name.
 * Client  c-ip; where that is an inside address and X-Forwarded-For is logged, its last element: the nearest proxy's word.
 */
#include "core/base/hash.h"
#include "core/parse/iis.h"
#include "core/parse/mail.h"

enum page {
    PAGE_OTHER,
    PAGE_FORM,    /* takes name and password */
    PAGE_REFUSED, /* where a form sends who was refused */
    PAGE_BEHIND,  /* where a form sends who was let in */
    PAGE_SERVICE, /* proof comes with each request */
    PAGE_PROBE,   /* anybody may ask */
};

static const struct {
    const char *begin; /* of the path, lower case */
    enum page page;
    const char *application;
} pages[] = {
    { "/owa/auth.owa", PAGE_FORM, "OWA" },
    { "/owa/auth/owaauth.dll", PAGE_FORM, "OWA" },
    { "/exchweb/bin/auth/owaauth.dll", PAGE_FORM, "OWA" },
    { "/owa/auth/logon.aspx", PAGE_REFUSED, "OWA" },
    { "/owa/auth/", PAGE_PROBE, "OWA" },
    { "/owa/healthcheck.htm", PAGE_PROBE, "OWA" },
    { "/owa/", PAGE_BEHIND, "OWA" },
    { "/ecp/", PAGE_BEHIND, "ECP" },
    { "/microsoft-server-activesync", PAGE_SERVICE, "ActiveSync" },
    { "/autodiscover/", PAGE_SERVICE, "Autodiscover" },
    { "/ews/", PAGE_SERVICE, "EWS" },
    { "/mapi/", PAGE_SERVICE, "MAPI" },
    { "/rpcwithcert/", PAGE_SERVICE, "Outlook Anywhere" },
    { "/rpc/", PAGE_SERVICE, "Outlook Anywhere" },
    { "/oab/", PAGE_SERVICE, "OAB" },
    { "/powershell", PAGE_SERVICE, "PowerShell" },
    { "/api/", PAGE_SERVICE, "REST" },
    { "/adfs/", PAGE_SERVICE, "AD FS" },
    { "/certsrv/", PAGE_SERVICE, "Certificate Services" },
    { "/remotedesktopgateway/", PAGE_SERVICE, "RD Gateway" },
    { "/rdweb/pages/", PAGE_BEHIND, "RD Web" },
};

static bool begins(struct slice s, const char *with)
{
    struct slice w = text(with);
    return slice_eq_nocase(slice_first(s, w.len), w);
}

static bool is_none(struct slice s)
{
    return s.len == 0 || slice_eq(s, LIT("-"));
}

static enum page page_of(const struct iis_row *row, struct slice *ret_application)
{
    struct slice stem = row->stem;
    *ret_application = (struct slice){ stem.at, 0 };
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        if (!begins(stem, pages[i].begin))
            continue;
        *ret_application = text(pages[i].application);
        bool login = slice_eq(*ret_application, LIT("RD Web")) && mail_has(stem, "/login.aspx");
        return login ? (slice_eq(row->method, LIT("POST")) ? PAGE_FORM : PAGE_PROBE) : pages[i].page;
    }
    return PAGE_OTHER;
}

/* What Windows said of a 401. */
static enum outcome outcome_of(uint64_t win32)
{
    switch (win32) {
    case 1317: return OUTCOME_NO_SUCH_ACCOUNT;
    case 1326: /* ERROR_LOGON_FAILURE */
    case 2148074252: /* SEC_E_LOGON_DENIED */ return OUTCOME_BAD_PASSWORD;
    case 1331: return OUTCOME_DISABLED;
    case 1909: return OUTCOME_LOCKED;
    case 1327: /* a restriction */
    case 1328: /* hours */
    case 1329: /* workstation */
    case 1330: /* expired */
    case 1385: /* may not sign in so */
    case 1793: /* the account has expired */
    case 1907: /* must change */ return OUTCOME_PASSWORD_OK_STOPPED;
    default: return OUTCOME_OTHER_FAILURE;
    }
}

/* A value of the query, up to '&'. */
static struct slice value_of(struct slice query, const char *key)
{
    struct slice k = text(key);
    size_t at = slice_find_slice(query, k);
    if (at == query.len || (at > 0 && query.at[at - 1] != '&'))
        return slice_first(query, 0);
    struct slice val = slice_skip(query, at + k.len);
    return slice_first(val, slice_find(val, '&'));
}

/* cs-username; else the name that ActiveSync tells in its query, "DOMAIN%5Cuser" by its last part. */
static void take_account(const struct iis_row *row, struct record *ret)
{
    struct slice name = row->user;
    if (is_none(name)) {
        name = value_of(row->query, "User=");
        size_t mark = slice_find_last(name, LIT("%5C"));
        mark = mark < name.len ? mark : slice_find_last(name, LIT("%5c"));
        name = mark < name.len ? slice_skip(name, mark + 3) : name;
    }
    ret->account = slice_first(name, LIMIT_NAME);
    ret->flags |= ACCOUNT_NO_CASE;
}

static bool take_client(const struct iis_row *row, struct record *ret)
{
    struct slice last = row->forwarded;
    struct ip_addr addr;
    size_t comma = slice_find_last(last, LIT(","));
    if (!ip_parse(row->client, &ret->source))
        return false;
    last = slice_trim(comma < last.len ? slice_skip(last, comma + 1) : last);
    while (last.len && last.at[0] == '+')
        last = slice_skip(last, 1);
    if (ip_is_private(ret->source) && !is_none(last) && ip_parse(last, &addr))
        ret->source = addr;
    return true;
}

/* Requests of one client in one browser; of one name among them. */
static void join(const struct iis_row *row, struct slice name, enum teller teller, struct record *ret)
{
    ret->pid = (uint32_t)hash_pair(hash_ip(ret->source, hash_bytes(row->agent, 0)), hash_bytes(name, 0)) | 1;
    ret->teller = (uint8_t)teller;
}

static const char *told(struct record *ret, enum outcome outcome)
{
    ret->outcome = (uint8_t)outcome;
    ret->method = METHOD_PASSWORD;
    return NULL;
}

/* 401: a challenge, or what became of a proof. */
static const char *refused(const struct iis_row *row, struct record *ret)
{
    uint64_t win32 = 0;
    (void)slice_to_uint(row->win32, UINT32_MAX, &win32);
    bool challenge = win32 == 2148074254; /* SEC_E_NO_CREDENTIALS: nobody proved anything yet */
    bool of_rights = slice_eq(row->substatus, LIT("3")) || slice_eq(row->substatus, LIT("4"));
    if (challenge || of_rights || (is_none(row->user) && (win32 == 0 || win32 == 5)))
        return "";
    take_account(row, ret);
    if (win32 == 5 || (win32 == 0 && slice_eq(row->substatus, LIT("2"))))
        return "";
    return told(ret, outcome_of(win32));
}

static bool is_probe(const struct iis_row *row)
{
    return begins(row->user, "HealthMailbox") || mail_has(row->user, "\\HealthMailbox")
            || begins(row->agent, "AMProbe") || begins(row->agent, "MSExchangeMonitoring");
}

static const char *page_told(const struct iis_row *row, enum page page, struct record *ret)
{
    bool post = slice_eq(row->method, LIT("POST")), ok = row->status.at[0] == '2';
    const struct slice nobody = { "", 0 };
    switch (page) {
    case PAGE_FORM:
        if (!post)
            return "";
        take_account(row, ret);
        join(row, nobody, TELLER_SERVICE, ret);
        return told(ret, OUTCOME_OTHER_FAILURE);
    case PAGE_REFUSED:
        if (!slice_eq(value_of(row->query, "reason="), LIT("2")))
            return "";
        join(row, nobody, TELLER_REFUSED, ret);
        return told(ret, OUTCOME_BAD_PASSWORD);
    case PAGE_BEHIND:
    case PAGE_SERVICE:
        if (!ok || is_none(row->user))
            return "";
        take_account(row, ret);
        join(row, page == PAGE_BEHIND ? nobody : row->user, TELLER_SESSION, ret);
        return told(ret, OUTCOME_OK);
    default: return "";
    }
}

const char *iis_fill(const struct iis_row *row, struct record *ret)
{
    struct slice application;
    if (row->status.len != 3 || row->stem.len == 0 || row->stem.at[0] != '/')
        return "a path and a status of three digits";
    enum page page = page_of(row, &application);
    if (page == PAGE_PROBE || is_probe(row))
        return "";
    if (!take_client(row, ret))
        return "a client's address";
    ret->application = application;
    ret->protocol = LIT("http");
    ret->agent = is_none(row->agent) ? slice_first(row->agent, 0) : row->agent;
    ret->device = value_of(row->query, "DeviceId=");
    return slice_eq(row->status, LIT("401")) ? refused(row, ret) : page_told(row, page, ret);
}
