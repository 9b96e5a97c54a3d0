/* windows_names.c - which events are wanted, and what their data are called. */
#include "core/parse/windows_inside.h"

/* ---- events ---- */

enum provider {
    PROVIDER_SECURITY,
    PROVIDER_EVENTLOG,
    PROVIDER_ADFS,
    PROVIDER_OPENSSH,
    PROVIDER_MSSQL,
    PROVIDER_RDP_CORE,
    PROVIDER_RDP_MANAGER,
    PROVIDER_IIS,
};

/* "MSSQLSERVER", or "MSSQL$" and the instance; "AD FS", or "AD FS Auditing". */
static bool is_provider(struct slice name, enum provider which)
{
    static const char *const names[] = {
        [PROVIDER_SECURITY] = "Microsoft-Windows-Security-Auditing",
        [PROVIDER_EVENTLOG] = "Microsoft-Windows-Eventlog",
        [PROVIDER_ADFS] = "AD FS",
        [PROVIDER_OPENSSH] = "OpenSSH",
        [PROVIDER_MSSQL] = "MSSQL",
        [PROVIDER_RDP_CORE] = "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS",
        [PROVIDER_IIS] = "Microsoft-Windows-IIS-Logging",
        [PROVIDER_RDP_MANAGER] = "Microsoft-Windows-TerminalServices-RemoteConnectionManager",
    };
    struct slice whole = text(names[which]);
    bool begins = which == PROVIDER_ADFS || which == PROVIDER_MSSQL;
    return name.len == 0 || slice_eq_nocase(begins ? slice_first(name, whole.len) : name, whole);
}

bool windows_wants(struct slice provider, uint32_t id)
{
    switch (id) {
    case 4624: /* signed in */
    case 4625: /* did not */
    case 4648: /* with explicit credentials */
    case 4719: /* the audit policy was changed */
    case 4720: /* account made */
    case 4722: /* enabled */
    case 4724: /* its password was set by another */
    case 4728: /* put into a global, local or universal group */
    case 4732:
    case 4756:
    case 4740: /* locked */
    case 4768: /* Kerberos: ticket of an account */
    case 4769: /* of a service */
    case 4771: /* wrong password */
    case 4767: /* unlocked */
    case 4776: /* NTLM: password checked */
    case 4778: /* Remote Desktop: session taken up again */
    case 4779: /* left */
    case 6272: /* Network Policy Server: let in */
    case 6273: /* did not */ return is_provider(provider, PROVIDER_SECURITY);
    case 104: /* a log was cleared */
    case 1102: return is_provider(provider, PROVIDER_EVENTLOG);
    case 411:  /* token not valid */
    case 516:  /* locked out of the extranet */
    case 1200: /* token given */
    case 1201: /* not given */
    case 1202: /* password checked, right */
    case 1203: /* wrong */
    case 1210: /* locked out of the extranet */ return is_provider(provider, PROVIDER_ADFS);
    case 4: return is_provider(provider, PROVIDER_OPENSSH);
    case 18452: /* not trusted by Windows */
    case 18453: /* signed in by it */
    case 18454: /* by SQL Server */
    case 18456: /* did not */
    case 33205: /* audit */ return is_provider(provider, PROVIDER_MSSQL);
    case 6200: return is_provider(provider, PROVIDER_IIS); /* a row of its log */
    case 131:                                              /* somebody connects */
    case 140: /* wrong name or password */ return is_provider(provider, PROVIDER_RDP_CORE);
    case 1149: return is_provider(provider, PROVIDER_RDP_MANAGER);
    default: return false;
    }
}

/* ---- data ---- */

static const struct {
    const char *name;
    enum windows_datum datum;
} named[] = {
    { "Status", WINDOWS_STATUS },
    { "IpPort", WINDOWS_IP_PORT },
    { "IpAddress", WINDOWS_IP_ADDRESS },
    { "LogonType", WINDOWS_LOGON_TYPE },
    { "SubStatus", WINDOWS_SUB_STATUS },
    { "TargetSid", WINDOWS_TARGET_SID },
    { "TargetUserName", WINDOWS_TARGET_USER },
    { "TargetUserSid", WINDOWS_TARGET_SID },
    { "TargetDomainName", WINDOWS_TARGET_DOMAIN },
    { "SubjectUserName", WINDOWS_SUBJECT_USER },
    { "SubjectUserSid", WINDOWS_SUBJECT_SID },
    { "AuthenticationPackageName", WINDOWS_AUTH_PACKAGE },
    { "WorkstationName", WINDOWS_WORKSTATION },
    { "Workstation", WINDOWS_WORKSTATION },
    { "ProcessName", WINDOWS_PROCESS },
    { "ServiceName", WINDOWS_SERVICE },
    { "TicketEncryptionType", WINDOWS_TICKET_TYPE },
    { "PreAuthType", WINDOWS_PRE_AUTH },
    { "TargetServerName", WINDOWS_TARGET_SERVER },
    { "MemberName", WINDOWS_MEMBER_NAME },
    { "CallingStationID", WINDOWS_NPS_CALLER },
    { "ReasonCode", WINDOWS_NPS_REASON },
    { "payload", WINDOWS_PAYLOAD },
    { "IPString", WINDOWS_IP_ADDRESS },
    { "ClientIP", WINDOWS_IP_ADDRESS },
    { "ClientAddress", WINDOWS_IP_ADDRESS },
    { "ClientName", WINDOWS_WORKSTATION },
    { "AccountName", WINDOWS_TARGET_USER },
    { "AccountDomain", WINDOWS_TARGET_DOMAIN },
    { "c-ip", WINDOWS_IP_ADDRESS }, /* IIS's 6200: windows_iis.c tells what is meant */
    { "cs-username", WINDOWS_TARGET_USER },
    { "cs-method", WINDOWS_AUTH_PACKAGE },
    { "cs-uri-stem", WINDOWS_PROCESS },
    { "cs-uri-query", WINDOWS_TARGET_SERVER },
    { "csUser-Agent", WINDOWS_PAYLOAD },
    { "sc-status", WINDOWS_STATUS },
    { "sc-substatus", WINDOWS_SUB_STATUS },
    { "sc-win32-status", WINDOWS_NPS_REASON },
};

enum windows_datum windows_datum_of(struct slice name)
{
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++)
        if (slice_eq(name, text(named[i].name)))
            return named[i].datum;
    return WINDOWS_OTHER;
}
