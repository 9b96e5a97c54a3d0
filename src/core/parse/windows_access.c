/* windows_access.c - what is done once somebody is in: accounts made, passwords set by others, groups that allow all,
 * audit policies changed, logs cleared.
 *
 * Source  Microsoft Learn, the pages of 1102, 4719, 4720, 4722, 4724, 4728, 4732, 4756; "Active Directory security
 *         groups" (which are privileged).
 */
#include "core/parse/windows_inside.h"

/* By the last number of the SID: 512 Domain Admins, 518 Schema, 519 Enterprise Admins, 520 Group Policy Creator Owners,
 * 526 and 527 Key Admins; built in: 544 Administrators, 548 Account, 549 Server, 550 Print, 551 Backup Operators, 555
 * Remote Desktop Users, 580 Remote Management Users. */
static bool is_privileged(struct slice sid)
{
    static const char *const ends[] = { "-512", "-518", "-519", "-520", "-526", "-527", "-544", "-548",
        "-549", "-550", "-551", "-555", "-580" };
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (slice_ends(sid, text(ends[i])))
            return true;
    return slice_starts(sid, LIT("DnsAdmins"));
}

static enum action action_of(const struct windows_event *event)
{
    switch (event->id) {
    case 104:
    case 1102:
    case 4719: return ACTION_LOG_OFF;
    case 4720:
    case 4722: return ACTION_NEW_ACCOUNT;
    case 4724: return ACTION_CREDENTIAL;
    case 4728:
    case 4732:
    case 4756:
        return is_privileged(windows_datum(event, WINDOWS_TARGET_SID)) ? ACTION_PRIVILEGE : ACTION_NONE;
    default: return ACTION_NONE;
    }
}

/* "group: member", the account, or the log. */
static struct slice object_of(const struct windows_event *event, enum action action, struct arena *scratch)
{
    struct slice target = windows_datum(event, WINDOWS_TARGET_USER), member, both;
    if (action == ACTION_LOG_OFF)
        return event->id == 4719 ? LIT("audit policy") : event->channel;
    member = windows_datum(event, WINDOWS_MEMBER_NAME);
    if (action != ACTION_PRIVILEGE || member.len == 0)
        return target;
    char *out = arena_take(scratch, target.len + 2 + member.len);
    if (out == NULL)
        return target;
    both = (struct slice){ out, target.len + 2 + member.len };
    memcpy(out, target.at, target.len);
    memcpy(out + target.len, ": ", 2);
    memcpy(out + target.len + 2, member.at, member.len);
    return both;
}

const char *windows_fill_access(const struct windows_event *event, struct arena *scratch, struct record *rec)
{
    struct slice name = windows_datum(event, WINDOWS_SUBJECT_USER);
    struct slice sid = windows_datum(event, WINDOWS_SUBJECT_SID);
    enum action action = action_of(event);
    if (action == ACTION_NONE || !windows_is_person(name, sid))
        return ""; /* the machine itself */
    if (name.len == 0)
        return "an account (SubjectUserName)";
    rec->action = (uint8_t)action;
    rec->outcome = OUTCOME_OK;
    windows_account(name, sid, rec);
    rec->device = slice_first(object_of(event, action, scratch), LIMIT_NAME);
    rec->protocol = LIT("windows");
    return NULL;
}
