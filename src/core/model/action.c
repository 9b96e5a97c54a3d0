/* action.c - names and words of actions. */
#include "core/model/action.h"

static const struct {
    const char *name, *says;
} actions[ACTION_COUNT] = {
    [ACTION_NONE] = { "sign-in", "signed in" },
    [ACTION_INBOX_RULE] = { "inbox-rule", "made an inbox rule" },
    [ACTION_HIDING_RULE] = { "hiding-rule", "made an inbox rule that hides mail" },
    [ACTION_FORWARDING] = { "forwarding", "had mail forwarded" },
    [ACTION_MAILBOX_GRANT] = { "mailbox-grant", "gave access to a mailbox" },
    [ACTION_CONSENT] = { "consent", "allowed an application to act for the account" },
    [ACTION_CREDENTIAL] = { "credential", "set a new password, secret or key" },
    [ACTION_MFA_CHANGE] = { "mfa-change", "changed a second factor" },
    [ACTION_DEVICE] = { "device", "registered a device" },
    [ACTION_PRIVILEGE] = { "privilege", "gave a role or right" },
    [ACTION_NEW_ACCOUNT] = { "new-account", "made or enabled an account" },
    [ACTION_DIRECTORY_READ] = { "directory-read", "read the directory" },
    [ACTION_MAIL_READ] = { "mail-read", "read mail" },
    [ACTION_MAIL_SENT] = { "mail-sent", "sent mail" },
    [ACTION_FILE_READ] = { "file-read", "opened files" },
    [ACTION_DOWNLOAD] = { "download", "downloaded files" },
    [ACTION_FILE_WRITE] = { "file-write", "wrote files" },
    [ACTION_RENAME] = { "rename", "renamed files" },
    [ACTION_DELETE] = { "delete", "deleted" },
    [ACTION_LOG_OFF] = { "log-off", "switched off a log or a protection" },
    [ACTION_REPORT] = { "report", "was reported as an attack by holder or provider" },
    [ACTION_TICKET] = { "service-ticket", "asked for a service's ticket that can be cracked" },
};

const char *action_name(enum action action)
{
    return action < ACTION_COUNT ? actions[action].name : "";
}

const char *action_says(enum action action)
{
    return action < ACTION_COUNT ? actions[action].says : "";
}

bool action_from_name(struct slice name, enum action *ret)
{
    for (unsigned i = 0; i < ACTION_COUNT; i++)
        if (slice_eq(name, text(actions[i].name))) {
            *ret = (enum action)i;
            return true;
        }
    return false;
}
