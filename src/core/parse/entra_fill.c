/* entra_fill.c - the meaning of a sign-in's fields, the same in every shape. */
#include "core/base/hash.h"
#include "core/base/uuid.h"
#include "core/parse/entra.h"

static bool is_zero_guid(struct slice s)
{
    return slice_eq(s, LIT("00000000-0000-0000-0000-000000000000"));
}

/* What is asked before a sign-in: does the name exist, and how does it sign in? */
static bool is_discovery(struct slice category)
{
    return slice_eq_nocase(category, LIT("PreAuthenticationDiscoveryLogs"));
}

/* Sign-ins of people; service principals and managed identities guess no passwords. */
static bool is_about_people(struct slice category)
{
    return category.len == 0 || slice_eq_nocase(category, LIT("SignInLogs"))
            || slice_eq_nocase(category, LIT("NonInteractiveUserSignInLogs"))
            || slice_eq_nocase(category, LIT("ADFSSignInLogs"))
            || slice_eq_nocase(category, LIT("AADNonInteractiveUserSignInLogs"))
            || slice_eq_nocase(category, LIT("B2CRequestLogs")) || is_discovery(category);
}

static void fill_account(const struct entra_fields *f, struct record *rec)
{
    struct slice name = f->upn.len ? f->upn : f->display;
    if (is_discovery(f->category))
        name = f->user_id; /* what was typed */
    rec->account = slice_first(name, LIMIT_NAME);
    rec->flags |= ACCOUNT_NO_CASE;
    if (f->user_id.len && !is_zero_guid(f->user_id) && !is_discovery(f->category))
        rec->account_id = slice_first(f->user_id, 64);
    if (uuid_is_text(rec->account))
        rec->flags |= ACCOUNT_IS_GUID;
    if (rec->account.len == 0) {
        rec->account = rec->account_id;
        rec->flags |= ACCOUNT_IS_GUID;
    }
}

/* "CA", or "Seattle, Washington, US" as the portal writes it. */
static void fill_country(struct slice where, struct record *rec)
{
    size_t comma = slice_find_last(where, LIT(","));
    struct slice last = comma < where.len ? slice_trim(slice_skip(where, comma + 1)) : where;
    if (last.len == 2 && last.at[0] >= 'A' && last.at[0] <= 'Z' && last.at[1] >= 'A' && last.at[1] <= 'Z')
        memcpy(rec->country, last.at, 2);
}

/* "Browser", "IMAP4"; the protocol of the token where it tells more: ropc, deviceCode. */
static struct slice protocol_of(const struct entra_fields *f)
{
    if (slice_eq_nocase(f->transfer, LIT("deviceCodeFlow")))
        return LIT("deviceCode"); /* also of what the session does later */
    if (slice_eq_nocase(f->protocol, LIT("ropc")) || slice_eq_nocase(f->protocol, LIT("deviceCode")))
        return f->protocol;
    return f->client_app.len ? f->client_app : f->protocol;
}

static bool fill_outcome(const struct entra_fields *f, struct record *rec)
{
    uint64_t code;
    if (slice_to_uint(f->code, INT32_MAX, &code)) {
        rec->code = (int32_t)code;
        rec->outcome = (uint8_t)entra_outcome((int64_t)code, f->reason);
        return true;
    }
    struct slice word = f->code.len ? f->code : f->status; /* the portal's, where the code is left out */
    if (slice_eq_nocase(word, LIT("Success")))
        rec->outcome = OUTCOME_OK;
    else if (slice_eq_nocase(word, LIT("Failure")))
        rec->outcome = OUTCOME_OTHER_FAILURE;
    else if (slice_eq_nocase(word, LIT("Interrupted")))
        rec->outcome = OUTCOME_NOT_AN_ATTEMPT;
    else
        return false;
    return true;
}

const char *entra_fill(const struct entra_fields *f, struct record *rec)
{
    struct slice in = f->time;
    uint64_t asn;
    bool zoned = true;

    if (!is_about_people(f->category))
        return "";
    if (f->code.len == 0 && f->status.len == 0 && f->upn.len == 0 && f->address.len == 0)
        return ""; /* an audit record, or something else altogether */
    if (rec->time == 0 && !take_time_iso(&in, &rec->time, &zoned))
        return "a time (createdDateTime)";
    if (!fill_outcome(f, rec))
        return "a result code (resultType or status.errorCode)";
    fill_account(f, rec);
    if (is_discovery(f->category) && rec->outcome != OUTCOME_NO_SUCH_ACCOUNT)
        rec->outcome = OUTCOME_NOT_AN_ATTEMPT; /* a name that exists was asked for: every sign-in begins so */
    if (rec->account.len == 0)
        return "an account (userPrincipalName)";
    if (f->address.len && !ip_parse(f->address, &rec->source))
        return "an address (ipAddress)";
    fill_country(f->country, rec);
    if (slice_to_uint(f->asn, UINT32_MAX, &asn))
        rec->asn = (uint32_t)asn;
    rec->teller = TELLER_SOLE;
    rec->organisation = slice_first(f->tenant, LIMIT_NAME);
    rec->agent = f->agent.len ? f->agent : f->browser;
    rec->application = f->application;
    rec->protocol = protocol_of(f);
    rec->device = slice_first(f->device, 64);
    if (slice_eq_nocase(f->interactive, LIT("true")))
        rec->flags |= SIGNIN_INTERACTIVE;
    rec->method = slice_eq_nocase(f->interactive, LIT("false")) ? METHOD_TOKEN : METHOD_PASSWORD;
    rec->row_hash = f->id.len
            ? hash_bytes(f->id, 11)
            : hash_pair(hash_bytes(rec->account, (uint64_t)rec->time), hash_ip(rec->source, 5));
    return NULL;
}
