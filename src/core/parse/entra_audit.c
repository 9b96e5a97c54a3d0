/* entra_audit.c - the directory's audit of Entra ID: who did what to whom, the same in every dress.
 *
 * Account  who did it; where an application did it for somebody (a device's registration, a second factor), that
 *          somebody, who stands among the targets.
 * Trap     "Update user" tells the second factor's detail at every use of it (its last time): that is no change, and
 *          changes have operations of their own ("User registered security info").
 * Source   Microsoft Learn, "Microsoft Entra audit log categories and activities", "directoryAudit resource type",
 *          "Azure Monitor: AuditLogs".
 */
#include "core/base/hash.h"
#include "core/base/uuid.h"
#include "core/parse/entra.h"
#include "core/parse/m365.h"

const struct json_path entra_nested_paths[ENTRA_NESTED_PATHS] = {
    { "errorCode", ENTRA_CODE },
    { "failureReason", ENTRA_REASON },
    { "deviceId", ENTRA_DEVICE },
    { "browser", ENTRA_BROWSER },
    { "countryOrRegion", ENTRA_COUNTRY },
    { "user.userPrincipalName", ENTRA_WHO },
    { "user.id", ENTRA_WHO_ID },
    { "user.ipAddress", ENTRA_WHO_ADDRESS },
    { "displayName", ENTRA_TARGET },
    { "userPrincipalName", ENTRA_TARGET_UPN },
    { "id", ENTRA_TARGET_ID },
};

/* The first target, and the first that is a user. */
struct targets {
    struct slice name, upn, id;
};

static bool take_target(void *ctx, struct json_value v[JSON_SLOTS])
{
    struct targets *t = ctx;
    if (t->name.len == 0)
        t->name = v[ENTRA_TARGET].text.len ? v[ENTRA_TARGET].text : v[ENTRA_TARGET_UPN].text;
    if (t->upn.len > 0 || v[ENTRA_TARGET_UPN].text.len == 0)
        return true;
    t->upn = v[ENTRA_TARGET_UPN].text;
    t->id = v[ENTRA_TARGET_ID].text;
    return true;
}

/* A list that stands as text is copied, so that padding lies behind it. */
static struct slice padded(struct slice list, struct arena *scratch)
{
    char *copy = list.len > 1 && list.at[0] == '[' ? arena_take(scratch, list.len + LIMIT_PADDING) : NULL;
    if (copy == NULL)
        return slice_first(list, 0);
    memcpy(copy, list.at, list.len);
    return (struct slice){ copy, list.len };
}

static struct targets targets_of(
        const struct entra_audit_fields *f, const struct json_plan *nested, struct arena *scratch)
{
    struct targets t = { f->target, f->target_upn, f->target_id };
    struct slice list = f->targets_are_text ? padded(f->targets, scratch) : f->targets;
    if (list.len > 0)
        (void)json_read_array(nested, list, scratch, take_target, &t);
    if (t.name.len == 0)
        t.name = t.upn;
    return t;
}

static void read_initiator(
        struct entra_audit_fields *f, const struct json_plan *nested, struct arena *scratch)
{
    struct json_value v[JSON_SLOTS];
    if (!json_read_nested(nested, f->initiator, scratch, v))
        return;
    f->user = v[ENTRA_WHO].text;
    f->user_id = v[ENTRA_WHO_ID].text;
    f->address = v[ENTRA_WHO_ADDRESS].text;
}

static void fill_account(const struct entra_audit_fields *f, const struct targets *t, struct record *rec)
{
    struct slice name = f->user, id = f->user_id;
    if (name.len == 0 && id.len == 0) {
        name = t->upn;
        id = t->id;
    }
    rec->flags |= ACCOUNT_NO_CASE;
    rec->account = slice_first(name, LIMIT_NAME);
    rec->account_id = slice_first(id, 64);
    if (rec->account.len > 0)
        return;
    rec->account = rec->account_id;
    rec->flags |= ACCOUNT_IS_GUID;
}

const char *entra_audit_fill(const struct entra_audit_fields *fields, const struct json_plan *nested,
        struct arena *scratch, struct record *rec)
{
    struct entra_audit_fields f = *fields;
    const struct m365_operation *op = m365_operation_of(f.operation);
    if (f.operation.len == 0)
        return "an operation (activityDisplayName)";
    if (op == NULL)
        return "";
    if (rec->time == 0 && !json_fill_time(f.time, rec))
        return "a time (activityDateTime)";
    if (f.initiator.len > 0)
        read_initiator(&f, nested, scratch);
    struct targets t = targets_of(&f, nested, scratch);
    fill_account(&f, &t, rec);
    if (rec->account.len == 0)
        return ""; /* an application for itself, or a device for its own part of a registration */
    if (!json_fill_address(slice_trim(f.address), rec))
        return "an address (initiatedBy.user.ipAddress)";
    rec->action = (uint8_t)op->action;
    rec->outcome = (uint8_t)(slice_eq_nocase(f.result, LIT("failure")) ? OUTCOME_OTHER_FAILURE : OUTCOME_OK);
    rec->organisation = slice_first(f.tenant, LIMIT_NAME);
    rec->application = slice_first(f.service, 96);
    rec->device = slice_first(t.name, 200);
    json_fill_hash(f.id, rec);
    if (f.id.len == 0)
        rec->row_hash = hash_pair(
                rec->row_hash, hash_pair(hash_bytes(f.operation, 3), hash_bytes(t.name, 7)));
    return NULL;
}
