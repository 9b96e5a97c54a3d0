/* m365_operations.c - the operations of interest, and the names of result codes. */
#include "core/parse/m365.h"

/* In the order of their names without case. Rules, forwarding and grants are looked into by m365_fill. */
static const struct m365_operation operations[] = {
    { "Add app role assignment grant to user", ACTION_CONSENT },
    { "Add app role assignment to service principal", ACTION_CONSENT },
    { "Add delegated permission grant", ACTION_CONSENT },
    { "Add device", ACTION_DEVICE },
    { "Add eligible member to role", ACTION_PRIVILEGE },
    { "Add member to role", ACTION_PRIVILEGE },
    { "Add OAuth2PermissionGrant", ACTION_CONSENT },
    { "Add registered owner to device", ACTION_DEVICE },
    { "Add registered users to device", ACTION_DEVICE },
    { "Add service principal credentials", ACTION_CREDENTIAL },
    { "Add user", ACTION_NEW_ACCOUNT },
    { "Add-MailboxFolderPermission", ACTION_MAILBOX_GRANT },
    { "Add-MailboxPermission", ACTION_MAILBOX_GRANT },
    { "Add-RecipientPermission", ACTION_MAILBOX_GRANT },
    { "Add-RoleGroupMember", ACTION_PRIVILEGE },
    { "AddFolderPermissions", ACTION_MAILBOX_GRANT },
    { "Admin deleted security info", ACTION_MFA_CHANGE },
    { "Admin registered security info", ACTION_MFA_CHANGE },
    { "Change user password", ACTION_CREDENTIAL },
    { "Consent to application", ACTION_CONSENT },
    { "Disable Strong Authentication", ACTION_MFA_CHANGE },
    { "Disable-AntiPhishRule", ACTION_LOG_OFF },
    { "Disable-MalwareFilterRule", ACTION_LOG_OFF },
    { "Disable-SafeAttachmentRule", ACTION_LOG_OFF },
    { "Disable-SafeLinksRule", ACTION_LOG_OFF },
    { "Enable account", ACTION_NEW_ACCOUNT },
    { "FileAccessed", ACTION_FILE_READ },
    { "FileDeleted", ACTION_DELETE },
    { "FileDownloaded", ACTION_DOWNLOAD },
    { "FileModified", ACTION_FILE_WRITE },
    { "FilePreviewed", ACTION_FILE_READ },
    { "FileRecycled", ACTION_DELETE },
    { "FileRenamed", ACTION_RENAME },
    { "FileSyncDownloadedFull", ACTION_DOWNLOAD },
    { "FileUploaded", ACTION_FILE_WRITE },
    { "HardDelete", ACTION_DELETE },
    { "MailItemsAccessed", ACTION_MAIL_READ },
    { "MoveToDeletedItems", ACTION_DELETE },
    { "New-InboxRule", ACTION_INBOX_RULE },
    { "New-ManagementRoleAssignment", ACTION_PRIVILEGE },
    { "New-TransportRule", ACTION_FORWARDING },
    { "Register device", ACTION_DEVICE },
    { "Remove-AntiPhishPolicy", ACTION_LOG_OFF },
    { "Remove-AntiPhishRule", ACTION_LOG_OFF },
    { "Remove-MalwareFilterPolicy", ACTION_LOG_OFF },
    { "Remove-SafeAttachmentPolicy", ACTION_LOG_OFF },
    { "Remove-SafeLinksPolicy", ACTION_LOG_OFF },
    { "Reset user password", ACTION_CREDENTIAL },
    { "Send", ACTION_MAIL_SENT },
    { "SendAs", ACTION_MAIL_SENT },
    { "SendOnBehalf", ACTION_MAIL_SENT },
    { "Set-AdminAuditLogConfig", ACTION_LOG_OFF },
    { "Set-InboxRule", ACTION_INBOX_RULE },
    { "Set-Mailbox", ACTION_FORWARDING },
    { "Set-MailboxAuditBypassAssociation", ACTION_LOG_OFF },
    { "Set-MailboxFolderPermission", ACTION_MAILBOX_GRANT },
    { "Set-TransportRule", ACTION_FORWARDING },
    { "SoftDelete", ACTION_DELETE },
    { "UpdateFolderPermissions", ACTION_MAILBOX_GRANT },
    { "UpdateInboxRules", ACTION_INBOX_RULE },
    { "Update application - Certificates and secrets management", ACTION_CREDENTIAL },
    { "User changed default security info", ACTION_MFA_CHANGE },
    { "User deleted security info", ACTION_MFA_CHANGE },
    { "User registered all required security info", ACTION_MFA_CHANGE },
    { "User registered security info", ACTION_MFA_CHANGE },
};

/* Azure AD's names end in a dot or a blank, and one has a long dash. */
static struct slice plain_name(struct slice name)
{
    name = slice_trim(name);
    while (name.len > 0 && name.at[name.len - 1] == '.')
        name.len--;
    return name;
}

const struct m365_operation *m365_operation_of(struct slice name)
{
    static const struct slice secrets = { "Certificates and secrets management", 35 };
    name = plain_name(name);
    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++) {
        struct slice known = text(operations[i].name);
        if (slice_eq_nocase(name, known))
            return &operations[i];
        if (slice_ends(known, secrets) && slice_starts(name, LIT("Update application"))
                && slice_ends(name, secrets))
            return &operations[i];
    }
    return NULL;
}

int32_t m365_code_of(struct slice logon_error)
{
    static const struct {
        const char *name;
        int32_t code;
    } names[] = {
        { "InvalidUserNameOrPassword", 50126 },
        { "UserAccountNotFound", 50034 },
        { "UserAccountNotInDirectory", 50034 },
        { "InvalidPasswordExpiredPassword", 50055 },
        { "InvalidPasswordExpiredOnPremPassword", 50144 },
        { "IdsLocked", 50053 },
        { "UserDisabled", 50057 },
        { "UserInformationNotProvided", 50058 },
        { "UserStrongAuthEnrollmentRequiredInterrupt", 50072 },
        { "UserStrongAuthClientAuthNRequiredInterrupt", 50074 },
        { "UserStrongAuthClientAuthNRequired", 50076 },
        { "UserStrongAuthExpired", 50078 },
        { "UserStrongAuthEnrollmentRequired", 50079 },
        { "FlowTokenExpired", 50089 },
        { "DeviceAuthenticationRequired", 50097 },
        { "EntitlementGrantsNotFound", 50105 },
        { "PasswordResetRegistrationRequiredInterrupt", 50125 },
        { "DeviceIsNotWorkplaceJoined", 50129 },
        { "SsoArtifactInvalidOrExpired", 50132 },
        { "SsoArtifactRevoked", 50133 },
        { "PasswordChangeAsConditionalAccess", 50135 },
        { "KmsiInterrupt", 50140 },
        { "ExternalSecurityChallenge", 50158 },
        { "CmsiInterrupt", 50199 },
        { "DeviceNotCompliant", 53000 },
        { "DeviceNotDomainJoined", 53001 },
        { "ApplicationUsedIsNotAnApprovedApp", 53002 },
        { "BlockedByConditionalAccess", 53003 },
        { "ProofUpBlockedDueToRisk", 53004 },
        { "BlockedByConditionalAccessOnSecurityPolicy", 530032 },
        { "DelegationDoesNotExist", 65001 },
        { "AuthenticationFailedSasError", 500121 },
        { "InvalidPassword", 50126 },
        { "ExpiredOrRevokedGrant", 50173 },
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (slice_eq_nocase(logon_error, text(names[i].name)))
            return names[i].code;
    return 0;
}
