/* windows_iis.c - IIS in the event logs: 6200 of Microsoft-Windows-IIS-Logging, a row of its log as an event.
 *
 * Source  Microsoft, "Enhanced Logging for IIS 8.5" and the provider's manifest; the data are named as the columns of the W3C log
 *         are, but "csUser-Agent".
 */
#include "core/parse/iis.h"
#include "core/parse/windows_inside.h"

const char *windows_fill_iis(const struct windows_event *event, struct record *rec)
{
    const struct iis_row row = {
        .method = windows_datum(event, WINDOWS_AUTH_PACKAGE),
        .stem = windows_datum(event, WINDOWS_PROCESS),
        .query = windows_datum(event, WINDOWS_TARGET_SERVER),
        .user = windows_datum(event, WINDOWS_TARGET_USER),
        .client = windows_datum(event, WINDOWS_IP_ADDRESS),
        .forwarded = LIT(""), /* among CustomFields, without a form of its own */
        .agent = windows_datum(event, WINDOWS_PAYLOAD),
        .status = windows_datum(event, WINDOWS_STATUS),
        .substatus = windows_datum(event, WINDOWS_SUB_STATUS),
        .win32 = windows_datum(event, WINDOWS_NPS_REASON),
    };
    return iis_fill(&row, rec);
}
