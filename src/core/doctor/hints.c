/* hints.c - how to switch on what is missing, by check and source.
 *
 * Sources  the vendors' own pages, listed with each family below docs/sources; docs/doctor.md names them by check.
 */
#include <string.h>

#include "core/doctor/inside.h"

/* The first row whose check is the same and whose source begins the asked one's name; "" is any. */
static const struct hint {
    const char *check, *source, *how;
} hints[] = {
    { "no-signins", "freeradius",
            "radiusd.conf (Debian: /etc/freeradius/3.0/radiusd.conf), section log: auth = yes. Leave "
            "auth_badpass and "
            "auth_goodpass at no: they write passwords" },
    { "no-signins", "dovecot",
            "10-logging.conf: auth_verbose = yes, and info_log_path or syslog_facility to the file that is "
            "scanned "
            "(leave auth_verbose_passwords and auth_debug_passwords at no)" },
    { "no-signins", "samba", "smb.conf, section global: log level = 1 auth_audit:3 (Samba 4.7 and later)" },
    { "no-signins", "openvpn", "the server's configuration: verb 3" },

    { "only-failures", "entra",
            "Entra admin center, Monitoring & health, Sign-in logs: remove the filter Status, then "
            "Download" },
    { "only-failures", "windows",
            "auditpol /set /subcategory:\"Logon\" /success:enable /failure:enable (or Group Policy: Advanced "
            "Audit "
            "Policy, Logon/Logoff); and export 4624 beside 4625" },
    { "only-failures", "evtx",
            "auditpol /set /subcategory:\"Logon\" /success:enable /failure:enable (or Group Policy: Advanced "
            "Audit "
            "Policy, Logon/Logoff); and export 4624 beside 4625" },
    { "only-failures", "", "export again without a filter for failures: both belong together" },

    { "only-successes", "entra",
            "Entra admin center, Monitoring & health, Sign-in logs: remove the filter Status, then "
            "Download" },
    { "only-successes", "windows",
            "auditpol /set /subcategory:\"Logon\" /success:enable /failure:enable on every domain controller "
            "and "
            "server (Group Policy: Advanced Audit Policy); of NPS: subcategory \"Network Policy Server\"" },
    { "only-successes", "evtx",
            "auditpol /set /subcategory:\"Logon\" /success:enable /failure:enable on every domain controller "
            "and "
            "server (Group Policy: Advanced Audit Policy); of NPS: subcategory \"Network Policy Server\"" },
    { "only-successes", "dovecot", "10-logging.conf: auth_verbose = yes (auth_verbose_passwords stays no)" },
    { "only-successes", "samba",
            "smb.conf, section global: log level = 1 auth_audit:2 (3 tells successes too)" },
    { "only-successes", "freeradius", "radiusd.conf, section log: auth = yes" },
    { "only-successes", "sshd", "sshd_config: LogLevel INFO or VERBOSE" },
    { "only-successes", "", "export again without a filter for successes: both belong together" },

    { "no-names", "cisco", "on the ASA: no logging hide username" },
    { "no-names", "aws",
            "nothing to switch on: AWS hides names that may be a password typed by mistake. Take the "
            "identity "
            "provider's log beside it" },
    { "no-names", "postfix",
            "older Postfix does not write the name of a refused SASL sign-in; a newer one adds "
            "sasl_username. "
            "Where Dovecot checks the password (smtpd_sasl_type = dovecot), take its log beside it: "
            "10-logging.conf, auth_verbose = yes. saslauthd's log does not help: it tells no address" },
    { "no-names", "openvpn",
            "the server's configuration: username-as-common-name, verb 3; and the log of the RADIUS or LDAP "
            "server "
            "behind it" },
    { "no-names", "exchange",
            "take IIS and the security log of the same servers beside it: they tell the name" },
    { "no-names", "", "take the log of the directory that checks the password beside it: it tells the name" },

    { "no-addresses", "windows",
            "4776 has no address: take 4625 and 4624 of the servers themselves, and 4771 of the domain "
            "controllers" },
    { "no-addresses", "evtx",
            "4776 has no address: take 4625 and 4624 of the servers themselves, and 4771 of the domain "
            "controllers" },
    { "no-addresses", "freeradius",
            "radiusd.conf, section log: msg_badpass and msg_goodpass = \" from %{Calling-Station-Id}\"; or "
            "take the "
            "gateway's own log" },
    { "no-addresses", "iis",
            "IIS Manager, Logging, Select Fields: X-Forwarded-For as a custom field where a proxy stands in "
            "front" },
    { "no-addresses", "", "take the log of the gateway or proxy in front beside it: it knows the address" },

    { "no-agents", "entra",
            "Download as JSON, or choose the column User agent before the CSV is downloaded (Columns, User "
            "agent)" },
    { "no-agents", "", "export all columns: the client's user agent is one of them" },
};

const char *hint_for(const char *check, const char *source)
{
    for (size_t i = 0; i < sizeof hints / sizeof hints[0]; i++)
        if (strcmp(hints[i].check, check) == 0
                && strncmp(source, hints[i].source, strlen(hints[i].source)) == 0)
            return hints[i].how;
    return "";
}
