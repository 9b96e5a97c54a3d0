/* action.h - what is done with an account once somebody is in: the kinds of access.
 *
 * Layer   core/model. Pure.
 * Use     a record or event with an action other than ACTION_NONE is an access, not a sign-in; its outcome is
 *         OUTCOME_OK when the action was done, OUTCOME_OTHER_FAILURE when it was refused.
 * Object  what it was done to or with, as a short text: the rule and where it sends, the application that got the
 *         consent, the mailbox. Of bulk actions (download, rename) none, or the folder: names of files are
 *         private and without end. `repeat` tells how many (items read, files fetched).
 */
#pragma once

#include "core/base/slice.h"

enum action {
    ACTION_NONE = 0,       /* a sign-in */
    ACTION_INBOX_RULE,     /* a rule of a mailbox was made or changed */
    ACTION_HIDING_RULE,    /* one that deletes, moves to a folder nobody opens, or marks as read */
    ACTION_FORWARDING,     /* mail goes on to another address: rule, mailbox setting or flow */
    ACTION_MAILBOX_GRANT,  /* somebody may read another's mailbox */
    ACTION_CONSENT,        /* an application may act for the account */
    ACTION_CREDENTIAL,     /* a new secret, key or password of an account or application */
    ACTION_MFA_CHANGE,     /* a second factor was registered, removed or reset */
    ACTION_DEVICE,         /* a device was registered or joined */
    ACTION_PRIVILEGE,      /* a role or policy that allows more */
    ACTION_NEW_ACCOUNT,    /* an account was made, or a disabled one enabled */
    ACTION_DIRECTORY_READ, /* address book, directory, list of users */
    ACTION_MAIL_READ,      /* MailItemsAccessed: mail was synchronised or opened */
    ACTION_MAIL_SENT,      /* mail went out from the account */
    ACTION_FILE_READ,      /* a file was opened in place */
    ACTION_DOWNLOAD,       /* a file was fetched */
    ACTION_FILE_WRITE,     /* a file was written */
    ACTION_RENAME,         /* a file was renamed */
    ACTION_DELETE,         /* a file or message was deleted */
    ACTION_LOG_OFF,        /* a log or a protection was switched off or cleared */
    ACTION_REPORT,         /* the holder or the provider said that the sign-in was an attack */
    ACTION_TICKET,         /* a service's ticket that can be cracked was asked for: Kerberoasting */
    ACTION_COUNT,
};

const char *action_name(enum action action); /* "inbox-rule" */
const char *action_says(enum action action); /* "made an inbox rule" */
bool action_from_name(struct slice name, enum action *ret);
