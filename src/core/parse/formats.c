/* formats.c - the table that sniffs. */
#include "core/parse/formats.h"

#include "core/parse/entra.h"
#include "core/parse/exchange.h"
#include "core/parse/identity.h"
#include "core/parse/iis.h"
#include "core/parse/m365.h"
#include "core/parse/message_head.h"
#include "core/parse/mssql.h"
#include "core/parse/syslog.h"
#include "core/parse/windows_formats.h"

const struct format *const formats[] = {
    &entra_json_format,
    &entra_csv_format,
    &entra_audit_csv_format,
    &m365_json_format,
    &m365_csv_format,
    &okta_format,
    &google_format,
    &cloudtrail_format,
    &duo_format,
    &keycloak_format,
    &authentik_format,
    &auth0_format,
    &journal_format,
    &journal_pretty_format,
    &evtx_format,
    &mssql_format,
    &iis_format,
    &exchange_format,
    &windows_json_format,
    &windows_xml_format,
    &syslog_format,
    &mail_format,
    &mbox_format,
    NULL,
};

const struct format *format_named(struct slice name)
{
    for (size_t i = 0; formats[i] != NULL; i++)
        if (slice_eq(name, text(formats[i]->name)))
            return formats[i];
    return NULL;
}

static const char *what_it_is(struct slice head)
{
    static const struct {
        const char *magic;
        size_t len;
        const char *what;
    } known[] = {
        { "%PDF", 4, "a PDF document" },
        { "\x89PNG", 4, "a picture" },
        { "\x7f"
          "ELF",
                4, "a program" },
        { "MZ", 2, "a program" },
        { "SQLite format 3", 15, "an SQLite database" },
        { "\xff\xd8\xff", 3, "a picture" },
    };
    size_t odd = 0, n = head.len < 4096 ? head.len : 4096;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (head.len >= known[i].len && memcmp(head.at, known[i].magic, known[i].len) == 0)
            return known[i].what;
    for (size_t i = 0; i < n; i++)
        odd += (unsigned char)head.at[i] < ' ' && head.at[i] != '\n' && head.at[i] != '\r'
                && head.at[i] != '\t';
    if (odd * 20 > n)
        return "binary data";
    if (begins_as_json(head))
        return "JSON, but none of the logs that are read";
    return "text, but no lines of syslog and no table of sign-ins";
}

const struct format *format_sniff(struct slice head, const char **ret_why)
{
    const int sure_enough = 50;
    const struct format *best = NULL;
    int surest = sure_enough - 1;
    for (size_t i = 0; formats[i] != NULL; i++) {
        int sure = formats[i]->sniff(head);
        if (sure > surest) {
            surest = sure;
            best = formats[i];
        }
    }
    if (best == NULL)
        *ret_why = what_it_is(head);
    return best;
}
