/* m365_json.c - the unified audit log as JSON: the Management Activity API's, Search-UnifiedAuditLog's with AuditData
 * as a text, Log Analytics' OfficeActivity. */
#include "core/parse/m365.h"

static const struct json_source source = {
    .paths = m365_paths,
    .count = M365_PATHS,
    .nested = m365_paths,
    .nested_count = M365_PATHS,
    .fill = m365_fill,
    .expected = "a whole JSON object of the unified audit log",
};

static int sniff(struct slice head)
{
    struct slice first = json_first_record(head);
    bool wrapped = json_has_key(first, "AuditData") && json_has_key(first, "CreationDate");
    bool whose = json_has_key(first, "UserId") || json_has_key(first, "UserKey");
    bool what = json_has_key(first, "Operation");
    bool record = json_has_key(first, "CreationTime") && json_has_key(first, "RecordType");
    bool table = json_has_key(first, "OfficeWorkload") && json_has_key(first, "TimeGenerated");
    return wrapped || (whose && what && (record || table)) ? 93 : 0;
}

const struct format m365_json_format = {
    .name = "m365-audit",
    .help = "Microsoft 365's unified audit log as JSON: sign-ins, rules, forwarding, consent, mail and files "
            "read",
    .versions = "Office 365 Management Activity API, Search-UnifiedAuditLog (AuditData), OfficeActivity of "
                "Log Analytics, "
                "as of 2026",
    .how = "PowerShell: Search-UnifiedAuditLog -StartDate ... -EndDate ... -ResultSize 5000 | "
           "ConvertTo-Json; or the "
           "Management Activity API, content types Audit.AzureActiveDirectory, Audit.Exchange and "
           "Audit.SharePoint",
    .sample = "{\"CreationTime\":\"2026-11-09T02:10:00\",\"Id\":\"5f3c\",\"Operation\":\"New-InboxRule\","
              "\"RecordType\":1,"
              "\"ResultStatus\":\"True\",\"UserId\":\"j.meier@institute.example\",\"ClientIP\":\"192.0.2.8:"
              "443\","
              "\"Workload\":\"Exchange\",\"Parameters\":[{\"Name\":\"DeleteMessage\",\"Value\":\"True\"}]}",
    .family = FAMILY_M365,
    .gives = GIVES_BOTH,
    .framing = FRAME_JSON_OR_LINES,
    .sniff = sniff,
    .json = &source,
    .open = json_format_open,
    .close = json_source_close,
    .parse = json_source_parse,
};
